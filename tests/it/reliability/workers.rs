//! Somebody who writes without a pause, and knows exactly what was acknowledged.

use std::sync::atomic::{AtomicU64, Ordering};

use rand::{RngExt as _, rngs::StdRng};
use serde_json::{Value as Json, json};
use tokio::sync::Notify;

use super::api::{Api, content, name_field};

/// The kinds of the three entries that a worker changes: the article shows the other two.
const KINDS: [&str; 3] = ["faqs", "ctas", "articles"];
const ARTICLE: usize = 2;

/// Counts requests, and says when so many have begun.
#[derive(Debug, Default)]
pub struct Gate {
    begun: AtomicU64,
    at: u64,
    pub reached: Notify,
}

/// An entry's draft, and what readers get of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Revisions {
    draft: i64,
    live: Option<i64>,
}

type State = [Revisions; 3];

/// An entry that was made and never changed since.
#[derive(Debug)]
struct Made {
    path: String,
    live: Option<i64>,
}

pub struct Worker {
    name: String,
    chance: StdRng,
    /// In the management API.
    paths: [String; 3],
    acknowledged: State,
    /// What it will be if the request that was cut off was done after all.
    asked: Option<State>,
    made: Vec<Made>,
    checked: usize,
    count: u64,
}

impl Gate {
    pub fn after(requests: u64) -> Self {
        Self { at: requests, ..Self::default() }
    }

    fn pass(&self) {
        if self.begun.fetch_add(1, Ordering::Relaxed) + 1 == self.at {
            self.reached.notify_one();
        }
    }

    pub fn begun(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }
}

impl Worker {
    /// Makes the three entries.
    pub async fn new(api: &Api, name: &str, chance: StdRng) -> Self {
        let mut paths = [const { String::new() }; 3];
        for (kind, path) in paths.iter_mut().enumerate() {
            *path = api.made(KINDS[kind], &slug(name, kind), version(name, kind, 1)).await;
        }
        let acknowledged = [Revisions { draft: 1, live: None }; 3];
        Self { name: name.into(), chance, paths, acknowledged, asked: None, made: Vec::new(), checked: 0, count: 0 }
    }

    /// Writes until the server is no more.
    pub async fn work(&mut self, api: &Api, gate: &Gate) {
        loop {
            gate.pass();
            if let Err(error) = self.step(api).await {
                assert!(!error.is_status(), "{error}");
                return;
            }
        }
    }

    async fn step(&mut self, api: &Api) -> reqwest::Result<()> {
        self.count += 1;
        let kind = self.chance.random_range(0..3);
        let mut after = self.acknowledged;
        let path = self.paths[kind].clone();
        let article_is_live = after[ARTICLE].live.is_some();
        let draft = after[kind].draft;
        match self.chance.random_range(0..100) {
            0..40 => {
                after[kind].draft += 1;
                let content = version(&self.name, kind, draft + 1);
                self.change(after, false, async |api: &Api| api.save(&path, draft, content).await, api).await
            }
            40..58 => {
                after[kind].live = Some(draft);
                let lacking = kind == ARTICLE && after[..ARTICLE].iter().any(|entry| entry.live.is_none());
                self.change(after, lacking, async |api: &Api| api.publish(&path, false).await, api).await
            }
            58..70 => {
                after[kind].live = None;
                let in_use = kind != ARTICLE && article_is_live && self.acknowledged[kind].live.is_some();
                self.change(after, in_use, async |api: &Api| api.unpublish(&path).await, api).await
            }
            70..85 => {
                after[ARTICLE].live = Some(after[ARTICLE].draft);
                after[..ARTICLE].iter_mut().for_each(|entry| entry.live = entry.live.or(Some(entry.draft)));
                let path = self.paths[ARTICLE].clone();
                self.change(after, false, async |api: &Api| api.publish(&path, true).await, api).await
            }
            85..92 => {
                let slug = format!("{}-new-{}", self.name, self.count);
                let (status, body) = api.create("tags", &slug, content("tags", &slug)).await?;
                if status != 503 {
                    assert_eq!(status, 201, "{body}");
                    self.made.push(Made { path: format!("tags/{}", body["data"]["id"].as_str().unwrap()), live: None });
                }
                Ok(())
            }
            _ => self.batch(api).await,
        }
    }

    /// Asks for a change, which must be done, or refused just when it has to be.
    async fn change(
        &mut self,
        after: State,
        refused: bool,
        ask: impl AsyncFnOnce(&Api) -> super::api::Answer,
        api: &Api,
    ) -> reqwest::Result<()> {
        self.asked = Some(after);
        let (status, body) = ask(api).await?;
        self.asked = None;
        match status.as_u16() {
            503 => {}
            409 => assert!(refused, "{body}"),
            200 => {
                assert!(!refused, "{body}");
                self.acknowledged = after;
            }
            _ => panic!("{status}: {body}"),
        }
        Ok(())
    }

