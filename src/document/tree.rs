//! The tree's nodes: exactly the JSON of the editor (`type`, `attrs`, `content`, `marks`), as types.
//!
//! A node, mark or attribute that is not named here does not deserialise; the error names it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::vocabulary::{EntryId, Locale, Slug};

/// A whole rich text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    #[serde(rename = "type")]
    tag: DocTag,
    #[serde(default)]
    pub content: Vec<Block>,
}

/// A node with attributes and children.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node<A, C> {
    #[serde(default)]
    pub attrs: A,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<C>,
}

/// A node without children.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf<A> {
    pub attrs: A,
}

/// What stands on its own lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Block {
    Paragraph(Node<Plain, Inline>),
    Heading(Node<HeadingAttrs, Inline>),
    BulletList(Node<Plain, Item>),
    OrderedList(Node<OrderedAttrs, Item>),
    Blockquote(Node<Plain, Block>),
    Callout(Node<CalloutAttrs, Block>),
    Image(Leaf<ImageAttrs>),
    Table(Node<Plain, Row>),
    /// Its content is text without marks.
    CodeBlock(Node<CodeAttrs, Inline>),
    Embed(Leaf<EmbedAttrs>),
    HorizontalRule(Leaf<Plain>),
    /// One call to action.
    Cta(Leaf<CtaAttrs>),
    /// Questions and answers under a heading of their own.
    Faqs(Leaf<FaqsAttrs>),
    /// Calls to action side by side.
    ButtonRow(Leaf<ButtonRowAttrs>),
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    #[serde(rename = "type")]
    tag: ItemTag,
    #[serde(default)]
    pub content: Vec<Block>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    #[serde(rename = "type")]
    tag: RowTag,
    #[serde(default)]
    pub content: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Cell {
    TableHeader(Node<CellAttrs, Block>),
    TableCell(Node<CellAttrs, Block>),
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Inline {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Mark>,
    },
    HardBreak {
        /// Editors put marks on breaks too; they show nothing and are not kept.
        #[serde(default, skip_serializing)]
        marks: Vec<Mark>,
    },
}

/// In the order in which marks nest, the outermost first. The empty braces make serde refuse attributes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Mark {
    Link { attrs: LinkAttrs },
    Language { attrs: LanguageAttrs },
    Bold {},
    Italic {},
    Underline {},
    Strike {},
    Subscript {},
    Superscript {},
    Code {},
}

/// The block's id: unique in the tree, the same as long as the block lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {
    #[serde(default)]
    pub id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingAttrs {
    #[serde(default)]
    pub id: String,
    /// 2 to 4: the page's title is the 1.
    pub level: u8,
    /// The address within the page. Always there in a settled tree.
    #[serde(default)]
    pub anchor: Option<Slug>,
}

impl Default for HeadingAttrs {
    fn default() -> Self {
        Self { id: String::new(), level: 2, anchor: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderedAttrs {
    #[serde(default)]
    pub id: String,
    /// The first item's number.
    #[serde(default = "first")]
    pub start: u32,
}

impl Default for OrderedAttrs {
    fn default() -> Self {
        Self { id: String::new(), start: first() }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CalloutKind {
    #[default]
    Info,
    Tip,
    Warning,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalloutAttrs {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub kind: CalloutKind,
}

/// An image of the media library. The text alternative is decided per use: described, decorative, or (neither)
/// not decided yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageAttrs {
    #[serde(default)]
    pub id: String,
    pub media: Uuid,
    #[serde(default)]
    pub alt: Option<String>,
    #[serde(default)]
    pub decorative: bool,
    #[serde(default)]
    pub caption: Option<String>,
    /// In CSS pixels.
    #[serde(default)]
    pub width: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellAttrs {
    #[serde(default = "first")]
    pub colspan: u32,
    #[serde(default = "first")]
    pub rowspan: u32,
}

impl Default for CellAttrs {
    fn default() -> Self {
        Self { colspan: first(), rowspan: first() }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeAttrs {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub language: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedAttrs {
    #[serde(default)]
    pub id: String,
    pub url: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CtaAttrs {
    #[serde(default)]
    pub id: String,
    #[serde(rename = "ref")]
    pub entry: EntryId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaqsAttrs {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub heading: Option<String>,
    /// The heading's address within the page; there when there is a heading.
    #[serde(default)]
    pub anchor: Option<Slug>,
    pub refs: Vec<EntryId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ButtonRowAttrs {
    #[serde(default)]
    pub id: String,
    pub refs: Vec<EntryId>,
}

/// A link to an address or to an entry: exactly one of them is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkAttrs {
    #[serde(default)]
    pub href: Option<String>,
    #[serde(default)]
    pub entry: Option<EntryId>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub nofollow: bool,
    #[serde(default)]
    pub sponsored: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageAttrs {
    pub lang: Locale,
}

macro_rules! tag {
    ($($name:ident = $text:literal),+) => {$(
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        enum $name {
            #[default]
            #[serde(rename = $text)]
            Tag,
        }
    )+};
}
tag!(DocTag = "doc", ItemTag = "listItem", RowTag = "tableRow");

const fn first() -> u32 {
    1
}

impl Tree {
    #[must_use]
    pub fn new(content: Vec<Block>) -> Self {
        Self { tag: DocTag::Tag, content }
    }

    /// Whether a reader would see nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.iter().all(|block| matches!(block, Block::Paragraph(node) if node.content.is_empty()))
    }

    /// Calls `see` for every block, in reading order, a container before what it holds.
    pub fn each<'a>(&'a self, see: &mut dyn FnMut(&'a Block)) {
        self.content.iter().for_each(|block| block.each(see));
    }
}

impl Item {
    #[must_use]
    pub fn new(content: Vec<Block>) -> Self {
        Self { tag: ItemTag::Tag, content }
    }
}

impl Row {
    #[must_use]
    pub fn new(content: Vec<Cell>) -> Self {
        Self { tag: RowTag::Tag, content }
    }
}

impl Cell {
    #[must_use]
    pub fn new(header: bool, attrs: CellAttrs, content: Vec<Block>) -> Self {
        let node = Node { attrs, content };
        if header { Self::TableHeader(node) } else { Self::TableCell(node) }
    }

    #[must_use]
    pub fn is_header(&self) -> bool {
        matches!(self, Self::TableHeader(_))
    }

    #[must_use]
    pub fn node(&self) -> &Node<CellAttrs, Block> {
        match self {
            Self::TableHeader(node) | Self::TableCell(node) => node,
        }
    }

    pub(super) fn node_mut(&mut self) -> &mut Node<CellAttrs, Block> {
        match self {
            Self::TableHeader(node) | Self::TableCell(node) => node,
        }
    }
}

impl Inline {
    #[must_use]
    pub fn text(text: impl Into<String>, marks: Vec<Mark>) -> Self {
        Self::Text { text: text.into(), marks }
    }

    #[must_use]
    pub const fn hard_break() -> Self {
        Self::HardBreak { marks: Vec::new() }
    }
}
