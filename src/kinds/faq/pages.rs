//! A FAQ's form.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::fields::{cta_inserts, field, reference, references, rich},
    ui::form,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title("question", "Question"), "question"))
        (rich(view, "answer", "Answer", 10))
        (cta_inserts(view, "answer"))
        (field(view, form::textarea("shortAnswer", "Short answer").hint("Plain text, 300 characters at most.").optional(), "shortAnswer"))
        (reference(view, "topic", "Topic", "category"))
        (references(view, "tags", "Tags", "tag"))
        (form::row(html! {
            (field(view, form::text("owner", "Owner").hint("Who keeps it true. Readers do not see this.").optional(), "owner"))
            (field(view, form::date("reviewBy", "Look at it again by").optional(), "reviewBy"))
        }))
    }
}
