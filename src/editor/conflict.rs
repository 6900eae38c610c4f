//! When a save meets what somebody else did: a newer version, or the trash. Whatever was typed comes back.

use std::time::{Duration, Instant};

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use maud::{Markup, Render as _};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    Editor,
    difference::differences,
    form::Filled,
    pages::{ConflictPage, GonePage, copied},
    posted::Posted,
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{BodyForm, ContentError, Entry, NewEntry, Shown, error::Stale},
    error::AppError,
    paths,
    permission::Permission,
    ui::Notice,
    vocabulary::{EntryId, RevisionNumber},
    words::t,
};

/// How long two versions may be compared; what is left then counts as rewritten.
const COMPARING: Duration = Duration::from_millis(200);

/// How somebody came to an entry's form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Landed {
    /// The entry over whose form this one was typed.
    original: String,
}

/// Until when a comparison that begins now may take.
pub(super) fn soon() -> Instant {
    Instant::now() + COMPARING
}

impl Editor {
    /// Both versions side by side.
    pub(super) async fn conflict(&self, who: &SignedIn, stale: &Stale, posted: &Posted) -> Result<Markup, AppError> {
        let yours = self.as_typed(&stale.entry, &stale.yours, stale.your_slug.as_str()).await?;
        let theirs = self.as_typed(&stale.entry, &stale.theirs.content, stale.theirs.slug.as_str()).await?;
        let page = ConflictPage {
            viewer: &who.viewer,
            about: &self.about(&stale.entry),
            their_name: &stale.theirs.author_name,
            their_time: stale.theirs.at,
            their_revision: stale.theirs.number.0,
            differences: &differences(&theirs, &yours, soon()),
            typed: &posted.typed,
            may_copy: who.actor.may_some(Permission::CreateContent),
        };
        Ok(page.render())
    }

    /// Somebody put the entry into the trash while this was typed.
    pub(super) async fn gone(&self, who: &SignedIn, entry: &Entry, posted: &Posted) -> Result<Markup, AppError> {
        let by = self.entries.trashed_by(&who.actor, &[entry.id]).await?.remove(&entry.id);
        let page = GonePage {
            viewer: &who.viewer,
            about: &self.about(entry),
            act: by.as_deref().zip(entry.trashed_at),
            base: posted.base.0,
            typed: &posted.typed,
            may_recover: view::may(&who.actor, entry).trash,
            may_copy: who.actor.may_some(Permission::CreateContent),
        };
        Ok(page.render())
    }

    /// Out of the trash; the revision that the save is now based on, if it was based on the newest.
    pub(super) async fn recovered(
        &self,
        who: &SignedIn,
        shown: &Shown,
        base: RevisionNumber,
    ) -> Result<RevisionNumber, AppError> {
        let entry = self.publisher.recover(&who.actor, shown.entry.id).await?;
        Ok(if base == shown.entry.draft { entry.draft } else { base })
    }

    /// What was typed over an entry as an entry of its own, with a slug and, where both would be called the same, a
    /// title of its own.
    pub(super) async fn copy(
        &self,
        who: &SignedIn,
        at: &OfEntry,
        original: &Shown,
        posted: &Posted,
    ) -> Result<Response, AppError> {
        let title = original.entry.title.trim();
        let mut posted = posted.clone();
        if !title.is_empty() && original.entry.trashed_at.is_none() {
            // The title's field is the first that says just that.
            let field = posted.typed.iter_mut().find(|(_, value)| value.trim() == title);
            if let Some((_, value)) = field {
                *value = t!("copy-title", title = title);
            }
        }
        let new = NewEntry { slug: None, ..posted.new_entry(at.spec.name, original.entry.locale.clone()) };
        match self.entries.create(&who.actor, new).await {
            Ok(saved) => {
                let to = paths::edit_copy(at.spec.plural, saved.entry.id, at.id);
                Ok(Redirect::to(&to).into_response())
            }
            Err(ContentError::Invalid(errors)) => {
                let filled = Filled::typed(&posted).refused(errors, &t!("not-saved"));
                let page = self.new_page(who, at.spec, filled).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What is said on the form of such a copy; nothing on any other's.
    pub(super) async fn copied(&self, who: &SignedIn, at: &OfEntry, landed: &Landed) -> Option<Notice> {
        let id: EntryId = landed.original.parse().ok()?;
        let original = self.entries.find(&who.actor, at.spec.name, id).await.ok()?;
        Some(copied(&self.about(&original)))
    }

    /// Stored content as a form would show it, with the slug among the fields.
    pub(super) async fn as_typed(&self, entry: &Entry, content: &Json, slug: &str) -> Result<Json, AppError> {
        let json = self.entries.write(entry.kind, &entry.locale, content, BodyForm::Markdown).await?;
        Ok(with_slug(json, slug))
    }
}

/// Content with the slug among its fields.
pub(super) fn with_slug(mut content: Json, slug: &str) -> Json {
    if let Some(fields) = content.as_object_mut() {
        fields.insert("slug".to_owned(), slug.into());
    }
    content
}
