//! Where an entry is used: the reference index, read backwards.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use super::{
    ContentError, Entries, Entry, Registry, State, authorise,
    entity::reference,
    store::{self, Side},
};
use crate::{
    permission::{Actor, Permission},
    vocabulary::{EntryId, KindName, Slug},
};

/// One entry that another one names, or is named by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Use {
    pub id: EntryId,
    pub kind: KindName,
    pub slug: Slug,
    pub title: String,
    pub state: State,
    /// Its newest revision is concerned.
    pub draft: bool,
    /// What readers get is concerned.
    pub live: bool,
    /// Where in the content of the one that refers.
    pub paths: Vec<String>,
}

impl Use {
    /// The entry alone, with no word yet on how it is used.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind,
            slug: entry.slug.clone(),
            title: entry.title.clone(),
            state: entry.state(),
            draft: false,
            live: false,
            paths: Vec::new(),
        }
    }
}

impl Entries {
    /// The entries that refer to this one, in their drafts or live.
    ///
    /// # Errors
    /// [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn usage(&self, actor: &Actor, id: EntryId) -> Result<Vec<Use>, ContentError> {
        let conn = self.db.reader();
        let entry = store::entry(conn, &self.kinds, id, false).await?;
        authorise(actor, Permission::ReadContent, &entry)?;
        uses_of(conn, &self.kinds, &[id]).await
    }
}

/// The entries outside `targets` that refer to one of them; those in the trash are not counted.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn uses_of(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    targets: &[EntryId],
) -> Result<Vec<Use>, ContentError> {
    let mut by_entry: BTreeMap<EntryId, (bool, bool, Vec<String>)> = BTreeMap::new();
    for chunk in targets.chunks(store::CHUNK) {
        let rows = reference::Entity::find()
            .filter(reference::Column::ToEntry.is_in(chunk.iter().map(|id| id.0)))
            .order_by_asc(reference::Column::Path)
            .all(conn)
            .await?;
        for row in rows.into_iter().filter(|row| !targets.contains(&EntryId(row.from_entry))) {
            let (draft, live, paths) = by_entry.entry(EntryId(row.from_entry)).or_default();
            *draft |= row.side == Side::Draft.as_str();
            *live |= row.side == Side::Live.as_str();
            if !paths.contains(&row.path) {
                paths.push(row.path);
            }
        }
    }
    let ids: Vec<EntryId> = by_entry.keys().copied().collect();
    let entries = store::entries(conn, kinds, &ids, false).await?;
    Ok(by_entry
        .into_iter()
        .filter_map(|(id, (draft, live, paths))| {
            let entry = entries.get(&id).filter(|entry| entry.trashed_at.is_none())?;
            Some(Use { draft, live, paths, ..Use::of(entry) })
        })
        .collect())
}
