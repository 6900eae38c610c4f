//! Words that may stand in few places or in none.

use crate::source::{House, Source};

/// A row of words and marks, and the only files that may hold it.
struct Guarded {
    row: &'static [&'static str],
    only: &'static [&'static str],
}

const fn guarded_word(row: &'static [&'static str], only: &'static [&'static str]) -> Guarded {
    Guarded { row, only }
}

const CLOCK: &[&str] = &["platform/clock.rs"];
const CONFIG: &[&str] = &["config.rs", "config/"];
const DIALECT: &[&str] = &["platform/dialect.rs", "platform/dialect/"];
const HTML: &[&str] = &["platform/html.rs"];

const GUARDED: [Guarded; 19] = [
    guarded_word(&["Utc", ":", ":", "now"], CLOCK),
    guarded_word(&["Local", ":", ":", "now"], CLOCK),
    guarded_word(&["SystemTime", ":", ":", "now"], CLOCK),
    guarded_word(&["OffsetDateTime", ":", ":", "now_utc"], CLOCK),
    guarded_word(&["env", ":", ":", "var"], CONFIG),
    guarded_word(&["env", ":", ":", "var_os"], CONFIG),
    guarded_word(&["env", ":", ":", "vars"], CONFIG),
    guarded_word(&["env", ":", ":", "vars_os"], CONFIG),
    guarded_word(&["PreEscaped"], HTML),
    guarded_word(&["sqlx", ":", ":", "query"], DIALECT),
    guarded_word(&["sqlx", ":", ":", "raw_sql"], DIALECT),
    guarded_word(&["raw_sql", "!"], DIALECT),
    guarded_word(&["Statement", ":", ":"], DIALECT),
    guarded_word(&["execute_unprepared"], DIALECT),
    guarded_word(&["execute_raw"], DIALECT),
    guarded_word(&["query_one_raw"], DIALECT),
    guarded_word(&["query_all_raw"], DIALECT),
    guarded_word(&["Expr", ":", ":", "cust"], DIALECT),
    guarded_word(&["Expr", ":", ":", "cust_with_values"], DIALECT),
];

/// How SQL statements begin in a string.
const SQL: [&str; 13] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE ",
    "ALTER ",
    "DROP ",
    "PRAGMA ",
    "VACUUM",
    "BEGIN ",
    "LISTEN ",
    "NOTIFY ",
    "LOCK TABLE ",
];

/// Clocks, the environment, raw SQL and unescaped HTML each have one file.
pub fn guarded(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &house.files {
        for Guarded { row, only } in GUARDED.iter().filter(|word| !stands_in(file, word.only)) {
            let word = row.concat();
            let places = file.find(row).map(|token| file.at(token, format_args!("{word}: only in {}", only[0])));
            problems.extend(places);
        }
        if !stands_in(file, DIALECT) {
            let sql = file.tokens.iter().filter(|token| {
                token.string().is_some_and(|text| SQL.iter().any(|start| text.trim_start().starts_with(start)))
            });
            problems.extend(sql.map(|token| file.at(token, "SQL: only in platform/dialect.rs")));
        }
    }
    problems
}

fn stands_in(file: &Source, only: &[&str]) -> bool {
    only.iter().any(|place| file.path == *place || place.ends_with('/') && file.path.starts_with(place))
}

/// No `unwrap`, `expect`, `panic!` and their like outside tests.
pub fn panics(house: &House) -> Vec<String> {
    let rows: [&[&str]; 7] = [
        &[".", "unwrap", "("],
        &[".", "unwrap_err", "("],
        &[".", "expect", "("],
        &[".", "expect_err", "("],
        &["panic", "!"],
        &["todo", "!"],
        &["unimplemented", "!"],
    ];
    each(house, &rows)
}

/// `#[expect(…, reason = "…")]` and never `#[allow]`; no `let _ =`, under which a `Result` disappears.
pub fn waivers(house: &House) -> Vec<String> {
    let rows: [&[&str]; 3] = [&["#", "[", "allow"], &["#", "!", "[", "allow"], &["let", "_", "="]];
    let mut problems = each(house, &rows);
    for file in &house.files {
        for (index, window) in file.tokens.windows(3).enumerate() {
            if !(window[0].is("#") && window[1].is("[") && window[2].is("expect")) {
                continue;
            }
            let mut inside = file.tokens[index..].iter().take_while(|token| !token.is("]"));
            if !inside.any(|token| token.is("reason")) {
                problems.push(file.at(&window[0], "#[expect] without a reason"));
            }
        }
    }
    problems
}

fn each(house: &House, rows: &[&[&str]]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &house.files {
        for row in rows {
            problems.extend(file.find(row).map(|token| file.at(token, row.join(" "))));
        }
    }
    problems
}

