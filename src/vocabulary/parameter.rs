//! A parameter of a query, as data: read by those who take queries and by whoever describes them.

use std::borrow::Cow;

use super::Shape;

/// One parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub name: Cow<'static, str>,
    /// For developers.
    pub about: Cow<'static, str>,
    pub look: Look,
    pub required: bool,
}

/// What a parameter's value looks like.
#[derive(Debug, Clone)]
pub enum Look {
    One(Shape),
    /// A whole number.
    Number {
        least: u64,
        most: u64,
        default: Option<u64>,
    },
    /// Several of these words with commas between them, each once.
    Words {
        of: Vec<String>,
        most: usize,
    },
    /// Several of these, of any number, with commas between them, each once.
    Several {
        of: Shape,
        most: usize,
    },
    /// A date, which is all of its day, or a moment.
    DateOrTime,
}

impl Parameter {
    #[must_use]
    pub const fn new(name: &'static str, look: Look, about: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), about: Cow::Borrowed(about), look, required: false }
    }

    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}
