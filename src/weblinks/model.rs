//! What an answer says of a link, and when to look again.

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::vocabulary::Time;

/// When a link that is fine, or that cannot be judged, is looked at again.
const SELDOM: TimeDelta = TimeDelta::days(7);
/// When a link that is broken is looked at again.
const DAILY: TimeDelta = TimeDelta::days(1);
/// Two looks that fail are this far apart before anybody is told; and so long a server that is busy is left alone.
const HOUR: TimeDelta = TimeDelta::hours(1);

/// How a server says that it wants to be left alone.
pub const BUSY: [u16; 2] = [429, 503];

/// An address to look at: without the place within its page, which no server is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target(Url);

impl Target {
    /// `None` for what does not lead out into the web: a path, a telephone number, an address for mail.
    #[must_use]
    pub fn of(href: &str) -> Option<Self> {
        let mut url = Url::parse(href.trim()).ok()?;
        url.set_fragment(None);
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(Self(url))
    }

    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.0
    }

    /// Whose turn it takes: the name alone, for all of a machine's ports are one machine.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Under which it is kept.
    #[must_use]
    pub fn digest(&self) -> String {
        Sha256::digest(self.0.as_str()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Status(u16),
    /// It sends on to somewhere else, which is an answer.
    Elsewhere,
    /// The server asks to be left alone, for so long if it says.
    Busy(u16, Option<TimeDelta>),
    /// Nobody answers.
    Silent,
    /// It was not asked: where it leads is none of Galley's business.
    Refused,
}

/// What is known of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Fine,
    /// One look failed: a second one will tell.
    Failing,
    Broken,
    /// The server does not say: it is busy, or shows this to others only.
    Unknown,
    Refused,
}

impl State {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Failing => "failing",
            Self::Broken => "broken",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
        }
    }
}

/// What a look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub state: State,
    pub status: Option<u16>,
    /// Since when each look has failed.
    pub failing_since: Option<Time>,
    pub due_at: Time,
    /// Until when its server is asked for nothing.
    pub hush: Option<Time>,
}

/// Judges an answer. What is gone is broken at once; anything else may be a bad moment, and has to fail twice.
#[must_use]
pub fn judge(answer: Answer, failing_since: Option<Time>, now: Time) -> Verdict {
    let since = failing_since.unwrap_or(now);
    let verdict = |state, status, failing_since, wait| {
        let due_at = now + wait;
        Verdict { state, status, failing_since, due_at, hush: None }
    };
    match answer {
        Answer::Elsewhere => verdict(State::Fine, None, None, SELDOM),
        Answer::Refused => verdict(State::Refused, None, None, SELDOM),
        Answer::Busy(status, wait) => {
            // What failed before has still failed.
            let wait = wait.unwrap_or(HOUR).clamp(HOUR, SELDOM);
            let busy = verdict(State::Unknown, Some(status), failing_since, wait);
            Verdict { hush: Some(busy.due_at), ..busy }
        }
        Answer::Status(status @ (200..=399)) => verdict(State::Fine, Some(status), None, SELDOM),
        Answer::Status(status @ (404 | 410)) => verdict(State::Broken, Some(status), Some(since), DAILY),
        // For whoever has signed in, or for browsers only: LinkedIn's 999 is one of these.
        Answer::Status(status @ (401..=403 | 405 | 407 | 451 | 501 | 999)) => {
            verdict(State::Unknown, Some(status), None, SELDOM)
        }
        Answer::Status(_) | Answer::Silent => {
            let status = if let Answer::Status(status) = answer { Some(status) } else { None };
            if now - since >= HOUR {
                verdict(State::Broken, status, Some(since), DAILY)
            } else {
                verdict(State::Failing, status, Some(since), since + HOUR - now)
            }
        }
    }
}

