//! One's own account: name, password, how the panel looks, and where one is signed in.

use maud::{Markup, Render, html};

use super::{OpenSession, agent::browser};
use crate::{
    accounts::pages::{new_password, own_name},
    paths,
    ui::{
        Button, Density, Icon, Notice, Page, Theme, Viewer, button,
        form::{self, Choice},
        part::part,
        time::{moment, when},
    },
    vocabulary::FieldErrors,
    words::{rich, t},
};

/// What was just done, in words, by a word of the address; nothing for a word that is none of ours.
#[must_use]
pub fn done(word: &str) -> Option<String> {
    DONE.contains(&word).then(|| t!("profile-done-" + word))
}

const DONE: [&str; 5] = ["name", "password", "looks", "session", "sessions"];

/// The page, with what is wrong in the form that was sent.
pub struct ProfilePage<'a> {
    pub viewer: &'a Viewer,
    /// As it is, or as it was typed.
    pub name: &'a str,
    pub email: &'a str,
    /// This one first.
    pub sessions: &'a [OpenSession],
    pub errors: &'a FieldErrors,
    pub done: Option<String>,
}

impl ProfilePage<'_> {
    fn name(&self) -> Markup {
        let fields = html! {
            (own_name(self.name, self.errors))
            (Button::primary(t!("profile-name-submit")))
        };
        let action = paths::profile();
        let form = form::Form { id: "name", action: &action, guard: false, body: fields };
        part(&t!("column-name"), &t!("profile-name-lead", email = self.email), form.render())
    }

    fn password(&self) -> Markup {
        let current = form::password("current", t!("current-password")).autocomplete("current-password");
        let fields = html! {
            // For password managers, which otherwise do not know whose password changes.
            input type="email" name="username" value=(self.email) autocomplete="username" hidden;
            (current.required().error(form::error_at(self.errors, "current")))
            (new_password(t!("new-password"), self.errors))
            (Button::primary(t!("profile-password-submit")))
        };
        let action = paths::own_password();
        let form = form::Form { id: "password", action: &action, guard: false, body: fields };
        part(&t!("password"), &t!("profile-password-lead"), form.render())
    }

    fn looks(&self) -> Markup {
        let labels = |prefix: &str, words: &[&'static str]| -> Vec<Choice<'static>> {
            let label = |word: &&'static str| match prefix {
                "theme" => t!("theme-" + word),
                _ => t!("density-" + word),
            };
            words.iter().map(|word| Choice { value: (*word).into(), label: label(word).into(), state: None }).collect()
        };
        let themes = labels("theme", &Theme::ALL.iter().map(|theme| theme.as_str()).collect::<Vec<_>>());
        let densities = labels("density", &Density::ALL.iter().map(|density| density.as_str()).collect::<Vec<_>>());
        let preferences = &self.viewer.preferences;
        let fields = html! {
            (form::row(html! {
                (form::select("theme", t!("theme"), &themes).value(preferences.theme.as_str()))
                (form::select("density", t!("density"), &densities).value(preferences.density.as_str()))
            }))
            (form::checkbox("shortcuts", t!("shortcuts")).checked(preferences.shortcuts).hint(t!("shortcuts-hint")))
            (Button::primary(t!("profile-looks-submit")))
        };
        let action = paths::own_looks();
        let form = form::Form { id: "looks", action: &action, guard: false, body: fields };
        part(&t!("profile-looks-heading"), "", form.render())
    }

    fn sessions(&self) -> Markup {
        let others = self.sessions.iter().any(|session| !session.is_this);
        let body = html! {
            ul.items { @for session in self.sessions { li { (self.session(session)) } } }
            @if others {
                (button::verb(&paths::own_sessions(), Button::danger(t!("profile-sign-out-others"))))
            }
        };
        part(&t!("profile-sessions-heading"), &t!("profile-sessions-lead"), body)
    }

    fn session(&self, session: &OpenSession) -> Markup {
        let name = browser(&session.agent);
        let (since, seen) = (moment(session.since, self.viewer), when(session.seen, self.viewer));
        html! {
            div.what {
                strong { (name) }
                @if !session.address.is_empty() { p { (t!("session-from", address = session.address.as_str())) } }
                p { (rich!("session-times", since = since, seen = seen)) }
            }
            @if session.is_this {
                span.badge.active { (Icon::Live) (t!("session-this")) }
            } @else {
                form.verb method="post" action=(paths::own_session(&session.handle)) {
                    button.button.plain type="submit" aria-label=(t!("session-end-one", browser = name)) {
                        span { (t!("sign-out")) }
                    }
                }
            }
        }
    }
}

impl Render for ProfilePage<'_> {
    fn render(&self) -> Markup {
        let body = html! {
            (form::summary(self.errors))
            (self.name())
            (self.password())
            (self.looks())
            (self.sessions())
        };
        Page::new(t!("my-profile"), self.viewer, body)
            .status(self.done.as_ref().map(Notice::ok))
            .failed(!self.errors.is_empty())
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::sample;

    fn page(errors: &FieldErrors, sessions: &[OpenSession]) -> String {
        let viewer = sample::viewer();
        let page = ProfilePage {
            viewer: &viewer,
            name: "Ada <b>",
            email: "ada@example.com",
            sessions,
            errors,
            done: done("name"),
        };
        page.render().into_string()
    }

    fn session(is_this: bool) -> OpenSession {
        OpenSession {
            handle: "0123456789abcdef".into(),
            address: "192.0.2.7".into(),
            agent: "<script> Firefox/1 Linux".into(),
            since: "2026-11-01T08:00:00Z".parse().unwrap(),
            seen: "2026-11-02T14:02:00Z".parse().unwrap(),
            is_this,
        }
    }

    #[test]
    fn a_wrong_password_is_said_at_its_field_and_no_password_comes_back() {
        let errors = FieldErrors::one("current", "wrong", "that is not it");
        let page = page(&errors, &[]);
        for part in ["<title>Error: My profile", "id=\"field-current-error\"", "value=\"Ada &lt;b&gt;\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("type=\"password\"").count(), 2);
    }

    #[test]
    fn every_session_but_this_one_can_be_ended() {
        let page = page(&FieldErrors::default(), &[session(true), session(false)]);
        for part in ["This one", "Firefox on Linux", "from 192.0.2.7", "14:02 UTC", "1 Nov 2026, 08:00 UTC"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("/profile/sessions/0123456789abcdef").count(), 1, "{page}");
        assert!(page.contains("action=\"/admin/profile/sessions\"") && !page.contains("<script>"), "{page}");
        assert!(!self::page(&FieldErrors::default(), &[session(true)]).contains("action=\"/admin/profile/sessions\""));
    }

    #[test]
    fn what_was_done_is_said_in_our_own_words_alone() {
        assert!(page(&FieldErrors::default(), &[]).contains("Your name was changed."));
        assert_eq!(done("<b>"), None);
    }
}