/// Addresses of our own pages and calls come from `paths`.
pub fn urls(house: &House) -> Vec<String> {
    let sanctioned = ["paths.rs", "paths/", "router.rs", "router/", "ui/assets.rs", "platform/assets.rs"];
    let mut problems = Vec::new();
    for file in house.files.iter().filter(|file| !stands_in(file, &sanctioned)) {
        let ours = |text: &str| ["/admin", "/api/"].iter().any(|start| text.starts_with(start));
        let written = file.tokens.iter().filter(|token| token.string().is_some_and(ours));
        problems.extend(written.map(|token| file.at(token, format_args!("the URL {} belongs in paths", token.text))));
    }
    problems
}

/// A file of more than one line opens with `//!`.
pub fn opening(house: &House) -> Vec<String> {
    let told = |file: &&Source| file.text.starts_with("//!") || file.text.lines().count() < 2;
    let silent = house.files.iter().filter(|file| !told(file));
    silent.map(|file| format!("{}: opens without //!", file.path)).collect()
}

/// Absolute paths of somebody's machine, in code, comments and tests alike.
pub fn host_paths(house: &House) -> Vec<String> {
    let roots = ["home", "root", "tmp", "work", "Users"].map(|root| format!("/{root}/"));
    let mut problems = Vec::new();
    for file in &house.files {
        for (index, line) in file.text.lines().enumerate() {
            let host = roots.iter().any(|root| {
                line.match_indices(root).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    before.is_none_or(|c| !(c.is_alphanumeric() || ".}_-".contains(c)))
                })
            });
            if host {
                problems.push(format!("{}:{}: a path of one machine", file.path, index + 1));
            }
        }
    }
    problems
}

mod tests {
    use super::*;

    fn count(rule: fn(&House) -> Vec<String>, path: &str, text: &str) -> usize {
        rule(&House::of([(path, text)])).len()
    }

    #[test]
    fn a_guarded_word_is_found_and_its_own_file_may_hold_it() {
        for (text, home) in [
            ("fn f() { chrono::Utc::now() }", "platform/clock.rs"),
            ("use std::env; fn f() { env::var(\"X\") }", "config.rs"),
            ("use maud::PreEscaped;", "platform/html.rs"),
            ("fn f() { db.query_all_raw(x) }", "platform/dialect.rs"),
            ("const Q: &str = \"SELECT 1\";", "platform/dialect.rs"),
            ("const Q: &str = r#\" UPDATE x SET y = 1\"#;", "platform/dialect.rs"),
        ] {
            assert_eq!(count(guarded, "content/store.rs", text), 1, "{text}");
            assert_eq!(count(guarded, home, text), 0, "{text}");
        }
        assert_eq!(count(guarded, "x.rs", "/// SELECT 1\nfn f() { g(\"Update the entry\") }"), 0);
    }

    #[test]
    fn a_word_that_panics_is_found_outside_tests() {
        for text in ["x.unwrap()", "x.expect(\"y\")", "panic!(\"x\")", "todo!()", "unimplemented!()"] {
            assert_eq!(count(panics, "x.rs", &format!("fn f() {{ {text} }}")), 1, "{text}");
            assert_eq!(count(panics, "x.rs", &format!("#[cfg(test)] mod tests {{ fn f() {{ {text} }} }}")), 0);
        }
        assert_eq!(count(panics, "x.rs", "#[expect(dead_code, reason = \"y\")] fn f() { x.unwrap_or(\"panic!\") }"), 0);
    }

    #[test]
    fn a_waiver_without_a_reason_is_found() {
        for text in ["#[allow(dead_code)] fn f() {}", "#![allow(dead_code)]", "#[expect(dead_code)] fn f() {}"] {
            assert_eq!(count(waivers, "x.rs", text), 1, "{text}");
        }
        assert_eq!(count(waivers, "x.rs", "fn f() { let _ = g(); }"), 1);
        assert_eq!(count(waivers, "x.rs", "#[expect(dead_code, reason = \"y\")] fn f() { let _guard = g(); }"), 0);
    }

    #[test]
    fn a_url_outside_paths_is_found() {
        let text = "fn f() { redirect(\"/admin/articles\") }";
        assert_eq!(count(urls, "editor/entries.rs", text), 1);
        assert_eq!(count(urls, "paths.rs", text), 0);
        assert_eq!(count(urls, "manage/api.rs", "const A: &str = \"/api/v1\";"), 1);
    }

    #[test]
    fn a_file_without_an_opening_is_found() {
        assert_eq!(count(opening, "x.rs", "// no\nfn f() {}"), 1);
        assert_eq!(count(opening, "x.rs", "//! What it is for.\nfn f() {}"), 0);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let root = ["", "home", "anna", "galley"].join("/");
        assert_eq!(count(host_paths, "x.rs", &format!("// see {root}")), 1);
        assert_eq!(count(host_paths, "x.rs", "const X: &str = \"https://x.example/home/page\";"), 0);
    }
}
