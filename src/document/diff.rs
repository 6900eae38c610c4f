//! What two texts say differently: by lines first, then by words within those that differ. Pure, and bounded in time.

use std::time::Instant;

use similar::{Algorithm, ChangeTag, DiffOp, DiffableStr, TextDiff, TextDiffConfig};

/// Unchanged lines that stay in sight before and after a change.
const CONTEXT: usize = 2;
/// Texts that share less of their letters than one in so many are shown one after the other, not mixed.
const ALIKE: usize = 4;

/// A stretch of a text with what was changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Said alike in both, and near a change.
    Near(String),
    /// Said alike in both, far from any change: so many lines.
    Far(String, usize),
    Changed(Vec<Piece>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<T = String> {
    Same(T),
    /// Only the old text says it.
    Deleted(T),
    /// Only the new text says it.
    Inserted(T),
}

/// Compares two texts. What is not compared when the time is up counts as rewritten.
#[must_use]
pub fn words(old: &str, new: &str, until: Instant) -> Vec<Part> {
    let diff = by(until).diff_lines(old, new);
    let (before, after) = (old.tokenize_lines(), new.tokenize_lines());
    let last = diff.ops().len().saturating_sub(1);
    let mut parts = Vec::new();
    for (index, op) in diff.ops().iter().enumerate() {
        let (gone, come) = (text(&before, op.old_range()), text(&after, op.new_range()));
        match op {
            DiffOp::Equal { .. } => {
                let lines = before.get(op.old_range()).unwrap_or_default();
                parts.extend(unchanged(lines, index == 0, index == last));
            }
            DiffOp::Delete { .. } => parts.push(Part::Changed(vec![Piece::Deleted(gone)])),
            DiffOp::Insert { .. } => parts.push(Part::Changed(vec![Piece::Inserted(come)])),
            DiffOp::Replace { .. } => parts.push(Part::Changed(within(&gone, &come, until))),
        }
    }
    parts
}

fn by(until: Instant) -> TextDiffConfig {
    let mut config = TextDiff::configure();
    config.algorithm(Algorithm::Patience).deadline(until);
    config
}

fn text(lines: &[&str], range: std::ops::Range<usize>) -> String {
    lines.get(range).unwrap_or_default().concat()
}

/// Lines without a change: those next to one stay in sight.
fn unchanged(lines: &[&str], first: bool, last: bool) -> Vec<Part> {
    let before = if first { 0 } else { CONTEXT };
    let after = if last { 0 } else { CONTEXT };
    // To fold a line or two away hides more than it saves.
    if lines.len() <= before + after + 2 {
        return vec![Part::Near(lines.concat())];
    }
    let end = lines.len() - after;
    let near = |range| Part::Near(text(lines, range));
    let far = Part::Far(text(lines, before..end), end - before);
    [near(0..before), far, near(end..lines.len())]
        .into_iter()
        .filter(|part| !matches!(part, Part::Near(text) if text.is_empty()))
        .collect()
}

fn within(old: &str, new: &str, until: Instant) -> Vec<Piece> {
    let diff = by(until).diff_unicode_words(old, new);
    let changes = diff.iter_all_changes().map(|change| (change.tag(), change.value()));
    let runs = runs(changes, |word| letters(word), |word| word.trim().is_empty());
    let text = |words: Vec<&str>| words.concat();
    runs.into_iter()
        .map(|run| match run {
            Piece::Same(words) => Piece::Same(text(words)),
            Piece::Deleted(words) => Piece::Deleted(text(words)),
            Piece::Inserted(words) => Piece::Inserted(text(words)),
        })
        .collect()
}

/// The letters and digits of a text: what tells whether two are alike.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Whether two texts of so many letters, which share so many, may be mixed.
pub(super) fn alike(same: usize, old: usize, new: usize) -> bool {
    same * ALIKE >= old.max(new)
}

/// Words gathered into runs: a space between two changed words changes with them, and what is hardly alike is told one
/// after the other.
pub(super) fn runs<T: Clone>(
    changes: impl Iterator<Item = (ChangeTag, T)>,
    letters: impl Fn(&T) -> usize,
    blank: impl Fn(&T) -> bool,
) -> Vec<Piece<Vec<T>>> {
    let changes: Vec<(ChangeTag, T)> = changes.collect();
    let count = |wanted: &dyn Fn(ChangeTag) -> bool| -> usize {
        changes.iter().filter(|(tag, _)| wanted(*tag)).map(|(_, word)| letters(word)).sum()
    };
    let same = count(&|tag| tag == ChangeTag::Equal);
    if !alike(same, count(&|tag| tag != ChangeTag::Insert), count(&|tag| tag != ChangeTag::Delete)) {
        let side =
            |other: ChangeTag| changes.iter().filter(|(tag, _)| *tag != other).map(|(_, word)| word.clone()).collect();
        return vec![Piece::Deleted(side(ChangeTag::Insert)), Piece::Inserted(side(ChangeTag::Delete))];
    }
    let mut run = Run { pieces: Vec::new(), deleted: Vec::new(), inserted: Vec::new(), gap: Vec::new() };
    for (tag, word) in changes {
        let blank = blank(&word);
        run.take(tag, word, blank);
    }
    run.flush();
    run.pieces
}

struct Run<T> {
    pieces: Vec<Piece<Vec<T>>>,
    deleted: Vec<T>,
    inserted: Vec<T>,
    gap: Vec<T>,
}

impl<T: Clone> Run<T> {
    fn take(&mut self, tag: ChangeTag, word: T, blank: bool) {
        let changing = !(self.deleted.is_empty() && self.inserted.is_empty());
        match tag {
            ChangeTag::Equal if changing && blank => self.gap.push(word),
            ChangeTag::Equal => {
                self.flush();
                match self.pieces.last_mut() {
                    Some(Piece::Same(words)) => words.push(word),
                    _ => self.pieces.push(Piece::Same(vec![word])),
                }
            }
            ChangeTag::Delete | ChangeTag::Insert => {
                self.deleted.extend(self.gap.iter().cloned());
                self.inserted.append(&mut self.gap);
                if tag == ChangeTag::Delete { &mut self.deleted } else { &mut self.inserted }.push(word);
            }
        }
    }

    fn flush(&mut self) {
        let some = |words: &mut Vec<T>| Some(std::mem::take(words)).filter(|words| !words.is_empty());
        self.pieces.extend(some(&mut self.deleted).map(Piece::Deleted));
        self.pieces.extend(some(&mut self.inserted).map(Piece::Inserted));
        self.pieces.extend(some(&mut self.gap).map(Piece::Same));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn compare(old: &str, new: &str) -> Vec<Part> {
        words(old, new, Instant::now() + Duration::from_secs(5))
    }

    /// One side put together again.
    fn side(parts: &[Part], new: bool) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Deleted(text) => {
                if new {
                    String::new()
                } else {
                    text.clone()
                }
            }
            Piece::Inserted(text) => {
                if new {
                    text.clone()
                } else {
                    String::new()
                }
            }
        };
        let part = |part: &Part| match part {
            Part::Near(text) | Part::Far(text, _) => text.clone(),
            Part::Changed(pieces) => pieces.iter().map(piece).collect(),
        };
        parts.iter().map(part).collect()
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        let pieces = compare("It is rarely very serious.", "It is seldom so serious.");
        let expected = [
            Piece::Same("It is ".into()),
            Piece::Deleted("rarely very".into()),
            Piece::Inserted("seldom so".into()),
            Piece::Same(" serious.".into()),
        ];
        assert_eq!(pieces, [Part::Changed(expected.to_vec())]);
    }

    #[test]
    fn what_is_wholly_rewritten_is_not_mixed() {
        let pieces = compare("The back hurts at night.", "Knees bear what hips do not like, at times.");
        assert!(matches!(&pieces[..], [Part::Changed(pieces)] if pieces.len() == 2), "{pieces:?}");
    }

    #[test]
    fn what_is_far_from_a_change_is_folded_away() {
        let lines = |n: usize| (0..n).map(|n| format!("line {n}\n")).collect::<String>();
        let old = format!("{}old\n{}", lines(40), lines(3));
        let parts = compare(&old, &old.replace("old", "new"));
        assert!(matches!(&parts[0], Part::Far(_, 38)), "{parts:?}");
        assert!(matches!(&parts[1..], [Part::Near(_), Part::Changed(_), Part::Near(_)]), "{parts:?}");
        assert_eq!(compare("same", "same"), [Part::Near("same".into())]);
        assert!(compare("", "").is_empty());
    }

    #[test]
    fn when_the_time_is_up_all_is_still_told() {
        let old: String = (0..20_000).map(|n| format!("w{n} ")).collect();
        let new: String = (0..20_000).map(|n| format!("w{} ", n * 7 % 20_000)).collect();
        let parts = words(&old, &new, Instant::now());
        assert_eq!((side(&parts, false), side(&parts, true)), (old, new));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_the_parts(old in "([a-c]{1,2}[ \n]){0,30}", new in "([a-c]{1,2}[ \n]){0,30}") {
            let parts = compare(&old, &new);
            prop_assert_eq!(side(&parts, false), old);
            prop_assert_eq!(side(&parts, true), new);
        }
    }
}
