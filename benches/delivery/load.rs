//! The cases, and `wrk` walking each of them on one server.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, IF_NONE_MATCH};

use crate::{
    Plan,
    bare::Answer,
    content::{self, CATEGORIES, Corpus},
    galley::{self, Galley},
    process::Server,
};

/// The script that walks the requests of a file.
const WALK: &str = include_str!("walk.lua");
/// What every script ends with: the line of figures that [`wrk`] reads.
const FIGURES: &str = include_str!("figures.lua");

/// Headers that the server library writes anew for every answer.
const PER_CONNECTION: [&str; 4] = ["date", "connection", "content-length", "transfer-encoding"];

/// Something that readers do, over and over.
pub struct Case {
    pub name: &'static str,
    /// Paths with their query, walked in turn.
    targets: Vec<String>,
    brotli: bool,
    conditional: bool,
    /// Filled by [`record`]: the request's headers, by target.
    headers: std::cell::RefCell<Vec<Vec<(&'static str, String)>>>,
    /// The mean size of an answer's body, filled by [`record`].
    pub bytes: std::cell::Cell<usize>,
    /// The least share of the bare server's requests per second.
    pub least_rate: Option<f64>,
    /// The most CPU, as a multiple of the bare server's.
    pub most_cpu: Option<f64>,
    /// The least share of nginx's requests per second, where it has the same as files.
    pub least_of_nginx: Option<f64>,
}

impl Case {
    fn new(name: &'static str, targets: Vec<String>) -> Self {
        Self {
            name,
            targets,
            brotli: false,
            conditional: false,
            headers: Vec::new().into(),
            bytes: 0.into(),
            least_rate: None,
            most_cpu: None,
            least_of_nginx: None,
        }
    }
}

/// What is measured, with the figures that are due.
pub fn cases(corpus: &Corpus) -> Vec<Case> {
    let articles = || (0..corpus.articles).map(|n| format!("/api/v1/articles/{}", content::slug(n))).collect();
    let pages = 1..=(corpus.articles / 20).max(1);
    let lists = pages.map(|page| format!("/api/v1/articles?limit=20&page={page}")).collect();
    let filters = 0..CATEGORIES;
    let filtered = filters.map(|n| format!("/api/v1/articles?filter%5Bcategory%5D=category-{n}&limit=20")).collect();
    let article = |name| Case { least_rate: Some(0.9), most_cpu: Some(1.25), ..Case::new(name, articles()) };
    vec![
        Case { least_of_nginx: Some(1.0), ..article("one article, identity") },
        Case { brotli: true, ..article("one article, br") },
        Case { least_rate: Some(0.85), ..Case::new("list of 20", lists) },
        Case { least_rate: Some(0.85), ..Case::new("filtered list of 20", filtered) },
        Case { least_rate: Some(0.9), conditional: true, ..Case::new("one article, 304", articles()) },
    ]
}

/// Asks Galley once for everything, so that its cache is warm, checks the answers and keeps them for the bare server.
pub fn record(galley: &Galley, cases: &[Case]) -> anyhow::Result<Vec<Answer>> {
    ::galley::platform::outbound::use_ring();
    let client = reqwest::Client::new();
    let address = &galley.server.address;
    galley::runtime()?.block_on(async {
        let mut answers = Vec::new();
        for case in cases {
            let mut all = Vec::new();
            let mut bytes = 0;
            for target in &case.targets {
                let mut headers = Vec::new();
                if case.brotli {
                    headers.push((ACCEPT_ENCODING.as_str(), "br".to_owned()));
                }
                if case.conditional {
                    let first = client.get(format!("{address}{target}")).send().await?;
                    let tag = first.headers().get(ETAG).context("no ETag")?.to_str()?.to_owned();
                    headers.push((IF_NONE_MATCH.as_str(), tag));
                }
                let request = client.get(format!("{address}{target}"));
                let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
                let answer = request.send().await?;
                let expected = if case.conditional { 304 } else { 200 };
                if answer.status() != expected || case.brotli != answer.headers().contains_key(CONTENT_ENCODING) {
                    bail!("{} at {target}: {} {:?}", case.name, answer.status(), answer.headers());
                }
                let (answer, length) = keep(case, target, &headers, answer).await?;
                bytes += length;
                answers.push(answer);
                all.push(headers);
            }
            case.bytes.set(bytes / case.targets.len());
            case.headers.replace(all);
        }
        Ok(answers)
    })
}

async fn keep(
    case: &Case,
    target: &str,
    asked: &[(&'static str, String)],
    answer: reqwest::Response,
) -> anyhow::Result<(Answer, usize)> {
    let mut headers = Vec::new();
    for (name, value) in answer.headers() {
        if !PER_CONNECTION.contains(&name.as_str()) {
            headers.push((name.as_str().to_owned(), value.to_str()?.to_owned()));
        }
    }
    let status = answer.status().as_u16();
    let body = answer.bytes().await?;
    let answer = Answer {
        target: target.to_owned(),
        brotli: case.brotli,
        if_none_match: asked.iter().find(|(name, _)| *name == IF_NONE_MATCH.as_str()).map(|(_, tag)| tag.clone()),
        status,
        headers,
        body: BASE64_STANDARD.encode(&body),
    };
    Ok((answer, body.len()))
}

/// Several rounds of one case on one server.
#[derive(Default)]
pub struct Measured {
    requests: u64,
    seconds: f64,
    cpu: Duration,
    /// Of each round, in microseconds; the report takes the mean.
    p50: Vec<f64>,
    p99: Vec<f64>,
}

impl Measured {
    pub fn add(&mut self, round: Self) {
        self.requests += round.requests;
        self.seconds += round.seconds;
        self.cpu += round.cpu;
        self.p50.extend(round.p50);
        self.p99.extend(round.p99);
    }

    pub const fn requests(&self) -> u64 {
        self.requests
    }

    /// Server CPU per request, in microseconds.
    pub fn cpu(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.requests as f64
    }

    /// Requests per second.
    pub fn rate(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    /// Microseconds.
    pub fn p50(&self) -> f64 {
        mean(&self.p50)
    }

    /// Microseconds.
    pub fn p99(&self) -> f64 {
        mean(&self.p99)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A case as files that wrk reads.
pub struct Script {
    walk: PathBuf,
    requests: PathBuf,
}

impl Script {
    pub fn write(folder: &Path, case: &Case) -> anyhow::Result<Self> {
        let script = Self { walk: folder.join("walk.lua"), requests: folder.join("requests.txt") };
        write_script(&script.walk, WALK)?;
        let headers = case.headers.borrow();
        let lines: Vec<String> = case
            .targets
            .iter()
            .zip(headers.iter())
            .map(|(target, headers)| {
                headers.iter().fold(target.clone(), |line, (name, value)| format!("{line}\t{name}\t{value}"))
            })
            .collect();
        fs::write(&script.requests, lines.join("\n") + "\n")?;
        Ok(script)
    }

    pub fn run(&self, server: &Server, plan: &Plan, seconds: u64) -> anyhow::Result<Measured> {
        wrk(server, plan.connections, seconds, &self.walk, &[&self.requests])
    }
}

/// Writes a script that says which requests are sent, for [`wrk`].
pub fn write_script(file: &Path, requests: &str) -> anyhow::Result<()> {
    Ok(fs::write(file, format!("{requests}\n{FIGURES}"))?)
}

/// One run of wrk with a script and its words; anything but the expected answers is an error.
pub fn wrk(
    server: &Server,
    connections: usize,
    seconds: u64,
    script: &Path,
    words: &[impl AsRef<std::ffi::OsStr>],
) -> anyhow::Result<Measured> {
    let before = server.cpu()?;
    let output = Command::new("wrk")
        .arg("-t1")
        .arg(format!("-c{connections}"))
        .arg(format!("-d{seconds}s"))
        .arg("-s")
        .arg(script)
        .args([&server.address, "--"])
        .args(words)
        .output()?;
    let cpu = server.cpu()? - before;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix("figures ")).with_context(|| format!("wrk: {text}"))?;
    let figures: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let [requests, microseconds, p50, p99, errors] = figures[..] else { bail!("wrk printed {line}") };
    if errors > 0.0 || requests < 1.0 {
        bail!("{requests} answers and {errors} errors");
    }
    Ok(Measured { requests: requests as u64, seconds: microseconds / 1e6, cpu, p50: vec![p50], p99: vec![p99] })
}

/// Says what to install, when the load generator is not there.
pub fn look_for_wrk() -> anyhow::Result<()> {
    // Without arguments it prints its usage.
    Command::new("wrk").output().map(drop).context("wrk is needed: apt-get install wrk")
}
