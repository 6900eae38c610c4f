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
    let mut text = words.join(" ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
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
    fn a_path_becomes_words() {
        for (path, words) in
            [("title", "Title"), ("seo.canonicalUrl", "SEO canonical URL"), ("reviewedOn", "Reviewed on"), ("", "")]
        {
            assert_eq!(field_words(path), words);
        }
    }
}
