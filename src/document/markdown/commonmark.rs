//! CommonMark's own examples: each is read without losing text, or refused by name.
//!
//! The examples come with a Markdown parser's package from the registry; nothing of them is kept here.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    document::{Names, paste, text},
    vocabulary::EntryId,
};

struct Nobody;

impl Names for Nobody {
    fn resolve(&self, _: Option<&str>, _: &str) -> Option<EntryId> {
        None
    }
}

/// The package's tests, where cargo unpacked it.
fn file() -> String {
    let cargo = || Command::new(env!("CARGO"));
    let about = String::from_utf8(cargo().arg("-vV").output().unwrap().stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What other platforms need was never fetched.
    let output = cargo()
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--locked",
            "--filter-platform",
            host,
            "--manifest-path",
        ])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    fs::read_to_string(manifest.with_file_name("tests").join("suite").join("spec.rs")).unwrap()
}

/// Input and expected HTML of every example.
fn examples(file: &str) -> Vec<(&str, &str)> {
    let mut raw = file.split("r##\"").skip(1).map(|text| text.split_once("\"##;").unwrap().0);
    std::iter::from_fn(|| Some((raw.next()?, raw.next()?))).collect()
}

/// All that is no white space.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_example_is_read_without_loss_or_refused_by_name() {
    const REASONS: [&str; 6] =
        ["unsupported", "invalid_level", "invalid_url", "invalid_directive", "invalid_character", "unknown_directive"];
    let file = file();
    let examples = examples(&file);
    assert!(examples.len() > 600, "{} examples", examples.len());
    let (mut read, mut wrong) = (0, Vec::new());
    for (markdown, html) in examples {
        match super::read(markdown, &Nobody, None) {
            Ok(tree) => {
                read += 1;
                let expected = paste::text(html);
                let (found, expected) = (letters(&text::own(&tree)), letters(&expected));
                if found != expected {
                    wrong.push(format!("{markdown:?}: {found:?}, not {expected:?}"));
                }
            }
            Err(problems) => {
                let odd = problems.0.iter().filter(|problem| !REASONS.contains(&problem.code));
                wrong.extend(odd.map(|problem| format!("{markdown:?}: {problem:?}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read > 350, "{read} examples were read");
}
