//! The headings of a text while it is Markdown. Pure.

use super::pages::Heading;

/// The headings in order: those of the text, and those of its groups of questions.
pub fn outline(markdown: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => headings.extend(heading(line)),
            _ => {}
        }
    }
    headings
}

fn heading(line: &str) -> Option<Heading> {
    if let Some(attributes) = line.strip_prefix("::faqs{") {
        let (_, after) = attributes.split_once("heading=\"")?;
        let (text, _) = after.split_once('"')?;
        return Some(Heading { level: 2, text: text.to_owned() });
    }
    let text = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - text.len()).ok().filter(|level| (2..=4).contains(level))?;
    let text = text.strip_prefix(' ')?.trim();
    // An address of its own stands behind the words.
    let text = match text.rsplit_once(" {#") {
        Some((words, address)) if address.ends_with('}') => words,
        _ => text,
    };
    (!text.is_empty()).then(|| Heading { level, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_where_they_are_headings() {
        let text = "# no\n## Warm up {#warm}\ntext\n### Walk\n```\n## code\n```\n##none\n::faqs{heading=\"Asked\" refs=\"a\"}\n::faqs{refs=\"a\"}\n##";
        let found: Vec<(u8, String)> = outline(text).into_iter().map(|heading| (heading.level, heading.text)).collect();
        assert_eq!(found, [(2, "Warm up".into()), (3, "Walk".into()), (2, "Asked".into())]);
    }
}
