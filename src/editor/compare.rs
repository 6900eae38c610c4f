//! Two revisions of an entry, compared by words.

use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, Render as _};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    Editor,
    conflict::{soon, with_slug},
    difference::differences,
    history::row,
    pages::{BlockRow, ComparePage},
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{self, BodyForm, Entry, Shown, restore::rich_text},
    document::{
        changed::changed,
        html::{self, Told},
    },
    error::AppError,
    permission::Permission,
    platform::html::trusted_html,
    vocabulary::RevisionNumber,
    words::t,
};

/// The two, by number; the newest and the one before it where nobody says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Two {
    from: String,
    to: String,
}

impl Two {
    /// From the older to the newer, whichever was chosen as which.
    fn numbers(&self, entry: &Entry) -> Result<(RevisionNumber, RevisionNumber), AppError> {
        let number = |text: &str, otherwise: i64| match text {
            "" => Ok(RevisionNumber(otherwise)),
            text => text.parse().map(RevisionNumber).map_err(|_| AppError::NotFound),
        };
        let to = number(&self.to, entry.draft.0)?;
        let from = number(&self.from, (to.0 - 1).max(1))?;
        Ok((from.min(to), from.max(to)))
    }
}

pub async fn show(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(two): Query<Two>,
) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::ReadHistory, &entry)?;
    let (from, to) = two.numbers(&entry)?;
    let (old, new) = (editor.version(&who, &at, from).await?, editor.version(&who, &at, to).await?);
    let typed = |shown: &Shown| with_slug(shown.content.clone(), shown.revision.slug.as_str());
    let page = ComparePage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        old: &row(&entry, &old.revision),
        new: &row(&entry, &new.revision),
        differences: &differences(&typed(&old), &typed(&new), soon()),
        blocks: &blocks(&old.revision.content, &new.revision.content),
        may_restore: entry.trashed_at.is_none() && view::may(&who.actor, &entry).edit,
    };
    Ok(page.render())
}

/// The two in the layout that readers get.
pub async fn page(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(two): Query<Two>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::ReadHistory, &entry)?;
    let (from, to) = two.numbers(&entry)?;
    let (old, new) = (editor.drawn(&who, &entry, from).await?, editor.drawn(&who, &entry, to).await?);
    let told = Told { removed: t!("diff-removed"), added: t!("diff-added"), end: t!("diff-end") };
    let shown = trusted_html(&html::compare(&old.into_string(), &new.into_string(), &told, soon()));
    Ok(editor.framed(&who, &entry, shown))
}

/// The blocks of every rich text in which the two differ.
fn blocks(old: &Json, new: &Json) -> Vec<BlockRow> {
    let fields = old.as_object().into_iter().flatten();
    let texts = fields.filter_map(|(field, old)| Some((field, rich_text(old)?, rich_text(new.get(field)?)?)));
    texts
        .flat_map(|(field, old, new)| {
            let rows = changed(&old, &new).into_iter();
            rows.map(|block| BlockRow { field: field.clone(), block }).collect::<Vec<_>>()
        })
        .collect()
}

impl Editor {
    async fn version(&self, who: &SignedIn, at: &OfEntry, number: RevisionNumber) -> Result<Shown, AppError> {
        Ok(self.entries.show(&who.actor, at.spec.name, at.id, Some(number), BodyForm::Markdown).await?)
    }

    /// A version as its kind draws it.
    async fn drawn(&self, who: &SignedIn, entry: &Entry, number: RevisionNumber) -> Result<Markup, AppError> {
        let kind = self.entries.kinds().named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
        Ok(kind.preview(&self.lenses.version(&who.actor, entry.id, number).await?))
    }
}
