//! The newest entries as a feed: Atom (RFC 4287) and JSON Feed 1.1.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    super::{
        Delivery,
        answers::{Outcome, blocking},
        evaluate,
        fold::Stamp,
        kept::{Made, Watch},
        list::summary,
        parameters::FEED,
        problem::{Faults, Refusal},
        query::{ListQuery, Start, parameters, unknown},
        respond::{Content, Exhibits, Subject},
    },
    About, address, base,
    sitemap::time,
    xml::Xml,
};
use crate::vocabulary::{CatalogVersion, Closure, Document, KindSpec, Locale, Pages, Site, Time, Value, View as _};

/// What a feed shows, as one moment of the catalog has it.
struct Plan {
    spec: KindSpec,
    site: Arc<Site>,
    locale: Locale,
    posts: Vec<(Closure, Stamp, Subject)>,
    exhibits: Exhibits,
    stamp: Stamp,
}

/// One entry of a feed.
struct Post<'p> {
    subject: &'p Subject,
    spec: &'p KindSpec,
    url: String,
    html: Option<&'p str>,
}

impl Delivery {
    pub(super) async fn feed(&self, about: About, version: CatalogVersion, query: &str) -> Result<Outcome, Refusal> {
        let catalog = self.0.catalog.clone();
        let kinds = catalog.kinds();
        let Some(spec) = kinds.iter().find(|kind| kind.pages == Pages::Feed).copied() else {
            return Err(Refusal::Missing);
        };
        let asked = read(kinds, &spec, query)?;
        let key = address(about, &asked.normal(Start::Page(1)));
        let this = key.clone();
        let make = async {
            let plan = blocking(move || plan(&catalog, spec, &asked)).await?;
            let closures: Vec<_> = plan.posts.iter().map(|(closure, stamp, _)| (closure.clone(), *stamp)).collect();
            let documents = self.0.documents.many(&closures).await?;
            Ok(write(about, plan, &documents, &this))
        };
        self.answer(&key, version, make).await
    }
}

/// A list's query, of which a feed takes a part.
fn read(kinds: &[KindSpec], spec: &KindSpec, query: &str) -> Result<ListQuery, Refusal> {
    let mut faults = Faults::default();
    for (name, _) in parameters(query, &mut faults) {
        if !(["limit", "locale"].contains(&&*name) || name.starts_with("filter[")) {
            unknown(&name, FEED, &mut faults);
        }
    }
    faults.or(())?;
    ListQuery::read(kinds, spec, query)
}

fn plan(catalog: &super::Catalog, spec: KindSpec, asked: &ListQuery) -> Result<Plan, Refusal> {
    let fold = catalog.read();
    let site = fold.site();
    base(&site)?;
    let mut exhibits = Exhibits::of_site();
    exhibits.show_list(&spec);
    let page = evaluate::page(&fold, &spec, asked)?;
    let post = |entry: Arc<crate::vocabulary::LiveEntry>| {
        let closure = fold.closure(entry.clone());
        let stamp = fold.stamp(&closure.reach, entry.group);
        exhibits.show_closure(fold.kinds(), &closure);
        (closure, stamp, summary(&fold, entry, &mut exhibits))
    };
    let posts = page.entries.into_iter().map(post).collect();
    let locale = asked.common.locales.first.clone().unwrap_or_else(|| site.default_locale.clone());
    Ok(Plan { spec, site, locale, posts, exhibits, stamp: fold.latest() })
}

fn write(about: About, plan: Plan, documents: &[Arc<Document>], this: &str) -> Made {
    let Plan { spec, site, locale, posts, exhibits, stamp } = plan;
    let posts: Vec<Post<'_>> = posts
        .iter()
        .zip(documents)
        .map(|((.., subject), document)| Post {
            url: site.url(&site.path(spec.plural, &subject.entry.slug)),
            html: document.fields.iter().find_map(|(_, value)| match value {
                Value::Rich(rich) => Some(&*rich.html),
                _ => None,
            }),
            subject,
            spec: &spec,
        })
        .collect();
    // The same feed, where the site has it.
    let this = this.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    let this = format!("{}/{}{this}", site.base_url, about.name());
    let bytes = match about {
        About::JsonFeed => json_feed(&site, &locale, &posts, &this),
        _ => atom(&site, &locale, &posts, &this, stamp.at),
    };
    Made { media: about.media(), ..Made::json(bytes, exhibits, Watch::Catalog, stamp) }
}

