//! The database schema, as the list of steps that made it. Imports nothing of the application.
//!
//! Forward only: a step that has been released is never changed. Every step runs in a transaction on
//! both databases. Ids are UUIDs, times are with time zone, JSON is text, integers have 64 bits: the same everywhere.

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{MigratorTrait, sea_orm::DbErr};

mod columns;
mod m20261122_000001_content;
mod m20261122_000002_accounts;
mod m20261122_000003_platform;
mod m20261125_000004_panel;
mod m20261126_000005_editor;
mod m20261127_000006_frontends;
mod m20261127_000007_links;

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_content::Migration),
            Box::new(m20261122_000002_accounts::Migration),
            Box::new(m20261122_000003_platform::Migration),
            Box::new(m20261125_000004_panel::Migration),
            Box::new(m20261126_000005_editor::Migration),
            Box::new(m20261127_000006_frontends::Migration),
            Box::new(m20261127_000007_links::Migration),
        ]
    }
}
