//! What readers search for: each question is a new one, so that no ready answer is at hand.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use reqwest::Client;
use serde_json::Value as Json;

use crate::galley::{self, Galley};

/// How long the index may take to be built before the bench gives up.
const PATIENCE: Duration = Duration::from_secs(600);
const WORDS: [&str; 8] = ["stride", "posture", "shoulders", "recovery", "strenght", "breaths", "gently", "coach"];
const BEGINNINGS: [&str; 6] = ["mus", "dist", "stron", "even", "pa", "quie"];

/// What was found of the search.
pub struct Searched {
    pub articles: usize,
    /// From the start of the server to an index that has everything.
    pub built: Duration,
    /// Of the index's folder, in bytes.
    pub size: u64,
    /// Of the process, in bytes: idle, with the index there from before.
    pub idle: u64,
    /// Sorted.
    pub took: Vec<Duration>,
    /// Of the server, per request.
    pub cpu: Duration,
}

/// Builds the index of the data in a folder afresh, starts again, and asks `times` questions, one after another.
pub fn measure(folder: &Path, articles: usize, times: usize) -> anyhow::Result<Searched> {
    ::galley::platform::outbound::use_ring();
    let index = folder.join("data").join("search");
    if index.exists() {
        fs::remove_dir_all(&index)?;
    }
    let runtime = galley::runtime()?;
    let client = Client::builder().no_proxy().build()?;
    let begin = Instant::now();
    let galley = Galley::start(folder)?;
    runtime.block_on(complete(&client, &galley))?;
    let built = begin.elapsed();
    drop(galley);

    let galley = Galley::start(folder)?;
    runtime.block_on(complete(&client, &galley))?;
    let idle = galley.server.memory()?;
    let before = galley.server.cpu()?;
    let mut took = Vec::with_capacity(times);
    for n in 0..times {
        let (word, other) = (WORDS[n % WORDS.len()], WORDS[(n / WORDS.len() + 3) % WORDS.len()]);
        let q = format!("{word} {other} {} {}", n * 7, BEGINNINGS[n % BEGINNINGS.len()]);
        let begin = Instant::now();
        let found = runtime.block_on(ask(&client, &galley, &q))?;
        took.push(begin.elapsed());
        if found["meta"]["total"].as_u64().is_none_or(|total| total == 0) {
            bail!("nothing was found for {q}");
        }
    }
    took.sort();
    let cpu = (galley.server.cpu()? - before) / u32::try_from(times)?;
    Ok(Searched { articles, built, size: size(&index)?, idle, took, cpu })
}

/// Waits until the index has everything.
async fn complete(client: &Client, galley: &Galley) -> anyhow::Result<()> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        // Each question is another, or a cache would answer.
        let q = format!("x{}", begin.elapsed().as_millis());
        if ask(client, galley, &q).await?["meta"]["complete"] == true {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("the index is not complete after {PATIENCE:?}")
}

async fn ask(client: &Client, galley: &Galley, q: &str) -> anyhow::Result<Json> {
    let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let url = format!("{}/api/v1/search?q={q}", galley.server.address);
    let answer = client.get(url).send().await?.error_for_status()?.text().await?;
    serde_json::from_str(&answer).context("an answer that is no JSON")
}

fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