impl Post<'_> {
    fn field(&self, name: &str) -> Option<&Value> {
        match &self.subject.content {
            Content::Head(values) => self.spec.head_index(name).and_then(|index| values.get(index)),
            Content::Whole(_, document) => document.get(name),
        }
    }

    /// Its standfirst.
    fn summary(&self) -> Option<&str> {
        self.field("standfirst").and_then(Value::as_str)
    }

    /// The names of what it refers to by a field.
    fn names(&self, field: &str) -> Vec<&str> {
        let cards = match self.field(field) {
            Some(Value::List(cards)) => cards,
            Some(card @ Value::Object(_)) => std::slice::from_ref(card),
            _ => &[],
        };
        cards.iter().filter_map(|card| card.get("name").and_then(Value::as_str)).collect()
    }

    /// What it is about.
    fn topics(&self) -> Vec<&str> {
        let mut topics = self.names("category");
        topics.extend(self.names("tags"));
        topics
    }
}

fn atom(site: &Site, locale: &Locale, posts: &[Post<'_>], this: &str, at: Option<Time>) -> Vec<u8> {
    let base = format!("{}/", site.base_url);
    let newest = posts.iter().map(|post| post.subject.entry.updated_at).max().or(at).unwrap_or_default();
    let mut xml = Xml::new();
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", locale.as_str()), ("xml:base", &base)];
    xml.element("feed", &attributes, |xml| {
        xml.text("id", &[], this);
        xml.text("title", &[], &site.name);
        xml.text("updated", &[], &time(newest));
        xml.empty("link", &[("rel", "self"), ("type", About::Atom.media()), ("href", this)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &base)]);
        // Of every entry that names none.
        xml.element("author", &[], |xml| xml.text("name", &[], publisher(site)));
        posts.iter().for_each(|post| atom_entry(xml, post));
    });
    xml.finish()
}

fn atom_entry(xml: &mut Xml, post: &Post<'_>) {
    let entry = &post.subject.entry;
    xml.element("entry", &[], |xml| {
        xml.text("id", &[], &format!("urn:uuid:{}", entry.id));
        xml.text("title", &[], &entry.head.title);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &post.url)]);
        xml.text("published", &[], &time(entry.published_at));
        xml.text("updated", &[], &time(entry.updated_at));
        for name in post.names("authors") {
            xml.element("author", &[], |xml| xml.text("name", &[], name));
        }
        for topic in post.topics() {
            xml.empty("category", &[("term", topic)]);
        }
        if let Some(summary) = post.summary() {
            xml.text("summary", &[], summary);
        }
        if let Some(html) = post.html {
            xml.text("content", &[("type", "html")], html);
        }
    });
}

fn json_feed(site: &Site, locale: &Locale, posts: &[Post<'_>], this: &str) -> Vec<u8> {
    let item = |post: &Post<'_>| {
        let entry = &post.subject.entry;
        let mut item = json!({
            "id": entry.id,
            "url": post.url,
            "title": entry.head.title,
            "content_html": post.html.unwrap_or_default(),
            "date_published": time(entry.published_at),
            "date_modified": time(entry.updated_at),
            "authors": named(&post.names("authors")),
            "tags": post.topics(),
            "language": entry.locale,
        });
        if let (Some(summary), Json::Object(fields)) = (post.summary(), &mut item) {
            fields.insert("summary".to_owned(), summary.into());
        }
        item
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": format!("{}/", site.base_url),
        "feed_url": this,
        "language": locale,
        "authors": named(&[publisher(site)]),
        "items": posts.iter().map(item).collect::<Vec<_>>(),
    });
    feed.to_string().into_bytes()
}

fn named(names: &[&str]) -> Vec<Json> {
    names.iter().map(|name| json!({ "name": name })).collect()
}

/// Who speaks where no author is named.
fn publisher(site: &Site) -> &str {
    if site.organisation.name.is_empty() { &site.name } else { &site.organisation.name }
}
