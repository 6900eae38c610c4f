use serde_json::{Value as Json, json};

use super::*;
use crate::{
    document::{
        Labels, html,
        samples::{self, Nothing},
    },
    vocabulary::{EntryId, KindName, Slug},
};

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

fn ok(html: &str) -> (Vec<Json>, Vec<String>) {
    let (tree, lost) = read(html, &Cast, None).unwrap_or_else(|problems| panic!("{html:?}: {problems}"));
    let Json::Array(blocks) = tree.to_json()["content"].take() else { panic!() };
    (blocks, lost)
}

fn text(html: &str) -> String {
    let (tree, _) = read(html, &Cast, None).unwrap();
    crate::document::text::own(&tree)
}

#[test]
fn what_is_out_of_bounds_is_refused() {
    let refusal = |html: &str| read(html, &Cast, None).unwrap_err().0[0].code;
    assert_eq!(refusal(&"a".repeat(1_000_001)), "too_large");
    assert_eq!(refusal(&"<b>".repeat(100)), "too_deep");
    assert_eq!(refusal(&"<b><p></b>".repeat(100).replace("<p>", "<div>")), "too_deep");
    assert_eq!(refusal(&"<table><tr><td></div>".repeat(100)), "too_deep");
    assert_eq!(refusal(&"<blockquote>".repeat(20)), "too_deep");
    assert_eq!(refusal(&"<p>a".repeat(15_001)), "too_large");
    assert_eq!(refusal("<div data-cta=nobody></div>"), "unknown_reference");
    assert_eq!(refusal("<a href='galley:article/nobody'>x</a>"), "unknown_reference");
    assert_eq!(refusal("<p data-id='a b'>x</p>"), "invalid_id");
}

#[test]
fn hostile_input_ends_in_a_tree_or_a_refusal() {
    let attrs: String = (0..100_000).map(|n| format!(" a{n}")).collect();
    for html in [
        format!("<p{attrs}>x</p>"),
        format!("<p {}>x</p>", "lang=en ".repeat(100_000)),
        "<".repeat(1_000_000),
        "</".repeat(500_000),
        "<!--".repeat(250_000),
        "<svg>".repeat(200_000),
        "<svg><p>".repeat(100_000),
        "<math><mi><svg><desc>".repeat(40_000),
        "<a href=x>".repeat(100_000),
        "<b id=1><div></b>".repeat(50_000),
        "<table>".repeat(100_000),
        "<table><b>x".repeat(100_000),
        "&".repeat(1_000_000),
        ">".repeat(1_000_000),
        "\u{a0}".repeat(500_000),
        "&lt;".repeat(250_000),
        "&#1077;".repeat(40_000),
        "<li>".repeat(14_000),
        "<td>".repeat(14_000),
        "<table>".to_owned() + &"<p>x".repeat(14_000),
        "<span>".repeat(160_000),
        "<a b='".repeat(100_000),
        "\u{feff}\0".repeat(200_000),
    ] {
        let result = read(&html, &Cast, None);
        if let Err(problems) = result {
            assert!(problems.0.iter().all(|problem| ["too_large", "too_deep"].contains(&problem.code)), "{problems}");
        }
    }
}

#[test]
fn nothing_of_a_script_is_kept() {
    for html in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<p style=\"background:url(javascript:alert(1))\" onclick=alert(1)>x</p>",
        "<math><a xlink:href=\"javascript:alert(1)\">x</a></math>",
        "<div data-embed=\"javascript:alert(1)\"></div>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<style><!--</style><img src=x onerror=alert(1)>-->",
        "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
    ] {
        let Ok((tree, _)) = read(html, &Cast, None) else { continue };
        let out = html::write(&tree, &Nothing);
        assert!(!out.contains("alert"), "{html} became {out}");
    }
}

