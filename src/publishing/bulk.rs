//! One verb on many entries: first what it would do to each, then each in its turn.
//!
//! The outlook reads and writes nothing. Running looks again and calls the verbs, which check everything once more, so
//! that what changed in between is refused and not done blindly. What is chosen stands together: an entry that needs
//! another one of the chosen is not blocked by it.

use std::collections::{HashMap, HashSet};

use super::{Publisher, Wanted};
use crate::{
    content::{ContentError, Entry, Use, authorise, beside, store, usage},
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, RevisionNumber},
};

/// Entries that are taken at once.
pub const MOST: usize = 100;

/// What is to be done to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Publish,
    Unpublish,
    Trash,
    /// Out of the trash.
    Recover,
}

/// One of the chosen: with the revision that was seen, where one was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub entry: EntryId,
    pub revision: Option<RevisionNumber>,
}

/// What would become of an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// It can be done.
    Will,
    /// It is so already.
    Already,
    /// It is not the actor's to do.
    Denied,
    /// It is in the trash.
    Trashed,
    /// Its content is not fit for readers.
    NotReady(FieldErrors),
    /// It refers to what is not live.
    Lacks(Vec<Use>),
    /// Others show it, or refer to it.
    InUse(Vec<Use>),
}

/// An entry and what would become of it.
#[derive(Debug, Clone)]
pub struct Outlook {
    pub entry: Entry,
    pub effect: Effect,
}

/// What became of an entry.
#[derive(Debug)]
pub struct Outcome {
    pub entry: Entry,
    pub result: Result<(), Refusal>,
}

/// Why nothing was done to an entry.
#[derive(Debug)]
pub enum Refusal {
    /// It was foreseen.
    Foreseen(Effect),
    /// It came in between.
    Refused(ContentError),
}

