//! Reading references and rich text: the parts of input that name other entries.

use serde_json::{Value as Json, json};

use super::{BodyForm, Names, Reader, input::Lookup};
use crate::{
    document::{self, Block, Problems, Tree, html, markdown, paste},
    vocabulary::{EntryId, FieldErrors, KindName, Slug},
    words::t,
};

/// The most references that one list may hold.
const MAX_REFERENCES: usize = 100;

impl Reader<'_> {
    /// One entry of a kind: `{"slug": "…"}` or `{"id": "…"}`; in a form the slug or id itself.
    pub fn reference(&mut self, field: &str, kind: &str) -> Option<EntryId> {
        let value = self.take(field)?;
        self.entry(field, Some(kind), &value)
    }

    /// One entry of any kind: `{"kind": "…", "slug": "…"}` or `{"id": "…"}`; in a form `kind/slug` or the id.
    pub fn any_reference(&mut self, field: &str) -> Option<EntryId> {
        let value = self.take(field)?;
        self.entry(field, None, &value)
    }

    /// Several entries of a kind, in order, each once.
    pub fn references(&mut self, field: &str, kind: &str) -> Vec<EntryId> {
        let values = match self.take(field) {
            None => return Vec::new(),
            Some(Json::Array(values)) => values,
            Some(Json::String(text)) if self.is_form() => {
                text.split([',', '\n']).map(|part| Json::from(part.trim())).collect()
            }
            Some(_) => {
                self.error(field, "not_a_list", t!("problem-list-references"));
                return Vec::new();
            }
        };
        if values.len() > MAX_REFERENCES {
            self.error(
                field,
                "too_many",
                t!("problem-max-references-references-most", max_references = MAX_REFERENCES.to_string()),
            );
        }
        let mut found = Vec::new();
        for (index, value) in values.iter().take(MAX_REFERENCES).enumerate() {
            if self.is_form() && value.as_str() == Some("") {
                continue;
            }
            let id = self.entry(&format!("{field}.{index}"), Some(kind), value);
            found.extend(id.filter(|id| !found.contains(id)));
        }
        found
    }

    fn entry(&mut self, field: &str, kind: Option<&str>, value: &Json) -> Option<EntryId> {
        let (kind, key) = match self.key(kind, value) {
            Ok(named) => named,
            Err(detail) => {
                self.error(field, "not_a_reference", detail);
                return None;
            }
        };
        let found = self.lookup.resolve(kind.as_deref(), &key);
        if found.is_none() {
            let what = kind.as_deref().unwrap_or("entry");
            self.error(
                field,
                "unknown_reference",
                t!("problem-no-what-key", what = what.to_string(), key = key.to_string()),
            );
        }
        found
    }

    fn key(&self, kind: Option<&str>, value: &Json) -> Result<(Option<String>, String), String> {
        let shape = match kind {
            Some(_) => t!("problem-slug-id"),
            None => t!("problem-kind-slug-id"),
        };
        let fixed = kind.map(str::to_owned);
        match value {
            Json::String(text) if self.is_form() => match (kind, text.split_once('/')) {
                (None, Some((kind, slug))) => Ok((Some(kind.to_owned()), slug.to_owned())),
                (None, None) if text.parse::<EntryId>().is_err() => Err(t!("problem-kind-slug-article-back-pain")),
                _ => Ok((fixed, text.clone())),
            },
            Json::Object(object) => {
                let known = |key: &String| matches!(key.as_str(), "id" | "slug" | "kind");
                if !object.keys().all(known) || !object.values().all(Json::is_string) {
                    return Err(shape);
                }
                let part = |name: &str| object.get(name).and_then(Json::as_str).map(str::to_owned);
                let named = part("kind");
                if named.is_some() && kind.is_some() && named.as_deref() != kind {
                    return Err(shape);
                }
                match (part("id"), part("slug"), fixed.or(named)) {
                    (Some(id), None, kind) if id.parse::<EntryId>().is_ok() => Ok((kind, id)),
                    (None, Some(slug), Some(kind)) => Ok((Some(kind), slug)),
                    _ => Err(shape),
                }
            }
            _ => Err(shape),
        }
    }

    /// Rich text: `{"markdown": "…"}`, `{"html": "…"}` or `{"doc": {…}}`; in a form Markdown, or the tree's JSON as the
    /// text of `field.doc`. The ids of blocks that `previous` has unchanged are kept.
    pub fn rich(&mut self, field: &str, previous: Option<&Tree>) -> Tree {
        let Some(value) = self.take(field) else { return Tree::default() };
        let names = LookupNames(self.lookup);
        let read = match one_form(&value, self.is_form()) {
            Some(("markdown", Json::String(text))) => markdown::read(text, &names, previous),
            Some(("html", Json::String(text))) => paste::read(text, &names, previous).map(|(tree, lost)| {
                lost.into_iter().for_each(|what| self.not_kept(field, what));
                tree
            }),
            Some(("doc", Json::String(text))) if self.is_form() => Tree::from_text(text, previous),
            Some(("doc", doc)) => Tree::from_json(doc.clone()),
            _ => {
                self.error(field, "not_rich_text", t!("problem-markdown-html-doc"));
                return Tree::default();
            }
        };
        let tree = read.unwrap_or_else(|problems: Problems| {
            let path = self.path(field);
            self.errors.0.extend(problems.at_field(&path).0);
            Tree::default()
        });
        self.check_embeds(field, &tree);
        tree
    }

    /// A CTA block holds CTAs and a FAQ block FAQs, also where the input said so by id.
    fn check_embeds(&mut self, field: &str, tree: &Tree) {
        let Lookup::Known(names) = self.lookup else { return };
        let mut wrong = FieldErrors::default();
        let path = self.path(field);
        tree.each(&mut |block| {
            let (kind, ids): (&str, &[EntryId]) = match block {
                Block::Cta(leaf) => ("cta", std::slice::from_ref(&leaf.attrs.entry)),
                Block::ButtonRow(leaf) => ("cta", &leaf.attrs.refs),
                Block::Faqs(leaf) => ("faq", &leaf.attrs.refs),
                _ => return,
            };
            for id in ids.iter().filter(|id| names.resolve(Some(kind), &id.to_string()).is_none()) {
                wrong.add(
                    path.clone(),
                    "unknown_reference",
                    t!("problem-no-kind-id", kind = kind.to_string(), id = id.to_string()),
                );
            }
        });
        self.errors.0.extend(wrong.0);
    }
}

