//! Cards: how an entry looks where another entry's answer shows it by reference.

use std::{borrow::Cow, sync::Arc};

use super::{EntryId, KindName, KindSpec, LiveEntry, Value};

/// How many cards may stand within each other: a category's parents.
pub const CARD_DEPTH: usize = 8;

/// The kinds that there are, by name.
#[must_use]
pub fn spec_of(kinds: &[KindSpec], name: KindName) -> Option<&KindSpec> {
    kinds.iter().find(|spec| spec.name == name)
}

/// The entries that an entry's own card shows: those in the `card` fields of its head.
#[must_use]
pub fn card_entries(kinds: &[KindSpec], entry: &LiveEntry) -> Vec<EntryId> {
    let mut found = Vec::new();
    if let Some(spec) = spec_of(kinds, entry.kind) {
        for (_, value) in spec.head.iter().zip(&entry.head.fields).filter(|(field, _)| field.card) {
            value.entries(&mut found);
        }
    }
    found
}

/// The card of an entry, `{id, slug, …card fields…}`, with the cards that it shows within it; `None` for an
/// entry that the view does not show. Cards that would stand deeper than [`CARD_DEPTH`] are left out, so that
/// entries which show each other come to an end.
#[must_use]
pub fn card(kinds: &[KindSpec], view: &dyn Fn(EntryId) -> Option<Arc<LiveEntry>>, id: EntryId) -> Option<Value> {
    card_within(kinds, view, id, CARD_DEPTH)
}

fn card_within(
    kinds: &[KindSpec],
    view: &dyn Fn(EntryId) -> Option<Arc<LiveEntry>>,
    id: EntryId,
    depth: usize,
) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let entry = view(id)?;
    let spec = spec_of(kinds, entry.kind)?;
    let mut fields = vec![
        (Cow::Borrowed("id"), Value::text(id.to_string())),
        (Cow::Borrowed("slug"), Value::text(entry.slug.as_str())),
    ];
    for (field, value) in spec.head.iter().zip(&entry.head.fields).filter(|(field, _)| field.card) {
        fields.push((Cow::Borrowed(field.name), value.resolve(&|id| card_within(kinds, view, id, depth))));
    }
    Some(Value::Object(fields.into()))
}
