//! Time zones by their IANA names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Time;

/// A time zone of the IANA database: `Europe/London`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(chrono_tz::Tz);

/// Why a text is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("use the name of a time zone such as Europe/London")]
pub struct InvalidZone;

impl Zone {
    /// Every zone there is, by name.
    pub fn all() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// A moment as the zone's clocks show it.
    #[must_use]
    pub fn local(self, at: Time) -> chrono::DateTime<chrono_tz::Tz> {
        at.with_timezone(&self.0)
    }

    /// When the zone's clocks show this: the first time where they show it twice, and the hour after where they leave it
    /// out.
    #[must_use]
    pub fn moment(self, local: chrono::NaiveDateTime) -> Time {
        let later = local + chrono::TimeDelta::hours(1);
        let first = [local, later].into_iter().find_map(|local| local.and_local_timezone(self.0).earliest());
        first.map_or_else(|| local.and_utc(), |local| local.to_utc())
    }

    /// When a day begins here. Where clocks leave midnight out, when they go on.
    #[must_use]
    pub fn start_of(self, day: chrono::NaiveDate) -> Time {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let hours = (0..24).map(|hour| midnight + chrono::TimeDelta::hours(hour));
        let first = hours.filter_map(|local| local.and_local_timezone(self.0).earliest()).next();
        first.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(chrono_tz::UTC)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = InvalidZone;

    fn from_str(text: &str) -> Result<Self, InvalidZone> {
        text.parse().map(Self).map_err(|_| InvalidZone)
    }
}

impl TryFrom<String> for Zone {
    type Error = InvalidZone;

    fn try_from(text: String) -> Result<Self, InvalidZone> {
        text.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_its_clocks_say_so() {
        let start = |zone: &str, day: &str| {
            let zone: Zone = zone.parse().unwrap();
            zone.start_of(day.parse().unwrap()).to_rfc3339()
        };
        assert_eq!(start("Europe/Berlin", "2026-07-02"), "2026-07-01T22:00:00+00:00");
        // Clocks went from 23:59 to 01:00.
        assert_eq!(start("America/Sao_Paulo", "2018-11-04"), "2018-11-04T03:00:00+00:00");
    }

    #[test]
    fn a_clock_that_shows_a_time_twice_or_never_means_one_moment() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let moment = |local: &str| berlin.moment(local.parse().unwrap()).to_rfc3339();
        assert_eq!(moment("2026-07-02T12:30:00"), "2026-07-02T10:30:00+00:00");
        assert_eq!(moment("2026-10-25T02:30:00"), "2026-10-25T00:30:00+00:00");
        assert_eq!(moment("2026-03-29T02:30:00"), "2026-03-29T01:30:00+00:00");
    }

    #[test]
    fn a_zone_knows_its_summer() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let shown = |at: &str| berlin.local(at.parse().unwrap()).format("%H:%M %Z").to_string();
        assert_eq!(shown("2026-11-02T14:02:00Z"), "15:02 CET");
        assert_eq!(shown("2026-07-02T14:02:00Z"), "16:02 CEST");
        assert_eq!("Mars/Olympus".parse::<Zone>(), Err(InvalidZone));
        assert!(Zone::all().any(|name| name == "UTC"));
    }
}