/// The one form that rich text was given in.
fn one_form(value: &Json, form: bool) -> Option<(&str, &Json)> {
    match value {
        Json::String(_) if form => Some(("markdown", value)),
        Json::Object(object) if object.len() == 1 => object.iter().next().map(|(name, value)| (name.as_str(), value)),
        _ => None,
    }
}

struct LookupNames<'a>(&'a Lookup<'a>);

impl document::Names for LookupNames<'_> {
    fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId> {
        self.0.resolve(kind, key)
    }
}

impl document::Names for Names {
    fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId> {
        Self::resolve(self, kind, key)
    }
}

impl document::Labels for Names {
    fn label(&self, id: EntryId) -> Option<(KindName, Slug)> {
        self.named(id).map(|named| (named.kind, named.slug.clone()))
    }
}

/// How stored parts are written back as input: for [`Kind::write`](super::Kind::write).
impl Names {
    #[must_use]
    pub fn rich(&self, tree: &Tree, form: BodyForm) -> Json {
        match form {
            BodyForm::Markdown => json!({ "markdown": markdown::write(tree, self) }),
            BodyForm::Html => json!({ "html": html::write_authoring(tree, self) }),
            BodyForm::Doc => json!({ "doc": tree }),
            BodyForm::Form => json!({ "markdown": markdown::write(tree, self), "doc": tree }),
        }
    }

    /// A reference where the kind is fixed.
    #[must_use]
    pub fn reference(&self, id: Option<EntryId>) -> Json {
        match id.map(|id| (id, self.named(id))) {
            None => Json::Null,
            Some((_, Some(named))) => json!({ "slug": named.slug }),
            Some((id, None)) => json!({ "id": id }),
        }
    }

    /// A reference to any kind.
    #[must_use]
    pub fn any_reference(&self, id: Option<EntryId>) -> Json {
        match id.map(|id| (id, self.named(id))) {
            None => Json::Null,
            Some((_, Some(named))) => json!({ "kind": named.kind, "slug": named.slug }),
            Some((id, None)) => json!({ "id": id }),
        }
    }

    #[must_use]
    pub fn references(&self, ids: &[EntryId]) -> Json {
        ids.iter().map(|&id| self.reference(Some(id))).collect()
    }
}
