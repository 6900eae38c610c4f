//! What the management API takes and answers, as data: the handlers read bodies and queries by these very tables.

use crate::{
    content::State,
    vocabulary::{
        Field, Named, Shape,
        parameter::{Look, Parameter},
        shape::Body,
    },
};

const TEXT: Shape = Shape::Text;
const REVISION: Shape = Shape::Integer;
const WHO: Field = Field::new("by", TEXT).about("The name of whoever did it.");

const STATES: &[&str] = &{
    let mut words = [""; State::ALL.len()];
    let mut index = 0;
    while index < words.len() {
        words[index] = State::ALL[index].as_str();
        index += 1;
    }
    words
};
const BODY: Parameter = Parameter::new(
    "body",
    Look::One(Shape::Choice(&["markdown", "doc", "html"])),
    "The form in which rich text is answered; `markdown` if not given.",
);
const FORCE: Parameter = Parameter::new("force", Look::One(Shape::Bool), "Also what others use: they then go without.");
const LIMIT: Parameter =
    Parameter::new("limit", Look::Number { least: 1, most: 100, default: Some(20) }, "How many a page has.");

/// The parameters of each call.
pub const NO_PARAMETERS: &[Parameter] = &[];
pub const SHOW: &[Parameter] = &[BODY];
pub const TAKE_AWAY: &[Parameter] = &[BODY, FORCE];
pub const INDEX: &[Parameter] = &[
    Parameter::new("state", Look::One(Shape::Choice(STATES)), "Only those in this state."),
    Parameter::new("q", Look::One(Shape::Text), "Only those whose title or slug holds these letters."),
    Parameter::new("updatedSince", Look::One(Shape::Time), "Only those that were saved at this moment or later."),
    Parameter::new("page", Look::Number { least: 1, most: 1_000_000, default: Some(1) }, "Which page of the list."),
    LIMIT,
    BODY,
];
pub const HISTORY: &[Parameter] = &[
    LIMIT,
    Parameter::new(
        "before",
        Look::Number { least: 1, most: u64::MAX / 2, default: None },
        "Only revisions with a lower number.",
    ),
];

/// The members of each body.
pub const NEW_ENTRY: &[Field] = &[
    Field::new("locale", Shape::Nullable(&Shape::Locale)).optional().about("`en` if not given."),
    Field::new("slug", Shape::Nullable(&Shape::Slug)).optional().about("Made of the title if not given."),
    Field::new("content", Shape::Content).optional(),
    Field::new("externalId", Shape::Nullable(&TEXT)).optional().about("Its name where it comes from."),
    Field::new("translationOf", Shape::Nullable(&Shape::Id))
        .optional()
        .about("The entry that it says in another language."),
];
pub const CHANGE: &[Field] = &[
    Field::new("locale", Shape::Nullable(&Shape::Locale)).optional().about("That of the entry, or left out."),
    Field::new("slug", Shape::Nullable(&Shape::Slug)).optional(),
    Field::new("content", Shape::Content).optional(),
];
pub const PUBLICATION: &[Field] = &[
    Field::new("revision", Shape::Nullable(&REVISION)).optional().about("The newest if not given."),
    Field::new("at", Shape::Null).optional().about("Publishing at a later time is not possible yet."),
    Field::new("together", Shape::Nullable(&Shape::Bool))
        .optional()
        .about("Also publishes what the entry needs and is not live yet."),
];
pub const RESTORATION: &[Field] = &[Field::new("revision", REVISION)];

/// An entry with the content of one of its revisions.
pub const ENTRY: &[Field] = &[
    Field::new("id", Shape::Id),
    Field::new("kind", Shape::Kind),
    Field::new("locale", Shape::Locale),
    Field::new("slug", Shape::Slug),
    Field::new("title", TEXT),
    Field::new("state", Shape::Choice(STATES)),
    Field::new("externalId", Shape::Nullable(&TEXT)),
    Field::new("translationGroup", Shape::Id),
    Field::new("draftRevision", REVISION),
    Field::new("liveRevision", Shape::Nullable(&REVISION)),
    Field::new("publishedAt", Shape::Nullable(&Shape::Time)),
    Field::new("createdAt", Shape::Time),
    Field::new("createdBy", TEXT),
    Field::new("updatedAt", Shape::Time),
    Field::new("updatedBy", TEXT),
    Field::new("content", Shape::Content),
];

/// A revision in a list.
pub const REVISION_FIELDS: &[Field] = &[
    Field::new("revision", REVISION),
    Field::new("slug", Shape::Slug),
    Field::new("title", TEXT),
    Field::new("cause", TEXT).about("What made it: `save`, `restore`, …"),
    WHO,
    Field::new("at", Shape::Time),
    Field::new("draft", Shape::Bool).about("Whether it is the newest."),
    Field::new("live", Shape::Bool).about("Whether it is what readers get."),
];

/// An entry that names another, or is named by it.
pub const USE: Named = Named {
    name: "Use",
    about: "An entry that uses another.",
    body: Body::Object(&[
        Field::new("id", Shape::Id),
        Field::new("kind", Shape::Kind),
        Field::new("slug", Shape::Slug),
        Field::new("title", TEXT),
        Field::new("state", Shape::Choice(STATES)),
        Field::new("draft", Shape::Bool).about("Its newest revision is concerned."),
        Field::new("live", Shape::Bool).about("What readers get is concerned."),
        Field::new("paths", Shape::List(&TEXT)).about("Where in the content of the one that refers."),
    ]),
};

/// What of HTML could not be kept.
pub const NOT_KEPT: Named = Named {
    name: "NotKept",
    about: "Something of the input that could not be kept, and where.",
    body: Body::Object(&[Field::new("pointer", TEXT), Field::new("detail", TEXT)]),
};

/// A line of a batch.
pub const LINE: &[Field] = &[
    Field::new("externalId", Shape::Nullable(&TEXT)).optional().about("A line that names one again updates its entry."),
    Field::new("kind", Shape::Kind),
    Field::new("locale", Shape::Nullable(&Shape::Locale)).optional().about("`en` if not given."),
    Field::new("slug", Shape::Nullable(&Shape::Slug)).optional().about("Made of the title if not given."),
    Field::new("content", Shape::Open("the kind's content")).optional(),
    Field::new("publish", Shape::Bool).optional(),
];

/// What became of a line.
pub const RESULT: &[Field] = &[
    Field::new("line", Shape::Integer).about("Its number in the call, from 1."),
    Field::new("externalId", Shape::Nullable(&TEXT)),
    Field::new("id", Shape::Nullable(&Shape::Id)),
    Field::new("status", Shape::Choice(&["created", "updated", "unchanged", "failed"])),
    Field::new("problem", Shape::Open("a problem")).optional().about("Why it failed."),
];
