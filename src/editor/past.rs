//! What readers saw at a moment: the publication log, folded up to it.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, NaiveDateTime};
use maud::Render as _;
use serde::Deserialize;

use super::{
    Editor,
    pages::{PastPage, Then, Version, local},
    target::OfEntry,
};
use crate::{
    accounts::SignedIn,
    content,
    error::AppError,
    permission::Permission,
    ui::Viewer,
    vocabulary::{Lens, Time},
    words::t,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// As the site's clocks show it, or RFC 3339; now where nobody says.
    at: String,
}

impl Asked {
    fn moment(&self, viewer: &Viewer) -> Option<Time> {
        let text = self.at.trim();
        if text.is_empty() {
            return Some(viewer.now);
        }
        if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
            return Some(exact.to_utc());
        }
        let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
        let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
        Some(viewer.site.time_zone.moment(local))
    }
}

pub async fn frame(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::ReadHistory, &entry)?;
    let about = editor.about(&entry);
    let Some(moment) = asked.moment(&who.viewer) else {
        let reason = t!("past-no-moment");
        let page = PastPage { viewer: &who.viewer, about: &about, typed: &asked.at, then: Err(&reason) };
        return Ok((StatusCode::BAD_REQUEST, page.render()).into_response());
    };
    let served = editor.publisher.served(&who.actor, &entry).await?;
    let then = served.iter().find(|one| one.from <= moment && one.until.is_none_or(|until| moment < until));
    let mut names = editor.entries.version_names(&who.actor, &entry).await?;
    let version = then.map(|one| Version {
        number: one.revision.0,
        name: names.remove(&one.revision),
        served: (one.from, one.until),
    });
    let typed = local(moment, &who.viewer);
    let then = Then { at: moment, version };
    Ok(PastPage { viewer: &who.viewer, about: &about, typed: &typed, then: Ok(&then) }.render().into_response())
}

pub async fn page(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let kind = editor.entries.kinds().named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
    let moment = asked.moment(&who.viewer).ok_or(AppError::NotFound)?;
    let seen = editor.lenses.document(&who.actor, entry.id, &Lens::At(moment)).await?.ok_or(AppError::NotFound)?;
    let shown = kind.preview(&seen.document);
    Ok(editor.framed(&who, &entry, shown))
}
