//! The sign-up form of a newsletter, as readers' sites get it.

use super::newsletter::{self, InputType, Newsletter};
use crate::{
    document::html,
    vocabulary::{
        Embeds, EntryMeta, Field, Named, Shape, Value,
        shape::{Body, words},
    },
};

/// The shape of [`form`].
pub const FORM: Named = Named {
    name: "NewsletterForm",
    about: "What a site needs to draw the sign-up form and to talk about what became of it.",
    body: Body::Object(&[
        Field::new("action", Shape::Nullable(&Shape::Address)).about("`null` until submissions are taken."),
        Field::new("fields", Shape::List(&Shape::Named(&FORM_FIELD))),
        Field::new("consent", Shape::Named(&CONSENT)),
        Field::new("messages", Shape::Named(&MESSAGES)),
    ]),
};

const FORM_FIELD: Named = Named {
    name: "FormField",
    about: "An input of the form.",
    body: Body::Object(&[
        Field::new("name", Shape::Text),
        Field::new("label", Shape::Text),
        Field::new("type", Shape::Choice(&words(&InputType::CHOICES))),
        Field::new("required", Shape::Bool),
    ]),
};

const CONSENT: Named = Named {
    name: "Consent",
    about: "What people agree to.",
    body: Body::Object(&[
        Field::new("html", Shape::Html),
        Field::new("version", Shape::Integer)
            .about("To keep with the agreement: whoever agreed must be able to show to what."),
    ]),
};

const MESSAGES: Named = Named {
    name: "FormMessages",
    about: "What is said of what became of it.",
    body: Body::Object(&[
        Field::new("success", Shape::Nullable(&Shape::Text)),
        Field::new("failure", Shape::Nullable(&Shape::Text)),
        Field::new("alreadySubscribed", Shape::Nullable(&Shape::Text)),
        Field::new("invalid", Shape::Nullable(&Shape::Text)),
    ]),
};

/// What a site needs to draw the form and to talk about what became of it.
pub fn form(entry: &EntryMeta, newsletter: &Newsletter, refs: &dyn Embeds) -> Value {
    let Newsletter { fields, consent, success, failure, already_subscribed, invalid } = newsletter;
    // An address is what every newsletter asks for.
    let email =
        newsletter::Field { name: "email".into(), label: "Email".into(), input: InputType::Email, required: true };
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

fn field(field: &newsletter::Field) -> Value {
    let newsletter::Field { name, label, input, required } = field;
    Value::object([
        ("name", Value::text(&**name)),
        ("label", Value::text(&**label)),
        ("type", input.as_str().into()),
        ("required", (*required).into()),
    ])
}
