//! Hashing passwords (argon2id, RFC 9106): off the async threads, a few at a time, and no more in the queue than
//! can be answered soon.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::model::Password;

/// Each holds 19 MiB while it runs.
const AT_ONCE: usize = 2;
/// Beyond these the next one is turned away: about a second of work.
const WAITING: usize = 32;

/// A hash of nothing that anybody knows, so that an account that does not exist costs what one that does costs.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmUh$RzXyD4Q2o7nVYb0jCkq5sTfLmE8uWpA1iHgKdZxN3vM";

/// Why a password was neither hashed nor checked.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    #[error("too many passwords are being checked")]
    Busy,
    #[error("hashing failed: {0}")]
    Failed(String),
}

/// Hashes and checks passwords. Clones share the bounds.
#[derive(Debug, Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::bounded(AT_ONCE, WAITING)
    }
}

impl Hasher {
    /// So many at once, and so many more waiting.
    #[must_use]
    pub fn bounded(at_once: usize, waiting: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(at_once)), places: Arc::new(Semaphore::new(at_once + waiting)) }
    }

    /// A PHC string with its own salt.
    ///
    /// # Errors
    /// [`HashError::Busy`] when the queue is full.
    pub async fn hash(&self, password: Password) -> Result<String, HashError> {
        let hashed = self
            .run(move || {
                let hash = argon2id()?.hash_password(password.into_inner().as_bytes());
                hash.map(|hash| hash.to_string()).map_err(|error| error.to_string())
            })
            .await?;
        hashed.map_err(HashError::Failed)
    }

    /// Whether the password belongs to the hash; to no hash none does, after the same work.
    ///
    /// # Errors
    /// [`HashError::Busy`] when the queue is full.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, HashError> {
        let checked = self
            .run(move || {
                let known = hash.is_some();
                let hash = hash.as_deref().unwrap_or(NOBODY);
                argon2id().map(|hasher| hasher.verify_password(password.as_bytes(), hash).is_ok() && known)
            })
            .await?;
        checked.map_err(HashError::Failed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
        let failed = |error: &dyn std::fmt::Display| HashError::Failed(error.to_string());
        let place = self.places.clone().try_acquire_owned().map_err(|_| HashError::Busy)?;
        let turn = self.running.clone().acquire_owned().await.map_err(|error| failed(&error))?;
        // Place and turn go with the work: a client that hangs up does not make room for another.
        let working = spawn_blocking(move || {
            let _held = (place, turn);
            work()
        });
        working.await.map_err(|error| failed(&error))
    }
}

/// 19 MiB, two passes, one lane: the first of the equal choices of OWASP's password storage cheat sheet.
fn argon2id() -> Result<Argon2<'static>, String> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password() -> Password {
        Password::check("three quiet herons".into(), None, "").unwrap()
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let hasher = Hasher::default();
        let hash = hasher.hash(password()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!hasher.verify("three quiet heron".into(), Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("three quiet herons".into(), None).await.unwrap());
        assert!(!hasher.verify("three quiet herons".into(), Some("broken".into())).await.unwrap());
        assert!(hasher.verify("three quiet herons".into(), Some(hash)).await.unwrap());
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let hash = argon2::PasswordHash::new(NOBODY).unwrap();
        let (nobody, real) = (Params::try_from(&hash).unwrap(), argon2id().unwrap());
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        assert_eq!(cost(&nobody), cost(real.params()));
        assert_eq!(hash.hash.unwrap().len(), 32);
    }

    #[tokio::test]
    async fn a_full_queue_turns_away() {
        let hasher = Hasher::bounded(1, 0);
        let _turn = hasher.places.clone().try_acquire_owned().unwrap();
        assert!(matches!(hasher.verify("x".into(), None).await, Err(HashError::Busy)));
    }
}
