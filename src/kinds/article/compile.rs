//! An article's document: the whole page.

use super::{Content, json_ld, model, seo};
use crate::{
    content::Resolved,
    document::{Outline, Tree, outline, references, text},
    kinds::parts::{count, rich},
    vocabulary::{Document, Embeds, EntryId, EntryMeta, Inline, ReferenceMode, Value},
};

pub fn compile(entry: &EntryMeta, content: Content, refs: &Resolved<'_>) -> Document {
    let ctas = embedded(&content.body, "cta", refs);
    let faqs = embedded(&content.body, "faq", refs);
    let json_ld = json_ld::json_ld(entry, &content, &faqs, refs);
    let Content {
        title,
        standfirst,
        body,
        authors,
        reviewed_by,
        reviewed_on,
        category,
        tags,
        related,
        seo,
        schema_type: _,
    } = content;
    let words = text::word_count(&body);
    let seo = seo::value(&seo, &title, &standfirst);
    let values = |shown: Vec<(EntryId, &Document)>| shown.into_iter().map(|(id, doc)| doc.to_value(id)).collect();
    Document::new(
        [
            ("title", title.into()),
            ("standfirst", Value::some_text(&standfirst)),
            // Until there is a media library.
            ("cover", Value::Null),
            ("authors", refs.cards(&authors)),
            ("review", model::review(refs.card(reviewed_by), reviewed_on)),
            ("category", refs.card(category)),
            ("tags", refs.cards(&tags)),
            ("toc", outline(&body, refs).iter().map(Outline::to_value).collect()),
            ("readingMinutes", count(text::reading_minutes(words))),
            ("wordCount", count(words)),
            ("body", rich(&body, refs)),
            ("ctas", values(ctas)),
            ("faqs", values(faqs)),
            ("related", refs.cards(&related)),
            ("seo", seo),
            ("jsonLd", json_ld),
        ],
        Inline::default(),
    )
}

/// The documents of one kind that the body shows, each once, in reading order.
fn embedded<'a>(body: &Tree, kind: &str, refs: &'a Resolved<'_>) -> Vec<(EntryId, &'a Document)> {
    let mut shown: Vec<(EntryId, &Document)> = Vec::new();
    for reference in references(body).into_iter().filter(|reference| reference.mode == ReferenceMode::Embed) {
        let fits = refs.head(reference.to).is_some_and(|(entry, _)| entry.kind.as_str() == kind);
        if fits && shown.iter().all(|(id, _)| *id != reference.to) {
            shown.extend(refs.embed(reference.to).map(|document| (reference.to, document)));
        }
    }
    shown
}
