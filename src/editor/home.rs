//! Home and help.

use axum::extract::State;
use maud::{Markup, Render as _};

use super::{
    Editor,
    pages::{HelpPage, HomePage, Row, Words},
    view,
};
use crate::{accounts::SignedIn, content::store, error::AppError, permission::Permission};

/// How many of the entries that changed last are shown.
const RECENT: u64 = 12;

pub async fn home(State(editor): State<Editor>, SignedIn(actor): SignedIn) -> Result<Markup, AppError> {
    let query = store::Query { page: 1, limit: RECENT, ..store::Query::default() };
    let (entries, _) = editor.entries.list(&actor, &query).await?;
    let recent: Vec<Row> = entries.into_iter().map(|entry| editor.row(entry)).collect();
    let may_create = actor.may_some(Permission::CreateContent);
    let kinds: Vec<Words> = editor.specs().filter(|_| may_create).map(Words::of).collect();
    let now = editor.clock.now();
    Ok(HomePage { viewer: &view::viewer(&actor), kinds: &kinds, recent: &recent, now }.render())
}

pub async fn help(SignedIn(actor): SignedIn) -> Markup {
    HelpPage { viewer: &view::viewer(&actor) }.render()
}
