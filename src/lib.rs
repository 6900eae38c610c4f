//! Galley, a headless CMS: the map of the house. See ARCHITECTURE.md.

pub mod permission;
pub mod vocabulary;
