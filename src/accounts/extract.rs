//! Who is asking, for handlers behind the gate.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{header, request::Parts},
};
use std::convert::Infallible;

use crate::{error::AppError, permission::Actor, platform::http::ClientAddress, ui::Viewer};

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

/// Where a request comes from and what the browser says of itself: kept with a session, for its owner to know it by.
#[derive(Debug, Clone)]
pub(super) struct Device {
    pub address: ClientAddress,
    /// Cut, and on one line.
    pub agent: String,
}

/// In characters.
const AGENT_MAX: usize = 200;

impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let address = ClientAddress::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(header::USER_AGENT).map_or(&b""[..], |agent| agent.as_bytes());
        let agent = String::from_utf8_lossy(agent).chars().filter(|c| !c.is_control()).take(AGENT_MAX).collect();
        Ok(Self { address, agent })
    }
}

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
