//! What somebody searches for, read from what they typed: words, and nothing else. There is no syntax. Pure.

use super::{
    analysis::{Analyser, words},
    language::Language,
};
use crate::vocabulary::Locale;

/// The longest text that is searched for, in bytes, and the most words in it that count.
pub const MAX_BYTES: usize = 400;
pub const MAX_WORDS: usize = 16;

/// What is searched for, in one locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub(super) locale: Locale,
    /// Each once; never none.
    pub(super) words: Vec<Asked>,
}

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub stem: Box<str>,
    pub surface: Box<str>,
    /// Whether more letters may follow: somebody is still typing.
    pub is_last: bool,
}

/// Why a text cannot be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unaskable {
    #[error("give a letter or a digit to search for")]
    Empty,
    #[error("give {MAX_BYTES} bytes at most")]
    TooLong,
    #[error("give {MAX_WORDS} words at most")]
    TooManyWords,
}

impl Unaskable {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong => "too_long",
            Self::TooManyWords => "too_many",
        }
    }
}

impl Question {
    /// Reads a text. Words that stand in nearly every text ("the", "und") are left out, unless there is nothing else.
    ///
    /// # Errors
    /// When it has no word, or is longer than anybody types.
    pub fn read(text: &str, locale: &Locale) -> Result<Self, Unaskable> {
        if text.len() > MAX_BYTES {
            return Err(Unaskable::TooLong);
        }
        let mut analyser = Analyser::new(Language::of(locale));
        let all: Vec<_> = words(text).collect();
        let telling: Vec<_> = all.iter().filter(|word| !analyser.is_stop_word(&word.lower)).cloned().collect();
        let kept = if telling.is_empty() { all } else { telling };
        let mut asked: Vec<Asked> = Vec::new();
        for word in kept {
            let forms = analyser.forms(&word.lower);
            let word = Asked { stem: forms.stem.clone(), surface: forms.surface.clone(), is_last: false };
            // Who writes a word twice means it once, as it was written last.
            asked.retain(|other| other.stem != word.stem);
            asked.push(word);
        }
        if asked.len() > MAX_WORDS {
            return Err(Unaskable::TooManyWords);
        }
        match asked.last_mut() {
            Some(last) => last.is_last = true,
            None => return Err(Unaskable::Empty),
        }
        Ok(Self { locale: locale.clone(), words: asked })
    }

    /// What it is asked as, whatever was written around its words: two questions that are alike in this are one.
    #[must_use]
    pub fn normal(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, Unaskable> {
        let question = Question::read(text, &"en".parse().unwrap())?;
        Ok(question.words.iter().map(|word| word.surface.to_string()).collect())
    }

    #[test]
    fn what_has_no_word_or_no_end_is_refused() {
        for nothing in ["", " ", "\"*\" : ( ) ~", "\u{0}", "…"] {
            assert_eq!(read(nothing), Err(Unaskable::Empty), "{nothing:?}");
        }
        assert_eq!(read(&"a".repeat(MAX_BYTES + 1)), Err(Unaskable::TooLong));
        let many = (0..=MAX_WORDS).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(read(&many), Err(Unaskable::TooManyWords));
    }

    #[test]
    fn stop_words_count_only_where_there_is_nothing_else() {
        assert_eq!(read("How to treat the back?").unwrap(), ["treat", "back"]);
        assert_eq!(read("When should I see a doctor?").unwrap(), ["see", "doctor"]);
        assert_eq!(read("to be or not to be").unwrap(), ["or", "not", "to", "be"]);
    }

    #[test]
    fn nothing_is_an_operator() {
        assert_eq!(read("back OR pain NOT title:run* ^3").unwrap(), ["back", "pain", "title", "run", "3"]);
    }

    #[test]
    fn a_word_in_two_forms_is_one() {
        assert_eq!(read("run running RUNS").unwrap(), ["runs"]);
    }
}
