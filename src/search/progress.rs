//! How far the filling of an index is, told in the log: at its beginning, and after each tenth.

/// Work that takes as long as it is told of.
#[derive(Debug)]
pub struct Progress {
    index: &'static str,
    total: usize,
    /// Tenths that were told.
    told: usize,
}

impl Progress {
    /// Tells of the beginning.
    #[must_use]
    pub fn of(index: &'static str, total: usize) -> Self {
        tracing::info!(index, entries = total, "the search index is being built");
        Self { index, total, told: 0 }
    }

    /// So many are done.
    pub fn reached(&mut self, done: usize) {
        let tenths = done.saturating_mul(10) / self.total.max(1);
        if tenths > self.told && tenths < 10 {
            self.told = tenths;
            tracing::info!(index = self.index, percent = tenths * 10, "the search index is being built");
        }
    }
}
