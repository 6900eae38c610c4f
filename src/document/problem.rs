//! What is wrong with a rich text, and where.

use std::fmt;

use crate::vocabulary::FieldErrors;

/// Nobody reads more of them.
const MAX_PROBLEMS: usize = 50;

/// One thing that is wrong with a rich text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the input, from 1; `None` where lines mean nothing.
    pub line: Option<usize>,
    /// A stable word for programs: `unknown_directive`, `unknown_reference`, `unsupported`, `too_large`.
    pub code: &'static str,
    pub detail: String,
}

/// Everything that is wrong with a rich text; never empty where it is an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub(super) fn one(code: &'static str, detail: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(None, code, detail);
        problems
    }

    pub(super) fn add(&mut self, line: Option<usize>, code: &'static str, detail: impl Into<String>) {
        if self.0.len() < MAX_PROBLEMS {
            self.0.push(Problem { line, code, detail: detail.into() });
        }
    }

    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The same, as errors of one field of an entry's content.
    #[must_use]
    pub fn at_field(self, field: &str) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for problem in self.0 {
            errors.add(field, problem.code, problem.to_string());
        }
        errors
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.detail),
            None => f.write_str(&self.detail),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
