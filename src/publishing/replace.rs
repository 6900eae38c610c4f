//! Replace: another entry in the place of one that goes, in everything that refers to it, all or nothing.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

use super::{
    Publisher,
    log::{Live, Log, LogCause, Step},
    publish::Published,
    references, trash,
};
use crate::{
    content::{
        Cause, ContentError, Entries, Entry, Revision, Use, acts, authorise, kind::Facts, rows, save::Prepared, store,
        usage,
    },
    permission::{Actor, Permission},
    platform::audit,
    vocabulary::{EntryId, FieldErrors, Swap},
    words::t,
};

/// Where the replaced entry goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Out of readers' sight; its draft stays.
    Unpublish,
    Trash,
}

/// What is to be replaced by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replace {
    pub from: EntryId,
    pub to: EntryId,
    pub then: Then,
}

/// A replacement before it happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Replacement {
    pub from: Entry,
    pub to: Entry,
    /// Who refers to the one that goes, in drafts or live.
    pub uses: Vec<Use>,
}

/// One entry that refers to the one that goes: its newest revision, and the live one where that is another.
struct User {
    entry: Entry,
    draft: Revision,
    live: Option<Revision>,
}

impl Publisher {
    /// What [`replace`](Self::replace) would change, by the same checks. Nothing is written.
    ///
    /// # Errors
    /// As [`replace`](Self::replace).
    pub async fn replacement(&self, actor: &Actor, wish: Replace) -> Result<Replacement, ContentError> {
        self.consider(self.db.reader(), actor, wish, false).await
    }

