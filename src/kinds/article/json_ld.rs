//! An article in the words of schema.org: the page, its questions, and where it stands.

use std::borrow::Cow;

use super::Content;
use crate::{
    content::Resolved,
    vocabulary::{Document, EntryId, EntryMeta, Organisation, Site, Value},
};

type Fields = Vec<(Cow<'static, str>, Value)>;

/// One object for the page, one merged `FAQPage` when it shows questions, and the breadcrumbs.
pub fn json_ld(entry: &EntryMeta, content: &Content, faqs: &[(EntryId, &Document)], refs: &Resolved<'_>) -> Value {
    let mut parts = vec![page(entry, content, refs)];
    if !faqs.is_empty() {
        parts.push(faq_page(faqs));
    }
    parts.push(breadcrumbs(entry, content, refs));
    Value::List(parts.into())
}

fn page(entry: &EntryMeta, content: &Content, refs: &Resolved<'_>) -> Value {
    let schema = content.schema_type;
    let mut fields = thing(schema.as_str());
    put(&mut fields, "headline", Value::text(&*content.title));
    if schema.is_page() {
        put(&mut fields, "name", Value::text(&*content.title));
    }
    let description = if content.seo.description.is_empty() { &content.standfirst } else { &content.seo.description };
    put(&mut fields, "description", Value::some_text(description));
    put(&mut fields, "inLanguage", entry.locale.as_str().into());
    put(&mut fields, "datePublished", entry.published_at.into());
    put(&mut fields, "dateModified", entry.updated_at.into());
    put(&mut fields, "url", url(entry.id, refs));
    // Until an article has a picture of its own.
    put(&mut fields, "image", Value::some_text(&refs.site().social_image));
    if !schema.is_page() {
        put(&mut fields, "mainEntityOfPage", page_of(entry, content, refs));
        put(&mut fields, "articleSection", content.category.map_or(Value::Null, |id| name(id, refs)));
    }
    let authors: Vec<Value> = content.authors.iter().filter_map(|&id| person(id, refs)).collect();
    put(&mut fields, "author", if authors.is_empty() { Value::Null } else { Value::List(authors.into()) });
    if schema.is_page() {
        review(&mut fields, content, refs);
    }
    put(&mut fields, "publisher", publisher(refs.site()));
    let tags: Vec<Value> = content.tags.iter().map(|&id| name(id, refs)).filter(|name| *name != Value::Null).collect();
    let keywords: Vec<&str> = tags.iter().filter_map(Value::as_str).collect();
    put(&mut fields, "keywords", Value::some_text(&keywords.join(", ")));
    Value::Object(fields.into())
}

/// The page that an article is the main thing of: its address, or where it was reviewed a `WebPage`, which alone can say
/// so.
fn page_of(entry: &EntryMeta, content: &Content, refs: &Resolved<'_>) -> Value {
    let address = url(entry.id, refs);
    let mut page: Fields = vec![(Cow::Borrowed("@type"), Value::text("WebPage"))];
    put(&mut page, "@id", address.clone());
    let named = page.len();
    review(&mut page, content, refs);
    if page.len() > named { Value::Object(page.into()) } else { address }
}

/// Who looked the page over, and when.
fn review(page: &mut Fields, content: &Content, refs: &Resolved<'_>) {
    put(page, "reviewedBy", content.reviewed_by.and_then(|id| person(id, refs)).unwrap_or_default());
    put(page, "lastReviewed", content.reviewed_on.map(|date| date.to_string()).into());
}

/// Who publishes the site: the organisation that the settings name, or else the site itself.
fn publisher(site: &Site) -> Value {
    let Organisation { name, url, logo } = &site.organisation;
    let mut fields: Fields = vec![(Cow::Borrowed("@type"), Value::text("Organization"))];
    if name.is_empty() {
        put(&mut fields, "name", Value::text(&*site.name));
        put(&mut fields, "url", Value::some_text(&site.base_url));
        return Value::Object(fields.into());
    }
    put(&mut fields, "name", Value::text(&**name));
    put(&mut fields, "url", Value::some_text(if url.is_empty() { &site.base_url } else { url }));
    if !logo.is_empty() {
        let image = [("@type", Value::text("ImageObject")), ("url", Value::text(&**logo))];
        put(&mut fields, "logo", Value::object(image));
    }
    Value::Object(fields.into())
}

fn faq_page(faqs: &[(EntryId, &Document)]) -> Value {
    let question = |(_, faq): &(EntryId, &Document)| {
        let answer = match faq.get("answer") {
            Some(Value::Rich(rich)) => Value::text(&*rich.html),
            _ => Value::Null,
        };
        Value::object([
            ("@type", "Question".into()),
            ("name", faq.get("question").cloned().unwrap_or_default()),
            ("acceptedAnswer", Value::object([("@type", "Answer".into()), ("text", answer)])),
        ])
    };
    let mut fields = thing("FAQPage");
    put(&mut fields, "mainEntity", faqs.iter().map(question).collect());
    Value::Object(fields.into())
}

/// The categories from the top down to the article's own, then the article.
fn breadcrumbs(entry: &EntryMeta, content: &Content, refs: &Resolved<'_>) -> Value {
    let mut path = vec![entry.id];
    let mut next = content.category;
    while let Some(id) = next.filter(|id| !path.contains(id) && refs.head(*id).is_some()) {
        path.push(id);
        next = match refs.field(id, "parent") {
            Some(Value::Entry(parent)) => Some(*parent),
            _ => None,
        };
    }
    let items = path.iter().rev().zip(1_i64..).map(|(&id, position)| {
        let title = if id == entry.id { Value::text(&*content.title) } else { name(id, refs) };
        let mut item: Fields = vec![(Cow::Borrowed("@type"), Value::text("ListItem"))];
        put(&mut item, "position", position.into());
        put(&mut item, "name", title);
        put(&mut item, "item", url(id, refs));
        Value::Object(item.into())
    });
    let mut fields = thing("BreadcrumbList");
    put(&mut fields, "itemListElement", items.collect());
    Value::Object(fields.into())
}

fn person(id: EntryId, refs: &Resolved<'_>) -> Option<Value> {
    refs.head(id)?;
    let field = |field: &str| refs.field(id, field).cloned().unwrap_or_default();
    let mut fields: Fields = vec![(Cow::Borrowed("@type"), Value::text("Person"))];
    put(&mut fields, "name", field("name"));
    put(&mut fields, "jobTitle", field("role"));
    put(&mut fields, "honorificSuffix", field("credentials"));
    put(&mut fields, "url", url(id, refs));
    Some(Value::Object(fields.into()))
}

fn thing(schema: &'static str) -> Fields {
    vec![(Cow::Borrowed("@context"), Value::text("https://schema.org")), (Cow::Borrowed("@type"), Value::text(schema))]
}

/// Adds what there is: schema.org has no word for nothing.
fn put(fields: &mut Fields, name: &'static str, value: Value) {
    if value != Value::Null {
        fields.push((Cow::Borrowed(name), value));
    }
}

fn name(id: EntryId, refs: &Resolved<'_>) -> Value {
    refs.field(id, "name").cloned().unwrap_or_default()
}

/// The absolute address of an entry's page, while the site's own address is known.
fn url(id: EntryId, refs: &Resolved<'_>) -> Value {
    let site = refs.site();
    refs.path(id).filter(|_| !site.base_url.is_empty()).map(|path| site.url(&path)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::BodyForms;

    fn said(site: &Site) -> serde_json::Value {
        serde_json::to_value(publisher(site).answer(BodyForms::default())).unwrap()
    }

    #[test]
    fn the_publisher_is_the_organisation_or_else_the_site() {
        let mut site = Site { name: "Clinic".into(), base_url: "https://clinic.example".into(), ..Site::default() };
        let own = serde_json::json!({"@type": "Organization", "name": "Clinic", "url": "https://clinic.example"});
        assert_eq!(said(&site), own);
        site.organisation.name = "Clinic Ltd".into();
        assert_eq!(
            (&said(&site)["name"], &said(&site)["url"]),
            (&"Clinic Ltd".into(), &"https://clinic.example".into())
        );
        site.organisation.url = "https://ltd.example/".into();
        site.organisation.logo = "https://ltd.example/logo.png".into();
        assert_eq!(said(&site)["url"], "https://ltd.example/");
        assert_eq!(said(&site)["logo"]["url"], "https://ltd.example/logo.png");
    }
}
