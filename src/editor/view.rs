//! From what the verbs answer to what the pages show.

use super::{
    Editor,
    pages::{About, May, UseRow, Words},
};
use crate::{
    content::{self, Entry, Use},
    permission::{Actor, Permission},
    ui,
    vocabulary::KindName,
    words::t,
};

pub const fn state(state: content::State) -> ui::State {
    match state {
        content::State::Draft => ui::State::Draft,
        content::State::Live => ui::State::Live,
        content::State::LiveChanged => ui::State::LiveChanged,
        content::State::Trashed => ui::State::Trashed,
    }
}

pub fn may(actor: &Actor, entry: &Entry) -> May {
    let may = |permission| content::authorise(actor, permission, entry).is_ok();
    May {
        edit: may(Permission::EditContent),
        publish: may(Permission::PublishContent),
        trash: may(Permission::TrashContent),
    }
}

/// By how many entries something is used.
pub fn used(uses: u64) -> String {
    if uses == 0 { t!("used-nowhere") } else { t!("used-in", count = uses) }
}

/// The fields that paths lead into, each once: `body.b3` and `body.b7` are both in `body`.
fn places(paths: &[String]) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for field in paths.iter().map(|path| ui::form::control_of(path)) {
        if !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    }
    fields
}

impl Editor {
    pub(super) fn about(&self, entry: &Entry) -> About {
        let words = self.entries.kinds().spec(entry.kind).map(Words::of).unwrap_or_default();
        About { words, id: entry.id, title: entry.title.clone() }
    }

    pub(super) fn plural(&self, kind: KindName) -> &'static str {
        self.entries.kinds().spec(kind).map_or("", |spec| spec.plural)
    }

    /// Entries that refer, or are referred to: what readers see first.
    pub(super) fn use_rows(&self, mut uses: Vec<Use>) -> Vec<UseRow> {
        uses.sort_by_key(|one| (!one.live, one.title.to_lowercase()));
        uses.into_iter().map(|one| self.use_row(one)).collect()
    }

    pub(super) fn use_row(&self, one: Use) -> UseRow {
        UseRow {
            plural: self.plural(one.kind),
            id: one.id,
            state: state(one.state),
            draft_only: one.draft && !one.live,
            places: places(&one.paths),
            title: one.title,
        }
    }
}
