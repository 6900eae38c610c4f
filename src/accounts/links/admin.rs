//! What a link leads to: joining, and setting a new password. Open to anyone, since the link is what lets them in.

use axum::{
    Form, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use tower_sessions::Session;

use super::pages::{self, JoinView};
use crate::{
    accounts::{
        Accounts,
        admin::enter,
        extract::Device,
        model::{AccountError, NewPerson, read_password},
    },
    error::AppError,
    paths,
    vocabulary::FieldErrors,
};

pub fn routes() -> Router<Accounts> {
    Router::new().route(paths::JOIN, get(show_join).post(join)).route(paths::RESET, get(show_reset).post(reset))
}

#[derive(Deserialize)]
struct JoinForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

#[derive(Deserialize)]
struct ResetForm {
    #[serde(default)]
    password: String,
}

async fn show_join(State(accounts): State<Accounts>, Path(token): Path<String>) -> Result<Response, AppError> {
    let invitation = accounts.invitation_of(&token).await?;
    let view = JoinView { token: &token, invitation: &invitation, name: "", errors: FieldErrors::default() };
    Ok(pages::join(&view).into_response())
}

async fn join(
    State(accounts): State<Accounts>,
    Path(token): Path<String>,
    device: Device,
    session: Session,
    Form(form): Form<JoinForm>,
) -> Result<Response, AppError> {
    let invitation = accounts.invitation_of(&token).await?;
    // Address and role are the invitation's, whatever else was sent.
    let joined = match NewPerson::read(&form.name, invitation.email.as_str(), form.password, invitation.role) {
        Ok(new) => accounts.join(&token, new, &device).await,
        Err(errors) => Err(AccountError::Invalid(errors)),
    };
    match joined {
        Ok(person) => enter(&accounts, &session, (&person, &device), "").await,
        Err(AccountError::Invalid(errors)) => {
            let view = JoinView { token: &token, invitation: &invitation, name: &form.name, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::join(&view)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn show_reset(State(accounts): State<Accounts>, Path(token): Path<String>) -> Result<Response, AppError> {
    let person = accounts.reset_of(&token).await?;
    Ok(pages::reset(&token, &person, &FieldErrors::default()).into_response())
}

async fn reset(
    State(accounts): State<Accounts>,
    Path(token): Path<String>,
    device: Device,
    session: Session,
    Form(form): Form<ResetForm>,
) -> Result<Response, AppError> {
    let person = accounts.reset_of(&token).await?;
    let mut errors = FieldErrors::default();
    let owner = (Some(&person.email), person.name.as_str());
    let Some(new) = read_password("password", form.password, owner, &mut errors) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::reset(&token, &person, &errors)).into_response());
    };
    let person = accounts.reset_password(&token, new, &device).await?;
    enter(&accounts, &session, (&person, &device), "").await
}
