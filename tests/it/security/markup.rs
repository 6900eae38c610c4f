//! Looks into HTML as a browser would: what elements and attributes there are, and whether any of them can do harm.

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that may be there at all.
pub type Allowed = &'static [&'static str];

/// What pages of the panel are made of.
pub const PANEL: Allowed = &[
    "template",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "main",
    "nav",
    "header",
    "footer",
    "section",
    "article",
    "aside",
    "div",
    "span",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "form",
    "fieldset",
    "legend",
    "label",
    "input",
    "textarea",
    "select",
    "option",
    "optgroup",
    "datalist",
    "button",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "time",
    "bdi",
    "code",
    "pre",
    "kbd",
    "strong",
    "em",
    "b",
    "i",
    "s",
    "u",
    "sub",
    "sup",
    "mark",
    "ins",
    "del",
    "small",
    "hr",
    "br",
    "svg",
    "path",
    "circle",
    "blockquote",
    "figure",
    "figcaption",
    "img",
    "dialog",
    "output",
    "progress",
    "meter",
    "search",
    "iframe",
    "base",
    "menu",
    "hgroup",
    "abbr",
    "cite",
    "q",
    "data",
    "wbr",
    "col",
    "colgroup",
];

/// What readers' HTML is made of.
pub const DELIVERED: Allowed = &[
    "html",
    "head",
    "body",
    "div",
    "span",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "code",
    "pre",
    "strong",
    "em",
    "s",
    "u",
    "sub",
    "sup",
    "mark",
    "hr",
    "br",
    "blockquote",
    "figure",
    "figcaption",
    "aside",
    "section",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "img",
    "input",
    "cite",
    "q",
    "abbr",
    "kbd",
    "small",
    "b",
    "i",
    "del",
    "ins",
    "article",
    "form",
    "label",
    "button",
    "footer",
    "header",
    "address",
];

/// Attributes that hold addresses.
const ADDRESSES: [&str; 12] = [
    "href",
    "src",
    "action",
    "formaction",
    "cite",
    "poster",
    "data",
    "srcset",
    "background",
    "ping",
    "xlink:href",
    "manifest",
];

/// One element.
#[derive(Debug, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All text in it.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

pub fn parse(html: &str) -> RcDom {
    parse_document(RcDom::default(), ParseOpts::default()).one(html)
}

/// All elements, in their order; those of templates too.
pub fn elements(dom: &RcDom) -> Vec<Element> {
    let mut all = Vec::new();
    walk(&dom.document, &mut all);
    all
}

fn walk(node: &Handle, all: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, template_contents, .. } = &node.data {
        let attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        let mut text = String::new();
        text_of(node, &mut text);
        all.push(Element { name: name.local.to_string(), attributes, text });
        if let Some(contents) = template_contents.borrow().as_ref() {
            walk(contents, all);
        }
    }
    node.children.borrow().iter().for_each(|child| walk(child, all));
}

fn text_of(node: &Handle, text: &mut String) {
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    node.children.borrow().iter().for_each(|child| text_of(child, text));
}

/// Everything in a page that could do harm.
pub fn dangers(dom: &RcDom, allowed: Allowed) -> Vec<String> {
    elements(dom).iter().flat_map(|element| dangers_of(element, allowed)).collect()
}

fn dangers_of(element: &Element, allowed: Allowed) -> Vec<String> {
    let mut dangers = Vec::new();
    let name = element.name.as_str();
    if !allowed.contains(&name) {
        dangers.push(format!("<{name}>"));
    }
    let own =
        |attribute: &str| element.attribute(attribute).is_some_and(|address| address.starts_with("/admin/assets/"));
    if name == "script" && (!own("src") || !element.text.trim().is_empty()) || name == "link" && !own("href") {
        dangers.push(format!("{element:?}"));
    }
    if name == "meta" && element.attribute("http-equiv").is_some() {
        dangers.push(format!("{element:?}"));
    }
    // Links of a framed page may open elsewhere; where they lead is nobody's to move.
    if name == "base" && element.attribute("href").is_some() {
        dangers.push(format!("{element:?}"));
    }
    // A frame of ours shows a page of ours, in a sandbox.
    let framed = element.attribute("src").is_some_and(|address| address.starts_with("/admin/"));
    if name == "iframe" && !framed {
        dangers.push(format!("{element:?}"));
    }
    for (attribute, value) in &element.attributes {
        let value = value.to_ascii_lowercase();
        let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let runs = ["javascript:", "vbscript:", "data:", "blob:", "file:", "//"]
            .iter()
            .any(|scheme| plain.starts_with(scheme));
        let is_address = ADDRESSES.contains(&attribute.as_str());
        if attribute.starts_with("on") || ["style", "srcdoc"].contains(&attribute.as_str()) || is_address && runs {
            dangers.push(format!("{name} {attribute}={value}"));
        }
    }
    dangers
}

#[test]
fn what_could_do_harm_is_found() {
    for bad in [
        "<script>x</script>",
        "<script src=\"https://evil.example/x.js\"></script>",
        "<p onclick=x>",
        "<a href=\" java\tscript:x\">",
        "<p style=\"x\">",
        "<iframe srcdoc=x>",
        "<template><p onclick=x></template>",
        "<svg><script>x</script></svg>",
        "<pwn>",
        "<base href=x>",
        "<meta http-equiv=refresh>",
        "<a href=//evil.example>",
        "<form action=javascript:x>",
    ] {
        assert!(!dangers(&parse(bad), PANEL).is_empty(), "{bad}");
    }
    let good = "<p>javascript: &lt;script&gt;</p><textarea><script></textarea><a href=\"/admin\">onclick=x</a>";
    assert_eq!(dangers(&parse(good), PANEL), Vec::<String>::new());
}
