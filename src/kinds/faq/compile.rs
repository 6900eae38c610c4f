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
    let inline = inline(&anchor, &question, &answer);
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

fn inline(anchor: &str, question: &str, answer: &Value) -> Inline {
    let Value::Rich(answer) = answer else { return Inline::default() };
    let heading = html! { h3 id=(anchor) { (question) } }.into_string();
    Inline {
        html: format!("<div class=\"faq\">{heading}{}</div>", answer.html),
        markdown: format!("### {}\n\n{}", crate::document::markdown::escape(question), answer.markdown),
        text: format!("{question}\n\n{}", answer.text),
    }
}
