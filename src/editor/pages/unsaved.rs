//! What was written and never saved, beside what is: what the editor's script shows before it is taken.

use maud::{Markup, Render, html};

use super::{Difference, difference};
use crate::words::t;

/// From what is saved to what is not.
pub struct UnsavedDifferences<'a> {
    pub differences: &'a [Difference],
}

impl Render for UnsavedDifferences<'_> {
    fn render(&self) -> Markup {
        html! {
            @if self.differences.is_empty() { p { (t!("diff-none")) } }
            @else {
                (difference::legend_together())
                @for one in self.differences { (one.together()) }
            }
        }
    }
}
