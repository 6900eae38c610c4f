//! Who is let in: the route is looked up in the table of paths, the session or the token says who is asking. A form
//! whose session is over is not thrown away: see [`again`].

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts as _, MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
};
use tower_sessions::Session;

use super::{
    Accounts, SignedIn,
    again::{self, Credentials, Sent, pages::AgainView},
    extract::Device,
    model::{AccountError, Person},
    sign_in::SignInError,
};
use crate::{
    error::AppError,
    paths::{self, Access},
    permission::{Actor, Permission, Scope},
    platform::http::{ClientAddress, Problem, bearer},
    ui::Viewer,
    vocabulary::Site,
    words::t,
};

impl Accounts {
    /// Puts the session and the gate before the admin's routes. A handler then finds who is asking by
    /// [`SignedIn`](super::SignedIn).
    pub fn admin(&self, routes: Router) -> Router {
        routes.route_layer(from_fn_with_state(self.clone(), by_session)).layer(self.session_layer())
    }

    /// Puts the gate before the management API's routes; see [`Bearer`](super::Bearer).
    pub fn manage(&self, routes: Router) -> Router {
        routes.route_layer(from_fn_with_state(self.clone(), by_token))
    }
}

impl From<AccountError> for AppError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Invalid(errors) => Self::Invalid(errors),
            AccountError::Forbidden => Self::Forbidden,
            AccountError::NotFound => Self::NotFound,
            AccountError::LastOwner => Self::conflict("last_owner", t!("problem-owner-left")),
            AccountError::Yourself => Self::conflict("yourself", t!("problem-somebody-else-do-you")),
            AccountError::Disabled => Self::conflict("person_disabled", t!("problem-person-disabled")),
            AccountError::TokenEnded => Self::conflict("token_ended", t!("error-token_ended")),
            AccountError::LinkUsed => Self::Gone,
            AccountError::Busy => Self::TooManyRequests { retry_after: 2 },
            AccountError::Failed(cause) => cause.into(),
        }
    }
}

impl Accounts {
    /// A person as handlers get them.
    fn seat(&self, person: Person, site: Arc<Site>) -> SignedIn {
        let Person { id, name, role, preferences, .. } = person;
        let viewer = Viewer { id, name: name.clone(), role, preferences, site, now: self.clock.now() };
        SignedIn { actor: Actor::person(id, name, role), viewer }
    }
}

/// Why somebody is not let in, as an answer.
enum Refusal {
    Error(AppError),
    /// To the sign-in page.
    Redirect(String),
    /// A page of its own, with its status.
    Page(Box<Response>),
    /// The route is there, under these methods.
    Method(Vec<&'static str>),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Error(error) => error.into_response(),
            Self::Page(page) => *page,
            Self::Redirect(target) => Redirect::to(&target).into_response(),
            Self::Method(allowed) => {
                let refused = Problem::of_status(StatusCode::METHOD_NOT_ALLOWED);
                ([(header::ALLOW, allowed.join(", "))], refused).into_response()
            }
        }
    }
}

