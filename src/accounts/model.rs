//! People, e-mail addresses and passwords: what they may be, and in which words they are refused.

use std::{fmt, str::FromStr};

use super::strength;
use crate::{
    permission::{Actor, Permission, Role, Scope},
    ui::Preferences,
    vocabulary::{FieldErrors, PersonId, Time},
    words::t,
};

/// The longest name, in characters.
pub const NAME_MAX: usize = 100;

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
    pub created_at: Time,
    pub last_sign_in_at: Option<Time>,
}

/// Whether somebody may do things to people of these roles: owners are managed by owners alone.
#[must_use]
pub fn may_manage(by: &Actor, roles: &[Role]) -> bool {
    let owner_involved = roles.contains(&Role::Owner);
    by.may_some(Permission::ManagePeople) && (!owner_involved || by.role().is_none_or(|role| role == Role::Owner))
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

    /// Judges a password by its length, by how hard it is to guess, and by what others know of its owner.
    ///
    /// # Errors
    /// Why it cannot be taken, as a code and in words.
    pub fn check(text: String, owner: Option<&Email>, name: &str) -> Result<Self, (&'static str, String)> {
        let length = text.chars().count();
        if length < Self::MIN {
            return Err(("too_short", t!("password-too-short", count = Self::MIN)));
        }
        if length > Self::MAX {
            return Err(("too_long", t!("password-too-long", count = Self::MAX)));
        }
        let local_part = owner.map(Email::local_part).unwrap_or_default();
        if local_part.len() >= 4 && text.to_lowercase().contains(local_part) {
            return Err(("contains_email", t!("password-contains-email")));
        }
        let email = owner.map(Email::as_str).unwrap_or_default();
        let mut about = vec!["galley", email, local_part, name];
        about.extend(email.split(['@', '.']).chain(name.split_whitespace()));
        about.retain(|word| word.chars().count() > 2);
        match strength::too_easy(&text, &about) {
            Some(reason) => Err(reason),
            None => Ok(Self(text)),
        }
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
        let name = read_name(name, &mut errors);
        let email = read_email(email, &mut errors);
        let password = read_password("password", password, (email.as_ref(), &name), &mut errors);
        match (email, password) {
            (Some(email), Some(password)) if errors.is_empty() => Ok(Self { email, name, role, password }),
            _ => Err(errors),
        }
    }
}

/// What somebody wants to be called; a complaint goes to `name`.
pub fn read_name(name: &str, errors: &mut FieldErrors) -> String {
    let name = name.trim();
    if name.is_empty() {
        errors.add("name", "required", t!("name-required"));
    } else if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        errors.add("name", "invalid", t!("name-invalid", count = NAME_MAX));
    }
    name.to_owned()
}

/// An address; a complaint goes to `email`.
pub fn read_email(email: &str, errors: &mut FieldErrors) -> Option<Email> {
    let read = email.parse().ok();
    if read.is_none() && email.trim().is_empty() {
        errors.add("email", "required", t!("email-required"));
    } else if read.is_none() {
        errors.add("email", "invalid", t!("email-invalid"));
    }
    read
}

/// A password for somebody of this address and name; a complaint goes to `field`.
pub fn read_password(
    field: &str,
    password: String,
    (email, name): (Option<&Email>, &str),
    errors: &mut FieldErrors,
) -> Option<Password> {
    let read = Password::check(password, email, name);
    if let Err((code, detail)) = &read {
        errors.add(field, code, detail.clone());
    }
    read.ok()
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
    /// Nobody takes their own rights: whoever is left out would have nobody to ask.
    #[error("somebody else must do this to you")]
    Yourself,
    /// Whoever cannot sign in has no use for a password.
    #[error("this person is disabled")]
    Disabled,
    /// The link was used, is out of date, or never was.
    #[error("this link is used or out of date")]
    LinkUsed,
    /// Too many passwords are being checked.
    #[error("too busy; try again in a moment")]
    Busy,
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<&'static str> {
        let email = "margaret@clinic.example".parse().ok();
        Password::check(password.into(), email.as_ref(), "Margaret Hale").err().map(|(code, _)| code)
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
            ("aaaaaaaaaaaa", "guessable"),
            ("Clinic Hale", "guessable"),
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
