//! The panel's screens of entries: lists, forms, and the verbs on them. Every screen works without a script.
//!
//! A screen does nothing itself: it calls the verbs of `content` and `publishing`, which check who may, and shows
//! what they answered. It knows no kind by name and no database.

pub mod pages;
