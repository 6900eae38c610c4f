//! The generated content: articles of about 6 KB of text, each with six questions, three calls to action, an
//! author, a category and tags. The same on every run.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

const FAQS: usize = 120;
const CTAS: usize = 24;
const AUTHORS: usize = 12;
pub const CATEGORIES: usize = 10;
pub const TAGS: usize = 20;
const PER_ARTICLE_FAQS: usize = 6;
const PER_ARTICLE_CTAS: usize = 3;

/// Of an article's body, in bytes, directives aside.
const BODY_BYTES: usize = 6_000;

/// Articles of the large corpus, and of one batch of it.
pub const LARGE: usize = 100_000;
const PART: usize = 5_000;

/// What is loaded, as lines of a management batch.
pub struct Corpus {
    pub articles: usize,
    pub lines: Vec<Json>,
}

impl Corpus {
    pub fn new(articles: usize) -> Self {
        let mut words = Words { state: 7 };
        let mut lines = shown(&mut words);
        lines.extend((0..articles).map(|n| line("article", &slug(n), article(n, &mut words))));
        Self { articles, lines }
    }

    /// Very many articles of a line each, and what they name, in parts of a batch each.
    pub fn short(articles: usize) -> impl Iterator<Item = Self> {
        let mut words = Words { state: 7 };
        let first = Self { articles: 0, lines: shown(&mut words) };
        let parts = (0..articles).step_by(PART).map(move |start| {
            let numbers = start..articles.min(start + PART);
            let lines = numbers.clone().map(|n| line("article", &slug(n), short(n, &mut words))).collect();
            Self { articles: numbers.len(), lines }
        });
        std::iter::once(first).chain(parts)
    }

    /// As many articles of a line each, a FAQ to five of them, and a call to action that half of them show.
    pub fn scaled(articles: usize) -> impl Iterator<Item = Self> {
        let mut words = Words { state: 23 };
        let mut first = shown(&mut words);
        let more = |have: usize, of: usize| have..of.max(have);
        first.extend(more(CTAS, Self::ctas(articles)).map(|n| cta(n, &mut words)));
        first.extend(more(FAQS, Self::faqs(articles)).map(|n| faq(n, &mut words)));
        let parts = (0..articles).step_by(PART).map(move |start| {
            let numbers = start..articles.min(start + PART);
            let lines = numbers.clone().map(|n| line("article", &slug(n), scaled(n, &mut words))).collect();
            Self { articles: numbers.len(), lines }
        });
        std::iter::once(Self { articles: 0, lines: first }).chain(parts)
    }

    pub const fn faqs(articles: usize) -> usize {
        if articles / 5 > FAQS { articles / 5 } else { FAQS }
    }

    pub const fn ctas(articles: usize) -> usize {
        if articles / 200 > CTAS { articles / 200 } else { CTAS }
    }

    /// The lines as NDJSON.
    pub fn ndjson(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, line| {
            text.push_str(&line.to_string());
            text.push('\n');
            text
        })
    }
}

/// What articles show and name.
fn shown(words: &mut Words) -> Vec<Json> {
    let mut lines = Vec::new();
    for n in 0..CATEGORIES {
        let content = json!({"name": format!("Category {n}"), "description": words.sentence()});
        lines.push(line("category", &format!("category-{n}"), content));
    }
    for n in 0..TAGS {
        let content = json!({"name": format!("Tag {n}"), "description": words.sentence()});
        lines.push(line("tag", &format!("tag-{n}"), content));
    }
    for n in 0..AUTHORS {
        let content = json!({
            "name": format!("Author {n}"), "role": "Writer", "credentials": "MSc",
            "bio": {"markdown": words.paragraph(3)},
        });
        lines.push(line("author", &format!("author-{n}"), content));
    }
    lines.extend((0..CTAS).map(|n| cta(n, words)));
    lines.extend((0..FAQS).map(|n| faq(n, words)));
    lines
}

fn cta(n: usize, words: &mut Words) -> Json {
    let content = json!({
        "name": format!("Call {n}"), "kind": "button", "label": "Book a visit", "text": words.sentence(),
        "style": "primary", "target": {"type": "url", "url": format!("https://clinic.example/book/{n}")},
    });
    line("cta", &format!("cta-{n}"), content)
}

fn faq(n: usize, words: &mut Words) -> Json {
    let content = json!({
        "question": format!("Question {n}: how long does it take?"), "shortAnswer": words.sentence(),
        "answer": {"markdown": words.paragraph(3)}, "topic": {"slug": format!("category-{}", n % CATEGORIES)},
    });
    line("faq", &format!("faq-{n}"), content)
}

/// The slug of the n-th article.
pub fn slug(n: usize) -> String {
    format!("article-{n}-of-the-bench")
}

