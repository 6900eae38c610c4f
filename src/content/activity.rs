//! What people did with entries lately, as the audit log tells it to everybody who may read content.

use std::collections::HashMap;

use super::{ContentError, Entries, access::authorise_some};
use crate::{
    permission::{Actor, Permission},
    platform::audit::{self, Model},
    vocabulary::{EntryId, KindName, Time},
};

/// One act, or several alike in a row: the newest of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// In the past tense: `published`.
    pub verb: String,
    pub kind: KindName,
    pub entry: EntryId,
    pub title: String,
    pub who: String,
    pub at: Time,
    /// How many other entries the same person did the same to just before.
    pub others: usize,
}

/// Rows of the log that are looked at: a batch writes many alike.
const LOOKED_AT: u64 = 200;

impl Entries {
    /// The newest acts on entries, those alike in a row as one.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`].
    pub async fn activity(&self, actor: &Actor, limit: usize) -> Result<Vec<Act>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.spec().name.as_str()).collect();
        let rows = audit::newest_about(self.db.reader(), &kinds, LOOKED_AT).await?;
        let acts = rows.into_iter().filter_map(|row| self.act(row));
        let mut folded = fold(acts);
        folded.truncate(limit);
        Ok(folded)
    }

    /// Who put these entries into the trash, by name.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Db`].
    pub async fn trashed_by(&self, actor: &Actor, ids: &[EntryId]) -> Result<HashMap<EntryId, String>, ContentError> {
        authorise_some(actor, Permission::ReadContent)?;
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.spec().name.as_str()).collect();
        let verbs: Vec<String> = kinds.iter().map(|kind| format!("{kind}.trashed")).collect();
        let subjects: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let rows = audit::of_subjects(self.db.reader(), &kinds, &subjects, &verbs).await?;
        // The newest comes last.
        Ok(rows.into_iter().filter_map(|row| Some((row.subject_id?.parse().ok()?, row.actor_name))).collect())
    }

    fn act(&self, row: Model) -> Option<Act> {
        let kind = self.kinds.named(&row.subject_kind)?.spec().name;
        let verb = row.action.split_once('.').map_or_else(String::new, |(_, verb)| verb.to_owned());
        let entry = row.subject_id?.parse().ok()?;
        Some(Act { verb, kind, entry, title: row.subject_title, who: row.actor_name, at: row.at, others: 0 })
    }
}

fn fold(acts: impl Iterator<Item = Act>) -> Vec<Act> {
    let mut folded: Vec<(Act, Vec<EntryId>)> = Vec::new();
    for act in acts {
        match folded.last_mut() {
            Some((last, entries)) if (&last.verb, last.kind, &last.who) == (&act.verb, act.kind, &act.who) => {
                if !entries.contains(&act.entry) {
                    entries.push(act.entry);
                }
            }
            _ => folded.push((act.clone(), vec![act.entry])),
        }
    }
    folded.into_iter().map(|(act, entries)| Act { others: entries.len() - 1, ..act }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(verb: &str, who: &str, entry: EntryId) -> Act {
        let (verb, who) = (verb.to_owned(), who.to_owned());
        Act { verb, kind: KindName::new("tag"), entry, title: "A".into(), who, at: Time::default(), others: 0 }
    }

    #[test]
    fn acts_alike_in_a_row_are_one_and_an_entry_counts_once() {
        let (a, b) = (EntryId::new(), EntryId::new());
        let acts = [
            act("updated", "Ada", a),
            act("updated", "Ada", b),
            act("updated", "Ada", a),
            act("published", "Ada", a),
            act("updated", "Bo", a),
        ];
        let folded: Vec<_> = fold(acts.into_iter()).into_iter().map(|act| (act.verb, act.who, act.others)).collect();
        let is = |verb: &str, who: &str, others| (verb.to_owned(), who.to_owned(), others);
        assert_eq!(folded, [is("updated", "Ada", 1), is("published", "Ada", 0), is("updated", "Bo", 0)]);
    }
}
