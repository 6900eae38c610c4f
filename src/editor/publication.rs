//! To readers and back: publish, publish together, unpublish, undo.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, Render as _};

use super::{
    Editor,
    form::Filled,
    pages::{Blocked, Place, PublicationPage, TakenAway},
    posted::Answers,
    target::OfEntry,
};
use crate::{
    accounts::SignedIn,
    content::{self, ContentError, Shown, State as EntryState},
    error::AppError,
    permission::Permission,
    publishing::Wanted,
    vocabulary::{FieldErrors, RevisionNumber},
};

/// What is to go live.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub revision: RevisionNumber,
    /// With everything unpublished that it refers to.
    pub together: bool,
}

const NOT_PUBLISHED: &str = "Saved, not published";

/// The step before the first publication: what readers will get, or what is still wrong.
pub async fn ask(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    let shown = editor.newest(&who.actor, &at).await?;
    content::authorise(&who.actor, Permission::PublishContent, &shown.entry)?;
    match shown.entry.state() {
        EntryState::Draft | EntryState::LiveChanged => {}
        EntryState::Live | EntryState::Trashed => return Ok(at.back()),
    }
    let kind = editor.entries.kinds().named(at.spec.name.as_str()).ok_or(AppError::NotFound)?;
    let problems = kind.facts(&shown.revision.content)?.problems;
    if problems.is_empty() {
        Ok(editor.publication_page(&who, &shown, shown.revision.number, None).into_response())
    } else {
        editor.refused(&who, &shown, problems).await
    }
}

pub async fn publish(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    let shown = editor.newest(&who.actor, &at).await?;
    // What was seen goes live, though somebody may have saved since.
    let seen = answers.revision().unwrap_or(shown.revision.number);
    let wish = Wish { revision: seen, together: answers.has("together") };
    editor.publish_shown(&who, &at, &shown, wish).await
}

/// Asks first when what readers see would lose it.
pub async fn unpublish(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    match editor.publisher.unpublish(&who.actor, at.id, answers.has("force")).await {
        Ok(_) => Ok(at.back()),
        Err(ContentError::InUse(uses)) => {
            let (viewer, about, uses) = (&who.viewer, editor.about(&entry), editor.use_rows(uses));
            let page = TakenAway { viewer, about: &about, uses: &uses, to: Place::Offline };
            Ok((StatusCode::CONFLICT, page.render()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn undo(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    editor.publisher.undo(&who.actor, at.id).await?;
    Ok(at.back())
}

impl Editor {
    /// Publishes the revision that is shown, or says what stands against it.
    pub(super) async fn publish_shown(
        &self,
        who: &SignedIn,
        at: &OfEntry,
        shown: &Shown,
        wish: Wish,
    ) -> Result<Response, AppError> {
        let wanted = [Wanted { entry: at.id, revision: Some(wish.revision) }];
        let blocked = match self.publisher.publish(&who.actor, &wanted, wish.together).await {
            Ok(_) => return Ok(at.back()),
            Err(ContentError::Invalid(problems)) => return self.refused(who, shown, problems).await,
            Err(ContentError::Unpublished(lacking)) => {
                let (trashed, drafts): (Vec<_>, Vec<_>) =
                    lacking.into_iter().partition(|target| target.state == EntryState::Trashed);
                if trashed.is_empty() {
                    Blocked::Unpublished(self.use_rows(drafts))
                } else {
                    Blocked::Trashed(self.use_rows(trashed))
                }
            }
            Err(ContentError::NotReady(entry, problems)) => match self.use_rows(vec![*entry]).pop() {
                Some(row) => Blocked::NotReady(row, problems),
                None => return Err(AppError::NotFound),
            },
            Err(ContentError::SlugTaken { slug, by }) => {
                Blocked::SlugTaken { slug: slug.to_string(), plural: at.spec.plural, by }
            }
            Err(error) => return Err(error.into()),
        };
        let page = self.publication_page(who, shown, wish.revision, Some(&blocked));
        Ok((StatusCode::CONFLICT, page).into_response())
    }

    fn publication_page(
        &self,
        who: &SignedIn,
        shown: &Shown,
        revision: RevisionNumber,
        blocked: Option<&Blocked>,
    ) -> Markup {
        let about = self.about(&shown.entry);
        let public = self.catalog.site().path(about.words.plural, &shown.revision.slug);
        PublicationPage { viewer: &who.viewer, about: &about, revision: revision.0, public: &public, blocked }.render()
    }

    /// The form, with what is not fit for readers at its fields. What was typed is saved.
    async fn refused(&self, who: &SignedIn, shown: &Shown, problems: FieldErrors) -> Result<Response, AppError> {
        let page = self.edit_page(who, shown, Filled::stored(shown).refused(problems, NOT_PUBLISHED)).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}
