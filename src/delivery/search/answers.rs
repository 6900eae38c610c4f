//! `/answers`: the questions and sections that answer best. Which they are the index says; what they say is the
//! documents', of now.

use std::sync::Arc;

use serde::Serialize;

use super::{
    AnswersQuery, Moment, entry, fragment,
    results::{Card, Shown},
    sections::sections,
};
use crate::{
    delivery::{
        Catalog,
        cache::Documents,
        fold::Stamp,
        kept::Made,
        problem::Refusal,
        respond::{Exhibits, with_query},
    },
    paths::API,
    search::{Hit, IndexError, Matcher, Wanted},
    vocabulary::{Closure, Document, EntryId, KindSpec, LiveEntry, Passages, Value, View as _, card, spec_of},
};

/// Entries whose passages are looked at.
const LOOKED_AT: usize = 30;
/// A question that was written to be answered stands before a section that fits as well, and a little better.
const PREFERRED: f32 = 1.2;
/// What the title that a section stands under has to say in how it fits.
const TITLE: f32 = 0.3;

/// The passages that answer best, before their documents are there.
pub struct Chosen {
    passages: Vec<Passage>,
    matcher: Option<Matcher>,
    is_complete: bool,
    watch: crate::delivery::kept::Watch,
    stamp: Stamp,
}

struct Passage {
    closure: Closure,
    stamp: Stamp,
    /// Of a section.
    anchor: Box<str>,
}

struct Candidate {
    score: f32,
    live: Arc<LiveEntry>,
    anchor: Box<str>,
}

#[derive(Serialize)]
struct Answers<'a> {
    data: Vec<Answer<'a>>,
    meta: Meta,
}

#[derive(Serialize)]
struct Meta {
    limit: usize,
    complete: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    r#type: &'static str,
    text: String,
    html: Option<&'a str>,
    question: Option<&'a str>,
    heading: Option<String>,
    anchor: Option<&'a str>,
    url: String,
    source: Card,
    cta: Option<Card>,
    highlights: Highlights,
}

#[derive(Serialize)]
struct Highlights {
    question: Option<Shown>,
    heading: Option<Shown>,
    text: Option<Shown>,
}

/// The address of the answers.
pub fn address(query: &AnswersQuery) -> String {
    with_query(format!("{API}/answers"), &query.normal())
}

impl Chosen {
    /// Takes as long as the index does: never on an async thread.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(catalog: &Catalog, moment: &Moment, query: &AnswersQuery) -> Result<Self, IndexError> {
        let except = moment.gone(&catalog.read());
        let wanted = Wanted { except, take: LOOKED_AT, ..Wanted::default() };
        let (hits, mut matcher) = match &moment.index {
            Some(index) => {
                let (found, matcher) = index.search(&query.question, &wanted)?;
                (found.hits, Some(matcher))
            }
            None => Default::default(),
        };
        let fold = catalog.read();
        let mut candidates = Vec::new();
        for hit in &hits {
            // What was changed since is looked at again when the index has it.
            let live = fold.entry(hit.id).filter(|live| entry::mark(live) == hit.mark);
            if let (Some(live), Some(matcher)) = (live, &mut matcher) {
                candidates.extend(candidates_of(catalog.kinds(), hit, &live, matcher));
            }
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.live.id.cmp(&a.live.id)));
        let passage = |Candidate { live, anchor, .. }| {
            let group = live.group;
            let closure = catalog.closure(&*fold, live);
            let stamp = fold.stamp(&closure.reach, group);
            Passage { closure, stamp, anchor }
        };
        let passages = candidates.into_iter().take(query.limit).map(passage).collect();
        let stamp = fold.latest();
        Ok(Self { passages, matcher, is_complete: moment.is_complete(), watch: moment.watch(stamp), stamp })
    }

    /// The answers, with what is missing of their documents loaded together.
    ///
    /// # Errors
    /// When a document cannot be loaded.
    pub async fn render(self, catalog: &Catalog, documents: &Documents, limit: usize) -> Result<Made, Refusal> {
        let Self { passages, mut matcher, is_complete, watch, stamp } = self;
        let closures: Vec<_> = passages.iter().map(|passage| (passage.closure.clone(), passage.stamp)).collect();
        let loaded = documents.many(&closures).await?;
        let kinds = catalog.kinds();
        let mut exhibits = Exhibits::default();
        super::searched(kinds).iter().for_each(|kind| exhibits.show_list(kind));
        let mut data = Vec::new();
        for (passage, document) in passages.iter().zip(&loaded) {
            if let Some(matcher) = &mut matcher {
                exhibits.show_closure(kinds, &passage.closure);
                data.extend(passage.answer(kinds, document, matcher));
            }
        }
        let answers = Answers { data, meta: Meta { limit, complete: is_complete } };
        let bytes = serde_json::to_vec(&answers).map_err(Refusal::internal)?;
        Ok(Made::json(bytes, exhibits, watch, stamp))
    }
}

