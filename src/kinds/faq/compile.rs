//! A FAQ's document, and how it stands within an article.

use maud::html;

use super::Content;
use crate::{
    content::Resolved,
    kinds::parts::rich,
    vocabulary::{Document, EntryMeta, Inline, Value},
};

pub fn compile(entry: &EntryMeta, content: Content, refs: &Resolved<'_>) -> Document {
    let Content { question, short_answer, answer, topic, tags, owner: _, review_by: _ } = content;
    let anchor = format!("faq-{}", entry.slug);
    let answer = rich(&answer, refs);
    let inline = inline(&question, &answer);
    Document::new(
        [
            ("question", question.into()),
            ("shortAnswer", Value::some_text(&short_answer)),
            ("answer", answer),
            ("anchor", anchor.into()),
            ("topic", refs.card(topic)),
            ("tags", refs.cards(&tags)),
        ],
        inline,
    )
}

/// Whoever shows the question puts it into an element of its own, which bears the anchor.
fn inline(question: &str, answer: &Value) -> Inline {
    let Value::Rich(answer) = answer else { return Inline::default() };
    let heading = html! { h3 { (question) } }.into_string();
    Inline {
        html: format!("{heading}{}", answer.html),
        markdown: format!("### {}\n\n{}", crate::document::markdown::escape(question), answer.markdown),
        text: format!("{question}\n\n{}", answer.text),
    }
}
