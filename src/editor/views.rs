//! Lists under a name: kept and forgotten.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use uuid::Uuid;

use super::{Editor, narrowed::Narrowed, pages::NewView, posted::Answers, target::OfKind};
use crate::{
    accounts::SignedIn,
    error::AppError,
    paths,
    views::{MOST, NAME, ViewError},
    words::t,
};

impl From<ViewError> for AppError {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::Invalid(errors) => Self::Invalid(errors),
            ViewError::NotFound => Self::NotFound,
            ViewError::Db(error) => error.into(),
        }
    }
}

/// Keeps the list under the name; a name that cannot be taken comes back with why.
pub async fn create(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    // Only what means something is kept, in the form in which the list writes it.
    let narrowed = Narrowed::of_query(answers.get("query").unwrap_or_default(), spec);
    let name = answers.get("name").unwrap_or_default();
    let view = match editor.views.save(&who.actor, spec.name, name, &narrowed.view()).await {
        Ok(view) => view,
        Err(ViewError::Invalid(errors)) => {
            let code = errors.0.first().map_or("required", |error| error.code);
            let error = t!("view-error-" + code, most = MOST, characters = NAME);
            let new_view = NewView { name: name.to_owned(), error: Some(error) };
            let page = editor.list_page(&who, spec, narrowed, &new_view).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&paths::with_query(paths::list(spec.plural), &view.query)).into_response())
}

pub async fn remove(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    Path((_, view)): Path<(String, String)>,
    who: SignedIn,
) -> Result<Response, AppError> {
    let view: Uuid = view.parse().map_err(|_| AppError::NotFound)?;
    editor.views.remove(&who.actor, spec.name, view).await?;
    Ok(Redirect::to(&paths::list(spec.plural)).into_response())
}
