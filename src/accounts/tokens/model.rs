//! A token as people see it: whose it is, what it may do, and whether it still does.

use chrono::TimeDelta;

use super::super::model::{NewToken, TokenSecret};
use crate::{
    permission::{Actor, Permission, Role, Scope},
    vocabulary::{FieldErrors, Time, TokenId},
    words::t,
};

/// How long a token lives unless its maker says otherwise.
pub const DEFAULT_TOKEN_DAYS: i64 = 90;

/// So long before its end people are told of it.
const SOON: TimeDelta = TimeDelta::days(14);

/// A token, without what makes it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: TokenId,
    pub name: String,
    /// Its beginning.
    pub prefix: String,
    pub scopes: Vec<Scope>,
    pub maker: Maker,
    pub created_at: Time,
    pub expires_at: Option<Time>,
    /// When, and from where.
    pub last_used: Option<(Time, Option<String>)>,
    pub revoked_at: Option<Time>,
    /// The token that took its place.
    pub successor: Option<TokenId>,
}

/// Whom a token acts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maker {
    /// Nobody: it was made on the command line.
    CommandLine,
    Person {
        name: String,
        role: Role,
        disabled: bool,
    },
    /// Somebody who is not there any more.
    Gone,
}

/// How a token stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Active,
    EndsSoon,
    /// Another took its place, and it works until programs have changed over.
    Overlapping,
    /// It is good, and the person whom it acts for is not let in.
    Idle,
    Replaced,
    Expired,
    Revoked,
}

impl Standing {
    /// As the catalogue's `token-state-` has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::EndsSoon => "soon",
            Self::Overlapping => "overlapping",
            Self::Idle => "idle",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// Whether it will never be good again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Replaced | Self::Expired | Self::Revoked)
    }
}

impl Token {
    #[must_use]
    pub fn standing(&self, now: Time) -> Standing {
        let replaced = self.successor.is_some();
        let out = self.maker == Maker::Gone || matches!(self.maker, Maker::Person { disabled: true, .. });
        match self.expires_at {
            _ if self.revoked_at.is_some() => Standing::Revoked,
            Some(at) if at <= now && replaced => Standing::Replaced,
            Some(at) if at <= now => Standing::Expired,
            _ if out => Standing::Idle,
            _ if replaced => Standing::Overlapping,
            Some(at) if at <= now + SOON => Standing::EndsSoon,
            _ => Standing::Active,
        }
    }

    /// Whether another may take its place.
    #[must_use]
    pub fn can_be_rotated(&self, now: Time) -> bool {
        matches!(self.standing(now), Standing::Active | Standing::EndsSoon)
    }

    /// Whether this actor may have its successor in hand. What an owner made, or nobody and so the owner of the
    /// machine, may do what only owners may: it is not for others to take up.
    #[must_use]
    pub fn may_be_rotated_by(&self, actor: &Actor) -> bool {
        let owners_alone = match &self.maker {
            Maker::Person { role, .. } => *role == Role::Owner,
            Maker::CommandLine | Maker::Gone => self.scopes.contains(&Scope::People),
        };
        let is_owner = actor.role().is_none_or(|role| role == Role::Owner);
        actor.may_some(Permission::ManageTokens) && (is_owner || !owners_alone)
    }
}

/// How long a token that was rotated goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Overlap {
    None,
    Hour,
    #[default]
    Day,
    Week,
}

impl Overlap {
    pub const ALL: [Self; 4] = [Self::None, Self::Hour, Self::Day, Self::Week];

    /// As forms send it, and as the catalogue's `token-overlap-` has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|overlap| overlap.as_str() == word)
    }

    #[must_use]
    pub const fn span(self) -> TimeDelta {
        match self {
            Self::None => TimeDelta::zero(),
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
            Self::Week => TimeDelta::days(7),
        }
    }
}

