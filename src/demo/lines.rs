//! From the TOML files to batch lines. Knows the files and their shape; what a field means is the kinds' business.

use serde::Deserialize;
use serde_json::{Value as Json, json};

/// A file of sample content: the kind of its entries, its name for messages, its text.
struct Source {
    kind: &'static str,
    file: &'static str,
    text: &'static str,
}

macro_rules! sources {
    ($($kind:literal: $file:literal),+ $(,)?) => {
        [$(Source { kind: $kind, file: $file, text: include_str!(concat!("content/", $file)) }),+]
    };
}

/// Referred-to kinds first, so that the lines also read well one by one.
const SOURCES: [Source; 11] = sources![
    "category": "categories.toml",
    "tag": "tags.toml",
    "author": "authors.toml",
    "cta": "ctas.toml",
    "faq": "faqs.toml",
    "article": "articles/lower-back-pain-after-running.toml",
    "article": "articles/neck-pain-at-your-desk.toml",
    "article": "articles/runners-knee-first-six-weeks.toml",
    "article": "articles/return-to-running-after-a-break.toml",
    "article": "articles/sciatica-or-hamstring.toml",
    "article": "articles/your-first-physiotherapy-visit.toml",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    slug: String,
    content: Json,
}

/// A file of sample content that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the sample content in {file} cannot be read: {source}")]
pub struct DemoError {
    file: &'static str,
    source: toml::de::Error,
}

/// The sample content as lines of a management batch, all of them to be published. The `externalId` of each is
/// `demo:<kind>/<slug>`, so that loading twice changes nothing.
///
/// # Errors
/// [`DemoError`] names the first file that is not TOML of the expected shape.
pub fn lines() -> Result<Vec<Json>, DemoError> {
    let mut lines = Vec::new();
    for source in &SOURCES {
        let file: File = toml::from_str(source.text).map_err(|error| DemoError { file: source.file, source: error })?;
        lines.extend(file.entry.into_iter().map(|entry| line(source.kind, entry)));
    }
    Ok(lines)
}

