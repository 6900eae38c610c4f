//! What readers, search engines and screen readers would like better in a text. Nothing of it stops publishing. Pure.

use super::{
    Tree,
    block::plain,
    text,
    tree::{Block, Inline, Mark},
};
use crate::vocabulary::Locale;

/// A paragraph with more words is hard to read on a phone.
const LONG_PARAGRAPH: usize = 120;
/// Years of school that a text for everybody may ask for (Flesch–Kincaid grade).
const HARD: f64 = 13.0;
/// A shorter text has no level yet.
const LEVEL_FROM: usize = 100;
/// What says nothing of where a link leads, in English.
const VAGUE: &str =
    "click here|click|here|read more|more|learn more|find out more|this|this link|this page|link|see here";

/// Something that could be better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the block that it is about; empty: the whole text.
    pub block: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An image is neither described nor said to be decorative.
    AltUndecided,
    HeadingEmpty,
    /// A heading that skips a level: what it is and what it should be at most.
    HeadingOrder {
        level: u8,
        at_most: u8,
    },
    /// A link whose words do not say where it leads.
    LinkVague(String),
    /// A link whose words are an address.
    LinkBare(String),
    /// A link without words.
    LinkEmpty,
    /// So many words.
    ParagraphLong(usize),
    /// The Flesch–Kincaid grade: years of school.
    HardToRead(u8),
}

/// Everything that could be better, in reading order. Words are judged where their language is English.
#[must_use]
pub fn find(tree: &Tree, locale: &Locale) -> Vec<Finding> {
    let english = locale.as_str().split('-').next() == Some("en");
    let mut found = Vec::new();
    // The page's title is the heading of level 1.
    let mut before = 1;
    tree.each(&mut |block| {
        let mut say = |what| found.push(Finding { block: block.id().to_owned(), what });
        match block {
            Block::Heading(node) => {
                let level = node.attrs.level;
                if plain(&node.content).trim().is_empty() {
                    say(What::HeadingEmpty);
                    return;
                }
                if level > before + 1 {
                    say(What::HeadingOrder { level, at_most: before + 1 });
                }
                before = level;
            }
            Block::Faqs(leaf) if leaf.attrs.heading.is_some() => before = 2,
            Block::Image(leaf) if leaf.attrs.alt.is_none() && !leaf.attrs.decorative => say(What::AltUndecided),
            Block::Paragraph(node) => {
                let words = text::words(&plain(&node.content));
                if words > LONG_PARAGRAPH {
                    say(What::ParagraphLong(words));
                }
            }
            _ => {}
        }
        for what in block.inlines().map(|inlines| links(inlines, english)).unwrap_or_default() {
            found.push(Finding { block: block.id().to_owned(), what });
        }
    });
    if english && let Some(grade) = grade(&text::own(tree)).filter(|grade| *grade >= HARD) {
        // Between 13 and what the longest sentence gives; nobody needs more than two digits of it.
        let years = if grade < 99.0 { grade as u8 } else { 99 };
        found.push(Finding { block: String::new(), what: What::HardToRead(years) });
    }
    found
}

/// What is wrong with the words of each link in a line; a link may be of several texts.
fn links(inlines: &[Inline], english: bool) -> Vec<What> {
    let mut wrong = Vec::new();
    let mut open: Option<(&Mark, String)> = None;
    let mut close = |open: &mut Option<(&Mark, String)>| {
        let Some((_, words)) = open.take() else { return };
        let bare = words.trim();
        let plain = bare.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if plain.is_empty() {
            wrong.push(What::LinkEmpty);
        } else if english && VAGUE.split('|').any(|vague| vague == plain) {
            wrong.push(What::LinkVague(bare.to_owned()));
        } else if bare.starts_with("http://") || bare.starts_with("https://") {
            wrong.push(What::LinkBare(bare.to_owned()));
        }
    };
    for inline in inlines {
        let Inline::Text { text, marks } = inline else { continue };
        let link = marks.iter().find(|mark| matches!(mark, Mark::Link { .. }));
        match (link, &mut open) {
            (Some(link), Some((same, words))) if **same == *link => words.push_str(text),
            (Some(link), _) => {
                close(&mut open);
                open = Some((link, text.clone()));
            }
            (None, _) => close(&mut open),
        }
    }
    close(&mut open);
    wrong
}

