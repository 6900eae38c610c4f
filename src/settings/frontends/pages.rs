//! The frontends' pages: the list, the form, what a test found, and the question before one is removed.

use maud::{Markup, Render, html};

use super::check::Report;
use crate::{
    frontends::{Framing, Frontend},
    paths,
    ui::{Button, Icon, Notice, Page, Tab, Viewer, button, confirm::Confirm, empty, form, shell::Width},
    vocabulary::{FieldErrors, FrontendId},
    words::{rich, t},
};

/// All frontends.
pub struct ListPage<'a> {
    pub viewer: &'a Viewer,
    pub frontends: &'a [Frontend],
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    pub template: String,
}

/// The form of a new one, or of one that there is.
pub struct FormPage<'a> {
    pub viewer: &'a Viewer,
    pub id: Option<FrontendId>,
    pub typed: &'a Typed,
    pub errors: &'a FieldErrors,
}

/// What a test found.
pub struct ReportPage<'a> {
    pub viewer: &'a Viewer,
    pub frontend: &'a Frontend,
    pub report: &'a Report,
}

pub struct RemovalPage<'a> {
    pub viewer: &'a Viewer,
    pub frontend: &'a Frontend,
}

fn below<'a>(title: &'a str, viewer: &'a Viewer, body: Markup) -> Page<'a> {
    Page::new(title, viewer, body).tab(Tab::Frontends).crumb(t!("tab-frontends"), paths::frontends())
}

impl Render for ListPage<'_> {
    fn render(&self) -> Markup {
        let new = || button::primary_link(&t!("frontend-new"), &paths::new_frontend(), Icon::Plus);
        let body = html! {
            @if self.frontends.is_empty() {
                (empty::empty(&t!("frontends-empty"), &t!("frontends-empty-text"), new()))
            } @else {
                p.tokens-lead { (t!("frontends-lead")) }
                ul.tokens { @for one in self.frontends { li.token { (line(one)) } } }
            }
        };
        let page = Page::new(t!("tab-frontends"), self.viewer, body).tab(Tab::Frontends).width(Width::List);
        if self.frontends.is_empty() { page.render() } else { page.actions(new()).render() }
    }
}

fn line(one: &Frontend) -> Markup {
    let name = one.name.as_str();
    html! {
        div.name { h2 dir="auto" { (name) } }
        p.about { code { (one.template.as_str()) } }
        p.particulars {
            span {
                @match one.framing {
                    Some(Framing::Allowed) => (t!("frontend-framed")),
                    Some(Framing::Refused) => (t!("frontend-not-framed")),
                    None => (t!("frontend-untested")),
                }
            }
        }
        div.actions {
            form method="post" action=(paths::frontend_test(one.id)) {
                button.button.plain type="submit" aria-label=(t!("frontend-test-which", name = name)) {
                    span { (t!("frontend-test")) }
                }
            }
            (link(&t!("frontend-edit"), &paths::frontend(one.id), &t!("frontend-edit-which", name = name)))
            (link(&t!("frontend-remove"), &paths::frontend_removal(one.id), &t!("frontend-remove-which", name = name)))
        }
    }
}

/// It says what; who cannot see where it stands is told of which.
fn link(label: &str, href: &str, whole: &str) -> Markup {
    html! { a.button.plain href=(href) aria-label=(whole) { span { (label) } } }
}

impl Render for FormPage<'_> {
    fn render(&self) -> Markup {
        let Self { viewer, id, typed, errors } = self;
        let error = |name| form::error_at(errors, name);
        let fields = html! {
            (form::summary(errors))
            (form::text("name", t!("frontend-name")).hint(t!("frontend-name-hint")).value(typed.name.as_str())
                .max_length(60).required().focused(errors.is_empty()).error(error("name")))
            (form::url("template", t!("field-template")).hint(t!("frontend-template-hint"))
                .value(typed.template.as_str()).max_length(1_000).required().error(error("template")))
            p.hint { (t!("frontend-how")) }
            div.actions { (Button::primary(t!("save"))) (button::link(&t!("cancel"), &paths::frontends())) }
        };
        let action = id.map_or_else(paths::frontends, paths::frontend);
        let body = html! { (form::Form { id: "frontend", action: &action, guard: false, body: fields }) };
        let title = if id.is_some() { t!("frontend-change") } else { t!("frontend-new") };
        below(&title, viewer, body).failed(!errors.is_empty()).render()
    }
}

impl Render for ReportPage<'_> {
    fn render(&self) -> Markup {
        let Self { viewer, frontend, report } = self;
        let body = html! {
            @if let Some(entry) = &report.entry {
                p { (rich!("frontend-tested", title = html! { bdi { (entry.title) } })) }
            }
            @if report.findings.is_empty() {
                (Notice::ok(t!("frontend-works")))
            } @else {
                ul.findings {
                    @for one in &report.findings {
                        li {
                            (Notice::warn(t!("frontend-found-" + one.code, detail = one.detail.as_str())))
                            p { (t!("frontend-remedy-" + one.code)) }
                        }
                    }
                }
            }
            form.actions method="post" action=(paths::frontend_test(frontend.id)) {
                (Button::primary(t!("frontend-test-again")))
                (button::link(&t!("frontend-edit"), &paths::frontend(frontend.id)))
            }
        };
        let title = t!("frontend-test-of", name = frontend.name.as_str());
        below(&title, viewer, body).render()
    }
}

impl Render for RemovalPage<'_> {
    fn render(&self) -> Markup {
        let name = self.frontend.name.as_str();
        let (heading, action) =
            (t!("frontend-removal-heading", name = name), paths::frontend_removal(self.frontend.id));
        let question = Confirm {
            heading: &heading,
            body: html! { p { (t!("frontend-removal-text")) } },
            action: &action,
            button: Button::danger(t!("frontend-remove")),
            cancel: &paths::frontends(),
        };
        below(name, self.viewer, question.render()).render()
    }
}
