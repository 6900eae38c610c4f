//! An entry's form: the kind's fields with values, choices and errors.

use maud::{Markup, Render as _};
use serde_json::Value as Json;

use super::{
    Editor,
    outline::outline,
    pages::{About, Drawn, EditPage, May, Recent, Stored, Words},
    posted::Posted,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{Entry, FormView, Input, Revision, Shown, form::without_trees},
    delivery::Lookup,
    error::AppError,
    permission::{Actor, Permission},
    publishing::undo::UNDO_WINDOW,
    ui::Notice,
    vocabulary::{EntryId, FieldErrors, KindName, KindSpec, Locale, RevisionNumber, Slug},
    words::t,
};

/// How many versions stand beside a form.
const RECENT: u64 = 5;

/// What stands in the fields.
pub struct Filled<'a> {
    pub input: Input,
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
            input: Input::json(shown.content.clone()),
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
            input: posted.input(),
            slug: &posted.slug,
            base: posted.base,
            errors: FieldErrors::default(),
            trouble: Some(Notice::warn(t!("not-saved"))),
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
            pattern: &who.viewer.site.pattern(spec.plural),
            drawn: self.draw(&who.actor, new, &filled).await?,
            errors: &filled.errors,
            may: May { edit: true, publish: who.actor.may_some(Permission::PublishContent), trash: false },
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
        let undoable = self.publisher.undoable_until(entry.id).await?.map(|until| until - UNDO_WINDOW);
        let saved = Stored {
            checks: self.checks(entry, revision).await?,
            state: view::state(entry.state()),
            base: filled.base.0,
            updated: revision.at,
            updated_by: &revision.author_name,
            undoable,
            public: public.as_deref(),
            uses: self.use_rows(self.entries.usage(&who.actor, entry.id).await?),
            recent: self.recent(&who.actor, entry).await?,
            shown: self.as_embedded(&who.actor, entry).await?,
        };
        let page = EditPage {
            viewer: &who.viewer,
            about: &self.about(entry),
            saved: Some(saved),
            slug: filled.slug,
            pattern: &who.viewer.site.pattern(spec.plural),
            drawn: self.draw(&who.actor, entry.into(), &filled).await?,
            errors: &filled.errors,
            may: view::may(&who.actor, entry),
            trouble: filled.trouble,
            unsaved: filled.unsaved,
        };
        Ok(page.render())
    }

    /// The kind's own fields, and the headings of its text.
    async fn draw(&self, actor: &Actor, of: Subject<'_>, filled: &Filled<'_>) -> Result<Drawn, AppError> {
        let kind = self.entries.kinds().named(of.kind.as_str()).ok_or(AppError::NotFound)?;
        let values = self.entries.typed(of.locale, &filled.input.json).await?;
        let named = Input { json: without_trees(values.clone()), form: filled.input.form };
        let mut choices = self.entries.choices(actor, of.kind, of.locale, &named).await?;
        if let (Some(own), Some(alike)) = (of.slug, choices.get_mut(of.kind.as_str())) {
            alike.list.retain(|choice| choice.slug != own.as_str());
        }
        let site = self.catalog.site();
        let slug = if filled.slug.is_empty() { "…" } else { filled.slug };
        let address = site.url(&site.pattern(kind.spec().plural).replace("{slug}", slug));
        let view = FormView { values: &values, errors: &filled.errors, choices: &choices, address: &address };
        Ok(Drawn {
            fields: kind.fields(&view),
            details: kind.details(&view),
            text: kind.text(),
            outline: kind.text().map(|name| outline(&view.text(name))).unwrap_or_default(),
        })
    }

    /// The kind's own fields with these values, all in one column.
    pub(super) async fn fields(
        &self,
        actor: &Actor,
        of: Subject<'_>,
        values: &Json,
        errors: &FieldErrors,
    ) -> Result<Markup, AppError> {
        let filled = Filled {
            input: Input::json(values.clone()),
            slug: of.slug.map_or("", Slug::as_str),
            base: RevisionNumber(0),
            errors: errors.clone(),
            trouble: None,
            unsaved: false,
        };
        Ok(self.draw(actor, of, &filled).await?.in_one())
    }

    async fn recent(&self, actor: &Actor, entry: &Entry) -> Result<Vec<Recent>, AppError> {
        let revisions = self.entries.history(actor, entry, None, RECENT).await?;
        let recent = |revision: Revision| Recent {
            number: revision.number.0,
            at: revision.at,
            by: revision.author_name,
            live: entry.live == Some(revision.number),
        };
        Ok(revisions.into_iter().map(recent).collect())
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