fn line(kind: &str, slug: &str, content: Json) -> Json {
    json!({
        "externalId": format!("bench:{kind}/{slug}"), "kind": kind, "locale": "en", "slug": slug,
        "content": content, "publish": true,
    })
}

fn article(n: usize, words: &mut Words) -> Json {
    let pick = |stride: usize, of: usize| (n * stride) % of;
    let faqs: Vec<String> = (0..PER_ARTICLE_FAQS).map(|i| format!("faq-{}", (pick(7, FAQS) + i * 11) % FAQS)).collect();
    let mut body = words.paragraph(4);
    let mut section = 0;
    while body.len() < BODY_BYTES {
        section += 1;
        let _infallible = write!(body, "\n\n## Section {section}: {}\n\n", words.sentence());
        body.push_str(&words.paragraph(5));
        let _infallible = write!(
            body,
            "\n\n- **First** – {}\n- **Second** – {}\n- see [another article](galley:article/{})\n\n### More of it\n\n",
            words.sentence(),
            words.sentence(),
            slug(n / 2),
        );
        body.push_str(&words.paragraph(4));
        if section <= PER_ARTICLE_CTAS {
            let _infallible = write!(body, "\n\n::cta{{ref=\"cta-{}\"}}", (pick(5, CTAS) + section * 3) % CTAS);
        }
    }
    let _infallible = write!(body, "\n\n::faqs{{heading=\"Questions\" refs=\"{}\"}}\n", faqs.join(", "));
    json!({
        "title": format!("Article {n} of the bench"),
        "standfirst": words.paragraph(2),
        "authors": [{"slug": format!("author-{}", pick(1, AUTHORS))}],
        "reviewedBy": {"slug": format!("author-{}", pick(3, AUTHORS))},
        "reviewedOn": "2026-10-01",
        "category": {"slug": format!("category-{}", pick(1, CATEGORIES))},
        "tags": [{"slug": format!("tag-{}", pick(1, TAGS))}, {"slug": format!("tag-{}", (pick(1, TAGS) + 7) % TAGS)}],
        "seo": {"title": format!("Article {n}"), "description": words.sentence()},
        "schemaType": "BlogPosting",
        "body": {"markdown": body},
    })
}

fn short(n: usize, words: &mut Words) -> Json {
    json!({
        "title": format!("Article {n}: {}", words.sentence()),
        "authors": [{"slug": format!("author-{}", n % AUTHORS)}],
        "category": {"slug": format!("category-{}", n % CATEGORIES)},
        "tags": [{"slug": format!("tag-{}", n % TAGS)}],
        "body": {"markdown": words.sentence()},
    })
}

/// A short article as the catalog has it: with all that heads hold, and every other one with the same call to action.
fn scaled(n: usize, words: &mut Words) -> Json {
    let mut article = short(n, words);
    let shown = if n.is_multiple_of(2) { 0 } else { 1 + n % (CTAS - 1) };
    article["standfirst"] = json!(words.paragraph(2));
    article["tags"] = json!([{"slug": format!("tag-{}", n % TAGS)}, {"slug": format!("tag-{}", (n / 7) % TAGS)}]);
    article["reviewedBy"] = json!({"slug": format!("author-{}", (n / 3) % AUTHORS)});
    article["reviewedOn"] = json!(format!("2026-{:02}-{:02}", 1 + n % 12, 1 + n % 28));
    article["body"] = json!({"markdown": format!(
        "{}\n\n## {}\n\n{}\n\n::cta{{ref=\"cta-{shown}\"}}\n\n::faqs{{heading=\"Questions\" refs=\"faq-{}\"}}\n",
        words.paragraph(2), words.sentence(), words.paragraph(3), n % FAQS,
    )});
    article
}

/// Plain sentences from a small dictionary and a linear congruential generator (Knuth's MMIX constants), so that
/// every run and every machine gets the same text.
struct Words {
    state: u64,
}

const DICTIONARY: [&str; 48] = [
    "back", "hip", "knee", "stride", "muscle", "morning", "evening", "plan", "strength", "balance", "patient", "coach",
    "session", "stretch", "pace", "distance", "breath", "posture", "shoulder", "ankle", "recovery", "training",
    "comfort", "effort", "holds", "moves", "helps", "loads", "rests", "carries", "supports", "follows", "slowly",
    "gently", "often", "rarely", "together", "again", "quiet", "steady", "stiff", "tired", "stronger", "shorter",
    "every", "another", "the", "a",
];

impl Words {
    fn next(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or_default() % below
    }

    fn sentence(&mut self) -> String {
        let length = 8 + self.next(9);
        let words: Vec<&str> = (0..length).map(|_| DICTIONARY[self.next(DICTIONARY.len())]).collect();
        let sentence = words.join(" ");
        format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }
}
