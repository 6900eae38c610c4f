//! What a kind's form shows: the values as they were stored or typed, the errors, the choices.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::State;
use crate::vocabulary::FieldErrors;

/// An entry that a reference may be set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub slug: String,
    pub title: String,
    pub state: State,
}

/// What a form offers to refer to of one kind: the newest, and what is chosen already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    pub list: Vec<Choice>,
    /// There are others, to be found by their letters.
    pub more: bool,
}

/// A kind's form, before it is drawn. Values are looked up by dotted name, as the inputs are named.
pub struct FormView<'a> {
    /// What [`AnyKind::write`](super::kind::AnyKind::write) gave, or the form as it was sent.
    pub values: &'a Json,
    pub errors: &'a FieldErrors,
    /// By kind name.
    pub choices: &'a HashMap<&'static str, Choices>,
    /// The entry's public address under the slug that stands in the form.
    pub address: &'a str,
}

/// Input without the trees that [`BodyForm::Form`](super::BodyForm::Form) puts beside Markdown: as it can be read again.
#[must_use]
pub fn without_trees(mut json: Json) -> Json {
    if let Some(object) = json.as_object_mut() {
        if object.contains_key("markdown") {
            object.remove("doc");
        }
        for inner in object.values_mut() {
            *inner = without_trees(inner.take());
        }
    }
    json
}

impl FormView<'_> {
    fn value(&self, name: &str) -> Option<&Json> {
        name.split('.').try_fold(self.values, |value, part| value.get(part))
    }

    /// Text to put into an input; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        match self.value(name) {
            Some(Json::String(text)) => text.clone(),
            Some(Json::Object(rich)) => rich.get("markdown").and_then(Json::as_str).unwrap_or_default().to_owned(),
            Some(Json::Bool(flag)) => flag.to_string(),
            Some(Json::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// The tree of a rich text, as JSON; `None` where only its Markdown is known.
    #[must_use]
    pub fn tree(&self, name: &str) -> Option<String> {
        self.value(name)?.get("doc").map(Json::to_string)
    }

    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name).as_str(), "on" | "true")
    }

    /// What a reference field names: slugs, `kind/slug` where any kind may stand, ids for what has no name.
    #[must_use]
    pub fn selected(&self, name: &str) -> Vec<String> {
        let one = |value: &Json| match value {
            Json::String(text) => text.clone(),
            Json::Object(reference) => {
                let part = |key: &str| reference.get(key).and_then(Json::as_str);
                match (part("kind"), part("slug"), part("id")) {
                    (Some(kind), Some(slug), _) => format!("{kind}/{slug}"),
                    (None, Some(slug), _) => slug.to_owned(),
                    (_, None, id) => id.unwrap_or_default().to_owned(),
                }
            }
            _ => String::new(),
        };
        match self.value(name) {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Array(items)) => items.iter().map(one).filter(|text| !text.is_empty()).collect(),
            Some(value) => Some(one(value)).filter(|text| !text.is_empty()).into_iter().collect(),
        }
    }

    /// The objects of a list; empty when it was typed as text (see [`text`](Self::text)).
    #[must_use]
    pub fn items(&self, name: &str) -> &[Json] {
        self.value(name).and_then(Json::as_array).map_or(&[], Vec::as_slice)
    }

    #[must_use]
    pub fn choices(&self, kind: &str) -> &[Choice] {
        self.choices.get(kind).map_or(&[], |choices| &choices.list)
    }

    /// Whether there are more of a kind than [`choices`](Self::choices) gives.
    #[must_use]
    pub fn has_more(&self, kind: &str) -> bool {
        self.choices.get(kind).is_some_and(|choices| choices.more)
    }

    /// The words of the first error at a field, or below it: an error at `body.b3` belongs to `body`.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        let below = |field: &str| field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.errors.0.iter().find(|error| below(&error.field)).map(|error| error.detail.as_str())
    }
}
