//! The kinds that there are: made once at start, looked up by name or plural.

use std::sync::Arc;

use super::kind::AnyKind;
use crate::vocabulary::{KindName, KindSpec};

/// All kinds, in the order of the panel's navigation.
#[derive(Clone)]
pub struct Registry {
    kinds: Vec<Arc<dyn AnyKind>>,
    specs: Vec<KindSpec>,
}

impl Registry {
    #[must_use]
    pub fn new(kinds: Vec<Arc<dyn AnyKind>>) -> Self {
        let specs = kinds.iter().map(|kind| *kind.spec()).collect();
        Self { kinds, specs }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn AnyKind>> {
        self.kinds.iter()
    }

    /// By the kind's name: `article`.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<dyn AnyKind>> {
        self.kinds.iter().find(|kind| kind.spec().name.as_str() == name)
    }

    /// By the URL segment: `articles`.
    #[must_use]
    pub fn plural(&self, plural: &str) -> Option<&Arc<dyn AnyKind>> {
        self.kinds.iter().find(|kind| kind.spec().plural == plural)
    }

    #[must_use]
    pub fn spec(&self, name: KindName) -> Option<&'static KindSpec> {
        self.named(name.as_str()).map(|kind| kind.spec())
    }

    /// What the readers' side is given.
    #[must_use]
    pub fn specs(&self) -> &[KindSpec] {
        &self.specs
    }
}
