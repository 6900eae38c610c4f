//! Galley from outside: every journey on SQLite and on PostgreSQL.

mod accounts;
mod activity;
mod assets;
mod delivery;
mod editor;
#[allow(dead_code, reason = "offers more than the journeys of the day use")]
mod harness;
mod jobs;
mod manage;
mod publishing;
mod reliability;
mod security;
mod settings;
mod start;
