//! A document's text taken apart at its headings: what is searched, and what answers questions. Pure.
//!
//! Only what the entry says itself: what it embeds has entries, and answers, of its own.

use crate::vocabulary::Value;

/// A heading and what stands below it, up to the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section<'d> {
    pub heading: String,
    /// Empty for what stands before the first heading.
    pub anchor: &'d str,
    pub text: String,
    /// The call to action that stands in it, or else the next one after it.
    pub cta: Option<&'d Value>,
}

/// The sections of a list of blocks, in order; the first may be without a heading.
pub fn sections(blocks: &Value) -> Vec<Section<'_>> {
    let mut sections = vec![Section::default()];
    let blocks = list(blocks);
    for block in blocks {
        let ty = text_of(block, "_type");
        let starts = ty == "block" && matches!(text_of(block, "style"), "h2" | "h3" | "h4");
        let anchor = text_of(block, "anchor");
        if starts && !anchor.is_empty() {
            let mut heading = String::new();
            write(block, &mut heading);
            sections.push(Section { heading, anchor, ..Section::default() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        let cta = match ty {
            "cta" => block.get("cta"),
            "buttonRow" => block.get("items").and_then(|items| list(items).first()),
            _ => None,
        };
        match cta {
            Some(cta) => section.cta = section.cta.or(Some(cta)),
            None => write(block, &mut section.text),
        }
    }
    let mut next = None;
    for section in sections.iter_mut().rev() {
        section.cta = section.cta.or(next);
        next = section.cta;
    }
    sections.retain(|section| !(section.heading.is_empty() && section.text.is_empty()));
    sections
}

/// A block's own text: a paragraph, all of a table's cells, the lines of code.
fn write(block: &Value, text: &mut String) {
    let part = |text: &mut String| {
        if !text.is_empty() {
            text.push('\n');
        }
    };
    match text_of(block, "_type") {
        "block" => {
            let spans: String = list_in(block, "children").iter().map(|span| text_of(span, "text")).collect();
            if !spans.trim().is_empty() {
                part(text);
                text.push_str(spans.trim());
            }
        }
        "callout" => list_in(block, "content").iter().for_each(|inner| write(inner, text)),
        "table" => {
            let cells = list_in(block, "rows").iter().flat_map(|row| list_in(row, "cells"));
            cells.flat_map(|cell| list_in(cell, "content")).for_each(|inner| write(inner, text));
        }
        "code" => {
            part(text);
            text.push_str(text_of(block, "code").trim());
        }
        _ => {}
    }
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(values) => values,
        _ => &[],
    }
}

fn list_in<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).map_or(&[], list)
}

fn text_of<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(style: &'static str, anchor: Option<&'static str>, text: &'static str) -> Value {
        let span = Value::object([("_type", "span".into()), ("text", text.into())]);
        let mut fields = vec![
            ("_type".into(), "block".into()),
            ("style".into(), style.into()),
            ("children".into(), Value::from_iter([span])),
        ];
        fields.extend(anchor.map(|anchor| ("anchor".into(), anchor.into())));
        Value::Object(fields.into())
    }

    fn cta(label: &'static str) -> Value {
        Value::object([("_type", "cta".into()), ("cta", label.into())])
    }

    #[test]
    fn a_section_has_the_call_to_action_in_it_or_the_next_one() {
        let blocks = Value::from_iter([
            block("normal", None, "Before."),
            block("h2", Some("one"), "One"),
            cta("first"),
            block("normal", None, "In one."),
            cta("second"),
            block("h3", Some("two"), "Two"),
            block("normal", None, "In two,"),
            block("normal", None, " and more. "),
            block("h2", Some("three"), "Three"),
            cta("third"),
            block("h2", Some("four"), "Four"),
        ]);
        let found = sections(&blocks);
        let seen: Vec<_> = found
            .iter()
            .map(|s| (s.anchor, &*s.heading, &*s.text, s.cta.and_then(Value::as_str).unwrap_or_default()))
            .collect();
        assert_eq!(
            seen,
            [
                ("", "", "Before.", "first"),
                ("one", "One", "In one.", "first"),
                ("two", "Two", "In two,\nand more.", "third"),
                ("three", "Three", "", "third"),
                ("four", "Four", "", ""),
            ]
        );
    }

    #[test]
    fn what_is_no_list_of_blocks_has_no_sections() {
        for value in [Value::Null, "x".into(), Value::from_iter([Value::Null, "x".into()])] {
            assert_eq!(sections(&value), []);
        }
    }
}
