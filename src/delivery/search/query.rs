//! The queries of `/search` and `/answers`, read as strictly as every other.

use crate::{
    delivery::{
        parameters::{ANSWERS, SEARCH},
        problem::{Faults, Refusal},
        query::{DEFAULT_LIMIT, MAX_LIMIT, Normal, number, parameters, unknown},
    },
    search::{Question, Unaskable},
    vocabulary::{EntryId, KindName, KindSpec, Locale, Slug},
};

pub const DEFAULT_ANSWERS: usize = 3;
pub const MAX_ANSWERS: usize = 10;
const MAX_VALUES: usize = 50;

/// What results are filtered by, in the order of the normal form. Each is also the name of the kind that it names.
pub const FILTERS: [&str; 2] = ["category", "tag"];

/// The query of `/search`.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchQuery {
    pub text: String,
    pub question: Question,
    /// Of these kinds, in the order in which there are kinds; of all when empty.
    pub kinds: Vec<KindName>,
    pub locale: Option<Locale>,
    /// For each of [`FILTERS`] the slugs and ids of which an entry has one, in order.
    pub filters: [Option<Vec<Box<str>>>; 2],
    /// From 1.
    pub page: usize,
    pub limit: usize,
}

/// The query of `/answers`.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswersQuery {
    pub text: String,
    pub question: Question,
    pub locale: Option<Locale>,
    pub limit: usize,
}

/// What both have.
#[derive(Default)]
struct Asked {
    text: Option<String>,
    locale: Option<Locale>,
}

impl SearchQuery {
    /// `kinds`: those that are searched. `default`: the locale of who says nothing of it.
    pub fn read(kinds: &[KindSpec], default: &Locale, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut asked = Asked::default();
        let (mut chosen, mut filters, mut page, mut limit) = (Vec::new(), [None, None], 1, DEFAULT_LIMIT);
        for (name, value) in parameters(query, &mut faults) {
            match &*name {
                _ if asked.take(&name, &value, &mut faults) => {}
                "kind" => chosen = some_kinds(kinds, &value, &mut faults),
                "page" => match number(&value) {
                    Some(n) => page = n,
                    None => faults.add(&name, "invalid_value", "use a whole number from 1".into()),
                },
                "limit" => limit = at_most(MAX_LIMIT, &value, &mut faults).unwrap_or(limit),
                _ if name.starts_with("filter[") => filter(&name, &value, &mut filters, &mut faults),
                _ => unknown(&name, SEARCH, &mut faults),
            }
        }
        let Asked { text, locale } = asked;
        let (text, question) = question(text, locale.as_ref().unwrap_or(default), &mut faults);
        let question = faults.or(question)?.ok_or(Refusal::Missing)?;
        Ok(Self { text, question, kinds: chosen, locale, filters, page, limit })
    }

    /// The normal form of the same query at another page, without a question mark.
    pub fn normal(&self, page: usize) -> String {
        let mut normal = Normal::default();
        normal.add("q", &self.text);
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().map(|kind| kind.as_str()).collect();
            normal.add("kind", &kinds.join(","));
        }
        if let Some(locale) = &self.locale {
            normal.add("locale", locale.as_str());
        }
        for (name, values) in FILTERS.iter().zip(&self.filters) {
            match values.as_deref() {
                None => {}
                Some([one]) => normal.add(&format!("filter[{name}]"), one),
                Some(several) => normal.add(&format!("filter[{name}][in]"), &several.join(",")),
            }
        }
        if self.limit != DEFAULT_LIMIT {
            normal.add("limit", &self.limit.to_string());
        }
        if page != 1 {
            normal.add("page", &page.to_string());
        }
        normal.0
    }
}

impl AnswersQuery {
    pub fn read(default: &Locale, query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let (mut asked, mut limit) = (Asked::default(), DEFAULT_ANSWERS);
        for (name, value) in parameters(query, &mut faults) {
            if asked.take(&name, &value, &mut faults) {
                continue;
            }
            match &*name {
                "limit" => limit = at_most(MAX_ANSWERS, &value, &mut faults).unwrap_or(limit),
                _ => unknown(&name, ANSWERS, &mut faults),
            }
        }
        let Asked { text, locale } = asked;
        let (text, question) = question(text, locale.as_ref().unwrap_or(default), &mut faults);
        let question = faults.or(question)?.ok_or(Refusal::Missing)?;
        Ok(Self { text, question, locale, limit })
    }

    /// The normal form, without a question mark.
    pub fn normal(&self) -> String {
        let mut normal = Normal::default();
        normal.add("q", &self.text);
        if let Some(locale) = &self.locale {
            normal.add("locale", locale.as_str());
        }
        if self.limit != DEFAULT_ANSWERS {
            normal.add("limit", &self.limit.to_string());
        }
        normal.0
    }
}

impl Asked {
    /// Takes a parameter that both have; says whether it was one.
    fn take(&mut self, name: &str, value: &str, faults: &mut Faults) -> bool {
        match name {
            "q" => self.text = Some(value.to_owned()),
            "locale" => match value.parse() {
                Ok(locale) => self.locale = Some(locale),
                Err(error) => faults.add(name, "invalid_value", format!("{error}")),
            },
            _ => return false,
        }
        true
    }
}

/// The text in its normal form, and what it asks; `None` when that is at fault.
fn question(text: Option<String>, locale: &Locale, faults: &mut Faults) -> (String, Option<Question>) {
    let text = text.unwrap_or_default();
    let read = Question::read(&text, locale);
    let question = read.map_err(|why: Unaskable| faults.add("q", why.code(), why.to_string())).ok();
    (Question::normal(&text), question)
}

