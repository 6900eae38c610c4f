//! Tokens over HTTP. A secret stands in the answer to the request that made it, and in no address.

use axum::{
    Form, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use maud::{Markup, Render as _};

use super::{
    super::{
        Accounts, SignedIn,
        model::{AccountError, NewToken},
    },
    model::{DEFAULT_TOKEN_DAYS, IssuedToken, Overlap, Token},
    pages::{self, DAYS, FormPage, ListPage, MadePage, Typed},
};
use crate::{
    error::AppError,
    paths,
    permission::Scope,
    platform::http::SHOWN_ONCE,
    ui::Viewer,
    vocabulary::{FieldErrors, Time, TokenId},
    words::t,
};

type Pairs = Form<Vec<(String, String)>>;

pub fn routes() -> Router<Accounts> {
    Router::new()
        .route(paths::TOKENS, get(index).post(create))
        .route(paths::NEW_TOKEN, get(new))
        .route(paths::TOKEN_ROTATION, get(ask_rotation).post(rotate))
        .route(paths::TOKEN_REVOCATION, get(ask_revocation).post(revoke))
}

async fn index(State(accounts): State<Accounts>, who: SignedIn) -> Result<Markup, AppError> {
    let tokens = accounts.tokens(&who.actor).await?.into_iter().map(|token| {
        let rotatable = token.can_be_rotated(who.viewer.now) && token.may_be_rotated_by(&who.actor);
        (token, rotatable)
    });
    let tokens: Vec<(Token, bool)> = tokens.collect();
    Ok(ListPage { viewer: &who.viewer, tokens: &tokens }.render())
}

async fn new(who: SignedIn) -> Markup {
    let typed = Typed {
        scopes: vec![Scope::ContentRead.to_string()],
        expires: DEFAULT_TOKEN_DAYS.to_string(),
        ..Typed::default()
    };
    FormPage { viewer: &who.viewer, typed: &typed, errors: &FieldErrors::default() }.render()
}

async fn create(State(accounts): State<Accounts>, who: SignedIn, Form(pairs): Pairs) -> Result<Response, AppError> {
    let typed = read(pairs);
    let made = match accounts.wanted(&typed, &who.viewer) {
        Ok(new) => accounts.create_token(&who.actor, new).await,
        Err(errors) => Err(AccountError::Invalid(errors)),
    };
    match made {
        Ok(issued) => Ok(shown_once(&who.viewer, typed.name.trim(), &issued, None)),
        Err(AccountError::Invalid(errors)) => {
            let page = FormPage { viewer: &who.viewer, typed: &typed, errors: &errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn ask_rotation(
    State(accounts): State<Accounts>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Markup, AppError> {
    let token = accounts.token(&who.actor, named(&id)?).await?;
    if !token.may_be_rotated_by(&who.actor) {
        return Err(AppError::Forbidden);
    }
    if !token.can_be_rotated(who.viewer.now) {
        return Err(AccountError::TokenEnded.into());
    }
    Ok(pages::rotation(&who.viewer, &token))
}

async fn rotate(
    State(accounts): State<Accounts>,
    who: SignedIn,
    Path(id): Path<String>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    let overlap = pairs.iter().find(|(name, _)| name == "overlap").and_then(|(_, word)| Overlap::named(word));
    let overlap = overlap.ok_or_else(|| AppError::Malformed(t!("token-expiry-wrong")))?;
    let issued = accounts.rotate_token(&who.actor, id, overlap).await?;
    let old = accounts.token(&who.actor, id).await?;
    Ok(shown_once(&who.viewer, &old.name, &issued, old.expires_at))
}

async fn ask_revocation(
    State(accounts): State<Accounts>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Markup, AppError> {
    let token = accounts.token(&who.actor, named(&id)?).await?;
    if token.standing(who.viewer.now).is_over() {
        return Err(AccountError::TokenEnded.into());
    }
    Ok(pages::revocation(&who.viewer, &token))
}

async fn revoke(State(accounts): State<Accounts>, who: SignedIn, Path(id): Path<String>) -> Result<Redirect, AppError> {
    accounts.revoke_token(&who.actor, named(&id)?).await?;
    Ok(Redirect::to(&paths::tokens()))
}

fn named(id: &str) -> Result<TokenId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

fn shown_once(viewer: &Viewer, name: &str, issued: &IssuedToken, old_ends: Option<Time>) -> Response {
    let page = MadePage { viewer, name, secret: issued.secret.reveal(), old_ends };
    ([SHOWN_ONCE], page.render()).into_response()
}

fn read(pairs: Vec<(String, String)>) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in pairs {
        match name.as_str() {
            "name" => typed.name = value,
            "scopes" => typed.scopes.push(value),
            "expiresAt" => typed.expires = value,
            "expiresOn" => typed.on = value,
            _ => {}
        }
    }
    typed
}

impl Accounts {
    /// What was typed as what is to be made; the verb says what else is wrong with it.
    fn wanted(&self, typed: &Typed, viewer: &Viewer) -> Result<NewToken, FieldErrors> {
        let mut errors = FieldErrors::default();
        let scopes = typed.scopes.iter().map(|scope| scope.parse()).collect::<Result<Vec<Scope>, _>>();
        if scopes.is_err() {
            errors.add("scopes", "unknown", t!("token-scopes-unknown"));
        }
        let expires_at = match typed.expires.as_str() {
            "never" => Some(None),
            "on" => {
                let end = typed.on.parse::<NaiveDate>().ok().and_then(|day| day.succ_opt());
                let end = end.map(|day| viewer.site.time_zone.start_of(day));
                if end.is_none() {
                    errors.add("expiresOn", "invalid", t!("token-expiry-date-wrong"));
                }
                end.map(Some)
            }
            days if DAYS.contains(&days) => days.parse().ok().map(|days| self.days_from_now(days)),
            _ => {
                errors.add("expiresAt", "required", t!("token-expiry-wrong"));
                None
            }
        };
        match (scopes, expires_at) {
            (Ok(scopes), Some(expires_at)) => Ok(NewToken { name: typed.name.clone(), scopes, expires_at }),
            _ => Err(errors),
        }
    }
}
