use super::{super::samples, *};
use crate::{
    document::{Labels, Names, Tree, tree::Block},
    vocabulary::{EntryId, KindName, Slug},
};

/// Knows one name for each id that ends in a digit.
struct Cast;

impl Names for Cast {
    fn resolve(&self, _: Option<&str>, key: &str) -> Option<EntryId> {
        let number = key.strip_prefix("entry-")?;
        format!("01990000-0000-7000-8000-00000000000{number}").parse().ok()
    }
}

impl Labels for Cast {
    fn label(&self, id: EntryId) -> Option<(KindName, Slug)> {
        let number = id.to_string().strip_prefix("01990000-0000-7000-8000-00000000000")?.to_owned();
        Some((KindName::new("article"), format!("entry-{number}").parse().ok()?))
    }
}

fn ok(text: &str) -> Tree {
    read(text, &Cast, None).unwrap_or_else(|problems| panic!("{text:?}: {problems}"))
}

fn refusal(text: &str) -> String {
    read(text, &Cast, None).unwrap_err().to_string()
}

#[test]
fn what_is_unknown_is_refused_with_its_line() {
    for (text, expected) in [
        ("a\n\n::marquee{x=\"y\"}", "line 3: the directive \"::marquee\" is unknown"),
        ("a\n\n:::popup\nb\n:::", "line 3: the directive \":::popup\" is unknown"),
        ("a :blink[b]", "line 1: the directive \":blink\" is unknown"),
        ("a\n::cta{ref=\"nobody\"}", "line 2: there is no cta \"nobody\""),
        ("::faqs{refs=\"entry-1, nobody\"}", "line 1: there is no faq \"nobody\""),
        ("[a](galley:article/nobody)", "line 1: there is no article \"nobody\" to link to"),
        ("::cta{ref=\"entry-1\" size=\"9\"}", "takes no \"size\""),
        ("::cta{ref=", "malformed"),
        ("::cta{}", "the ref is missing"),
        ("# a", "line 1: headings have level 2 to 4"),
        ("b\n\n##### a", "line 3: headings have level 2 to 4"),
        ("a\n\n<div>b</div>", "line 3: raw HTML"),
        ("a <b>b</b>", "line 1: raw HTML"),
        ("![a](b.png)", "line 1: the image \"b.png\""),
        ("[a](javascript:alert)", "javascript"),
        ("a\0b", "U+0000"),
        ("::cta{ref=\"entry-1\"}\n---", "line 1: a directive stands on a line of its own"),
        ("*a\n::cta{ref=\"entry-1\"}\nb*", "line 2: a directive stands on a line of its own"),
        (":u[a", "not closed"),
        (":lang[a]", ":lang[…]"),
        ("> ::cta{ref=\"entry-1\"}", "cannot stand"),
    ] {
        let said = refusal(text);
        assert!(said.contains(expected), "{text:?}: {said}");
    }
}

#[test]
fn the_fixture_reads_back() {
    let tree = Tree::from_json(samples::fixture()).unwrap();
    let text = write(&tree, &Cast);
    assert_eq!(read(&text, &Cast, Some(&tree)), Ok(tree), "{text}");
}

#[test]
fn names_are_collected_before_they_are_known() {
    let text = "::cta{ref=\"one\"}\n::faqs{refs=\"two, three\"}\n\n[a](galley:article/four) [b](galley:five)\n\n::buttons{refs=\"one\"}";
    let names: Vec<(Option<String>, String)> = names(text).into_iter().map(|m| (m.kind, m.key)).collect();
    let expect = |kind: Option<&str>, key: &str| (kind.map(str::to_owned), key.to_owned());
    assert_eq!(
        names,
        [
            expect(None, "five"),
            expect(Some("article"), "four"),
            expect(Some("cta"), "one"),
            expect(Some("faq"), "three"),
            expect(Some("faq"), "two"),
        ]
    );
}

#[test]
fn directives_stand_between_lines_of_text() {
    let tree = ok("one\n::cta{ref=\"entry-1\"}\n::embed{url=\"https://x.example/*a*_b_\"}\ntwo\nthree");
    let names: Vec<&str> = tree.content.iter().map(Block::name).collect();
    assert_eq!(names, ["paragraph", "cta", "embed", "paragraph"]);
}

#[test]
fn unchanged_blocks_keep_their_ids_and_anchors() {
    let first = ok("## Warming up\n\none\n\ntwo\n\n## Rest\n\n- a\n- b");
    let Block::Heading(rest) = &first.content[3] else { panic!() };
    let second =
        read("intro\n\n## Warming up well\n\ntwo\n\none and a half\n\n## Rest\n\n- a\n- c\n- b", &Cast, Some(&first))
            .unwrap();
    let id = |tree: &Tree, index: usize| tree.content[index].id().to_owned();
    assert_eq!(id(&second, 2), id(&first, 2));
    assert_eq!(id(&second, 4), id(&first, 3));
    assert_eq!(id(&second, 5), id(&first, 4));
    assert_eq!(id(&second, 1), id(&first, 0));
    let Block::Heading(warm) = &second.content[1] else { panic!() };
    assert_eq!(warm.attrs.anchor.as_ref().map(Slug::as_str), Some("warming-up"));
    let Block::Heading(same) = &second.content[4] else { panic!() };
    assert_eq!(same.attrs.anchor, rest.attrs.anchor);
}

