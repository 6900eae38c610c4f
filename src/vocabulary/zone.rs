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

    /// When a day begins by the zone's clocks; `None` at the end of the calendar. Where midnight is skipped, the first
    /// hour that is not.
    #[must_use]
    pub fn begin_of(self, day: chrono::NaiveDate) -> Option<Time> {
        let mut hours = (0..4).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        hours.find_map(|local| local.and_local_timezone(self.0).earliest()).map(|at| at.to_utc())
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
    fn a_zone_knows_its_summer() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let shown = |at: &str| berlin.local(at.parse().unwrap()).format("%H:%M %Z").to_string();
        assert_eq!(shown("2026-11-02T14:02:00Z"), "15:02 CET");
        assert_eq!(shown("2026-07-02T14:02:00Z"), "16:02 CEST");
        assert_eq!("Mars/Olympus".parse::<Zone>(), Err(InvalidZone));
        let day = |zone: &str, day: &str| zone.parse::<Zone>().unwrap().begin_of(day.parse().unwrap()).unwrap();
        assert_eq!(day("Europe/Berlin", "2026-07-02").to_rfc3339(), "2026-07-01T22:00:00+00:00");
        // There the clocks went from midnight to one.
        assert_eq!(day("America/Havana", "2026-03-08").to_rfc3339(), "2026-03-08T05:00:00+00:00");
        assert!(Zone::all().any(|name| name == "UTC"));
    }
}
