//! The law that publishing never drops a reference: what is shown must be live, what is in use must stay.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::ConnectionTrait;

use super::log::{self, Step};
use crate::{
    content::{ContentError, Registry, Use, store, usage},
    vocabulary::EntryId,
};

/// The targets of these steps that are neither live nor made live by the steps themselves.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn missing(conn: &impl ConnectionTrait, kinds: &Registry, steps: &[Step]) -> Result<Vec<Use>, ContentError> {
    let becoming: HashMap<EntryId, bool> = steps.iter().map(|step| (step.entry.id, step.to.is_some())).collect();
    let mut wanted: BTreeMap<EntryId, Vec<String>> = BTreeMap::new();
    for live in steps.iter().filter_map(|step| step.to.as_ref()) {
        for reference in live.references.iter().filter(|reference| becoming.get(&reference.to) != Some(&true)) {
            wanted.entry(reference.to).or_default().push(reference.path.clone());
        }
    }
    let ids: Vec<EntryId> = wanted.keys().copied().collect();
    let found = store::entries(conn, kinds, &ids, false).await?;
    let mut lacking = Vec::new();
    for (id, paths) in wanted {
        match found.get(&id) {
            Some(entry) if entry.live.is_some() && becoming.get(&id) != Some(&false) => {}
            Some(entry) => lacking.push(Use { draft: true, paths, ..Use::of(entry) }),
            // Saving checks that a target exists, and entries are never deleted for good while they are named.
            None => return Err(ContentError::Corrupt(format!("entry {id} is referred to and missing"))),
        }
    }
    Ok(lacking)
}

/// The entries that would lose something when these go out of readers' sight.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn losers(conn: &impl ConnectionTrait, kinds: &Registry, steps: &[Step]) -> Result<Vec<Use>, ContentError> {
    let leaving: Vec<EntryId> = steps.iter().filter(|step| step.to.is_none()).map(|step| step.entry.id).collect();
    let stepping: HashSet<EntryId> = steps.iter().map(|step| step.entry.id).collect();
    let uses = usage::uses_of(conn, kinds, &leaving).await?;
    Ok(uses.into_iter().filter(|used| used.live && !stepping.contains(&used.id)).collect())
}

/// Refuses steps that are made as they are, with nobody to ask: by them nothing may be lost, lack, or take another's slug.
///
/// # Errors
/// [`ContentError::InUse`], [`ContentError::Unpublished`], [`ContentError::SlugTaken`]; [`ContentError::Db`],
/// [`ContentError::Corrupt`].
pub async fn whole(conn: &impl ConnectionTrait, kinds: &Registry, steps: &[Step]) -> Result<(), ContentError> {
    let losers = losers(conn, kinds, steps).await?;
    if !losers.is_empty() {
        return Err(ContentError::InUse(losers));
    }
    let lacking = missing(conn, kinds, steps).await?;
    if !lacking.is_empty() {
        return Err(ContentError::Unpublished(lacking));
    }
    slugs_free(conn, steps).await
}

/// Refuses a step to a slug at which readers are served another entry.
///
/// # Errors
/// [`ContentError::SlugTaken`], [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn slugs_free(conn: &impl ConnectionTrait, steps: &[Step]) -> Result<(), ContentError> {
    let mut by_place: BTreeMap<(&str, &str), HashMap<&str, EntryId>> = BTreeMap::new();
    for step in steps {
        let Some(live) = &step.to else { continue };
        let place = by_place.entry((step.entry.kind.as_str(), step.entry.locale.as_str())).or_default();
        if let Some(other) = place.insert(live.slug.as_str(), step.entry.id) {
            return Err(ContentError::SlugTaken { slug: live.slug.clone(), by: other });
        }
    }
    for ((kind, locale), wanted) in by_place {
        let slugs: Vec<&str> = wanted.keys().copied().collect();
        let owners = log::slug_owners(conn, kind, locale, &slugs).await?;
        let others: Vec<(String, EntryId)> =
            owners.into_iter().filter(|(slug, owner)| wanted.get(slug.as_str()) != Some(owner)).collect();
        for (slug, owner) in others {
            if steps.iter().any(|step| step.entry.id == owner) {
                continue;
            }
            let serving = log::of_entry(conn, owner, None, 1).await?;
            if serving.first().is_some_and(|row| row.slug.as_deref() == Some(&slug)) {
                let slug = slug.parse().map_err(|_| ContentError::Corrupt(format!("slug {slug}")))?;
                return Err(ContentError::SlugTaken { slug, by: owner });
            }
        }
    }
    Ok(())
}
