//! The kinds that ship: one folder each, and this table. A kind never imports a kind.

pub mod article;
pub mod author;
pub mod category;
pub mod cta;
pub mod faq;
mod fields;
mod parts;
mod shown;
pub mod tag;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::content::{Registry, Typed, kind::AnyKind};

/// All kinds, in the order of the panel's navigation.
#[must_use]
pub fn registry() -> Registry {
    let kinds: Vec<Arc<dyn AnyKind>> = vec![
        Arc::new(Typed::<article::Article>::default()),
        Arc::new(Typed::<faq::Faq>::default()),
        Arc::new(Typed::<cta::Cta>::default()),
        Arc::new(Typed::<author::Author>::default()),
        Arc::new(Typed::<category::Category>::default()),
        Arc::new(Typed::<tag::Tag>::default()),
    ];
    Registry::new(kinds)
}
