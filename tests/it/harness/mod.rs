//! What a test is given: a database of its own, and a Galley that runs on it.

mod answer;
mod canary;
mod database;
mod desk;
mod postgres;
mod readers;
mod server;
mod site;

pub use answer::Answer;
pub use canary::{CANARY, search};
pub use database::{Backend, TestDatabase};
pub use desk::{Desk, article, button, faq, id_of, named};
pub use postgres::Postgres;
pub use readers::{Readers, same};
pub use server::{Server, command};
pub use site::TestSite;

/// What a test may be given by [`both!`].
pub trait Stage: Sized {
    async fn start(backend: Backend) -> Self;
    /// Not reached when the test fails: what it leaves can be looked at.
    async fn finish(self);
}

/// Gives a test its stage.
pub async fn run<S: Stage>(backend: Backend, test: impl AsyncFnOnce(&S)) {
    let stage = S::start(backend).await;
    test(&stage).await;
    stage.finish().await;
}

/// Runs each test on both databases, as `name::sqlite` and `name::postgres`.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($stage:ident: &$kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($stage: &$kind) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::harness::run($crate::harness::Backend::Sqlite, super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::harness::run($crate::harness::Backend::Postgres, super::$name).await;
            }
        }
    )+};
}
pub(crate) use both;
