//! The parsed HTML, as far as the builder looks at it.

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Parses HTML that was made canonical and clean before.
pub(in crate::document) fn parse(html: &str) -> Handle {
    parse_document(RcDom::default(), ParseOpts::default()).one(html).document
}

/// The name of an element; empty for anything else.
pub(in crate::document) fn name(node: &Handle) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

pub(in crate::document) fn attr(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    attrs.borrow().iter().find(|attr| &*attr.name.local == name).map(|attr| attr.value.to_string())
}

/// The text of a text node.
pub(in crate::document) fn text(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    }
}

pub(in crate::document) fn children(node: &Handle) -> Vec<Handle> {
    node.children.borrow().clone()
}

/// All text within, as it is.
pub(in crate::document) fn all_text(node: &Handle, out: &mut String) {
    if let Some(text) = text(node) {
        out.push_str(&text);
    }
    if name(node) == "br" {
        out.push('\n');
    }
    children(node).iter().for_each(|child| all_text(child, out));
}

/// The elements of these names within, outermost alone.
pub(in crate::document) fn find(node: &Handle, names: &[&str], found: &mut Vec<Handle>) {
    for child in children(node) {
        if names.contains(&name(&child)) {
            found.push(child);
        } else {
            find(&child, names, found);
        }
    }
}