/// A token that was made: its secret can be seen here and never again.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    pub id: TokenId,
    pub secret: TokenSecret,
    pub expires_at: Option<Time>,
}

/// What is wrong with a token that is to be made.
pub fn check(new: &NewToken, now: Time) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let name = new.name.trim();
    if name.is_empty() {
        errors.add("name", "required", t!("token-name-missing"));
    } else if name.chars().count() > 100 || name.chars().any(char::is_control) {
        errors.add("name", "invalid", t!("token-name-wrong"));
    }
    if new.scopes.is_empty() {
        errors.add("scopes", "required", t!("token-scopes-missing"));
    }
    if new.expires_at.is_some_and(|at| at <= now) {
        errors.add("expiresAt", "past", t!("token-expiry-past"));
    }
    errors
}

#[cfg(test)]
pub mod sample {
    //! A token for tests.

    use super::*;

    pub fn token() -> Token {
        Token {
            id: TokenId::new(),
            name: "Website".into(),
            prefix: "glly_a1b2".into(),
            scopes: vec![Scope::ContentRead, Scope::History],
            maker: Maker::Person { name: "Ada".into(), role: Role::Admin, disabled: false },
            created_at: "2026-10-01T12:00:00Z".parse().unwrap(),
            expires_at: Some("2026-12-30T12:00:00Z".parse().unwrap()),
            last_used: Some(("2026-11-01T08:00:00Z".parse().unwrap(), Some("192.0.2.7".into()))),
            revoked_at: None,
            successor: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sample::token, *};
    use crate::vocabulary::PersonId;

    #[test]
    fn a_token_stands_as_it_stands_at_the_moment() {
        let now: Time = "2026-11-02T15:00:00Z".parse().unwrap();
        let good = token();
        let with = |change: fn(&mut Token)| {
            let mut token = good.clone();
            change(&mut token);
            token.standing(now)
        };
        let past = |token: &mut Token| token.expires_at = Some("2026-11-02T15:00:00Z".parse().unwrap());
        assert_eq!(good.standing(now), Standing::Active);
        assert_eq!(with(|t| t.expires_at = None), Standing::Active);
        assert_eq!(with(|t| t.expires_at = Some("2026-11-16T15:00:00Z".parse().unwrap())), Standing::EndsSoon);
        assert_eq!(with(past), Standing::Expired);
        assert_eq!(with(|t| t.successor = Some(TokenId::new())), Standing::Overlapping);
        assert_eq!(with(|t| t.revoked_at = Some(t.created_at)), Standing::Revoked);
        assert_eq!(with(|t| t.maker = Maker::Gone), Standing::Idle);
        let mut over = good.clone();
        past(&mut over);
        over.successor = Some(TokenId::new());
        assert_eq!(over.standing(now), Standing::Replaced);
        assert!(over.standing(now).is_over() && !over.can_be_rotated(now) && good.can_be_rotated(now));
    }

    #[test]
    fn what_an_owner_made_is_rotated_by_owners_alone() {
        let actor = |role| Actor::person(PersonId::new(), "X", role);
        let of = |role, scope| Token {
            maker: Maker::Person { name: "Y".into(), role, disabled: false },
            scopes: vec![scope],
            ..token()
        };
        let nobodys = |scope| Token { maker: Maker::CommandLine, scopes: vec![scope], ..token() };
        for token in [of(Role::Owner, Scope::ContentRead), nobodys(Scope::People)] {
            assert!(!token.may_be_rotated_by(&actor(Role::Admin)));
            assert!(token.may_be_rotated_by(&actor(Role::Owner)) && token.may_be_rotated_by(&Actor::system("cli")));
        }
        for token in [of(Role::Admin, Scope::People), nobodys(Scope::ContentWrite)] {
            assert!(token.may_be_rotated_by(&actor(Role::Admin)));
            assert!(!token.may_be_rotated_by(&actor(Role::Editor)));
        }
    }
}
