//! The last steps of the log, so that a list that is read page by page can be seen as it was. Pure.
//!
//! Every replica folds the same log, so each can go back as far as the others, and after a restart too.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use crate::{
    delivery::index::set::Ordinal,
    vocabulary::{CatalogVersion, LiveEntry},
};

/// How many steps are remembered, and how many entries as they were before.
const STEPS: usize = 50_000;
const STATES: usize = 5_000;

/// Entries that changed, each as it was before: `None` where readers did not get it.
pub type Before = HashMap<Ordinal, Option<Arc<LiveEntry>>>;

/// The newest last.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    taken: VecDeque<Step>,
    states: usize,
    /// The oldest version that can be gone back to.
    reach: CatalogVersion,
}

#[derive(Debug, Clone)]
pub struct Step {
    pub version: CatalogVersion,
    pub ordinal: Ordinal,
    pub before: Option<Arc<LiveEntry>>,
}

impl Steps {
    pub fn remember(&mut self, step: Step) {
        self.states += usize::from(step.before.is_some());
        self.taken.push_back(step);
        while self.taken.len() > STEPS || self.states > STATES {
            let Some(oldest) = self.taken.pop_front() else { return };
            self.states -= usize::from(oldest.before.is_some());
            self.reach = oldest.version;
        }
    }

    /// What the steps after a version changed; `None` when some of them are forgotten.
    pub fn since(&self, version: CatalogVersion) -> Option<Before> {
        let later = self.taken.iter().rev().take_while(|step| step.version > version);
        // The oldest of an entry's later steps is the one that began at what it was.
        let before = || later.map(|step| (step.ordinal, step.before.clone())).collect();
        (version >= self.reach).then(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forgotten_cannot_be_gone_back_to() {
        let mut steps = Steps::default();
        let all = i64::try_from(STEPS).unwrap() + 10;
        for version in 1..=all {
            steps.remember(Step { version: CatalogVersion(version), ordinal: 7, before: None });
        }
        assert_eq!(steps.since(CatalogVersion(all)).unwrap().len(), 0);
        assert_eq!(steps.since(CatalogVersion(10)).unwrap().len(), 1);
        assert_eq!(steps.since(CatalogVersion(9)), None);
    }
}