    /// Puts `to` in the place of `from` in every entry that refers to it, and takes `from` away. What readers get of
    /// those entries changes by the reference alone: of one that is live with a newer draft, the live content gets a
    /// revision of its own. Each of them gets a new draft, so that whoever is writing is told.
    ///
    /// # Errors
    /// [`ContentError::Invalid`] at `with` when `to` cannot take the place; [`ContentError::DeniedAt`] with the first
    /// entry that the actor may not change; [`ContentError::Denied`], [`ContentError::NotFound`],
    /// [`ContentError::Trashed`] for `from`; [`ContentError::NotReady`], [`ContentError::Unpublished`] when a live
    /// entry could not be published as it is; [`ContentError::Db`]. Nothing was changed then.
    pub async fn replace(&self, actor: &Actor, wish: Replace) -> Result<Published, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let Replacement { from, to, uses } = self.consider(&tx, actor, wish, true).await?;
        let swap = Swap { from: from.id, to: to.id };
        let note = format!("{} → {}", from.title, to.title);
        let mut steps = Vec::new();
        for user in self.users(&tx, &uses).await? {
            steps.extend(self.turn(&tx, actor, user, swap, &note).await?);
        }
        if from.live.is_some() {
            steps.push(Step { entry: from.clone(), to: None, cause: LogCause::Unpublished, forget: false });
        }
        references::whole(&tx, &self.kinds, &steps).await?;
        let published = self.finish(&tx, &mut log, actor, &steps).await?;
        let now = self.clock.now();
        let record = audit::Record::new(actor.label(), actor.name.clone(), format!("{}.replaced", from.kind))
            .on(from.kind.as_str(), from.id, from.title.as_str())
            .detail(json!({ "with": to.id, "slug": to.slug, "entries": uses.len() }));
        audit::record(&tx, record, now).await?;
        if wish.then == Then::Trash {
            trash::mark(&tx, from.id, Some(now)).await?;
            acts::record(&tx, actor, &[(&from, "trashed")], now).await?;
        }
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(published)
    }

    async fn consider(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        wish: Replace,
        for_update: bool,
    ) -> Result<Replacement, ContentError> {
        let uses = usage::uses_of(conn, &self.kinds, &[wish.from]).await?;
        let ids: Vec<EntryId> = uses.iter().map(|used| used.id).chain([wish.from, wish.to]).collect();
        let mut entries = store::entries(conn, &self.kinds, &ids, for_update).await?;
        let from = entries.get(&wish.from).cloned().ok_or(ContentError::NotFound)?;
        authorise(actor, Permission::PublishContent, &from)?;
        if wish.then == Then::Trash {
            authorise(actor, Permission::TrashContent, &from)?;
        }
        if from.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(from)));
        }
        let refuse = |code, detail: &str| Err(FieldErrors::one("with", code, detail).into());
        let readable = |entry: &Entry| authorise(actor, Permission::ReadContent, entry).is_ok();
        let Some(to) = entries.remove(&wish.to).filter(readable) else {
            return refuse("unknown_reference", &t!("problem-no-entry"));
        };
        if to.id == from.id {
            return refuse("itself", &t!("problem-entry-cannot-take-its-own"));
        }
        if to.kind != from.kind || to.locale != from.locale {
            return refuse("wrong_kind", &t!("problem-same-kind-language"));
        }
        if to.trashed_at.is_some() || to.live.is_none() {
            return refuse("not_live", &t!("problem-readers-find-already"));
        }
        if uses.iter().any(|used| used.id == to.id) {
            return refuse("refers_back", &t!("problem-refers-entry-would-replace"));
        }
        for used in &uses {
            let entry = entries.get(&used.id).ok_or(ContentError::NotFound)?;
            let needed = [Some(Permission::EditContent), used.live.then_some(Permission::PublishContent)];
            if needed.into_iter().flatten().any(|permission| authorise(actor, permission, entry).is_err()) {
                return Err(ContentError::DeniedAt(Box::new(used.clone())));
            }
        }
        Ok(Replacement { from, to, uses })
    }

    /// The entries that refer to the one that goes, with their content, in the order of the uses.
    async fn users(&self, tx: &DatabaseTransaction, uses: &[Use]) -> Result<Vec<User>, ContentError> {
        let ids: Vec<EntryId> = uses.iter().map(|used| used.id).collect();
        let mut entries = store::entries(tx, &self.kinds, &ids, false).await?;
        let keys = |number: fn(&Entry) -> Option<_>, entries: &HashMap<EntryId, Entry>| {
            let key = |entry: &Entry| number(entry).map(|number| (entry.id, entry.kind, number));
            entries.values().filter_map(key).collect::<Vec<_>>()
        };
        let drafts = keys(|entry| Some(entry.draft), &entries);
        let mut drafts = store::revisions_of(tx, &self.kinds, &drafts).await?;
        let lives = keys(|entry| entry.live.filter(|live| *live != entry.draft), &entries);
        let mut lives = store::revisions_of(tx, &self.kinds, &lives).await?;
        let user =
            |id: &EntryId| Some(User { entry: entries.remove(id)?, draft: drafts.remove(id)?, live: lives.remove(id) });
        Ok(ids.iter().filter_map(user).collect())
    }

    /// New revisions of one entry, and its step where readers are concerned.
    async fn turn(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        user: User,
        swap: Swap,
        note: &str,
    ) -> Result<Option<Step>, ContentError> {
        let entries = Entries::new(self.db.clone(), self.clock.clone(), self.kinds.clone());
        let User { mut entry, draft, live } = user;
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?.clone();
        let turned = |revision: &Revision| -> Result<Option<Prepared>, ContentError> {
            if kind.facts(&revision.content)?.references.iter().all(|reference| reference.to != swap.from) {
                return Ok(None);
            }
            let content = kind.replace(&revision.content, swap)?;
            let facts = kind.facts(&content)?;
            let stored = Prepared::stored(Revision { content, ..revision.clone() }, facts);
            Ok(Some(Prepared { note: Some(note.to_owned()), ..stored }))
        };
        let of_draft = turned(&draft)?;
        let Some(live) = live else {
            let Some(prepared) = of_draft else { return Ok(None) };
            let step = entry.live.map(|_| (prepared.slug.clone(), prepared.facts.clone()));
            let saved = entries.append(tx, actor, entry.clone(), prepared, Cause::Replace).await?;
            entry.draft = saved.revision.number;
            return step.map(|(slug, facts)| go_live(entry, slug, facts)).transpose();
        };
        let of_live = turned(&live)?;
        let step = match of_live {
            None => None,
            Some(prepared) => {
                entry.draft = entry.draft.next();
                entry.updated_at = self.clock.now();
                let live = (prepared.slug.clone(), prepared.facts.clone());
                rows::add_revision(tx, actor, &*kind, &entry, prepared, Cause::Replace).await?;
                Some(go_live(entry.clone(), live.0, live.1)?)
            }
        };
        // What was not published goes on from the newest revision, also where it refers to something else by now.
        let of_draft = match of_draft {
            None if step.is_some() => Some(Prepared::stored(draft.clone(), kind.facts(&draft.content)?)),
            of_draft => of_draft,
        };
        if let Some(prepared) = of_draft {
            entries.append(tx, actor, entry, prepared, Cause::Replace).await?;
        }
        Ok(step)
    }
}

fn go_live(entry: Entry, slug: crate::vocabulary::Slug, facts: Facts) -> Result<Step, ContentError> {
    if !facts.problems.is_empty() {
        return Err(ContentError::NotReady(Box::new(Use::of(&entry)), facts.problems));
    }
    let to = Some(Live::new(entry.draft, slug, facts));
    Ok(Step { entry, to, cause: LogCause::Published, forget: false })
}