impl Publisher {
    /// What a verb would do to each of these entries, in their order; those that are not there are left out.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn outlook(&self, actor: &Actor, verb: Verb, chosen: &[Chosen]) -> Result<Vec<Outlook>, ContentError> {
        let conn = self.db.reader();
        let ids: Vec<EntryId> = chosen.iter().map(|one| one.entry).collect();
        let mut entries = store::entries(conn, &self.kinds, &ids, false).await?;
        let readable = |entry: &Entry| authorise(actor, Permission::ReadContent, entry).is_ok();
        let entries: Vec<Entry> = ids.iter().filter_map(|id| entries.remove(id)).filter(readable).collect();
        let mut facts = Facts::default();
        match verb {
            Verb::Publish => {
                facts.problems = self.problems(&entries).await?;
                let lacking = beside::lacking_from(conn, &self.kinds, &ids).await?;
                facts.others = lacking.into_iter().map(|(id, of)| (id, of.iter().map(Use::of).collect())).collect();
            }
            Verb::Unpublish | Verb::Trash => {
                for id in ids {
                    facts.others.insert(id, usage::uses_of(conn, &self.kinds, &[id]).await?);
                }
            }
            Verb::Recover => {}
        }
        let outlook = |entry: Entry| Outlook { effect: first_look(actor, verb, &entry, &facts), entry };
        let mut outlook: Vec<Outlook> = entries.into_iter().map(outlook).collect();
        look_again(verb, &mut outlook, &facts);
        Ok(outlook)
    }

    /// Does it to each that it can be done to, one after another, each in a transaction of its own.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`]; what was done by then stays done.
    pub async fn each(&self, actor: &Actor, verb: Verb, chosen: &[Chosen]) -> Result<Vec<Outcome>, ContentError> {
        let seen: HashMap<EntryId, RevisionNumber> =
            chosen.iter().filter_map(|one| one.revision.map(|revision| (one.entry, revision))).collect();
        let outlook = self.outlook(actor, verb, chosen).await?;
        let able: HashSet<EntryId> =
            outlook.iter().filter(|one| one.effect == Effect::Will).map(|one| one.entry.id).collect();
        let mut outcomes = Vec::with_capacity(outlook.len());
        for Outlook { entry, effect } in outlook {
            let result = match effect {
                Effect::Will => match self.one(actor, verb, entry.id, &able, &seen).await {
                    Ok(()) => Ok(()),
                    Err(error @ (ContentError::Db(_) | ContentError::Corrupt(_))) => return Err(error),
                    Err(error) => Err(Refusal::Refused(error)),
                },
                effect => Err(Refusal::Foreseen(effect)),
            };
            outcomes.push(Outcome { entry, result });
        }
        Ok(outcomes)
    }

    async fn one(
        &self,
        actor: &Actor,
        verb: Verb,
        id: EntryId,
        able: &HashSet<EntryId>,
        seen: &HashMap<EntryId, RevisionNumber>,
    ) -> Result<(), ContentError> {
        match verb {
            Verb::Publish => return self.with_chosen(actor, id, able, seen).await,
            Verb::Recover => return self.recover(actor, id).await.map(drop),
            Verb::Unpublish | Verb::Trash => {}
        }
        match self.take_away(actor, verb, id, false).await {
            // All that use it go the same way.
            Err(ContentError::InUse(uses)) if uses.iter().all(|one| able.contains(&one.id)) => {
                self.take_away(actor, verb, id, true).await
            }
            result => result,
        }
    }

    /// Publishes an entry with those of the chosen that it needs.
    async fn with_chosen(
        &self,
        actor: &Actor,
        id: EntryId,
        able: &HashSet<EntryId>,
        seen: &HashMap<EntryId, RevisionNumber>,
    ) -> Result<(), ContentError> {
        let wanted = |entry: EntryId| Wanted { entry, revision: seen.get(&entry).copied() };
        let mut together = vec![wanted(id)];
        loop {
            match self.publish(actor, &together, false).await {
                Ok(_) => return Ok(()),
                Err(ContentError::Unpublished(lacking)) if lacking.iter().all(|one| able.contains(&one.id)) => {
                    together.extend(lacking.iter().map(|one| wanted(one.id)));
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn take_away(&self, actor: &Actor, verb: Verb, id: EntryId, force: bool) -> Result<(), ContentError> {
        if verb == Verb::Trash {
            self.trash(actor, id, force).await.map(drop)
        } else {
            self.unpublish(actor, id, force).await.map(drop)
        }
    }

    async fn problems(&self, entries: &[Entry]) -> Result<HashMap<EntryId, FieldErrors>, ContentError> {
        let wanted: Vec<_> = entries.iter().map(|entry| (entry.id, entry.kind, entry.draft)).collect();
        let revisions = store::revisions_of(self.db.reader(), &self.kinds, &wanted).await?;
        let mut problems = HashMap::new();
        for entry in entries {
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            if let Some(revision) = revisions.get(&entry.id) {
                problems.insert(entry.id, kind.facts(&revision.content)?.problems);
            }
        }
        Ok(problems)
    }
}

/// What the outlook is made of.
#[derive(Default)]
struct Facts {
    problems: HashMap<EntryId, FieldErrors>,
    /// By entry: what it lacks, or what uses it.
    others: HashMap<EntryId, Vec<Use>>,
}

/// What can be said of an entry alone.
fn first_look(actor: &Actor, verb: Verb, entry: &Entry, facts: &Facts) -> Effect {
    let may = |permission| authorise(actor, permission, entry).is_ok();
    let allowed = match verb {
        Verb::Publish | Verb::Unpublish => may(Permission::PublishContent),
        Verb::Recover => may(Permission::TrashContent),
        Verb::Trash => may(Permission::TrashContent) && (entry.live.is_none() || may(Permission::PublishContent)),
    };
    if !allowed {
        return Effect::Denied;
    }
    match verb {
        Verb::Trash if entry.trashed_at.is_some() => Effect::Already,
        Verb::Recover if entry.trashed_at.is_none() => Effect::Already,
        Verb::Recover => Effect::Will,
        _ if entry.trashed_at.is_some() => Effect::Trashed,
        Verb::Publish if entry.live == Some(entry.draft) => Effect::Already,
        Verb::Unpublish if entry.live.is_none() => Effect::Already,
        Verb::Publish => match facts.problems.get(&entry.id) {
            Some(problems) if !problems.is_empty() => Effect::NotReady(problems.clone()),
            _ => Effect::Will,
        },
        Verb::Unpublish | Verb::Trash => Effect::Will,
    }
}

/// What stands against an entry outside the chosen; and who is blocked blocks those that count on it.
fn look_again(verb: Verb, outlook: &mut [Outlook], facts: &Facts) {
    loop {
        let able: HashSet<EntryId> =
            outlook.iter().filter(|one| one.effect == Effect::Will).map(|one| one.entry.id).collect();
        let mut settled = true;
        for one in outlook.iter_mut().filter(|one| one.effect == Effect::Will) {
            let counts = |other: &&Use| (verb != Verb::Unpublish || other.live) && !able.contains(&other.id);
            let others = facts.others.get(&one.entry.id).map(Vec::as_slice).unwrap_or_default();
            let against: Vec<Use> = others.iter().filter(counts).cloned().collect();
            if !against.is_empty() {
                one.effect = if verb == Verb::Publish { Effect::Lacks(against) } else { Effect::InUse(against) };
                settled = false;
            }
        }
        if settled {
            return;
        }
    }
}
