//! Reading entries as their authors do: the draft, an old revision, a list.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{
    BodyForm, ContentError, Entries, Entry, Input, Names, Revision, State,
    access::authorise_some,
    authorise,
    beside::{self, NamedIn},
    list::{self, Counts, Query},
    lookup,
    save::Saved,
    store,
};
use crate::{
    document::{self, Tree},
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, KindName, Locale, RevisionNumber, Slug},
};

/// An entry with one of its revisions, as input would say it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub entry: Entry,
    pub revision: Revision,
    /// What [`Kind::write`](super::Kind::write) gave.
    pub content: Json,
}

impl Entries {
    /// An entry with its newest revision, or with an older one.
    ///
    /// # Errors
    /// [`ContentError::NotFound`] also when it is of another kind, [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn show(
        &self,
        actor: &Actor,
        kind: KindName,
        id: EntryId,
        number: Option<RevisionNumber>,
        body: BodyForm,
    ) -> Result<Shown, ContentError> {
        let entry = self.find(actor, kind, id).await?;
        let number = number.unwrap_or(entry.draft);
        let revision = store::revision(self.db.reader(), &self.kinds, &entry, number).await?;
        let mut shown = self.written(vec![(entry, revision)], body).await?;
        shown.pop().ok_or(ContentError::NotFound)
    }

    /// What a save made, as it made it: somebody else may have saved since.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn shown(&self, saved: Saved, body: BodyForm) -> Result<Shown, ContentError> {
        self.written(vec![(saved.entry, saved.revision)], body).await?.pop().ok_or(ContentError::NotFound)
    }

    /// An entry that the actor may read.
    ///
    /// # Errors
    /// [`ContentError::NotFound`] also when it is of another kind, [`ContentError::Db`].
    pub async fn find(&self, actor: &Actor, kind: KindName, id: EntryId) -> Result<Entry, ContentError> {
        let entry = store::entry(self.db.reader(), &self.kinds, id, false).await?;
        authorise(actor, Permission::ReadContent, &entry)?;
        if entry.kind == kind { Ok(entry) } else { Err(ContentError::NotFound) }
    }

    /// Those of these that there are and that the actor may read, of any kind.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn those_of(&self, actor: &Actor, ids: &[EntryId]) -> Result<HashMap<EntryId, Entry>, ContentError> {
        let mut found = store::entries(self.db.reader(), &self.kinds, ids, false).await?;
        found.retain(|_, entry| authorise(actor, Permission::ReadContent, entry).is_ok());
        Ok(found)
    }

    /// One page of entries without their content, and how many there are in all.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn list(&self, actor: &Actor, query: &Query) -> Result<(Vec<Entry>, u64), ContentError> {
        Ok((self.page(actor, query).await?, self.count(actor, query).await?))
    }

    /// One page of entries without their content.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn page(&self, actor: &Actor, query: &Query) -> Result<Vec<Entry>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        list::page(self.db.reader(), &self.kinds, query).await
    }

    /// How many entries a query finds.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn count(&self, actor: &Actor, query: &Query) -> Result<u64, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        Ok(list::count(self.db.reader(), query).await?)
    }

    /// How many entries of a kind are in each state.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn counts(&self, actor: &Actor, kind: KindName) -> Result<Counts, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        Ok(list::counts(self.db.reader(), kind).await?)
    }

    /// The entry of this kind and slug, in whichever language.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn by_slug(&self, actor: &Actor, kind: KindName, slug: &Slug) -> Result<Option<Entry>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        list::by_slug(self.db.reader(), &self.kinds, kind, slug).await
    }

    /// What stands beside the entries of a page: who wrote each last, and what they name in some fields.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn beside(
        &self,
        actor: &Actor,
        entries: &[Entry],
        fields: &[&'static str],
    ) -> Result<(HashMap<EntryId, String>, NamedIn), ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        let conn = self.db.reader();
        Ok((beside::writers(conn, entries).await?, beside::named_in(conn, &ids, fields).await?))
    }

    /// The newest revision of each.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn newest(&self, actor: &Actor, entries: &[Entry]) -> Result<HashMap<EntryId, Revision>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let wanted: Vec<_> = entries.iter().map(|entry| (entry.id, entry.kind, entry.draft)).collect();
        store::revisions_of(self.db.reader(), &self.kinds, &wanted).await
    }

    /// What the newest revision of each refers to that is not live.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn lacking_in(
        &self,
        actor: &Actor,
        entries: &[Entry],
    ) -> Result<HashMap<EntryId, Vec<Entry>>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        beside::lacking_from(self.db.reader(), &self.kinds, &ids).await
    }

    /// What would be said of a revision: what stops publishing, and what could be better.
    ///
    /// # Errors
    /// [`ContentError::Corrupt`].
    pub fn judged(&self, entry: &Entry, revision: &Revision) -> Result<(FieldErrors, FieldErrors), ContentError> {
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        Ok((kind.facts(&revision.content)?.problems, kind.advice(&revision.content, &entry.locale)?))
    }

    /// What the actor wrote last and readers do not get.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn unpublished(&self, actor: &Actor, limit: u64) -> Result<Vec<Entry>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        beside::unpublished_of(self.db.reader(), &self.kinds, &actor.label(), limit).await
    }

    /// What the actor wrote last that refers to something that is not live, each with what that is.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn lacking(&self, actor: &Actor, limit: usize) -> Result<Vec<(Entry, Entry)>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        beside::lacking_of(self.db.reader(), &self.kinds, &actor.label(), limit).await
    }

    /// As [`list`](Self::list), with the content of their newest revisions.
    ///
    /// # Errors
    /// As [`list`](Self::list).
    pub async fn list_shown(
        &self,
        actor: &Actor,
        query: &Query,
        body: BodyForm,
    ) -> Result<(Vec<Shown>, u64), ContentError> {
        let (entries, total) = self.list(actor, query).await?;
        let wanted: Vec<_> = entries.iter().map(|entry| (entry.id, entry.kind, entry.draft)).collect();
        let mut revisions = store::revisions_of(self.db.reader(), &self.kinds, &wanted).await?;
        let with_revisions =
            entries.into_iter().filter_map(|entry| revisions.remove(&entry.id).map(|revision| (entry, revision)));
        Ok((self.written(with_revisions.collect(), body).await?, total))
    }

    /// An entry's revisions, the newest first, `limit` of them below `before`.
    ///
    /// # Errors
    /// [`ContentError::NotFound`], [`ContentError::Denied`], [`ContentError::Db`].
    pub async fn history(
        &self,
        actor: &Actor,
        entry: &Entry,
        before: Option<RevisionNumber>,
        limit: u64,
    ) -> Result<Vec<Revision>, ContentError> {
        authorise(actor, Permission::ReadContent, entry)?;
        store::history(self.db.reader(), &self.kinds, entry, before, limit).await
    }

    /// Stored content as input would say it, in the eyes of an entry of this locale.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn write(
        &self,
        kind: KindName,
        locale: &Locale,
        content: &Json,
        body: BodyForm,
    ) -> Result<Json, ContentError> {
        let kind = self.kinds.named(kind.as_str()).ok_or(ContentError::NotFound)?;
        let ids: Vec<EntryId> = kind.facts(content)?.references.iter().map(|reference| reference.to).collect();
        let names = lookup::names_of(self.db.reader(), &self.kinds, locale, &ids).await?;
        kind.write(content, body, &names)
    }

    /// What a form sent, with each rich text that came as a tree in the shape of [`BodyForm::Form`]. A tree that cannot
    /// be read stays as it came.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn typed(&self, locale: &Locale, sent: &Json) -> Result<Json, ContentError> {
        let mut typed = sent.clone();
        let mut trees = Vec::new();
        each_tree(&mut typed, &mut |_, tree| trees.push(tree));
        let references = trees.iter().flat_map(document::references);
        let ids: Vec<EntryId> = references.map(|reference| reference.to).collect();
        let names = lookup::names_of(self.db.reader(), &self.kinds, locale, &ids).await?;
        each_tree(&mut typed, &mut |value, tree| *value = names.rich(&tree, BodyForm::Form));
        Ok(typed)
    }

    /// An entry as it is stored, and what it would hold if this were saved over it. Nothing is.
    ///
    /// # Errors
    /// [`ContentError::NotFound`], [`ContentError::Denied`], [`ContentError::Invalid`], [`ContentError::Db`],
    /// [`ContentError::Corrupt`].
    pub async fn unsaved(
        &self,
        actor: &Actor,
        kind: KindName,
        id: EntryId,
        input: &Input,
    ) -> Result<(Shown, Json), ContentError> {
        let newest = self.show(actor, kind, id, None, BodyForm::Form).await?;
        authorise(actor, Permission::EditContent, &newest.entry)?;
        let reader = self.kinds.named(kind.as_str()).ok_or(ContentError::NotFound)?;
        let names = lookup::names(self.db.reader(), &self.kinds, &newest.entry.locale, &reader.names(input)).await?;
        let content = reader.read(input, Some(&newest.revision.content), &names)?.content;
        Ok((newest, content))
    }

    async fn written(&self, pairs: Vec<(Entry, Revision)>, body: BodyForm) -> Result<Vec<Shown>, ContentError> {
        let mut ids = Vec::new();
        for (entry, revision) in &pairs {
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            ids.extend(kind.facts(&revision.content)?.references.iter().map(|reference| reference.to));
        }
        let targets = store::entries(self.db.reader(), &self.kinds, &ids, false).await?;
        let mut shown = Vec::with_capacity(pairs.len());
        for (entry, revision) in pairs {
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            let mut names = Names::default();
            for target in targets.values() {
                lookup::add(&mut names, &self.kinds, &entry.locale, target);
            }
            let content = kind.write(&revision.content, body, &names)?;
            shown.push(Shown { entry, revision, content });
        }
        Ok(shown)
    }
}

/// Every rich text that came as the text of its tree.
fn each_tree(value: &mut Json, see: &mut dyn FnMut(&mut Json, Tree)) {
    let Some(object) = value.as_object_mut() else { return };
    let tree = object.get("doc").and_then(Json::as_str).map(|text| Tree::from_text(text, None));
    match tree {
        Some(Ok(tree)) => see(value, tree),
        Some(Err(_)) => {}
        None => object.values_mut().for_each(|inner| each_tree(inner, see)),
    }
}

/// The word for a state in a query, or all but the trashed.
///
/// # Errors
/// The words for people.
pub fn parse_state(text: &str) -> Result<Option<State>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}
