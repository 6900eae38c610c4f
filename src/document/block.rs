//! What all blocks have in common: an id, a name, and perhaps blocks within.

use super::tree::{Block, Inline, Node, Plain};

impl Block {
    #[must_use]
    pub fn paragraph(content: Vec<Inline>) -> Self {
        Self::Paragraph(Node { attrs: Plain::default(), content })
    }

    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Paragraph(node) => &node.attrs.id,
            Self::Heading(node) => &node.attrs.id,
            Self::BulletList(node) => &node.attrs.id,
            Self::OrderedList(node) => &node.attrs.id,
            Self::Blockquote(node) => &node.attrs.id,
            Self::Callout(node) => &node.attrs.id,
            Self::Image(leaf) => &leaf.attrs.id,
            Self::Table(node) => &node.attrs.id,
            Self::CodeBlock(node) => &node.attrs.id,
            Self::Embed(leaf) => &leaf.attrs.id,
            Self::HorizontalRule(leaf) => &leaf.attrs.id,
            Self::Cta(leaf) => &leaf.attrs.id,
            Self::Faqs(leaf) => &leaf.attrs.id,
            Self::ButtonRow(leaf) => &leaf.attrs.id,
        }
    }

    pub(super) fn id_mut(&mut self) -> &mut String {
        match self {
            Self::Paragraph(node) => &mut node.attrs.id,
            Self::Heading(node) => &mut node.attrs.id,
            Self::BulletList(node) => &mut node.attrs.id,
            Self::OrderedList(node) => &mut node.attrs.id,
            Self::Blockquote(node) => &mut node.attrs.id,
            Self::Callout(node) => &mut node.attrs.id,
            Self::Image(leaf) => &mut leaf.attrs.id,
            Self::Table(node) => &mut node.attrs.id,
            Self::CodeBlock(node) => &mut node.attrs.id,
            Self::Embed(leaf) => &mut leaf.attrs.id,
            Self::HorizontalRule(leaf) => &mut leaf.attrs.id,
            Self::Cta(leaf) => &mut leaf.attrs.id,
            Self::Faqs(leaf) => &mut leaf.attrs.id,
            Self::ButtonRow(leaf) => &mut leaf.attrs.id,
        }
    }

    /// The node's name in the JSON, which is also what problems call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph(_) => "paragraph",
            Self::Heading(_) => "heading",
            Self::BulletList(_) => "bulletList",
            Self::OrderedList(_) => "orderedList",
            Self::Blockquote(_) => "blockquote",
            Self::Callout(_) => "callout",
            Self::Image(_) => "image",
            Self::Table(_) => "table",
            Self::CodeBlock(_) => "codeBlock",
            Self::Embed(_) => "embed",
            Self::HorizontalRule(_) => "horizontalRule",
            Self::Cta(_) => "cta",
            Self::Faqs(_) => "faqs",
            Self::ButtonRow(_) => "buttonRow",
        }
    }

    /// The lists of blocks right within this one: one for a quote or callout, one per item or cell.
    pub(super) fn inner(&self) -> Vec<&Vec<Block>> {
        match self {
            Self::BulletList(node) => node.content.iter().map(|item| &item.content).collect(),
            Self::OrderedList(node) => node.content.iter().map(|item| &item.content).collect(),
            Self::Blockquote(node) => vec![&node.content],
            Self::Callout(node) => vec![&node.content],
            Self::Table(node) => {
                node.content.iter().flat_map(|row| row.content.iter().map(|cell| &cell.node().content)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn inner_mut(&mut self) -> Vec<&mut Vec<Block>> {
        match self {
            Self::BulletList(node) => node.content.iter_mut().map(|item| &mut item.content).collect(),
            Self::OrderedList(node) => node.content.iter_mut().map(|item| &mut item.content).collect(),
            Self::Blockquote(node) => vec![&mut node.content],
            Self::Callout(node) => vec![&mut node.content],
            Self::Table(node) => node
                .content
                .iter_mut()
                .flat_map(|row| row.content.iter_mut().map(|cell| &mut cell.node_mut().content))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The block's own line content, where it has one.
    pub(super) fn inlines(&self) -> Option<&[Inline]> {
        match self {
            Self::Paragraph(node) => Some(&node.content),
            Self::Heading(node) => Some(&node.content),
            Self::CodeBlock(node) => Some(&node.content),
            _ => None,
        }
    }

    pub(super) fn inlines_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Paragraph(node) => Some(&mut node.content),
            Self::Heading(node) => Some(&mut node.content),
            Self::CodeBlock(node) => Some(&mut node.content),
            _ => None,
        }
    }

    pub(super) fn each<'a>(&'a self, see: &mut dyn FnMut(&'a Block)) {
        see(self);
        for blocks in self.inner() {
            blocks.iter().for_each(|block| block.each(see));
        }
    }
}

/// The text of a line of content; a break is a line's end.
pub(super) fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } => text.as_str(),
            Inline::HardBreak { .. } => "\n",
        })
        .collect()
}
