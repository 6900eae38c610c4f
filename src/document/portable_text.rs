//! Tree → Portable Text: the open block format, with every entry resolved.
//!
//! Shapes: <https://github.com/portabletext/portabletext>; what Galley adds are custom `_type`s.

mod shapes;

use std::{borrow::Cow, collections::BTreeMap};

pub use shapes::BLOCK;

use super::{
    Tree,
    block::plain,
    faq_anchors::FaqAnchors,
    tree::{Block, CalloutKind, FaqsAttrs, Inline, Item, LinkAttrs, Mark, Row},
};
use crate::vocabulary::{Embeds, EntryId, Value};

type Fields = Vec<(Cow<'static, str>, Value)>;

/// Writes the list of blocks. An entry that is not live is left out, a link to it keeps its text; images wait
/// for the media library.
#[must_use]
pub fn write(tree: &Tree, embeds: &dyn Embeds) -> Value {
    let mut writer = Writer { embeds, faqs: FaqAnchors::default() };
    Value::List(writer.blocks(&tree.content, Context::default()).into())
}

struct Writer<'a> {
    embeds: &'a dyn Embeds,
    faqs: FaqAnchors,
}

/// What the blocks around a block make of it: Portable Text is flat where it can be.
#[derive(Clone, Copy, Default)]
struct Context {
    quoted: bool,
    list: Option<(&'static str, i64)>,
    /// The number of an ordered list's first item, where it is not 1.
    start: Option<i64>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block], context: Context) -> Vec<Value> {
        blocks.iter().flat_map(|block| self.block(block, context)).collect()
    }

    fn block(&mut self, block: &Block, context: Context) -> Vec<Value> {
        let id = block.id();
        let one = match block {
            Block::Paragraph(node) if node.content.is_empty() && context.list.is_none() => return Vec::new(),
            Block::Paragraph(node) => {
                self.text_block(id, if context.quoted { "blockquote" } else { "normal" }, None, &node.content, context)
            }
            Block::Heading(node) => {
                let style = match node.attrs.level {
                    2 => "h2",
                    3 => "h3",
                    _ => "h4",
                };
                let anchor = node.attrs.anchor.as_ref().map(|anchor| anchor.as_str());
                self.text_block(id, style, Some(anchor.into()), &node.content, context)
            }
            Block::BulletList(node) => return self.list("bullet", 1, &node.content, context),
            Block::OrderedList(node) => return self.list("number", node.attrs.start.into(), &node.content, context),
            Block::Blockquote(node) => return self.blocks(&node.content, Context { quoted: true, ..context }),
            Block::Callout(node) => {
                let kind = match node.attrs.kind {
                    CalloutKind::Info => "info",
                    CalloutKind::Tip => "tip",
                    CalloutKind::Warning => "warning",
                };
                let content = Value::List(self.blocks(&node.content, Context::default()).into());
                custom("callout", id, [("kind", kind.into()), ("content", content)])
            }
            Block::Table(node) => {
                let rows = node.content.iter().enumerate().map(|(index, row)| self.row(&format!("{id}r{index}"), row));
                custom("table", id, [("rows", rows.collect())])
            }
            Block::CodeBlock(node) => {
                let language = node.attrs.language.as_deref();
                custom("code", id, [("language", language.into()), ("code", plain(&node.content).into())])
            }
            Block::Embed(leaf) => custom("embed", id, [("url", leaf.attrs.url.as_str().into())]),
            Block::HorizontalRule(_) => custom("divider", id, []),
            Block::Image(_) => return Vec::new(),
            Block::Cta(leaf) => match self.embedded(leaf.attrs.entry) {
                Some(cta) => custom("cta", id, [("cta", cta)]),
                None => return Vec::new(),
            },
            Block::ButtonRow(leaf) => {
                let items: Vec<Value> = leaf.attrs.refs.iter().filter_map(|id| self.embedded(*id)).collect();
                if items.is_empty() {
                    return Vec::new();
                }
                custom("buttonRow", id, [("items", Value::List(items.into()))])
            }
            Block::Faqs(leaf) => match self.faqs(id, &leaf.attrs) {
                Some(faqs) => faqs,
                None => return Vec::new(),
            },
        };
        vec![one]
    }

    fn list(&mut self, name: &'static str, start: i64, items: &[Item], context: Context) -> Vec<Value> {
        let level = context.list.map_or(1, |(_, level)| level + 1);
        let mut out = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let start = (index == 0 && start != 1).then_some(start);
            let context = Context { list: Some((name, level)), start, ..context };
            // An item is one block: its paragraphs are joined, or each would be a bullet of its own.
            let paragraph = |block: &&Block| matches!(block, Block::Paragraph(_));
            let leading: Vec<&Block> = item.content.iter().take_while(paragraph).collect();
            if let Some(first) = leading.first() {
                let lines = leading.iter().filter_map(|block| block.inlines()).collect::<Vec<_>>();
                let gap = [Inline::hard_break(), Inline::hard_break()];
                let style = if context.quoted { "blockquote" } else { "normal" };
                out.push(self.text_block(first.id(), style, None, &lines.join(gap.as_slice()), context));
            }
            let rest = item.content.get(leading.len()..).unwrap_or_default();
            out.extend(self.blocks(rest, Context { start: None, ..context }));
        }
        out
    }

    fn text_block(
        &self,
        id: &str,
        style: &'static str,
        anchor: Option<Value>,
        inlines: &[Inline],
        context: Context,
    ) -> Value {
        let mut fields: Fields =
            vec![("_type".into(), "block".into()), ("_key".into(), id.into()), ("style".into(), style.into())];
        fields.extend(anchor.map(|anchor| ("anchor".into(), anchor)));
        if let Some((name, level)) = context.list {
            fields.extend([("listItem".into(), name.into()), ("level".into(), level.into())]);
            fields.extend(context.start.map(|start| ("start".into(), start.into())));
        }
        let (definitions, spans) = self.spans(id, inlines);
        fields.extend([
            ("markDefs".into(), Value::List(definitions.into())),
            ("children".into(), Value::List(spans.into())),
        ]);
        Value::Object(fields.into())
    }

    fn spans(&self, id: &str, inlines: &[Inline]) -> (Vec<Value>, Vec<Value>) {
        let mut known: BTreeMap<&Mark, String> = BTreeMap::new();
        let mut definitions = Vec::new();
        let mut spans: Vec<(String, Vec<String>)> = Vec::new();
        for inline in inlines {
            let (text, marks) = match inline {
                Inline::Text { text, marks } => (text.as_str(), marks.as_slice()),
                // A line's end belongs to the text before it, whatever its marks.
                Inline::HardBreak { .. } => match spans.last_mut() {
                    Some((before, _)) => {
                        before.push('\n');
                        continue;
                    }
                    None => ("\n", [].as_slice()),
                },
            };
            let mut names = Vec::new();
            for mark in marks {
                if let Some(key) = known.get(mark) {
                    names.push(key.clone());
                } else if let Some(name) = decorator(mark) {
                    names.push(name.to_owned());
                } else {
                    let key = format!("{id}m{}", known.len());
                    if let Some(definition) = self.definition(mark, &key) {
                        definitions.push(definition);
                        known.insert(mark, key.clone());
                        names.push(key);
                    }
                }
            }
            match spans.last_mut() {
                Some((before, same)) if *same == names => before.push_str(text),
                _ => spans.push((text.to_owned(), names)),
            }
        }
        if spans.is_empty() {
            spans.push((String::new(), Vec::new()));
        }
        let span = |(index, (text, marks)): (usize, (String, Vec<String>))| {
            custom("span", &format!("{id}s{index}"), [("text", text.into()), ("marks", marks.into_iter().collect())])
        };
        (definitions, spans.into_iter().enumerate().map(span).collect())
    }

    fn definition(&self, mark: &Mark, key: &str) -> Option<Value> {
        match mark {
            Mark::Language { attrs } => Some(custom("lang", key, [("lang", attrs.lang.as_str().into())])),
            Mark::Link { attrs: LinkAttrs { href, entry, title, nofollow, sponsored } } => {
                let (href, entry) = match entry {
                    None => (href.clone()?, Value::Null),
                    Some(id) => {
                        let target = self.embeds.link(*id)?;
                        let entry = Value::object([
                            ("id", id.to_string().into()),
                            ("type", target.kind.as_str().into()),
                            ("slug", target.slug.as_str().into()),
                        ]);
                        (target.path, entry)
                    }
                };
                let rel = match (nofollow, sponsored) {
                    (true, true) => Some("nofollow sponsored"),
                    (true, false) => Some("nofollow"),
                    (false, true) => Some("sponsored"),
                    (false, false) => None,
                };
                let title = title.as_deref();
                let fields = [("href", href.into()), ("entry", entry), ("title", title.into()), ("rel", rel.into())];
                Some(custom("link", key, fields))
            }
            _ => None,
        }
    }

    fn row(&mut self, key: &str, row: &Row) -> Value {
        let mut cells = Vec::new();
        for (index, cell) in row.content.iter().enumerate() {
            let attrs = &cell.node().attrs;
            let fields = [
                ("header", cell.is_header().into()),
                ("colspan", i64::from(attrs.colspan).into()),
                ("rowspan", i64::from(attrs.rowspan).into()),
                ("content", Value::List(self.blocks(&cell.node().content, Context::default()).into())),
            ];
            cells.push(custom("cell", &format!("{key}c{index}"), fields));
        }
        custom("row", key, [("cells", Value::List(cells.into()))])
    }

    fn faqs(&mut self, id: &str, faqs: &FaqsAttrs) -> Option<Value> {
        let mut items = Vec::new();
        for faq in &faqs.refs {
            let Some(Value::Object(fields)) = self.embedded(*faq) else { continue };
            let anchor = self.faqs.next(*faq, self.embeds);
            let others = fields.into_iter().filter(|(name, _)| name != "anchor");
            items.push(Value::Object(others.chain([("anchor".into(), anchor.into())]).collect()));
        }
        let heading = faqs.heading.as_deref();
        let anchor = faqs.anchor.as_ref().map(|anchor| anchor.as_str());
        let fields = [("heading", heading.into()), ("anchor", anchor.into())];
        let empty = items.is_empty();
        let [heading, anchor] = fields;
        (!empty).then(|| custom("faqs", id, [heading, anchor, ("items", Value::List(items.into()))]))
    }

    fn embedded(&self, id: EntryId) -> Option<Value> {
        Some(self.embeds.embed(id)?.to_value(id))
    }
}

