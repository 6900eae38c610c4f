//! The tokens' pages: the list, the form, the secret that is shown once, and the two questions.

use maud::{Markup, Render, html};

use super::model::{Maker, Overlap, Standing, Token};
use crate::{
    paths,
    permission::Scope,
    ui::{
        Button, Icon, Notice, Page, Secret, Tab, Viewer, button, confirm::Confirm, empty, form, shell::Width,
        time::when,
    },
    vocabulary::{FieldErrors, Time},
    words::{rich, t},
};

/// The lifetimes that are offered, in days.
pub const DAYS: [&str; 3] = ["30", "90", "365"];

/// All tokens; of each whether the viewer may rotate it.
pub struct ListPage<'a> {
    pub viewer: &'a Viewer,
    pub tokens: &'a [(Token, bool)],
}

/// What was typed into the form of a new token.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: String,
    pub scopes: Vec<String>,
    /// One of [`DAYS`], `on` or `never`.
    pub expires: String,
    /// `2026-11-01`, for `on`.
    pub on: String,
}

pub struct FormPage<'a> {
    pub viewer: &'a Viewer,
    pub typed: &'a Typed,
    pub errors: &'a FieldErrors,
}

/// The secret, this once.
pub struct MadePage<'a> {
    pub viewer: &'a Viewer,
    pub name: &'a str,
    pub secret: &'a str,
    /// When the token ends whose place it takes.
    pub old_ends: Option<Time>,
}

impl Render for ListPage<'_> {
    fn render(&self) -> Markup {
        let (over, good): (Vec<_>, Vec<_>) =
            self.tokens.iter().partition(|(token, _)| token.standing(self.viewer.now).is_over());
        let new = || button::primary_link(&t!("token-new"), &paths::new_token(), Icon::Plus);
        let body = html! {
            @if self.tokens.is_empty() { (empty::empty(&t!("tokens-empty"), &t!("tokens-empty-text"), new())) }
            @else { p.tokens-lead { (t!("tokens-lead")) } }
            @if !good.is_empty() { (self.list(&good)) }
            @if !over.is_empty() {
                div.tokens-over { (form::details(&t!("tokens-over", count = over.len()), false, self.list(&over))) }
            }
        };
        let page = Page::new(t!("tab-tokens"), self.viewer, body).tab(Tab::Tokens).width(Width::List);
        if self.tokens.is_empty() { page.render() } else { page.actions(new()).render() }
    }
}

impl ListPage<'_> {
    fn list(&self, tokens: &[&(Token, bool)]) -> Markup {
        html! { ul.tokens { @for (token, rotatable) in tokens { li.token { (self.token(token, *rotatable)) } } } }
    }

    fn token(&self, token: &Token, rotatable: bool) -> Markup {
        let standing = token.standing(self.viewer.now);
        let scopes: Vec<String> = token.scopes.iter().copied().map(scope_words).collect();
        html! {
            div.name { h2 dir="auto" { (token.name) } code { (token.prefix) "…" } (badge(standing)) }
            p.about { (scopes.join(" · ")) }
            p.particulars {
                span { (maker(&token.maker)) }
                span { (self.end(token, standing)) }
                span { (self.used(token)) }
            }
            @if !standing.is_over() {
                div.actions {
                    @if rotatable {
                        (action(&t!("token-rotate"), &paths::token_rotation(token.id), &t!("token-rotate-which", name = token.name.as_str())))
                    }
                    (action(&t!("token-revoke"), &paths::token_revocation(token.id), &t!("token-revoke-which", name = token.name.as_str())))
                }
            }
        }
    }

    fn end(&self, token: &Token, standing: Standing) -> Markup {
        let shown = |at: Time| when(at, self.viewer);
        match (token.revoked_at, token.expires_at) {
            (Some(at), _) => rich!("token-ended-at", when = shown(at)),
            (None, None) => html! { (t!("token-expires-never")) },
            (None, Some(at)) if standing.is_over() => rich!("token-ended-at", when = shown(at)),
            (None, Some(at)) if standing == Standing::Overlapping => rich!("token-works-until", when = shown(at)),
            (None, Some(at)) => rich!("token-expires", when = shown(at)),
        }
    }

    fn used(&self, token: &Token) -> Markup {
        match &token.last_used {
            None => html! { (t!("token-used-never")) },
            Some((at, None)) => rich!("token-used", when = when(*at, self.viewer)),
            Some((at, Some(from))) => {
                rich!("token-used-from", when = when(*at, self.viewer), address = html! { bdi { (from) } })
            }
        }
    }
}

/// The button says what; who cannot see where it stands is told of which.
fn action(label: &str, href: &str, whole: &str) -> Markup {
    html! { a.button.plain href=(href) aria-label=(whole) { span { (label) } } }
}

