//! What publishing would do and what stands against it, found before anybody presses. Nothing is written.

use super::{
    Publisher,
    publish::{Candidate, Wanted},
    references,
};
use crate::{
    content::{ContentError, Entry, Use},
    permission::Actor,
    vocabulary::{EntryId, FieldErrors, KindName, RevisionNumber, Slug},
};

/// A publication before it happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub entry: Entry,
    pub revision: RevisionNumber,
    pub slug: Slug,
    /// What publishing demands of the entry itself and it lacks.
    pub problems: FieldErrors,
    /// What is not demanded, and would be good to have.
    pub advice: FieldErrors,
    /// What it refers to that is not live, at any depth: it would go along.
    pub along: Vec<Companion>,
    pub slug_taken: Option<SlugTaken>,
}

/// An entry that would go live with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Companion {
    pub entry: Use,
    pub against: Option<Against>,
}

/// Why it cannot go along.
#[derive(Debug, Clone, PartialEq)]
pub enum Against {
    Denied,
    Trashed,
    NotReady(FieldErrors),
}

/// Readers are served another entry at this slug.
#[derive(Debug, Clone, PartialEq)]
pub struct SlugTaken {
    pub kind: KindName,
    pub slug: Slug,
    pub by: EntryId,
}

impl Plan {
    /// Whether pressing the button would do it.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.problems.is_empty() && self.slug_taken.is_none() && self.along.iter().all(|one| one.against.is_none())
    }
}

impl Publisher {
    /// What [`publish`](Self::publish) would do together with all that is not live yet, by the same checks. Somebody
    /// may save or publish before the press: then the press says so.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Trashed`], [`ContentError::Db`].
    pub async fn plan(&self, actor: &Actor, wanted: Wanted) -> Result<Plan, ContentError> {
        let conn = self.db.reader();
        let root = self.candidates(conn, &[wanted], false).await?.pop().ok_or(ContentError::NotFound)?;
        let problems = match root.check(actor) {
            Ok(()) => FieldErrors::default(),
            Err(ContentError::Invalid(problems)) => problems,
            Err(error) => return Err(error),
        };
        let (_, revision) = root.found.as_ref().ok_or(ContentError::NotFound)?;
        let kind = self.kinds.named(root.entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        let mut plan = Plan {
            entry: root.entry.clone(),
            revision: revision.number,
            slug: revision.slug.clone(),
            problems,
            advice: kind.advice(&revision.content, &root.entry.locale)?,
            along: Vec::new(),
            slug_taken: None,
        };
        let mut steps: Vec<_> = root.step().into_iter().collect();
        loop {
            let mut lacking = references::missing(conn, &self.kinds, &steps).await?;
            lacking.retain(|target| plan.along.iter().all(|known| known.entry.id != target.id));
            if lacking.is_empty() {
                break;
            }
            let more: Vec<Wanted> = lacking.iter().map(|target| Wanted { entry: target.id, revision: None }).collect();
            for (entry, candidate) in lacking.into_iter().zip(self.candidates(conn, &more, false).await?) {
                let against = against(&candidate, actor)?;
                // What it refers to itself is looked at even where it is not ready.
                if against != Some(Against::Trashed) {
                    steps.extend(candidate.step());
                }
                plan.along.push(Companion { entry, against });
            }
        }
        plan.slug_taken = match references::slugs_free(conn, &steps).await {
            Ok(()) => None,
            Err(ContentError::SlugTaken { slug, by }) => {
                let wants =
                    |kind: &KindName| steps.iter().any(|step| step.entry.kind == *kind && step.slug() == Some(&slug));
                let kind = self.kinds.iter().map(|kind| kind.spec().name).find(wants);
                Some(SlugTaken { kind: kind.unwrap_or(plan.entry.kind), slug, by })
            }
            Err(error) => return Err(error),
        };
        Ok(plan)
    }
}

fn against(candidate: &Candidate, actor: &Actor) -> Result<Option<Against>, ContentError> {
    match candidate.check(actor) {
        Ok(()) => Ok(None),
        Err(ContentError::Denied) => Ok(Some(Against::Denied)),
        Err(ContentError::Trashed(_)) => Ok(Some(Against::Trashed)),
        Err(ContentError::Invalid(problems)) => Ok(Some(Against::NotReady(problems))),
        Err(error) => Err(error),
    }
}
