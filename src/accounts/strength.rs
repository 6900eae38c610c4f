//! How hard a password is to guess, as zxcvbn judges it, and the words in which an easy one is refused.

use zxcvbn::{Score, feedback::Warning, matching::patterns::MatchPattern, zxcvbn};

use crate::words::t;

/// So many words from the top of each list are common: stolen passwords, names, English.
const COMMON: usize = 10_000;
/// In characters. Judging takes time that grows with the square of the length; what is longer is judged by its start.
const READ: usize = 100;

/// Why a password is too easy, as a code and in words; `None` when it is not. `about` is what others know of its
/// owner.
#[must_use]
pub fn too_easy(password: &str, about: &[&str]) -> Option<(&'static str, String)> {
    // Capitals are the first thing that whoever guesses tries: the case of letters counts for nothing.
    let lower: String = password.chars().take(READ).flat_map(char::to_lowercase).collect();
    if is_common(&lower) || is_common(without_ending(&lower)) {
        return Some(("common", t!("password-common")));
    }
    if is_known(&lower, about) {
        return Some(("guessable", t!("password-easy-known")));
    }
    let judged = zxcvbn(&lower, about);
    if judged.score() >= Score::Two {
        return None;
    }
    let warning = judged.feedback().and_then(|feedback| feedback.warning());
    Some(match warning.map_or("short", reason) {
        "common" => ("common", t!("password-common")),
        reason => ("guessable", t!("password-easy-" + reason)),
    })
}

/// Whether the whole is one word from the top of a list, in `l33t` spelling too.
fn is_common(lower: &str) -> bool {
    let judged = zxcvbn(lower, &[]);
    match judged.sequence() {
        [only] => matches!(&only.pattern, MatchPattern::Dictionary(word) if word.rank <= COMMON),
        _ => false,
    }
}

/// Whether next to nothing is left without what others know of somebody.
fn is_known(lower: &str, about: &[&str]) -> bool {
    let mut words: Vec<String> = about.iter().map(|word| word.to_lowercase()).filter(|word| word.len() > 2).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(lower.to_owned(), |rest, word| rest.replace(word.as_str(), " "));
    rest != lower && rest.chars().filter(|c| c.is_alphanumeric()).count() < 4
}

/// The password without the digits and marks at its end, as long as more than half of it is left.
fn without_ending(lower: &str) -> &str {
    let word = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    if word.len() * 2 > lower.len() { word } else { "" }
}

/// The end of a key of the catalogue.
const fn reason(warning: Warning) -> &'static str {
    use Warning as W;
    match warning {
        W::ThisIsATop10Password
        | W::ThisIsATop100Password
        | W::ThisIsACommonPassword
        | W::ThisIsSimilarToACommonlyUsedPassword => "common",
        W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess => "keys",
        W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "repeat",
        W::SequencesLikeAbcAreEasyToGuess => "sequence",
        W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess => "date",
        W::AWordByItselfIsEasyToGuess => "word",
        W::NamesAndSurnamesByThemselvesAreEasyToGuess | W::CommonNamesAndSurnamesAreEasyToGuess => "name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        too_easy(
            password,
            &["margaret@clinic.example", "margaret", "clinic", "example", "hale", "Margaret Hale", "galley"],
        )
        .map(|(code, _)| code)
    }

    #[test]
    fn the_commonest_are_refused_however_they_are_dressed() {
        for password in [
            "password1234",
            "Password!!",
            "1q2w3e4r5t",
            "qwertyuiop",
            "iloveyou12",
            "administrator1",
            "P@ssw0rd123",
            "LiVeRpOoL99",
            "5upermAn2024",
            "Trustno1!!",
            "ChangeMe2026",
            "Basketball7!",
        ] {
            assert!(code(password).is_some(), "{password}");
        }
        assert_eq!(code("password1234"), Some("common"));
    }

    #[test]
    fn what_is_easy_is_refused_with_its_reason() {
        for (password, key) in [
            ("aaaaaaaaaaaa", "repeat"),
            ("abcabcabcabc", "repeat"),
            ("abcdefghijkl", "sequence"),
            ("zxcvbnm,./zx", "keys"),
            ("margarethale", "name"),
        ] {
            let (_, words) = too_easy(password, &[]).unwrap_or_else(|| panic!("{password}"));
            assert_eq!(words, crate::words::find(&format!("password-easy-{key}")).unwrap(), "{password}");
        }
    }

    #[test]
    fn what_others_know_of_somebody_counts_for_nothing() {
        for password in ["clinic.example", "Margaret hale", "GalleyGalley1", "clinic-hale-12"] {
            assert!(code(password).is_some(), "{password}");
        }
    }

    #[test]
    fn words_in_a_row_and_long_ones_pass() {
        for good in ["three quiet herons", "пароль из слов", "Tr0ub4dor&3x", "vK8#qz!m2Lpw", "!%$&/)=?*+#-_.:;"]
        {
            assert_eq!(code(good), None, "{good}");
        }
        assert_eq!(code(&"quiet herons ".repeat(80)), None);
    }
}
