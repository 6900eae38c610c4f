//! From names to entries and back, in as few statements as the number of kinds allows.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{ContentError, Entry, Name, Names, Registry, entity::entry, names::Named, store};
use crate::vocabulary::{EntryId, Locale};

/// Looks input's names up: slugs mean entries of this locale that are not in the trash, ids any entry.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn names(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    locale: &Locale,
    wanted: &[Name],
) -> Result<Names, ContentError> {
    let mut found = Names::default();
    let mut ids = Vec::new();
    let mut slugs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in wanted {
        match (name.key.parse::<EntryId>(), name.kind.as_deref()) {
            (Ok(id), _) => ids.push(id),
            (Err(_), Some(kind)) => {
                slugs.entry(kind).or_default().insert(&name.key);
            }
            (Err(_), None) => {}
        }
    }
    for (kind, slugs) in slugs {
        let slugs: Vec<&str> = slugs.into_iter().collect();
        for chunk in slugs.chunks(store::CHUNK) {
            let rows = entry::Entity::find()
                .filter(entry::Column::Kind.eq(kind))
                .filter(entry::Column::Locale.eq(locale.as_str()))
                .filter(entry::Column::Slug.is_in(chunk.iter().copied()))
                .filter(entry::Column::TrashedAt.is_null())
                .all(conn)
                .await?;
            for row in rows {
                add(&mut found, kinds, locale, &store::to_entry(kinds, row)?);
            }
        }
    }
    add_ids(&mut found, conn, kinds, locale, &ids).await?;
    Ok(found)
}

/// How stored references are named on the way out, in the eyes of an entry of this locale.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn names_of(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    locale: &Locale,
    ids: &[EntryId],
) -> Result<Names, ContentError> {
    let mut found = Names::default();
    add_ids(&mut found, conn, kinds, locale, ids).await?;
    Ok(found)
}

/// Adds an entry to names, by slug only where reading the slug again would mean the same entry.
pub fn add(names: &mut Names, kinds: &Registry, locale: &Locale, entry: &Entry) {
    let named = Named {
        id: entry.id,
        kind: entry.kind,
        level: kinds.named(entry.kind.as_str()).map_or(u8::MAX, |kind| kind.level()),
        slug: entry.slug.clone(),
        title: entry.title.clone(),
    };
    names.add(named, entry.trashed_at.is_none() && entry.locale == *locale);
}

async fn add_ids(
    names: &mut Names,
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    locale: &Locale,
    ids: &[EntryId],
) -> Result<(), ContentError> {
    for entry in store::entries(conn, kinds, ids, false).await?.values() {
        add(names, kinds, locale, entry);
    }
    Ok(())
}