    /// Lines that need a later line.
    async fn batch(&mut self, api: &Api) -> reqwest::Result<()> {
        let slug = |what: &str| format!("{}-{what}-{}", self.name, self.count);
        let (page, question) = (slug("page"), slug("question"));
        let body = json!({ "markdown": format!("::faqs{{heading=\"Questions\" refs=\"{question}\"}}") });
        let line = |kind: &str, slug: &str, content: Json, publish: bool| json!({ "externalId": slug, "kind": kind, "slug": slug, "content": content, "publish": publish });
        let lines = [
            line("article", &page, json!({ "title": page, "body": body }), true),
            line("faq", &question, content("faqs", &question), true),
            line("tag", &slug("word"), content("tags", &slug("word")), false),
        ];
        let results = match api.batch(&lines).await {
            Err(error) if error.status().is_some_and(|status| status == 503) => return Ok(()),
            results => results?,
        };
        for ((result, plural), live) in results.iter().zip(["articles", "faqs", "tags"]).zip([Some(1), Some(1), None]) {
            assert_eq!(result["status"], "created", "{result}");
            self.made.push(Made { path: format!("{plural}/{}", result["id"].as_str().unwrap()), live });
        }
        Ok(())
    }

    /// Everything acknowledged is there, and readers get it.
    pub async fn check(&mut self, api: &Api) {
        let mut found = self.acknowledged;
        for (kind, path) in self.paths.iter().enumerate() {
            let data = shown(api, path).await;
            found[kind] =
                Revisions { draft: data["draftRevision"].as_i64().unwrap(), live: data["liveRevision"].as_i64() };
            assert_eq!(data["content"][name_field(KINDS[kind])], said(&self.name, kind, found[kind].draft));
        }
        let expected = found == self.acknowledged || Some(found) == self.asked;
        assert!(expected, "{found:?} where {:?} or {:?} must be", self.acknowledged, self.asked);
        (self.acknowledged, self.asked) = (found, None);
        for (kind, revisions) in found.iter().enumerate() {
            let slug = slug(&self.name, kind);
            let (status, body) = api.read(&format!("{}/{slug}", KINDS[kind])).await.unwrap();
            let Some(live) = revisions.live else {
                assert!([404, 410].contains(&status.as_u16()), "{slug}: {status} {body}");
                continue;
            };
            assert_eq!((status.as_u16(), body["data"]["revision"].as_i64()), (200, Some(live)), "{slug}: {body}");
            assert_eq!(body["data"][name_field(KINDS[kind])], said(&self.name, kind, live));
            if kind == ARTICLE {
                let (faq, cta) = (found[0].live.unwrap(), found[1].live.unwrap());
                assert_eq!(body["data"]["faqs"][0]["question"], said(&self.name, 0, faq));
                assert_eq!(body["data"]["ctas"][0]["label"], said(&self.name, 1, cta));
            }
        }
        self.check_made(api, self.checked).await;
    }

    /// Also everything that was made since the beginning.
    pub async fn check_all(&mut self, api: &Api) {
        self.check(api).await;
        self.check_made(api, 0).await;
    }

    async fn check_made(&mut self, api: &Api, from: usize) {
        for made in &self.made[from..] {
            let data = shown(api, &made.path).await;
            assert_eq!((data["draftRevision"].as_i64(), data["liveRevision"].as_i64()), (Some(1), made.live), "{data}");
        }
        self.checked = self.made.len();
    }

    pub fn made(&self) -> usize {
        self.made.len()
    }
}

async fn shown(api: &Api, path: &str) -> Json {
    let (status, body) = api.show(path).await.unwrap();
    assert_eq!(status, 200, "{path}: {body}");
    body["data"].clone()
}

fn slug(name: &str, kind: usize) -> String {
    format!("{name}-{}", KINDS[kind])
}

/// What an entry is called in a revision.
fn said(name: &str, kind: usize, revision: i64) -> String {
    format!("{} of revision {revision}", slug(name, kind))
}

fn version(name: &str, kind: usize, revision: i64) -> Json {
    let mut content = content(KINDS[kind], &said(name, kind, revision));
    if kind == ARTICLE {
        let (faq, cta) = (slug(name, 0), slug(name, 1));
        let markdown =
            format!("Text {revision}.\n\n::cta{{ref=\"{cta}\"}}\n\n::faqs{{heading=\"Questions\" refs=\"{faq}\"}}");
        content["body"] = json!({ "markdown": markdown });
    }
    content
}
