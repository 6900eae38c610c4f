//! What any service needs and that knows no content word: each file could be a crate of its own.
//!
//! The clock, the database with its two dialects, HTTP from both sides, the server, jobs, events, the audit log, telemetry.

pub mod assets;
pub mod audit;
pub mod clock;
pub mod db;
pub mod dialect;
pub mod events;
pub mod html;
pub mod http;
pub mod jobs;
pub mod listen;
pub mod lock;
pub mod migrate;
pub mod network;
pub mod outbound;
pub mod server;
pub mod telemetry;
