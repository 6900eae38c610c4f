//! The way back: an older revision, or one block of it, becomes the newest draft. Readers get nothing of it.

use serde_json::Value as Json;

use super::{Cause, ContentError, Entries, Revision, Saved, access::authorise, save::Prepared, store};
use crate::{
    document::{Tree, changed},
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, RevisionNumber},
    words::t,
};

impl Entries {
    /// Makes an old revision the newest draft. What is live stays.
    ///
    /// # Errors
    /// As [`save`](Self::save); [`ContentError::NotFound`] also when there is no such revision.
    pub async fn restore(&self, actor: &Actor, id: EntryId, number: RevisionNumber) -> Result<Saved, ContentError> {
        let whole = |old: Revision, draft: &Revision| Ok((old.number != draft.number).then_some((old, None)));
        self.go_back(actor, id, number, whole).await
    }

    /// Makes one block of a rich text what it was in an older revision, in a new revision: changed back, put back, or taken
    /// away where the older one did not have it.
    ///
    /// # Errors
    /// As [`restore`](Self::restore); [`ContentError::NotFound`] also where neither version has the block, or the field holds
    /// no rich text.
    pub async fn restore_block(
        &self,
        actor: &Actor,
        id: EntryId,
        number: RevisionNumber,
        field: &str,
        block: &str,
    ) -> Result<Saved, ContentError> {
        let one_block = |old: Revision, draft: &Revision| {
            let (before, now) = (text_of(&old, field)?, text_of(draft, field)?);
            let tree = changed::take_back(&before, &now, block).ok_or(ContentError::NotFound)?;
            if tree == now {
                return Ok(None);
            }
            let mut next = draft.clone();
            if let Some(value) = next.content.get_mut(field) {
                *value = tree.to_json();
            }
            Ok(Some((next, Some(t!("restored-block", number = number.0)))))
        };
        self.go_back(actor, id, number, one_block).await
    }

    /// Makes the newest draft of what `back` makes of an old revision and the draft, with a note; of nothing none.
    async fn go_back(
        &self,
        actor: &Actor,
        id: EntryId,
        number: RevisionNumber,
        back: impl FnOnce(Revision, &Revision) -> Result<Option<(Revision, Option<String>)>, ContentError> + Send,
    ) -> Result<Saved, ContentError> {
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::EditContent, &entry)?;
        if entry.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(entry)));
        }
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?.clone();
        let old = store::revision(&tx, &self.kinds, &entry, number).await?;
        let draft = store::revision(&tx, &self.kinds, &entry, entry.draft).await?;
        let Some((next, note)) = back(old, &draft)? else {
            return Ok(Saved { entry, revision: draft, changed: false, not_kept: FieldErrors::default() });
        };
        let facts = kind.facts(&next.content)?;
        let prepared = Prepared { note, ..Prepared::stored(next, facts) };
        let saved = self.append(&tx, actor, entry, prepared, Cause::Restore).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

fn text_of(revision: &Revision, field: &str) -> Result<Tree, ContentError> {
    revision.content.get(field).and_then(rich_text).ok_or(ContentError::NotFound)
}

/// The rich text that a stored field holds, if it holds one.
#[must_use]
pub fn rich_text(stored: &Json) -> Option<Tree> {
    // Whatever else is an object lacks the document's own type, and is not copied to find out.
    stored.get("type").filter(|kind| *kind == "doc")?;
    Tree::from_json(stored.clone()).ok()
}
