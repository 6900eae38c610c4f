//! What this room's tests share: the fixture with every node and mark, and arbitrary trees.

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value as Json;

use super::{
    Tree,
    tree::{
        Block, ButtonRowAttrs, CalloutAttrs, CalloutKind, Cell, CellAttrs, CodeAttrs, CtaAttrs, EmbedAttrs, FaqsAttrs,
        HeadingAttrs, ImageAttrs, Item, LanguageAttrs, Leaf, LinkAttrs, Mark, Node, OrderedAttrs, Plain, Row,
    },
};
use crate::vocabulary::{Document, Embeds, EntryId, Inline, KindName, LinkTarget, Slug};

/// The document that the editor's tests read too.
pub fn fixture() -> Json {
    serde_json::from_str(include_str!("../../tests/fixtures/doc.json")).unwrap()
}

/// Every entry of the fixture, live.
pub struct Live {
    document: Document,
}

impl Default for Live {
    fn default() -> Self {
        let inline = Inline { html: "<p>Book</p>".into(), markdown: "**Book**".into(), text: "Book".into() };
        Self { document: Document::new([("label", "Book".into())], inline) }
    }
}

impl Embeds for Live {
    fn embed(&self, _: EntryId) -> Option<&Document> {
        Some(&self.document)
    }

    fn link(&self, id: EntryId) -> Option<LinkTarget> {
        let slug: Slug = format!("entry-{}", id.0.as_u128() % 16).parse().ok()?;
        let path = format!("/articles/{slug}");
        Some(LinkTarget { kind: KindName::new("article"), slug, title: "An entry".into(), path })
    }
}

/// Nothing is live.
pub struct Nothing;

impl Embeds for Nothing {
    fn embed(&self, _: EntryId) -> Option<&Document> {
        None
    }

    fn link(&self, _: EntryId) -> Option<LinkTarget> {
        None
    }
}

/// Failures are told, not written into the source tree.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Any tree that the schema allows, settled.
pub fn trees() -> impl Strategy<Value = Tree> {
    vec(prop_oneof![4 => flow(), 1 => with_entries()], 0..6)
        .prop_map(|content| Tree::new(content).settle(None).unwrap_or_else(|problems| panic!("{problems}")))
}

