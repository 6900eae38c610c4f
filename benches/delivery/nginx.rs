//! Another practical limit, where it is installed: nginx with the same articles as files.

use std::{fs, net::TcpListener, path::Path, process::Command};

use base64::prelude::{BASE64_STANDARD, Engine as _};

use crate::{bare::Answer, process::Server};

const PROGRAM: &str = "nginx";

/// Starts it over the articles among these answers, if it is installed.
pub fn start(folder: &Path, answers: &[Answer]) -> anyhow::Result<Option<Server>> {
    if Command::new(PROGRAM).arg("-v").output().is_err() {
        return Ok(None);
    }
    let (home, site) = (folder.join("nginx"), folder.join("nginx").join("site"));
    for Answer { target, body, .. } in answers.iter().filter(|answer| is_article(answer)) {
        let file = site.join(target.trim_start_matches('/'));
        fs::create_dir_all(file.parent().unwrap_or(&site))?;
        fs::write(file, BASE64_STANDARD.decode(body)?)?;
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let file = home.join("nginx.conf");
    fs::write(&file, settings(&home, &site, port))?;
    // Its workers end with it only when it is asked to end.
    let mut server = Server::at(port, Command::new(PROGRAM).arg("-p").arg(&home).arg("-c").arg(&file))?;
    server.asked_to_end = true;
    Ok(Some(server))
}

/// Whether nginx has it: as it is, under its name alone.
fn is_article(answer: &Answer) -> bool {
    !answer.brotli && answer.if_none_match.is_none() && !answer.target.contains('?')
}

/// As those who know it would set it for files that are asked for over and over.
fn settings(home: &Path, site: &Path, port: u16) -> String {
    let (home, site) = (home.display(), site.display());
    format!(
        "daemon off;
worker_processes auto;
pid {home}/pid;
error_log {home}/errors.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    default_type application/json;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=10000;
    open_file_cache_valid 1h;
    server {{
        listen 127.0.0.1:{port};
        root {site};
    }}
}}
"
    )
}
