//! The directives that are blocks: leaves on one line (`::cta`) and containers (`:::callout`).

use comrak::nodes::{Node as AstNode, NodeValue};

use super::{directive::Directive, read::Reader};
use crate::{
    document::{
        link, resolve,
        tree::{
            Block, ButtonRowAttrs, CalloutAttrs, CalloutKind, Cell, CellAttrs, CtaAttrs, EmbedAttrs, FaqsAttrs,
            ImageAttrs, Leaf, Node, Plain, Row,
        },
    },
    vocabulary::EntryId,
    words::t,
};

impl Reader<'_> {
    /// Reads the directive on a line.
    pub(super) fn leaf(&mut self, line: usize) -> Option<Block> {
        let text = self.line(line);
        let (_, directive) = text.split_once("::")?;
        let mut directive = match Directive::parse(directive) {
            Ok(directive) => directive,
            Err(detail) => {
                self.wrong(line, "invalid_directive", detail);
                return None;
            }
        };
        let id = String::new();
        let block = match directive.name {
            "cta" => {
                let key = self.required(line, &mut directive, "ref")?;
                let entry = self.entry(line, "cta", &key)?;
                Block::Cta(Leaf { attrs: CtaAttrs { id, entry } })
            }
            "faqs" => {
                let heading = directive.take("heading");
                let anchor = directive.take("anchor").and_then(|anchor| anchor.parse().ok());
                let refs = self.entries(line, "faq", &mut directive);
                Block::Faqs(Leaf { attrs: FaqsAttrs { id, heading, anchor, refs } })
            }
            "buttons" => {
                let refs = self.entries(line, "cta", &mut directive);
                Block::ButtonRow(Leaf { attrs: ButtonRowAttrs { id, refs } })
            }
            "image" => self.image(line, &mut directive)?,
            "embed" => {
                let url = self.required(line, &mut directive, "url")?;
                Block::Embed(Leaf { attrs: EmbedAttrs { id, url } })
            }
            "paragraph" => Block::paragraph(Vec::new()),
            name => {
                self.wrong(line, "unknown_directive", t!("problem-directive-name-unknown", name = name.to_string()));
                return None;
            }
        };
        self.finish(line, directive);
        Some(block)
    }

    /// Reads a directive that holds blocks.
    pub(super) fn container(&mut self, node: AstNode<'_>, line: usize, info: &str, depth: usize) -> Option<Block> {
        let mut directive = match Directive::parse(info) {
            Ok(directive) => directive,
            Err(detail) => {
                self.wrong(
                    line,
                    "invalid_directive",
                    t!("problem-opens-directive-detail", detail = detail.to_string()),
                );
                return None;
            }
        };
        let block = match directive.name {
            "callout" => {
                let kind = match directive.take("type").as_deref() {
                    None | Some("info") => CalloutKind::Info,
                    Some("tip") => CalloutKind::Tip,
                    Some("warning") => CalloutKind::Warning,
                    Some(other) => {
                        let detail = format!("a callout is of type info, tip or warning, not {other:?}");
                        self.wrong(line, "invalid_directive", detail);
                        return None;
                    }
                };
                let attrs = CalloutAttrs { id: String::new(), kind };
                Block::Callout(Node { attrs, content: self.blocks(node, depth + 1) })
            }
            "table" => {
                let rows = self.parts(node, "row", |reader, row, directive| {
                    let cells = reader.parts(row, "cell", |reader, cell, directive| {
                        let header = directive.take_flag("header");
                        let mut span = |key| directive.take(key).map_or(Some(1), |n| n.parse().ok()).unwrap_or(0);
                        let attrs = CellAttrs { colspan: span("colspan"), rowspan: span("rowspan") };
                        Cell::new(header, attrs, reader.blocks(cell, depth + 1))
                    });
                    let _: &mut Directive<'_> = directive;
                    Row::new(cells)
                });
                Block::Table(Node { attrs: Plain::default(), content: rows })
            }
            name => {
                self.wrong(line, "unknown_directive", t!("problem-directive-name-unknown-2", name = name.to_string()));
                return None;
            }
        };
        self.finish(line, directive);
        Some(block)
    }

    /// The children of a container that holds containers of one name alone.
    fn parts<T>(
        &mut self,
        node: AstNode<'_>,
        name: &str,
        mut read: impl FnMut(&mut Self, AstNode<'_>, &mut Directive<'_>) -> T,
    ) -> Vec<T> {
        let mut parts = Vec::new();
        for child in node.children() {
            let data = child.data();
            let line = data.sourcepos.start.line;
            let directive = match &data.value {
                NodeValue::BlockDirective(directive) => Directive::parse(&directive.info).ok(),
                _ => None,
            };
            match directive {
                Some(mut directive) if directive.name == name => {
                    parts.push(read(self, child, &mut directive));
                    self.finish(line, directive);
                }
                _ => self.wrong(
                    line,
                    "invalid_directive",
                    t!("problem-only-name-can-stand-here", name = name.to_string()),
                ),
            }
        }
        parts
    }

    fn image(&mut self, line: usize, directive: &mut Directive<'_>) -> Option<Block> {
        let media = self.required(line, directive, "media")?;
        let Ok(media) = media.parse() else {
            self.wrong(line, "unknown_reference", t!("problem-no-image-media", media = format!("{media:?}")));
            return None;
        };
        let width = directive.take("width");
        let attrs = ImageAttrs {
            id: String::new(),
            media,
            alt: directive.take("alt"),
            decorative: directive.take_flag("decorative"),
            caption: directive.take("caption"),
            // What is no number is refused with the widths that are out of bounds.
            width: width.map(|width| width.parse().unwrap_or(0)),
        };
        Some(Block::Image(Leaf { attrs }))
    }

    fn finish(&mut self, line: usize, directive: Directive<'_>) {
        if let Err(detail) = directive.finish() {
            self.wrong(line, "invalid_directive", detail);
        }
    }

    fn required(&mut self, line: usize, directive: &mut Directive<'_>, key: &str) -> Option<String> {
        let value = directive.take(key);
        if value.is_none() {
            let detail = format!("write ::{}{{{key}=\"…\"}}: the {key} is missing", directive.name);
            self.wrong(line, "invalid_directive", detail);
        }
        value
    }

    fn entry(&mut self, line: usize, kind: &str, key: &str) -> Option<EntryId> {
        let id = resolve(self.names, Some(kind), key);
        if id.is_none() {
            self.wrong(
                line,
                "unknown_reference",
                t!("problem-no-kind-key", kind = kind.to_string(), key = format!("{key:?}")),
            );
        }
        id
    }

    fn entries(&mut self, line: usize, kind: &str, directive: &mut Directive<'_>) -> Vec<EntryId> {
        let refs = directive.take("refs").unwrap_or_default();
        link::split(&refs).filter_map(|key| self.entry(line, kind, key)).collect()
    }
}
