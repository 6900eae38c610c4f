//! An entry's state, always with an icon and a word and never by colour alone.

use maud::{Markup, Render, html};

use super::Icon;

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
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Scheduled => "Scheduled",
            Self::Live => "Live",
            Self::LiveChanged => "Live, changed",
            Self::Trashed => "Trashed",
        }
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
            assert!(badge.contains("<svg") && badge.contains(state.word()), "{badge}");
        }
    }
}
