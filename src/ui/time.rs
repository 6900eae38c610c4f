//! Moments for people: always with their zone. The server writes the site's; a script may show the reader's own.

use maud::{Markup, html};

use super::Viewer;
use crate::vocabulary::Time;

/// `22 Nov 2026, 14:02 GMT`.
#[must_use]
pub fn moment(at: Time, viewer: &Viewer) -> Markup {
    let local = viewer.site.time_zone.local(at);
    html! { time datetime=(machine(at)) data-show="moment" { (local.format("%-d %b %Y, %H:%M %Z").to_string()) } }
}

/// `14:02 GMT`, for what happened just now.
#[must_use]
pub fn clock(at: Time, viewer: &Viewer) -> Markup {
    let local = viewer.site.time_zone.local(at);
    html! { time datetime=(machine(at)) data-show="clock" { (local.format("%H:%M %Z").to_string()) } }
}

/// `Monday, 2 November 2026`: the site's day.
#[must_use]
pub fn day(at: Time, viewer: &Viewer) -> Markup {
    let local = viewer.site.time_zone.local(at);
    html! { time datetime=(local.format("%Y-%m-%d").to_string()) { (local.format("%A, %-d %B %Y").to_string()) } }
}

/// `14:02 GMT` today, the date as well on another day.
#[must_use]
pub fn when(at: Time, viewer: &Viewer) -> Markup {
    let day = |at: Time| viewer.site.time_zone.local(at).date_naive();
    if day(at) == day(viewer.now) { clock(at, viewer) } else { moment(at, viewer) }
}

fn machine(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::sample;

    #[test]
    fn a_moment_shows_its_zone() {
        let viewer = sample::viewer();
        let at: Time = "2026-11-02T14:02:09.5Z".parse().unwrap();
        let shown = moment(at, &viewer).into_string();
        assert!(shown.contains("2 Nov 2026, 14:02 UTC") && shown.contains("\"2026-11-02T14:02:09Z\""), "{shown}");
        assert!(clock(at, &viewer).into_string().contains(">14:02 UTC<"));
    }

    #[test]
    fn a_moment_of_today_needs_no_date_and_today_is_the_sites() {
        let viewer = sample::viewer();
        assert!(
            day("2026-11-02T14:02:00Z".parse().unwrap(), &viewer).into_string().contains(">Monday, 2 November 2026<")
        );
        let shown = |viewer: &Viewer, at: &str| when(at.parse().unwrap(), viewer).into_string();
        assert!(shown(&viewer, "2026-11-02T14:02:00Z").contains(">14:02 UTC<"));
        assert!(shown(&viewer, "2026-11-01T14:02:00Z").contains("1 Nov 2026, 14:02 UTC"));
        let site = crate::vocabulary::Site { time_zone: "Asia/Tokyo".parse().unwrap(), ..Default::default() };
        let tokyo = Viewer { site: site.into(), ..viewer };
        assert!(shown(&tokyo, "2026-11-02T14:02:00Z").contains("2 Nov 2026, 23:02 JST"));
    }
}
