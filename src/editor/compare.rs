//! Two revisions of an entry, compared by words.

use axum::extract::{Query, State};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    conflict::{soon, with_slug},
    difference::differences,
    history::row,
    pages::ComparePage,
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{self, BodyForm, Shown},
    error::AppError,
    permission::Permission,
    vocabulary::RevisionNumber,
};

/// The two, by number; the newest and the one before it where nobody says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Two {
    from: String,
    to: String,
}

pub async fn show(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(two): Query<Two>,
) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::ReadHistory, &entry)?;
    let number = |text: &str, otherwise: i64| match text {
        "" => Ok(RevisionNumber(otherwise)),
        text => text.parse().map(RevisionNumber).map_err(|_| AppError::NotFound),
    };
    let to = number(&two.to, entry.draft.0)?;
    let from = number(&two.from, (to.0 - 1).max(1))?;
    // From the older to the newer, whichever was chosen as which.
    let old = editor.version(&who, &at, from.min(to)).await?;
    let new = editor.version(&who, &at, from.max(to)).await?;
    let typed = |shown: &Shown| with_slug(shown.content.clone(), shown.revision.slug.as_str());
    let page = ComparePage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        old: &row(&entry, &old.revision),
        new: &row(&entry, &new.revision),
        differences: &differences(&typed(&old), &typed(&new), soon()),
        may_restore: entry.trashed_at.is_none() && view::may(&who.actor, &entry).edit,
    };
    Ok(page.render())
}

impl Editor {
    async fn version(&self, who: &SignedIn, at: &OfEntry, number: RevisionNumber) -> Result<Shown, AppError> {
        Ok(self.entries.show(&who.actor, at.spec.name, at.id, Some(number), BodyForm::Markdown).await?)
    }
}
