//! The queries of one document: under its name, and under a path of the site.

use super::super::parameters::{ONE, RESOLVE};
use super::{Common, Faults, Normal, Refusal, Shown, parameters, shown::OfKind, unknown};
use crate::vocabulary::KindSpec;

/// The query of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OneQuery {
    pub common: Common,
    pub shown: Shown,
    /// Summaries of what goes with it, beside the document.
    pub related: bool,
    /// A token: its draft is wanted. Never part of a normal form, since no such answer is kept.
    pub preview: Option<String>,
}

/// The query of `/resolve`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolveQuery {
    pub path: String,
    pub one: OneQuery,
}

impl OneQuery {
    pub fn read(kinds: &[KindSpec], spec: &KindSpec, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut read = Self::default();
        for (name, value) in parameters(query, &mut faults) {
            match &*name {
                "preview" => read.preview = Some(value),
                "include" if value == "related" => read.related = true,
                "include" => faults.add(&name, "unknown_value", format!("{value:?} cannot be included; use related")),
                _ if read.take(Some((kinds, spec)), &name, &value, &mut faults) => {}
                _ => unknown(&name, ONE, &mut faults),
            }
        }
        if read.preview.is_some() && read.common.at.is_some() {
            faults.add("at", "conflict", "a draft is shown as it is now: leave out at or preview".into());
        }
        read.common.check(&mut faults);
        faults.or(read)
    }

    /// Takes a parameter that concerns one document anywhere; says whether it was one.
    fn take(&mut self, of: Option<OfKind<'_>>, name: &str, value: &str, faults: &mut Faults) -> bool {
        self.common.take(name, value, faults) || self.shown.take(of, name, value, faults)
    }

    /// The normal form, without a question mark.
    pub fn normal(&self) -> String {
        let mut normal = Normal::default();
        self.write(&mut normal);
        normal.0
    }

    fn write(&self, normal: &mut Normal) {
        if self.related {
            normal.add("include", "related");
        }
        self.shown.write(normal);
        self.common.write(normal);
    }
}

impl ResolveQuery {
    pub fn read(query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let (mut path, mut one) = (String::new(), OneQuery::default());
        for (name, value) in parameters(query, &mut faults) {
            if name == "path" {
                path = value;
            } else if !one.take(None, &name, &value, &mut faults) {
                unknown(&name, RESOLVE, &mut faults);
            }
        }
        if !path.starts_with('/') {
            faults.add(
                "path",
                "required",
                "give a path of the site that begins with a slash: /articles/back-pain".into(),
            );
        }
        one.common.check(&mut faults);
        faults.or(Self { path, one })
    }

    pub fn normal(&self) -> String {
        let mut normal = Normal::default();
        normal.add("path", &self.path);
        self.one.write(&mut normal);
        normal.0
    }
}
