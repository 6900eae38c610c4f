//! The audit log over HTTP.

use axum::{
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use maud::{Markup, Render as _};

use super::{
    Activity, Narrowed,
    pages::ActivityPage,
    read::{EXPORT, PER_PAGE},
};
use crate::{accounts::SignedIn, error::AppError};

pub async fn index(
    State(activity): State<Activity>,
    who: SignedIn,
    Query(narrowed): Query<Narrowed>,
) -> Result<Markup, AppError> {
    let found = activity.page(&who, &narrowed).await?;
    let page = ActivityPage {
        viewer: &who.viewer,
        acts: &found.acts,
        actors: &found.actors,
        kinds: activity.kinds(),
        narrowed: &narrowed,
        per_page: PER_PAGE,
        total: found.total,
        export: EXPORT,
    };
    Ok(page.render())
}

pub async fn export(
    State(activity): State<Activity>,
    who: SignedIn,
    Query(narrowed): Query<Narrowed>,
) -> Result<impl IntoResponse, AppError> {
    let table = activity.export(&who, &narrowed).await?;
    let today = who.viewer.site.time_zone.local(who.viewer.now).date_naive();
    let disposition = format!("attachment; filename=\"galley-audit-{today}.csv\"");
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)],
        table,
    ))
}
