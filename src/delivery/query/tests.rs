use super::*;
use crate::{
    delivery::{
        cast::{STORY, TOPIC},
        problem::Refusal,
    },
    platform::http::Location,
};

fn refused(query: &str) -> Vec<(String, &'static str)> {
    let Err(Refusal::Faults(faults)) = ListQuery::read(&[STORY, TOPIC], &STORY, query) else {
        panic!("{query} was taken")
    };
    let name = |at| match at {
        Location::Parameter(name) | Location::Pointer(name) => name,
    };
    faults.into_iter().map(|fault| (name(fault.at), fault.code)).collect()
}

fn normal(query: &str) -> String {
    let read = ListQuery::read(&[STORY, TOPIC], &STORY, query).unwrap_or_else(|refusal| panic!("{query}: {refusal:?}"));
    let normal = read.normal(read.start);
    assert_eq!(ListQuery::read(&[STORY, TOPIC], &STORY, &normal).unwrap(), read, "{query} and {normal} differ");
    normal
}

#[test]
fn whatever_is_unknown_is_refused_by_name() {
    for (query, name, code) in [
        ("colour=red", "colour", "unknown_parameter"),
        ("Page=1", "Page", "unknown_parameter"),
        ("cursor=x", "cursor", "invalid_cursor"),
        ("cursor=x&page=2", "page", "conflict"),
        ("filter=x", "filter", "unknown_parameter"),
        ("filter[topic=x", "filter[topic", "unknown_parameter"),
        ("filter[topic][eq]x=x", "filter[topic][eq]x", "unknown_parameter"),
        ("filter[colour]=red", "filter[colour]", "unknown_field"),
        ("filter[]=red", "filter[]", "unknown_field"),
        ("filter[title]=", "filter[title]", "invalid_value"),
        ("filter[body]=red", "filter[body]", "unknown_field"),
        ("filter[topic.colour]=red", "filter[topic.colour]", "unknown_field"),
        ("filter[topic.name.x]=red", "filter[topic.name.x]", "unknown_field"),
        (
            "filter[topic.parent.parent.parent.parent.name]=x",
            "filter[topic.parent.parent.parent.parent.name]",
            "too_deep",
        ),
        ("filter[topic][exists]=maybe", "filter[topic][exists]", "invalid_value"),
        ("filter[words][contains]=1", "filter[words][contains]", "unknown_operator"),
        ("filter[title][contains]=", "filter[title][contains]", "invalid_value"),
        ("filter[title][contains]=a%00b", "filter[title][contains]", "invalid_value"),
        ("filter[slug][gt]=a", "filter[slug][gt]", "unknown_operator"),
        ("updatedSince=yesterday", "updatedSince", "invalid_value"),
        ("at=2026-11-01", "at", "invalid_value"),
        ("fallback=en,de,fr,it", "fallback", "too_many"),
        ("locale=de&fallback=en,de", "fallback", "duplicate"),
        ("include=related", "include", "unknown_parameter"),
        ("filter[topic][like]=red", "filter[topic][like]", "unknown_operator"),
        ("filter[topic][gte]=red", "filter[topic][gte]", "unknown_operator"),
        ("filter[topic]=Red%20Wine", "filter[topic]", "invalid_value"),
        ("filter[topic]=", "filter[topic]", "invalid_value"),
        ("filter[topic][in]=a,", "filter[topic][in]", "invalid_value"),
        ("filter[topic][in]=a,a", "filter[topic][in]", "duplicate"),
        ("filter[words]=many", "filter[words]", "invalid_value"),
        ("filter[toldOn]=2026-2-1", "filter[toldOn]", "invalid_value"),
        ("filter[publishedAt][gte]=yesterday", "filter[publishedAt][gte]", "invalid_value"),
        ("filter[slug]=A", "filter[slug]", "invalid_value"),
        ("page=0", "page", "invalid_value"),
        ("page=-1", "page", "invalid_value"),
        ("page=01", "page", "invalid_value"),
        ("page=9999999999", "page", "invalid_value"),
        ("limit=101", "limit", "invalid_value"),
        ("limit=", "limit", "invalid_value"),
        ("sort=colour", "sort", "unknown_field"),
        ("sort=", "sort", "unknown_field"),
        ("sort=topic", "sort", "unknown_field"),
        ("sort=title,-title", "sort", "duplicate"),
        ("fields=title,colour", "fields", "unknown_field"),
        ("fields=title,title", "fields", "duplicate"),
        ("fields=", "fields", "unknown_field"),
        ("fields=topic.colour", "fields", "unknown_field"),
        ("fields=title.length", "fields", "unknown_field"),
        ("fields=body.html", "fields", "unknown_field"),
        ("fields=topic.", "fields", "unknown_field"),
        ("fields=topic.name,topic.name", "fields", "duplicate"),
        ("body=pdf", "body", "unknown_value"),
        ("body=html,html", "body", "duplicate"),
        ("locale=English", "locale", "invalid_value"),
        ("page=1&page=2", "page", "duplicate"),
        ("filter[topic]=a&filter[topic][eq]=b", "filter[topic]", "duplicate"),
    ] {
        assert_eq!(refused(query), [(name.to_owned(), code)], "{query}");
    }
}

#[test]
fn a_query_without_end_is_refused() {
    assert_eq!(refused(&"x".repeat(5000))[0].1, "too_long");
    let many: Vec<String> = (0..40).map(|n| format!("p{n}=1")).collect();
    assert_eq!(refused(&many.join("&"))[0].1, "too_many");
    let values: Vec<String> = (0..60).map(|n| n.to_string()).collect();
    assert_eq!(refused(&format!("filter[words][in]={}", values.join(",")))[0].1, "too_many");
}

#[test]
fn two_spellings_of_a_query_have_one_normal_form() {
    assert_eq!(normal("page=1&limit=20&sort=-publishedAt&body=html,blocks"), "");
    assert_eq!(normal("filter%5Btopic%5D%5Beq%5D=red"), "filter%5Btopic%5D=red");
    assert_eq!(
        normal("page=3&fields=title,slug&filter[words][gte]=3&filter[topic][in]=b,a&locale=de&sort=title,-words"),
        "filter%5Btopic%5D%5Bin%5D=a,b&filter%5Bwords%5D%5Bgte%5D=3&sort=title,-words&fields=id,type,slug,title&locale=de&page=3"
    );
    assert_eq!(normal("fields=topic.name,topic.id,title"), "fields=id,type,title,topic.id,topic.name");
    assert_eq!(normal("fields=topic.name,topic"), "fields=id,type,topic");
    assert_eq!(normal("body=text&limit=5"), "body=text&limit=5");
    assert_eq!(
        normal("filter[publishedAt][lte]=2026-11-01T10:00:00%2B02:00"),
        "filter%5BpublishedAt%5D%5Blte%5D=2026-11-01T10%3A00%3A00%2B02%3A00"
    );
}

#[test]
fn one_document_takes_fewer_parameters() {
    assert!(OneQuery::read(&[STORY, TOPIC], &STORY, "fields=body&locale=de&body=text").is_ok());
    assert!(OneQuery::read(&[STORY, TOPIC], &STORY, "page=1").is_err());
    assert!(ResolveQuery::read("path=/stories/one&fields=body").is_err());
    assert!(ResolveQuery::read("path=stories/one").is_err());
    assert!(ResolveQuery::read("").is_err());
}
