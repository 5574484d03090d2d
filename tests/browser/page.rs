//! A browser window, driven the way a reader uses it: every step waits until it is possible.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel, common::print::PrintParameters, prelude::*};
use tokio::runtime::{Builder, Runtime};

use crate::{
    process::Process,
    record::{self, Record},
};

/// Waiting longer than this means that it will not come. A loaded machine takes seconds to start a browser.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);
/// Said in the console at the end, to see that it is heard.
const LAST_WORDS: &str = "The journey ends here.";

/// One window of a browser with a fresh profile.
pub struct Page {
    runtime: Runtime,
    driver: Option<WebDriver>,
    /// Console messages that the journey brings about on purpose contain one of these.
    expected: Vec<&'static str>,
    /// The browser's profile and logs.
    folder: TempDir,
    _chromedriver: Process,
}

impl Page {
    /// Opens a browser.
    pub fn open() -> Page {
        let mut command = Command::new(program("CHROMEDRIVER", "/usr/bin/chromedriver"));
        let chromedriver = Process::start(command.arg("--port=0"), "successfully on port ");
        let folder = TempDir::new().expect("a temporary folder");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let address = format!("http://127.0.0.1:{}", chromedriver.port);
        let driver = runtime.block_on(WebDriver::new(address, capabilities(folder.path()))).expect("a browser");
        Page { runtime, driver: Some(driver), expected: Vec::new(), folder, _chromedriver: chromedriver }
    }

    /// Ends the journey. Whatever was asked of other origins than these, or complained about in the console, is an error.
    pub fn close(mut self, origins: &[String]) {
        self.script::<()>(&format!("console.log({})", json!(LAST_WORDS)));
        // What failed to load is in the driver's log only, what frames and workers say in the browser's only.
        let entries = self.run(async |driver| driver.browser_log().await);
        self.quit();
        let record = Record::read(self.folder.path());
        record.check_origins(origins);
        assert!(
            record.console.iter().any(|message| message.contains(LAST_WORDS)),
            "the record of messages does not work"
        );
        self.expect(LAST_WORDS);
        let is_expected = |message: &&String| self.expected.iter().any(|expected| message.contains(expected));
        let messages = entries.iter().map(|entry| &entry.message).chain(&record.console);
        let complaints: Vec<_> = messages.filter(|message| !is_expected(message)).collect();
        assert!(complaints.is_empty(), "the console complains: {complaints:#?}");
    }

    /// Console messages with this text are part of the journey.
    pub fn expect(&mut self, message: &'static str) {
        self.expected.push(message);
    }

    // -------------------------------------------------------------------------------------------------- what a reader does

    pub fn goto(&self, address: &str) {
        self.run(async |driver| driver.goto(address).await);
    }

    pub fn reload(&self) {
        self.run(async |driver| driver.refresh().await);
    }

    pub fn back(&self) {
        self.run(async |driver| driver.back().await);
    }

    pub fn click(&self, css: &str) {
        let click = async |driver: &WebDriver| driver.find(By::Css(css)).await?.click().await;
        // The last try tells why it was in vain.
        self.poll(|| self.attempt(click)).unwrap_or_else(|| self.run(click));
    }

    /// Presses keys, wherever the focus is.
    pub fn press(&self, keys: impl Into<TypingData>) {
        let keys = keys.into();
        self.run(async |driver| driver.action_chain().send_keys(keys).perform().await);
    }

    /// Chooses a file for a field that asks for one.
    pub fn choose_file(&self, css: &str, file: &Path) {
        let file = file.display().to_string();
        self.run(async |driver| driver.find(By::Css(css)).await?.send_keys(file).await);
    }

    /// Replaces what is in a field.
    pub fn fill(&self, css: &str, text: &str) {
        self.click(css);
        self.script::<Value>(&format!("document.querySelector({}).select()", json!(css)));
        self.press(text);
    }

