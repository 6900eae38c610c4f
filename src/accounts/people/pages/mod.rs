//! The pages of people: the list, a person, inviting, and the page that shows a link once.

mod index;
mod invite;
mod person;

use maud::{Markup, html};

use super::super::model::Person;
use crate::{
    permission::Role,
    ui::{Icon, form::Answer},
    words::t,
};

pub use index::PeoplePage;
pub use invite::{InviteView, LinkPage, invite};
pub use person::{PersonPage, disabling};

/// What was just done, in words, by a word of the address; nothing for a word that is none of ours.
#[must_use]
pub fn done(word: &str) -> Option<String> {
    DONE.contains(&word).then(|| t!("people-done-" + word))
}

const DONE: [&str; 4] = ["role", "disabled", "enabled", "withdrawn"];

/// The roles to choose from, each with what it may do.
fn role_choices(roles: &[Role]) -> Vec<Answer<'static>> {
    let choice = |role: &Role| {
        let value = role.as_str();
        Answer::new(value, t!("role-" + value)).meaning(t!("role-does-" + value))
    };
    roles.iter().map(choice).collect()
}

/// Whether somebody can sign in.
fn access(person: &Person) -> Markup {
    if person.disabled { badge("disabled", Icon::Blocked) } else { badge("active", Icon::Live) }
}

/// `word` is the class and the end of the message's key.
fn badge(word: &str, icon: Icon) -> Markup {
    html! { span.badge.(word) { (icon) (t!("access-" + word)) } }
}

#[cfg(test)]
mod sample {
    use crate::{accounts::model::Person, permission::Role, ui::Preferences, vocabulary::PersonId};

    pub fn person(name: &str, role: Role) -> Person {
        Person {
            id: PersonId::new(),
            email: "cleo@example.com".parse().unwrap(),
            name: name.into(),
            role,
            disabled: false,
            stamp: 0,
            preferences: Preferences::default(),
            created_at: "2026-10-01T08:00:00Z".parse().unwrap(),
            last_sign_in_at: None,
        }
    }
}
