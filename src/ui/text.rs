//! Names as people read them.

use crate::words;

/// A field's name in words, from its dotted path: the catalogue's (`field-seo-title`), or words made of the path.
#[must_use]
pub fn field_words(path: &str) -> String {
    words::find(&format!("field-{}", path.replace('.', "-"))).unwrap_or_else(|| spelt(path))
}

/// `seo.canonicalUrl` is `SEO canonical URL`.
fn spelt(path: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in path.split('.') {
        let mut word = String::new();
        for letter in part.chars() {
            if letter.is_ascii_uppercase() && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.push(letter.to_ascii_lowercase());
        }
        words.push(word);
    }
    for word in &mut words {
        if ["seo", "url", "cta", "faq"].contains(&word.as_str()) {
            *word = word.to_ascii_uppercase();
        }
    }
    capital(&words.join(" "))
}

/// The same words with a capital letter first.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_is_a_capital_in_every_script() {
        assert_eq!(capital("état"), "État");
    }

    #[test]
    fn a_path_becomes_words() {
        for (path, words) in
            [("title", "Title"), ("seo.canonicalUrl", "SEO canonical URL"), ("reviewedOn", "Reviewed on"), ("", "")]
        {
            assert_eq!(spelt(path), words);
        }
    }
}
