//! A kind's list, narrowed by what stands in the address.

use axum::extract::{Query, State};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    pages::{ListPage, Row, Words},
    target::OfKind,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{self, store},
    error::AppError,
    permission::{Actor, Permission},
    ui,
    vocabulary::{KindName, KindSpec},
};

/// Entries on one page.
pub(super) const PER_PAGE: u64 = 50;

/// The part of the address behind the `?`. What it does not know it ignores: a link from elsewhere still works.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Narrowed {
    q: String,
    state: String,
    page: String,
}

impl Narrowed {
    /// From 1.
    pub(super) fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

pub async fn index(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    Query(narrowed): Query<Narrowed>,
) -> Result<Markup, AppError> {
    let state = content::State::ALL.into_iter().find(|state| state.as_str() == narrowed.state);
    let search = narrowed.q.trim();
    let query = store::Query {
        kind: Some(spec.name),
        state,
        text: search.to_owned(),
        page: narrowed.page(),
        limit: PER_PAGE,
        ..store::Query::default()
    };
    let (entries, matching) = editor.entries.list(&who.actor, &query).await?;
    let narrow = state.is_some() || !search.is_empty();
    let all = if narrow { editor.how_many(&who.actor, Some(spec.name)).await? } else { matching };
    let rows: Vec<Row> = entries.into_iter().map(|entry| editor.row(entry)).collect();
    let states: Vec<(&str, ui::State)> =
        content::State::ALL.into_iter().map(|state| (state.as_str(), view::state(state))).collect();
    let page = ListPage {
        viewer: &who.viewer,
        words: &Words::of(spec),
        rows: &rows,
        search,
        states: &states,
        state: state.map(content::State::as_str),
        page: query.page,
        per_page: PER_PAGE,
        matching,
        all,
        may_create: who.actor.may_some(Permission::CreateContent),
    };
    Ok(page.render())
}

impl Editor {
    /// How many entries of a kind there are outside the trash.
    pub(super) async fn how_many(&self, actor: &Actor, kind: Option<KindName>) -> Result<u64, AppError> {
        let query = store::Query { kind, page: 1, limit: 1, ..store::Query::default() };
        Ok(self.entries.list(actor, &query).await?.1)
    }

    /// The kinds that can be begun, in the order of the navigation.
    pub(super) fn specs(&self) -> impl Iterator<Item = &'static KindSpec> + '_ {
        self.entries.kinds().iter().map(|kind| kind.spec())
    }
}
