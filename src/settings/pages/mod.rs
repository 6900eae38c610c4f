//! The pages of the settings, drawn from what the handlers fill in.

mod conflict;
mod site;
mod system;

pub use conflict::ConflictPage;
pub use site::SitePage;
pub use system::SystemPage;
