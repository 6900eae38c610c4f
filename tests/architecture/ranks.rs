//! Who may import whom: the table of ranks. A room (a folder or file of `src/`) imports lower ranks only.

use std::collections::BTreeMap;

use crate::source::House;

/// Equals never import each other, except at the front of the house, which is one room of several files.
const RANKS: [&[&str]; 11] = [
    &["vocabulary", "words"],
    &["config", "permission", "platform", "document", "search"],
    &["error", "paths"],
    &["ui", "delivery"],
    &["accounts"],
    &["content", "views"],
    &["kinds", "media", "drafts", "frontends", "weblinks"],
    &["publishing"],
    &["manage", "editor", "settings", "activity", "demo"],
    &["openapi"],
    &["app", "router", "lib", "main"],
];

const FRONT: usize = RANKS.len() - 1;

/// Rooms of a lower rank that a room must not know all the same, and why.
const NEVER: [(&str, &str, &str); 2] = [
    ("publishing", "kinds", "publishing sees kinds only through their contract"),
    ("demo", "publishing", "sample content is data; loading it is the batch's verb"),
];

/// Every import goes down the ranks.
pub fn rooms(house: &House) -> Vec<String> {
    let ranks: BTreeMap<&str, usize> =
        RANKS.iter().enumerate().flat_map(|(rank, rooms)| rooms.iter().map(move |room| (*room, rank))).collect();
    let mut problems = Vec::new();
    for file in &house.files {
        let room = room_of(&file.path);
        let Some(&rank) = ranks.get(room) else {
            problems.push(format!("{}: the room \"{room}\" has no rank; give it one", file.path));
            continue;
        };
        for (path, token) in file.own_paths() {
            let Some((other, &its_rank)) = path.first().and_then(|first| ranks.get_key_value(first.as_str())) else {
                continue;
            };
            let equals_at_the_front = rank == FRONT && its_rank == FRONT;
            if *other != room && its_rank >= rank && !equals_at_the_front {
                problems.push(file.at(token, format_args!("{room} [{rank}] imports {other} [{its_rank}]")));
            }
            for (_, _, why) in NEVER.iter().filter(|(from, to, _)| *from == room && to == other) {
                problems.push(file.at(token, why));
            }
        }
    }
    problems
}

/// No folder of `kinds/` imports another.
pub fn kinds(house: &House) -> Vec<String> {
    let kind_of = |path: &str| -> Option<String> {
        let (kind, _) = path.strip_prefix("kinds/")?.split_once('/')?;
        Some(kind.to_owned())
    };
    let all: Vec<String> = house.files.iter().filter_map(|file| kind_of(&file.path)).collect();
    let mut problems = Vec::new();
    for file in &house.files {
        let Some(kind) = kind_of(&file.path) else { continue };
        for (path, token) in file.own_paths() {
            if let [first, second, ..] = path.as_slice()
                && first == "kinds"
                && *second != kind
                && all.contains(second)
            {
                problems.push(file.at(token, format_args!("the kind {kind} imports the kind {second}")));
            }
        }
    }
    problems
}

fn room_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> usize {
        rooms(&House::of([(path, text)])).len()
    }

    #[test]
    fn upwards_and_sideways_are_refused() {
        assert_eq!(problems("content/store.rs", "use crate::publishing::Publisher;"), 1);
        assert_eq!(problems("document/html.rs", "use crate::platform::html;"), 1);
        assert_eq!(problems("delivery/api.rs", "fn f() { super::super::ui::page() }"), 1);
        assert_eq!(problems("accounts/mod.rs", "use crate::{paths, content::{self, Entry}};"), 2);
        assert_eq!(problems("publishing/log.rs", "use crate::kinds::Article;"), 1);
        assert_eq!(problems("delivery/api.rs", "macro_rules! m { () => { $crate::router::x() } }"), 1);
    }

    #[test]
    fn downwards_and_within_is_free() {
        assert_eq!(problems("publishing/mod.rs", "use crate::{content::Entry, publishing::log, vocabulary::Head};"), 0);
        assert_eq!(problems("content/store.rs", "use super::{entry, revision};"), 0);
        assert_eq!(problems("app.rs", "use crate::router;"), 0);
        assert_eq!(problems("content/a.rs", "#[cfg(test)] mod tests { use crate::publishing::Publisher; }"), 0);
    }

    #[test]
    fn a_room_without_a_rank_is_a_problem() {
        assert_eq!(problems("attic/mod.rs", ""), 1);
    }

    #[test]
    fn a_kind_that_knows_a_kind_is_found() {
        let known = ("kinds/cta/mod.rs", "");
        let bad = |text| kinds(&House::of([known, ("kinds/article/compile.rs", text)])).len();
        assert_eq!(bad("use crate::kinds::cta::Cta;"), 1);
        assert_eq!(bad("use super::super::cta::Cta;"), 1);
        assert_eq!(bad("use crate::kinds::{article::Article, seo::Seo};"), 0);
        assert_eq!(kinds(&House::of([known, ("kinds/mod.rs", "use self::cta::Cta; use crate::kinds::cta;")])).len(), 0);
    }
}
