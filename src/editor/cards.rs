//! What a text shows of other entries, for the editor's cards: each as readers would roughly see it, with its state and
//! where else it is used.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};

use super::{Editor, view};
use crate::{
    accounts::SignedIn,
    error::AppError,
    paths,
    vocabulary::{EntryId, KindName},
    words::t,
};

/// The most cards that are drawn at once; scripts ask again for the rest.
const MOST: usize = 50;

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Ids with commas between them.
    #[serde(default)]
    ids: String,
}

/// An entry that a text shows. Those that are not there, or may not be read, are left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    id: EntryId,
    kind: KindName,
    slug: String,
    /// In words, as all below.
    title: String,
    kind_word: String,
    state: &'static str,
    /// The state with its icon, as everywhere.
    badge: String,
    used: String,
    /// Entries outside the trash that refer to it.
    uses: u64,
    /// What a save of it is based on.
    revision: i64,
    /// Its own form.
    edit: String,
    /// Whether the one who asked may change it.
    may_edit: bool,
    /// The draft as readers would see it; empty for what is in the trash.
    html: String,
}

pub async fn cards(
    State(editor): State<Editor>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Card>>, AppError> {
    let ids: Vec<EntryId> = asked.ids.split(',').filter_map(|id| id.parse().ok()).take(MOST).collect();
    let mut entries = editor.entries.those_of(&who.actor, &ids).await?;
    let uses = editor.entries.use_counts(&ids).await?;
    let mut cards = Vec::with_capacity(entries.len());
    for entry in ids.iter().filter_map(|id| entries.remove(id)) {
        let uses = uses.get(&entry.id).copied().unwrap_or_default();
        let about = editor.about(&entry);
        cards.push(Card {
            id: entry.id,
            kind: entry.kind,
            slug: entry.slug.to_string(),
            title: about.name(),
            kind_word: t!("kind-" + entry.kind),
            state: entry.state().as_str(),
            badge: maud::Render::render(&view::state(entry.state())).into_string(),
            used: view::used(uses),
            uses,
            revision: entry.draft.0,
            edit: paths::edit(about.words.plural, entry.id),
            may_edit: view::may(&who.actor, &entry).edit,
            html: editor.as_embedded(&who.actor, &entry).await?.map(maud::Markup::into_string).unwrap_or_default(),
        });
    }
    Ok(Json(cards))
}
