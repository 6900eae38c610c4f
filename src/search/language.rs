//! What is known of a locale's language: how its words are brought to their stem, and which of them say little.

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Language as Listed, RawTokenizer, StopWordFilter, TextAnalyzer};

use crate::vocabulary::Locale;

/// What the engine's list of English leaves out and those of other languages have: words that questions are asked with.
const ASKING: [&str; 30] = [
    "about", "am", "can", "could", "did", "do", "does", "from", "had", "has", "have", "how", "i", "me", "my", "our",
    "should", "us", "we", "were", "what", "when", "where", "which", "who", "why", "would", "you", "your", "yours",
];

/// The language of a locale, as far as it is known.
pub struct Language {
    stemmer: Option<Stemmer>,
    /// The list of its stop words, until somebody asks.
    listed: Option<Listed>,
    stop_words: Option<TextAnalyzer>,
    /// Whether a word always begins as its stem does.
    keeps_beginnings: bool,
}

impl Language {
    /// By the locale's first part; a language that is not known is neither stemmed nor has it stop words.
    pub fn of(locale: &Locale) -> Self {
        use Algorithm as A;
        let code = locale.as_str().split('-').next().unwrap_or_default();
        let (algorithm, listed) = match code {
            "ar" => (A::Arabic, None),
            "ca" => (A::Catalan, None),
            "cs" => (A::Czech, None),
            "da" => (A::Danish, Some(Listed::Danish)),
            "de" => (A::German, Some(Listed::German)),
            "el" => (A::Greek, None),
            "en" => (A::English, Some(Listed::English)),
            "es" => (A::Spanish, Some(Listed::Spanish)),
            "et" => (A::Estonian, None),
            "fi" => (A::Finnish, Some(Listed::Finnish)),
            "fr" => (A::French, Some(Listed::French)),
            "ga" => (A::Irish, None),
            "hu" => (A::Hungarian, Some(Listed::Hungarian)),
            "it" => (A::Italian, Some(Listed::Italian)),
            "lt" => (A::Lithuanian, None),
            "nb" | "nn" | "no" => (A::Norwegian, Some(Listed::Norwegian)),
            "nl" => (A::Dutch, Some(Listed::Dutch)),
            "pl" => (A::Polish, None),
            "pt" => (A::Portuguese, Some(Listed::Portuguese)),
            "ro" => (A::Romanian, None),
            "ru" => (A::Russian, Some(Listed::Russian)),
            "sv" => (A::Swedish, Some(Listed::Swedish)),
            "tr" => (A::Turkish, None),
            _ => return Self { stemmer: None, listed: None, stop_words: None, keeps_beginnings: true },
        };
        let keeps_beginnings = !matches!(algorithm, A::Arabic | A::Irish);
        Self { stemmer: Some(Stemmer::new(algorithm)), listed, stop_words: None, keeps_beginnings }
    }

    pub const fn keeps_beginnings(&self) -> bool {
        self.keeps_beginnings
    }

    /// The stem of a word in lower case.
    pub fn stem(&self, word: &str) -> String {
        self.stemmer.as_ref().map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into_owned())
    }

    /// Whether a word in lower case stands in nearly every text: "the", "und".
    pub fn is_stop_word(&mut self, word: &str) -> bool {
        if let Some(listed) = self.listed.take() {
            let asking = if listed == Listed::English { &ASKING[..] } else { &[] };
            let asking = StopWordFilter::remove(asking.iter().map(|word| (*word).to_owned()));
            if let Some(filter) = StopWordFilter::new(listed) {
                let words = TextAnalyzer::builder(RawTokenizer::default()).filter(filter).filter(asking);
                self.stop_words = Some(words.build());
            }
        }
        self.stop_words.as_mut().is_some_and(|words| !words.token_stream(word).advance())
    }
}
