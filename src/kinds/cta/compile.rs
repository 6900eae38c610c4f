//! A call to action's document, and how it stands within an article.

use maud::html;

use super::{
    Content,
    form::form,
    model::{CtaKind, Target},
};
use crate::{
    content::Resolved,
    document::{html as rich_html, markdown},
    vocabulary::{Document, Embeds, EntryMeta, Inline, Value},
};

pub fn compile(entry: &EntryMeta, content: Content, refs: &Resolved<'_>) -> Document {
    let inline = inline(&content, refs);
    let Content { name: _, kind, heading, text, label, target, style, newsletter, valid_from, valid_until } = content;
    let form = match kind {
        CtaKind::Newsletter => form(entry, &newsletter, refs),
        CtaKind::Button | CtaKind::Banner | CtaKind::Call => Value::Null,
    };
    Document::new(
        [
            ("kind", kind.as_str().into()),
            ("heading", Value::some_text(&heading)),
            ("text", Value::some_text(&text)),
            ("label", Value::some_text(&label)),
            ("target", target_value(&target, refs)),
            ("style", style.as_str().into()),
            // Until there is a media library.
            ("image", Value::Null),
            ("form", form),
            ("validFrom", valid_from.into()),
            ("validUntil", valid_until.into()),
        ],
        inline,
    )
}

fn target_value(target: &Target, refs: &Resolved<'_>) -> Value {
    match target {
        Target::None => Value::Null,
        Target::Url { url } => {
            Value::object([("type", "url".into()), ("url", Value::text(&**url)), ("entry", Value::Null)])
        }
        Target::Entry { entry } => match refs.link(*entry) {
            // Taken offline by force: the button then leads nowhere, and the site can leave it out.
            None => Value::Null,
            Some(link) => Value::object([
                ("type", "entry".into()),
                ("url", link.path.into()),
                (
                    "entry",
                    Value::object([
                        ("id", entry.to_string().into()),
                        ("type", link.kind.as_str().into()),
                        ("slug", link.slug.as_str().into()),
                        ("title", Value::Text(link.title)),
                    ]),
                ),
            ]),
        },
    }
}

fn inline(content: &Content, refs: &Resolved<'_>) -> Inline {
    let href = match &content.target {
        Target::None => None,
        Target::Url { url } => Some(url.clone()),
        Target::Entry { entry } => refs.link(*entry).map(|link| link.path),
    };
    let class = format!("cta cta-{} cta-{}", content.kind.as_str(), content.style.as_str());
    let words = html! {
        @if !content.heading.is_empty() { p class="cta-heading" { strong { (content.heading) } } }
        @if !content.text.is_empty() { p { (content.text) } }
        @if let Some(href) = &href { p { a href=(href) { (content.label) } } }
    };
    let consent = match content.kind {
        CtaKind::Newsletter => rich_html::write(&content.newsletter.consent, refs),
        CtaKind::Button | CtaKind::Banner | CtaKind::Call => String::new(),
    };
    let words = words.into_string();
    let heading = Some(&content.heading).filter(|heading| !heading.is_empty());
    let text = Some(&content.text).filter(|text| !text.is_empty());
    let link = href.map(|href| format!("[{}](<{href}>)", markdown::escape(&content.label)));
    let bold = heading.map(|heading| format!("**{}**", markdown::escape(heading)));
    Inline {
        html: format!("<aside class=\"{class}\">{words}{consent}</aside>"),
        markdown: join([bold, text.map(|text| markdown::escape(text)), link]),
        text: join([heading.cloned(), text.cloned(), Some(content.label.clone())]),
    }
}

fn join(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}
