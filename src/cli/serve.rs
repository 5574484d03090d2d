//! `karez serve`: a small web server for one site, on this machine only.

use std::{
    fs::{File, Metadata},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::UNIX_EPOCH,
};

use tiny_http::{Header, Method, Request, Response, ResponseBox, Server};

use super::{ExitCode, Stop, config::ServeConfig, site, terminal::print};

/// A browser asks on about six connections at once; more threads than that would wait for each other's disk.
const THREADS: usize = 8;

pub fn run(config: &ServeConfig) -> Result<ExitCode, Stop> {
    let folder = config.site.canonicalize().map_err(Stop::at("serve", &config.site))?;
    if !folder.join(site::CORPUS).join(site::ROOT).is_file() {
        let site = config.site.display();
        return Err(Stop::failed(format!("there is no site in {site}. Build one: karez build <folder> --out {site}")));
    }
    let (server, address) = listen(config.port)?;
    print(&format!("Karez serves {} on http://{address} (Ctrl-C stops)\n", config.site.display()))?;
    let (server, folder) = (Arc::new(server), Arc::new(folder));
    let threads: Vec<_> = (0..THREADS).map(|_| start(server.clone(), folder.clone())).collect();
    for thread in threads {
        drop(thread.join());
    }
    Ok(ExitCode::Success)
}

fn listen(port: u16) -> Result<(Server, SocketAddr), Stop> {
    let refused = |error: &dyn std::fmt::Display| {
        Stop::failed(format!(
            "cannot listen on 127.0.0.1:{port}: {error}. Choose another port with --port, or any with --port 0"
        ))
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| refused(&error))?;
    let address = listener.local_addr().map_err(|error| refused(&error))?;
    let server = Server::from_listener(listener, None).map_err(|error| refused(&error))?;
    Ok((server, address))
}

fn start(server: Arc<Server>, folder: Arc<PathBuf>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        while let Ok(request) = server.recv() {
            let response = answer(&request, &folder);
            // A browser that has gone away wants no answer.
            drop(request.respond(response));
        }
    })
}

fn answer(request: &Request, folder: &Path) -> ResponseBox {
    let response = match request.method() {
        Method::Get | Method::Head => respond_with_file(request, folder),
        _ => text(405, "Only GET and HEAD are answered here.\n").with_header(header("Allow", "GET, HEAD")).boxed(),
    };
    // A page that is embedded without an origin asks across origins even for its own files.
    response.with_header(header("Access-Control-Allow-Origin", "*")).with_header(header("Cache-Control", "no-cache"))
}

fn respond_with_file(request: &Request, folder: &Path) -> ResponseBox {
    let found = resolve(request.url(), folder).and_then(|path| {
        let file = File::open(&path).ok()?;
        let metadata = file.metadata().ok()?;
        Some((path, file, metadata))
    });
    let Some((path, file, metadata)) = found else {
        return text(404, "There is no such file in this site.\n").boxed();
    };
    let tag = entity_tag(&metadata);
    let is_known = request.headers().iter().any(|known| known.field.equiv("If-None-Match") && known.value == tag);
    if is_known {
        return Response::empty(304).with_header(header("ETag", &tag)).boxed();
    }
    Response::from_file(file)
        // With its length, so that the page can show how much of a file has come.
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", media_type(&path)))
        .with_header(header("X-Content-Type-Options", "nosniff"))
        .with_header(header("ETag", &tag))
        .boxed()
}

fn text(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    Response::from_string(text).with_status_code(status)
}

fn header(name: &str, value: &str) -> Header {
    // Names and values are those above and the media types below: all of them ASCII.
    Header::from_bytes(name, value).expect("an ASCII header")
}

/// The file that a URL names, if there is one inside the folder.
fn resolve(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode(path)?;
    let mut file = folder.to_path_buf();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push(site::PAGES[0]);
    }
    // A link may lead anywhere.
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn percent_decode(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// Changes whenever the file is written.
fn entity_tag(metadata: &Metadata) -> String {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("\"{:x}-{:x}\"", metadata.len(), modified.as_nanos())
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_files_inside_the_site_only() {
        let root = tempfile::tempdir().unwrap();
        let site = root.path().join("site");
        std::fs::create_dir_all(site.join("d/é")).unwrap();
        for path in ["site/index.html", "site/a.js", "site/d/é/index.html", "site/.hidden", "secret"] {
            std::fs::write(root.path().join(path), "x").unwrap();
        }
        let site = site.canonicalize().unwrap();
        let found = |url: &str| resolve(url, &site).map(|path| path.strip_prefix(&site).unwrap().display().to_string());
        assert_eq!(found("/").as_deref(), Some("index.html"));
        assert_eq!(found("/a.js?v=1").as_deref(), Some("a.js"));
        assert_eq!(found("/d/%C3%A9/").as_deref(), Some("d/é/index.html"));
        for url in [
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/d/..%5c..",
            "/.hidden",
            "/b.js",
            "/%",
            "/%zz",
            "/%ff",
            "/a%00",
        ] {
            assert_eq!(found(url), None, "{url}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_site_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("secret"), "x").unwrap();
        let site = root.path().join("site");
        std::fs::create_dir(&site).unwrap();
        std::os::unix::fs::symlink("../secret", site.join("a.txt")).unwrap();
        assert_eq!(resolve("/a.txt", &site.canonicalize().unwrap()), None);
    }

    #[test]
    fn wasm_and_scripts_have_the_types_that_browsers_ask_for() {
        assert_eq!(media_type(Path::new("app_bg.wasm")), "application/wasm");
        assert!(media_type(Path::new("a.mjs")).starts_with("text/javascript"));
        assert_eq!(media_type(Path::new("corpus/root.kz")), "application/octet-stream");
    }
}