/// How long `Retry-After` (RFC 9110, 10.2.3) asks to wait: seconds, or a date.
#[must_use]
pub fn retry_after(value: &str, now: Time) -> Option<TimeDelta> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(TimeDelta::seconds(seconds.into()));
    }
    let date = chrono::DateTime::parse_from_rfc2822(value).ok()?;
    Some((date.to_utc() - now).max(TimeDelta::zero()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        "2026-11-02T12:00:00Z".parse().unwrap()
    }

    fn ago(hours: i64) -> Time {
        now() - TimeDelta::hours(hours)
    }

    #[test]
    fn only_the_web_is_looked_at_and_a_page_once() {
        for href in
            ["", "/articles/a", "tel:+4312345", "mailto:a@b.example", "galley:article/a", "ftp://a.example/", "//x"]
        {
            assert_eq!(Target::of(href), None, "{href}");
        }
        let of = |href| Target::of(href).unwrap();
        assert_eq!(of("HTTPS://A.example#b"), of("https://a.example/"));
        assert_eq!(
            (of("https://a.example:8443/b?c=d").host(), of("https://a.example/").digest().len()),
            ("a.example", 64)
        );
    }

    #[test]
    fn what_is_gone_is_broken_at_once() {
        for status in [404, 410] {
            let verdict = judge(Answer::Status(status), None, now());
            assert_eq!((verdict.state, verdict.status, verdict.due_at), (State::Broken, Some(status), now() + DAILY));
        }
    }

    #[test]
    fn anything_else_has_to_fail_twice_an_hour_apart() {
        for answer in [Answer::Silent, Answer::Status(500), Answer::Status(400)] {
            let first = judge(answer, None, now());
            assert_eq!((first.state, first.failing_since, first.due_at), (State::Failing, Some(now()), now() + HOUR));
            let soon = judge(answer, Some(now() - TimeDelta::minutes(20)), now());
            assert_eq!((soon.state, soon.due_at), (State::Failing, now() + TimeDelta::minutes(40)));
            let second = judge(answer, Some(ago(1)), now());
            assert_eq!(
                (second.state, second.failing_since, second.due_at),
                (State::Broken, Some(ago(1)), now() + DAILY)
            );
        }
    }

    #[test]
    fn an_answer_ends_a_failure_and_a_busy_server_does_not() {
        for answer in [Answer::Status(200), Answer::Status(304), Answer::Elsewhere] {
            let verdict = judge(answer, Some(ago(30)), now());
            assert_eq!((verdict.state, verdict.failing_since, verdict.due_at), (State::Fine, None, now() + SELDOM));
        }
        let busy = judge(Answer::Busy(503, None), Some(ago(30)), now());
        assert_eq!((busy.state, busy.failing_since, busy.hush), (State::Unknown, Some(ago(30)), Some(now() + HOUR)));
        assert_eq!(judge(Answer::Silent, busy.failing_since, now()).state, State::Broken);
    }

    #[test]
    fn a_server_is_left_alone_for_as_long_as_it_asks() {
        let hush = |wait| judge(Answer::Busy(429, wait), None, now()).hush.unwrap() - now();
        assert_eq!(hush(Some(TimeDelta::seconds(2))), HOUR);
        assert_eq!(hush(Some(TimeDelta::hours(5))), TimeDelta::hours(5));
        assert_eq!(hush(Some(TimeDelta::days(900))), SELDOM);
    }

    #[test]
    fn what_is_shown_to_others_only_is_not_broken() {
        for answer in [Answer::Status(401), Answer::Status(403), Answer::Status(999), Answer::Refused] {
            let verdict = judge(answer, None, now());
            assert!(matches!(verdict.state, State::Unknown | State::Refused), "{answer:?}");
            assert_eq!((verdict.due_at, verdict.hush), (now() + SELDOM, None));
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after("120", now()), Some(TimeDelta::seconds(120)));
        assert_eq!(retry_after(" Mon, 02 Nov 2026 12:30:00 GMT", now()), Some(TimeDelta::minutes(30)));
        assert_eq!(retry_after("Mon, 02 Nov 2026 11:30:00 GMT", now()), Some(TimeDelta::zero()));
        for odd in ["", "soon", "-5", "99999999999999999999"] {
            assert_eq!(retry_after(odd, now()), None, "{odd}");
        }
    }
}
