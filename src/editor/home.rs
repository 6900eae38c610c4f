//! Home and help.

use axum::extract::State;
use maud::{Markup, Render as _};

use super::{
    Editor,
    pages::{HelpPage, HomePage, Row, Words},
};
use crate::{accounts::SignedIn, content::store, error::AppError, permission::Permission};

/// How many of the entries that changed last are shown.
const RECENT: u64 = 12;

pub async fn home(State(editor): State<Editor>, who: SignedIn) -> Result<Markup, AppError> {
    let query = store::Query { page: 1, limit: RECENT, ..store::Query::default() };
    let (entries, _) = editor.entries.list(&who.actor, &query).await?;
    let recent: Vec<Row> = entries.into_iter().map(|entry| editor.row(entry)).collect();
    let may_create = who.actor.may_some(Permission::CreateContent);
    let kinds: Vec<Words> = editor.specs().filter(|_| may_create).map(Words::of).collect();
    Ok(HomePage { viewer: &who.viewer, kinds: &kinds, recent: &recent }.render())
}

pub async fn help(who: SignedIn) -> Markup {
    HelpPage { viewer: &who.viewer }.render()
}
