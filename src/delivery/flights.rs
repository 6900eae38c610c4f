//! What is being made at the moment: once for all who ask for it meanwhile, whatever comes of it.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use tokio::sync::OnceCell;

/// An entry lives as long as someone waits for it.
pub struct Flights<K, V>(Mutex<InTheMaking<K, V>>);

type InTheMaking<K, V> = HashMap<K, Weak<OnceCell<V>>>;

impl<K, V> Default for Flights<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Flights<K, V> {
    /// What was made under a key, by this or by whoever began before.
    pub async fn share(&self, key: K, make: impl Future<Output = V>) -> V {
        let cell = self.join(&key);
        let made = cell.get_or_init(|| make).await.clone();
        drop(cell);
        self.leave(&key);
        made
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    fn join(&self, key: &K) -> Arc<OnceCell<V>> {
        let mut flights = self.lock();
        if let Some(cell) = flights.get(key).and_then(Weak::upgrade) {
            return cell;
        }
        // Those whose every asker hung up were not taken out.
        if flights.len() >= 64 {
            flights.retain(|_, cell| cell.strong_count() > 0);
        }
        let cell = Arc::new(OnceCell::new());
        flights.insert(key.clone(), Arc::downgrade(&cell));
        cell
    }

    fn leave(&self, key: &K) {
        let mut flights = self.lock();
        if flights.get(key).is_some_and(|cell| cell.strong_count() == 0) {
            flights.remove(key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, InTheMaking<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
