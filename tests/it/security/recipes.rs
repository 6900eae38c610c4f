//! How each route of the table is asked. A route that is not here fails the tests: whoever adds one says here what a
//! good request to it looks like.

use galley::paths::{self as p, Route};

use super::*;

/// What the path's `{id}` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Nothing,
    Entry,
    Token,
    Person,
    Invitation,
    Frontend,
    /// Something that the tests make none of: that it is not there is an answer.
    Absent,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub enum Sent {
    Nothing,
    Form(&'static [(&'static str, &'static str)]),
    /// With `If-Match` of the first revision.
    Json(&'static str),
}

pub struct Recipe {
    pub subject: Subject,
    pub sent: Sent,
}

/// What the paths are filled with.
pub struct Filling {
    pub entry: EntryId,
    pub token: TokenId,
    pub person: PersonId,
    pub invitation: InvitationId,
    pub frontend: FrontendId,
}

impl Filling {
    /// What there is none of.
    pub fn nothing() -> Self {
        let nil = uuid::Uuid::nil();
        let (entry, token, person) = (EntryId(nil), TokenId(nil), PersonId(nil));
        Self { entry, token, person, invitation: InvitationId(nil), frontend: FrontendId(nil) }
    }

    /// What this route needs, made for it: an entry by this actor, the rest by Galley itself.
    pub async fn of(site: &TestSite, route: &Route, maker: &Actor) -> Self {
        let (system, mut filling, accounts) = (Actor::system("test"), Self::nothing(), &site.app.accounts);
        match recipe(route).subject {
            Subject::Nothing | Subject::Absent => {}
            Subject::Entry => filling.entry = tag(site, maker, "Sleep").await,
            Subject::Token => filling.token = token(site, &system, &[Scope::ContentRead]).await.0,
            Subject::Frontend => {
                // Nothing that a test could ask: it is on this machine, which nobody has allowed.
                let template = "http://localhost:9/preview?token={token}";
                filling.frontend = site.app.frontends.create(&system, "Website", template).await.unwrap().id;
            }
            Subject::Person => {
                let email = format!("{}@example.com", uuid::Uuid::now_v7());
                let new = NewPerson::read("Pat", &email, PASSWORD.into(), Role::Viewer).unwrap();
                filling.person = accounts.create_person(&system, new).await.unwrap().id;
            }
            Subject::Invitation => {
                let email = format!("{}@example.com", uuid::Uuid::now_v7());
                accounts.invite(&system, email.parse().unwrap(), Role::Viewer).await.unwrap();
                let invitations = accounts.invitations(&system).await.unwrap();
                filling.invitation = invitations.iter().find(|one| one.email.as_str() == email).unwrap().id;
            }
        }
        filling
    }

    pub fn path(&self, route: &Route) -> String {
        let id = match recipe(route).subject {
            Subject::Token => self.token.to_string(),
            Subject::Person => self.person.to_string(),
            Subject::Invitation => self.invitation.to_string(),
            Subject::Frontend => self.frontend.to_string(),
            Subject::Entry | Subject::Nothing | Subject::Absent => self.entry.to_string(),
        };
        let parts = [
            ("{kinds}", "tags"),
            ("{id}", id.as_str()),
            ("{number}", "1"),
            ("{token}", "none"),
            ("{view}", id.as_str()),
            ("{session}", id.as_str()),
            ("{link}", id.as_str()),
        ];
        let path = parts.iter().fold(route.pattern.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "what stands for a part of {}?", route.pattern);
        path
    }

    /// The route's own request.
    pub fn ask(&self, url: &str, route: &Route) -> RequestBuilder {
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let request = nobody().request(method, format!("{url}{}", self.path(route)));
        match recipe(route).sent {
            Sent::Nothing => request,
            Sent::Form(fields) => {
                let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                request.header(header::CONTENT_TYPE, FORM).body(body)
            }
            Sent::Json(body) => {
                request.header(header::CONTENT_TYPE, "application/json").header("if-match", "\"1\"").body(body)
            }
        }
    }
}

pub fn recipe(route: &Route) -> Recipe {
    let (subject, sent) = match route.method {
        "GET" => (looked_at(route.pattern), Sent::Nothing),
        method => sent(method, route.pattern),
    };
    Recipe { subject, sent }
}

fn looked_at(pattern: &str) -> Subject {
    use Subject::{Absent, Entry, Frontend, Person, Token};
    match pattern {
        p::SETUP | p::JOIN | p::RESET | p::SIGN_IN | p::HOME | p::HELP | p::TRASH => Subject::Nothing,
        p::PROFILE | p::SETTINGS | p::SYSTEM | p::PEOPLE | p::NEW_PERSON | p::AUDIT | p::AUDIT_EXPORT => {
            Subject::Nothing
        }
        p::TOKENS | p::NEW_TOKEN | p::ENTRIES | p::NEW_ENTRY => Subject::Nothing,
        p::MANAGE_ENTRIES | p::LOOKUP | p::CARDS | p::FIND => Subject::Nothing,
        p::FRONTENDS | p::NEW_FRONTEND | p::SHARED => Subject::Nothing,
        p::FRONTEND | p::FRONTEND_REMOVAL => Frontend,
        p::TOKEN_ROTATION | p::TOKEN_REVOCATION => Token,
        p::PERSON | p::DISABLING => Person,
        p::COMPARE | p::COMPARE_PAGE | p::PAST | p::REPLACEMENT | p::PREVIEW | p::PREVIEW_PAGE => Entry,
        // What was never published was never seen.
        p::PAST_PAGE => Absent,
        p::ENTRY | p::PUBLICATION | p::HISTORY | p::REVISION | p::USAGE => Entry,
        p::MANAGE_ENTRY | p::MANAGE_REVISIONS | p::MANAGE_REVISION | p::MANAGE_USAGE => Entry,
        _ => panic!("{pattern} has no recipe: say here what it is asked of, so that it is tried"),
    }
}

fn sent(method: &str, pattern: &str) -> (Subject, Sent) {
    use Sent::{Form, Json};
    use Subject::{Absent, Entry, Frontend, Invitation, Person, Token};
    match (method, pattern) {
        ("POST", p::FRONTENDS) => {
            (Subject::Nothing, Form(&[("name", "Site"), ("template", "https://www.example.com/?draft={token}")]))
        }
        ("POST", p::FRONTEND) => {
            (Frontend, Form(&[("name", "Other"), ("template", "https://www.example.com/?draft={token}")]))
        }
        ("POST", p::FRONTEND_TEST | p::FRONTEND_REMOVAL) => (Frontend, Sent::Nothing),
        ("POST", p::PREVIEW_LINKS) => (Entry, Form(&[("lifetime", "hour")])),
        ("POST", p::PREVIEW_LINK_END) => (Absent, Sent::Nothing),
        ("POST", p::SETUP) => {
            (Subject::Nothing, Form(&[("name", "X"), ("email", "x@example.com"), ("password", PASSWORD)]))
        }
        ("POST", p::SIGN_IN) => (Subject::Nothing, Form(&[("email", "x@example.com"), ("password", PASSWORD)])),
        ("POST", p::JOIN | p::RESET) => (Subject::Nothing, Form(&[("name", "X"), ("password", PASSWORD)])),
        ("POST", p::PROFILE) => (Subject::Nothing, Form(&[("name", "Somebody")])),
        ("POST", p::OWN_PASSWORD) => (Subject::Nothing, Form(&[("current", "x"), ("password", PASSWORD)])),
        ("POST", p::OWN_LOOKS) => (Subject::Nothing, Form(&[("theme", "dark"), ("density", "compact")])),
        ("POST", p::OWN_SESSIONS) => (Subject::Nothing, Sent::Nothing),
        ("POST", p::OWN_SESSION) => (Absent, Sent::Nothing),
        ("POST", p::SETTINGS) => (Subject::Nothing, Form(&[("name", "Other")])),
        ("POST", p::NEW_PERSON) => (Subject::Nothing, Form(&[("email", "new@example.com"), ("role", "viewer")])),
        ("POST", p::PERSON) => (Person, Form(&[("role", "editor")])),
        ("POST", p::DISABLING | p::ENABLING | p::RESET_LINK) => (Person, Sent::Nothing),
        ("POST", p::INVITATION_LINK | p::WITHDRAWAL) => (Invitation, Sent::Nothing),
        ("POST", p::RECOVERIES) => (Subject::Nothing, Form(&[("id", "x")])),
        ("POST", p::BULK) => (Subject::Nothing, Form(&[("do", "trash"), ("id", "x")])),
        ("POST", p::VIEWS) => (Subject::Nothing, Form(&[("name", "Mine"), ("query", "state=draft")])),
        ("POST", p::MARKDOWN) => (Subject::Nothing, Form(&[("html", "<p>x</p>")])),
        ("POST", p::VIEW_REMOVAL) => (Absent, Sent::Nothing),
        ("POST", p::REPLACEMENT) => (Entry, Form(&[("to", "none")])),
        ("POST", p::SIGN_OUT) => (Subject::Nothing, Sent::Nothing),
        ("POST", p::TOKENS) => (Subject::Nothing, Form(&[("name", "x"), ("scopes", "history"), ("expiresAt", "30")])),
        ("POST", p::TOKEN_ROTATION) => (Token, Form(&[("overlap", "day")])),
        ("POST", p::TOKEN_REVOCATION) => (Token, Sent::Nothing),
        ("POST", p::ENTRIES) => (Subject::Nothing, Form(&[("name", "Sleep")])),
        ("POST", p::ENTRY) => (Entry, Form(&[("_base", "1"), ("name", "Changed")])),
        ("POST", p::DRAFTS) => {
            (Subject::Nothing, Json(r#"{"key":"00000000-0000-4000-8000-000000000001","fields":[["name","Sleep"]]}"#))
        }
        ("POST", p::DRAFT) => {
            (Entry, Json(r#"{"base":1,"key":"00000000-0000-4000-8000-000000000002","fields":[["name","Changed"]]}"#))
        }
        ("POST", p::DRAFT_COMPARISON) => (Entry, Json(r#"{"fields":[["name","Changed"]]}"#)),
        ("POST", p::PRESENCE) => (Entry, Json(r#"{"tab":"00000000-0000-4000-8000-000000000003","does":"here"}"#)),
        ("POST", p::PUBLICATION | p::UNPUBLICATION | p::UNDO | p::REMOVAL | p::RECOVERY) => (Entry, Sent::Nothing),
        ("POST", p::REVISION_NAME) => (Entry, Form(&[("name", "First")])),
        ("POST", p::BLOCK_RESTORATION) => (Absent, Form(&[("revision", "1"), ("field", "body"), ("block", "b1")])),
        ("POST", p::RESTORATION) => (Entry, Form(&[("revision", "1")])),
        ("POST", p::MANAGE_BATCH) => (Subject::Nothing, Json("")),
        ("POST", p::MANAGE_ENTRIES) => (Subject::Nothing, Json(r#"{"content":{"name":"Sleep"}}"#)),
        ("PUT" | "PATCH", p::MANAGE_ENTRY) => (Entry, Json(r#"{"content":{"name":"Changed"}}"#)),
        ("POST", p::MANAGE_RESTORATION) => (Entry, Json(r#"{"revision":1}"#)),
        ("POST", p::MANAGE_PUBLICATION | p::MANAGE_UNDO | p::MANAGE_RECOVERY) => (Entry, Sent::Nothing),
        ("DELETE", p::MANAGE_ENTRY | p::MANAGE_PUBLICATION) => (Entry, Sent::Nothing),
        _ => panic!("{method} {pattern} has no recipe: say here how it is asked, so that it is tried"),
    }
}
