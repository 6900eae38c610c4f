//! Random histories: eight entries that refer to each other, and all verbs in any order.

use galley::{
    app::App,
    content::{Cause, Change, ContentError, Input, NewEntry},
    permission::Actor,
    platform::clock::Clock,
    publishing::{Replace, Then, Wanted},
    vocabulary::{EntryId, RevisionNumber},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use serde_json::{Value as Json, json};
use tokio::{runtime::Handle, task::block_in_place};

use super::*;

/// Kind and plural of each entry.
pub const CAST: [(&str, &str); 8] = [
    ("article", "articles"),
    ("article", "articles"),
    ("article", "articles"),
    ("faq", "faqs"),
    ("faq", "faqs"),
    ("cta", "ctas"),
    ("author", "authors"),
    ("category", "categories"),
];

/// What somebody tries to do; much of it is refused, as it should be.
#[derive(Debug, Clone)]
pub enum Step {
    /// Makes the entry or saves it; `refs` says to which of the others it refers.
    Save {
        who: usize,
        text: u8,
        slug: u8,
        refs: u8,
    },
    /// Saves and publishes, with all that it refers to.
    Update {
        who: usize,
        text: u8,
        slug: u8,
        refs: u8,
    },
    Publish {
        who: usize,
        revision: Option<i64>,
        together: bool,
    },
    Unpublish {
        who: usize,
        force: bool,
    },
    Undo {
        who: usize,
    },
    Trash {
        who: usize,
        force: bool,
    },
    Recover {
        who: usize,
    },
    /// Puts another in its place.
    Replace {
        who: usize,
        with: usize,
        trash: bool,
    },
    Restore {
        who: usize,
        revision: i64,
    },
    Wait {
        seconds: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..CAST.len();
    let slug = || 0..4_u8;
    prop_oneof![
        5 => (who(), 0..4_u8, slug(), any::<u8>())
            .prop_map(|(who, text, slug, refs)| Step::Save { who, text, slug, refs }),
        6 => (who(), 0..4_u8, slug(), any::<u8>())
            .prop_map(|(who, text, slug, refs)| Step::Update { who, text, slug, refs }),
        4 => (who(), proptest::option::weighted(0.3, 1..4_i64), any::<bool>())
            .prop_map(|(who, revision, together)| Step::Publish { who, revision, together }),
        2 => (who(), any::<bool>()).prop_map(|(who, force)| Step::Unpublish { who, force }),
        3 => who().prop_map(|who| Step::Undo { who }),
        1 => (who(), any::<bool>()).prop_map(|(who, force)| Step::Trash { who, force }),
        2 => who().prop_map(|who| Step::Recover { who }),
        2 => (prop_oneof![0..3_usize, 3..5_usize], 0..5_usize, any::<bool>())
            .prop_map(|(who, with, trash)| Step::Replace { who, with, trash }),
        1 => (who(), 1..4_i64).prop_map(|(who, revision)| Step::Restore { who, revision }),
        4 => prop_oneof![1..60_i64, 500..700_i64].prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// Somebody who lives through a history.
pub struct History<'a> {
    app: &'a App,
    clock: &'a Clock,
    /// Begins every slug, so that histories on one database do not meet.
    name: String,
    pub ids: [Option<EntryId>; 8],
    actor: Actor,
}

impl<'a> History<'a> {
    pub fn new(site: &'a TestSite, name: String) -> Self {
        Self { app: &site.app, clock: &site.clock, name, ids: [None; 8], actor: Actor::system("test") }
    }

    /// Takes a step. A refusal is an answer; a database that fails or stored content that cannot be read is not.
    pub async fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match self.try_to(step).await {
            Err(error @ (ContentError::Db(_) | ContentError::Corrupt(_))) => {
                Err(TestCaseError::fail(format!("{step:?}: {error:?}")))
            }
            _ => Ok(()),
        }
    }

    /// Takes everything out of readers' sight.
    pub async fn end(self) {
        for id in self.ids.into_iter().flatten() {
            self.app.publisher.unpublish(&self.actor, id, true).await.unwrap();
        }
    }

    /// Every slug and id that was ever used.
    pub fn names(&self) -> Vec<String> {
        let slugs = (0..4).map(|slug| format!("{}-{slug}", self.name));
        slugs.chain(self.ids.iter().flatten().map(ToString::to_string)).collect()
    }

    async fn try_to(&mut self, step: &Step) -> Result<(), ContentError> {
        let app = self.app;
        let (publisher, actor) = (&app.publisher, &self.actor.clone());
        let ids = self.ids;
        let id = |who: usize| ids[who].ok_or(ContentError::NotFound);
        match *step {
            Step::Save { who, text, slug, refs } => self.save(who, text, slug, refs).await?,
            Step::Update { who, text, slug, refs } => {
                self.save(who, text, slug, refs).await?;
                let wanted = Wanted { entry: self.ids[who].ok_or(ContentError::NotFound)?, revision: None };
                self.app.publisher.publish(&self.actor, &[wanted], true).await?;
            }
            Step::Publish { who, revision, together } => {
                let wanted = Wanted { entry: id(who)?, revision: revision.map(RevisionNumber) };
                publisher.publish(actor, &[wanted], together).await?;
            }
            Step::Unpublish { who, force } => drop(publisher.unpublish(actor, id(who)?, force).await?),
            Step::Undo { who } => drop(publisher.undo(actor, id(who)?).await?),
            Step::Trash { who, force } => drop(publisher.trash(actor, id(who)?, force).await?),
            Step::Recover { who } => drop(publisher.recover(actor, id(who)?).await?),
            Step::Replace { who, with, trash } => {
                let then = if trash { Then::Trash } else { Then::Unpublish };
                drop(publisher.replace(actor, Replace { from: id(who)?, to: id(with)?, then }).await?);
            }
            Step::Restore { who, revision } => {
                self.app.entries.restore(actor, id(who)?, RevisionNumber(revision)).await?;
            }
            Step::Wait { seconds } => self.clock.advance(TimeDelta::seconds(seconds)),
        }
        Ok(())
    }

    async fn save(&mut self, who: usize, text: u8, slug: u8, refs: u8) -> Result<(), ContentError> {
        let entries = &self.app.entries;
        let kind = entries.kinds().named(CAST[who].0).unwrap().spec().name;
        let slug = Some(format!("{}-{slug}", self.name));
        let content = Input::json(self.content(who, text, refs));
        match self.ids[who] {
            None => {
                let locale = "en".parse().unwrap();
                let new = NewEntry { kind, locale, slug, translation_of: None, external_id: None, content };
                self.ids[who] = Some(entries.create(&self.actor, new).await?.entry.id);
            }
            Some(id) => {
                let based_on = entries.find(&self.actor, kind, id).await?.draft;
                entries.save(&self.actor, id, Change { based_on, slug, content, cause: Cause::Save }).await?;
            }
        }
        Ok(())
    }

    fn content(&self, who: usize, text: u8, refs: u8) -> Json {
        let words = format!("{} {who}, text {text}", CAST[who].0);
        let to = |other: usize| self.ids[other].filter(|_| refs & (1 << other) != 0 && other != who);
        let link = |other: usize| to(other).map(|id| json!({ "id": id }));
        let said =
            |other: usize| to(other).map(|id| format!(" See [it](galley:{}/{id}).", CAST[other].0)).unwrap_or_default();
        match CAST[who].0 {
            "article" => {
                let mut body = format!("## {words}\n\nIt says {text}.{}\n\n", said((who + 1) % 3));
                body.extend(to(5).map(|id| format!("::cta{{ref=\"{id}\"}}\n\n")));
                let faqs: Vec<String> = [3, 4].into_iter().filter_map(to).map(|id| id.to_string()).collect();
                if !faqs.is_empty() {
                    body.push_str(&format!("::faqs{{heading=\"FAQs\" refs=\"{}\"}}\n", faqs.join(", ")));
                }
                let related: Vec<Json> = [0, 1, 2].into_iter().filter_map(link).collect();
                let authors: Vec<Json> = link(6).into_iter().collect();
                let body = json!({ "markdown": body });
                json!({ "title": words, "body": body, "authors": authors, "category": link(7), "related": related })
            }
            "faq" => {
                json!({ "question": words, "answer": { "markdown": format!("It is {text}.{}", said(0)) }, "topic": link(7) })
            }
            "cta" => {
                let entry = to(1).map(|id| json!({ "type": "entry", "entry": { "kind": "article", "id": id } }));
                let url = json!({ "type": "url", "url": "https://clinic.example" });
                json!({ "name": words, "kind": "button", "label": words, "target": entry.unwrap_or(url) })
            }
            "author" => json!({ "name": words, "bio": { "markdown": format!("Writes.{}", said(2)) } }),
            _ => json!({ "name": words, "description": words }),
        }
    }
}

/// Lives through histories, the same ones at each run: `GALLEY_TEST_CASES` says how many, `GALLEY_TEST_SEED` which.
pub fn for_histories(test: impl AsyncFn(u32, Vec<Step>) -> Result<(), TestCaseError>) {
    let number = |name, default| variable(name).map_or(default, |text| text.parse().unwrap());
    let (cases, seed): (u32, u32) = (number("GALLEY_TEST_CASES", 10), number("GALLEY_TEST_SEED", 2026));
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let count = std::cell::Cell::new(0);
    // All entries are there from the beginning.
    let first = |who: usize| Step::Save { who, text: 0, slug: (who % 4) as u8, refs: 0b1010_1010 };
    let result = runner.run(&proptest::collection::vec(step(), 10..30), |steps| {
        count.set(count.get() + 1);
        block_in_place(|| {
            Handle::current().block_on(test(count.get(), (0..CAST.len()).map(first).chain(steps).collect()))
        })
    });
    if let Err(failure) = result {
        panic!("GALLEY_TEST_SEED={seed}: {failure}");
    }
}

#[expect(clippy::disallowed_methods, reason = "how long to look is for whoever runs the tests to say")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
