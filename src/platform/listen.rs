//! Word from the other processes on the same PostgreSQL database.
//!
//! A word may be lost with a connection: whoever listens must also look for himself now and then.

use sea_orm::{DbErr, sqlx::postgres::PgListener};

use super::db::{DatabaseUrl, connection_error};

/// Hears what is told on one channel, on a connection of its own.
#[derive(Debug)]
pub struct Listener(PgListener);

impl Listener {
    /// Listens on a channel from now on; `None` on SQLite, where nobody tells.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn connect(url: &DatabaseUrl, channel: &str) -> Result<Option<Self>, DbErr> {
        let DatabaseUrl::Postgres(url) = url else { return Ok(None) };
        let mut listener = PgListener::connect(url).await.map_err(connection_error)?;
        listener.listen(channel).await.map_err(connection_error)?;
        Ok(Some(Self(listener)))
    }

    /// Waits for a word; also returns when the connection was lost and made again, since words may have been missed.
    ///
    /// # Errors
    /// When the connection is lost and cannot be made again.
    pub async fn heard(&mut self) -> Result<(), DbErr> {
        self.0.try_recv().await.map(drop).map_err(connection_error)
    }
}
