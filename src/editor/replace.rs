//! Taking away what others use: where it is used, and another entry in its place.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use maud::Render as _;
use serde::Deserialize;

use super::{
    Editor,
    pages::{Offered, Place, ReplacePage, Standing, TakenAway},
    posted::Answers,
    target::OfEntry,
};
use crate::{
    accounts::SignedIn,
    content::{self, ContentError, Entry, Use},
    error::AppError,
    permission::Permission,
    publishing::{Replace, Then},
    vocabulary::{EntryId, FieldErrors},
};

/// Entries that the field offers before anything is typed.
const OFFERED: usize = 50;
/// Entries of the kind among which they are looked for.
const LOOKED_AT: u64 = 200;

/// What is to take the place, as it was typed, and where the other goes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    with: String,
    then: String,
}

/// What a replacement would change.
pub async fn ask(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::PublishContent, &entry)?;
    let place = place(&wanted.then);
    match editor.find_other(&who, &entry, &wanted.with).await? {
        Ok(to) => {
            let considered = editor.publisher.replacement(&who.actor, wish(&entry, to, place)).await;
            match considered {
                Ok(plan) => {
                    let uses = editor.use_rows(plan.uses);
                    let standing = Standing::Ready(editor.about(&plan.to), plan.to.id);
                    editor.replace_page(&who, &entry, &wanted.with, place, (standing, uses)).await
                }
                Err(error) => editor.not_replaced(&who, &entry, &wanted.with, place, error).await,
            }
        }
        Err(errors) => editor.not_replaced(&who, &entry, &wanted.with, place, errors.into()).await,
    }
}

pub async fn replace(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    content::authorise(&who.actor, Permission::PublishContent, &entry)?;
    let typed = answers.get("with").unwrap_or_default().to_owned();
    let place = place(answers.get("then").unwrap_or_default());
    let done = match editor.find_other(&who, &entry, &typed).await? {
        Ok(to) => editor.publisher.replace(&who.actor, wish(&entry, to, place)).await,
        Err(errors) => Err(errors.into()),
    };
    match done {
        Ok(_) => Ok(at.back()),
        Err(error) => editor.not_replaced(&who, &entry, &typed, place, error).await,
    }
}

fn place(word: &str) -> Place {
    if word == "trash" { Place::Trash } else { Place::Offline }
}

fn wish(from: &Entry, to: EntryId, place: Place) -> Replace {
    let then = match place {
        Place::Offline => Then::Unpublish,
        Place::Trash => Then::Trash,
    };
    Replace { from: from.id, to, then }
}

impl Editor {
    /// Asked before something that others use is taken away.
    pub(super) async fn taken_away(
        &self,
        who: &SignedIn,
        entry: &Entry,
        uses: Vec<Use>,
        to: Place,
    ) -> Result<Response, AppError> {
        let page = TakenAway {
            viewer: &who.viewer,
            about: &self.about(entry),
            uses: &self.use_rows(uses),
            to,
            // What takes its place has to be published, which not everybody may do who may throw a draft away.
            offered: match content::authorise(&who.actor, Permission::PublishContent, entry) {
                Ok(()) => Some(&self.offered(who, entry).await?),
                Err(_) => None,
            },
        };
        Ok((StatusCode::CONFLICT, page.render()).into_response())
    }

    /// Live entries of the same kind and language, those that were worked on last.
    async fn offered(&self, who: &SignedIn, entry: &Entry) -> Result<Vec<Offered>, AppError> {
        let query = content::Query { kind: Some(entry.kind), page: 1, limit: LOOKED_AT, ..content::Query::default() };
        let entries = self.entries.page(&who.actor, &query).await?;
        let fits = |other: &Entry| other.live.is_some() && other.locale == entry.locale && other.id != entry.id;
        let offer = |other: Entry| Offered { slug: other.slug.to_string(), title: other.title };
        Ok(entries.into_iter().filter(fits).map(offer).take(OFFERED).collect())
    }

    /// The entry that is meant by an id, a slug, a title, or words that only one entry has.
    async fn find_other(
        &self,
        who: &SignedIn,
        entry: &Entry,
        typed: &str,
    ) -> Result<Result<EntryId, FieldErrors>, AppError> {
        let typed = typed.trim();
        let refuse = |code: &'static str| Ok(Err(FieldErrors::one("with", code, "")));
        if typed.is_empty() {
            return refuse("required");
        }
        if let Ok(id) = typed.parse::<EntryId>() {
            let found = self.entries.find(&who.actor, entry.kind, id).await;
            return if found.is_ok() { Ok(Ok(id)) } else { refuse("unknown_reference") };
        }
        let query = content::Query {
            kind: Some(entry.kind),
            text: typed.to_owned(),
            page: 1,
            limit: LOOKED_AT,
            ..content::Query::default()
        };
        let mut found = self.entries.page(&who.actor, &query).await?;
        found.retain(|other| other.locale == entry.locale);
        if let Some(other) = found.iter().find(|other| other.slug.as_str() == typed) {
            return Ok(Ok(other.id));
        }
        let named = |other: &&Entry| other.title.trim().to_lowercase() == typed.to_lowercase();
        let same: Vec<EntryId> = found.iter().filter(named).map(|other| other.id).collect();
        match (same.as_slice(), found.as_slice()) {
            ([one], _) => Ok(Ok(*one)),
            ([], [one]) => Ok(Ok(one.id)),
            ([], []) => refuse("unknown_reference"),
            _ => refuse("several"),
        }
    }

    /// Why it was not replaced, with what was typed.
    async fn not_replaced(
        &self,
        who: &SignedIn,
        entry: &Entry,
        typed: &str,
        place: Place,
        error: ContentError,
    ) -> Result<Response, AppError> {
        let (standing, rows) = match error {
            ContentError::Invalid(errors) => {
                let code = errors.0.first().map_or("unknown_reference", |error| error.code);
                (Standing::Wrong(code), self.entries.usage(&who.actor, entry.id).await?)
            }
            ContentError::DeniedAt(used) => (Standing::Denied, vec![*used]),
            ContentError::NotReady(used, _) => (Standing::NotReady, vec![*used]),
            ContentError::Unpublished(lacking) => (Standing::Unpublished, lacking),
            error => return Err(error.into()),
        };
        let rows = self.use_rows(rows);
        self.replace_page(who, entry, typed, place, (standing, rows)).await
    }

    async fn replace_page(
        &self,
        who: &SignedIn,
        entry: &Entry,
        typed: &str,
        to: Place,
        (standing, uses): (Standing, Vec<super::pages::UseRow>),
    ) -> Result<Response, AppError> {
        let status = match &standing {
            Standing::Ready(..) => StatusCode::OK,
            Standing::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Standing::Denied => StatusCode::FORBIDDEN,
            Standing::NotReady | Standing::Unpublished => StatusCode::CONFLICT,
        };
        let offered = self.offered(who, entry).await?;
        let (viewer, about) = (&who.viewer, &self.about(entry));
        let page = ReplacePage { viewer, about, typed, to, standing, uses: &uses, offered: &offered };
        Ok((status, page.render()).into_response())
    }
}
