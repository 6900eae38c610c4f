//! What is logged is one line an event, whatever is in it.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Stdio},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::*;
use crate::harness::command;

/// Text that would be a line of its own, or would paint the terminal.
const FORGED: &str =
    "x\n2026-01-01T00:00:00Z ERROR galley: forged\r\u{1b}[2J\u{9b}31m\u{7f}\u{85}\u{2028}{\"level\":\"ERROR\"}";

/// The program, saying everything that it could say.
struct Talkative {
    child: Child,
    url: String,
}

impl Talkative {
    fn start(database: &TestDatabase, format: &str) -> Self {
        let data = database.directory.path().to_str().unwrap();
        let variables = [
            ("GALLEY_DATABASE_URL", database.url.as_str()),
            ("GALLEY_DATA_DIR", data),
            ("GALLEY_LOG", "trace"),
            ("GALLEY_LOG_FORMAT", format),
        ];
        let errors = std::fs::File::create(database.directory.path().join("log")).unwrap();
        let mut child = command(&variables).arg("serve").stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let url = lines.find_map(|line| line.strip_prefix("Galley listens on ").map(str::to_owned)).unwrap();
        Self { child, url }
    }

    fn stop(mut self, database: &TestDatabase) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut log = Vec::new();
        std::fs::File::open(database.directory.path().join("log")).unwrap().read_to_end(&mut log).unwrap();
        String::from_utf8(log).unwrap()
    }
}

/// Sends a request to the letter; what comes of it does not matter.
async fn send(url: &str, request: &[u8]) {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.unwrap();
    stream.write_all(request).await.unwrap();
    stream.read_to_end(&mut Vec::new()).await.ok();
}

async fn provoke(database: &TestDatabase, format: &str) -> String {
    let server = Talkative::start(database, format);
    let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
    let accounts = galley::accounts::Accounts::new(db.clone(), galley::platform::clock::Clock::system(), None);
    let new = NewPerson::read("ada", &format!("{format}@example.com"), PASSWORD.into(), Role::Owner).unwrap();
    accounts.create_person(&Actor::system("test"), new).await.unwrap();
    let url = server.url.clone();
    let cookie = cookie_of(&sign_in(&url, &format!("{format}@example.com"), "").await);
    for path in [
        "/admin/articles%0aforged",
        "/admin/%1b[2J",
        "/api/v1/articles/%0d%0aforged?fields=%0aforged",
        "/admin/sign-in?next=%0aforged",
    ] {
        send(
            &url,
            format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n").as_bytes(),
        )
        .await;
    }
    // What may stand in a header at all: tabs, and bytes that are no ASCII.
    send(&url, b"GET /admin HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: a\tb\x9b31m\xff\r\nX-Forwarded-For: \x9bx\r\n\r\n").await;
    send(&url, b"GET /\x1b[2J\x9b HTTP/1.1\r\nHost: x\r\nX: \x1b[2J\n folded\r\n\r\n").await;
    for kinds in ["articles", "authors", "ctas"] {
        for name in ["title", "name", "standfirst", "text", "slug"] {
            post(&url, &paths::list(kinds), &[(name, FORGED)], &cookie).await;
        }
    }
    post(&url, paths::TOKENS, &[("name", FORGED), ("scopes", "history"), ("expiresAt", "30")], &cookie).await;
    post(&url, paths::SIGN_IN, &[("email", FORGED), ("password", FORGED)], "").await;
    db.close().await.unwrap();
    server.stop(database)
}

/// No character that ends a line or steers a terminal, but the ends of lines themselves.
fn steers(line: &str) -> Option<char> {
    line.chars().find(|c| c.is_control())
}

both! {
    async fn no_text_forges_a_line_of_the_log(database: &TestDatabase) {
        let text = provoke(database, "text").await;
        assert!(text.lines().count() > 50 && text.contains("forged"), "{text}");
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            assert_eq!(steers(line), None, "{line:?}");
            let dated = line.len() > 20 && line.as_bytes()[4] == b'-' && line.as_bytes()[10] == b'T' && line.starts_with("20");
            assert!(dated && !line.starts_with("2026-01-01"), "{line:?}");
            assert!(!line.contains(PASSWORD), "{line:?}");
        }

        let json = provoke(database, "json").await;
        assert!(json.lines().count() > 50 && json.contains("forged"), "{json}");
        for line in json.split('\n').filter(|line| !line.is_empty()) {
            assert_eq!(steers(line), None, "{line:?}");
            let event: Json = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
            assert!(!line.contains(PASSWORD), "{line:?}");
        }
    }
}
