//! Set-up, sign-in and sign-out over HTTP, and the list of what else this room answers.

use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    Accounts, SignedIn,
    extract::Device,
    gate::unavailable,
    links,
    model::{AccountError, NewPerson, Person},
    pages::{self, SetupView, SignInView},
    people, profile,
    sign_in::SignInError,
    tokens,
};
use crate::{
    error::AppError, paths, permission::Role, platform::http::ClientAddress, vocabulary::FieldErrors, words::t,
};

/// The routes of this room, to be put behind [`Accounts::admin`] with the rest.
pub fn routes(accounts: &Accounts) -> Router {
    Router::new()
        .route(paths::SETUP, get(show_setup).post(set_up))
        .route(paths::SIGN_IN, get(show_sign_in).post(sign_in))
        .route(paths::SIGN_OUT, post(sign_out))
        .merge(links::admin::routes())
        .merge(people::admin::routes())
        .merge(profile::admin::routes())
        .merge(tokens::routes())
        .with_state(accounts.clone())
}

#[derive(Deserialize)]
struct SetupForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

#[derive(Deserialize)]
struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn show_setup(State(accounts): State<Accounts>, Path(token): Path<String>) -> Result<Response, AppError> {
    accounts.check_setup(&token).await?;
    Ok(pages::setup(&SetupView { token: &token, ..SetupView::default() }).into_response())
}

async fn set_up(
    State(accounts): State<Accounts>,
    Path(token): Path<String>,
    device: Device,
    session: Session,
    Form(form): Form<SetupForm>,
) -> Result<Response, AppError> {
    accounts.check_setup(&token).await?;
    let again = |errors: FieldErrors| {
        let page = pages::setup(&SetupView { token: &token, name: &form.name, email: &form.email, errors });
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let owner = match NewPerson::read(&form.name, &form.email, form.password, Role::Owner) {
        Ok(owner) => owner,
        Err(errors) => return Ok(again(errors)),
    };
    match accounts.set_up(&token, owner, device.address).await {
        Ok(person) => enter(&accounts, &session, (&person, &device), "").await,
        Err(AccountError::Invalid(errors)) => Ok(again(errors)),
        Err(error) => Err(error.into()),
    }
}

async fn show_sign_in(
    State(accounts): State<Accounts>,
    signed_in: Option<SignedIn>,
    Query(Next { next }): Query<Next>,
) -> Result<Response, AppError> {
    let next = paths::safe_next(&next).unwrap_or_default();
    if signed_in.is_some() {
        return Ok(Redirect::to(if next.is_empty() { paths::HOME } else { next }).into_response());
    }
    let is_new = accounts.is_new().await?;
    Ok(pages::sign_in(&SignInView { next, is_new, ..SignInView::default() }).into_response())
}

async fn sign_in(
    State(accounts): State<Accounts>,
    device: Device,
    session: Session,
    Form(form): Form<SignInForm>,
) -> Result<Response, AppError> {
    let next = paths::safe_next(&form.next).unwrap_or_default();
    let again = |status: StatusCode, refusal: &str| {
        let view = SignInView { email: &form.email, next, refusal: Some(refusal), is_new: false };
        (status, pages::sign_in(&view)).into_response()
    };
    match accounts.sign_in(&form.email, form.password, device.address).await {
        Ok(person) => enter(&accounts, &session, (&person, &device), next).await,
        Err(SignInError::Refused) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &t!("sign-in-refused"))),
        Err(SignInError::TooMany { retry_after }) => {
            let mut page = again(StatusCode::TOO_MANY_REQUESTS, &t!("sign-in-too-many"));
            page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            Ok(page)
        }
        Err(SignInError::Failed(cause)) => Err(cause.into()),
    }
}

async fn sign_out(
    State(accounts): State<Accounts>,
    signed_in: Option<SignedIn>,
    from: ClientAddress,
    session: Session,
) -> Result<Response, AppError> {
    accounts.end_session(&session, signed_in.map(|who| who.actor), from).await.map_err(unavailable)?;
    let cookie = (header::SET_COOKIE, accounts.spent_cookie());
    Ok((AppendHeaders([cookie]), Redirect::to(paths::SIGN_IN)).into_response())
}

/// Begins the session and leads to where somebody wanted to go.
pub(super) async fn enter(
    accounts: &Accounts,
    session: &Session,
    (person, device): (&Person, &Device),
    next: &str,
) -> Result<Response, AppError> {
    accounts.begin_session(session, person, device).await.map_err(unavailable)?;
    Ok(Redirect::to(if next.is_empty() { paths::HOME } else { next }).into_response())
}