#[test]
fn word_processors_are_understood() {
    let docs = "<meta charset=utf-8><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><h1 dir=ltr><span style=\"font-size:20pt\">Pain</span></h1>\
        <p>One <b>two</b><br></p><br><ul><li><p>a</p></li><ul><li><p>b</p></li></ul></ul></b>";
    let (blocks, lost) = ok(docs);
    assert_eq!(blocks[0]["attrs"]["level"], 2);
    assert_eq!(
        blocks[1]["content"],
        json!([{ "type": "text", "text": "One " }, { "type": "text", "text": "two", "marks": [{ "type": "bold" }] }])
    );
    let list = blocks.last().unwrap();
    assert_eq!(list["content"][0]["content"][1]["type"], "bulletList");
    let (word, _) = ok("<p><b style='mso-bidi-font-weight:normal'>Bold</b></p>");
    assert_eq!(word[0]["content"][0]["marks"], json!([{ "type": "bold" }]));
    assert_eq!(lost, ["the level of an <h1>, which became a heading of level 2"]);
}

#[test]
fn what_cannot_be_kept_is_reported() {
    let (_, lost) = ok(
        "<p>a<mark>b</mark></p><iframe src=x></iframe><img src=\"a.png\" alt=\"A dog\"><a href=\"ftp://x.org\">c</a>",
    );
    assert_eq!(
        lost,
        [
            "<iframe> and what was in it",
            "<mark> (its text is kept)",
            "the image a.png (\"A dog\"): upload it and insert it again",
        ]
    );
    assert_eq!(text("<p>a<mark>b</mark></p>"), "ab");
}

#[test]
fn structure_is_kept() {
    let (blocks, _) = ok(
        "<section><h3 id=why>Why?</h3>text<table><caption>Times</caption><tr><th colspan=2>A<td>B</table>\
        <ol start=4><li>x</ol><pre><code class=\"language-rust\">let a;\n</code></pre><p lang=de>Hallo <a href='//x.org' rel='sponsored'>x</a></p></section>",
    );
    let types: Vec<&str> = blocks.iter().map(|block| block["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["heading", "paragraph", "paragraph", "table", "orderedList", "codeBlock", "paragraph"]);
    assert_eq!(blocks[0]["attrs"]["anchor"], "why");
    assert_eq!(blocks[3]["content"][0]["content"][0]["attrs"]["colspan"], 2);
    assert_eq!(blocks[4]["attrs"]["start"], 4);
    assert_eq!(blocks[5]["content"][0]["text"], "let a;");
    assert_eq!(blocks[6]["content"][0]["marks"][0]["attrs"]["lang"], "de");
    let link = &blocks[6]["content"][1]["marks"][0]["attrs"];
    assert_eq!((&link["href"], &link["sponsored"]), (&json!("https://x.org"), &json!(true)));
}

#[test]
fn the_fixture_survives_html() {
    let tree = Tree::from_json(samples::fixture()).unwrap();
    let html = html::write_authoring(&tree, &Cast);
    assert_eq!(read(&html, &Cast, None), Ok((tree, Vec::new())), "{html}");
}

proptest::proptest! {
    #![proptest_config(samples::config())]

    #[test]
    fn a_tree_survives_html(tree in samples::trees()) {
        let html = html::write_authoring(&tree, &Cast);
        proptest::prop_assert_eq!(read(&html, &Cast, None), Ok((tree, Vec::new())), "{}", html);
    }

    #[test]
    fn any_html_is_a_tree_or_a_refusal(parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..40)) {
        let html = parts.concat();
        if let Ok((tree, _)) = read(&html, &Cast, None) {
            let out = html::write(&tree, &Nothing);
            proptest::prop_assert!(!out.contains("onclick") && !out.contains("<script"), "{}", out);
            let back = html::write_authoring(&tree, &Cast);
            proptest::prop_assert_eq!(read(&back, &Cast, None), Ok((tree, Vec::new())), "{}", back);
        }
    }
}

const PARTS: [&str; 48] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a href=/x onclick=y()>",
    "</a>",
    "<ul>",
    "<ol start=3>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td colspan=2>",
    "<th>",
    "</table>",
    "<caption>",
    "<h1>",
    "<h2 id=a>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<br>",
    "<hr>",
    "<img src=x>",
    "<img data-media=01990000-0000-7000-8000-0000000000aa alt=''>",
    "<span lang=de>",
    "</span>",
    "<script>",
    "</script>",
    "<!-- ",
    "-->",
    "text",
    " ",
    "\n",
    "&lt;b&gt;",
    "&#0;",
    "&#13;",
    "<aside data-callout=tip>",
    "</aside>",
    "<blockquote>",
    "</blockquote>",
    "<div data-cta=entry-1>",
    "<svg>",
    "\u{feff}",
];
