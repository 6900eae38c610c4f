//! An entry's form: the kind's fields with values, choices and errors.

use std::borrow::Cow;

use maud::{Markup, Render as _};
use serde_json::Value as Json;

use super::{
    Editor,
    pages::{About, EditPage, May, Stored, Words},
    posted::Posted,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{Entry, FormView, Shown},
    delivery::Lookup,
    error::AppError,
    permission::Actor,
    publishing::undo::UNDO_WINDOW,
    ui::Notice,
    vocabulary::{EntryId, FieldErrors, KindName, KindSpec, Locale, RevisionNumber, Slug},
};

/// What stands in the fields.
pub struct Filled<'a> {
    pub values: Cow<'a, Json>,
    pub slug: &'a str,
    /// The revision that a save will say it is based on.
    pub base: RevisionNumber,
    pub errors: FieldErrors,
    pub trouble: Option<Notice>,
    pub unsaved: bool,
}

/// Whose fields are drawn.
pub struct Subject<'a> {
    pub kind: KindName,
    pub locale: &'a Locale,
    /// Of an entry that there is: nothing refers to itself.
    pub slug: Option<&'a Slug>,
}

impl<'a> From<&'a Entry> for Subject<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self { kind: entry.kind, locale: &entry.locale, slug: Some(&entry.slug) }
    }
}

impl<'a> Filled<'a> {
    /// What is stored.
    pub fn stored(shown: &'a Shown) -> Self {
        Self {
            values: Cow::Borrowed(&shown.content),
            slug: shown.revision.slug.as_str(),
            base: shown.revision.number,
            errors: FieldErrors::default(),
            trouble: None,
            unsaved: false,
        }
    }

    /// What was typed and could not be saved.
    pub fn typed(posted: &'a Posted) -> Self {
        Self {
            values: Cow::Owned(posted.input().json),
            slug: &posted.slug,
            base: posted.base,
            errors: FieldErrors::default(),
            trouble: Some(Notice::warn("Not saved")),
            unsaved: true,
        }
    }

    /// With what is wrong with it.
    pub fn refused(self, errors: FieldErrors, words: &str) -> Self {
        Self { errors, trouble: Some(Notice::danger(words)), ..self }
    }
}

impl Editor {
    /// The form of an entry that is being made.
    pub(super) async fn new_page(
        &self,
        who: &SignedIn,
        spec: &'static KindSpec,
        filled: Filled<'_>,
    ) -> Result<Markup, AppError> {
        let locale = self.catalog.site().default_locale.clone();
        let new = Subject { kind: spec.name, locale: &locale, slug: None };
        let page = EditPage {
            viewer: &who.viewer,
            about: &About { words: Words::of(spec), id: EntryId::default(), title: String::new() },
            saved: None,
            slug: filled.slug,
            fields: self.fields(&who.actor, new, &filled.values, &filled.errors).await?,
            errors: &filled.errors,
            may: May {
                edit: true,
                publish: who.actor.may_some(crate::permission::Permission::PublishContent),
                trash: false,
            },
            trouble: filled.trouble,
            unsaved: filled.unsaved,
        };
        Ok(page.render())
    }

    /// The form of an entry that there is.
    pub(super) async fn edit_page(
        &self,
        who: &SignedIn,
        shown: &Shown,
        filled: Filled<'_>,
    ) -> Result<Markup, AppError> {
        let (entry, revision) = (&shown.entry, &shown.revision);
        let spec = self.entries.kinds().spec(entry.kind).ok_or(AppError::NotFound)?;
        let public = self.public_path(spec, entry);
        let uses = self.entries.usage(&who.actor, entry.id).await?;
        let undoable = self.publisher.undoable_until(entry.id).await?.map(|until| until - UNDO_WINDOW);
        let saved = Stored {
            state: view::state(entry.state()),
            base: filled.base.0,
            updated: revision.at,
            updated_by: &revision.author_name,
            undoable,
            public: public.as_deref(),
            uses: uses.len().try_into().unwrap_or(u64::MAX),
        };
        let page = EditPage {
            viewer: &who.viewer,
            about: &self.about(entry),
            saved: Some(saved),
            slug: filled.slug,
            fields: self.fields(&who.actor, entry.into(), &filled.values, &filled.errors).await?,
            errors: &filled.errors,
            may: view::may(&who.actor, entry),
            trouble: filled.trouble,
            unsaved: filled.unsaved,
        };
        Ok(page.render())
    }

    /// The kind's own fields.
    pub(super) async fn fields(
        &self,
        actor: &Actor,
        of: Subject<'_>,
        values: &Json,
        errors: &FieldErrors,
    ) -> Result<Markup, AppError> {
        let kind = self.entries.kinds().named(of.kind.as_str()).ok_or(AppError::NotFound)?;
        let mut choices = self.entries.choices(actor, of.locale).await?;
        if let (Some(own), Some(alike)) = (of.slug, choices.get_mut(of.kind.as_str())) {
            alike.retain(|choice| choice.slug != own.as_str());
        }
        Ok(kind.fields(&FormView { values, errors, choices: &choices }))
    }

    /// Where readers find the entry, if they do.
    fn public_path(&self, spec: &KindSpec, entry: &Entry) -> Option<String> {
        entry.live?;
        match self.catalog.find(entry.kind, Some(&entry.locale), &entry.id.to_string()) {
            Lookup::Found(live) => Some(self.catalog.site().path(spec.plural, &live.slug)),
            Lookup::Moved(_) | Lookup::Gone | Lookup::Missing => None,
        }
    }
}
