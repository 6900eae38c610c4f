//! Everything in which SQLite and PostgreSQL differ, and the only raw SQL of the house.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
    sqlx::{
        self, Connection, PgConnection, Row,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

/// Our advisory lock while migrating: "galley" in ASCII.
const MIGRATION_LOCK: i64 = 0x67_61_6c_6c_65_79;

/// A SQLite file as Galley opens it. `FULL`, because with `NORMAL` a power cut loses acknowledged commits in WAL mode.
#[must_use]
pub fn sqlite_options(path: &Path, busy: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(busy)
}

/// The same file for connections that may not write.
#[must_use]
pub fn sqlite_read_only(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.pragma("query_only", "ON")
}

/// Bounds what one statement may cost on a PostgreSQL connection.
///
/// # Errors
/// When the connection is lost.
pub async fn postgres_limits(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(
        "SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'",
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes a whole, compact copy of a SQLite database, the contents of its WAL too, to a file that must not exist yet.
///
/// # Errors
/// When the copy cannot be written.
pub async fn sqlite_copy(db: &DatabaseConnection, to: &Path) -> Result<(), DbErr> {
    let path = to.to_string_lossy().replace('\'', "''");
    db.execute_unprepared(&format!("VACUUM INTO '{path}'")).await?;
    Ok(())
}

/// Takes the migration lock of a PostgreSQL database, if nobody holds it. It is held until this connection ends.
///
/// # Errors
/// When the connection is lost.
pub async fn postgres_try_lock(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query("SELECT pg_try_advisory_lock($1)").bind(MIGRATION_LOCK).fetch_one(connection).await?.try_get(0)
}

/// Gives the migration lock back and ends the connection.
///
/// # Errors
/// When the connection is lost; the lock is then free as well.
pub async fn postgres_unlock(mut connection: PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(MIGRATION_LOCK).execute(&mut connection).await?;
    connection.close().await
}

/// Tells the other processes that listen on a channel, once the transaction commits. On SQLite there is nobody to tell.
///
/// # Errors
/// When the connection is lost.
pub async fn notify(tx: &DatabaseTransaction, channel: &str) -> Result<(), DbErr> {
    let backend = tx.get_database_backend();
    if backend == DbBackend::Postgres {
        let values = [channel.into()];
        tx.execute_raw(Statement::from_sql_and_values(backend, "SELECT pg_notify($1, '')", values)).await?;
    }
    Ok(())
}

/// Waits until no other transaction holds this name, and holds it until this one ends. On SQLite a transaction that
/// writes is alone anyway.
///
/// # Errors
/// When the connection is lost, or the others take too long.
pub async fn take_turn(tx: &DatabaseTransaction, name: &str) -> Result<(), DbErr> {
    let backend = tx.get_database_backend();
    if backend == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, [name.into()])).await?;
    }
    Ok(())
}

/// The version of the database program: `3.50.4`, `17.5 (Debian 17.5-1)`.
///
/// # Errors
/// When it does not answer.
pub async fn version(db: &DatabaseConnection) -> Result<String, DbErr> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Postgres { "SHOW server_version" } else { "SELECT sqlite_version()" };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))
}

/// How much room the database takes, in bytes.
///
/// # Errors
/// When it does not answer.
pub async fn size(db: &DatabaseConnection) -> Result<i64, DbErr> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT pg_database_size(current_database())",
        _ => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    };
    let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
    row.map_or(Ok(0), |row| row.try_get_by_index(0))
}

/// Whether a database's error code says "not now": gone, starting, full, locked, cancelled, deadlocked.
///
/// PostgreSQL has five-character classes (documentation, appendix A), SQLite decimal result codes of which the low
/// byte is the class.
#[must_use]
pub fn is_unavailable_code(code: &str) -> bool {
    if code.len() == 5 {
        let class = ["08", "53", "57P"].iter().any(|class| code.starts_with(class));
        return class || ["40001", "40P01", "55P03", "57014"].contains(&code);
    }
    // BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN
    code.parse::<u32>().is_ok_and(|code| [5, 6, 8, 10, 13, 14].contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_is_no_outage() {
        for code in ["23505", "23503", "42P01", "19", "2067", "1"] {
            assert!(!is_unavailable_code(code), "{code}");
        }
        for code in ["08006", "57P01", "53300", "57014", "5", "517", "10", "4874"] {
            assert!(is_unavailable_code(code), "{code}");
        }
    }
}