/// Text that tempts every reader: signs, spaces, controls, other scripts.
pub fn texts() -> impl Strategy<Value = String> {
    const TEMPTING: [&str; 44] = [
        "word",
        "Zwei",
        "三",
        "é",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "\u{a0}",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\u{1}",
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "{#a}",
        "<b>",
        "</p>",
        "<!--",
        "&amp;",
        "&",
        "\\",
        "~~",
        "|",
        ":u[",
        "::cta{",
        ":::",
        "- ",
        "1. ",
        "# ",
        "> ",
        "---",
        "===",
        "{nofollow}",
        "![",
        "\u{10ffff}",
    ];
    prop_oneof![
        6 => vec(select(&TEMPTING[..]), 1..6).prop_map(|parts| parts.concat()),
        2 => "[a-z ]{1,12}",
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

fn ids() -> impl Strategy<Value = EntryId> {
    any::<u128>().prop_map(|n| EntryId(uuid::Uuid::from_u128(n)))
}

fn urls() -> impl Strategy<Value = String> {
    select(
        &[
            "https://example.org/a?b=c&d=e#f",
            "http://example.org/(a)_b*c",
            "mailto:a@example.org",
            "tel:+49301",
            "/a/b",
            "#top",
            "",
            "/a;b&amp;c",
            "https://example.org/ä<b>\"",
            "a\\b",
            "?q=[x]|y",
            "/a`b",
            "/a\u{200b}",
        ][..],
    )
    .prop_filter("an address the schema takes", |url| super::schema::check_url(url).is_ok())
    .prop_map(str::to_owned)
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let link =
        (prop_oneof![urls().prop_map(Ok), ids().prop_map(Err)], option::of(texts()), any::<bool>(), any::<bool>());
    let link = link.prop_map(|(to, title, nofollow, sponsored)| {
        let (href, entry) = to.map_or_else(|id| (None, Some(id)), |url| (Some(url), None));
        Mark::Link { attrs: LinkAttrs { href, entry, title, nofollow, sponsored } }
    });
    let language =
        select(&["de", "fr-CA"][..]).prop_map(|l| Mark::Language { attrs: LanguageAttrs { lang: l.parse().unwrap() } });
    let plain = vec(
        select(vec![
            Mark::Bold {},
            Mark::Italic {},
            Mark::Underline {},
            Mark::Strike {},
            Mark::Subscript {},
            Mark::Superscript {},
            Mark::Code {},
        ]),
        0..3,
    );
    (plain, option::weighted(0.2, link), option::weighted(0.1, language))
        .prop_map(|(plain, link, language)| plain.into_iter().chain(link).chain(language).collect())
}

fn lines() -> impl Strategy<Value = Vec<super::tree::Inline>> {
    use super::tree::Inline as Run;
    let run = prop_oneof![
        8 => (texts(), marks()).prop_map(|(text, marks)| Run::text(text, marks)),
        1 => Just(Run::hard_break()),
    ];
    vec(run, 0..6)
}

fn plain() -> Plain {
    Plain::default()
}

fn leaves() -> impl Strategy<Value = Block> {
    let heading =
        (2..=4u8, lines(), option::weighted(0.2, "[a-z]{1,5}(-[0-9])?")).prop_map(|(level, content, anchor)| {
            let attrs = HeadingAttrs { id: String::new(), level, anchor: anchor.and_then(|a| a.parse().ok()) };
            Block::Heading(Node { attrs, content })
        });
    let code = (option::of(select(&["rust", "c++", "F#"][..])), texts()).prop_map(|(language, text)| {
        let attrs = CodeAttrs { id: String::new(), language: language.map(str::to_owned) };
        Block::CodeBlock(Node { attrs, content: vec![super::tree::Inline::text(text, vec![])] })
    });
    let image = (any::<u128>(), option::of(texts()), any::<bool>(), option::of(texts()), option::of(1..=10_000u32));
    let image = image.prop_map(|(media, alt, decorative, caption, width)| {
        let decorative = decorative && alt.is_none();
        let media = uuid::Uuid::from_u128(media);
        Block::Image(Leaf { attrs: ImageAttrs { id: String::new(), media, alt, decorative, caption, width } })
    });
    let embed = urls().prop_map(|url| {
        let url = if url.starts_with("http") { url } else { "https://video.example/\\\"x".into() };
        Block::Embed(Leaf { attrs: EmbedAttrs { id: String::new(), url } })
    });
    prop_oneof![
        6 => lines().prop_map(Block::paragraph),
        2 => heading,
        1 => code,
        1 => image,
        1 => embed,
        1 => Just(Block::HorizontalRule(Leaf { attrs: plain() })),
    ]
}

fn flow() -> impl Strategy<Value = Block> {
    leaves().prop_recursive(3, 24, 4, |inner| {
        let items = || vec(vec(inner.clone(), 0..4).prop_map(Item::new), 1..4);
        let kind = select(vec![CalloutKind::Info, CalloutKind::Tip, CalloutKind::Warning]);
        let callout = (kind, vec(inner.clone(), 0..4)).prop_map(|(kind, content)| {
            Block::Callout(Node { attrs: CalloutAttrs { id: String::new(), kind }, content })
        });
        prop_oneof![
            3 => items().prop_map(|content| Block::BulletList(Node { attrs: plain(), content })),
            2 => (prop_oneof![Just(1u32), 0..=super::schema::MAX_START], items()).prop_map(|(start, content)| {
                Block::OrderedList(Node { attrs: OrderedAttrs { id: String::new(), start }, content })
            }),
            2 => vec(inner.clone(), 0..4).prop_map(|content| Block::Blockquote(Node { attrs: plain(), content })),
            2 => callout,
            2 => tables(),
        ]
        .prop_filter("no table within a table", |block| {
            !matches!(block, Block::Table(_))
                || block.inner().iter().all(|b| !b.iter().any(|b| matches!(b, Block::Table(_))))
        })
    })
}

fn tables() -> impl Strategy<Value = Block> {
    let rich = (any::<bool>(), 1..=3u32, 1..=2u32, vec(leaves(), 0..3))
        .prop_map(|(header, colspan, rowspan, content)| Cell::new(header, CellAttrs { colspan, rowspan }, content));
    let rich = vec(vec(rich, 1..4).prop_map(Row::new), 1..3);
    let simple = (1..4usize, 1..4usize).prop_flat_map(|(width, height)| {
        vec(vec(lines(), width), height).prop_map(|rows| {
            let row = |(index, cells): (usize, Vec<Vec<super::tree::Inline>>)| {
                let cell = |line| Cell::new(index == 0, CellAttrs::default(), vec![Block::paragraph(line)]);
                Row::new(cells.into_iter().map(cell).collect())
            };
            rows.into_iter().enumerate().map(row).collect()
        })
    });
    prop_oneof![simple, rich].prop_map(|content: Vec<Row>| Block::Table(Node { attrs: plain(), content }))
}

fn with_entries() -> impl Strategy<Value = Block> {
    let faqs = (option::of(texts()), vec(ids(), 0..4)).prop_map(|(heading, refs)| {
        Block::Faqs(Leaf { attrs: FaqsAttrs { id: String::new(), heading, anchor: None, refs } })
    });
    prop_oneof![
        ids().prop_map(|entry| Block::Cta(Leaf { attrs: CtaAttrs { id: String::new(), entry } })),
        faqs,
        vec(ids(), 0..3).prop_map(|refs| Block::ButtonRow(Leaf { attrs: ButtonRowAttrs { id: String::new(), refs } })),
    ]
}
