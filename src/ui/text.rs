//! Numbers and names as people read them.

/// `1,014`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 article`, `1,014 articles`.
#[must_use]
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A field's name in words, from its dotted path: `seo.canonicalUrl` is `SEO canonical URL`.
#[must_use]
pub fn field_words(path: &str) -> String {
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

/// A kind's name or plural as people write it: `faqs` is `FAQs`.
#[must_use]
pub fn kind(name: &str) -> String {
    let is_short = |stem: &str| name.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest == "s");
    match name.get(..3) {
        Some(stem) if ["faq", "cta"].into_iter().any(is_short) => {
            stem.to_ascii_uppercase() + name.get(3..).unwrap_or("")
        }
        _ => name.to_owned(),
    }
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
    fn numbers_are_grouped() {
        for (n, text) in [(0, "0"), (999, "999"), (1014, "1,014"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), text);
        }
        assert_eq!(count(1, "article", "articles"), "1 article");
    }

    #[test]
    fn a_kind_is_written_as_people_write_it() {
        for (name, words) in [("faq", "FAQ"), ("ctas", "CTAs"), ("category", "category"), ("ctalogue", "ctalogue")] {
            assert_eq!(kind(name), words);
        }
        assert_eq!(capital("état"), "État");
    }

    #[test]
    fn a_path_becomes_words() {
        for (path, words) in
            [("title", "Title"), ("seo.canonicalUrl", "SEO canonical URL"), ("reviewedOn", "Reviewed on"), ("", "")]
        {
            assert_eq!(field_words(path), words);
        }
    }
}