fn line(kind: &str, Entry { slug, content }: Entry) -> Json {
    json!({
        "externalId": format!("demo:{kind}/{slug}"),
        "kind": kind,
        "locale": "en",
        "slug": slug,
        "content": content,
        "publish": true,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::vocabulary::Slug;

    /// The names of each kind's fields.
    const FIELDS: [(&str, &str); 6] = [
        ("article", "title standfirst body cover authors reviewedBy reviewedOn category tags related seo schemaType"),
        ("faq", "question shortAnswer answer topic tags owner reviewBy"),
        ("cta", "name kind heading text label target style image newsletter validFrom validUntil"),
        ("author", "name role credentials bio photo links"),
        ("category", "name description parent"),
        ("tag", "name description"),
    ];

    fn text<'a>(line: &'a Json, pointer: &str) -> &'a str {
        line.pointer(pointer).and_then(Json::as_str).unwrap_or_else(|| panic!("{pointer} in {line}"))
    }

    fn of_kind<'a>(lines: &'a [Json], kind: &str) -> Vec<&'a Json> {
        lines.iter().filter(|line| line["kind"] == kind).collect()
    }

    fn keys(lines: &[Json]) -> BTreeSet<(String, String)> {
        lines.iter().map(|line| (text(line, "/kind").to_owned(), text(line, "/slug").to_owned())).collect()
    }

    /// The values of `attribute="…"` in the Markdown's lines that begin with `directive`.
    fn attributes<'a>(markdown: &'a str, directive: &str, attribute: &str) -> Vec<&'a str> {
        let opening = format!("{attribute}=\"");
        markdown
            .lines()
            .filter(|line| line.starts_with(directive))
            .map(|line| {
                let (_, rest) = line.split_once(&opening).unwrap_or_else(|| panic!("{opening} in {line}"));
                rest.split('"').next().unwrap()
            })
            .collect()
    }

    fn shown_faqs(article: &Json) -> Vec<&str> {
        let refs = attributes(text(article, "/content/body/markdown"), "::faqs", "refs");
        refs.into_iter().flat_map(|list| list.split(", ")).collect()
    }

    /// Every reference of a line, as (kind, slug).
    fn references(line: &Json) -> Vec<(String, String)> {
        let content = &line["content"];
        let mut found: Vec<(String, String)> = Vec::new();
        let mut add = |kind: &str, value: &Json| {
            let one = std::slice::from_ref(value);
            for reference in value.as_array().map_or(one, Vec::as_slice) {
                if let Some(slug) = reference.get("slug").and_then(Json::as_str) {
                    found.push((kind.to_owned(), slug.to_owned()));
                }
            }
        };
        for (field, kind) in [
            ("authors", "author"),
            ("reviewedBy", "author"),
            ("category", "category"),
            ("topic", "category"),
            ("parent", "category"),
            ("tags", "tag"),
            ("related", "article"),
        ] {
            add(kind, &content[field]);
        }
        if let Some(target) = content.pointer("/target/entry") {
            add(text(target, "/kind"), target);
        }
        for field in ["body", "answer", "bio"] {
            let Some(markdown) = content[field]["markdown"].as_str() else { continue };
            let ctas = attributes(markdown, "::cta", "ref").into_iter().map(|slug| ("cta", slug));
            let faqs = attributes(markdown, "::faqs", "refs").into_iter().flat_map(|refs| refs.split(", "));
            let links = markdown.split("](galley:").skip(1).map(|rest| {
                let target = rest.split(')').next().unwrap();
                target.split_once('/').unwrap_or_else(|| panic!("{target} names no kind"))
            });
            let all = ctas.chain(faqs.map(|slug| ("faq", slug))).chain(links);
            found.extend(all.map(|(kind, slug)| (kind.to_owned(), slug.to_owned())));
        }
        found
    }

    #[test]
    fn every_file_reads_and_no_address_is_taken_twice() {
        let lines = lines().unwrap();
        assert_eq!(keys(&lines).len(), lines.len());
        for line in &lines {
            assert!(text(line, "/slug").parse::<Slug>().is_ok(), "{line}");
            assert_eq!(line["publish"], true);
        }
    }

    #[test]
    fn the_clinic_has_what_a_first_look_needs() {
        let lines = lines().unwrap();
        let count = |kind| of_kind(&lines, kind).len();
        assert_eq!((count("article"), count("faq"), count("cta"), count("author")), (6, 20, 6, 3));
        assert!(count("tag") >= 5);
        let kinds: BTreeSet<&str> = of_kind(&lines, "cta").iter().map(|line| text(line, "/content/kind")).collect();
        assert_eq!(kinds, BTreeSet::from(["banner", "button", "call", "newsletter"]));
        let children =
            of_kind(&lines, "category").iter().filter(|line| line["content"].get("parent").is_some()).count();
        assert!(children >= 3 && children < count("category"));
    }

    #[test]
    fn only_fields_that_the_kinds_have_are_used() {
        let known: BTreeMap<&str, BTreeSet<&str>> =
            FIELDS.into_iter().map(|(kind, fields)| (kind, fields.split(' ').collect())).collect();
        for line in lines().unwrap() {
            for field in line["content"].as_object().unwrap().keys() {
                assert!(known[text(&line, "/kind")].contains(field.as_str()), "{field} of {}", line["externalId"]);
            }
        }
    }

    #[test]
    fn every_reference_names_an_entry_that_is_there() {
        let lines = lines().unwrap();
        let keys = keys(&lines);
        let mut seen = 0;
        for line in &lines {
            for reference in references(line) {
                assert!(keys.contains(&reference), "{} names {reference:?}", line["externalId"]);
                seen += 1;
            }
        }
        assert!(seen > 120, "only {seen} references were seen");
    }

    #[test]
    fn nothing_is_written_that_no_article_shows() {
        let lines = lines().unwrap();
        let used: BTreeSet<_> = lines.iter().flat_map(references).collect();
        for key in keys(&lines).into_iter().filter(|(kind, _)| kind != "article") {
            assert!(used.contains(&key), "{key:?} is used nowhere");
        }
    }

    #[test]
    fn questions_are_shared_between_articles() {
        let lines = lines().unwrap();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        of_kind(&lines, "article")
            .into_iter()
            .flat_map(shown_faqs)
            .for_each(|slug| *uses.entry(slug).or_default() += 1);
        assert!(uses.values().filter(|&&n| n >= 2).count() >= 5);
        assert!(uses.values().all(|&n| n <= 4));
    }

    #[test]
    fn short_answers_are_short() {
        for faq in of_kind(&lines().unwrap(), "faq") {
            let short = text(faq, "/content/shortAnswer");
            assert!(short.chars().count() <= 300, "{} characters: {short}", short.chars().count());
        }
    }

    #[test]
    fn the_acceptance_page_has_all_that_such_a_page_holds() {
        let lines = lines().unwrap();
        let by_key = |kind, slug| lines.iter().find(|line| line["kind"] == kind && line["slug"] == slug).unwrap();
        let page = by_key("article", "lower-back-pain-after-running");
        let body = text(page, "/content/body/markdown");

        let ctas = attributes(body, "::cta", "ref");
        let kinds: Vec<&str> = ctas.iter().map(|slug| text(by_key("cta", slug), "/content/kind")).collect();
        assert_eq!(kinds, ["button", "banner", "button", "newsletter"]);
        assert_eq!(shown_faqs(page).len(), 6);
        assert_eq!(text(page, "/content/standfirst").lines().count(), 3);

        let starts = |prefix: &str| body.lines().filter(|line| line.starts_with(prefix)).count();
        assert!(starts("## ") >= 4 && starts("### ") >= 6 && starts("- ") >= 8 && starts("- **") >= 3);
        assert!(body.contains("](galley:article/") && body.contains("](galley:author/"));
        for field in ["authors", "reviewedBy", "reviewedOn", "category", "tags", "seo"] {
            assert!(page["content"].get(field).is_some(), "{field}");
        }
        assert_eq!(text(page, "/content/schemaType"), "MedicalWebPage");
    }

    #[test]
    fn the_newsletter_asks_for_consent_and_has_words_for_every_outcome() {
        let lines = lines().unwrap();
        let newsletter =
            *of_kind(&lines, "cta").iter().find(|line| text(line, "/content/kind") == "newsletter").unwrap();
        assert!(text(newsletter, "/content/newsletter/consent/markdown").contains("/privacy)"));
        for message in ["success", "failure", "alreadySubscribed", "invalid"] {
            assert!(!text(newsletter, &format!("/content/newsletter/{message}")).is_empty());
        }
    }
}
