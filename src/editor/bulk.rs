//! One verb on many entries of a list: asked first with what it would do to each, then done.

use axum::extract::State;
use maud::{Markup, Render as _};

use super::{
    Editor,
    narrowed::Narrowed,
    pages::{BulkPage, BulkRow, Fate, Other, Words, href},
    posted::Answers,
    target::OfKind,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{ContentError, Entry, Use},
    error::AppError,
    paths,
    publishing::bulk::{Chosen, Effect, MOST, Outcome, Refusal, Verb},
    vocabulary::{KindSpec, RevisionNumber},
    words::t,
};

pub async fn bulk(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    answers: Answers,
) -> Result<Markup, AppError> {
    let (verb, word) = match answers.get("do") {
        Some("publish") => (Verb::Publish, "publish"),
        Some("unpublish") => (Verb::Unpublish, "unpublish"),
        Some("trash") => (Verb::Trash, "trash"),
        _ => return Err(AppError::Malformed(t!("bulk-no-verb"))),
    };
    let chosen = chosen(&answers);
    let too_many = chosen.len() > MOST;
    let mut rows = Vec::new();
    if !too_many {
        let chosen = editor.of_kind(&who, spec, verb, chosen).await?;
        rows = if answers.has("sure") {
            let outcomes = editor.publisher.each(&who.actor, verb, &chosen).await?;
            outcomes.into_iter().map(|outcome| editor.became(outcome)).collect()
        } else {
            let outlook = editor.publisher.outlook(&who.actor, verb, &chosen).await?;
            outlook.into_iter().map(|one| editor.bulk_row(one.entry, |editor| editor.foreseen(one.effect))).collect()
        };
    }
    let words = Words::of(spec);
    let narrowed = Narrowed::of_query(answers.get("list").unwrap_or_default(), spec);
    let (back, list) = (href(&words, &narrowed), narrowed.query());
    let page = BulkPage { viewer: &who.viewer, words: Some(&words), verb: word, rows: &rows, back, list, too_many };
    Ok(page.render())
}

/// Takes several out of the trash, whatever their kind. Nothing is lost by it, so nothing is asked.
pub async fn recover(State(editor): State<Editor>, who: SignedIn, answers: Answers) -> Result<Markup, AppError> {
    let chosen = chosen(&answers);
    let too_many = chosen.len() > MOST;
    let mut rows = Vec::new();
    if !too_many {
        let outcomes = editor.publisher.each(&who.actor, Verb::Recover, &chosen).await?;
        rows = outcomes.into_iter().map(|outcome| editor.became(outcome)).collect();
    }
    let (back, list) = (paths::trash(), String::new());
    let page = BulkPage { viewer: &who.viewer, words: None, verb: "recover", rows: &rows, back, list, too_many };
    Ok(page.render())
}

/// `id@revision`, or an id alone; each entry once. What is no id was not chosen here.
fn chosen(answers: &Answers) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for value in answers.all("id") {
        let (id, revision) = value.split_once('@').unwrap_or((value, ""));
        let Ok(entry) = id.parse() else { continue };
        if !chosen.iter().any(|one| one.entry == entry) {
            chosen.push(Chosen { entry, revision: revision.parse().ok().map(RevisionNumber) });
        }
    }
    chosen
}

impl Editor {
    /// Those of the chosen that are of the list's kind.
    async fn of_kind(
        &self,
        who: &SignedIn,
        spec: &KindSpec,
        verb: Verb,
        chosen: Vec<Chosen>,
    ) -> Result<Vec<Chosen>, AppError> {
        let outlook = self.publisher.outlook(&who.actor, verb, &chosen).await?;
        let of_kind =
            |one: &Chosen| outlook.iter().any(|seen| seen.entry.id == one.entry && seen.entry.kind == spec.name);
        Ok(chosen.into_iter().filter(of_kind).collect())
    }

    fn bulk_row(&self, entry: Entry, fate: impl FnOnce(&Self) -> Fate) -> BulkRow {
        BulkRow {
            plural: self.plural(entry.kind),
            id: entry.id,
            revision: entry.draft.0,
            state: view::state(entry.state()),
            title: entry.title,
            fate: fate(self),
        }
    }

    fn became(&self, outcome: Outcome) -> BulkRow {
        self.bulk_row(outcome.entry, |editor| match outcome.result {
            Ok(()) => Fate::Done,
            Err(Refusal::Foreseen(effect)) => editor.foreseen(effect),
            Err(Refusal::Refused(error)) => editor.refusal(error),
        })
    }

    fn foreseen(&self, effect: Effect) -> Fate {
        match effect {
            Effect::Will => Fate::Will,
            Effect::Already => Fate::Already,
            Effect::Denied => Fate::Denied,
            Effect::Trashed => Fate::Trashed,
            Effect::NotReady(problems) => Fate::NotReady(problems),
            Effect::Lacks(others) => Fate::Lacks(self.others(&others)),
            Effect::InUse(others) => Fate::InUse(self.others(&others)),
        }
    }

    fn refusal(&self, error: ContentError) -> Fate {
        match error {
            ContentError::Denied => Fate::Denied,
            ContentError::Trashed(_) => Fate::Trashed,
            ContentError::Invalid(problems) | ContentError::NotReady(_, problems) => Fate::NotReady(problems),
            ContentError::Unpublished(others) => Fate::Lacks(self.others(&others)),
            ContentError::InUse(others) => Fate::InUse(self.others(&others)),
            ContentError::SlugTaken { .. } => Fate::SlugTaken,
            _ => Fate::Changed,
        }
    }

    fn others(&self, uses: &[Use]) -> Vec<Other> {
        let other = |one: &Use| Other { title: one.title.clone(), href: paths::edit(self.plural(one.kind), one.id) };
        uses.iter().map(other).collect()
    }
}
