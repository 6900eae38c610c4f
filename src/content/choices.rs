//! What a reference may be set to: the newest few, what is chosen already, and what some letters find.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    ContentError, Entries, Entry, Input, Name, Names, Use,
    access::authorise_some,
    entity::{entry, reference},
    form::{Choice, Choices},
    list, lookup,
    store::{self, Side},
};
use crate::{
    document::Mention,
    permission::{Actor, Permission},
    vocabulary::{EntryId, KindName, Locale},
};

/// How many of a kind a form offers unasked.
const OFFERED: u64 = 50;
/// How many a search gives.
const FOUND: usize = 20;
/// Of so many matches, the newest, the best are chosen.
const RANKED: u64 = 200;

/// An entry that letters found, and how many others refer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub entry: Entry,
    pub uses: u64,
}

impl Entries {
    /// What a form of this kind and locale offers to refer to, by kind name: a bounded number, and with it whatever
    /// the input names already.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn choices(
        &self,
        actor: &Actor,
        kind: KindName,
        locale: &Locale,
        input: &Input,
    ) -> Result<HashMap<&'static str, Choices>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let named = self.kinds.named(kind.as_str()).map(|kind| kind.names(input)).unwrap_or_default();
        let mut chosen = self.chosen(locale, &named).await?;
        let mut choices = HashMap::new();
        for kind in self.kinds.iter().map(|kind| kind.spec().name) {
            let mut list = self.matching(&[kind], locale, "", OFFERED + 1).await?;
            let more = list.len() as u64 > OFFERED;
            list.truncate(usize::try_from(OFFERED).unwrap_or(usize::MAX));
            let known: HashSet<EntryId> = list.iter().map(|entry| entry.id).collect();
            list.extend(chosen.extract_if(.., |entry| entry.kind == kind).filter(|entry| !known.contains(&entry.id)));
            list.sort_by(|a, b| a.title.cmp(&b.title));
            let choice =
                |entry: Entry| Choice { slug: entry.slug.to_string(), state: entry.state(), title: entry.title };
            choices.insert(kind.as_str(), Choices { list: list.into_iter().map(choice).collect(), more });
        }
        Ok(choices)
    }

    /// The entries of some kinds, of any where none is named, that some letters of title or slug find: what begins with them first, then
    /// the newest. Nothing in the trash.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn search(
        &self,
        actor: &Actor,
        kinds: &[KindName],
        locale: &Locale,
        letters: &str,
    ) -> Result<Vec<Found>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let letters = letters.trim().to_lowercase();
        let mut entries = self.matching(kinds, locale, &letters, RANKED).await?;
        entries.sort_by_key(|entry| rank(&entry.title, &letters));
        entries.truncate(FOUND);
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        let counts = self.use_counts(&ids).await?;
        let uses = |id: EntryId| counts.get(&id).copied().unwrap_or_default();
        Ok(entries.into_iter().map(|entry| Found { uses: uses(entry.id), entry }).collect())
    }

    /// What an entry's newest revision refers to and readers do not get: drafts, and what is in the trash. With
    /// the paths of each.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn not_live(&self, entry: &Entry) -> Result<Vec<Use>, ContentError> {
        let rows = reference::Entity::find()
            .filter(reference::Column::FromEntry.eq(entry.id.0))
            .filter(reference::Column::Side.eq(Side::Draft.as_str()))
            .all(self.db.reader())
            .await?;
        let ids: Vec<EntryId> = rows.iter().map(|row| EntryId(row.to_entry)).collect();
        let targets = store::entries(self.db.reader(), &self.kinds, &ids, false).await?;
        let paths = |to: EntryId| {
            let mut paths: Vec<String> =
                rows.iter().filter(|row| row.to_entry == to.0).map(|row| row.path.clone()).collect();
            paths.sort();
            paths
        };
        let not_live = targets.values().filter(|to| to.live.is_none() || to.trashed_at.is_some());
        let mut lacking: Vec<Use> = not_live.map(|to| Use { paths: paths(to.id), ..Use::of(to) }).collect();
        lacking.sort_by(|a, b| (a.kind, &a.title).cmp(&(b.kind, &b.title)));
        Ok(lacking)
    }

    /// The entries that a text mentions.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn mentioned(
        &self,
        actor: &Actor,
        locale: &Locale,
        mentions: Vec<Mention>,
    ) -> Result<Names, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let wanted: Vec<Name> = mentions.into_iter().map(|Mention { kind, key }| Name { kind, key }).collect();
        lookup::names(self.db.reader(), &self.kinds, locale, &wanted).await
    }

    /// Those of some kinds whose title or slug holds every word, the newest change first.
    async fn matching(
        &self,
        kinds: &[KindName],
        locale: &Locale,
        text: &str,
        limit: u64,
    ) -> Result<Vec<Entry>, ContentError> {
        let mut find = entry::Entity::find()
            .filter(entry::Column::Locale.eq(locale.as_str()))
            .filter(entry::Column::TrashedAt.is_null());
        if !kinds.is_empty() {
            find = find.filter(entry::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())));
        }
        let kind = Some(kinds).filter(|kinds| kinds.len() == 1).and_then(|kinds| kinds.first().copied());
        if let Some(found) = (list::Query { kind, text: text.to_owned(), ..list::Query::default() }).found() {
            let ids = found.select_only().column(entry::Column::Id).into_query();
            find = find.filter(entry::Column::Id.in_subquery(ids));
        }
        let newest = find.order_by_desc(entry::Column::UpdatedAt).order_by_desc(entry::Column::Id).limit(limit);
        newest.all(self.db.reader()).await?.into_iter().map(|row| store::to_entry(&self.kinds, row)).collect()
    }

    /// The entries that input names by kind and slug.
    async fn chosen(&self, locale: &Locale, named: &[Name]) -> Result<Vec<Entry>, ContentError> {
        let wanted: HashSet<(&str, &str)> =
            named.iter().filter_map(|name| Some((name.kind.as_deref()?, name.key.as_str()))).collect();
        let slugs: Vec<&str> = wanted.iter().map(|(_, slug)| *slug).collect();
        let mut found = Vec::new();
        for chunk in slugs.chunks(store::CHUNK) {
            let rows = entry::Entity::find()
                .filter(entry::Column::Locale.eq(locale.as_str()))
                .filter(entry::Column::Slug.is_in(chunk.iter().copied()))
                .filter(entry::Column::TrashedAt.is_null());
            for row in rows.all(self.db.reader()).await? {
                let entry = store::to_entry(&self.kinds, row)?;
                if wanted.contains(&(entry.kind.as_str(), entry.slug.as_str())) {
                    found.push(entry);
                }
            }
        }
        Ok(found)
    }

    /// How many entries outside the trash refer to each of these, in their drafts or live.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn use_counts(&self, ids: &[EntryId]) -> Result<HashMap<EntryId, u64>, ContentError> {
        let trashed = Query::select()
            .column(entry::Column::Id)
            .from(entry::Entity)
            .and_where(entry::Column::TrashedAt.is_not_null())
            .to_owned();
        let counts: Vec<(Uuid, i64)> = reference::Entity::find()
            .select_only()
            .column(reference::Column::ToEntry)
            .column_as(Expr::col(reference::Column::FromEntry).count_distinct(), "uses")
            .filter(reference::Column::ToEntry.is_in(ids.iter().map(|id| id.0)))
            .filter(reference::Column::FromEntry.not_in_subquery(trashed))
            .group_by(reference::Column::ToEntry)
            .into_tuple()
            .all(self.db.reader())
            .await?;
        Ok(counts.into_iter().map(|(id, uses)| (EntryId(id), u64::try_from(uses).unwrap_or_default())).collect())
    }
}

/// 0 for a title that begins with the letters, in small ones, 1 where one of its words does, 2 for the rest.
#[must_use]
pub fn rank(title: &str, letters: &str) -> u8 {
    let title = title.to_lowercase();
    let at_a_word = || title.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(letters));
    match title.starts_with(letters) {
        true => 0,
        false if at_a_word() => 1,
        false => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_letters_comes_first() {
        assert_eq!(
            [rank("Schedule a call", "sch"), rank("Call, or Schedule", "sch"), rank("Reschedule", "sch")],
            [0, 1, 2]
        );
    }
}
