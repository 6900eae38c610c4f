//! The one place that reads the time; everyone else is given a [`Clock`].

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use crate::vocabulary::Time;

/// Tells the time: the system's, or in tests one that stands still until it is moved.
#[derive(Debug, Clone, Default)]
pub struct Clock(Source);

#[derive(Debug, Clone, Default)]
enum Source {
    #[default]
    System,
    /// Microseconds since 1970.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `at`; its clones show and move the same time.
    #[must_use]
    pub fn manual(at: Time) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(at.timestamp_micros()))))
    }

    /// Now, cut to whole microseconds: PostgreSQL keeps no more, and both databases must return what was stored.
    #[must_use]
    pub fn now(&self) -> Time {
        match &self.0 {
            Source::System => system_time().trunc_subsecs(6),
            Source::Manual(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Moves a manual clock on; the system's time is not ours to move.
    pub fn advance(&self, by: TimeDelta) {
        if let (Source::Manual(micros), Some(by)) = (&self.0, by.num_microseconds()) {
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
fn system_time() -> Time {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_time_has_whole_microseconds() {
        let now = Clock::system().now();
        assert_eq!(now, now.trunc_subsecs(6));
    }

    #[test]
    fn a_manual_clock_moves_with_its_clones() {
        let clock = Clock::manual(DateTime::from_timestamp(1_000, 0).unwrap());
        let other = clock.clone();
        other.advance(TimeDelta::milliseconds(1_500));
        assert_eq!(clock.now(), DateTime::from_timestamp(1_001, 500_000_000).unwrap());
    }
}
