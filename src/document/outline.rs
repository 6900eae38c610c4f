//! The table of contents.

use super::{Tree, block::plain, tree::Block};
use crate::vocabulary::{Embeds, Field, Named, Shape, Slug, Value, shape::Body};

/// A heading and the headings below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub level: u8,
    pub text: String,
    pub anchor: Slug,
    pub children: Vec<Outline>,
}

/// The table of contents.
pub const TOC: Shape = Shape::List(&Shape::Named(&OUTLINE));

/// The shape of [`Outline::to_value`].
static OUTLINE: Named = Named {
    name: "OutlineEntry",
    about: "A heading and the headings below it.",
    body: Body::Object(&[
        Field::new("level", Shape::Integer).about("2 to 4."),
        Field::new("text", Shape::Text),
        Field::new("anchor", Shape::Text).about("The heading's address within the page, without `#`."),
        Field::new("children", Shape::List(&Shape::Named(&OUTLINE))),
    ]),
};

impl Outline {
    #[must_use]
    pub fn to_value(&self) -> Value {
        Value::object([
            ("level", i64::from(self.level).into()),
            ("text", self.text.as_str().into()),
            ("anchor", self.anchor.as_str().into()),
            ("children", self.children.iter().map(Self::to_value).collect()),
        ])
    }
}

/// The headings of a tree, nested by their level. The heading of a group of questions is one of level 2 as long
/// as a question of it is shown.
#[must_use]
pub fn outline(tree: &Tree, embeds: &dyn Embeds) -> Vec<Outline> {
    let mut flat = Vec::new();
    tree.each(&mut |block| {
        let (level, text, anchor) = match block {
            Block::Heading(node) => (node.attrs.level, plain(&node.content), &node.attrs.anchor),
            Block::Faqs(leaf) if leaf.attrs.refs.iter().any(|id| embeds.embed(*id).is_some()) => {
                (2, leaf.attrs.heading.clone().unwrap_or_default(), &leaf.attrs.anchor)
            }
            _ => return,
        };
        if let Some(anchor) = anchor.clone().filter(|_| !text.is_empty()) {
            flat.push(Outline { level, text: text.replace('\n', " "), anchor, children: Vec::new() });
        }
    });
    nest(flat)
}

fn nest(flat: Vec<Outline>) -> Vec<Outline> {
    let mut roots = Vec::new();
    flat.into_iter().for_each(|entry| insert(&mut roots, entry));
    roots
}

fn insert(siblings: &mut Vec<Outline>, entry: Outline) {
    match siblings.last_mut() {
        Some(last) if last.level < entry.level => insert(&mut last.children, entry),
        _ => siblings.push(entry),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::samples::{Live, Nothing, fixture};

    #[test]
    fn headings_nest_by_level_and_questions_count_while_they_are_shown() {
        let tree = Tree::from_json(fixture()).unwrap();
        let toc = outline(&tree, &Live::default());
        let texts: Vec<&str> = toc.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(texts, ["Warming up", "Questions"]);
        assert_eq!(toc[0].children[0].children[0].anchor.as_str(), "five-minutes");
        assert_eq!(outline(&tree, &Nothing).len(), 1);
    }
}
