//! Links to a draft: made and ended by whoever may see it, followed by whoever holds one.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use maud::Render as _;
use serde::Deserialize;

use super::{Editor, pages::FramedPage, target::OfEntry};
use crate::{
    accounts::SignedIn,
    delivery::DraftError,
    error::AppError,
    frontends::Lifetime,
    paths,
    platform::http::{SHOWN_ONCE, framed_headers},
    ui::Preferences,
    vocabulary::PreviewLinkId,
    words::t,
};

#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// A [`Lifetime`].
    #[serde(default)]
    lifetime: String,
}

#[derive(Debug, Deserialize)]
pub struct OfLink {
    link: String,
}

pub async fn share(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Form(wanted): Form<Wanted>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let lifetime = Lifetime::named(&wanted.lifetime);
    let lifetime = lifetime.ok_or_else(|| AppError::Malformed(t!("share-lifetime-wrong")))?;
    editor.links.share(&who.actor, &entry, lifetime).await?;
    Ok(Redirect::to(&paths::preview_shared(at.spec.plural, at.id)).into_response())
}

pub async fn revoke(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Path(OfLink { link }): Path<OfLink>,
) -> Result<Response, AppError> {
    let link: PreviewLinkId = link.parse().map_err(|_| AppError::NotFound)?;
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    editor.links.revoke(&who.actor, &entry, link).await?;
    Ok(Redirect::to(&paths::preview_shared(at.spec.plural, at.id)).into_response())
}

/// The draft as readers would see it, for whoever holds a link: of everything else they learn nothing.
pub async fn show(State(editor): State<Editor>, Path(token): Path<String>) -> Result<Response, AppError> {
    let seen = editor.previews.redeem(&token).await.map_err(|error| match error {
        DraftError::Invalid => AppError::NotFound,
        DraftError::Expired | DraftError::Revoked | DraftError::Gone => AppError::Gone,
        DraftError::Source(error) => AppError::internal(error),
    })?;
    let kind = editor.entries.kinds().named(seen.closure.root.kind.as_str()).ok_or(AppError::NotFound)?;
    let shown = kind.preview(&seen.document);
    let page = FramedPage { preferences: &Preferences::default(), title: &t!("share-page"), shown };
    Ok((framed_headers(), [SHOWN_ONCE], page.render()).into_response())
}
