//! What the browser noted about a journey, of pages, frames, workers and service workers alike.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// Names of the browser's logs.
pub const NET_LOG: &str = "net-log.json";
pub const LOG: &str = "log.txt";

/// What initiates the requests that the browser makes for itself, and those for an address that the journey typed.
const BROWSER: &str = "not an origin";

pub struct Record {
    /// Address and initiator of each request.
    requests: Vec<(String, String)>,
    /// What was said in the console, be it by a script or by the browser about one.
    pub console: Vec<String>,
}

impl Record {
    /// Reads the logs of a browser that has been told to end.
    pub fn read(folder: &Path) -> Record {
        let requests = requests(&complete_net_log(&folder.join(NET_LOG)));
        let log = fs::read_to_string(folder.join(LOG)).expect("the browser writes a log");
        let console = log.lines().filter(|line| line.contains(":INFO:CONSOLE")).map(str::to_owned).collect();
        Record { requests, console }
    }

    /// All that pages asked for was asked of these origins.
    pub fn check_origins(&self, origins: &[String]) {
        let is_own = |address: &str| origins.iter().any(|origin| address.starts_with(&format!("{origin}/")));
        let of_pages: Vec<_> = self.requests.iter().filter(|(_, initiator)| initiator != BROWSER).collect();
        assert!(of_pages.iter().any(|(address, _)| is_own(address)), "the record of requests does not work");
        let foreign: Vec<_> = of_pages.iter().filter(|(address, _)| !is_own(address)).collect();
        assert!(foreign.is_empty(), "requests to others: {foreign:#?}");
    }
}

/// The browser completes its net log while it ends.
fn complete_net_log(file: &Path) -> Value {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match fs::read(file).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
            Some(log) => return log,
            None if Instant::now() > deadline => panic!("{} never became complete", file.display()),
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn requests(net_log: &Value) -> Vec<(String, String)> {
    let start = &net_log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    assert!(start.is_number(), "Chromium no longer calls a request URL_REQUEST_START_JOB");
    let events = net_log["events"].as_array().expect("a net log has events");
    let text = |event: &Value, key: &str| event["params"][key].as_str().map(str::to_owned);
    let request = |event: &Value| Some((text(event, "url")?, text(event, "initiator")?));
    events.iter().filter(|event| event["type"] == *start).filter_map(request).collect()
}
