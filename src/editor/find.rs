//! The one search of the panel: entries of every kind, people, settings, and what can be done. The page and the palette,
//! which shows a part of it, ask here, so that nobody finds by one what the other would not show.

use axum::extract::{Query, State};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    pages::{FindPage, Group, Hit, Words},
    view,
};
use crate::{
    accounts::{Person, SignedIn},
    content::{Entry, rank},
    error::AppError,
    paths,
    permission::Permission::{CreateContent, ManagePeople, ManageSettings, ManageTokens},
    ui::{Section, Tab, Viewer, text},
    words::t,
};

/// The longest search that is looked at, in characters.
const LETTERS: usize = 100;
const ENTRIES: usize = 10;
const PEOPLE: u64 = 5;
/// Of so many entries that fit best, those come first whose titles begin with the letters.
const RANKED: usize = 200;

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

pub async fn show(
    State(editor): State<Editor>,
    who: SignedIn,
    Query(Asked { q }): Query<Asked>,
) -> Result<Markup, AppError> {
    let letters: String = q.trim().replace('\0', "").chars().take(LETTERS).collect();
    let (entries, people) = tokio::try_join!(editor.entries_by(&who, &letters), editor.people_by(&who, &letters))?;
    let heading = if letters.is_empty() { t!("find-recent") } else { t!("find-entries") };
    let mut groups = vec![
        Group { heading, hits: entries.into_iter().map(|entry| editor.entry_hit(entry)).collect() },
        Group { heading: t!("find-people"), hits: people.into_iter().map(person_hit).collect() },
        Group { heading: t!("find-actions"), hits: fitting(editor.actions(&who.viewer), &letters) },
        Group { heading: t!("find-settings"), hits: fitting(settings(&who.viewer), &letters) },
    ];
    groups.retain(|group| !group.hits.is_empty());
    // What is called by the very letters comes first, of whichever group it is.
    let small = letters.to_lowercase();
    groups.sort_by_key(|group| group.hits.iter().map(|hit| rank(&hit.title, &small)).min());
    Ok(FindPage { viewer: &who.viewer, letters: &letters, groups: &groups }.render())
}

impl Editor {
    /// What they changed themselves, unasked.
    async fn entries_by(&self, who: &SignedIn, letters: &str) -> Result<Vec<Entry>, AppError> {
        if letters.is_empty() {
            return Ok(self.entries.changed(&who.actor, ENTRIES as u64).await?);
        }
        let Some(best) = self.drafts.find(&[], letters).await else {
            return Ok(self.entries.titled(&who.actor, letters, ENTRIES).await?);
        };
        let best = best.ids.get(..RANKED).unwrap_or(&best.ids);
        let mut there = self.entries.those_of(&who.actor, best).await?;
        there.retain(|_, entry| entry.trashed_at.is_none());
        let mut entries: Vec<Entry> = best.iter().filter_map(|id| there.remove(id)).collect();
        // Whoever types a title finds it first, however well others fit.
        let small = letters.to_lowercase();
        entries.sort_by_key(|entry| rank(&entry.title, &small));
        entries.truncate(ENTRIES);
        Ok(entries)
    }

    /// Nobody for whoever may not see them, and nobody unasked.
    async fn people_by(&self, who: &SignedIn, letters: &str) -> Result<Vec<Person>, AppError> {
        if letters.is_empty() || !who.actor.may_some(ManagePeople) {
            return Ok(Vec::new());
        }
        Ok(self.accounts.people_named(&who.actor, letters, PEOPLE).await?)
    }

    fn entry_hit(&self, entry: Entry) -> Hit {
        let about = self.about(&entry);
        Hit {
            title: about.name(),
            note: text::capital(&about.words.one),
            state: Some(view::state(entry.state())),
            href: paths::edit(about.words.plural, about.id),
        }
    }

    fn actions(&self, viewer: &Viewer) -> Vec<Hit> {
        let new = self.specs().filter(|_| viewer.may(CreateContent)).map(|spec| {
            let words = Words::of(spec);
            Hit::plain(t!("new-of-kind", one = words.one), paths::new(spec.plural))
        });
        let others = [
            (ManagePeople, t!("find-invite"), paths::new_person()),
            (ManageTokens, t!("find-new-token"), paths::new_token()),
            (ManageSettings, t!("find-new-frontend"), paths::new_frontend()),
        ];
        let others = others.into_iter().filter(|(needed, ..)| viewer.may(*needed));
        let places = Section::ALL
            .into_iter()
            .filter(|section| *section != Section::Settings)
            .filter_map(|section| Some(Hit::plain(t!("find-go", place = section.label()), section.href(viewer)?)));
        let own = [(t!("my-profile"), paths::profile()), (t!("help"), paths::help())];
        new.chain(others.map(|(_, title, href)| Hit::plain(title, href)))
            .chain(places)
            .chain(own.into_iter().map(|(place, href)| Hit::plain(t!("find-go", place = place), href)))
            .collect()
    }
}

fn person_hit(person: Person) -> Hit {
    let role = t!("role-" + person.role);
    Hit { title: person.name, note: format!("{role} · {}", person.email), state: None, href: paths::person(person.id) }
}

fn settings(viewer: &Viewer) -> Vec<Hit> {
    let tabs = Tab::ALL.into_iter().filter(|tab| tab.is_for(viewer));
    tabs.map(|tab| Hit::plain(t!("find-setting", page = tab.label()), tab.href())).collect()
}

/// Those whose title holds every word.
fn fitting(mut hits: Vec<Hit>, letters: &str) -> Vec<Hit> {
    let letters = letters.to_lowercase();
    hits.retain(|hit| {
        let title = hit.title.to_lowercase();
        letters.split_whitespace().all(|word| title.contains(word))
    });
    hits
}