fn badge(standing: Standing) -> Markup {
    let (class, icon) = match standing {
        Standing::Active => ("live", Icon::Live),
        Standing::EndsSoon | Standing::Overlapping => ("changed", Icon::Clock),
        Standing::Idle => ("changed", Icon::Warning),
        Standing::Replaced | Standing::Expired | Standing::Revoked => ("trashed", Icon::Trash),
    };
    html! { span.badge.(class) { (icon) (t!("token-state-" + standing.as_str())) } }
}

fn maker(maker: &Maker) -> Markup {
    match maker {
        Maker::CommandLine => html! { (t!("token-made-by-nobody")) },
        Maker::Gone => html! { (t!("token-made-by-gone")) },
        Maker::Person { name, .. } => rich!("token-made-by", name = html! { bdi { (name) } }),
    }
}

fn scope_words(scope: Scope) -> String {
    t!("token-scope-" + scope.as_str().replace(':', "-"))
}

impl Render for FormPage<'_> {
    fn render(&self) -> Markup {
        let Self { viewer, typed, errors } = *self;
        let fields = html! {
            (form::summary(errors))
            (form::text("name", t!("token-name")).hint(t!("token-name-hint")).value(typed.name.as_str())
                .max_length(100).focused(errors.is_empty()).error(form::error_at(errors, "name")))
            (self.scopes())
            (self.expiry())
            div.actions { (Button::primary(t!("token-make"))) (button::link(&t!("cancel"), &paths::tokens())) }
        };
        let action = paths::tokens();
        let body = html! { (form::Form { id: "token", action: &action, guard: false, body: fields }) };
        let page = Page::new(t!("token-new"), viewer, body).tab(Tab::Tokens);
        let page = page.crumb(t!("tab-tokens"), paths::tokens()).failed(!errors.is_empty());
        page.status((!errors.is_empty()).then(|| Notice::danger(t!("token-not-made")))).render()
    }
}

impl FormPage<'_> {
    fn scopes(&self) -> Markup {
        let answers = Scope::ALL.map(|scope| {
            let word = scope.as_str().replace(':', "-");
            form::Answer::new(scope.as_str(), scope_words(scope)).meaning(t!("token-meaning-" + word))
        });
        let chosen: Vec<&str> = self.typed.scopes.iter().map(String::as_str).collect();
        let error = form::error_at(self.errors, "scopes");
        let label = t!("token-scopes");
        form::Options { name: "scopes", label: &label, answers: &answers, many: true, chosen: &chosen, error }.render()
    }

    fn expiry(&self) -> Markup {
        let error = |name| form::error_at(self.errors, name);
        let date = form::date("expiresOn", t!("token-expiry-on-label")).value(self.typed.on.as_str());
        let mut answers: Vec<form::Answer<'_>> =
            DAYS.iter().map(|days| form::Answer::new(days, t!("token-expiry-days", days = *days))).collect();
        let on = form::Answer::new("on", t!("token-expiry-on"));
        answers.push(on.detail(date.error(error("expiresOn")).render()));
        answers.push(form::Answer::new("never", t!("token-expiry-never")).meaning(t!("token-expiry-never-meaning")));
        let (label, chosen) = (t!("token-expiry"), [self.typed.expires.as_str()]);
        let error = error("expiresAt");
        form::Options { name: "expiresAt", label: &label, answers: &answers, many: false, chosen: &chosen, error }
            .render()
    }
}

impl Render for MadePage<'_> {
    fn render(&self) -> Markup {
        let label = self.name;
        let body = html! {
            @if let Some(at) = self.old_ends {
                @if at > self.viewer.now { (Notice::plain(rich!("token-old-until", when = when(at, self.viewer)))) }
                @else { (Notice::plain(t!("token-old-ended"))) }
            }
            div.form {
                p { (t!("token-made-once")) }
                (Secret { id: "secret", label, value: self.secret })
                div { p.muted { (t!("token-made-how")) } p { code { (t!("token-made-header")) } } }
                p { a href=(paths::tokens()) { (t!("token-made-done")) } }
            }
        };
        let page = Page::new(t!("token-made"), self.viewer, body).tab(Tab::Tokens);
        page.crumb(t!("tab-tokens"), paths::tokens()).render()
    }
}

/// Asks how long the old one goes on.
#[must_use]
pub fn rotation(viewer: &Viewer, token: &Token) -> Markup {
    let answers = Overlap::ALL.map(|overlap| {
        let word = overlap.as_str();
        form::Answer::new(word, t!("token-overlap-" + word))
    });
    let (label, chosen) = (t!("token-rotation-overlap"), [Overlap::default().as_str()]);
    let options =
        form::Options { name: "overlap", label: &label, answers: &answers, many: false, chosen: &chosen, error: None };
    let fields = html! {
        (options)
        div.actions {
            (Button::primary(t!("token-rotate")).focused())
            (button::link(&t!("cancel"), &paths::tokens()))
        }
    };
    let action = paths::token_rotation(token.id);
    let body = html! {
        section.confirm {
            h2 { (t!("token-rotation-heading", name = token.name.as_str())) }
            p { (t!("token-rotation-text")) }
            (form::Form { id: "rotation", action: &action, guard: false, body: fields })
        }
    };
    asked(viewer, token, body)
}

