//! Tokens of the management API: made, rotated and revoked by people, sent by programs.
//!
//! Only a token's digest is stored, so nobody can read a token back, not even who holds the database. What a token may
//! do is its scopes, and never more than the person may who made it.

mod admin;
mod authenticate;
mod code;
mod model;
mod pages;
mod verbs;

pub use admin::routes;
pub use model::{DEFAULT_TOKEN_DAYS, IssuedToken, Maker, Overlap, Standing, Token};
