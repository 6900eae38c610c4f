//! The panel's list of articles as a browser asks for it: one request after another, each timed.

use std::{
    io::Write as _,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use reqwest::{Client, StatusCode, header, redirect};

use crate::galley::{self, Galley};

const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "four slow herons wade";

/// Lists that people look at, by what follows the address.
const LISTS: [(&str, &str); 7] = [
    ("as it comes", ""),
    ("second page", "?page=2"),
    ("last page", "?page=LAST"),
    ("by title", "?sort=title"),
    ("live, changed", "?state=changed"),
    ("of one author", "?author=author-3"),
    ("searched", "?q=article+77"),
];

/// One list, asked for many times.
pub struct Timed {
    pub name: &'static str,
    pub p50: Duration,
    pub p95: Duration,
    /// Of the server, per request.
    pub cpu: Duration,
    /// Of the page, as it is sent.
    pub bytes: usize,
}

/// Makes a person who may read the lists.
pub fn person(folder: &Path) -> anyhow::Result<()> {
    let person = ["user", "create", "--email", EMAIL, "--name", "Bench", "--role", "editor", "--password-stdin"];
    let mut child = galley::command(folder, 0)?.args(person).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    writeln!(child.stdin.take().context("no standard input")?, "{PASSWORD}")?;
    let status = child.wait()?;
    if !status.success() {
        bail!("galley user create: {status}");
    }
    Ok(())
}

/// Signs in and asks for each list `times` times.
pub fn measure(galley: &Galley, articles: usize, times: usize) -> anyhow::Result<Vec<Timed>> {
    galley::runtime()?.block_on(async {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy().build()?;
        let address = &galley.server.address;
        let form: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", EMAIL), ("password", PASSWORD)])
            .finish();
        let signed_in = client
            .post(format!("{address}/admin/sign-in"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await?;
        if signed_in.status() != StatusCode::SEE_OTHER {
            bail!("sign-in: {}", signed_in.status());
        }
        let last = articles.div_ceil(50).to_string();
        let mut all = Vec::new();
        for (name, query) in LISTS {
            let url = format!("{address}/admin/articles{}", query.replace("LAST", &last));
            // What is read for the first time comes from the disk.
            ask(&client, &url).await?;
            let before = galley.server.cpu()?;
            let mut took = Vec::with_capacity(times);
            let mut bytes = 0;
            for _ in 0..times {
                let (time, length) = ask(&client, &url).await?;
                took.push(time);
                bytes = length;
            }
            let cpu = (galley.server.cpu()? - before) / u32::try_from(times)?;
            took.sort();
            all.push(Timed { name, p50: took[times / 2], p95: took[times * 95 / 100], cpu, bytes });
        }
        Ok(all)
    })
}

async fn ask(client: &Client, url: &str) -> anyhow::Result<(Duration, usize)> {
    let begin = Instant::now();
    let answer = client.get(url).send().await?.error_for_status()?.text().await?;
    let time = begin.elapsed();
    if !answer.contains("id=\"results\"") {
        bail!("{url} is no list");
    }
    Ok((time, answer.len()))
}