/// Asks whether it is to end.
#[must_use]
pub fn revocation(viewer: &Viewer, token: &Token) -> Markup {
    let (heading, action) =
        (t!("token-revocation-heading", name = token.name.as_str()), paths::token_revocation(token.id));
    let question = Confirm {
        heading: &heading,
        body: html! { p { (t!("token-revocation-text")) } },
        action: &action,
        button: Button::danger(t!("token-revoke")),
        cancel: &paths::tokens(),
    };
    asked(viewer, token, question.render())
}

fn asked(viewer: &Viewer, token: &Token, body: Markup) -> Markup {
    let page = Page::new(token.name.as_str(), viewer, body).tab(Tab::Tokens);
    page.crumb(t!("tab-tokens"), paths::tokens()).render()
}

#[cfg(test)]
mod tests {
    use super::{super::model::sample::token, *};
    use crate::{permission::Role, ui::sample, vocabulary::TokenId};

    fn viewer() -> Viewer {
        Viewer { role: Role::Owner, ..sample::viewer() }
    }

    fn list(tokens: &[(Token, bool)]) -> String {
        ListPage { viewer: &viewer(), tokens }.render().into_string()
    }

    #[test]
    fn without_a_token_the_page_says_what_one_is_for() {
        let page = list(&[]);
        assert!(page.contains("No tokens yet") && page.contains("href=\"/admin/tokens/new\""), "{page}");
    }

    #[test]
    fn the_list_says_of_each_what_it_may_and_how_it_stands() {
        let gone = Token { revoked_at: Some(token().created_at), id: TokenId::new(), ..token() };
        let hostile =
            Token { name: "<b>x".into(), maker: Maker::CommandLine, expires_at: None, last_used: None, ..token() };
        let page = list(&[(token(), true), (gone.clone(), false), (hostile, false)]);
        for part in [
            "Website",
            "glly_a1b2",
            "Read content · Read the history",
            "Made by <bdi>Ada</bdi>",
            "30 Dec 2026",
            "192.0.2.7",
            "Active",
            "1 token that has ended",
            "Revoked",
            "&lt;b&gt;x",
            "Does not expire",
            "Never used",
            "Made on the command line",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("/rotation\"").count(), 1);
        assert_eq!(page.matches("/revocation\"").count(), 2);
        assert!(!page.contains(&paths::token_revocation(gone.id)));
    }

    #[test]
    fn the_form_keeps_what_was_typed_and_says_what_is_wrong_where_it_is() {
        let typed = Typed {
            name: "A\"b".into(),
            scopes: vec!["history".into()],
            expires: "on".into(),
            on: "2026-12-01".into(),
        };
        let errors = FieldErrors::one("expiresAt", "past", "choose a time that is still to come");
        let page = FormPage { viewer: &viewer(), typed: &typed, errors: &errors }.render().into_string();
        for part in [
            "<title>Error: New token",
            "value=\"A&quot;b\"",
            "value=\"history\" type=\"checkbox\" checked",
            "value=\"on\" type=\"radio\" checked",
            "value=\"2026-12-01\"",
            "id=\"field-expiresAt-error\"",
            "href=\"#field-expiresAt\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_secret_is_shown_with_what_becomes_of_the_one_before() {
        let viewer = viewer();
        let made =
            |old_ends| MadePage { viewer: &viewer, name: "Website", secret: "glly_x", old_ends }.render().into_string();
        assert!(made(None).contains("value=\"glly_x\" readonly") && !made(None).contains("before it"));
        assert!(made(Some(viewer.now)).contains("has ended"));
        assert!(made(Some("2026-11-03T15:00:00Z".parse().unwrap())).contains("works until <time"));
    }

    #[test]
    fn both_questions_say_what_would_happen_and_post_where_it_does() {
        let (viewer, token) = (viewer(), token());
        let page = rotation(&viewer, &token).into_string();
        assert!(page.contains(&format!("method=\"post\" action=\"{}\"", paths::token_rotation(token.id))), "{page}");
        assert!(page.contains("value=\"day\" type=\"radio\" checked"), "{page}");
        let page = revocation(&viewer, &token).into_string();
        assert!(page.contains(&format!("method=\"post\" action=\"{}\"", paths::token_revocation(token.id))), "{page}");
    }
}