async fn by_session(State(accounts): State<Accounts>, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, mut body) = request.into_parts();
    let access = access(&parts)?;
    let session = parts.extensions.get::<Session>().cloned().ok_or_else(|| anyhow::anyhow!("no session layer"));
    let session = session.map_err(AppError::from)?;
    let person = if access != Access::Anyone && again::is_form(&parts) {
        let sent = Sent::read(&parts, body).await?;
        let person = accounts.sender(&mut parts, &session, &sent).await?;
        // What was taken out of the body is not in its length any more.
        parts.headers.remove(header::CONTENT_LENGTH);
        body = sent.into_body();
        Some(person)
    } else {
        accounts.holder(&session).await.map_err(unavailable)?
    };
    // Put there by the router; a site that says nothing of itself has its defaults.
    let site = parts.extensions.get::<Arc<Site>>().cloned().unwrap_or_default();
    match (access, person.map(|person| accounts.seat(person, site))) {
        (Access::Anyone, None) => {}
        (Access::Known | Access::Needs(_), None) => return Err(to_sign_in(&parts)),
        (Access::Needs(permission), Some(who)) if !who.actor.may_some(permission) => {
            return Err(AppError::Forbidden.into());
        }
        (_, Some(who)) => {
            parts.extensions.insert(who);
        }
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

impl Accounts {
    /// Who sent a form: whoever says so in it, or else the session's holder. Nobody is asked, and the form kept.
    async fn sender(&self, parts: &mut Parts, session: &Session, sent: &Sent) -> Result<Person, Refusal> {
        let Some(Credentials { email, password }) = &sent.credentials else {
            let holder = self.holder(session).await.map_err(unavailable)?;
            return holder.ok_or_else(|| ask_again(parts, sent, StatusCode::UNAUTHORIZED, None));
        };
        let Ok(device) = Device::from_request_parts(parts, &()).await;
        let person = match self.sign_in(email, password.clone(), device.address).await {
            Ok(person) => person,
            Err(SignInError::Refused) => {
                let words = t!("again-refused");
                return Err(ask_again(parts, sent, StatusCode::UNPROCESSABLE_ENTITY, Some(&words)));
            }
            Err(SignInError::TooMany { retry_after }) => {
                let words = t!("again-too-many");
                let asked = ask_again(parts, sent, StatusCode::TOO_MANY_REQUESTS, Some(&words));
                let later = [(header::RETRY_AFTER, HeaderValue::from(retry_after))];
                return Err(Refusal::Page(Box::new((later, asked).into_response())));
            }
            Err(SignInError::Failed(cause)) => return Err(AppError::from(cause).into()),
        };
        self.begin_session(session, &person, &device).await.map_err(unavailable)?;
        Ok(person)
    }
}

/// The form's fields in a page that asks who is there.
fn ask_again(parts: &Parts, sent: &Sent, status: StatusCode, refusal: Option<&str>) -> Refusal {
    let action = parts.uri.path_and_query().and_then(|path| paths::safe_next(path.as_str()));
    let (Some(action), Some(fields)) = (action, sent.carried()) else { return AppError::Unauthorized.into() };
    let email = sent.credentials.as_ref().map_or("", |who| who.email.as_str());
    let page = again::pages::again(&AgainView { action, fields: &fields, email, refusal });
    Refusal::Page(Box::new((status, page).into_response()))
}

async fn by_token(State(accounts): State<Accounts>, request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let access = access(&parts)?;
    let Ok(from) = ClientAddress::from_request_parts(&mut parts, &()).await;
    let secret = bearer(&parts.headers).ok_or(AppError::Unauthorized)?;
    let found = accounts.authenticate(secret, from).await.map_err(AppError::from)?;
    let actor = found.ok_or(AppError::InvalidToken)?;
    if let Access::Needs(permission) = access
        && !actor.may_some(permission)
    {
        return Err(lacking(&actor, permission).into());
    }
    parts.extensions.insert(actor);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// What the table says of this route. One that it does not name is nobody's.
fn access(parts: &Parts) -> Result<Access, Refusal> {
    let pattern = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let not_there = || {
        let known: Vec<_> = paths::ROUTES.iter().filter(|r| r.pattern == pattern).map(|r| r.method).collect();
        if known.is_empty() { AppError::NotFound.into() } else { Refusal::Method(known) }
    };
    paths::access(parts.method.as_str(), pattern).ok_or_else(not_there)
}

/// A page leads to sign-in and from there back; what was to be changed is not thrown away by a redirect.
fn to_sign_in(parts: &Parts) -> Refusal {
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return AppError::Unauthorized.into();
    }
    let wanted = parts.uri.path_and_query().map_or("", |path| path.as_str());
    Refusal::Redirect(match paths::safe_next(wanted) {
        Some(next) if next != paths::HOME => paths::sign_in_then(next),
        _ => paths::sign_in(),
    })
}

/// Whether it is the token's scopes or its maker's role that does not reach.
fn lacking(actor: &Actor, permission: Permission) -> AppError {
    match Scope::for_permission(permission) {
        Some(scope) if !actor.has_scope(scope) => AppError::InsufficientScope(scope),
        _ => AppError::Forbidden,
    }
}

/// The session store tells no more than that it failed, which it does when the database is away.
pub(super) fn unavailable(cause: anyhow::Error) -> AppError {
    match cause.downcast_ref::<tower_sessions::session::Error>() {
        Some(_) => AppError::Unavailable { retry_after: 5, cause },
        None => cause.into(),
    }
}
