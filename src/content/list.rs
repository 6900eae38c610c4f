//! Lists of entries: narrowed, sorted and counted.
//!
//! Made for a hundred thousand entries: each order has an index of what is not in the trash, and counts read an index
//! alone.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{Expr, Func, NullOrdering, SimpleExpr},
};

use uuid::Uuid;

use super::{
    ContentError, Entry, Registry, State,
    entity::{entry, reference},
    store::{self, Side},
};
use crate::{
    platform::db::contains,
    vocabulary::{EntryId, KindName, Slug, Time},
};

/// Words of a search that are looked at.
const WORDS: usize = 8;

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Updated,
    /// As [`Query::among`] has them; what was changed last first, where it has none.
    Best,
    /// Without regard to capitals.
    Title,
    /// What was never published comes last in either direction.
    Published,
}

/// What a list of entries is narrowed to, and its order.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub kind: Option<KindName>,
    /// `None`: all but the trashed.
    pub state: Option<State>,
    /// Words to be found in title or slug, in any order.
    pub text: String,
    /// Only these, whatever else is asked.
    pub among: Option<Vec<EntryId>>,
    pub updated_since: Option<Time>,
    /// An actor's label: what they made.
    pub created_by: Option<String>,
    /// Fields whose newest revision must name these entries.
    pub refers: Vec<(&'static str, EntryId)>,
    pub sort: Sort,
    /// `false`: the newest first, or Z before A.
    pub ascending: bool,
    /// From 1.
    pub page: u64,
    pub limit: u64,
}

impl Query {
    fn narrowed(&self) -> Select<entry::Entity> {
        let mut find = entry::Entity::find();
        if let Some(kind) = self.kind {
            find = find.filter(entry::Column::Kind.eq(kind.as_str()));
        }
        find = match self.state {
            Some(State::Trashed) => find.filter(entry::Column::TrashedAt.is_not_null()),
            _ => find.filter(entry::Column::TrashedAt.is_null()),
        };
        find = match self.state {
            Some(State::Draft) => find.filter(entry::Column::LiveRevision.is_null()),
            Some(State::Live) => find.filter(is_live_as_drafted()),
            Some(State::LiveChanged) => find.filter(is_live_otherwise()),
            Some(State::Trashed) | None => find,
        };
        if let Some(found) = self.found() {
            let ids = found.select_only().column(entry::Column::Id).into_query();
            find = find.filter(entry::Column::Id.in_subquery(ids));
        }
        if let Some(among) = &self.among {
            find = find.filter(entry::Column::Id.is_in(among.iter().map(|id| id.0)));
        }
        if let Some(since) = self.updated_since {
            find = find.filter(entry::Column::UpdatedAt.gte(since));
        }
        if let Some(label) = &self.created_by {
            find = find.filter(entry::Column::CreatedBy.eq(label));
        }
        for (field, target) in &self.refers {
            let naming = reference::Entity::find()
                .select_only()
                .column(reference::Column::FromEntry)
                .filter(reference::Column::ToEntry.eq(target.0))
                .filter(reference::Column::Side.eq(Side::Draft.as_str()))
                .filter(at(field))
                .into_query();
            find = find.filter(entry::Column::Id.in_subquery(naming));
        }
        find
    }

    /// The entries whose titles or slugs hold each word, by an index that holds both.
    pub(super) fn found(&self) -> Option<Select<entry::Entity>> {
        let mut words = self.text.split_whitespace().take(WORDS).peekable();
        words.peek()?;
        let mut find = entry::Entity::find();
        if let Some(kind) = self.kind {
            // SQLite knows nothing of sizes and takes any index of the kind, unless a column of just one is named.
            find = find.filter(entry::Column::Kind.eq(kind.as_str())).filter(lower_title().gte(""));
        }
        if self.state != Some(State::Trashed) {
            find = find.filter(entry::Column::TrashedAt.is_null());
        }
        for word in words {
            find = find.filter(contains(lower_title(), word).or(contains(Expr::col(entry::Column::Slug), word)));
        }
        Some(find)
    }

    /// What is searched for, where nothing else narrows the list.
    fn only_found(&self) -> Option<Select<entry::Entity>> {
        let Self {
            kind: _,
            state,
            text: _,
            among,
            updated_since,
            created_by,
            refers,
            sort: _,
            ascending: _,
            page: _,
            limit: _,
        } = self;
        let only =
            state.is_none() && among.is_none() && updated_since.is_none() && created_by.is_none() && refers.is_empty();
        if only { self.found() } else { None }
    }

    fn sorted(&self, find: Select<entry::Entity>) -> Select<entry::Entity> {
        let ascending = self.ascending && self.sort != Sort::Best;
        let order = if ascending { Order::Asc } else { Order::Desc };
        let find = match self.sort {
            Sort::Updated | Sort::Best => find.order_by(entry::Column::UpdatedAt, order.clone()),
            Sort::Title => find.order_by(lower_title(), order.clone()),
            Sort::Published => find.order_by_with_nulls(entry::Column::PublishedAt, order.clone(), NullOrdering::Last),
        };
        find.order_by(entry::Column::Id, order)
    }
}

