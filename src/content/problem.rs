//! What content's refusals are to a client.

use serde_json::{Map, Value as Json, json};

use super::{ContentError, Use, error::Stale};
use crate::{
    error::{AppError, StaleVersions},
    words::t,
};

impl From<ContentError> for AppError {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::NotFound => Self::NotFound,
            ContentError::Denied | ContentError::DeniedAt(_) => Self::Forbidden,
            ContentError::Trashed(_) => Self::conflict("trashed", t!("problem-entry-trash-recover-first")),
            ContentError::Invalid(errors) => Self::Invalid(errors),
            ContentError::NotReady(entry, errors) => {
                let detail = format!("The {} \"{}\" is not ready to go live: {errors}", entry.kind, entry.title);
                Self::Conflict { code: "not_ready", detail, extra: list("entries", &[*entry]) }
            }
            ContentError::Stale(stale) => Self::Stale(Box::new(versions(&stale))),
            ContentError::Unpublished(targets) => Self::Conflict {
                code: "unpublished_references",
                detail: format!("It refers to what is not live: {}.", names(&targets)),
                extra: list("references", &targets),
            },
            ContentError::InUse(uses) => Self::Conflict {
                code: "in_use",
                detail: format!("It is in use: {}.", names(&uses)),
                extra: list("uses", &uses),
            },
            ContentError::SlugTaken { slug, by } => Self::Conflict {
                code: "slug_taken",
                detail: format!("Readers are served another entry at \"{slug}\"."),
                extra: Map::from_iter([("entry".to_owned(), json!({ "id": by }))]),
            },
            ContentError::NothingToUndo => {
                Self::conflict("nothing_to_undo", t!("problem-nothing-could-undone-was-too"))
            }
            ContentError::Db(error) => Self::from(error),
            error @ ContentError::Corrupt(_) => Self::internal(anyhow::Error::from(error)),
        }
    }
}

fn names(uses: &[Use]) -> String {
    let shown: Vec<String> = uses.iter().take(5).map(|used| format!("{} \"{}\"", used.kind, used.slug)).collect();
    let more = if uses.len() > 5 { format!(" and {} more", uses.len() - 5) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn list(name: &str, uses: &[Use]) -> Map<String, Json> {
    Map::from_iter([(name.to_owned(), json!(uses))])
}

/// Both sides in stored form; whoever can write them as input would does so instead.
fn versions(stale: &Stale) -> StaleVersions {
    StaleVersions {
        base: json!({ "revision": stale.base }),
        yours: json!({ "slug": stale.your_slug, "content": stale.yours }),
        theirs: json!({
            "revision": stale.theirs.number,
            "slug": stale.theirs.slug,
            "content": stale.theirs.content,
            "by": stale.theirs.author_name,
            "at": stale.theirs.at,
        }),
    }
}
