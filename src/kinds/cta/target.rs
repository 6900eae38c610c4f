//! Where a button leads, as readers' sites get it and as it is written: the shapes.

use crate::{
    kinds::parts::URL,
    vocabulary::{Field, Named, Shape, shape::Body},
};

/// To an address or to an entry.
pub const TARGET: Named = Named {
    name: "CtaTarget",
    about: "Where a button leads.",
    body: Body::Union { tag: "type", of: &[&TO_URL, &TO_ENTRY] },
};

const TO_URL: Named = Named {
    name: "UrlTarget",
    about: "To an address.",
    body: Body::Object(&[
        Field::new("type", Shape::Choice(&["url"])),
        Field::new("url", Shape::Href),
        Field::new("entry", Shape::Nullable(&Shape::Named(&ENTRY))).about("`null`."),
    ]),
};

const TO_ENTRY: Named = Named {
    name: "EntryTarget",
    about: "To an entry of the site.",
    body: Body::Object(&[
        Field::new("type", Shape::Choice(&["entry"])),
        Field::new("url", Shape::Address).about("The entry's path on the site."),
        Field::new("entry", Shape::Named(&ENTRY)),
    ]),
};

const ENTRY: Named = Named {
    name: "TargetEntry",
    about: "The entry that a button leads to.",
    body: Body::Object(&[
        Field::new("id", Shape::Id),
        Field::new("type", Shape::Kind),
        Field::new("slug", Shape::Slug),
        Field::new("title", Shape::Text),
    ]),
};

/// As it is written.
pub const TARGET_CONTENT: Named = Named {
    name: "CtaTargetContent",
    about: "Where a button leads: one of `url` and `entry`, and `type` says which where both are given.",
    body: Body::Object(&[
        Field::new("type", Shape::Choice(&["url", "entry"])),
        Field::new("url", Shape::Nullable(&Shape::Short(URL))),
        Field::new("entry", Shape::Nullable(&Shape::AnyReference)),
    ]),
};