/// One page of entries.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn page(conn: &impl ConnectionTrait, kinds: &Registry, query: &Query) -> Result<Vec<Entry>, ContentError> {
    let offset = query.page.saturating_sub(1).saturating_mul(query.limit);
    // Beyond what a database can count there is nothing.
    if i64::try_from(offset).is_err() {
        return Ok(Vec::new());
    }
    if let (Sort::Best, Some(best)) = (query.sort, &query.among) {
        return ranked(conn, kinds, query, best, offset).await;
    }
    let rows = query.sorted(query.narrowed()).offset(offset).limit(query.limit).all(conn).await?;
    rows.into_iter().map(|row| store::to_entry(kinds, row)).collect()
}

/// One page in the order in which the entries are given: first which of them the list has at all.
async fn ranked(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    query: &Query,
    best: &[EntryId],
    offset: u64,
) -> Result<Vec<Entry>, ContentError> {
    let fitting: Vec<Uuid> = query.narrowed().select_only().column(entry::Column::Id).into_tuple().all(conn).await?;
    let fitting: HashSet<EntryId> = fitting.into_iter().map(EntryId).collect();
    let number = |n| usize::try_from(n).unwrap_or(usize::MAX);
    let in_list = best.iter().copied().filter(|id| fitting.contains(id));
    let page: Vec<EntryId> = in_list.skip(number(offset)).take(number(query.limit)).collect();
    let of_page = Query { among: Some(page.clone()), ..query.clone() };
    let mut found = HashMap::with_capacity(page.len());
    for row in of_page.narrowed().all(conn).await? {
        found.insert(EntryId(row.id), store::to_entry(kinds, row)?);
    }
    Ok(page.iter().filter_map(|id| found.remove(id)).collect())
}

/// How many entries there are on all pages.
///
/// # Errors
/// [`DbErr`].
pub async fn count(conn: &impl ConnectionTrait, query: &Query) -> Result<u64, DbErr> {
    // As in `found`: the index by time holds all that lists are narrowed by.
    let find = match (query.only_found(), &query.among) {
        (Some(found), _) => found,
        (None, Some(_)) => query.narrowed(),
        (None, None) => query.narrowed().filter(entry::Column::UpdatedAt.gte(Time::default())),
    };
    let find = find.select_only().column_as(Expr::col(entry::Column::Kind).count(), "n");
    let n: Option<i64> = find.into_tuple().one(conn).await?;
    Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or_default())
}

/// How many entries outside the trash are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub draft: u64,
    pub live: u64,
    pub changed: u64,
}

impl Counts {
    #[must_use]
    pub const fn all(self) -> u64 {
        self.draft + self.live + self.changed
    }

    /// Of one state; none are counted in the trash.
    #[must_use]
    pub const fn of(self, state: State) -> u64 {
        match state {
            State::Draft => self.draft,
            State::Live => self.live,
            State::LiveChanged => self.changed,
            State::Trashed => 0,
        }
    }
}

/// How many of a kind's entries are in each state.
///
/// # Errors
/// [`DbErr`].
pub async fn counts(conn: &impl ConnectionTrait, kind: KindName) -> Result<Counts, DbErr> {
    let of_kind = || {
        entry::Entity::find()
            .select_only()
            .filter(entry::Column::Kind.eq(kind.as_str()))
            .filter(entry::Column::TrashedAt.is_null())
    };
    let number = |n: i64| u64::try_from(n).unwrap_or_default();
    let draft: Option<i64> = of_kind()
        .column_as(Expr::col(entry::Column::Kind).count(), "draft")
        .filter(entry::Column::LiveRevision.is_null())
        .into_tuple()
        .one(conn)
        .await?;
    let as_drafted: SimpleExpr = Expr::case(is_live_as_drafted(), Expr::val(1)).into();
    let published: Option<(i64, i64)> = of_kind()
        .column_as(Expr::col(entry::Column::Kind).count(), "all")
        .column_as(as_drafted.count(), "live")
        .filter(entry::Column::LiveRevision.gte(0))
        .into_tuple()
        .one(conn)
        .await?;
    let (all, live) = published.unwrap_or_default();
    Ok(Counts { draft: number(draft.unwrap_or_default()), live: number(live), changed: number(all - live) })
}

/// The entry of this kind and slug outside the trash, in whichever language.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn by_slug(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    kind: KindName,
    slug: &Slug,
) -> Result<Option<Entry>, ContentError> {
    let row = entry::Entity::find()
        .filter(entry::Column::Kind.eq(kind.as_str()))
        .filter(entry::Column::Slug.eq(slug.as_str()))
        .filter(entry::Column::TrashedAt.is_null())
        .order_by_asc(entry::Column::Locale)
        .one(conn)
        .await?;
    row.map(|row| store::to_entry(kinds, row)).transpose()
}

/// References of a field: at itself, or at one of its places (`tags.0`).
pub(super) fn at(field: &str) -> SimpleExpr {
    reference::Column::Path.eq(field).or(reference::Column::Path.like(format!("{field}.%")))
}

fn is_live_as_drafted() -> SimpleExpr {
    Expr::col(entry::Column::LiveRevision).eq(Expr::col(entry::Column::DraftRevision))
}

pub(super) fn is_live_otherwise() -> SimpleExpr {
    Expr::col(entry::Column::LiveRevision).ne(Expr::col(entry::Column::DraftRevision))
}

/// As the index has it.
pub(super) fn lower_title() -> SimpleExpr {
    Func::lower(Expr::col(entry::Column::Title)).into()
}
