//! What is wrong with input, at the field where it is wrong.

use serde::Serialize;

/// One thing that is wrong, where, and in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Dotted path of the field within the content: `seo.title`, `authors.1`; `slug` and `locale` stand for
    /// those beside it, and what begins with a slash is a pointer of its own. Empty for the whole.
    #[serde(skip)]
    pub field: String,
    /// A stable word for programs: `required`, `too_long`, `unknown_reference`.
    pub code: &'static str,
    pub detail: String,
}

/// Everything that is wrong, in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    #[must_use]
    pub fn one(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, code, detail);
        errors
    }

    pub fn add(&mut self, field: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), code, detail: detail.into() });
    }

    /// The first error at a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// The collected errors, when there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl std::fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{}: {}", error.field, error.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
