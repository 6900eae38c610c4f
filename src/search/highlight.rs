//! Where in a text the words stand that were searched for, as ranges and never as markup; and which part of a text shows
//! them best.

use std::ops::Range as Bytes;

use super::{
    analysis::{Analyser, words},
    expand::{BEGUN, Sense},
    language::Language,
    model::{Highlight, Passage, Range},
};
use crate::vocabulary::Locale;

/// The longest part of a text that is shown, in characters, about: it is cut at a word's end.
const SNIPPET: usize = 240;
/// How much of it stands before the first word that fits.
const BEFORE: usize = 60;
const MAX_RANGES: usize = 50;

/// Knows the words of a question again where they stand in a text.
pub struct Matcher {
    analyser: Analyser,
    senses: Vec<Sense>,
    /// What the words that fit begin with: most words of a text are none of them, and need no stem.
    letters: Vec<char>,
}

/// A word of a text that fits: where, and which of the question's it is.
struct Fit {
    at: Bytes<usize>,
    word: usize,
    weight: f32,
}

impl Matcher {
    pub(super) fn new(locale: &Locale, senses: Vec<Sense>) -> Self {
        let beginnings = |sense: &Sense| {
            let stems = sense.stems.keys().map(|stem| stem.chars().next());
            stems
                .chain([sense.beginning.as_ref().map(|start| start.chars().next())].into_iter().flatten())
                .collect::<Vec<_>>()
        };
        let mut letters: Vec<char> = senses.iter().flat_map(beginnings).flatten().collect();
        letters.sort_unstable();
        letters.dedup();
        Self { analyser: Analyser::new(Language::of(locale)), senses, letters }
    }

    /// A whole text.
    pub fn highlight(&mut self, text: &str) -> Highlight {
        let fits = self.fits(text);
        Highlight { ranges: ranges(text, 0, &fits), text: text.to_owned() }
    }

    /// The part of a text that shows most of what was searched for; `None` when it shows nothing of it.
    pub fn snippet(&mut self, text: &str) -> Option<Highlight> {
        let fits = self.fits(text);
        let first = self.densest(&fits)?;
        let (start, end) = window(text, first);
        let cut = text.get(start..end).unwrap_or_default();
        let shown: Vec<Fit> = fits
            .into_iter()
            .filter(|fit| start <= fit.at.start && fit.at.end <= end)
            .map(|fit| Fit { at: fit.at.start - start..fit.at.end - start, ..fit })
            .collect();
        let (before, after) = (if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" });
        let offset = before.encode_utf16().count();
        Some(Highlight { text: format!("{before}{cut}{after}"), ranges: ranges(cut, offset, &shown) })
    }

    /// The passage that fits best, if any does, and how well: by how many of the words, then by how they weigh.
    pub fn best<'p>(&mut self, passages: &'p [Passage]) -> Option<(&'p Passage, f32)> {
        let mut best: Option<(&Passage, f32)> = None;
        for passage in passages {
            let score = self.score(&passage.heading, &passage.text);
            if score > best.map_or(0.0, |(_, score)| score) {
                best = Some((passage, score));
            }
        }
        best
    }

    /// How well a heading and its text answer: every word that stands there counts once and as it is rare, in the heading
    /// more; a short text more than a long one that says as much.
    pub fn score(&mut self, heading: &str, text: &str) -> f32 {
        let mut above = vec![0.0_f32; self.senses.len()];
        let mut below = vec![(0.0_f32, 0.0_f32); self.senses.len()];
        for fit in self.fits(heading) {
            if let Some(weight) = above.get_mut(fit.word) {
                *weight = weight.max(fit.weight);
            }
        }
        for fit in self.fits(text) {
            if let Some((weight, times)) = below.get_mut(fit.word) {
                *weight = weight.max(fit.weight);
                *times += 1.0;
            }
        }
        let length = text.len() as f32;
        let words = above.iter().zip(&below).zip(&self.senses).map(|((above, (below, times)), sense)| {
            let often = times / (times + 0.5 + length / 2_000.0);
            let there = above.max(*below);
            sense.rarity * there.mul_add(5.0, above.mul_add(2.0, below * often))
        });
        words.sum()
    }

    fn fits(&mut self, text: &str) -> Vec<Fit> {
        let mut fits = Vec::new();
        for word in words(text) {
            let first = self.analyser.first_letter(&word.lower);
            if first.is_some_and(|first| !self.letters.contains(&first)) {
                continue;
            }
            let forms = self.analyser.forms(&word.lower);
            let weight = |sense: &Sense| {
                let begun = sense.beginning.as_deref().is_some_and(|start| forms.surface.starts_with(start));
                sense.stems.get(&forms.stem).copied().or(begun.then_some(BEGUN))
            };
            let fit = self.senses.iter().enumerate().filter_map(|(index, sense)| Some((index, weight(sense)?)));
            if let Some((index, weight)) = fit.max_by(|(_, a), (_, b)| a.total_cmp(b)) {
                fits.push(Fit { at: word.at, word: index, weight });
            }
        }
        fits
    }

    /// Where the part begins that has the most different words in it, each as it weighs.
    fn densest(&self, fits: &[Fit]) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        // Long texts that say one thing over and over show it by then.
        for (index, first) in fits.iter().enumerate().take(200) {
            let mut weights = vec![0.0_f32; self.senses.len()];
            let inside = fits.iter().skip(index).take_while(|fit| fit.at.end <= first.at.start + SNIPPET - BEFORE);
            for fit in inside {
                if let Some(weight) = weights.get_mut(fit.word) {
                    *weight = weight.max(fit.weight);
                }
            }
            let weight = weights.iter().sum();
            if best.is_none_or(|(_, most)| weight > most) {
                best = Some((first.at.start, weight));
            }
        }
        best.map(|(start, _)| start)
    }
}

/// The part of a text around a place, between two words.
fn window(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let start = match before.char_indices().rev().nth(BEFORE) {
        None => 0,
        Some((start, _)) => {
            // Not in the middle of a word; nor far from the place for want of a space.
            let rest = before.get(start..).unwrap_or_default();
            rest.find(char::is_whitespace).map_or(start, |space| start + space)
        }
    };
    let start = start + leading(text.get(start..).unwrap_or_default());
    let rest = text.get(start..).unwrap_or_default();
    let end = match rest.char_indices().nth(SNIPPET) {
        None => text.len(),
        Some((end, _)) => {
            let kept = rest.get(..end).unwrap_or_default();
            start + kept.rfind(char::is_whitespace).filter(|space| start + space > at).unwrap_or(end)
        }
    };
    let kept = text.get(start..end).unwrap_or_default();
    (start, start + kept.trim_end().len())
}

fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Ranges in UTF-16 code units, after so many of them.
fn ranges(text: &str, offset: usize, fits: &[Fit]) -> Vec<Range> {
    let mut ranges = Vec::new();
    let (mut byte, mut unit) = (0, offset);
    let mut to = |place: usize| {
        unit += text.get(byte..place).map_or(0, |between| between.encode_utf16().count());
        byte = place;
        unit
    };
    for fit in fits.iter().take(MAX_RANGES) {
        ranges.push(Range { start: to(fit.at.start), end: to(fit.at.end) });
    }
    ranges
}
