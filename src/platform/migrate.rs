//! Brings the database to the schema of this program, one process at a time.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    DbErr,
    sqlx::{ConnectOptions, PgConnection, postgres::PgConnectOptions},
};

use super::{
    clock::Clock,
    db::{DatabaseUrl, Db, connection_error, postgres_pool},
    dialect,
    lock::{FileLock, LockError},
};

/// How long a process waits for another that is migrating.
const PATIENCE: Duration = Duration::from_secs(300);

/// Why the database is not at this program's schema.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error("another process has been migrating for {} seconds", PATIENCE.as_secs())]
    Busy,
    #[error("the database could not be copied to {0} before its migration: {1}")]
    Copy(String, #[source] DbErr),
    #[error("the migration failed: {0}")]
    Database(#[from] DbErr),
}

/// Runs the steps that are missing, under a lock; a SQLite database that holds something is first copied aside.
///
/// # Errors
/// When the lock, the copy or a step fails. A failed step is rolled back.
pub async fn migrate(db: &Db, clock: &Clock) -> Result<(), MigrateError> {
    if is_current(db).await? {
        return Ok(());
    }
    match db.url() {
        DatabaseUrl::Sqlite(path) => {
            let lock = FileLock::beside(path).await?;
            let done = migrate_sqlite(db, path, clock).await;
            drop(lock);
            done
        }
        DatabaseUrl::Postgres(url) => {
            let Some(lock) = lock_postgres(db, url).await? else { return Ok(()) };
            let patient = postgres_pool(url, false).await?;
            let done = Migrator::up(&patient, None).await;
            patient.close().await?;
            dialect::postgres_unlock(lock).await.map_err(connection_error)?;
            Ok(done?)
        }
    }
}

/// Whether the schema is this program's.
///
/// # Errors
/// When the database does not answer.
pub async fn is_current(db: &Db) -> Result<bool, DbErr> {
    Ok(Migrator::get_pending_migrations_read_only(db.reader()).await?.is_empty())
}

/// How many steps made the schema what it is, and how many are missing.
///
/// # Errors
/// When the database does not answer.
pub async fn steps(db: &Db) -> Result<(usize, usize), DbErr> {
    let applied = Migrator::get_applied_migrations_read_only(db.reader()).await?;
    let pending = Migrator::get_pending_migrations_read_only(db.reader()).await?;
    Ok((applied.len(), pending.len()))
}

async fn migrate_sqlite(db: &Db, path: &Path, clock: &Clock) -> Result<(), MigrateError> {
    let applied = Migrator::get_applied_migrations_read_only(db.reader()).await?;
    let pending = Migrator::get_pending_migrations_read_only(db.reader()).await?;
    if pending.is_empty() {
        return Ok(());
    }
    if !applied.is_empty() {
        let mut copy = path.as_os_str().to_owned();
        copy.push(format!(".before-migration-{}", clock.now().format("%Y%m%dT%H%M%S%6fZ")));
        let copy = PathBuf::from(copy);
        dialect::sqlite_copy(db.writer(), &copy)
            .await
            .map_err(|error| MigrateError::Copy(copy.display().to_string(), error))?;
        tracing::info!(copy = %copy.display(), "the database was copied aside before its migration");
    }
    Ok(Migrator::up(db.writer(), None).await?)
}

/// Asks again and again on a connection of its own: a waiting `pg_advisory_lock` would hold up
/// whatever waits for old transactions to end, such as building an index. `None`: another process has migrated.
async fn lock_postgres(db: &Db, url: &str) -> Result<Option<PgConnection>, MigrateError> {
    let options = PgConnectOptions::from_str(url).map_err(connection_error)?.application_name("galley migration lock");
    let mut connection = options.connect().await.map_err(connection_error)?;
    let asking = async {
        let mut pause = Duration::from_millis(20);
        while !dialect::postgres_try_lock(&mut connection).await.map_err(connection_error)? {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
            // All who wait would else take the lock in turn, to find nothing to do.
            if is_current(db).await? {
                return Ok(false);
            }
        }
        Ok::<_, MigrateError>(true)
    };
    let locked = tokio::time::timeout(PATIENCE, asking).await.map_err(|_| MigrateError::Busy)??;
    Ok(locked.then_some(connection))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[tokio::test]
    async fn an_empty_sqlite_database_gets_the_schema_once() {
        let directory = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(directory.path().join("deep/galley.db"));
        let db = Db::connect(&url).await.unwrap();
        assert!(!is_current(&db).await.unwrap());
        migrate(&db, &Clock::system()).await.unwrap();
        migrate(&db, &Clock::system()).await.unwrap();
        assert!(is_current(&db).await.unwrap());
        db.begin().await.unwrap().commit().await.unwrap();
        let mode = directory.path().join("deep").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
