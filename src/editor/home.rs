//! Home and help.

use axum::extract::State;
use maud::{Markup, Render as _};

use super::{
    Editor,
    pages::{Brief, Deed, HelpPage, HomePage, Step, Words},
    view,
};
use crate::{
    accounts::SignedIn,
    content::{Entry, Query, activity::Act},
    error::AppError,
    paths,
    permission::Permission,
    vocabulary::KindName,
};

/// How many of each are shown.
const DRAFTS: u64 = 8;
const LACKING: usize = 8;
const DEEDS: usize = 12;
/// The kinds that a site begins with, and whether one must be live.
const FIRST: [(&str, bool); 4] = [("author", false), ("cta", false), ("faq", false), ("article", true)];

pub async fn home(State(editor): State<Editor>, who: SignedIn) -> Result<Markup, AppError> {
    let drafts = editor.entries.unpublished(&who.actor, DRAFTS).await?;
    let drafts: Vec<_> = drafts.iter().map(|entry| (editor.brief(entry), entry.updated_at)).collect();
    let lacking = editor.entries.lacking(&who.actor, LACKING).await?;
    let lacking: Vec<_> = lacking.iter().map(|(entry, other)| (editor.brief(entry), editor.brief(other))).collect();
    let activity = editor.entries.activity(&who.actor, DEEDS).await?;
    let deeds: Vec<Deed> = activity.into_iter().map(|act| editor.deed(act)).collect();
    let may_create = who.actor.may_some(Permission::CreateContent);
    let kinds: Vec<Words> = editor.specs().filter(|_| may_create).map(Words::of).collect();
    let steps = editor.steps(&who).await?;
    let page = HomePage {
        viewer: &who.viewer,
        steps: &steps,
        kinds: &kinds,
        drafts: &drafts,
        lacking: &lacking,
        deeds: &deeds,
    };
    Ok(page.render())
}

pub async fn help(who: SignedIn) -> Markup {
    HelpPage { viewer: &who.viewer }.render()
}

impl Editor {
    fn brief(&self, entry: &Entry) -> Brief {
        Brief {
            title: entry.title.clone(),
            href: paths::edit(self.plural(entry.kind), entry.id),
            state: view::state(entry.state()),
        }
    }

    fn deed(&self, act: Act) -> Deed {
        let Act { verb, kind, entry, title, who, at, others } = act;
        Deed { verb, who, title, href: paths::edit(self.plural(kind), entry), others, at }
    }

    /// What a new site needs, of what the person can do; nothing when all of it is done.
    async fn steps(&self, who: &SignedIn) -> Result<Vec<Step>, AppError> {
        let may = |permission| who.actor.may_some(permission);
        let mut steps = Vec::new();
        if may(Permission::ManageSettings) {
            let done = !self.catalog.site().base_url.is_empty();
            steps.push(Step { name: "site", href: paths::settings(), done });
        }
        for (name, live) in FIRST {
            let needed = if live { Permission::PublishContent } else { Permission::CreateContent };
            let Some(kind) = self.entries.kinds().named(name).filter(|_| may(needed)) else { continue };
            let done = self.is_there(who, kind.spec().name, live).await?;
            steps.push(Step { name, href: paths::new(kind.spec().plural), done });
        }
        if may(Permission::ManagePeople) || may(Permission::ManageTokens) {
            let census = self.accounts.census().await?;
            if may(Permission::ManagePeople) {
                steps.push(Step { name: "colleague", href: paths::people(), done: census.has_colleague });
            }
            if may(Permission::ManageTokens) {
                steps.push(Step { name: "token", href: paths::tokens(), done: census.has_token });
            }
        }
        if steps.iter().all(|step| step.done) {
            steps.clear();
        }
        Ok(steps)
    }

    async fn is_there(&self, who: &SignedIn, kind: KindName, live: bool) -> Result<bool, AppError> {
        if live {
            let counts = self.entries.counts(&who.actor, kind).await?;
            return Ok(counts.live + counts.changed > 0);
        }
        let query = Query { kind: Some(kind), page: 1, limit: 1, ..Query::default() };
        Ok(!self.entries.page(&who.actor, &query).await?.is_empty())
    }
}
