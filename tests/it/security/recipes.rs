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
}

impl Filling {
    /// What there is none of.
    pub fn nothing() -> Self {
        Self { entry: EntryId(uuid::Uuid::nil()), token: TokenId(uuid::Uuid::nil()) }
    }

    pub fn path(&self, route: &Route) -> String {
        let id = match recipe(route).subject {
            Subject::Token => self.token.to_string(),
            Subject::Entry | Subject::Nothing => self.entry.to_string(),
        };
        let parts = [("{kinds}", "tags"), ("{id}", id.as_str()), ("{number}", "1"), ("{token}", "none")];
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

/// Routes whose pages are still to come.
pub const TO_COME: [&str; 5] = [p::PROFILE, p::SETTINGS, p::SYSTEM, p::PEOPLE, p::AUDIT];

pub fn recipe(route: &Route) -> Recipe {
    use Sent::{Form, Json};
    use Subject::{Entry, Token};
    let (subject, sent) = match (route.method, route.pattern) {
        ("GET", p::SETUP | p::SIGN_IN | p::HOME | p::HELP | p::TRASH) => (Subject::Nothing, Sent::Nothing),
        ("GET", p::PROFILE | p::SETTINGS | p::SYSTEM | p::PEOPLE | p::AUDIT) => (Subject::Nothing, Sent::Nothing),
        ("GET", p::TOKENS | p::NEW_TOKEN | p::ENTRIES | p::NEW_ENTRY) => (Subject::Nothing, Sent::Nothing),
        ("GET", p::MANAGE_ENTRIES) => (Subject::Nothing, Sent::Nothing),
        ("GET", p::TOKEN_ROTATION | p::TOKEN_REVOCATION) => (Token, Sent::Nothing),
        ("GET", p::ENTRY | p::PUBLICATION | p::HISTORY | p::REVISION | p::USAGE) => (Entry, Sent::Nothing),
        ("GET", p::MANAGE_ENTRY | p::MANAGE_REVISIONS | p::MANAGE_REVISION | p::MANAGE_USAGE) => (Entry, Sent::Nothing),
        ("POST", p::SETUP) => {
            (Subject::Nothing, Form(&[("name", "X"), ("email", "x@example.com"), ("password", PASSWORD)]))
        }
        ("POST", p::SIGN_IN) => (Subject::Nothing, Form(&[("email", "x@example.com"), ("password", PASSWORD)])),
        ("POST", p::SIGN_OUT) => (Subject::Nothing, Sent::Nothing),
        ("POST", p::TOKENS) => (Subject::Nothing, Form(&[("name", "x"), ("scopes", "history"), ("expiresAt", "30")])),
        ("POST", p::TOKEN_ROTATION) => (Token, Form(&[("overlap", "day")])),
        ("POST", p::TOKEN_REVOCATION) => (Token, Sent::Nothing),
        ("POST", p::ENTRIES) => (Subject::Nothing, Form(&[("name", "Sleep")])),
        ("POST", p::ENTRY) => (Entry, Form(&[("_base", "1"), ("name", "Changed")])),
        ("POST", p::PUBLICATION | p::UNPUBLICATION | p::UNDO | p::REMOVAL | p::RECOVERY) => (Entry, Sent::Nothing),
        ("POST", p::RESTORATION) => (Entry, Form(&[("revision", "1")])),
        ("POST", p::MANAGE_BATCH) => (Subject::Nothing, Json("")),
        ("POST", p::MANAGE_ENTRIES) => (Subject::Nothing, Json(r#"{"content":{"name":"Sleep"}}"#)),
        ("PUT" | "PATCH", p::MANAGE_ENTRY) => (Entry, Json(r#"{"content":{"name":"Changed"}}"#)),
        ("POST", p::MANAGE_RESTORATION) => (Entry, Json(r#"{"revision":1}"#)),
        ("POST", p::MANAGE_PUBLICATION | p::MANAGE_UNDO | p::MANAGE_RECOVERY) => (Entry, Sent::Nothing),
        ("DELETE", p::MANAGE_ENTRY | p::MANAGE_PUBLICATION) => (Entry, Sent::Nothing),
        (method, pattern) => panic!("{method} {pattern} has no recipe: say here how it is asked, so that it is tried"),
    };
    Recipe { subject, sent }
}
