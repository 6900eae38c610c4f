//! What grows with how much there is: start, memory, and questions that nobody asked before, one after another.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use reqwest::{Client, Method};
use serde_json::Value as Json;

use crate::{
    content::{self, CATEGORIES, Corpus, TAGS},
    galley::{self, Galley},
};

/// What was found among so many articles.
pub struct Size {
    pub articles: usize,
    pub faqs: usize,
    pub ctas: usize,
    /// From start to the first `200`.
    pub start: Duration,
    /// Bytes: when the search indexes were just built; after a start that finds them; after all questions.
    pub built: u64,
    pub idle: u64,
    pub loaded: u64,
    pub asked: Vec<Asked>,
    /// How long it takes to publish a call to action that half of them show.
    pub publish: Duration,
}

/// Questions of one sort.
pub struct Asked {
    pub name: &'static str,
    pub p50: Duration,
    pub p99: Duration,
    pub worst: Duration,
    /// Of the server, each.
    pub cpu: Duration,
    /// The p99 that is due, in milliseconds.
    pub most: Option<f64>,
}

pub fn measure(articles: usize, times: usize, folder: &Path) -> anyhow::Result<Size> {
    std::fs::create_dir(folder)?;
    let galley = Galley::start(folder)?;
    let token = galley.token()?;
    eprintln!("Loading {articles} articles and what they show …");
    for part in Corpus::scaled(articles) {
        galley.load(&token, &part)?;
    }
    drop(galley);
    let galley = Galley::start(folder)?;
    galley.until_indexed()?;
    let built = settled(&galley)?;
    drop(galley);
    let corpus = Corpus { articles, lines: Vec::new() };
    let starts = Galley::starts(folder, &corpus, 5)?;
    let galley = Galley::start(folder)?;
    galley.until_indexed()?;
    let idle = settled(&galley)?;
    eprintln!("Asking …");
    let mut asked = Vec::new();
    for (name, most, question) in questions(articles) {
        asked.push(ask(&galley, name, most, times, &*question)?);
    }
    let publish = publish(&galley, &token)?;
    let one = |n: usize| format!("/api/v1/articles/{}", content::slug(n * 2 % articles));
    asked.push(ask(&galley, "an article, right after that", None, times, &one)?);
    let loaded = galley.server.memory()?;
    let (faqs, ctas) = (Corpus::faqs(articles), Corpus::ctas(articles));
    Ok(Size { articles, faqs, ctas, start: starts[starts.len() / 2], built, idle, loaded, asked, publish })
}

/// Memory once what a start leaves to do is done.
pub fn settled(galley: &Galley) -> anyhow::Result<u64> {
    let mut before = galley.server.memory()?;
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let now = galley.server.memory()?;
        if now.abs_diff(before) < 512 * 1024 {
            return Ok(now);
        }
        before = now;
    }
}

type Question = Box<dyn Fn(usize) -> String>;

/// Each asks something else every time: no answer is at hand.
fn questions(articles: usize) -> Vec<(&'static str, Option<f64>, Question)> {
    let list = |query: &dyn Fn(usize) -> String, n: usize| format!("/api/v1/articles?{}", query(n));
    let due = Some(10.0);
    let time = |n: usize| format!("2026-01-01T00:00:{:02}.{n:06}Z", n % 60);
    vec![
        ("an article", None, Box::new(move |n| format!("/api/v1/articles/{}", content::slug(n * 7 % articles)))),
        (
            "filter by category, by title",
            due,
            Box::new(move |n| {
                list(
                    &|n| {
                        format!(
                            "filter[category]=category-{}&filter[revision][lt]={}&sort=title",
                            n % CATEGORIES,
                            n + 2
                        )
                    },
                    n,
                )
            }),
        ),
        (
            "two filters, two sorts",
            due,
            Box::new(move |n| {
                list(
                    &|n| {
                        format!(
                            "filter[tag][in]=tag-{},tag-{}&filter[publishedAt][gt]={}&sort=-readingMinutes,title",
                            n % TAGS,
                            (n + 1) % TAGS,
                            time(n)
                        )
                    },
                    n,
                )
            }),
        ),
        (
            "through a reference",
            due,
            Box::new(move |n| {
                list(
                    &|n| {
                        format!(
                            "filter[author.name]=Author%20{}&filter[updatedAt][gt]={}&sort=-review.on",
                            n % 12,
                            time(n)
                        )
                    },
                    n,
                )
            }),
        ),
        ("a part of the title", due, Box::new(move |n| list(&|n| format!("filter[title][contains]=rticle%20{n}"), n))),
        (
            "a part of every title",
            due,
            Box::new(move |n| {
                list(&|n| format!("filter[title][contains]=e&filter[wordCount][gte]=1&limit=1&page={}", n + 1), n)
            }),
        ),
        (
            "a page far behind",
            due,
            Box::new(move |n| {
                list(&|n| format!("sort=title&limit=20&page={}", articles / 20 - n % (articles / 40).max(1)), n)
            }),
        ),
    ]
}

fn ask(
    galley: &Galley,
    name: &'static str,
    most: Option<f64>,
    times: usize,
    question: &dyn Fn(usize) -> String,
) -> anyhow::Result<Asked> {
    galley::runtime()?.block_on(async {
        let client = Client::builder().no_proxy().build()?;
        let get = |n: usize| client.get(format!("{}{}", galley.server.address, question(n)));
        // What is made at the first question of its sort is no part of the others.
        for n in 0..3 {
            get(times + n).send().await?.error_for_status()?.bytes().await?;
        }
        let before = galley.server.cpu()?;
        let mut took = Vec::with_capacity(times);
        for n in 0..times {
            let begin = Instant::now();
            get(n).send().await?.error_for_status()?.bytes().await?;
            took.push(begin.elapsed());
        }
        let cpu = (galley.server.cpu()? - before) / u32::try_from(times)?;
        took.sort();
        let worst = took[times - 1];
        Ok(Asked { name, p50: took[times / 2], p99: took[times * 99 / 100], worst, cpu, most })
    })
}

fn publish(galley: &Galley, token: &str) -> anyhow::Result<Duration> {
    galley::runtime()?.block_on(async {
        let client = Client::builder().no_proxy().build()?;
        let base = format!("{}/api/v1/manage/ctas", galley.server.address);
        let send = |method: Method, path: String, body: Json, revision: Option<i64>| {
            let mut request = client.request(method, path).bearer_auth(token).body(body.to_string());
            request = request.header("content-type", "application/json");
            if let Some(revision) = revision {
                request = request.header("if-match", format!("\"{revision}\""));
            }
            async move { anyhow::Ok(request.send().await?.error_for_status()?.text().await?) }
        };
        let found = send(Method::GET, format!("{base}?q=Call+0&limit=100"), Json::Null, None).await?;
        let found: Json = serde_json::from_str(&found)?;
        let entries = found["data"].as_array().context("a list")?;
        let entry = entries.iter().find(|entry| entry["slug"] == "cta-0").context("the call to action")?;
        let path = format!("{base}/{}", entry["id"].as_str().context("its id")?);
        let change = serde_json::json!({"content": {"label": "Book today"}});
        send(Method::PATCH, path.clone(), change, entry["draftRevision"].as_i64()).await?;
        let begin = Instant::now();
        send(Method::POST, format!("{path}/publication"), serde_json::json!({}), None).await?;
        Ok(begin.elapsed())
    })
}
