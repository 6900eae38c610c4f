//! The server that is measured: started, filled through the management API, and timed from start to first `200`.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::bail;
use serde_json::Value as Json;

use crate::{
    content::{self, Corpus},
    process::Server,
};

pub const BINARY: &str = env!("CARGO_BIN_EXE_galley");

/// How long a start may take before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the search indexes may take to be built.
const INDEXED: Duration = Duration::from_secs(600);

pub struct Galley {
    pub server: Server,
    folder: std::path::PathBuf,
    /// Where in the log its own begins, in bytes.
    log_begins: usize,
}

/// How the content went in.
pub struct Batch {
    pub entries: usize,
    pub took: Duration,
    /// Of the server.
    pub cpu: Duration,
}

impl Galley {
    /// Starts the server on the data in a folder and waits until it is ready.
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let port = free_port()?;
        let log_begins = std::fs::read_to_string(log_file(folder)).map_or(0, |log| log.len());
        let server = Server::at(port, &mut command(folder, port)?)?;
        wait_for_200(port, "/readyz")?;
        Ok(Self { server, folder: folder.to_owned(), log_begins })
    }

    /// Waits until both search indexes have everything, as its log says.
    pub fn until_indexed(&self) -> anyhow::Result<()> {
        let begin = Instant::now();
        while begin.elapsed() < INDEXED {
            let log = std::fs::read_to_string(log_file(&self.folder))?;
            let own = log.get(self.log_begins..).unwrap_or_default();
            if ["published", "drafts"].iter().all(|index| own.contains(&format!("complete index=\"{index}\""))) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        bail!("the search indexes are not complete after {INDEXED:?}")
    }

    /// Makes a token that may write and publish.
    pub fn token(&self) -> anyhow::Result<String> {
        let scopes = "content:read,content:write,content:publish";
        let output =
            command(&self.folder, 0)?.args(["token", "create", "--name", "bench", "--scopes", scopes]).output()?;
        if !output.status.success() {
            bail!("galley token create: {}", output.status);
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// Sends the whole corpus as one batch; every line must come back created.
    pub fn load(&self, token: &str, corpus: &Corpus) -> anyhow::Result<Batch> {
        let body = corpus.ndjson();
        let before = self.server.cpu()?;
        let (answer, took) = runtime()?.block_on(async {
            let begin = Instant::now();
            galley::platform::outbound::use_ring();
            let answer = reqwest::Client::new()
                .post(format!("{}/api/v1/manage/batch", self.server.address))
                .bearer_auth(token)
                .header("content-type", "application/x-ndjson")
                .body(body)
                .send()
                .await?
                .error_for_status()?
                .text()
                .await?;
            anyhow::Ok((answer, begin.elapsed()))
        })?;
        let cpu = self.server.cpu()? - before;
        let mut created = 0;
        for line in answer.lines() {
            let line: Json = serde_json::from_str(line)?;
            if line.get("status").and_then(Json::as_str) != Some("created") {
                bail!("a line was not taken: {line}");
            }
            created += 1;
        }
        if created != corpus.lines.len() {
            bail!("{created} results for {} lines", corpus.lines.len());
        }
        Ok(Batch { entries: created, took, cpu })
    }

    /// The time from start to the first `200` of an article, for some starts.
    pub fn starts(folder: &Path, corpus: &Corpus, times: usize) -> anyhow::Result<Vec<Duration>> {
        let path = format!("/api/v1/articles/{}", content::slug(corpus.articles / 2));
        let mut took = Vec::new();
        for _ in 0..times {
            let port = free_port()?;
            let mut command = command(folder, port)?;
            let begin = Instant::now();
            let server = Server::at(port, &mut command)?;
            wait_for_200(port, &path)?;
            took.push(begin.elapsed());
            drop(server);
        }
        took.sort();
        Ok(took)
    }
}

/// The program on the data in a folder.
pub fn command(folder: &Path, port: u16) -> anyhow::Result<Command> {
    let mut command = Command::new(BINARY);
    command
        .env("GALLEY_DATA_DIR", folder.join("data"))
        // All that is asked comes from one address.
        .env("GALLEY_QUERY_RATE", "0")
        .env("GALLEY_LISTEN", format!("127.0.0.1:{port}"))
        .stderr(File::options().create(true).append(true).open(log_file(folder))?);
    Ok(command)
}

/// The end of the servers' log, for when something went wrong.
pub fn last_words(folder: &Path) -> String {
    let log = std::fs::read_to_string(log_file(folder)).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

fn log_file(folder: &Path) -> std::path::PathBuf {
    folder.join("galley.log")
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Asks every millisecond, each time on a new connection, until the answer is `200`.
fn wait_for_200(port: u16, path: &str) -> anyhow::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if ask(address, path).is_ok_and(|status| status == *b" 200") {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    bail!("no 200 at {path} within {PATIENCE:?}")
}

fn ask(address: SocketAddr, path: &str) -> std::io::Result<[u8; 4]> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut start = [0; 12];
    stream.read_exact(&mut start)?;
    Ok([start[8], start[9], start[10], start[11]])
}

pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
