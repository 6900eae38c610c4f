//! One's own account over HTTP. Each form of the page posts to an address of its own.

use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::Render as _;
use serde::Deserialize;
use tower_sessions::Session;

use super::pages::{self, ProfilePage};
use crate::{
    accounts::{
        Accounts, SignedIn,
        extract::Device,
        model::{read_name, read_password},
        sign_in::SignInError,
    },
    error::AppError,
    paths,
    platform::http::ClientAddress,
    ui::{Density, Preferences, Theme},
    vocabulary::FieldErrors,
    words::t,
};

pub fn routes() -> Router<Accounts> {
    Router::new()
        .route(paths::PROFILE, get(show).post(rename))
        .route(paths::OWN_PASSWORD, post(change_password))
        .route(paths::OWN_LOOKS, post(change_looks))
        .route(paths::OWN_SESSIONS, post(end_other_sessions))
        .route(paths::OWN_SESSION, post(end_session))
}

/// The part of the address behind the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What was just done; see [`pages::done`].
    done: String,
}

#[derive(Deserialize)]
struct NameForm {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

#[derive(Deserialize)]
struct LooksForm {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    density: String,
    /// A box that is not ticked is not sent.
    #[serde(default)]
    shortcuts: bool,
}

async fn show(
    State(accounts): State<Accounts>,
    who: SignedIn,
    session: Session,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let shown = Shown { done: pages::done(&asked.done), ..Shown::default() };
    page(&accounts, &who, &session, shown).await
}

async fn rename(
    State(accounts): State<Accounts>,
    who: SignedIn,
    session: Session,
    Form(form): Form<NameForm>,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let name = read_name(&form.name, &mut errors);
    if !errors.is_empty() {
        let shown = Shown { name: Some(form.name), errors, ..Shown::default() };
        return page(&accounts, &who, &session, shown).await;
    }
    accounts.rename(&who.actor, &name).await?;
    Ok(back("name"))
}

async fn change_password(
    State(accounts): State<Accounts>,
    who: SignedIn,
    session: Session,
    device: Device,
    Form(form): Form<PasswordForm>,
) -> Result<Response, AppError> {
    let me = accounts.myself(&who.actor).await?;
    let mut errors = FieldErrors::default();
    if form.current.is_empty() {
        errors.add("current", "required", t!("current-required"));
    }
    let new = read_password("password", form.password, (Some(&me.email), &me.name), &mut errors);
    let Some(new) = new.filter(|_| errors.is_empty()) else {
        return page(&accounts, &who, &session, Shown { errors, ..Shown::default() }).await;
    };
    let wrong = |code, words: String| Shown { errors: FieldErrors::one("current", code, words), ..Shown::default() };
    match accounts.change_own_password(&who.actor, (form.current, new), &session, &device).await {
        Ok(()) => Ok(back("password")),
        Err(SignInError::Refused) => page(&accounts, &who, &session, wrong("wrong", t!("current-wrong"))).await,
        Err(SignInError::TooMany { retry_after }) => {
            let shown = wrong("too_many", t!("current-too-many"));
            let mut page = page(&accounts, &who, &session, shown).await?;
            *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            Ok(page)
        }
        Err(SignInError::Failed(cause)) => Err(cause.into()),
    }
}

async fn change_looks(
    State(accounts): State<Accounts>,
    who: SignedIn,
    Form(form): Form<LooksForm>,
) -> Result<Response, AppError> {
    // What no choice of the form says stays as it is.
    let preferences = Preferences {
        theme: Theme::named(&form.theme).unwrap_or(who.viewer.preferences.theme),
        density: Density::named(&form.density).unwrap_or(who.viewer.preferences.density),
        shortcuts: form.shortcuts,
    };
    accounts.set_preferences(&who.actor, preferences).await?;
    Ok(back("looks"))
}

async fn end_other_sessions(
    State(accounts): State<Accounts>,
    who: SignedIn,
    session: Session,
    from: ClientAddress,
) -> Result<Response, AppError> {
    accounts.end_other_sessions(&who.actor, &session, from).await?;
    Ok(back("sessions"))
}

async fn end_session(
    State(accounts): State<Accounts>,
    who: SignedIn,
    from: ClientAddress,
    Path(handle): Path<String>,
) -> Result<Response, AppError> {
    accounts.end_own_session(&who.actor, &handle, from).await?;
    Ok(back("session"))
}

/// What the page shows beside what is stored.
#[derive(Default)]
struct Shown {
    /// As it was typed.
    name: Option<String>,
    errors: FieldErrors,
    done: Option<String>,
}

async fn page(accounts: &Accounts, who: &SignedIn, session: &Session, shown: Shown) -> Result<Response, AppError> {
    let me = accounts.myself(&who.actor).await?;
    let sessions = accounts.sessions(&who.actor, session).await?;
    let status = if shown.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ProfilePage {
        viewer: &who.viewer,
        name: shown.name.as_deref().unwrap_or(&me.name),
        email: me.email.as_str(),
        sessions: &sessions,
        errors: &shown.errors,
        done: shown.done,
    };
    Ok((status, page.render()).into_response())
}

fn back(done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", paths::PROFILE)).into_response()
}
