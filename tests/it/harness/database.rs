//! A database of a test's own.

use std::{fs, path::PathBuf};

use galley::platform::{clock::Clock, db::Db, migrate::migrate};
use tempfile::TempDir;

use super::{Postgres, Stage};

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
    server: Option<Postgres>,
}

impl Stage for TestDatabase {
    async fn start(backend: Backend) -> Self {
        Self::new(backend, None, false).await
    }

    async fn finish(self) {
        if let Some(server) = self.server {
            server.drop_database(&self.url).await;
        }
    }
}

impl TestDatabase {
    /// A database that has the schema already.
    pub async fn migrated(backend: Backend) -> Self {
        Self::new(backend, None, true).await
    }

    /// A database with the schema that can be [lost](Self::lose): on PostgreSQL, on a server of its own.
    pub async fn losable(backend: Backend) -> Self {
        Self::new(backend, (backend == Backend::Postgres).then(Postgres::own), true).await
    }

    /// Takes the database away: PostgreSQL stops; SQLite's file is hidden, and `db`, which has it open, is closed.
    pub async fn lose(&self, db: &Db) {
        match &self.server {
            Some(server) => server.stop(),
            None => {
                db.close().await.unwrap();
                fs::rename(self.file(), self.hidden()).unwrap();
            }
        }
    }

    /// Brings a lost database back.
    pub fn bring_back(&self) {
        match &self.server {
            Some(server) => server.start_again(),
            None => fs::rename(self.hidden(), self.file()).unwrap(),
        }
    }

    async fn new(backend: Backend, own: Option<Postgres>, with_schema: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (url, server) = match backend {
            Backend::Sqlite => (format!("sqlite:{}", directory.path().join("galley.db").display()), None),
            Backend::Postgres => {
                let server = own.unwrap_or_else(Postgres::of_the_run);
                (server.create_database(with_schema).await, Some(server))
            }
        };
        if with_schema && backend == Backend::Sqlite {
            let db = Db::connect(&url.parse().unwrap()).await.unwrap();
            migrate(&db, &Clock::system()).await.unwrap();
            db.close().await.unwrap();
        }
        Self { backend, url, directory, server }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("galley.db")
    }

    fn hidden(&self) -> PathBuf {
        self.directory.path().join("hidden.db")
    }
}