fn candidates_of(kinds: &[KindSpec], hit: &Hit, live: &Arc<LiveEntry>, matcher: &mut Matcher) -> Vec<Candidate> {
    let Some((spec, search)) = spec_of(kinds, live.kind).and_then(|spec| Some((spec, spec.search.as_ref()?))) else {
        return Vec::new();
    };
    let candidate = |score, anchor: &str| Candidate { score, live: live.clone(), anchor: anchor.into() };
    match search.passages {
        Passages::Whole => {
            let mut text = entry::summary(spec, search, live).to_owned();
            for passage in &hit.passages {
                for part in [&passage.heading, &passage.text] {
                    text.push('\n');
                    text.push_str(part);
                }
            }
            vec![candidate(matcher.score(&live.head.title, &text) * PREFERRED, "")]
        }
        Passages::Sections => {
            let title = matcher.score(&live.head.title, "") * TITLE;
            let scored = hit.passages.iter().filter(|passage| !passage.text.is_empty()).map(|passage| {
                let score = matcher.score(&passage.heading, &passage.text);
                (score, passage)
            });
            // One of each article is enough: the others are a click away.
            let best = scored.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(score, _)| *score > 0.0);
            best.map(|(score, passage)| candidate(score + title, &passage.anchor)).into_iter().collect()
        }
    }
}

impl Passage {
    fn answer<'d>(&'d self, kinds: &[KindSpec], document: &'d Document, matcher: &mut Matcher) -> Option<Answer<'d>> {
        let live = &self.closure.root;
        let spec = spec_of(kinds, live.kind)?;
        let search = spec.search.as_ref()?;
        let Some(Value::Rich(rich)) = document.get(search.text) else { return None };
        let sections = sections(&rich.blocks);
        let path = self.closure.site.path(spec.plural, &live.slug);
        let at = |anchor: Option<&str>| anchor.map_or_else(|| path.clone(), |anchor| format!("{path}#{anchor}"));
        let view = |id: EntryId| self.closure.entries.get(&id).cloned();
        let mut source = vec![("type".into(), Value::text(live.kind.as_str()))];
        if let Some(Value::Object(fields)) = card(kinds, &view, live.id) {
            source.extend(fields);
        }
        let source = Card(Value::Object(source.into()));
        if search.passages == Passages::Whole {
            let question = &*live.head.title;
            let anchor = document.get("anchor").and_then(Value::as_str);
            return Some(Answer {
                r#type: live.kind.as_str(),
                text: rich.text.to_string(),
                html: Some(&rich.html),
                question: Some(question),
                heading: None,
                anchor,
                url: at(anchor),
                source,
                cta: sections.iter().find_map(|section| section.cta).map(|cta| Card(cta.clone())),
                highlights: Highlights {
                    question: Some(Shown(matcher.highlight(question))),
                    heading: None,
                    text: matcher.snippet(&rich.text).map(Shown),
                },
            });
        }
        let section = sections.into_iter().find(|section| *section.anchor == *self.anchor)?;
        let anchor = Some(section.anchor).filter(|anchor| !anchor.is_empty());
        let heading = Some(section.heading).filter(|heading| !heading.is_empty());
        Some(Answer {
            r#type: "section",
            html: anchor.and_then(|anchor| fragment::below(&rich.html, anchor)),
            question: None,
            anchor,
            url: at(anchor),
            source,
            cta: section.cta.map(|cta| Card(cta.clone())),
            highlights: Highlights {
                question: None,
                heading: heading.as_deref().map(|heading| Shown(matcher.highlight(heading))),
                text: matcher.snippet(&section.text).map(Shown),
            },
            heading,
            text: section.text,
        })
    }
}
