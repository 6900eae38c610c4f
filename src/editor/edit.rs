//! Making and saving entries. Nothing that was typed is ever lost: what cannot be saved comes back in the form.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use maud::Markup;
use serde_json::json;
use uuid::Uuid;

use super::{
    Editor,
    conflict::Landed,
    draft,
    form::Filled,
    posted::{Posted, Then},
    publication::Wish,
    target::{OfEntry, OfKind},
};
use crate::{
    accounts::SignedIn,
    content::{Attempt, BodyForm, Cause, ContentError, Input, Names, Saved, Shown},
    error::AppError,
    paths,
    permission::Actor,
    vocabulary::{FieldErrors, RevisionNumber},
    words::t,
};

pub async fn new(State(editor): State<Editor>, OfKind(spec): OfKind, who: SignedIn) -> Result<Markup, AppError> {
    let kind = editor.entries.kinds().named(spec.name.as_str()).ok_or(AppError::NotFound)?;
    // What the kind says of nothing: its fields with what they hold by default.
    let names = Names::default();
    let content = kind.read(&Input::json(json!({})), None, &names)?.content;
    let nothing = Filled {
        input: Input::json(kind.write(&content, BodyForm::Form, &names)?),
        slug: "",
        base: RevisionNumber(0),
        errors: FieldErrors::default(),
        trouble: None,
        unsaved: false,
    };
    editor.new_page(&who, spec, nothing).await
}

pub async fn create(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    posted: Posted,
) -> Result<Response, AppError> {
    let new = posted.new_entry(spec.name, editor.catalog.site().default_locale.clone());
    match editor.entries.create(&who.actor, new).await {
        Ok(saved) => editor.after_save(&who, &OfEntry { spec, id: saved.entry.id }, posted.then).await,
        Err(ContentError::Invalid(errors)) => {
            let page = editor.new_page(&who, spec, Filled::typed(&posted).refused(errors, &t!("not-saved"))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn show(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(landed): Query<Landed>,
) -> Result<Markup, AppError> {
    let shown = editor.newest(&who.actor, &at).await?;
    let trouble = editor.copied(&who, &at, &landed).await;
    editor.edit_page(&who, &shown, Filled { trouble, ..Filled::stored(&shown) }).await
}

pub async fn save(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    mut posted: Posted,
) -> Result<Response, AppError> {
    // Of this kind, and not another's entry under this kind's address.
    let mut shown = editor.newest(&who.actor, &at).await?;
    match posted.then {
        Then::Edit => return Ok(editor.edit_page(&who, &shown, Filled::typed(&posted)).await?.into_response()),
        Then::Copy => return editor.copy(&who, &at, &shown, &posted).await,
        Then::Recover => {
            posted.base = editor.recovered(&who, &shown, posted.base).await?;
            shown = editor.newest(&who.actor, &at).await?;
        }
        Then::Save | Then::Publish | Then::Theirs => {}
    }
    let refused = match editor.store(&who.actor, &at, &posted).await {
        Ok(saved) if posted.then == Then::Theirs && saved.changed => {
            editor.entries.restore(&who.actor, at.id, posted.base).await?;
            return Ok(at.back());
        }
        Ok(_) => return editor.after_save(&who, &at, posted.then).await,
        Err(error) => error,
    };
    let filled = Filled::typed(&posted);
    let (status, page) = match refused {
        // Nothing can be typed into the form of what is in the trash.
        ContentError::Trashed(entry) => (StatusCode::CONFLICT, editor.gone(&who, &entry, &posted).await?),
        ContentError::Invalid(_) if shown.entry.trashed_at.is_some() => {
            (StatusCode::CONFLICT, editor.gone(&who, &shown.entry, &posted).await?)
        }
        ContentError::Invalid(errors) => {
            let page = editor.edit_page(&who, &shown, filled.refused(errors, &t!("not-saved"))).await?;
            (StatusCode::UNPROCESSABLE_ENTITY, page)
        }
        ContentError::Stale(stale) => (StatusCode::CONFLICT, editor.conflict(&who, &stale, &posted).await?),
        error => return Err(error.into()),
    };
    Ok((status, page).into_response())
}

impl Editor {
    /// Saves a form; one that the script sends after saves of its own goes on from those that arrived.
    async fn store(&self, actor: &Actor, at: &OfEntry, posted: &Posted) -> Result<Saved, ContentError> {
        let change = posted.change(posted.base, Cause::Save);
        if posted.after.is_empty() {
            return self.entries.save(actor, at.id, change).await;
        }
        let given_up = posted.after.iter().copied().take(draft::MAX_AFTER).collect();
        let attempt = Attempt { key: Uuid::now_v7(), given_up };
        Ok(self.entries.keep(actor, at.spec.name, at.id, change, &attempt).await?.saved)
    }

    /// An entry with its newest revision, as its form shows it.
    pub(super) async fn newest(&self, actor: &Actor, at: &OfEntry) -> Result<Shown, AppError> {
        Ok(self.entries.show(actor, at.spec.name, at.id, None, BodyForm::Form).await?)
    }

    /// Where a save leads: back to the form, or on to readers.
    async fn after_save(&self, who: &SignedIn, at: &OfEntry, then: Then) -> Result<Response, AppError> {
        if then != Then::Publish {
            return Ok(at.back());
        }
        let shown = self.newest(&who.actor, at).await?;
        if shown.entry.live.is_some() {
            let wish = Wish { revision: shown.revision.number, together: false };
            return self.publish_shown(who, at, &shown, wish).await;
        }
        // The first time asks, in the same place.
        Ok(Redirect::to(&paths::publication(at.spec.plural, at.id)).into_response())
    }
}
