//! What the browser noted about its own network traffic: of pages, frames, workers and service workers alike.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// What initiates the requests that the browser makes for itself, and those for an address that the journey typed.
const BROWSER: &str = "not an origin";

/// The requests of one journey, read from Chromium's net log.
pub struct Record {
    /// Address and initiator of each.
    requests: Vec<(String, String)>,
}

impl Record {
    /// Reads a net log; the browser completes it while it ends.
    pub fn read(file: &Path) -> Record {
        let deadline = Instant::now() + Duration::from_secs(30);
        let log: Value = loop {
            match fs::read(file).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
                Some(log) => break log,
                None if Instant::now() > deadline => panic!("{} never became complete", file.display()),
                None => thread::sleep(Duration::from_millis(20)),
            }
        };
        let start = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
        assert!(start.is_number(), "Chromium no longer calls a request URL_REQUEST_START_JOB");
        let events = log["events"].as_array().expect("a net log has events");
        let text = |event: &Value, key: &str| event["params"][key].as_str().map(str::to_owned);
        let request = |event: &Value| Some((text(event, "url")?, text(event, "initiator")?));
        Record { requests: events.iter().filter(|event| event["type"] == *start).filter_map(request).collect() }
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
