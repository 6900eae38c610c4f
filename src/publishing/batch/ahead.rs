//! What planning read of new entries, kept for the passes that follow, so that a line is parsed once; and the
//! reading itself on every processor. Knows no database.

use std::{num::NonZero, panic, thread};

use crate::content::kind::Facts;

/// Stored JSON that is kept at most, in bytes; lines beyond are read again when they are saved and published.
pub(super) const KEPT: usize = 64 * 1024 * 1024;

/// Fewer lines than this are not worth a thread.
const WORTH_A_THREAD: usize = 8;

/// A line that is ready to be saved.
pub(super) struct Ready {
    /// As it is stored.
    pub content: String,
    pub facts: Facts,
}

/// What `work` makes of each item, in order, computed by as many threads as there are processors.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(processors).max(WORTH_A_THREAD);
    if items.len() <= share {
        return items.iter().map(work).collect();
    }
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> =
            items.chunks(share).map(|share| scope.spawn(move || share.iter().map(work).collect::<Vec<R>>())).collect();
        let made = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
        made.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_are_in_the_order_of_the_items() {
        for count in [0, 1, WORTH_A_THREAD, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(each(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
