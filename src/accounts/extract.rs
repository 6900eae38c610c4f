//! Who is asking, for handlers behind the gate.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use std::convert::Infallible;

use crate::{error::AppError, permission::Actor, ui::Viewer};

/// Whoever is signed in: what they may do, and how pages are drawn for them. `Option<SignedIn>` where the route is
/// open to anyone.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub actor: Actor,
    pub viewer: Viewer,
}

/// Whoever a token acts for.
#[derive(Debug, Clone)]
pub struct Bearer(pub Actor);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts.extensions.get().cloned().ok_or(AppError::Unauthorized)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for SignedIn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get().cloned())
    }
}

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parts.extensions.get().cloned().map(Self).ok_or(AppError::Unauthorized)
    }
}
