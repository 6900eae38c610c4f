//! The list of people, and below it the invitations that nobody has used yet.

use maud::{Markup, Render, html};

use super::{access, badge};
use crate::{
    accounts::{links::Invitation, model::Person},
    paths,
    ui::{
        Button, Icon, Notice, Page, Tab, Viewer, button,
        empty::empty,
        pager::Pager,
        part::part,
        shell::Width,
        table::{self, Column, Table},
        time::{moment, when},
    },
    words::{rich, t},
};

/// Everybody with an account, and who is to get one.
pub struct PeoplePage<'a> {
    pub viewer: &'a Viewer,
    pub people: &'a [Person],
    pub invitations: &'a [Invitation],
    pub page: u64,
    pub per_page: u64,
    pub total: u64,
    pub done: Option<String>,
}

impl PeoplePage<'_> {
    fn everybody(&self) -> Markup {
        let columns = [
            Column::new(t!("column-name")),
            Column::new(t!("column-role")),
            Column::new(t!("column-access")),
            Column::wide(t!("column-last-sign-in")),
        ];
        let row = |person: &Person| {
            vec![
                table::title(&person.name, person.email.as_str(), &paths::person(person.id)),
                html! { (t!("role-" + person.role.as_str())) },
                access(person),
                html! {
                    @if let Some(at) = person.last_sign_in_at { (when(at, self.viewer)) } @else { (t!("never")) }
                },
            ]
        };
        let rows = self.people.iter().map(row).collect();
        html! {
            (Table { caption: &t!("people-heading"), columns: &columns, rows })
            (Pager {
                page: self.page,
                per_page: self.per_page,
                total: self.total,
                href: &|page| format!("{}?page={page}", paths::people()),
            })
        }
    }

    fn invited(&self) -> Markup {
        let list = html! {
            ul.items { @for invitation in self.invitations { li { (self.invitation(invitation)) } } }
        };
        part(&t!("invitations-heading"), &t!("invitations-lead"), list)
    }

    fn invitation(&self, invitation: &Invitation) -> Markup {
        let over = invitation.expires_at <= self.viewer.now;
        let until = moment(invitation.expires_at, self.viewer);
        let role = t!("role-" + invitation.role.as_str());
        html! {
            div.what {
                strong dir="auto" { (invitation.email.as_str()) }
                p { (rich!("invitation-until", role = role, when = until)) }
            }
            @if over { (badge("expired", Icon::Warning)) } @else { (badge("invited", Icon::Clock)) }
            div.verbs {
                (button::verb(&paths::invitation_link(invitation.id), Button::plain(t!("invitation-new-link"))))
                (button::verb(&paths::withdrawal(invitation.id), Button::danger(t!("invitation-withdraw"))))
            }
        }
    }
}

impl Render for PeoplePage<'_> {
    fn render(&self) -> Markup {
        let body = html! {
            @if self.people.is_empty() {
                (empty(&t!("people-no-page"), "", button::link(&t!("people-first-page"), &paths::people())))
            } @else { (self.everybody()) }
            @if !self.invitations.is_empty() { (self.invited()) }
        };
        Page::new(t!("people-heading"), self.viewer, body)
            .tab(Tab::People)
            .width(Width::List)
            .status(self.done.as_ref().map(Notice::ok))
            .actions(button::primary_link(&t!("invite"), &paths::new_person(), Icon::Plus))
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts::people::pages::sample::person, permission::Role, ui::sample, vocabulary::InvitationId};

    fn page(people: &[Person], invitations: &[Invitation]) -> String {
        let viewer = Viewer { role: Role::Admin, ..sample::viewer() };
        let total = people.len() as u64;
        let done = super::super::done("withdrawn");
        PeoplePage { viewer: &viewer, people, invitations, page: 1, per_page: 50, total, done }.render().into_string()
    }

    #[test]
    fn everybody_is_listed_with_role_and_access() {
        let gone = Person { disabled: true, ..person("Bob <b>", Role::Viewer) };
        let page = page(&[person("Cleo", Role::Contributor), gone], &[]);
        for part in ["Cleo", "Bob &lt;b&gt;", "Contributor", "Active", "Disabled", "Never", "cleo@example.com"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("Open invitations") && page.contains("aria-current=\"page\""), "{page}");
    }

    #[test]
    fn an_invitation_says_until_when_it_is_good() {
        let invitation = |until: &str| Invitation {
            id: InvitationId::new(),
            email: "dora@example.com".parse().unwrap(),
            role: Role::Author,
            expires_at: until.parse().unwrap(),
        };
        let all = [invitation("2026-11-05T15:00:00Z"), invitation("2026-11-01T15:00:00Z")];
        let page = page(&[person("Cleo", Role::Author)], &all);
        for part in ["dora@example.com", "Invited", "Out of date", "5 Nov 2026, 15:00 UTC", "/withdrawal", "/link"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_page_beyond_the_end_leads_back() {
        assert!(page(&[], &[]).contains("href=\"/admin/people\""));
    }
}
