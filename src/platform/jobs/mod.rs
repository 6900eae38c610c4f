//! Work for later: a row written in the transaction that makes it necessary, run once that has been committed.
//!
//! A job carries only a key to what it works on and is safe to run twice: a process may die between doing and saying
//! so. Asked for twice while it waits, it runs once; asked for while it runs, it runs again.

mod queue;
mod runner;

pub use queue::{Counts, Request, cancel, counts, enqueue};
pub use runner::Runner;

/// A kind of work.
#[async_trait::async_trait]
pub trait Job: Send + Sync + 'static {
    /// The name under which it is asked for.
    fn name(&self) -> &'static str;

    /// Does the work. An error is tried again later, ever more seldom, and in the end given up.
    async fn run(&self, payload: &str) -> anyhow::Result<()>;
}
