//! The settings over HTTP.

use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use maud::{Markup, Render as _};

use super::{
    Settings,
    form::{Then, Typed},
    pages::{ConflictPage, SitePage, SystemPage},
};
use crate::{
    accounts::SignedIn,
    error::AppError,
    paths,
    publishing::{SiteError, SiteVersion, site},
    vocabulary::FieldErrors,
    words::t,
};

impl From<SiteError> for AppError {
    fn from(error: SiteError) -> Self {
        match error {
            SiteError::Denied => Self::Forbidden,
            SiteError::Invalid(errors) => Self::Invalid(errors),
            SiteError::Stale(_) => Self::conflict("stale", t!("problem-someone-changed-settings-meanwhile")),
            SiteError::Failed(cause) => cause.into(),
        }
    }
}

pub async fn show(State(settings): State<Settings>, who: SignedIn) -> Result<Markup, AppError> {
    let kept = settings.publisher.site(&who.actor).await?;
    let typed = Typed::of(&kept, settings.kinds.specs());
    Ok(settings.page(&who, &kept, &typed, &FieldErrors::default(), false))
}

pub async fn save(
    State(settings): State<Settings>,
    who: SignedIn,
    Form(posted): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let kept = settings.publisher.site(&who.actor).await?;
    let typed = Typed::read(posted, &kept, settings.kinds.specs());
    let (site, mut errors) = typed.site(settings.kinds.specs());
    if typed.then == Then::Edit {
        return Ok(settings.page(&who, &kept, &typed, &errors, true).into_response());
    }
    if !errors.is_empty() {
        // All that is wrong at once, in the order of the page.
        let others = site::check(site, &settings.kinds).err().unwrap_or_default();
        errors.0.splice(0..0, others.0);
        return Ok(settings.refused(&who, &kept, &typed, &errors));
    }
    match settings.publisher.change_site(&who.actor, typed.base, site).await {
        Ok(_) => Ok(Redirect::to(paths::SETTINGS).into_response()),
        Err(SiteError::Invalid(errors)) => Ok(settings.refused(&who, &kept, &typed, &errors)),
        Err(SiteError::Stale(theirs)) => {
            let newest = Typed::of(&theirs, settings.kinds.specs());
            let differences = typed.differences(&newest);
            let (viewer, typed) = (&who.viewer, &typed);
            let page = ConflictPage { viewer, theirs: &theirs, differences: &differences, typed };
            Ok((StatusCode::CONFLICT, page.render()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn system(State(settings): State<Settings>, who: SignedIn) -> Markup {
    let overview = settings.overview().await;
    SystemPage { viewer: &who.viewer, overview: &overview }.render()
}

impl Settings {
    fn page(&self, who: &SignedIn, kept: &SiteVersion, typed: &Typed, errors: &FieldErrors, unsaved: bool) -> Markup {
        SitePage { viewer: &who.viewer, kept, typed, kinds: self.kinds.specs(), errors, unsaved }.render()
    }

    fn refused(&self, who: &SignedIn, kept: &SiteVersion, typed: &Typed, errors: &FieldErrors) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, self.page(who, kept, typed, errors, true)).into_response()
    }
}
