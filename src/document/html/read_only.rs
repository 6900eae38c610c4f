//! HTML for readers: semantic, with calls to action and questions in place.

use super::{attr, escape, gate, inline::LineWriter};
use crate::{
    document::{
        Tree,
        block::plain,
        faq_anchors::FaqAnchors,
        tree::{Block, CalloutKind, Cell, FaqsAttrs, Inline, LinkAttrs, Row},
    },
    vocabulary::{Embeds, EntryId},
};

/// Writes what readers see. An entry that is not live is left out, a link to it keeps its text; images wait for
/// the media library.
#[must_use]
pub fn write(tree: &Tree, embeds: &dyn Embeds) -> String {
    let mut writer = Writer { out: String::new(), embeds, faqs: FaqAnchors::default() };
    writer.blocks(&tree.content);
    gate::pass(&writer.out)
}

struct Writer<'a> {
    out: String,
    embeds: &'a dyn Embeds,
    faqs: FaqAnchors,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(node) if node.content.is_empty() => {}
            Block::Paragraph(node) => {
                self.out.push_str("<p>");
                self.line(&node.content);
                self.out.push_str("</p>");
            }
            Block::Heading(node) => {
                let level = node.attrs.level;
                self.out.push_str(&format!("<h{level}"));
                node.attrs.anchor.iter().for_each(|anchor| attr(&mut self.out, "id", anchor.as_str()));
                self.out.push('>');
                self.line(&node.content);
                self.out.push_str(&format!("</h{level}>"));
            }
            Block::BulletList(_) => self.list("<ul>", block, "</ul>"),
            Block::OrderedList(node) => {
                let start = node.attrs.start;
                let open = if start == 1 { "<ol>".into() } else { format!("<ol start=\"{start}\">") };
                self.list(&open, block, "</ol>");
            }
            Block::Blockquote(node) => self.within("<blockquote>", &node.content, "</blockquote>"),
            Block::Callout(node) => {
                let kind = match node.attrs.kind {
                    CalloutKind::Info => "info",
                    CalloutKind::Tip => "tip",
                    CalloutKind::Warning => "warning",
                };
                let open = format!("<aside class=\"callout callout-{kind}\">");
                self.within(&open, &node.content, "</aside>");
            }
            Block::Table(node) => {
                self.out.push_str("<table>");
                let is_head = |row: &&Row| row.content.iter().all(Cell::is_header);
                let head = node.content.iter().take_while(is_head).count();
                let (head, body) = node.content.split_at_checked(head).unwrap_or((&[], &node.content));
                self.rows("thead", head, "col");
                self.rows("tbody", body, "row");
                self.out.push_str("</table>");
            }
            Block::CodeBlock(node) => {
                self.out.push_str("<pre><code");
                let language = node.attrs.language.as_ref();
                language.iter().for_each(|word| attr(&mut self.out, "class", &format!("language-{word}")));
                self.out.push('>');
                escape(&mut self.out, &plain(&node.content));
                self.out.push_str("</code></pre>");
            }
            Block::Embed(leaf) => {
                self.out.push_str("<figure class=\"embed\"><a");
                attr(&mut self.out, "href", &leaf.attrs.url);
                attr(&mut self.out, "rel", "nofollow noopener");
                self.out.push('>');
                escape(&mut self.out, &leaf.attrs.url);
                self.out.push_str("</a></figure>");
            }
            Block::HorizontalRule(_) => self.out.push_str("<hr>"),
            Block::Image(_) => {}
            Block::Cta(leaf) => {
                if let Some(html) = self.embedded(leaf.attrs.entry) {
                    self.out.push_str(&html);
                }
            }
            Block::ButtonRow(leaf) => {
                let html: String = leaf.attrs.refs.iter().filter_map(|id| self.embedded(*id)).collect();
                if !html.is_empty() {
                    self.out.push_str(&format!("<div class=\"button-row\">{html}</div>"));
                }
            }
            Block::Faqs(leaf) => self.faqs(&leaf.attrs),
        }
    }

    fn within(&mut self, open: &str, blocks: &[Block], close: &str) {
        self.out.push_str(open);
        self.blocks(blocks);
        self.out.push_str(close);
    }

    fn list(&mut self, open: &str, list: &Block, close: &str) {
        self.out.push_str(open);
        for item in list.inner() {
            self.out.push_str("<li>");
            self.flow(item);
            self.out.push_str("</li>");
        }
        self.out.push_str(close);
    }

    /// An item or cell: a single paragraph needs no element of its own.
    fn flow(&mut self, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block::Paragraph(node), rest)) if rest.iter().all(|block| block.inlines().is_none()) => {
                self.line(&node.content);
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn rows(&mut self, part: &str, rows: &[Row], scope: &str) {
        if rows.is_empty() {
            return;
        }
        self.out.push_str(&format!("<{part}>"));
        for row in rows {
            self.out.push_str("<tr>");
            for cell in &row.content {
                let name = if cell.is_header() { "th" } else { "td" };
                self.out.push_str(&format!("<{name}"));
                if cell.is_header() {
                    attr(&mut self.out, "scope", scope);
                }
                let attrs = &cell.node().attrs;
                for (key, span) in [("colspan", attrs.colspan), ("rowspan", attrs.rowspan)] {
                    if span != 1 {
                        attr(&mut self.out, key, &span.to_string());
                    }
                }
                self.out.push('>');
                self.flow(&cell.node().content);
                self.out.push_str(&format!("</{name}>"));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str(&format!("</{part}>"));
    }

    fn faqs(&mut self, faqs: &FaqsAttrs) {
        let shown: Vec<(EntryId, String)> =
            faqs.refs.iter().filter_map(|id| Some((*id, self.embedded(*id)?))).collect();
        if shown.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"faqs\"");
        if let (Some(heading), Some(anchor)) = (&faqs.heading, &faqs.anchor) {
            attr(&mut self.out, "aria-labelledby", anchor.as_str());
            self.out.push_str("><h2");
            attr(&mut self.out, "id", anchor.as_str());
            self.out.push('>');
            escape(&mut self.out, heading);
            self.out.push_str("</h2");
        }
        self.out.push('>');
        for (id, html) in shown {
            self.out.push_str("<div class=\"faq\"");
            let anchor = self.faqs.next(id, self.embeds);
            anchor.iter().for_each(|anchor| attr(&mut self.out, "id", anchor));
            self.out.push_str(&format!(">{html}</div>"));
        }
        self.out.push_str("</section>");
    }

    fn embedded(&self, id: EntryId) -> Option<String> {
        Some(self.embeds.embed(id)?.inline.html.clone())
    }

    fn line(&mut self, inlines: &[Inline]) {
        let embeds = self.embeds;
        let href = |link: &LinkAttrs| match link.entry {
            Some(id) => Some(embeds.link(id)?.path),
            None => link.href.clone(),
        };
        LineWriter { href: &href, text: &escape }.write(&mut self.out, inlines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::samples::{Live, Nothing, fixture};

    #[test]
    fn what_is_not_live_is_left_out() {
        let html = write(&Tree::from_json(fixture()).unwrap(), &Nothing);
        assert!(!html.contains("Book") && !html.contains("faqs") && !html.contains("button-row"), "{html}");
        assert!(html.contains("another") && !html.contains("/articles/"), "{html}");
    }

    #[test]
    fn the_gate_changes_nothing_of_our_own() {
        let tree = Tree::from_json(fixture()).unwrap();
        let mut writer = Writer { out: String::new(), embeds: &Live::default(), faqs: FaqAnchors::default() };
        writer.blocks(&tree.content);
        assert_eq!(gate::pass(&writer.out), writer.out);
        for part in [
            "<h2 id=\"warming-up\">Warming up</h2>",
            "<ul><li>Walk<ol start=\"3\"><li>slowly</li></ol></li><li>Stretch</li></ul>",
            "<aside class=\"callout callout-warning\"><p>Stop when it hurts.</p><p>Book</p></aside>",
            "<th scope=\"col\" colspan=\"2\">Week</th>",
            "<section class=\"faqs\" aria-labelledby=\"questions\"><h2 id=\"questions\">Questions</h2>",
            "<div class=\"faq\" id=\"faq-entry-3\"><p>Book</p></div>",
            "<a href=\"/articles/entry-1\"><strong><em>another</em></strong></a>",
        ] {
            assert!(writer.out.contains(part), "{part} is not in {}", writer.out);
        }
    }
}
