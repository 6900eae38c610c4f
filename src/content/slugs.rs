//! Which slug an entry gets: the one that was asked for, or a free one made of its title.

use sea_orm::DatabaseTransaction;

use super::{ContentError, Entries, Entry, NewEntry, store};
use crate::{
    vocabulary::{EntryId, FieldErrors, Slug},
    words::t,
};

impl Entries {
    /// The slug that a title makes for an entry: its own where that is one of them, or a free one.
    pub(super) async fn slug_of(
        &self,
        tx: &DatabaseTransaction,
        entry: &Entry,
        title: &str,
    ) -> Result<Slug, ContentError> {
        let Some(stem) = Slug::from_title(title) else { return Ok(entry.slug.clone()) };
        let own = entry.slug.as_str().strip_prefix(stem.as_str());
        let numbered = |rest: &str| rest.strip_prefix('-').is_some_and(|n| n.parse::<usize>().is_ok());
        if own.is_some_and(|rest| rest.is_empty() || numbered(rest)) {
            return Ok(entry.slug.clone());
        }
        Ok(store::free_slug(tx, entry.kind, &entry.locale, &stem).await?)
    }

    /// The slug that was asked for, or a free one made of the title.
    pub(super) async fn choose_slug(
        &self,
        tx: &DatabaseTransaction,
        new: &NewEntry,
        id: EntryId,
        title: &str,
    ) -> Result<Slug, ContentError> {
        if let Some(text) = new.slug.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            let slug = parse_slug(text)?;
            let free = store::slug_is_free(tx, new.kind, &new.locale, &slug).await?;
            return if free { Ok(slug) } else { Err(taken(&slug)) };
        }
        // The tail of a UUIDv7 is random: untitled entries rarely ask for the same slug.
        let untitled = || Slug::from_title(&format!("{} {}", new.kind, id.0.simple().to_string().split_off(20)));
        let stem = Slug::from_title(title).or_else(untitled).ok_or_else(|| ContentError::Corrupt("slug".into()))?;
        Ok(store::free_slug(tx, new.kind, &new.locale, &stem).await?)
    }
}

/// # Errors
/// [`ContentError::Invalid`] at `slug`.
pub fn parse_slug(text: &str) -> Result<Slug, ContentError> {
    text.parse().map_err(|_| {
        FieldErrors::one("slug", "not_a_slug", t!("problem-not-a-slug", max = Slug::MAX.to_string())).into()
    })
}

pub(super) fn taken(slug: &Slug) -> ContentError {
    FieldErrors::one("slug", "taken", t!("problem-another-entry-slug-slug", slug = slug.to_string())).into()
}

pub(super) fn slug_conflict(error: sea_orm::DbErr, slug: &Slug) -> ContentError {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => taken(slug),
        _ => error.into(),
    }
}
