//! The second pass: drafts, a chunk of lines to a transaction.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use serde_json::Value as Json;

use super::{CHUNK, Lines, Status, Work, ahead::Ready, plan::Making};
use crate::{
    content::{
        Cause, ContentError, Entries, Entry, Input, Names, Revision,
        acts::record,
        authorise,
        entity::{entry, revision},
        kind::Taken,
        rows::{entry_row, revision_row},
        save::{Prepared, read},
        store::{self, Side},
    },
    permission::{Actor, Permission},
    publishing::Publisher,
    vocabulary::{EntryId, GroupId, Reference, RevisionNumber, Slug},
};

/// The rows of new entries, to be written together.
#[derive(Default)]
struct Rows {
    entries: Vec<Entry>,
    revisions: Vec<revision::ActiveModel>,
    references: Vec<(EntryId, Vec<Reference>)>,
}

impl Publisher {
    pub(super) async fn save_all(
        &self,
        actor: &Actor,
        lines: &dyn Lines,
        work: &mut [Work],
    ) -> Result<(), ContentError> {
        let making = self.making(work);
        let todo: Vec<usize> =
            work.iter().enumerate().filter(|(_, line)| !line.failed()).map(|(index, _)| index).collect();
        for chunk in todo.chunks(CHUNK) {
            let tx = self.db.begin().await?;
            self.save_chunk(&tx, actor, lines, work, chunk, &making).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn save_chunk(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        lines: &dyn Lines,
        work: &mut [Work],
        chunk: &[usize],
        making: &Making,
    ) -> Result<(), ContentError> {
        let unread = |index: &usize| work.get(*index).is_some_and(|line| line.ready.is_none());
        let unread: Vec<usize> = chunk.iter().copied().filter(unread).collect();
        let names = self.names_for(tx, lines, work, &unread, making).await?;
        let ids: Vec<EntryId> =
            chunk.iter().filter_map(|&index| work.get(index)).filter(|line| line.exists).map(|line| line.id).collect();
        let mut existing = store::entries(tx, &self.kinds, &ids, true).await?;
        let keys: Vec<_> = existing.values().map(|entry| (entry.id, entry.kind, entry.draft)).collect();
        let mut newest = store::revisions_of(tx, &self.kinds, &keys).await?;
        let mut rows = Rows::default();
        for &index in chunk {
            let Some(line) = work.get_mut(index) else { continue };
            let saved = match line.ready.take() {
                Some(ready) => {
                    line.facts = Some(ready.facts.clone());
                    self.add(tx, actor, line, ready, &mut rows).await
                }
                None => {
                    let Ok(content) = lines.line(index).map(|line| Input::json(line.content)) else { continue };
                    let Some(names) = names.get(&line.locale) else { continue };
                    match (existing.remove(&line.id), newest.remove(&line.id)) {
                        (Some(entry), Some(newest)) => {
                            self.update(tx, actor, line, content, names, (entry, newest)).await
                        }
                        _ => match self.read_again(line, &content, names) {
                            Ok(ready) => self.add(tx, actor, line, ready, &mut rows).await,
                            Err(error) => Err(error),
                        },
                    }
                }
            };
            match saved {
                Ok(status) => line.status = Some(status),
                Err(error @ (ContentError::Db(_) | ContentError::Corrupt(_))) => return Err(error),
                Err(error) => line.fail(error),
            }
        }
        self.insert(tx, actor, rows).await
    }

    async fn update(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        line: &Work,
        content: Input,
        names: &Names,
        (entry, newest): (Entry, Revision),
    ) -> Result<Status, ContentError> {
        authorise(actor, Permission::EditContent, &entry)?;
        if entry.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(entry)));
        }
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        let (Taken { content, not_kept }, facts) = read(&**kind, &content, Some(&newest.content), names)?;
        let slug = line.slug.as_deref().and_then(|slug| slug.parse().ok()).unwrap_or_else(|| entry.slug.clone());
        if content == newest.content && slug == newest.slug {
            return Ok(Status::Unchanged);
        }
        let entries = Entries::new(self.db.clone(), self.clock.clone(), self.kinds.clone());
        entries
            .append(tx, actor, entry, Prepared { content, facts, slug, not_kept, note: None, key: None }, Cause::Import)
            .await?;
        Ok(Status::Updated)
    }

    /// A new entry of which planning kept nothing.
    fn read_again(&self, line: &Work, content: &Input, names: &Names) -> Result<Ready, ContentError> {
        let kind = self.kinds.named(line.kind.as_str()).ok_or(ContentError::NotFound)?;
        let (taken, facts) = read(&**kind, content, None, names)?;
        Ok(Ready { content: taken.content.to_string(), facts })
    }

    async fn add(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        line: &Work,
        Ready { content, facts }: Ready,
        rows: &mut Rows,
    ) -> Result<Status, ContentError> {
        let kind = self.kinds.named(line.kind.as_str()).ok_or(ContentError::NotFound)?;
        let slug = match line.slug.as_deref().and_then(|slug| slug.parse().ok()) {
            Some(slug) => slug,
            None => self.derived_slug(tx, line, &facts.title, rows).await?,
        };
        let at = self.clock.now();
        let entry = Entry {
            id: line.id,
            kind: line.kind,
            locale: line.locale.clone(),
            group: GroupId::new(),
            slug: slug.clone(),
            title: facts.title.clone(),
            external_id: line.external_id.clone(),
            draft: RevisionNumber(1),
            live: None,
            live_version: None,
            published_at: None,
            trashed_at: None,
            created_at: at,
            created_by: actor.label(),
            updated_at: at,
            updated_by: actor.label(),
        };
        let revision = Revision {
            entry: line.id,
            number: RevisionNumber(1),
            slug,
            title: facts.title,
            content: Json::Null,
            cause: Cause::Import,
            note: None,
            author: actor.label(),
            author_name: actor.name.clone(),
            at,
        };
        // The content is text already.
        let row = revision_row(&revision, kind.schema());
        rows.revisions.push(revision::ActiveModel { content: Set(content), ..row });
        rows.references.push((line.id, facts.references));
        rows.entries.push(entry);
        Ok(Status::Created)
    }

    async fn derived_slug(
        &self,
        tx: &DatabaseTransaction,
        line: &Work,
        title: &str,
        rows: &Rows,
    ) -> Result<Slug, ContentError> {
        let stem = Slug::from_title(title)
            .or_else(|| Slug::from_title(&format!("{} {}", line.kind, line.id.0.simple())))
            .ok_or_else(|| ContentError::Corrupt("slug".into()))?;
        let in_chunk = |slug: &Slug| {
            rows.entries.iter().any(|entry| (entry.kind, &entry.locale, &entry.slug) == (line.kind, &line.locale, slug))
        };
        for n in 1..1_000 {
            let slug = if n == 1 { stem.clone() } else { stem.numbered(n) };
            if !in_chunk(&slug) && store::slug_is_free(tx, line.kind, &line.locale, &slug).await? {
                return Ok(slug);
            }
        }
        Err(ContentError::SlugTaken { slug: stem, by: line.id })
    }

    async fn insert(&self, tx: &DatabaseTransaction, actor: &Actor, rows: Rows) -> Result<(), ContentError> {
        if rows.entries.is_empty() {
            return Ok(());
        }
        entry::Entity::insert_many(rows.entries.iter().map(entry_row)).exec_without_returning(tx).await?;
        revision::Entity::insert_many(rows.revisions).exec_without_returning(tx).await?;
        store::add_references(tx, Side::Draft, &rows.references).await?;
        let acts: Vec<(&Entry, &str)> = rows.entries.iter().map(|entry| (entry, "created")).collect();
        record(tx, actor, &acts, self.clock.now()).await
    }
}
