//! The queries of `/search` and `/answers`, read as strictly as every other.

use super::searched;
use crate::{
    delivery::{
        filter::{self, Filter, Scope, Shared},
        parameters::{ANSWERS, SEARCH},
        problem::{Faults, Refusal},
        query::{self, DEFAULT_LIMIT, MAX_LIMIT, Normal, parameters, unknown},
    },
    search::{Question, Unaskable},
    vocabulary::{KindName, KindSpec, Locale, parameter::Parameter},
};

pub const DEFAULT_ANSWERS: usize = 3;
pub const MAX_ANSWERS: usize = 10;

/// What results are counted by has one name for all kinds.
const SHARED: &[Shared] = &[("category", |search| search.category), ("tag", |search| search.tags)];

/// The query of `/search`.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchQuery {
    pub text: String,
    pub question: Question,
    /// Of these kinds, in the order in which there are kinds; of all when empty.
    pub kinds: Vec<KindName>,
    pub locale: Option<Locale>,
    pub filters: Vec<Filter>,
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

/// All that results are filtered by.
pub fn filters(kinds: &[KindSpec]) -> Vec<Parameter> {
    filter::parameters(&Scope::several(kinds, &searched(kinds), SHARED))
}

impl SearchQuery {
    /// `default`: the locale of who says nothing of it.
    pub fn read(kinds: &[KindSpec], default: &Locale, text: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut asked = Asked::default();
        let mut of = searched(kinds);
        let (mut chosen, mut written, mut page, mut limit) = (Vec::new(), Vec::new(), 1, DEFAULT_LIMIT);
        for (name, value) in parameters(text, &mut faults) {
            match &*name {
                _ if asked.take(&name, &value, &mut faults) => {}
                "kind" => chosen = some_kinds(&of, &value, &mut faults),
                "page" => page = query::page(&value, &mut faults).unwrap_or(page),
                "limit" => limit = query::limit(MAX_LIMIT, &value, &mut faults).unwrap_or(limit),
                _ if name.starts_with("filter[") => written.push((name, value)),
                _ => unknown(&name, SEARCH, &mut faults),
            }
        }
        of.retain(|kind| chosen.is_empty() || chosen.contains(&kind.name));
        // What there is to filter by depends on the kinds, wherever they stand in the query.
        let scope = Scope::several(kinds, &of, SHARED);
        let read = written.iter().filter_map(|(name, value)| scope.read(name, value, &mut faults));
        let mut filters: Vec<Filter> = read.collect();
        filter::arrange(&mut filters, &mut faults);
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
        self.filters.iter().for_each(|filter| normal.add(&filter.parameter(), &filter.value()));
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
    pub fn read(default: &Locale, text: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let (mut asked, mut limit) = (Asked::default(), DEFAULT_ANSWERS);
        for (name, value) in parameters(text, &mut faults) {
            if asked.take(&name, &value, &mut faults) {
                continue;
            }
            match &*name {
                "limit" => limit = query::limit(MAX_ANSWERS, &value, &mut faults).unwrap_or(limit),
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
            "locale" => self.locale = query::locale(name, value, faults),
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
            ("q=a&filter[tag]x=x", "filter[tag]x", "unknown_parameter"),
            ("q=a&filter[name]=x&kind=story", "filter[name]", "unknown_field"),
            ("q=a&filter[category.words]=1", "filter[category.words]", "unknown_field"),
            ("q=a&filter[tag", "filter[tag", "unknown_parameter"),
            ("q=a&filter[tag]=A B", "filter[tag]", "invalid_value"),
            ("q=a&filter[tag]=a&filter[tag][eq]=b", "filter[tag]", "duplicate"),
            ("q=a&filter[tag][in]=a,a", "filter[tag][in]", "duplicate"),
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
    fn who_asks_for_a_field_that_is_not_there_is_told_of_those_of_every_kind() {
        let told = |query: &str| match read(query) {
            Err(Refusal::Faults(faults)) => faults[0].detail.clone(),
            other => panic!("{query}: {other:?}"),
        };
        let both = told("q=a&filter[nothing]=x");
        for part in
            ["stories are filtered by", "words", "topics are filtered by", "parent", "all of them", "category, tag"]
        {
            assert!(both.contains(part), "{part}: {both}");
        }
        assert!(!told("q=a&kind=topic&filter[nothing]=x").contains("words"));
    }

    #[test]
    fn two_spellings_of_a_query_have_one_normal_form() {
        let normal = |query: &str| read(query).unwrap().normal(1);
        let one = "q=back+pain&kind=topic&locale=de&filter%5Btag%5D%5Bin%5D=a,b&limit=5";
        let two = "limit=5&page=1&filter[tag][in]=b,a&locale=de&kind=topic&q=+back%20%20pain%0a";
        assert_eq!(normal(one), normal(two));
        assert_eq!(normal(&normal(one)), normal(one));
        assert_eq!(normal("q=a&kind=topic,story&filter[tag][eq]=x"), "q=a&filter%5Btag%5D=x");
        // What only one kind has bears its name, the other spelling or not.
        assert_eq!(normal("q=a&filter[topics]=x"), normal("q=a&filter[anyTopic]=x"));
        assert_eq!(normal("kind=story&q=a&filter[category]=x"), normal("kind=story&q=a&filter[topic]=x"));
        let answers = |query: &str| AnswersQuery::read(&Locale::default(), query).unwrap().normal();
        assert_eq!(answers("limit=3&q=a,b"), "q=a,b");
    }
}
