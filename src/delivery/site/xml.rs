//! XML 1.0 in the making. Writing to memory does not fail, and what the standard has no place for is left out.

use std::borrow::Cow;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// An element with what is written within it.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], within: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        within(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element of text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.event(Event::Text(BytesText::new(&allowed(text)))));
    }

    /// How long it is so far, in bytes.
    pub fn length(&mut self) -> usize {
        self.0.get_mut().len()
    }

    /// Takes back what was written since it was so long.
    pub fn take_back(&mut self, length: usize) {
        self.0.get_mut().truncate(length);
    }

    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        if let Err(error) = self.0.write_event(event) {
            tracing::error!(%error, "memory could not be written");
        }
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(value)));
    }
    start
}

/// What XML has a character for (XML 1.0, section 2.2): nearly always all of it.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed =
        |c: &char| !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(|c| is_allowed(&c)) { text.into() } else { text.chars().filter(is_allowed).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_can_be_read() {
        let mut xml = Xml::new();
        xml.element("a", &[("b", "\"<&>'\u{0b}")], |xml| xml.text("c", &[], "]]> & <x>\u{1}\u{ffff}é"));
        let written = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            written,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><a b=\"&quot;&lt;&amp;&gt;&apos;\">\
             <c>]]&gt; &amp; &lt;x&gt;é</c></a>"
        );
    }
}
