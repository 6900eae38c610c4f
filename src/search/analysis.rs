//! A text taken apart into words, each with where it stands and what it is found by. Pure.

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::Arc};

use super::language::Language;

/// The longest word that is told apart from others that begin alike, in bytes.
const MAX_WORD: usize = 80;
/// How many words are remembered at most.
const MAX_KNOWN: usize = 20_000;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// In lower case, accents and all.
    pub lower: Cow<'t, str>,
}

/// The words of a text, in order. Letters and digits make words; a character of a script that puts no spaces between
/// words is one of its own.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        if !is_alone(first) {
            while let Some((at, c)) = chars.next_if(|(_, c)| is_inside(*c) && !is_alone(*c)) {
                end = at + c.len_utf8();
            }
        }
        let word = text.get(start..end).unwrap_or_default();
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let lower = if plain { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        Some(Word { at: start..end, lower: cut(lower) })
    })
}

/// What words are found by, in one language. Remembers what it worked out: texts repeat themselves.
pub struct Analyser {
    language: Language,
    known: HashMap<Box<str>, Arc<Forms>>,
}

/// What one word is found by, without accents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Forms {
    pub stem: Box<str>,
    /// As it was written, for those who have written half of it, or a letter wrong.
    pub surface: Box<str>,
}

impl Analyser {
    pub fn new(language: Language) -> Self {
        Self { language, known: HashMap::new() }
    }

    pub fn forms(&mut self, lower: &str) -> Arc<Forms> {
        if let Some(forms) = self.known.get(lower) {
            return forms.clone();
        }
        if self.known.len() >= MAX_KNOWN {
            self.known.clear();
        }
        let forms = Forms { stem: fold(&self.language.stem(lower)).into(), surface: fold(lower).into() };
        self.known.entry(lower.into()).or_insert(Arc::new(forms)).clone()
    }

    /// The first letter that a word's forms begin with; `None` where they need not begin as it does.
    pub fn first_letter(&self, lower: &str) -> Option<char> {
        let first = lower.chars().next().filter(|_| self.language.keeps_beginnings())?;
        if first.is_ascii() { Some(first) } else { fold(first.encode_utf8(&mut [0; 4])).chars().next() }
    }

    pub fn is_stop_word(&mut self, lower: &str) -> bool {
        self.language.is_stop_word(lower)
    }
}

/// Without accents, and Latin letters that no keyboard has spelt out: `ø` is o, `ß` is ss.
fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_mark(*c)) {
        match deunicode::deunicode_char(c) {
            Some(plain) if is_latin(c) => folded.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

fn cut(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.len() <= MAX_WORD {
        return word;
    }
    let end = (0..=MAX_WORD).rev().find(|end| word.is_char_boundary(*end)).unwrap_or_default();
    Cow::Owned(word.get(..end).unwrap_or_default().to_owned())
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Accents that stand as characters of their own.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

const fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff10}'..='\u{ff5a}')
}

/// Chinese, Japanese and the scripts of South-East Asia that put no spaces between words.
const fn is_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(locale: &str, text: &str) -> Vec<(String, String)> {
        let mut analyser = Analyser::new(Language::of(&locale.parse().unwrap()));
        words(text)
            .map(|word| {
                let forms = analyser.forms(&word.lower);
                (forms.stem.to_string(), forms.surface.to_string())
            })
            .collect()
    }

    fn surfaces(text: &str) -> Vec<String> {
        forms("xx", text).into_iter().map(|(_, surface)| surface).collect()
    }

    #[test]
    fn nothing_but_letters_and_digits_makes_words() {
        assert_eq!(surfaces("AND \"back-pain\" title:x* (42)"), ["and", "back", "pain", "title", "x", "42"]);
        assert_eq!(surfaces(" \u{0} … — 👟 "), Vec::<String>::new());
    }

    #[test]
    fn accents_and_case_make_no_difference() {
        assert_eq!(surfaces("Ärzte ÉTÉ Straße Øre e\u{301}te\u{301}"), ["arzte", "ete", "strasse", "ore", "ete"]);
        // Another alphabet keeps its letters.
        assert_eq!(surfaces("Боль ΠΌΝΟΣ"), ["боль", "πόνος"]);
    }

    #[test]
    fn a_script_without_spaces_is_taken_character_by_character() {
        assert_eq!(surfaces("東京x2"), ["東", "京", "x2"]);
    }

    #[test]
    fn words_are_stemmed_by_the_language_of_the_locale() {
        assert_eq!(forms("en-GB", "running")[0].0, forms("en", "runs")[0].0);
        assert_eq!(forms("de", "Rückenschmerzen")[0].0, forms("de", "rückenschmerz")[0].0);
        assert_ne!(forms("xx", "running")[0].0, forms("xx", "runs")[0].0);
    }

    #[test]
    fn a_word_without_end_is_cut_between_two_characters() {
        let long = "ä".repeat(500);
        assert_eq!(words(&long).next().unwrap().lower.len(), MAX_WORD);
    }
}
