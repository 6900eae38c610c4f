//! An entry's state, always with an icon and a word and never by colour alone.

use maud::{Markup, Render, html};

use super::Icon;
use crate::words::t;

/// The states shown to people; these words, everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    InReview,
    Scheduled,
    Live,
    LiveChanged,
    Trashed,
}

impl State {
    #[must_use]
    pub fn word(self) -> String {
        t!("state-" + self.look().0)
    }

    const fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Draft => ("draft", Icon::Draft),
            Self::InReview => ("review", Icon::Review),
            Self::Scheduled => ("scheduled", Icon::Clock),
            Self::Live => ("live", Icon::Live),
            Self::LiveChanged => ("changed", Icon::Changed),
            Self::Trashed => ("trashed", Icon::Trash),
        }
    }
}

impl Render for State {
    fn render(&self) -> Markup {
        let (class, icon) = self.look();
        html! { span.badge.(class) { (icon) (self.word()) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_word_and_an_icon() {
        for state in [State::Draft, State::InReview, State::Scheduled, State::Live, State::LiveChanged, State::Trashed]
        {
            let badge = state.render().into_string();
            assert!(badge.contains("<svg") && badge.contains(&state.word()), "{badge}");
        }
    }
}
