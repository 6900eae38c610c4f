//! What is said of drafts: beside the form of one, and as a count in a list of many.

use std::collections::HashMap;

use super::{
    Editor,
    pages::{Checks, Lacking},
};
use crate::{
    content::{Entry, Revision},
    error::AppError,
    permission::Actor,
    vocabulary::EntryId,
};

impl Editor {
    /// What is said of an entry as this revision has it, for whoever may read it.
    pub(super) async fn checks(&self, entry: &Entry, revision: &Revision) -> Result<Checks, AppError> {
        let (problems, advice) = self.entries.judged(entry, revision)?;
        let lacking = self.entries.not_live(entry).await?.into_iter();
        let lacking = lacking.map(|one| {
            let path = one.paths.first().cloned().unwrap_or_default();
            Lacking { path, entry: self.use_row(one) }
        });
        let mut dead = self.web_links.dead([(entry, revision)]).await?;
        let dead = dead.remove(&entry.id).unwrap_or_default();
        Ok(Checks { problems, lacking: lacking.collect(), dead, advice })
    }

    /// How much that is for each of these entries, in as few statements for many as for one.
    pub(super) async fn check_counts(
        &self,
        actor: &Actor,
        entries: &[Entry],
    ) -> Result<HashMap<EntryId, usize>, AppError> {
        let newest = self.entries.newest(actor, entries).await?;
        let lacking = self.entries.lacking_in(actor, entries).await?;
        let drafts = || entries.iter().filter_map(|entry| Some((entry, newest.get(&entry.id)?)));
        let dead = self.web_links.dead(drafts()).await?;
        let mut counts = HashMap::with_capacity(entries.len());
        for (entry, revision) in drafts() {
            let (problems, advice) = self.entries.judged(entry, revision)?;
            let others = lacking.get(&entry.id).map_or(0, Vec::len) + dead.get(&entry.id).map_or(0, Vec::len);
            counts.insert(entry.id, problems.0.len() + advice.0.len() + others);
        }
        Ok(counts)
    }
}
