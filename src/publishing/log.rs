//! The log: its lock, its rows, and nothing else that writes them.

pub mod site;

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

use super::entity::{publication, slug, state};
use crate::{
    content::{ContentError, Entry, Registry, entity::entry, kind::Facts, store, store::Side},
    permission::Actor,
    platform::dialect,
    vocabulary::{
        CatalogVersion, Cause, Change, EntryId, GroupId, Head, OperationId, Publication, Reference, ReferenceMode,
        RevisionNumber, Slug, Time,
    },
};

/// Where the other replicas are told of new rows.
pub const CHANNEL: &str = "galley_publications";

/// Why a row was appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogCause {
    Published,
    Unpublished,
    Undone,
}

impl LogCause {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Unpublished => "unpublished",
            Self::Undone => "undone",
        }
    }
}

/// What becomes live.
#[derive(Debug, Clone)]
pub struct Live {
    pub revision: RevisionNumber,
    pub slug: Slug,
    pub head: Head,
    pub references: Vec<Reference>,
}

impl Live {
    #[must_use]
    pub fn new(revision: RevisionNumber, slug: Slug, facts: Facts) -> Self {
        Self { revision, slug, head: facts.head, references: facts.references }
    }
}

/// One entry's step: to a live revision, or out of the readers' sight.
#[derive(Debug, Clone)]
pub struct Step {
    pub entry: Entry,
    pub to: Option<Live>,
    pub cause: LogCause,
    /// Its first publication is taken back: as if readers had never got it.
    pub forget: bool,
}

impl Step {
    /// The slug at which readers would find it.
    #[must_use]
    pub fn slug(&self) -> Option<&Slug> {
        self.to.as_ref().map(|live| &live.slug)
    }
}

/// The log while its lock is held. Dropped with the transaction.
pub struct Log {
    version: CatalogVersion,
    /// The time of the newest row.
    last: Option<Time>,
    operation: OperationId,
}

impl Log {
    /// Takes the log's lock, until the transaction ends. Every publishing transaction does this first, before it reads
    /// anything that it decides by.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn lock(tx: &DatabaseTransaction) -> Result<Self, ContentError> {
        let row = state::Entity::find_by_id(1).lock_exclusive().one(tx).await?;
        let row = row.ok_or_else(|| ContentError::Corrupt("the catalog's version is missing".into()))?;
        Ok(Self { version: CatalogVersion(row.version), last: row.at, operation: OperationId::new() })
    }

    #[must_use]
    pub const fn version(&self) -> CatalogVersion {
        self.version
    }

    /// The time of what is appended now: never before the newest row, whatever the clocks of several machines say,
    /// so that the lens `At` has one answer.
    #[must_use]
    pub fn at(&self, now: Time) -> Time {
        self.last.map_or(now, |last| last.max(now))
    }

    /// Appends one row an entry, and brings what is folded from the log up to date: entries, references, slugs.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn append(
        &mut self,
        tx: &DatabaseTransaction,
        kinds: &Registry,
        actor: &Actor,
        at: Time,
        steps: &[Step],
    ) -> Result<(), ContentError> {
        let mut rows = Vec::with_capacity(steps.len());
        let mut slugs = HashMap::new();
        for step in steps {
            self.version = self.version.next();
            rows.push(self.row(kinds, actor, at, step)?);
            if let Some(live) = &step.to {
                let key = (step.entry.kind, step.entry.locale.clone(), live.slug.clone());
                slugs.insert(key, (step.entry.id, self.version));
            }
            fold_entry(tx, step, self.version, at).await?;
        }
        for chunk in rows.chunks(store::CHUNK) {
            publication::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
        }
        let references: Vec<(EntryId, Vec<Reference>)> = steps
            .iter()
            .map(|step| (step.entry.id, step.to.as_ref().map(|live| live.references.clone()).unwrap_or_default()))
            .collect();
        store::replace_references(tx, Side::Live, &references).await?;
        fold_slugs(
            tx,
            slugs.into_iter().map(|((kind, locale, slug), (entry, since))| slug::ActiveModel {
                kind: Set(kind.to_string()),
                locale: Set(locale.to_string()),
                slug: Set(slug.to_string()),
                entry_id: Set(entry.0),
                since: Set(since.0),
            }),
        )
        .await?;
        let state = state::ActiveModel { id: Set(1), version: Set(self.version.0), at: Set(Some(at)) };
        state.update(tx).await?;
        dialect::notify(tx, CHANNEL).await?;
        self.last = Some(at);
        Ok(())
    }

    fn row(
        &self,
        kinds: &Registry,
        actor: &Actor,
        at: Time,
        step: &Step,
    ) -> Result<publication::ActiveModel, ContentError> {
        let entry = &step.entry;
        let spec = kinds.spec(entry.kind).ok_or_else(|| ContentError::Corrupt(format!("kind {}", entry.kind)))?;
        let live = step.to.as_ref();
        let refs = live.map(|live| serde_json::to_string(&live.references)).transpose();
        Ok(publication::ActiveModel {
            catalog_version: Set(self.version.0),
            operation: Set(self.operation.0),
            cause: Set(step.cause.as_str().to_owned()),
            subject: Set("entry".to_owned()),
            entry_id: Set(Some(entry.id.0)),
            kind: Set(Some(entry.kind.to_string())),
            locale: Set(Some(entry.locale.to_string())),
            translation_group: Set(Some(entry.group.0)),
            slug: Set(live.map(|live| live.slug.to_string())),
            revision: Set(live.map(|live| live.revision.0)),
            head: Set(live.map(|live| live.head.to_stored(spec).to_string())),
            refs: Set(refs.map_err(|error| ContentError::Corrupt(error.to_string()))?),
            value: Set(None),
            author: Set(actor.label()),
            author_name: Set(actor.name.clone()),
            at: Set(at),
        })
    }
}

