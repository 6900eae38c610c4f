//! A draft for whoever holds a token for it: the same answer as for readers, made afresh and kept by nobody.
//!
//! It must not know what a token is, nor how a draft is found: a door of its own leads there.

use async_trait::async_trait;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    Delivery,
    fold::Lookup,
    list::summary,
    problem::Refusal,
    query::OneQuery,
    related::related,
    respond::{Content, Exhibits, Included, Item, One, OneMeta, Subject},
    source::SourceError,
};
use crate::vocabulary::{Closure, Document, KindSpec};

/// Shows the draft that a token is good for.
#[async_trait]
pub trait DraftSource: Send + Sync + 'static {
    /// # Errors
    /// Why the token shows nothing.
    async fn draft(&self, token: &str) -> Result<Draft, DraftError>;
}

/// A draft, compiled with the drafts that it shows.
pub struct Draft {
    pub closure: Closure,
    pub document: Document,
}

/// Why there is no draft.
#[derive(Debug, Clone)]
pub enum DraftError {
    /// Not one of ours, or touched.
    Invalid,
    Expired,
    Revoked,
    /// The entry is in the trash, or its maker may not see it any more.
    Gone,
    Source(SourceError),
}

impl From<DraftError> for Refusal {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Invalid => unfit("invalid_token", "This is no preview token, or only a part of one."),
            DraftError::Expired => unfit("expired_token", "This preview token has expired."),
            DraftError::Revoked => unfit("revoked_token", "This preview token was revoked."),
            DraftError::Gone => Self::Gone,
            DraftError::Source(error) => Self::Source(error),
        }
    }
}

fn unfit(code: &'static str, detail: &str) -> Refusal {
    Refusal::fault("preview", code, detail)
}

impl Delivery {
    /// The answer for the entry of this name, if the token is for it. Says the same of every other entry, whether
    /// there is one of that name or not.
    pub(super) async fn draft(
        &self,
        spec: KindSpec,
        name: &str,
        token: &str,
        asked: &OneQuery,
    ) -> Result<Vec<u8>, Refusal> {
        let Draft { closure, document } = self.0.doors.drafts.draft(token).await?;
        let root = closure.root.clone();
        let fits =
            root.kind == spec.name && asked.common.locales.first.as_ref().is_none_or(|locale| *locale == root.locale);
        let named = || {
            root.slug.as_str() == name
                || root.id.to_string() == name
                // Under what readers call it now or called it before.
                || match self.0.catalog.find(spec.name, Some(&root.locale), name) {
                    Lookup::Found(live) | Lookup::Moved(live) => live.id == root.id,
                    Lookup::Gone | Lookup::Missing => false,
                }
        };
        if !(fits && named()) {
            return Err(unfit("other_entry", "This preview token is for another entry."));
        }
        let kinds = self.0.catalog.kinds();
        let mut exhibits = Exhibits::default();
        exhibits.show_closure(kinds, &closure);
        let mut companions = Vec::new();
        let alternates = {
            let fold = self.0.catalog.read();
            if asked.related {
                companions.extend(related(&fold, &spec, &root).into_iter().map(|e| summary(&fold, e, &mut exhibits)));
            }
            fold.alternates(&root)
        };
        let subject = Subject { entry: root, alternates, content: Content::Whole(closure, document.into()) };
        let item = Item::new(kinds, &spec, &subject, &asked.shown);
        let included = asked.related.then(|| Included::new(kinds, &spec, &companions, asked.shown.forms));
        serde_json::to_vec(&One { data: item, included, meta: OneMeta { cache_tags: &exhibits.tags } })
            .map_err(Refusal::internal)
    }
}

/// A draft as an answer.
pub(super) fn respond(json: Vec<u8>, head_only: bool) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    let body = if head_only { Body::empty() } else { Body::from(json) };
    (StatusCode::OK, headers, body).into_response()
}
