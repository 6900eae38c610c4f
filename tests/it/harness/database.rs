//! A database of a test's own.

use galley::platform::{clock::Clock, db::Db, migrate::migrate};
use tempfile::TempDir;

use super::{Stage, postgres};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// An empty database. Goes away with [`Stage::finish`].
#[derive(Debug)]
pub struct TestDatabase {
    pub backend: Backend,
    /// As `GALLEY_DATABASE_URL` wants it.
    pub url: String,
    /// A directory of the test's own, with the SQLite file in it.
    pub directory: TempDir,
}

impl Stage for TestDatabase {
    async fn start(backend: Backend) -> Self {
        Self::new(backend, false).await
    }

    async fn finish(self) {
        if self.backend == Backend::Postgres {
            postgres::drop_database(&self.url).await;
        }
    }
}

impl TestDatabase {
    /// A database that has the schema already.
    pub async fn migrated(backend: Backend) -> Self {
        let database = Self::new(backend, true).await;
        if backend == Backend::Sqlite {
            let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
            migrate(&db, &Clock::system()).await.unwrap();
            db.close().await.unwrap();
        }
        database
    }

    async fn new(backend: Backend, from_template: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => format!("sqlite:{}", directory.path().join("galley.db").display()),
            Backend::Postgres => postgres::create_database(from_template).await,
        };
        Self { backend, url, directory }
    }
}
