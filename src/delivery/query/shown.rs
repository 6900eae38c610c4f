//! What of an entry is shown: its fields, and the forms of its rich texts.

use super::{Faults, Normal};
use crate::vocabulary::{BodyForms, KindSpec};

/// Names that every answer has before and after the kind's own.
pub const ENVELOPE_BEFORE: [&str; 4] = ["id", "type", "slug", "locale"];
pub const ENVELOPE_AFTER: [&str; 4] = ["alternates", "publishedAt", "updatedAt", "revision"];

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Names in the order of the answer; all of them when `None`.
    pub fields: Option<Vec<&'static str>>,
    pub forms: BodyForms,
}

impl Shown {
    /// Takes a parameter that says what is shown; says whether it was one.
    pub fn take(&mut self, spec: Option<&KindSpec>, name: &str, value: &str, faults: &mut Faults) -> bool {
        match (name, spec) {
            ("fields", Some(spec)) => self.fields = fields(spec, value, faults),
            ("body", _) => self.forms = forms(value, faults),
            _ => return false,
        }
        true
    }

    pub fn write(&self, normal: &mut Normal) {
        if let Some(fields) = &self.fields {
            normal.add("fields", &fields.join(","));
        }
        if self.forms != BodyForms::default() {
            let names = BODY_FORMS.iter().filter(|name| asks(self.forms, name)).copied().collect::<Vec<_>>();
            normal.add("body", &names.join(","));
        }
    }
}

/// The names that `fields` takes, in the order of the answer.
pub fn names(spec: &KindSpec) -> impl Iterator<Item = &'static str> {
    let head = spec.head.iter().map(|field| field.name).filter(|name| !spec.has(name));
    ENVELOPE_BEFORE.into_iter().chain(spec.names()).chain(head).chain(ENVELOPE_AFTER)
}

fn fields(spec: &KindSpec, value: &str, faults: &mut Faults) -> Option<Vec<&'static str>> {
    let asked: Vec<&str> = value.split(',').collect();
    for (index, name) in asked.iter().enumerate() {
        if !names(spec).any(|known| known == *name) {
            let known = names(spec).collect::<Vec<_>>().join(", ");
            faults.add("fields", "unknown_field", format!("{name:?} is no field of {}; use {known}", spec.plural));
        } else if asked.iter().take(index).any(|other| other == name) {
            faults.add("fields", "duplicate", format!("{name:?} stands there twice"));
        }
    }
    Some(names(spec).filter(|name| matches!(*name, "id" | "type") || asked.contains(name)).collect())
}

pub const BODY_FORMS: [&str; 4] = ["blocks", "html", "markdown", "text"];

fn forms(value: &str, faults: &mut Faults) -> BodyForms {
    let mut forms = BodyForms { blocks: false, html: false, markdown: false, text: false };
    for name in value.split(',') {
        let form = match name {
            "blocks" => &mut forms.blocks,
            "html" => &mut forms.html,
            "markdown" => &mut forms.markdown,
            "text" => &mut forms.text,
            _ => {
                let known = BODY_FORMS.join(", ");
                faults.add("body", "unknown_value", format!("{name:?} is no form of a body; use {known}"));
                continue;
            }
        };
        if std::mem::replace(form, true) {
            faults.add("body", "duplicate", format!("{name:?} stands there twice"));
        }
    }
    forms
}

fn asks(forms: BodyForms, name: &str) -> bool {
    match name {
        "blocks" => forms.blocks,
        "html" => forms.html,
        "markdown" => forms.markdown,
        _ => forms.text,
    }
}
