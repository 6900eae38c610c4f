//! Lines of text with marks, as HTML.

use super::attr;
use crate::document::{
    spans::{Span, nest},
    tree::{Inline, LinkAttrs, Mark},
};

/// What differs between readers and authors.
pub(super) struct LineWriter<'a> {
    /// A link's address; `None` leaves its text alone.
    pub href: &'a dyn Fn(&LinkAttrs) -> Option<String>,
    /// How a run of text is written.
    pub text: &'a dyn Fn(&mut String, &str),
}

impl LineWriter<'_> {
    pub(super) fn write(&self, out: &mut String, inlines: &[Inline]) {
        self.spans(out, &nest(inlines));
    }

    fn spans(&self, out: &mut String, spans: &[Span<'_>]) {
        for span in spans {
            match span {
                Span::Text(text) => (self.text)(out, text),
                Span::Break => out.push_str("<br>"),
                Span::Marked(mark, inner) => self.marked(out, mark, inner),
            }
        }
    }

    fn marked(&self, out: &mut String, mark: &Mark, inner: &[Span<'_>]) {
        let name = match mark {
            Mark::Link { attrs } => {
                let Some(href) = (self.href)(attrs) else { return self.spans(out, inner) };
                out.push_str("<a");
                attr(out, "href", &href);
                attrs.title.iter().for_each(|title| attr(out, "title", title));
                rel(out, attrs);
                "a"
            }
            Mark::Language { attrs } => {
                out.push_str("<span");
                attr(out, "lang", attrs.lang.as_str());
                "span"
            }
            Mark::Bold {} => open(out, "strong"),
            Mark::Italic {} => open(out, "em"),
            Mark::Underline {} => open(out, "u"),
            Mark::Strike {} => open(out, "s"),
            Mark::Subscript {} => open(out, "sub"),
            Mark::Superscript {} => open(out, "sup"),
            Mark::Code {} => open(out, "code"),
        };
        out.push('>');
        self.spans(out, inner);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

fn open(out: &mut String, name: &'static str) -> &'static str {
    out.push('<');
    out.push_str(name);
    name
}

fn rel(out: &mut String, link: &LinkAttrs) {
    match (link.nofollow, link.sponsored) {
        (true, true) => attr(out, "rel", "nofollow sponsored"),
        (true, false) => attr(out, "rel", "nofollow"),
        (false, true) => attr(out, "rel", "sponsored"),
        (false, false) => {}
    }
}
