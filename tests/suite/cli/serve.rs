//! `karez serve`: what a browser gets.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
};

use crate::harness::Workspace;

/// A running server, stopped when dropped.
struct Server {
    process: Child,
    address: String,
    line: String,
}

impl Server {
    fn start(workspace: &Workspace) -> Server {
        Server::start_with(workspace, &[])
    }

    fn start_with(workspace: &Workspace, options: &[&str]) -> Server {
        let mut command = workspace.karez().args(["serve", "site", "--port", "0"]).args(options).into_command();
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
        Server { process, address, line }
    }

    /// Head and body of the answer to a request with these lines.
    fn ask(&self, request: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{request}\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }

    fn status(&self, request: &str) -> String {
        self.ask(request).0.split(' ').nth(1).unwrap().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        line.split_once(": ").filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    })
}

#[test]
fn it_says_where_in_one_line() {
    let server = Server::start(&Workspace::with_site());
    let expected = format!("Karez serves site on http://{} (Ctrl-C stops)\n", server.address);
    assert_eq!(server.line, expected);
    assert!(server.address.starts_with("127.0.0.1:"));
}

#[test]
fn files_come_with_the_headers_that_the_page_needs() {
    let workspace = Workspace::with_site().file("site/app_bg.wasm", "\0asm");
    let server = Server::start(&workspace);
    let (head, body) = server.ask("GET /index.html?v=1 HTTP/1.1");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(
        Some(body.as_slice()),
        workspace.snapshot("site").get(std::path::Path::new("index.html")).map(Vec::as_slice)
    );
    assert_eq!(header(&head, "Content-Type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&head, "Access-Control-Allow-Origin"), Some("*"));
    assert_eq!(header(&head, "Cache-Control"), Some("no-cache"));
    assert_eq!(header(&server.ask("GET /app_bg.wasm HTTP/1.1").0, "Content-Type"), Some("application/wasm"));
    assert_eq!(server.ask("GET / HTTP/1.1").1, body);
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let workspace = Workspace::with_site();
    let server = Server::start(&workspace);
    let (head, _) = server.ask("GET /app.js HTTP/1.1");
    let tag = header(&head, "ETag").unwrap();
    assert_eq!(server.status(&format!("GET /app.js HTTP/1.1\r\nIf-None-Match: {tag}")), "304");
    assert_eq!(server.status("GET /app.js HTTP/1.1\r\nIf-None-Match: \"other\""), "200");
}

#[test]
fn only_files_of_the_site_are_served() {
    let workspace = Workspace::with_site();
    let server = Server::start(&workspace);
    for path in
        ["/docs/one.md", "/../docs/one.md", "/%2e%2e/docs/one.md", "/corpus/..%2f..%2fdocs/one.md", "/corpus", "/%"]
    {
        assert_eq!(server.status(&format!("GET {path} HTTP/1.1")), "404", "{path}");
    }
    assert_eq!(server.status("POST / HTTP/1.1\r\nContent-Length: 0"), "405");
    let (head, body) = server.ask("HEAD /app.js HTTP/1.1");
    assert_eq!((header(&head, "Content-Length"), body.len()), (Some("1"), 0));
}

#[test]
fn pages_reload_only_when_that_is_asked_for_and_from_the_server_alone() {
    let workspace = Workspace::with_site().file("site/sw.js", "importScripts('edition.js')");
    let before = workspace.snapshot("site");
    let text = |server: &Server, path: &str| {
        let (head, body) = server.ask(&format!("GET {path} HTTP/1.1"));
        (head, String::from_utf8(body).unwrap())
    };
    let server = Server::start_with(&workspace, &["--reload"]);
    for page in ["/", "/index.html?v=1", "/embed.html"] {
        let (head, html) = text(&server, page);
        assert!(html.contains("<script type=\"module\" src=\"/karez-reload.js\"></script>"), "{html}");
        assert_eq!(header(&head, "Content-Type"), Some("text/html; charset=utf-8"));
    }
    let (head, script) = text(&server, "/karez-reload.js");
    assert!(head.starts_with("HTTP/1.1 200") && script.contains("location.reload()"), "{head}");
    assert!(text(&server, "/sw.js").1.contains("unregister"));
    let tag = header(&server.ask("HEAD /datapackage.json HTTP/1.1").0, "ETag").map(str::to_owned);
    assert_eq!(workspace.snapshot("site"), before);
    let workspace = workspace.file("docs/four.md", "# Four\n\nNew.\n");
    std::fs::remove_file(workspace.path("site/sw.js")).unwrap();
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    let (head, _) = server.ask("HEAD /datapackage.json HTTP/1.1");
    assert!(tag.is_some() && header(&head, "ETag") != tag.as_deref(), "the module sees the new site");
    let plain = Server::start(&workspace);
    assert!(!text(&plain, "/").1.contains("karez-reload"));
    assert_eq!(plain.status("GET /karez-reload.js HTTP/1.1"), "404");
}

#[test]
fn a_port_in_use_is_told_with_a_way_out() {
    let workspace = Workspace::with_site();
    let server = Server::start(&workspace);
    let port = server.address.rsplit(':').next().unwrap();
    workspace.karez().args(["serve", "site", "--port", port]).run().exits_with(3).says(&[port, "--port"]);
}
