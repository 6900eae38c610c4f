//! The part of a call to action that signs people up: fields, consent, and what is said afterwards.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::{BodyForm, Names, Reader},
    document::Tree,
    kinds::parts::{SHORT, TITLE, require},
    vocabulary::{
        self, FieldErrors, Named, Shape,
        shape::{Body, words},
    },
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Newsletter {
    pub fields: Vec<Field>,
    /// What people agree to, with a link to the privacy policy.
    pub consent: Tree,
    pub success: String,
    pub failure: String,
    pub already_subscribed: String,
    pub invalid: String,
}

/// One input of the sign-up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Field {
    /// The name that is submitted: `email`.
    pub name: String,
    pub label: String,
    #[serde(rename = "type")]
    pub input: InputType,
    pub required: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputType {
    #[default]
    Text,
    Email,
    Tel,
}

impl InputType {
    pub const CHOICES: [(&'static str, Self); 3] = [("text", Self::Text), ("email", Self::Email), ("tel", Self::Tel)];

    pub fn as_str(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, input)| *input == self).map_or("text", |(name, _)| name)
    }
}

/// As it is written.
pub const CONTENT: Named = Named {
    name: "NewsletterContent",
    about: "The sign-up of a newsletter.",
    body: Body::Object(&[
        vocabulary::Field::new("fields", Shape::List(&Shape::Named(&FIELD))),
        vocabulary::Field::new("consent", Shape::Written),
        vocabulary::Field::new("success", Shape::Short(SHORT)),
        vocabulary::Field::new("failure", Shape::Short(SHORT)),
        vocabulary::Field::new("alreadySubscribed", Shape::Short(SHORT)),
        vocabulary::Field::new("invalid", Shape::Short(SHORT)),
    ]),
};

const FIELD: Named = Named {
    name: "FormFieldContent",
    about: "An input of the form.",
    body: Body::Object(&[
        vocabulary::Field::new("name", Shape::Short(TITLE)),
        vocabulary::Field::new("label", Shape::Short(TITLE)),
        vocabulary::Field::new("type", Shape::Choice(&words(&InputType::CHOICES))),
        vocabulary::Field::new("required", Shape::Bool),
    ]),
};

pub fn read(reader: &mut Reader<'_>, previous: Option<&Newsletter>) -> Newsletter {
    Newsletter {
        fields: read_fields(reader),
        consent: reader.rich("consent", previous.map(|previous| &previous.consent)),
        success: reader.text("success", SHORT),
        failure: reader.text("failure", SHORT),
        already_subscribed: reader.text("alreadySubscribed", SHORT),
        invalid: reader.text("invalid", SHORT),
    }
}

fn read_fields(reader: &mut Reader<'_>) -> Vec<Field> {
    const MAX: usize = 10;
    if !reader.is_form() {
        return reader.objects("fields", MAX, |field| Field {
            name: field.line("name", TITLE),
            label: field.line("label", TITLE),
            input: field.choice("type", &InputType::CHOICES),
            required: field.flag("required"),
        });
    }
    // In a form one to a line: `email | E-mail address | email | required`.
    let mut fields = Vec::new();
    for line in reader.lines("fields").into_iter().take(MAX) {
        let mut parts = line.split('|').map(str::trim);
        let (name, label) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let word = parts.next().unwrap_or("text");
        let input = InputType::CHOICES.iter().find(|(name, _)| *name == word);
        if input.is_none() {
            reader.error("fields", "not_a_choice", t!("problem-word-none-text-email-tel", word = word.to_string()));
        }
        let required = parts.next() == Some("required");
        let input = input.map(|(_, input)| *input).unwrap_or_default();
        fields.push(Field { name: name.into(), label: label.into(), input, required });
    }
    fields
}

pub fn write(newsletter: &Newsletter, body: BodyForm, names: &Names) -> Json {
    let Newsletter { fields, consent, success, failure, already_subscribed, invalid } = newsletter;
    json!({
        "fields": fields,
        "consent": names.rich(consent, body),
        "success": success,
        "failure": failure,
        "alreadySubscribed": already_subscribed,
        "invalid": invalid,
    })
}

pub fn check(newsletter: &Newsletter, errors: &mut FieldErrors) {
    if newsletter.consent.is_empty() {
        errors.add("newsletter.consent", "required", t!("problem-write-what-people-agree-with"));
    }
    require(errors, "newsletter.success", &newsletter.success, &t!("problem-write-what-said-when-worked"));
    require(errors, "newsletter.failure", &newsletter.failure, &t!("problem-write-what-said-when-did"));
    for (index, field) in newsletter.fields.iter().enumerate() {
        require(errors, &format!("newsletter.fields.{index}.name"), &field.name, &t!("problem-give-input-name"));
        require(errors, &format!("newsletter.fields.{index}.label"), &field.label, &t!("problem-give-input-label"));
    }
}
