//! The sign-up form of a newsletter, as readers' sites get it.

use super::newsletter::{Field, InputType, Newsletter};
use crate::{
    document::html,
    vocabulary::{Embeds, EntryMeta, Value},
};

/// What a site needs to draw the form and to talk about what became of it.
pub fn form(entry: &EntryMeta, newsletter: &Newsletter, refs: &dyn Embeds) -> Value {
    let Newsletter { fields, consent, success, failure, already_subscribed, invalid } = newsletter;
    // An address is what every newsletter asks for.
    let email = Field { name: "email".into(), label: "Email".into(), input: InputType::Email, required: true };
    let fields = if fields.is_empty() { std::slice::from_ref(&email) } else { fields };
    Value::object([
        // Until submissions are taken.
        ("action", Value::Null),
        ("fields", fields.iter().map(field).collect()),
        (
            "consent",
            Value::object([
                ("html", html::write(consent, refs).into()),
                // Whoever agreed must be able to show to what.
                ("version", entry.revision.0.into()),
            ]),
        ),
        (
            "messages",
            Value::object([
                ("success", Value::some_text(success)),
                ("failure", Value::some_text(failure)),
                ("alreadySubscribed", Value::some_text(already_subscribed)),
                ("invalid", Value::some_text(invalid)),
            ]),
        ),
    ])
}

fn field(field: &Field) -> Value {
    let Field { name, label, input, required } = field;
    Value::object([
        ("name", Value::text(&**name)),
        ("label", Value::text(&**label)),
        ("type", input.as_str().into()),
        ("required", (*required).into()),
    ])
}
