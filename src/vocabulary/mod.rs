//! The shared words as types: what every room may say and none may redefine.
//!
//! Nothing here does I/O, reads a clock or knows a database, HTTP or HTML.

pub mod card;
pub mod document;
pub mod entry;
pub mod fields;
pub mod head;
pub mod id;
pub mod kind;
pub mod lens;
pub mod parameter;
pub mod part;
pub mod path_pattern;
pub mod publication;
pub mod shape;
pub mod site;
pub mod slug;
pub mod value;
pub mod zone;

pub use card::{card, card_entries, spec_of};
pub use document::{Document, Embeds, Inline, LinkTarget};
pub use entry::{EntryMeta, LiveEntry, Reference, ReferenceMode, Swap, WebLink};
pub use fields::{FieldError, FieldErrors};
pub use head::Head;
pub use id::{
    CatalogVersion, EntryId, FrontendId, GroupId, InvitationId, OperationId, PersonId, PreviewLinkId, RevisionNumber,
    TokenId,
};
pub use kind::{FieldSpec, FieldType, KindName, KindSpec, ListShape, Pages, Passages, SearchSpec};
pub use lens::{Closure, Lens, View};
pub use part::Part;
pub use path_pattern::PathPattern;
pub use publication::{Cause, Change, Publication};
pub use shape::{Field, Named, Shape};
pub use site::{Organisation, Site};
pub use slug::{Locale, Slug};
pub use value::{BodyForms, Member, RichText, Value};
pub use zone::Zone;

/// A moment, UTC. Stored and shown with microseconds at most: PostgreSQL keeps no more.
pub type Time = chrono::DateTime<chrono::Utc>;
