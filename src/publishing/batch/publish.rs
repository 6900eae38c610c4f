//! The third pass: what others need goes live first; what needs each other goes live together.

use std::collections::{HashMap, HashSet};

use super::{CHUNK, Work};
use crate::{
    content::{ContentError, Use, authorise, kind::Facts, store},
    permission::{Actor, Permission},
    publishing::{
        Publisher,
        log::{Live, Log, LogCause, Step},
        references,
    },
    vocabulary::{EntryId, RevisionNumber},
};

impl Publisher {
    pub(super) async fn publish_all(&self, actor: &Actor, work: &mut [Work]) -> Result<(), ContentError> {
        let mut waiting: Vec<usize> = (0..work.len())
            .filter(|&index| work.get(index).is_some_and(|line| line.publish && !line.failed()))
            .collect();
        waiting.sort_by_key(|&index| work.get(index).map_or((u8::MAX, index), |line| (line.level, index)));
        while !waiting.is_empty() {
            let mut deferred = Vec::new();
            for chunk in waiting.chunks(CHUNK) {
                // Whoever waits for a line that is still to come is asked again in the next round.
                let pending = ids(work, &waiting);
                deferred.extend(self.publish_chunk(actor, work, chunk, &pending).await?);
            }
            if deferred.len() == waiting.len() {
                // They wait for each other: all at once, or with the reason why not.
                self.publish_chunk(actor, work, &deferred, &HashSet::new()).await?;
                break;
            }
            waiting = deferred;
        }
        Ok(())
    }

    /// Publishes those of some lines that can be; fails those that cannot; gives back those that wait for `pending`.
    async fn publish_chunk(
        &self,
        actor: &Actor,
        work: &mut [Work],
        chunk: &[usize],
        pending: &HashSet<EntryId>,
    ) -> Result<Vec<usize>, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let mut lines: HashMap<EntryId, usize> = HashMap::new();
        for &index in chunk {
            lines.extend(work.get(index).map(|line| (line.id, index)));
        }
        let wanted: Vec<EntryId> = chunk.iter().filter_map(|&index| work.get(index)).map(|line| line.id).collect();
        // Copied, because a line that waits for another is asked again.
        let known = chunk.iter().filter_map(|&index| work.get(index));
        let known = known.filter_map(|line| Some((line.id, line.facts.clone()?))).collect();
        let mut fail = |id: EntryId, error: ContentError| {
            if let Some(line) = lines.get(&id).and_then(|&index| work.get_mut(index)) {
                line.fail(error);
            }
        };
        let mut steps = Vec::with_capacity(chunk.len());
        for (id, step) in self.drafts(&tx, actor, &wanted, known).await? {
            match step {
                Ok(step) => steps.push(step),
                Err(error) => fail(id, error),
            }
        }
        let mut deferred = HashSet::new();
        loop {
            let lacking = references::missing(&tx, &self.kinds, &steps).await?;
            if lacking.is_empty() {
                break;
            }
            steps.retain(|step| {
                let mine = lacking_of(step, &lacking);
                if mine.is_empty() {
                    return true;
                }
                if mine.iter().all(|target| pending.contains(&target.id)) {
                    deferred.insert(step.entry.id);
                } else {
                    fail(step.entry.id, ContentError::Unpublished(mine));
                }
                false
            });
        }
        while let Err(error) = references::slugs_free(&tx, &steps).await {
            let ContentError::SlugTaken { slug, by } = error else { return Err(error) };
            let position = steps
                .iter()
                .position(|step| step.entry.id != by && step.to.as_ref().is_some_and(|live| live.slug == slug));
            let Some(position) = position else { break };
            let step = steps.remove(position);
            fail(step.entry.id, ContentError::SlugTaken { slug, by });
        }
        steps.retain(|step| step.entry.live != step.to.as_ref().map(|live| live.revision));
        self.finish(&tx, &mut log, actor, &steps).await?;
        tx.commit().await?;
        Ok(chunk
            .iter()
            .copied()
            .filter(|&index| work.get(index).is_some_and(|line| deferred.contains(&line.id)))
            .collect())
    }

    /// Each entry's step to its draft, or why it cannot be taken; in the order asked for. What is `known` of a
    /// first revision is not loaded again, unless somebody has saved since.
    async fn drafts(
        &self,
        tx: &sea_orm::DatabaseTransaction,
        actor: &Actor,
        ids: &[EntryId],
        mut known: HashMap<EntryId, Facts>,
    ) -> Result<Vec<(EntryId, Result<Step, ContentError>)>, ContentError> {
        let mut entries = store::entries(tx, &self.kinds, ids, true).await?;
        known.retain(|id, _| entries.get(id).is_some_and(|entry| entry.draft == RevisionNumber(1)));
        let unknown = entries.values().filter(|entry| !known.contains_key(&entry.id));
        let keys: Vec<_> = unknown.map(|entry| (entry.id, entry.kind, entry.draft)).collect();
        let mut revisions = store::revisions_of(tx, &self.kinds, &keys).await?;
        let mut steps = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(entry) = entries.remove(id) else {
                steps.push((*id, Err(ContentError::NotFound)));
                continue;
            };
            let step = authorise(actor, Permission::PublishContent, &entry).and_then(|()| {
                let (slug, facts) = match (known.remove(id), revisions.remove(id)) {
                    (Some(facts), _) => (entry.slug.clone(), facts),
                    (None, Some(revision)) => {
                        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
                        (revision.slug, kind.facts(&revision.content)?)
                    }
                    (None, None) => return Err(ContentError::NotFound),
                };
                if !facts.problems.is_empty() {
                    return Err(ContentError::Invalid(facts.problems));
                }
                let to = Some(Live::new(entry.draft, slug, facts));
                Ok(Step { entry, to, cause: LogCause::Published, forget: false })
            });
            steps.push((*id, step));
        }
        Ok(steps)
    }
}

fn ids(work: &[Work], indices: &[usize]) -> HashSet<EntryId> {
    indices.iter().filter_map(|&index| work.get(index)).filter(|line| !line.failed()).map(|line| line.id).collect()
}

fn lacking_of(step: &Step, lacking: &[Use]) -> Vec<Use> {
    let references = step.to.as_ref().map_or(&[][..], |live| &live.references);
    let names = |target: &&Use| references.iter().any(|reference| reference.to == target.id);
    lacking.iter().filter(names).cloned().collect()
}
