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
                let detail = t!(
                    "problem-b-not-ready-go-live",
                    a = entry.kind.to_string(),
                    b = entry.title.to_string(),
                    errors = errors.to_string()
                );
                Self::Conflict { code: "not_ready", detail, extra: list("entries", &[*entry]) }
            }
            ContentError::Stale(stale) => Self::Stale(Box::new(versions(&stale))),
            ContentError::Unpublished(targets) => Self::Conflict {
                code: "unpublished_references",
                detail: t!("problem-refers-what-not-live", a = names(&targets).to_string()),
                extra: list("references", &targets),
            },
            ContentError::InUse(uses) => Self::Conflict {
                code: "in_use",
                detail: t!("problem-use", a = names(&uses).to_string()),
                extra: list("uses", &uses),
            },
            ContentError::SlugTaken { slug, by } => Self::Conflict {
                code: "slug_taken",
                detail: t!("problem-readers-are-served-another-entry", slug = slug.to_string()),
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
