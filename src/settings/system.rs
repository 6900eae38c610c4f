//! How Galley is doing, looked up when somebody asks. What cannot be asked is left out and said.

use super::Settings;
use crate::{
    config::Setting,
    delivery::Held,
    platform::{dialect, jobs, migrate},
    publishing::log::site::newest_version,
    vocabulary::{CatalogVersion, Time},
};

/// All that the page shows.
#[derive(Debug, Clone)]
pub struct Overview {
    pub version: &'static str,
    /// Made for use, or for whoever works on Galley itself: slower.
    pub optimised: bool,
    pub started: Time,
    pub health: Health,
    pub held: Held,
    pub settings: Vec<Setting>,
    /// Variables that begin with `GALLEY_` and mean nothing.
    pub unknown: Vec<String>,
}

/// Whether the parts work together.
#[derive(Debug, Clone)]
pub struct Health {
    /// `None`: it does not answer.
    pub database: Option<Database>,
    /// The row of the log that this process' readers get.
    pub catalog: CatalogVersion,
}

/// What the database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// "SQLite", "PostgreSQL".
    pub program: &'static str,
    pub version: String,
    /// In bytes.
    pub size: u64,
    /// Steps of the schema that were taken, and that are missing.
    pub steps: (usize, usize),
    /// The log's newest row.
    pub newest: CatalogVersion,
    pub jobs: jobs::Counts,
}

impl Settings {
    pub(super) async fn overview(&self) -> Overview {
        let database = match self.database().await {
            Ok(database) => Some(database),
            Err(error) => {
                tracing::warn!(%error, "the database does not answer the system page");
                None
            }
        };
        Overview {
            version: env!("CARGO_PKG_VERSION"),
            optimised: !cfg!(debug_assertions),
            started: self.started,
            health: Health { database, catalog: self.catalog.version() },
            held: self.delivery.held(),
            settings: self.config.effective().to_vec(),
            unknown: self.config.unknown.clone(),
        }
    }

    async fn database(&self) -> anyhow::Result<Database> {
        // Alone and first: when there is no answer, nobody waits for six.
        self.db.ping().await?;
        let reader = self.db.reader();
        let postgres = self.db.backend() == sea_orm::DbBackend::Postgres;
        Ok(Database {
            program: if postgres { "PostgreSQL" } else { "SQLite" },
            version: dialect::version(reader).await?,
            size: u64::try_from(dialect::size(reader).await?).unwrap_or_default(),
            steps: migrate::steps(&self.db).await?,
            newest: newest_version(reader).await?,
            jobs: jobs::counts(reader).await?,
        })
    }
}
