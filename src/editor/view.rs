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

impl Editor {
    pub(super) fn about(&self, entry: &Entry) -> About {
        let words = self.entries.kinds().spec(entry.kind).map(Words::of).unwrap_or_default();
        About { words, id: entry.id, title: entry.title.clone() }
    }

    pub(super) fn plural(&self, kind: KindName) -> &'static str {
        self.entries.kinds().spec(kind).map_or("", |spec| spec.plural)
    }

    pub(super) fn use_rows(&self, uses: Vec<Use>) -> Vec<UseRow> {
        let row = |one: Use| UseRow {
            plural: self.plural(one.kind),
            id: one.id,
            state: state(one.state),
            draft_only: one.draft && !one.live,
            title: one.title,
        };
        uses.into_iter().map(row).collect()
    }
}
