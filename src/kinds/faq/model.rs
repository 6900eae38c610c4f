//! What a FAQ holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::{BodyForm, Names, Reader},
    document::Tree,
    kinds::parts::{TITLE, link, links, require, rich_advice, rich_references, rich_web_links},
    vocabulary::{EntryId, FieldErrors, Locale, Reference, Swap, Value, WebLink},
    words::t,
};

/// Longest short answer, in characters.
pub const SHORT_ANSWER: usize = 300;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    pub question: String,
    /// Plain text, for voice, cards and search.
    pub short_answer: String,
    pub answer: Tree,
    /// A category.
    pub topic: Option<EntryId>,
    pub tags: Vec<EntryId>,
    /// Who keeps it true. For the house alone.
    pub owner: String,
    /// When it must be looked at again. For the house alone.
    pub review_by: Option<NaiveDate>,
}

pub fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
    Content {
        question: reader.line("question", TITLE),
        short_answer: reader.text("shortAnswer", SHORT_ANSWER),
        answer: reader.rich("answer", previous.map(|previous| &previous.answer)),
        topic: reader.reference("topic", "category"),
        tags: reader.references("tags", "tag"),
        owner: reader.line("owner", TITLE),
        review_by: reader.date("reviewBy"),
    }
}

pub fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
    let Content { question, short_answer, answer, topic, tags, owner, review_by } = content;
    json!({
        "question": question,
        "shortAnswer": short_answer,
        "answer": names.rich(answer, body),
        "topic": names.reference(*topic),
        "tags": names.references(tags),
        "owner": owner,
        "reviewBy": review_by,
    })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "question", &content.question, &t!("problem-write-question"));
    if content.answer.is_empty() {
        errors.add("answer", "required", t!("problem-write-answer"));
    }
    errors.into_result()
}

/// What readers would like to have beyond that.
pub fn advice(content: &Content, locale: &Locale) -> FieldErrors {
    let mut advice = FieldErrors::default();
    require(&mut advice, "shortAnswer", &content.short_answer, &t!("problem-cards-voices-no-short-answer"));
    rich_advice(&mut advice, &content.answer, "answer", locale);
    advice
}

pub fn references(content: &Content) -> Vec<Reference> {
    let topic = content.topic.map(|topic| link(topic, "topic"));
    rich_references(&content.answer, "answer").chain(topic).chain(links(&content.tags, "tags")).collect()
}

pub fn web_links(content: &Content) -> Vec<WebLink> {
    rich_web_links(&content.answer, "answer").collect()
}

/// Puts one entry in the place of another.
pub fn replace(content: &mut Content, swap: Swap) {
    let Content { question: _, short_answer: _, answer, topic, tags, owner: _, review_by: _ } = content;
    answer.replace(swap);
    swap.maybe(topic);
    swap.list(tags);
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    let Content { question, short_answer, answer: _, topic, tags, owner: _, review_by: _ } = content;
    vec![
        ("question", Value::text(&**question)),
        ("shortAnswer", Value::some_text(short_answer)),
        ("topic", topic.map_or(Value::Null, Value::Entry)),
        ("tags", Value::List(tags.iter().copied().map(Value::Entry).collect())),
    ]
}
