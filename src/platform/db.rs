//! The database: where it is, its connections, and what its errors mean.
//!
//! SQLite has one writer and several readers, so writes queue here instead of failing there. PostgreSQL has one pool.

use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExprTrait as _, RuntimeErr, SqlErr,
    SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions, TransactionTrait,
    error::ConnAcquireErr,
    sea_query::{LikeExpr, SimpleExpr},
    sqlx::{
        self,
        postgres::{PgConnectOptions, PgPoolOptions},
        sqlite::{SqliteConnectOptions, SqlitePoolOptions},
    },
};

use super::{
    dialect,
    lock::{FileLock, LockError},
};

/// How long a request waits for a connection: a database that is gone is an error after this, not a hang, and whoever
/// asked knows of it within two seconds.
const ACQUIRE: Duration = Duration::from_millis(1_500);
const SQLITE_READERS: u32 = 4;
/// Rows that one statement writes or names: SQLite binds 32,766 values at most.
pub const ROWS: usize = 500;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:` and the path of the file.
    Sqlite(PathBuf),
    /// `postgres://…` or `postgresql://…`, with its password.
    Postgres(String),
}

/// Why a text is no address of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("use \"sqlite:\" and a path, or \"postgres://user:password@host/database\"")]
pub struct InvalidDatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    fn from_str(text: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() || path.starts_with(':') {
                Err(InvalidDatabaseUrl)
            } else {
                Ok(Self::Sqlite(path.into()))
            };
        }
        let postgres = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if postgres && PgConnectOptions::from_str(text).is_ok() {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            Err(InvalidDatabaseUrl)
        }
    }
}

/// Without the password.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

/// Why the database cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the directory {0} cannot be made: {1}")]
    Directory(String, #[source] std::io::Error),
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DbErr),
}

/// The open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    url: DatabaseUrl,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Db {
    /// Opens the database; SQLite's file and its directory are made when they are missing. Nothing is migrated.
    ///
    /// # Errors
    /// When there is no database at the address, or it lets us not in.
    pub async fn connect(url: &DatabaseUrl) -> Result<Self, OpenError> {
        let (reader, writer) = match url {
            DatabaseUrl::Sqlite(path) => {
                if let Some(directory) = path.parent() {
                    make_private(directory)
                        .map_err(|error| OpenError::Directory(directory.display().to_string(), error))?;
                }
                // Changing to WAL does not wait for others who are opening the same new file.
                let lock = FileLock::beside(path).await?;
                let file = dialect::sqlite_options(path, ACQUIRE);
                let writer = sqlite_pool(file.clone(), 1).await?;
                // A file that goes away later is gone, and not to be made again, empty.
                let file = file.create_if_missing(false);
                writer.get_sqlite_connection_pool().set_connect_options(file.clone());
                let reader = sqlite_pool(dialect::sqlite_read_only(file), SQLITE_READERS).await?;
                drop(lock);
                (reader, writer)
            }
            DatabaseUrl::Postgres(url) => {
                let pool = postgres_pool(url, true).await?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { url: url.clone(), reader, writer })
    }

    /// For reading. On SQLite whoever writes here is refused.
    #[must_use]
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins a writing transaction: SQLite's one writer (`BEGIN IMMEDIATE`), or read committed on PostgreSQL.
    /// Rolled back when dropped without a commit.
    ///
    /// # Errors
    /// When it cannot begin within two seconds: there is no connection, or another program holds SQLite's file.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite = self.backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        // Waiting for the connection and then for the file must not take twice as long.
        let began = tokio::time::timeout(ACQUIRE, self.writer.begin_with_options(options)).await;
        began.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    #[must_use]
    pub const fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not within two seconds.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.ping().await
    }

    /// Closes all connections once they are given back; whoever asks for one afterwards gets an error.
    ///
    /// # Errors
    /// None in practice: the drivers' closing has no failure.
    pub async fn close(&self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }

    pub(super) const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }
}

/// Makes a directory that its owner alone may enter: there are password hashes in the database. One that is there
/// already stays as it is.
fn make_private(directory: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

async fn sqlite_pool(file: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(file)
        .await
        .map_err(connection_error)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

/// A pool; with `limits` on what a statement may cost, or, for the few that must take their time, without.
pub(super) async fn postgres_pool(url: &str, limits: bool) -> Result<DatabaseConnection, DbErr> {
    let options = PgConnectOptions::from_str(url).map_err(connection_error)?.application_name("galley");
    let pool = PgPoolOptions::new()
        .max_connections(if limits { POSTGRES_CONNECTIONS } else { 1 })
        .acquire_timeout(ACQUIRE)
        .after_connect(move |connection, _| {
            Box::pin(async move { if limits { dialect::postgres_limits(connection).await } else { Ok(()) } })
        })
        .connect_with(options)
        .await
        .map_err(connection_error)?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}

pub(super) fn connection_error(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(error.into()))
}

/// Whether the database is away, full or overloaded, so that the same call may succeed later: `503` and not `500`.
#[must_use]
pub fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => match &**error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| dialect::is_unavailable_code(&code)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a unique index refused the row.
#[must_use]
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// That a text in small letters holds a word; `%` and `_` in it stand for themselves.
pub fn contains(text: SimpleExpr, word: &str) -> SimpleExpr {
    let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    text.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_databases_have_addresses() {
        for bad in ["", "data.db", "mysql://localhost/x", "sqlite:", "sqlite://", "sqlite::memory:", "postgres:x"] {
            assert!(bad.parse::<DatabaseUrl>().is_err(), "{bad:?}");
        }
        let file = |path: &str| Ok(DatabaseUrl::Sqlite(path.into()));
        assert_eq!("sqlite:data/a b.db".parse(), file("data/a b.db"));
        assert_eq!("sqlite:///srv/galley.db".parse(), file("/srv/galley.db"));
        assert!("postgres://galley:secret@db/galley".parse::<DatabaseUrl>().is_ok());
    }

    #[test]
    fn a_password_is_not_in_the_debug_text() {
        let url: DatabaseUrl = "postgres://galley:secret@db/galley".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
