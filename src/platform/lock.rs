//! A lock between processes on one machine: a file beside the SQLite database.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
};

/// Why a SQLite database's lock file cannot be had.
#[derive(Debug, thiserror::Error)]
#[error("the lock file {} cannot be had: {source}", .path.display())]
pub struct LockError {
    path: PathBuf,
    source: std::io::Error,
}

/// A lock on the file `<database>.lock`, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Waits for the lock of a SQLite database.
    ///
    /// # Errors
    /// When the file cannot be written or locked.
    pub async fn beside(database: &Path) -> Result<Self, LockError> {
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        let lock = {
            let path = path.clone();
            move || {
                let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
                file.lock()?;
                Ok(Self { _file: file })
            }
        };
        tokio::task::spawn_blocking(lock)
            .await
            .unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)))
            .map_err(|source| LockError { path, source })
    }
}
