//! The part of a text's HTML that stands below one heading. Pure.
//!
//! The HTML is our own and well formed (`document::html`), so that tags are counted and not understood.

/// What stands below the heading of this anchor, up to the next heading that stands as high; `None` when there is no such
/// heading.
pub fn below<'h>(html: &'h str, anchor: &str) -> Option<&'h str> {
    let mark = format!(" id=\"{anchor}\"");
    let mut tags = Tags { html, at: 0 };
    let heading = tags.by_ref().find(|tag| is_heading(tag.name) && !tag.closes && tag.text.contains(&mark))?;
    let start = tags.by_ref().find(|tag| tag.closes && tag.name == heading.name)?.end;
    let mut depth = 0_usize;
    for tag in tags {
        let ends = !tag.closes && (is_heading(tag.name) || tag.name == "section");
        if depth == 0 && (ends || tag.closes) {
            return html.get(start..tag.start);
        }
        match (tag.closes, is_void(tag.name)) {
            (_, true) => {}
            (true, false) => depth -= 1,
            (false, false) => depth += 1,
        }
    }
    html.get(start..)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h2" | "h3" | "h4")
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "source" | "wbr" | "col")
}

struct Tags<'h> {
    html: &'h str,
    at: usize,
}

struct Tag<'h> {
    name: &'h str,
    text: &'h str,
    closes: bool,
    start: usize,
    end: usize,
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        let start = self.at + self.html.get(self.at..)?.find('<')?;
        let rest = self.html.get(start..)?;
        let mut quoted = false;
        let length = rest.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b'>' && !quoted
        })?;
        let end = start + length + 1;
        self.at = end;
        let text = self.html.get(start..end)?;
        let name = text.trim_start_matches(['<', '/']);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        Some(Tag { name: name.get(..length)?, text, closes: text.starts_with("</"), start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_ends_where_the_next_heading_begins() {
        let html = "<p>x</p><h2 id=\"a\">A <b>b</b></h2><p title=\"<h2>\">one<br></p><ul><li><p>two</p></li></ul>\
                    <h3 id=\"b\">B</h3><hr><p>three</p><section class=\"faqs\"><h2 id=\"q\">Q</h2><p>four</p></section>";
        assert_eq!(below(html, "a"), Some("<p title=\"<h2>\">one<br></p><ul><li><p>two</p></li></ul>"));
        assert_eq!(below(html, "b"), Some("<hr><p>three</p>"));
        assert_eq!(below(html, "q"), Some("<p>four</p>"));
        assert_eq!(below(html, "c"), None);
        assert_eq!(below("<h2 id=\"a\">torn", "a"), None);
        assert_eq!(below("<h2 id=\"a\"></h2>", "a"), Some(""));
    }
}