fn at_most(most: usize, value: &str, faults: &mut Faults) -> Option<usize> {
    let limit = number(value).filter(|n| *n <= most);
    if limit.is_none() {
        faults.add("limit", "invalid_value", format!("use a whole number from 1 to {most}"));
    }
    limit
}

/// `kind=article,faq`.
fn some_kinds(kinds: &[KindSpec], value: &str, faults: &mut Faults) -> Vec<KindName> {
    let names: Vec<&str> = value.split(',').collect();
    for (index, name) in names.iter().enumerate() {
        if !kinds.iter().any(|kind| kind.name.as_str() == *name) {
            let known = kinds.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ");
            faults.add("kind", "unknown_value", format!("{name:?} is not searched; use {known}"));
        } else if names.iter().take(index).any(|other| other == name) {
            faults.add("kind", "duplicate", format!("{name:?} stands there twice"));
        }
    }
    let chosen: Vec<_> = kinds.iter().map(|kind| kind.name).filter(|name| names.contains(&name.as_str())).collect();
    // All of them is as much as none said.
    if chosen.len() == kinds.len() { Vec::new() } else { chosen }
}

/// The one place that knows how results are filtered: `filter[category]=a`, `filter[tag][in]=a,b`.
fn filter(parameter: &str, value: &str, filters: &mut [Option<Vec<Box<str>>>; 2], faults: &mut Faults) {
    let brackets = parameter.strip_prefix("filter[").and_then(|rest| rest.split_once(']'));
    let Some((name, operator)) = brackets else {
        faults.add(parameter, "unknown_parameter", "write filter[field]=value or filter[field][in]=value".into());
        return;
    };
    let Some(slot) = FILTERS.iter().position(|known| *known == name).and_then(|index| filters.get_mut(index)) else {
        let detail = format!("{name:?} is not filtered by; results are filtered by {}", FILTERS.join(", "));
        faults.add(parameter, "unknown_field", detail);
        return;
    };
    let mut values: Vec<&str> = match operator {
        "" | "[eq]" => vec![value],
        "[in]" => value.split(',').collect(),
        _ => {
            faults.add(parameter, "unknown_operator", format!("no operator of {name}; use [eq], [in]"));
            return;
        }
    };
    values.sort_unstable();
    values.dedup();
    if values.len() > MAX_VALUES {
        faults.add(parameter, "too_many", format!("give {MAX_VALUES} values at most"));
    } else if values.iter().any(|text| text.parse::<Slug>().is_err() && text.parse::<EntryId>().is_err()) {
        faults.add(parameter, "invalid_value", "use a slug or an id".into());
    } else if slot.replace(values.into_iter().map(Into::into).collect()).is_some() {
        faults.add(parameter, "duplicate", "give it once; several values go into [in]".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::cast::{STORY, TOPIC};

    const BOTH: [KindSpec; 2] = [STORY, TOPIC];

    fn read(query: &str) -> Result<SearchQuery, Refusal> {
        SearchQuery::read(&BOTH, &Locale::default(), query)
    }

    #[test]
    fn what_cannot_be_taken_is_refused_by_name() {
        for (query, parameter, code) in [
            ("", "q", "required"),
            ("q=%20%2a", "q", "required"),
            ("q=a&q=b", "q", "duplicate"),
            ("q=a&sort=title", "sort", "unknown_parameter"),
            ("q=a&kind=author", "kind", "unknown_value"),
            ("q=a&kind=story,story", "kind", "duplicate"),
            ("q=a&kind=", "kind", "unknown_value"),
            ("q=a&locale=English", "locale", "invalid_value"),
            ("q=a&page=0", "page", "invalid_value"),
            ("q=a&limit=101", "limit", "invalid_value"),
            ("q=a&filter[author]=x", "filter[author]", "unknown_field"),
            ("q=a&filter[tag][gte]=x", "filter[tag][gte]", "unknown_operator"),
            ("q=a&filter[tag]x=x", "filter[tag]x", "unknown_operator"),
            ("q=a&filter[tag", "filter[tag", "unknown_parameter"),
            ("q=a&filter[tag]=A B", "filter[tag]", "invalid_value"),
            ("q=a&filter[tag]=a&filter[tag][in]=b", "filter[tag][in]", "duplicate"),
        ] {
            match read(query) {
                Err(Refusal::Faults(faults)) => {
                    let seen = format!("{:?}", faults[0].at);
                    assert!(faults[0].code == code && seen.contains(parameter), "{query}: {faults:?}");
                }
                other => panic!("{query}: {other:?}"),
            }
        }
        assert!(read(&format!("q={}", "a".repeat(401))).is_err());
        assert!(AnswersQuery::read(&Locale::default(), "q=a&limit=11").is_err());
        assert!(AnswersQuery::read(&Locale::default(), "q=a&page=1").is_err());
    }

    #[test]
    fn two_spellings_of_a_query_have_one_normal_form() {
        let normal = |query: &str| read(query).unwrap().normal(1);
        let one = "q=back+pain&kind=topic&locale=de&filter%5Btag%5D%5Bin%5D=a,b&limit=5";
        let two = "limit=5&page=1&filter[tag][in]=b,a,b&locale=de&kind=topic&q=+back%20%20pain%0a";
        assert_eq!(normal(one), normal(two));
        assert_eq!(normal(&normal(one)), normal(one));
        assert_eq!(normal("q=a&kind=topic,story&filter[tag][eq]=x"), "q=a&filter%5Btag%5D=x");
        let answers = |query: &str| AnswersQuery::read(&Locale::default(), query).unwrap().normal();
        assert_eq!(answers("limit=3&q=a,b"), "q=a,b");
    }
}
