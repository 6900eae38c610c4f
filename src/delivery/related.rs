//! What goes with an entry: what its author chose, then what has the most in common with it. Pure.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use super::{
    fold::Fold,
    index::{
        key::{Key, Type},
        set::Ordinal,
    },
};
use crate::vocabulary::{KindSpec, LiveEntry, View as _};

/// How many go with one.
const MOST: usize = 6;
/// Of those that share something with it, so many of the newest are looked at.
const LOOKED_AT: usize = 500;

/// Other live entries of the same kind and locale, the best first.
pub fn related(fold: &Fold, spec: &KindSpec, root: &LiveEntry) -> Vec<Arc<LiveEntry>> {
    let Some(index) = fold.index(spec.name) else { return Vec::new() };
    let own = Some(spec.name.as_str());
    let fits = |entry: &LiveEntry| entry.id != root.id && entry.kind == spec.name && entry.locale == root.locale;
    let mut found: Vec<Arc<LiveEntry>> = Vec::new();
    let mut shared: HashMap<Ordinal, usize> = HashMap::new();
    for column in index.columns() {
        let key: Key = column.field.key;
        match column.field.ty {
            Type::Entries(to) if to == own => {
                let chosen = key.targets(root).filter_map(|id| fold.entry(id));
                found.extend(chosen.filter(|entry| fits(entry)));
            }
            Type::Entries(_) => {
                let targets = column.targets(index.members(), fold.entries());
                for id in key.targets(root) {
                    for ordinal in targets.to(id).iter().rev().take(LOOKED_AT) {
                        *shared.entry(*ordinal).or_default() += 1;
                    }
                }
            }
            _ => {}
        }
    }
    let alike = shared.into_iter().filter_map(|(ordinal, count)| Some((count, fold.entries().get(ordinal)?)));
    let mut alike: Vec<_> = alike.filter(|(_, entry)| fits(entry)).collect();
    alike.sort_unstable_by_key(|(count, entry)| Reverse((*count, entry.published_at, entry.id)));
    found.extend(alike.into_iter().map(|(_, entry)| entry.clone()));
    let mut seen = Vec::new();
    found.retain(|entry| {
        !seen.contains(&entry.id) && seen.len() < MOST && {
            seen.push(entry.id);
            true
        }
    });
    found
}