fn custom<const N: usize>(ty: &'static str, key: &str, fields: [(&'static str, Value); N]) -> Value {
    let head = [("_type".into(), ty.into()), ("_key".into(), key.into())];
    Value::Object(head.into_iter().chain(fields.into_iter().map(|(name, value)| (name.into(), value))).collect())
}

/// The marks that need no definition, by their names in Portable Text.
fn decorator(mark: &Mark) -> Option<&'static str> {
    match mark {
        Mark::Bold {} => Some("strong"),
        Mark::Italic {} => Some("em"),
        Mark::Underline {} => Some("underline"),
        Mark::Strike {} => Some("strike-through"),
        Mark::Subscript {} => Some("sub"),
        Mark::Superscript {} => Some("sup"),
        Mark::Code {} => Some("code"),
        Mark::Link { .. } | Mark::Language { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::{
        document::samples::{Live, Nothing, fixture},
        vocabulary::BodyForms,
    };

    fn blocks(embeds: &dyn Embeds) -> Json {
        let tree = Tree::from_json(fixture()).unwrap();
        serde_json::to_value(write(&tree, embeds).answer(BodyForms::default())).unwrap()
    }

    #[test]
    fn what_is_not_live_is_left_out() {
        let blocks = blocks(&Nothing);
        let types: Vec<&str> = blocks.as_array().unwrap().iter().map(|b| b["_type"].as_str().unwrap()).collect();
        assert!(!types.iter().any(|ty| ["cta", "faqs", "buttonRow", "image"].contains(ty)), "{types:?}");
        let definitions = blocks[0]["markDefs"].as_array().unwrap();
        assert_eq!(definitions.len(), 2, "the language and the outer link: {definitions:?}");
    }

    #[test]
    fn blocks_have_the_shapes_of_the_delivery_api() {
        let blocks = blocks(&Live::default());
        assert_eq!(
            blocks[1],
            json!({ "_type": "block", "_key": "b2", "style": "h2", "anchor": "warming-up", "markDefs": [],
                "children": [{ "_type": "span", "_key": "b2s0", "text": "Warming up", "marks": [] }] })
        );
        assert_eq!(
            (&blocks[5]["listItem"], &blocks[5]["level"], &blocks[5]["start"]),
            (&json!("number"), &json!(2), &json!(3))
        );
        assert_eq!((&blocks[6]["listItem"], &blocks[6]["level"]), (&json!("bullet"), &json!(1)));
        assert_eq!(blocks[7]["style"], "blockquote");
        assert_eq!(blocks[8]["content"][1]["cta"]["label"], "Book");
        let faqs = blocks.as_array().unwrap().iter().find(|b| b["_type"] == "faqs").unwrap();
        assert_eq!((&faqs["heading"], &faqs["anchor"]), (&json!("Questions"), &json!("questions")));
        assert_eq!(faqs["items"][0]["anchor"], "faq-entry-3");
        assert_eq!(
            blocks[0]["markDefs"][2],
            json!({ "_type": "link", "_key": "b1m2", "href": "/articles/entry-1",
                "entry": { "id": "01990000-0000-7000-8000-000000000001", "type": "article", "slug": "entry-1" },
                "title": null, "rel": null })
        );
    }
}
