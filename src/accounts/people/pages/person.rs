//! A person: what they may do, a new password, and whether they can sign in.

use maud::{Markup, Render, html};

use super::{access, role_choices};
use crate::{
    accounts::model::Person,
    paths,
    permission::Role,
    ui::{Button, Notice, Page, Tab, Viewer, button, confirm::Confirm, form, part::part, time::moment},
    vocabulary::FieldErrors,
    words::{rich, t},
};

/// A person's page.
pub struct PersonPage<'a> {
    pub viewer: &'a Viewer,
    pub person: &'a Person,
    /// Those that the viewer may give.
    pub roles: &'a [Role],
    pub is_oneself: bool,
    /// Whether the viewer may change anything here.
    pub may_manage: bool,
    pub errors: &'a FieldErrors,
    pub done: Option<String>,
}

impl PersonPage<'_> {
    fn facts(&self) -> Markup {
        let Self { viewer, person, .. } = self;
        html! {
            dl.person-facts {
                dt { (t!("email")) } dd { (person.email.as_str()) }
                dt { (t!("column-role")) } dd { (t!("role-" + person.role.as_str())) }
                dt { (t!("column-access")) } dd { (access(person)) }
                dt { (t!("person-since")) } dd { (moment(person.created_at, viewer)) }
                dt { (t!("column-last-sign-in")) }
                dd { @if let Some(at) = person.last_sign_in_at { (moment(at, viewer)) } @else { (t!("never")) } }
            }
        }
    }

    fn role(&self) -> Markup {
        let choices = role_choices(self.roles);
        let fields = html! {
            (form::summary(self.errors))
            (form::Options {
                name: "role",
                label: &t!("column-role"),
                answers: &choices,
                many: false,
                chosen: &[self.person.role.as_str()],
                error: form::error_at(self.errors, "role"),
            })
            div.form-end { (Button::primary(t!("person-role-submit"))) }
        };
        let action = paths::person(self.person.id);
        let form = form::Form { id: "role", action: &action, guard: false, body: fields };
        part(&t!("person-role-heading"), &t!("person-role-lead"), form.render())
    }

    fn password(&self) -> Markup {
        let verb = button::verb(&paths::reset_link(self.person.id), Button::plain(t!("person-reset-submit")));
        part(&t!("password"), &t!("person-reset-lead"), verb)
    }

    fn access(&self) -> Markup {
        let id = self.person.id;
        if self.person.disabled {
            let verb = button::verb(&paths::enabling(id), Button::plain(t!("person-enable")));
            part(&t!("column-access"), &t!("person-enable-lead"), verb)
        } else {
            let ask = button::link(&t!("person-disable-ask"), &paths::disabling(id));
            part(&t!("column-access"), &t!("person-disable-lead"), ask)
        }
    }
}

impl Render for PersonPage<'_> {
    fn render(&self) -> Markup {
        let body = html! {
            div.part { (self.facts()) }
            @if self.is_oneself {
                section.part {
                    p { (t!("person-yourself")) }
                    (button::link(&t!("my-profile"), &paths::profile()))
                }
            } @else if !self.may_manage {
                section.part { p { (t!("person-owners-only")) } }
            } @else {
                (self.role())
                @if !self.person.disabled { (self.password()) }
                (self.access())
            }
        };
        Page::new(self.person.name.as_str(), self.viewer, body)
            .tab(Tab::People)
            .crumb(t!("people-heading"), paths::people())
            .status(self.done.as_ref().map(Notice::ok))
            .failed(!self.errors.is_empty())
            .render()
    }
}

/// Asks before somebody is locked out.
#[must_use]
pub fn disabling(viewer: &Viewer, person: &Person) -> Markup {
    let (action, cancel) = (paths::disabling(person.id), paths::person(person.id));
    let name = html! { bdi { (person.name) } };
    let body = html! {
        p { (rich!("disabling-lead", name = name)) }
        ul.happens {
            li { (t!("disabling-sessions")) }
            li { (t!("disabling-tokens")) }
            li { (t!("disabling-links")) }
            li { (t!("disabling-content")) }
        }
        p.muted { (t!("disabling-back")) }
    };
    let heading = t!("disabling-heading", name = person.name.as_str());
    let button = Button::danger(t!("person-disable"));
    let question = Confirm { heading: &heading, body, action: &action, button, cancel: &cancel };
    Page::new(t!("disabling-title"), viewer, question.render())
        .tab(Tab::People)
        .crumb(t!("people-heading"), paths::people())
        .crumb(person.name.as_str(), cancel.clone())
        .render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts::people::pages::sample, ui};

    fn page(person: &Person, is_oneself: bool, may_manage: bool) -> String {
        let viewer = Viewer { role: Role::Admin, ..ui::sample::viewer() };
        let (roles, errors) = (&[Role::Admin, Role::Editor], &FieldErrors::default());
        let page = PersonPage {
            viewer: &viewer,
            person,
            roles,
            is_oneself,
            may_manage,
            errors,
            done: super::super::done("role"),
        };
        page.render().into_string()
    }

    #[test]
    fn somebody_else_can_be_changed_in_three_ways() {
        let page = page(&sample::person("Cleo <b>", Role::Editor), false, true);
        for part in [
            "Cleo &lt;b&gt;",
            "value=\"editor\" type=\"radio\" checked",
            "/reset-link",
            "/disabling",
            "Writes and publishes all",
            "The role was changed.",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn oneself_and_an_owner_before_an_admin_cannot_be_changed_here() {
        let owner = sample::person("Olga", Role::Owner);
        for page in [page(&owner, true, true), page(&owner, false, false)] {
            assert!(!page.contains("/reset-link") && !page.contains("name=\"role\""), "{page}");
        }
        assert!(page(&owner, true, true).contains("href=\"/admin/profile\""));
        assert!(page(&owner, false, false).contains("Only an owner"));
    }

    #[test]
    fn who_is_disabled_can_be_let_in_again_and_gets_no_link() {
        let gone = Person { disabled: true, ..sample::person("Bob", Role::Viewer) };
        let page = page(&gone, false, true);
        assert!(page.contains("/enabling") && !page.contains("/reset-link"), "{page}");
    }

    #[test]
    fn disabling_says_what_happens_first() {
        let person = sample::person("Cleo", Role::Editor);
        let page = disabling(&ui::sample::viewer(), &person).into_string();
        let post = format!("method=\"post\" action=\"{}\"", paths::disabling(person.id));
        assert!(page.contains(&post) && page.contains("tokens"), "{page}");
    }
}
