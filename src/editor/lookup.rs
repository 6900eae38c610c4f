//! Entries by their letters, for scripts: what a reference may be set to and a text may show.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};

use super::{Editor, view};
use crate::{
    accounts::SignedIn,
    content::Found,
    document::markdown,
    error::AppError,
    vocabulary::{EntryId, KindName},
    words::t,
};

/// The longest search that is looked at, in characters.
const LETTERS: usize = 100;

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Names of kinds with commas between them; any kind without it.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    q: String,
}

/// One that fits.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    id: EntryId,
    kind: KindName,
    slug: String,
    title: String,
    /// In words, as all below.
    kind_word: String,
    state: &'static str,
    state_word: String,
    used: String,
    /// What is typed to show it, where a text can.
    code: Option<String>,
}

pub async fn find(
    State(editor): State<Editor>,
    who: SignedIn,
    Query(Asked { kind, q }): Query<Asked>,
) -> Result<Json<Vec<Hit>>, AppError> {
    let known = |name: &str| editor.entries.kinds().named(name).map(|kind| kind.spec().name);
    let names = kind.split(',').filter(|name| !name.is_empty());
    let kinds: Option<Vec<KindName>> = names.map(known).collect();
    let kinds = kinds.ok_or_else(|| AppError::parameter("kind", "unknown_kind", t!("lookup-no-kind")))?;
    let letters: String = q.chars().take(LETTERS).collect();
    let locale = editor.catalog.site().default_locale.clone();
    let found = editor.entries.search(&who.actor, &kinds, &locale, &letters).await?;
    Ok(Json(found.into_iter().map(hit).collect()))
}

fn hit(Found { entry, uses }: Found) -> Hit {
    Hit {
        id: entry.id,
        kind: entry.kind,
        code: markdown::embed(entry.kind.as_str(), entry.slug.as_str(), &t!("faqs-heading")),
        slug: entry.slug.to_string(),
        kind_word: t!("kind-" + entry.kind),
        state: entry.state().as_str(),
        state_word: view::state(entry.state()).word(),
        used: view::used(uses),
        title: if entry.title.trim().is_empty() { t!("untitled") } else { entry.title },
    }
}
