//! Tree → HTML, in two forms: semantic and safe for readers, and without loss for authors.
//!
//! Both are made of typed parts with every text escaped. The readers' form passes ammonia as a last gate, which
//! changes nothing unless this room has a hole.

mod authoring;
mod compared;
mod gate;
mod inline;
mod read_only;

pub use authoring::write_authoring;
pub use compared::{Told, compare};
pub use gate::abroad;
pub use read_only::write;

/// Escapes a text for an element or a quoted attribute.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A bare one would become a line feed.
            '\r' => out.push_str("&#13;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}

/// Writes ` name="value"`.
fn attr(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}
