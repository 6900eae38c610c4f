//! Text that would like to be more: made here from schemes, handlers, elements and the ways of writing each badly.

const SCHEMES: [&str; 10] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "//evil.example/x",
];

const HANDLERS: [&str; 8] =
    ["onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "OnPointerEnter"];

const ELEMENTS: [&str; 22] = [
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "template",
    "base",
    "form",
    "input",
    "img",
    "video",
    "details",
    "marquee",
    "link",
    "meta",
    "noscript",
    "xmp",
    "plaintext",
    "pwn-ed",
    "select",
];

/// What no generator thinks of: half-open, doubly open, and parsers that disagree.
const MALFORMED: [&str; 24] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "' onfocus=alert(1) autofocus x='",
    "\" onfocus=alert(1) autofocus x=\"",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<a href=\"javascript:alert(1)\" ping=\"//evil.example\">x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &amp;lt;script&amp;gt;",
    "\u{202e}<script>alert(1)</script>\u{202c}",
    "<\u{0}script>alert(1)</script>",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 1 %>",
    "<table><td><form action=javascript:alert(1)><button>x",
];

/// As HTML and as the Markdown that could turn into it. None holds what every field refuses.
pub fn payloads() -> Vec<String> {
    let mut all: Vec<String> = MALFORMED.iter().map(|text| text.replace('\0', "")).collect();
    for (index, element) in ELEMENTS.iter().enumerate() {
        let handler = HANDLERS[index % HANDLERS.len()];
        all.push(format!("<{element} {handler}=alert(1) src=x href=x autofocus open style=\"x:y\">z</{element}>"));
    }
    for (index, scheme) in SCHEMES.iter().enumerate() {
        all.push(format!("[click]({scheme}) ![x]({scheme}) <{scheme}>"));
        all.push(format!("[ref][{index}]\n\n[{index}]: {scheme}"));
        all.push(format!(
            "<a href=\"{scheme}\">x</a><form action=\"{scheme}\"><button formaction=\"{scheme}\">y</button>"
        ));
    }
    all.push("```html\n<script>alert(1)</script>\n```".to_owned());
    all.push("::cta{ref=\"\\\"><script>alert(1)</script>\"}".to_owned());
    all.push(":::callout{kind=\"info\\\" onclick=alert(1)\"}\n<script>alert(1)</script>\n:::".to_owned());
    all.push("| <script>alert(1)</script> | b |\n| --- | --- |\n| <img src=x onerror=alert(1)> | `</code><svg onload=alert(1)>` |".to_owned());
    all.push("> ".repeat(40) + "<img src=x onerror=alert(1)>");
    all
}

/// The same as one line, for fields that have one.
pub fn line(payload: &str) -> String {
    payload.replace(['\n', '\r', '\t', '\u{1}'], " ").chars().take(180).collect()
}
