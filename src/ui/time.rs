//! Moments for people: always with their zone. The server writes UTC; a script may show the reader's own.

use maud::{Markup, html};

use crate::vocabulary::Time;

/// `22 Nov 2026, 14:02 UTC`.
#[must_use]
pub fn moment(at: Time) -> Markup {
    html! { time datetime=(machine(at)) data-show="moment" { (at.format("%-d %b %Y, %H:%M UTC").to_string()) } }
}

/// `14:02 UTC`, for what happened just now.
#[must_use]
pub fn clock(at: Time) -> Markup {
    html! { time datetime=(machine(at)) data-show="clock" { (at.format("%H:%M UTC").to_string()) } }
}

fn machine(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_shows_its_zone() {
        let at: Time = "2026-11-02T14:02:09.5Z".parse().unwrap();
        let shown = moment(at).into_string();
        assert!(shown.contains("2 Nov 2026, 14:02 UTC") && shown.contains("\"2026-11-02T14:02:09Z\""), "{shown}");
        assert!(clock(at).into_string().contains(">14:02 UTC<"));
    }
}
