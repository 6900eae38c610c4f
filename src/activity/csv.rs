//! Rows for spreadsheets (RFC 4180), in which no cell is a formula.
//!
//! Whoever can choose a title or a name could else make the spreadsheet of whoever opens the file do things
//! (OWASP, "CSV Injection").

use std::fmt::Write as _;

/// So that spreadsheets read what follows as UTF-8.
pub const MARK: &str = "\u{feff}";

/// What makes a spreadsheet calculate a cell; the last four are the same signs in full width.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A row: each cell in quotes, ended by CRLF.
pub fn row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, text) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, text: &str) {
    out.push('"');
    // Spreadsheets may overlook blanks before the sign.
    if text.starts_with(FORMULA) || text.trim_start().starts_with(FORMULA) {
        out.push('\'');
    }
    for character in text.chars() {
        match character {
            '"' => out.push_str("\"\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string does not fail.
                write!(out, "\\u{{{:x}}}", u32::from(control)).unwrap_or_default();
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut out = String::new();
        row(&mut out, cells.iter().copied());
        out
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\n=1",
            "\u{a0}=1",
            "＝1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"https://evil.example\")",
        ] {
            let line = written(&[text]);
            assert!(line.starts_with("\"'"), "{text:?}: {line}");
        }
        assert_eq!(written(&["a=1", "1-1", "'=1", ""]), "\"a=1\",\"1-1\",\"'=1\",\"\"\r\n");
    }

    #[test]
    fn a_cell_never_ends_early_and_a_row_is_one_line() {
        let line = written(&["a\",\"=1", "two\r\nlines", "bell\u{7}\u{1b}[0m\u{85}", "a;b,c"]);
        assert_eq!(line, "\"a\"\",\"\"=1\",\"two\\r\\nlines\",\"bell\\u{7}\\u{1b}[0m\\u{85}\",\"a;b,c\"\r\n");
    }
}
