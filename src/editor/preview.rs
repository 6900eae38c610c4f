//! A draft as readers would see it: a page with a frame, and the page in the frame.
//!
//! Whoever may read an entry may preview it; both pages ask the one authorisation function.

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    pages::{FramedPage, HERE, PreviewPage, Real, Shared},
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn,
    content::Entry,
    error::AppError,
    paths,
    permission::Actor,
    platform::http::{SHOWN_ONCE, framed_headers, framing_headers},
    vocabulary::Lens,
    words::t,
};

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// In pixels.
    #[serde(default)]
    width: String,
    /// A frontend's id, or [`HERE`]; empty: the first frontend, if there is one.
    #[serde(default)]
    on: String,
}

pub async fn frame(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let lacking = editor.entries.not_live(&entry).await?;
    let frontends = editor.frontends.list(&who.actor).await?;
    let on = match asked.on.as_str() {
        "" => frontends.first(),
        HERE => None,
        named => frontends.iter().find(|one| one.id.to_string() == named),
    };
    let real = match on {
        None => None,
        Some(frontend) => {
            let token = editor.links.own(&who.actor, &entry).await?;
            Some(Real { frontend, href: frontend.address(&entry, &token) })
        }
    };
    let links = editor.links.list(&who.actor, &entry).await?;
    let links = links.into_iter().map(|link| {
        let here = (t!("preview-on-galley"), editor.accounts.address(&headers, &paths::shared(&link.token)));
        let there = frontends.iter().map(|one| (one.name.clone(), one.address(&entry, &link.token)));
        Shared { addresses: there.chain([here]).collect(), link }
    });
    let page = PreviewPage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        state: view::state(entry.state()),
        width: asked.width.parse().ok(),
        lacking: &editor.use_rows(lacking),
        frontends: &frontends,
        real: real.as_ref(),
        links: &links.collect::<Vec<_>>(),
    };
    let framing = real.as_ref().map(|real| framing_headers(&real.frontend.template.origin()));
    Ok(([SHOWN_ONCE], framing, page.render()).into_response())
}

pub async fn page(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let shown = editor.as_readers_would(&who.actor, &entry).await?.ok_or(AppError::NotFound)?;
    Ok(editor.framed(&who, &entry, shown))
}

impl Editor {
    /// The page within a frame of the panel.
    pub(super) fn framed(&self, who: &SignedIn, entry: &Entry, shown: Markup) -> Response {
        let title = self.about(entry).name();
        let page = FramedPage { preferences: &who.viewer.preferences, title: &title, shown };
        (framed_headers(), page.render()).into_response()
    }

    /// The draft, drawn by its kind.
    pub(super) async fn as_readers_would(&self, actor: &Actor, entry: &Entry) -> Result<Option<Markup>, AppError> {
        let kind = self.entries.kinds().named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
        let seen = self.lenses.document(actor, entry.id, &Lens::Draft).await?;
        Ok(seen.map(|seen| kind.preview(&seen.document)))
    }

    /// The same for what stands within other entries; `None` for what never does.
    pub(super) async fn as_embedded(&self, actor: &Actor, entry: &Entry) -> Result<Option<Markup>, AppError> {
        let kinds = self.entries.kinds();
        let kind = kinds.named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
        let top = kinds.iter().map(|kind| kind.level()).max();
        if top == Some(kind.level()) || entry.trashed_at.is_some() {
            return Ok(None);
        }
        let seen = self.lenses.document(actor, entry.id, &Lens::Draft).await?;
        let embedded = seen.filter(|seen| !seen.document.inline.html.is_empty());
        Ok(embedded.map(|seen| kind.preview(&seen.document)))
    }
}
