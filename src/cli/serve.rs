//! `karez serve`: a small web server for one site, on this machine only.

use std::{
    fs::{self, Metadata},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use axum::{
    Router,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;

use super::{config::ServeConfig, exit_code::ExitCode, site, stop::Stop, terminal::print};

/// Serves a site on 127.0.0.1 until the program is stopped.
pub fn run(config: &ServeConfig) -> Result<ExitCode, Stop> {
    let folder = config.site.canonicalize().map_err(Stop::at("serve", &config.site))?;
    if !folder.join(site::CORPUS).join(site::ROOT).is_file() {
        let site = config.site.display();
        return Err(Stop::failed(format!("there is no site in {site}. Build one: karez build <folder> --out {site}")));
    }
    let refused = |error: std::io::Error| {
        let port = config.port;
        Stop::failed(format!(
            "cannot listen on 127.0.0.1:{port}: {error}. Choose another port with --port, or any with --port 0"
        ))
    };
    let runtime = tokio::runtime::Runtime::new().map_err(refused)?;
    let (listener, address) = listen(config.port).map_err(refused)?;
    print(&format!("Karez serves {} on http://{address} (Ctrl-C stops)\n", config.site.display()))?;
    runtime.block_on(serve(listener, folder, config.is_reloading)).map_err(refused)?;
    Ok(ExitCode::Success)
}

fn listen(port: u16) -> std::io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

async fn serve(listener: TcpListener, folder: PathBuf, is_reloading: bool) -> std::io::Result<()> {
    let folder = Arc::new(folder);
    let answer = move |method: Method, uri: Uri, headers: HeaderMap| {
        let folder = folder.clone();
        async move { answer(&method, uri.path(), &headers, &folder, is_reloading) }
    };
    axum::serve(tokio::net::TcpListener::from_std(listener)?, Router::new().fallback(answer)).await
}

fn answer(method: &Method, path: &str, headers: &HeaderMap, folder: &Path, is_reloading: bool) -> Response {
    let response = match *method {
        Method::GET | Method::HEAD if is_reloading && let Some(response) = respond_for_reloading(path, folder) => {
            response
        }
        Method::GET | Method::HEAD => respond_with_file(path, headers, folder),
        _ => {
            let allow = [(header::ALLOW, "GET, HEAD")];
            (StatusCode::METHOD_NOT_ALLOWED, allow, "Only GET and HEAD are answered here.\n").into_response()
        }
    };
    // A page that is embedded without an origin asks across origins even for its own files.
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, "no-cache")], response).into_response()
}

/// A module that sees when the site was built again.
const RELOAD: &str = "karez-reload.js";
/// In place of the site's own service worker, which would go on answering with the edition that it keeps.
const NO_SERVICE_WORKER: &str = "self.addEventListener('install', () => self.skipWaiting());\n\
    self.addEventListener('activate', () => self.registration.unregister());\n";

/// What is sent instead of the site's own files, which stay as they are.
fn respond_for_reloading(path: &str, folder: &Path) -> Option<Response> {
    let script =
        |text: &'static str| ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response();
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        RELOAD => Some(script(include_str!("reload.js"))),
        "sw.js" => Some(script(NO_SERVICE_WORKER)),
        _ => {
            let page = resolve(path, folder).filter(|path| media_type(path).starts_with("text/html"))?;
            let html = fs::read_to_string(page).ok()?;
            let module = format!("<script type=\"module\" src=\"/{RELOAD}\"></script>");
            let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            // Wherever a page ends, a browser takes what follows as its last part.
            Some((headers, html + &module + "\n").into_response())
        }
    }
}

fn respond_with_file(path: &str, headers: &HeaderMap, folder: &Path) -> Response {
    let found = resolve(path, folder).and_then(|path| {
        let metadata = path.metadata().ok()?;
        Some((path, metadata))
    });
    let Some((path, metadata)) = found else {
        return (StatusCode::NOT_FOUND, "There is no such file in this site.\n").into_response();
    };
    let tag = entity_tag(&metadata);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, media_type(&path)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::ETAG, tag.as_str()),
    ];
    match fs::read(&path) {
        Ok(bytes) => (headers, bytes).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "This file cannot be read.\n").into_response(),
    }
}

/// The file that a URL names, if there is one inside the folder.
fn resolve(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
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
