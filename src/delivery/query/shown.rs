//! What of an entry is shown: its fields, and the forms of its rich texts.

use super::{Faults, Normal};
use crate::{
    delivery::shapes,
    vocabulary::{BodyForms, Field, KindSpec, Part, part},
};

/// Names that every answer has before and after the kind's own.
pub const ENVELOPE_BEFORE: [&str; 4] = ["id", "type", "slug", "locale"];
pub const ENVELOPE_AFTER: [&str; 4] = ["alternates", "publishedAt", "updatedAt", "revision"];

/// Always shown.
const ALWAYS: [&[&str]; 2] = [&["id"], &["type"]];
/// How many paths `fields` takes beside those, and how many names one of them may have: `faqs.category.name`.
pub const MAX_FIELDS: usize = 64;
const MAX_NAMES: usize = 4;

/// All kinds, and the one that is shown.
pub type OfKind<'k> = (&'k [KindSpec], &'k KindSpec);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// All of it when `None`.
    pub fields: Option<Part>,
    pub forms: BodyForms,
}

impl Shown {
    /// Takes a parameter that says what is shown, of an entry of one kind of these; says whether it was one.
    pub fn take(&mut self, of: Option<OfKind<'_>>, name: &str, value: &str, faults: &mut Faults) -> bool {
        match (name, of) {
            ("fields", Some((kinds, spec))) => self.fields = fields(kinds, spec, value, faults),
            ("body", _) => self.forms = forms(value, faults),
            _ => return false,
        }
        true
    }

    pub fn write(&self, normal: &mut Normal) {
        if let Some(fields) = &self.fields {
            normal.add("fields", &fields.paths().join(","));
        }
        if self.forms != BodyForms::default() {
            let names = BODY_FORMS.iter().filter(|name| asks(self.forms, name)).copied().collect::<Vec<_>>();
            normal.add("body", &names.join(","));
        }
    }
}

/// The paths that `fields` takes, in the order of the answer.
pub fn paths(kinds: &[KindSpec], spec: &KindSpec) -> Vec<String> {
    part::paths(kinds, &shapes::members(spec), MAX_NAMES)
}

fn fields(kinds: &[KindSpec], spec: &KindSpec, value: &str, faults: &mut Faults) -> Option<Part> {
    let members = shapes::members(spec);
    let asked: Vec<&str> = value.split(',').take(MAX_FIELDS + ALWAYS.len() + 1).collect();
    if asked.iter().filter(|path| !ALWAYS.contains(&&[**path][..])).count() > MAX_FIELDS {
        faults.add("fields", "too_many", format!("give {MAX_FIELDS} fields at most"));
        return None;
    }
    let mut read: Vec<Vec<&'static str>> = Vec::with_capacity(asked.len());
    for path in asked {
        let names = match names(kinds, spec.plural, &members, path) {
            Ok(names) => names,
            Err((code, detail)) => {
                faults.add("fields", code, detail);
                continue;
            }
        };
        if read.contains(&names) {
            faults.add("fields", "duplicate", format!("{path:?} stands there twice"));
        }
        read.push(names);
    }
    let all: Vec<&[&'static str]> = ALWAYS.into_iter().chain(read.iter().map(Vec::as_slice)).collect();
    Some(Part::new(kinds, &members, &all))
}

/// A path as the names that it leads through.
fn names(
    kinds: &[KindSpec],
    whole: &str,
    members: &[Field],
    path: &str,
) -> Result<Vec<&'static str>, (&'static str, String)> {
    let mut names = Vec::new();
    let (mut of, mut members) = (whole, members.to_vec());
    for name in path.split('.') {
        let Some(field) = members.iter().find(|field| field.name == name) else {
            let known = members.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
            let instead = if known.is_empty() { format!("{of} comes whole") } else { format!("use {known}") };
            return Err(("unknown_field", format!("{path:?}: {name:?} is no field of {of}; {instead}")));
        };
        names.push(field.name);
        if names.len() > MAX_NAMES {
            return Err(("too_deep", format!("{path:?}: a field has {MAX_NAMES} names at most")));
        }
        (of, members) = (field.name, field.shape.members(kinds));
    }
    Ok(names)
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