    /// The window becomes that of a device this wide and high.
    pub fn resize(&self, width: u32, height: u32) {
        let is_phone = width < 500;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone }),
        );
    }

    pub fn set_dark(&self, is_dark: bool) {
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// From now on everything happens inside the first frame of the page.
    pub fn enter_frame(&self) {
        self.wait_for("iframe");
        self.run(async |driver| driver.enter_frame(0).await);
    }

    pub fn leave_frame(&self) {
        self.run(async |driver| driver.enter_default_frame().await);
    }

    pub fn save_screenshot(&self, file: &Path) {
        let image = self.run(async |driver| driver.screenshot_as_png().await);
        fs::write(file, image).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// The page on paper, as a PDF.
    pub fn print(&self, parameters: PrintParameters) -> Vec<u8> {
        self.run(async |driver| driver.print_page(parameters).await)
    }

    // --------------------------------------------------------------------------------------------------- what a reader sees

    /// The text of an element, as soon as it has one.
    pub fn text(&self, css: &str) -> String {
        let text = async |driver: &WebDriver| driver.find(By::Css(css)).await?.text().await;
        self.until(&format!("text of {css}"), || self.attempt(text).filter(|text| !text.is_empty()))
    }

    /// The texts of all such elements there are now.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.script(&format!(
            "return [...document.querySelectorAll({})].map((element) => element.textContent)",
            json!(css)
        ))
    }

    pub fn wait_for(&self, css: &str) {
        self.until(css, || self.is_there(css).then_some(()));
    }

    pub fn wait_for_text(&self, css: &str, text: &str) {
        self.until(&format!("{css} with {text:?}"), || {
            self.texts(css).iter().any(|found| found.contains(text)).then_some(())
        });
    }

    /// Whether such an element is displayed now.
    pub fn is_there(&self, css: &str) -> bool {
        self.script(&format!("return document.querySelector({})?.checkVisibility() ?? false", json!(css)))
    }

    /// Whether an element is within the window.
    pub fn is_in_view(&self, css: &str) -> bool {
        self.script(&format!(
            "const box = document.querySelector({}).getBoundingClientRect();
             return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth",
            json!(css)
        ))
    }

    /// The id of the element that has the focus.
    pub fn focus(&self) -> String {
        self.script("return document.activeElement.id")
    }

    pub fn fragment(&self) -> String {
        self.script("return location.hash")
    }

    // -------------------------------------------------------------------------------------------------------- by other means

    /// Runs a script in the page; what it returns is the answer.
    pub fn script<T: DeserializeOwned>(&self, script: &str) -> T {
        self.run(async |driver| driver.execute(script, Vec::new()).await?.convert())
    }

    /// Runs a script that calls `done` with the answer.
    pub fn async_script<T: DeserializeOwned>(&self, script: &str) -> T {
        let script = format!("const done = arguments[0];\n{script}");
        self.run(async |driver| driver.execute_async(script, Vec::new()).await?.convert())
    }

    /// Gives the browser's own developer tools an order.
    pub fn devtools(&self, command: &str, parameters: Value) {
        self.run(async |driver| driver.cdp().send_raw(command, parameters).await);
    }

    /// Waits until there is something.
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.poll(look).unwrap_or_else(|| {
            let text: String = self.script("return document.body.innerText");
            panic!("waited in vain for: {what}\nat {}\n{text}", self.fragment())
        })
    }

    fn poll<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = look();
            if found.is_some() || Instant::now() > deadline {
                return found;
            }
            thread::sleep(PAUSE);
        }
    }

    fn attempt<T>(&self, act: impl AsyncFnOnce(&WebDriver) -> WebDriverResult<T>) -> Option<T> {
        self.runtime.block_on(act(self.driver())).ok()
    }

    fn run<T>(&self, act: impl AsyncFnOnce(&WebDriver) -> WebDriverResult<T>) -> T {
        self.runtime.block_on(act(self.driver())).unwrap_or_else(|error| panic!("{error}"))
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser is open until the end")
    }

    fn quit(&mut self) {
        if let Some(driver) = self.driver.take() {
            let result = self.runtime.block_on(driver.quit());
            // While a journey fails, its own message is the one to read.
            assert!(result.is_ok() || thread::panicking(), "the browser does not end: {result:?}");
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.quit();
    }
}

fn capabilities(folder: &Path) -> ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let net_log = format!("--log-net-log={}", folder.join(record::NET_LOG).display());
    let log = format!("--log-file={}", folder.join(record::LOG).display());
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        // Nothing may leave this machine, whatever a page or the browser itself asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--enable-logging",
        "--log-level=0",
        &log,
        &net_log,
        &profile,
    ];
    let outcome = arguments.iter().try_for_each(|argument| capabilities.add_arg(argument));
    let outcome = outcome.and_then(|()| capabilities.set_browser_log_level(LoggingPrefsLogLevel::All));
    let browser = program("CHROMIUM", "/usr/bin/chromium");
    outcome.and_then(|()| capabilities.set_binary(&browser.to_string_lossy())).expect("plain capabilities");
    capabilities
}

fn program(variable: &str, usual: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| usual.into(), PathBuf::from)
}
