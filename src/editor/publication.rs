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
    pages::{Along, Place, PublicationPage, TakenBy},
    posted::Answers,
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{self, BodyForm, ContentError, Shown, State as EntryState},
    error::AppError,
    permission::Permission,
    publishing::{Companion, Plan, Wanted},
    vocabulary::{FieldErrors, RevisionNumber},
    words::t,
};

/// What is to go live.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub revision: RevisionNumber,
    /// With everything unpublished that it refers to.
    pub together: bool,
}

/// The step before the first publication: what readers will get, or what is still wrong.
pub async fn ask(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    let shown = editor.newest(&who.actor, &at).await?;
    content::authorise(&who.actor, Permission::PublishContent, &shown.entry)?;
    match shown.entry.state() {
        EntryState::Draft | EntryState::LiveChanged => {}
        EntryState::Live | EntryState::Trashed => return Ok(at.back()),
    }
    let plan = editor.plan(&who, &shown, shown.revision.number).await?;
    if plan.problems.is_empty() {
        Ok(editor.publication_page(&who, &plan).await?.into_response())
    } else {
        editor.refused(&who, &shown, plan.problems).await
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
        Err(ContentError::InUse(uses)) => editor.taken_away(&who, &entry, uses, Place::Offline).await,
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
        content::authorise(&who.actor, Permission::PublishContent, &shown.entry)?;
        let wanted = [Wanted { entry: at.id, revision: Some(wish.revision) }];
        let status = match self.publisher.publish(&who.actor, &wanted, wish.together).await {
            Ok(_) => return Ok(at.back()),
            Err(ContentError::Invalid(problems)) => return self.refused(who, shown, problems).await,
            // The entry itself may be published: it is one that would go along.
            Err(ContentError::Denied) => StatusCode::FORBIDDEN,
            Err(
                ContentError::Unpublished(_)
                | ContentError::NotReady(..)
                | ContentError::SlugTaken { .. }
                | ContentError::Trashed(_),
            ) => StatusCode::CONFLICT,
            Err(error) => return Err(error.into()),
        };
        let plan = self.plan(who, shown, wish.revision).await?;
        Ok((status, self.publication_page(who, &plan).await?).into_response())
    }

    async fn plan(&self, who: &SignedIn, shown: &Shown, revision: RevisionNumber) -> Result<Plan, AppError> {
        let wanted = Wanted { entry: shown.entry.id, revision: Some(revision) };
        Ok(self.publisher.plan(&who.actor, wanted).await?)
    }

    async fn publication_page(&self, who: &SignedIn, plan: &Plan) -> Result<Markup, AppError> {
        let about = self.about(&plan.entry);
        let site = self.catalog.site();
        let along = |one: &Companion| {
            let entry = self.use_rows(vec![one.entry.clone()]).pop()?;
            Some(Along { entry, against: one.against.clone() })
        };
        let along: Vec<Along> = plan.along.iter().filter_map(along).collect();
        let (entry, kind, number) = (&plan.entry, plan.entry.kind, Some(plan.revision));
        let shown = self.entries.show(&who.actor, kind, entry.id, number, BodyForm::default()).await?;
        let dead = self.web_links.dead([(entry, &shown.revision)]).await?.remove(&entry.id).unwrap_or_default();
        let taken = plan.slug_taken.as_ref();
        let taken =
            taken.map(|taken| TakenBy { slug: taken.slug.as_str(), plural: self.plural(taken.kind), by: taken.by });
        let page = PublicationPage {
            viewer: &who.viewer,
            about: &about,
            state: view::state(plan.entry.state()),
            revision: plan.revision.0,
            public: &site.url(&site.path(about.words.plural, &plan.slug)),
            advice: &plan.advice,
            dead: &dead,
            along: &along,
            taken,
        };
        Ok(page.render())
    }

    /// The form, with what is not fit for readers at its fields. What was typed is saved.
    async fn refused(&self, who: &SignedIn, shown: &Shown, problems: FieldErrors) -> Result<Response, AppError> {
        let filled = Filled::stored(shown).refused(problems, &t!("saved-not-published"));
        let page = self.edit_page(who, shown, filled).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}
