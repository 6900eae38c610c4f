//! Frontends over HTTP.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Settings,
    pages::{FormPage, ListPage, RemovalPage, ReportPage, Typed},
};
use crate::{
    accounts::SignedIn,
    error::AppError,
    frontends::FrontendError,
    paths,
    vocabulary::{FieldErrors, FrontendId},
};

#[derive(Debug, Deserialize)]
pub struct Posted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    template: String,
}

pub async fn index(State(settings): State<Settings>, who: SignedIn) -> Result<Markup, AppError> {
    let frontends = settings.frontends.list(&who.actor).await?;
    Ok(ListPage { viewer: &who.viewer, frontends: &frontends }.render())
}

pub async fn new(who: SignedIn) -> Markup {
    let (typed, errors) = (Typed::default(), FieldErrors::default());
    FormPage { viewer: &who.viewer, id: None, typed: &typed, errors: &errors }.render()
}

pub async fn create(
    State(settings): State<Settings>,
    who: SignedIn,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let made = settings.frontends.create(&who.actor, &posted.name, &posted.template).await;
    answer(&who, None, posted, made.map(drop))
}

pub async fn edit(State(settings): State<Settings>, who: SignedIn, Path(id): Path<String>) -> Result<Markup, AppError> {
    let one = settings.frontends.find(&who.actor, named(&id)?).await?;
    let typed = Typed { name: one.name, template: one.template.as_str().to_owned() };
    let errors = FieldErrors::default();
    Ok(FormPage { viewer: &who.viewer, id: Some(one.id), typed: &typed, errors: &errors }.render())
}

pub async fn update(
    State(settings): State<Settings>,
    who: SignedIn,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let id = named(&id)?;
    let changed = settings.frontends.change(&who.actor, id, &posted.name, &posted.template).await;
    answer(&who, Some(id), posted, changed)
}

pub async fn test(
    State(settings): State<Settings>,
    who: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Markup, AppError> {
    let one = settings.frontends.find(&who.actor, named(&id)?).await?;
    let ours = settings.accounts.address(&headers, &paths::home());
    let report = settings.test(&who.actor, &one, &ours).await?;
    if let Some(framing) = report.framing {
        settings.frontends.note_framing(&who.actor, &one, framing).await?;
    }
    Ok(ReportPage { viewer: &who.viewer, frontend: &one, report: &report }.render())
}

pub async fn ask_removal(
    State(settings): State<Settings>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Markup, AppError> {
    let one = settings.frontends.find(&who.actor, named(&id)?).await?;
    Ok(RemovalPage { viewer: &who.viewer, frontend: &one }.render())
}

pub async fn remove(
    State(settings): State<Settings>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, AppError> {
    settings.frontends.remove(&who.actor, named(&id)?).await?;
    Ok(Redirect::to(&paths::frontends()))
}

fn named(id: &str) -> Result<FrontendId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// Back to the list, or to the form with what is wrong.
fn answer(
    who: &SignedIn,
    id: Option<FrontendId>,
    posted: Posted,
    done: Result<(), FrontendError>,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(Redirect::to(&paths::frontends()).into_response()),
        Err(FrontendError::Invalid(errors)) => {
            let typed = Typed { name: posted.name, template: posted.template };
            let page = FormPage { viewer: &who.viewer, id, typed: &typed, errors: &errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