async fn fold_entry(tx: &DatabaseTransaction, step: &Step, version: CatalogVersion, at: Time) -> Result<(), DbErr> {
    let live = step.to.as_ref();
    let published_at = match live {
        Some(_) => step.entry.published_at.or(Some(at)),
        None if step.forget => None,
        None => step.entry.published_at,
    };
    entry::ActiveModel {
        id: Set(step.entry.id.0),
        live_revision: Set(live.map(|live| live.revision.0)),
        live_version: Set(live.map(|_| version.0)),
        published_at: Set(published_at),
        ..Default::default()
    }
    .update(tx)
    .await
    .map(drop)
}

async fn fold_slugs(tx: &DatabaseTransaction, rows: impl Iterator<Item = slug::ActiveModel>) -> Result<(), DbErr> {
    let rows: Vec<_> = rows.collect();
    for chunk in rows.chunks(store::CHUNK) {
        let latest = OnConflict::columns([slug::Column::Kind, slug::Column::Locale, slug::Column::Slug])
            .update_columns([slug::Column::EntryId, slug::Column::Since])
            .to_owned();
        slug::Entity::insert_many(chunk.to_vec()).on_conflict(latest).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whose each of these slugs is now, of those that readers were ever served.
///
/// # Errors
/// [`DbErr`].
pub async fn slug_owners(
    conn: &impl ConnectionTrait,
    kind: &str,
    locale: &str,
    slugs: &[&str],
) -> Result<Vec<(String, EntryId)>, DbErr> {
    let mut owners = Vec::new();
    for chunk in slugs.chunks(store::CHUNK) {
        let rows = slug::Entity::find()
            .filter(slug::Column::Kind.eq(kind))
            .filter(slug::Column::Locale.eq(locale))
            .filter(slug::Column::Slug.is_in(chunk.iter().copied()))
            .all(conn)
            .await?;
        owners.extend(rows.into_iter().map(|row| (row.slug, EntryId(row.entry_id))));
    }
    Ok(owners)
}

/// The rows after a version, in order, `limit` of them.
///
/// # Errors
/// [`DbErr`].
pub async fn after(
    conn: &impl ConnectionTrait,
    version: CatalogVersion,
    limit: u64,
) -> Result<Vec<publication::Model>, DbErr> {
    publication::Entity::find()
        .filter(publication::Column::CatalogVersion.gt(version.0))
        .order_by_asc(publication::Column::CatalogVersion)
        .limit(limit)
        .all(conn)
        .await
}

/// An entry's rows, the newest first, up to `limit`.
///
/// # Errors
/// [`DbErr`].
pub async fn of_entry(
    conn: &impl ConnectionTrait,
    entry: EntryId,
    below: Option<CatalogVersion>,
    limit: u64,
) -> Result<Vec<publication::Model>, DbErr> {
    let mut find = publication::Entity::find().filter(publication::Column::EntryId.eq(entry.0));
    if let Some(below) = below {
        find = find.filter(publication::Column::CatalogVersion.lt(below.0));
    }
    find.order_by_desc(publication::Column::CatalogVersion).limit(limit).all(conn).await
}

/// The rows of one operation, in order.
///
/// # Errors
/// [`DbErr`].
pub async fn of_operation(
    conn: &impl ConnectionTrait,
    operation: OperationId,
) -> Result<Vec<publication::Model>, DbErr> {
    publication::Entity::find()
        .filter(publication::Column::Operation.eq(operation.0))
        .order_by_asc(publication::Column::CatalogVersion)
        .all(conn)
        .await
}

/// What a row made live; `None` when it took its entry out of sight.
///
/// # Errors
/// [`ContentError::Corrupt`].
pub fn live_of(kinds: &Registry, row: &publication::Model) -> Result<Option<Live>, ContentError> {
    let corrupt = |what: &str| ContentError::Corrupt(format!("publication {}: {what}", row.catalog_version));
    let (Some(revision), Some(slug), Some(head), Some(refs)) = (row.revision, &row.slug, &row.head, &row.refs) else {
        return Ok(None);
    };
    let kind = row.kind.as_deref().and_then(|name| kinds.named(name)).ok_or_else(|| corrupt("its kind"))?;
    Ok(Some(Live {
        revision: RevisionNumber(revision),
        slug: slug.parse().map_err(|_| corrupt("its slug"))?,
        head: Head::from_stored(kind.spec(), serde_json::from_str(head).map_err(|_| corrupt("its head"))?),
        references: serde_json::from_str(refs).map_err(|_| corrupt("its references"))?,
    }))
}

/// A row as the readers' side takes it.
///
/// # Errors
/// [`ContentError::Corrupt`].
pub fn to_publication(kinds: &Registry, row: publication::Model) -> Result<Publication, ContentError> {
    let corrupt = |what: &str| ContentError::Corrupt(format!("publication {}: {what}", row.catalog_version));
    let version = CatalogVersion(row.catalog_version);
    let Some(id) = row.entry_id.map(EntryId) else {
        let site = row.value.as_deref().and_then(|value| serde_json::from_str(value).ok());
        let change = Change::Site(site.ok_or_else(|| corrupt("its value"))?);
        return Ok(Publication { version, at: row.at, change });
    };
    let change = match live_of(kinds, &row)? {
        None if row.cause == LogCause::Undone.as_str() => Change::Offline { id, cause: Cause::Undone },
        None => Change::Offline { id, cause: Cause::Unpublished },
        Some(live) => {
            let kind = row.kind.as_deref().and_then(|name| kinds.named(name)).ok_or_else(|| corrupt("its kind"))?;
            let locale = row.locale.as_deref().and_then(|text| text.parse().ok());
            Change::Live {
                id,
                kind: kind.spec().name,
                locale: locale.ok_or_else(|| corrupt("its locale"))?,
                group: GroupId(row.translation_group.ok_or_else(|| corrupt("its translation group"))?),
                slug: live.slug,
                revision: live.revision,
                head: live.head,
                embeds: targets(&live.references, ReferenceMode::Embed),
                links: targets(&live.references, ReferenceMode::Link),
            }
        }
    };
    Ok(Publication { version, at: row.at, change })
}

/// The entries that references of one mode point at, each once, in order.
#[must_use]
pub fn targets(references: &[Reference], mode: ReferenceMode) -> Box<[EntryId]> {
    let mut found: Vec<EntryId> = Vec::new();
    for reference in references.iter().filter(|reference| reference.mode == mode) {
        if !found.contains(&reference.to) {
            found.push(reference.to);
        }
    }
    found.into()
}