#[test]
fn a_sign_at_an_edge_stays_as_it_was_typed() {
    for text in ["Here is how:", "Here **is how:** so!", "How? *So!*", "**Note:** x", "**A.**", "- **A:** b"] {
        assert_eq!(write(&ok(text), &Cast), text);
    }
    let tight = ok("a :b[b:]c");
    assert_eq!(ok(&write(&tight, &Cast)), tight);
}

#[test]
fn text_that_looks_like_markdown_is_text() {
    for text in [
        "# a",
        "- a",
        "1. a",
        "> a",
        "::cta{x}",
        ":::",
        "a :u[b] c",
        "*a* _b_ `c` ~~d~~",
        "[a](b)",
        "![a](b)",
        "<b>",
        "&amp;",
        "a\\",
        "  a  b  ",
        "a | b\n--- | ---",
        "***",
        "===",
        "\u{a0}",
        "\t",
        "a {#b}",
        "http://a.example/b_c_d",
        "+ a",
        "a\rb",
        "[x]: y",
        "~~~",
        "```",
    ] {
        let tree = Tree::new(vec![Block::paragraph(vec![crate::document::tree::Inline::text(text, vec![])])])
            .settle(None)
            .unwrap();
        let written = write(&tree, &Cast);
        assert_eq!(read(&written, &Cast, None), Ok(tree), "{text:?} was written {written:?}");
    }
}

#[test]
fn hostile_input_ends_in_a_tree_or_a_refusal() {
    for text in [
        ">".repeat(100_000),
        "[".repeat(100_000),
        "[a](".repeat(50_000),
        "- ".repeat(100_000),
        "*a ".repeat(50_000),
        ":u[".repeat(100_000),
        ":u[".repeat(100_000) + &"]".repeat(100_000),
        ":u[a] ".repeat(50_000),
        ":x[a] ".repeat(50_000),
        ":::callout\n".repeat(50_000),
        "> :::callout\n".repeat(40_000),
        "- :::a\n::::b\n:::\n".repeat(20_000),
        "```\n:::p\n```\n:::::b\n:::\n".repeat(20_000),
        "::cta{ref=x}\n".repeat(40_000),
        "## a\n".repeat(15_000),
    ] {
        if let Err(problems) = read(&text, &Cast, None) {
            let known = |code: &str| {
                ["too_large", "too_deep", "unknown_directive", "unknown_reference", "invalid_directive"].contains(&code)
            };
            assert!(problems.0.iter().all(|problem| known(problem.code)), "{problems}");
        }
    }
}

proptest::proptest! {
    #![proptest_config(samples::config())]

    #[test]
    fn a_tree_survives_markdown(tree in samples::trees()) {
        let text = write(&tree, &Cast);
        let back = read(&text, &Cast, None);
        proptest::prop_assert_eq!(bare(back.clone().ok()), bare(Some(tree.clone())), "{}\n{:?}", text, back.err());
    }

    #[test]
    fn ids_survive_with_the_previous_tree(tree in samples::trees()) {
        let text = write(&tree, &Cast);
        proptest::prop_assert_eq!(read(&text, &Cast, Some(&tree)), Ok(tree));
    }

    #[test]
    fn any_text_reads_or_is_refused(text in samples::texts(), more in proptest::string::string_regex("[-*_`#>|:\\[\\](){}\\n a1.]{0,80}").unwrap()) {
        for text in [&text, &more, &format!("{more}{text}{more}")] {
            if let Ok(tree) = read(text, &Cast, None) {
                proptest::prop_assert_eq!(read(&write(&tree, &Cast), &Cast, Some(&tree)), Ok(tree));
            }
        }
    }

    #[test]
    fn a_tree_survives_json(tree in samples::trees()) {
        proptest::prop_assert_eq!(Tree::from_json(tree.to_json()), Ok(tree));
    }

    #[test]
    fn readers_get_no_markup_from_text(tree in samples::trees()) {
        let markdown = write_published(&tree, &samples::Nothing);
        let html = crate::document::html::write(&tree, &samples::Nothing);
        let complaints = read(&markdown, &Cast, None).err().map(|problems| problems.to_string()).unwrap_or_default();
        let found = ["<b>", "</p>", "<!--"].iter().any(|html| complaints.contains(&format!("raw HTML is not taken: {html}")));
        proptest::prop_assert!(!found, "{}: {}", markdown, complaints);
        proptest::prop_assert!(!html.contains("<b>") && !html.contains("<!--"), "{}", html);
    }
}

/// The content without its ids.
fn bare(tree: Option<Tree>) -> Option<Vec<Block>> {
    let mut content = tree?.content;
    content.iter_mut().for_each(crate::document::previous::strip_ids);
    Some(content)
}