/// The Flesch–Kincaid grade of an English text; `None` for a text too short to have one.
fn grade(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).collect();
    if words.len() < LEVEL_FROM {
        return None;
    }
    // A sentence ends with its sign; a heading or an item has none and ends with its line.
    let ends = text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let signs = line.split_whitespace().filter(|word| word.ends_with(['.', '!', '?', '…'])).count();
        signs + usize::from(!line.trim_end().ends_with(['.', '!', '?', '…']))
    });
    let sentences = ends.sum::<usize>().max(1);
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (count(words.len()), count(sentences), count(syllables));
    Some(0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59)
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Groups of vowels, without a silent e at the end; at least one.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let starts = letters.iter().enumerate().filter(|(at, c)| {
        vowel(c) && at.checked_sub(1).and_then(|before| letters.get(before)).is_none_or(|before| !vowel(before))
    });
    let groups = starts.count();
    let silent = letters.last() == Some(&'e') && !letters.ends_with(&['l', 'e']) && groups > 1;
    (groups - usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn found(content: &[Json]) -> Vec<(String, What)> {
        let tree = Tree::from_json(json!({ "type": "doc", "content": content })).unwrap();
        find(&tree, &"en".parse().unwrap()).into_iter().map(|one| (one.block, one.what)).collect()
    }

    fn heading(id: &str, level: u8, text: &str) -> Json {
        let content: Vec<Json> =
            [text].iter().filter(|t| !t.is_empty()).map(|t| json!({"type": "text", "text": t})).collect();
        json!({ "type": "heading", "attrs": { "id": id, "level": level }, "content": content })
    }

    fn linked(text: &str) -> Json {
        let marks = json!([{ "type": "link", "attrs": { "href": "https://x.example" } }]);
        json!({ "type": "paragraph", "attrs": { "id": "p" }, "content": [{ "type": "text", "text": text, "marks": marks }] })
    }

    #[test]
    fn headings_go_down_a_step_at_a_time() {
        let all = [heading("a", 3, "Too deep"), heading("b", 2, "Fine"), heading("c", 4, "Skips"), heading("d", 2, "")];
        let order = |level, at_most| What::HeadingOrder { level, at_most };
        let wanted = [("a", order(3, 2)), ("c", order(4, 3)), ("d", What::HeadingEmpty)];
        assert_eq!(found(&all), wanted.map(|(id, what)| (id.to_owned(), what)));
        assert_eq!(
            found(&[heading("a", 2, "A"), heading("b", 3, "B"), heading("c", 4, "C"), heading("d", 2, "D")]),
            []
        );
    }

    #[test]
    fn a_link_says_where_it_leads() {
        let one = |text: &str| found(&[linked(text)]).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
        assert_eq!(one("Click here."), [What::LinkVague("Click here.".into())]);
        assert_eq!(one("https://x.example/a"), [What::LinkBare("https://x.example/a".into())]);
        assert_eq!(one(" "), [What::LinkEmpty]);
        assert_eq!(one("our opening hours"), []);
    }

    #[test]
    fn an_image_is_described_or_decorative() {
        let image = |attrs: Json| {
            let mut all = json!({ "id": "i", "media": "01990000-0000-7000-8000-0000000000aa" });
            all.as_object_mut().unwrap().extend(attrs.as_object().unwrap().clone());
            found(&[json!({ "type": "image", "attrs": all })]).len()
        };
        assert_eq!(
            [image(json!({})), image(json!({"alt": "A runner"})), image(json!({"decorative": true}))],
            [1, 0, 0]
        );
    }

    #[test]
    fn long_paragraphs_and_hard_texts_are_found() {
        let long = "word ".repeat(121);
        let paragraph = |text: &str| json!({ "type": "paragraph", "attrs": { "id": "p" }, "content": [{ "type": "text", "text": text }] });
        assert!(found(&[paragraph(&long)]).contains(&("p".into(), What::ParagraphLong(121))));
        let hard =
            "Interdisciplinary rehabilitation necessitates comprehensive musculoskeletal characterisation, ".repeat(20);
        assert!(found(&[paragraph(&hard)]).iter().any(|(_, what)| matches!(what, What::HardToRead(_))));
        let easy = "The dog ran. It was fun. We went home. ".repeat(15);
        assert!(!found(&[paragraph(&easy)]).iter().any(|(_, what)| matches!(what, What::HardToRead(_))));
    }

    #[test]
    fn syllables_are_counted_as_they_are_heard() {
        let counted = ["dog", "home", "table", "water", "rehabilitation", "a", "rhythm"].map(syllables);
        assert_eq!(counted, [1, 1, 2, 2, 6, 1, 1]);
    }
}
