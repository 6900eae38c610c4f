//! People, e-mail addresses and passwords: what they may be, and in which words they are refused.

use std::{fmt, str::FromStr};

use crate::{
    permission::{Role, Scope},
    ui::Preferences,
    vocabulary::{FieldErrors, PersonId, Time},
};

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub disabled: bool,
    /// Counts the changes after which every session of this person is over.
    pub stamp: i64,
    pub preferences: Preferences,
}

/// An e-mail address, in lower case: one spelling, one account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(Box<str>);

impl Email {
    /// The longest address that can be written on an envelope (RFC 5321, section 4.5.3.1.3), in bytes.
    pub const MAX: usize = 254;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("use an e-mail address such as name@example.com")]
pub struct InvalidEmail;

impl FromStr for Email {
    type Err = InvalidEmail;

    /// Not the whole grammar of RFC 5322, which allows what nobody has: one `@`, no blanks, a domain of labels.
    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail)?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || "@<>()[]\\,;:\"".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let dotted = domain.contains('.') || domain == "localhost";
        let fits = text.len() <= Self::MAX
            && (1..=64).contains(&local.len())
            && !local.contains(odd)
            && dotted
            && domain.split('.').all(label);
        if fits { Ok(Self(text.into())) } else { Err(InvalidEmail) }
    }
}

/// A password that may be set. It is never shown, not even while debugging.
#[derive(Clone)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// In characters.
    pub const MIN: usize = 10;
    /// In characters; beyond it is no password but an attempt to keep the server busy.
    pub const MAX: usize = 1024;

    /// # Errors
    /// Why it cannot be taken, as a code and in words.
    pub fn check(text: String, owner: Option<&Email>) -> Result<Self, (&'static str, String)> {
        let length = text.chars().count();
        if length < Self::MIN {
            return Err(("too_short", format!("use {} characters or more", Self::MIN)));
        }
        if length > Self::MAX {
            return Err(("too_long", format!("use {} characters at most", Self::MAX)));
        }
        let lower = text.to_lowercase();
        if is_common(&lower) {
            return Err(("common", "this is among the first that are tried; use another".into()));
        }
        let name = owner.map(Email::local_part).unwrap_or_default();
        if name.len() >= 4 && lower.contains(name) {
            return Err(("contains_email", "leave your e-mail name out of it".into()));
        }
        Ok(Self(text))
    }

    pub(super) fn into_inner(self) -> String {
        self.0
    }
}

/// Somebody who is to get an account.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub password: Password,
}

impl NewPerson {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, at the fields `name`, `email` and `password`.
    pub fn read(name: &str, email: &str, password: String, role: Role) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = name.trim();
        if name.is_empty() {
            errors.add("name", "required", "say who you are");
        } else if name.chars().count() > 100 || name.chars().any(char::is_control) {
            errors.add("name", "invalid", "use 100 characters at most, on one line");
        }
        let address = email.parse::<Email>();
        if address.is_err() {
            let (code, detail) = match email.trim() {
                "" => ("required", "an e-mail address is needed to sign in".to_owned()),
                _ => ("invalid", InvalidEmail.to_string()),
            };
            errors.add("email", code, detail);
        }
        let password = Password::check(password, address.as_ref().ok());
        if let Err((code, detail)) = &password {
            errors.add("password", code, detail.clone());
        }
        match (address, password) {
            (Ok(email), Ok(password)) if errors.is_empty() => Ok(Self { email, name: name.to_owned(), role, password }),
            _ => Err(errors),
        }
    }
}

/// A token that is to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// `None`: does not expire.
    pub expires_at: Option<Time>,
}

/// A token as its holder has it; shown once, and never while debugging.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenSecret(pub(super) String);

impl TokenSecret {
    /// The text that goes behind `Bearer`.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenSecret(…)")
    }
}

/// Why a verb about people, sessions or tokens was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("{0}")]
    Invalid(FieldErrors),
    #[error("not allowed")]
    Forbidden,
    #[error("there is nobody and nothing of this id")]
    NotFound,
    /// The token works no more, or another has taken its place.
    #[error("the token has ended")]
    TokenEnded,
    /// The last owner cannot be disabled or made something else.
    #[error("there must be an owner left")]
    LastOwner,
    /// The link was used, is out of date, or never was.
    #[error("this link is used or out of date")]
    LinkUsed,
    /// Too many passwords are being checked.
    #[error("too busy; try again in a moment")]
    Busy,
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

/// Words and patterns from the top of every list of stolen passwords, where they are long enough to get this far.
fn is_common(lower: &str) -> bool {
    const STEMS: [&str; 16] = [
        "password",
        "passw0rd",
        "p@ssw0rd",
        "p@ssword",
        "qwerty",
        "qwertz",
        "azerty",
        "letmein",
        "welcome",
        "iloveyou",
        "admin",
        "administrator",
        "changeme",
        "galley",
        "monkey",
        "dragon",
    ];
    const ROWS: [&str; 5] = [
        "01234567890123456789",
        "98765432109876543210",
        "qwertyuiopasdfghjklzxcvbnm",
        "abcdefghijklmnopqrstuvwxyz",
        "1q2w3e4r5t6y7u8i9o0p",
    ];
    let trimmed = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let repeats = STEMS.iter().any(|stem| !trimmed.is_empty() && trimmed.replace(stem, "").is_empty());
    distinct.len() <= 3 || repeats || ROWS.iter().any(|row| row.contains(lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<&'static str> {
        let email = "margaret@clinic.example".parse().ok();
        Password::check(password.into(), email.as_ref()).err().map(|(code, _)| code)
    }

    #[test]
    fn passwords_that_are_tried_first_are_refused() {
        for (password, code) in [
            ("short", "too_short"),
            ("", "too_short"),
            ("password1234", "common"),
            ("Password!!", "common"),
            ("1234567890", "common"),
            ("qwertyuiop", "common"),
            ("aaaaaaaaaaaa", "common"),
            ("administrator1", "common"),
            ("xx-Margaret-xx", "contains_email"),
        ] {
            assert_eq!(refused(password), Some(code), "{password}");
        }
        assert_eq!(refused(&"ab1!c".repeat(300)), Some("too_long"));
        for good in ["three quiet herons", "пароль из слов", "Tr0ub4dor&3x"] {
            assert_eq!(refused(good), None, "{good}");
        }
    }

    #[test]
    fn an_address_has_one_spelling() {
        assert_eq!(" Ada@Example.COM ".parse::<Email>().unwrap().as_str(), "ada@example.com");
        let long = format!("a@{}.com", "b".repeat(250));
        for bad in ["", "ada", "@b.c", "a@", "a@b", "a@b..c", "a b@c.de", "a@b@c.de", "a@-b.de", "a\n@b.de", &long] {
            assert!(bad.parse::<Email>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let errors = NewPerson::read(" ", "x", "y".into(), Role::Owner).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "password"]);
    }

    #[test]
    fn secrets_do_not_show_while_debugging() {
        let person = NewPerson::read("Ada", "ada@example.com", "three quiet herons".into(), Role::Owner).unwrap();
        assert!(!format!("{person:?}").contains("herons"));
    }
}
