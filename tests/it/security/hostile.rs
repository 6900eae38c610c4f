//! Hostile text in every field of every kind, by form and by program: every page that shows it and every answer that
//! readers get is parsed, and nothing in it can run.

use super::{
    corpus::{line, payloads},
    *,
};

/// Fields of one line, of several, and of rich text. Names nest by dots.
struct Fields {
    kind: &'static str,
    plural: &'static str,
    lines: &'static [&'static str],
    rich: &'static [&'static str],
}

const KINDS: [Fields; 6] = [
    Fields {
        kind: "article",
        plural: "articles",
        lines: &["title", "standfirst", "seo.title", "seo.description"],
        rich: &["body"],
    },
    Fields { kind: "faq", plural: "faqs", lines: &["question", "shortAnswer", "owner"], rich: &["answer"] },
    Fields {
        kind: "cta",
        plural: "ctas",
        lines: &[
            "name",
            "heading",
            "text",
            "label",
            "newsletter.success",
            "newsletter.failure",
            "newsletter.alreadySubscribed",
            "newsletter.invalid",
        ],
        rich: &["newsletter.consent"],
    },
    Fields { kind: "author", plural: "authors", lines: &["name", "role", "credentials"], rich: &["bio"] },
    Fields { kind: "category", plural: "categories", lines: &["name", "description"], rich: &[] },
    Fields { kind: "tag", plural: "tags", lines: &["name", "description"], rich: &[] },
];

/// How a payload is put into rich text, until it is taken: as it is, as the HTML that somebody pastes, and as text that
/// only looks like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Raw,
    Html,
    Text,
}

impl Manner {
    const BY_FORM: [Self; 2] = [Self::Raw, Self::Text];
    const BY_PROGRAM: [Self; 3] = [Self::Raw, Self::Html, Self::Text];
}

#[track_caller]
fn harmless(page: &Answer, what: &str) {
    let dangers = markup::dangers(&markup::parse(&page.text()), markup::PANEL);
    assert!(dangers.is_empty(), "{what}: {dangers:?}");
}

/// Markdown whose text is the payload, in a paragraph, a heading, emphasis and code.
fn as_text(payload: &str) -> String {
    let mut escaped = String::new();
    for character in payload.chars() {
        match character {
            '\n' => escaped.push(' '),
            _ if character.is_ascii_punctuation() => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    format!("{escaped}\n\n## {escaped}\n\n**{escaped}**\n\n~~~~~~~~\n{payload}\n~~~~~~~~")
}

/// The fields with the payload in each.
fn filled(fields: &Fields, payload: &str, manner: Manner) -> Vec<(String, String)> {
    let rich = match manner {
        Manner::Raw | Manner::Html => payload.to_owned(),
        Manner::Text => as_text(payload),
    };
    let lines = fields.lines.iter().map(|name| ((*name).to_owned(), line(payload)));
    lines.chain(fields.rich.iter().map(|name| ((*name).to_owned(), rich.clone()))).collect()
}

/// The same as a program sends it.
fn content(fields: &Fields, filled: &[(String, String)], manner: Manner) -> Json {
    let form = if manner == Manner::Html { "html" } else { "markdown" };
    let mut content = json!({});
    for (name, text) in filled {
        let value = if fields.rich.contains(&name.as_str()) { json!({ form: text }) } else { json!(text) };
        match name.split_once('.') {
            Some((outer, inner)) => content[outer][inner] = value,
            None => content[name] = value,
        }
    }
    content
}

/// Makes an entry by a form; `None` when it is refused whichever way it is put, in a page that is harmless itself.
async fn typed(site: &TestSite, ada: &Member, fields: &Fields, payload: &str) -> Option<String> {
    for manner in Manner::BY_FORM {
        let filled = filled(fields, payload, manner);
        let pairs: Vec<(&str, &str)> = filled.iter().map(|(name, text)| (&**name, &**text)).collect();
        let answer = ada.post(site, &paths::list(fields.plural), &pairs).await;
        if answer.status == 303 {
            return Some(answer.header("location").to_owned());
        }
        harmless(&answer.is(422), "a form that was refused");
    }
    None
}

/// Makes an entry by a call.
async fn sent(site: &TestSite, secret: &str, fields: &Fields, payload: &str) -> Option<String> {
    for manner in Manner::BY_PROGRAM {
        let body = json!({ "content": content(fields, &filled(fields, payload, manner), manner) }).to_string();
        let request = nobody().post(format!("{}{}", site.url, paths::manage_list(fields.plural))).bearer_auth(secret);
        let answer = request.header("content-type", "application/json").body(body).send().await.unwrap();
        let answer = Answer::of(answer).await;
        if answer.status == 201 {
            return Some(paths::edit(fields.plural, answer.data()["id"].as_str().unwrap().parse().unwrap()));
        }
        answer.is(422);
    }
    None
}

/// Every piece of HTML in an answer.
fn html_of(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Object(object) => object.iter().for_each(|(name, value)| match value.as_str() {
            Some(html) if name == "html" => found.push(html.to_owned()),
            _ => html_of(value, found),
        }),
        Json::Array(list) => list.iter().for_each(|item| html_of(item, found)),
        _ => {}
    }
}

async fn delivered_harmless(site: &TestSite, path: &str) {
    let answer = Answer::of(site.get(path).send().await.unwrap()).await.is(200);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-type").starts_with("application/json"));
    let mut found = Vec::new();
    html_of(&answer.json(), &mut found);
    for html in found {
        let dangers = markup::dangers(&markup::parse(&html), markup::DELIVERED);
        assert!(dangers.is_empty(), "{path}: {dangers:?} in {html}");
    }
}

both! {
    async fn nothing_that_is_typed_runs_where_it_is_shown(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Owner).await;
        let (_, secret) = token(site, &ada.actor(), &Scope::ALL).await;
        let payloads = payloads();
        let (mut kept, mut live) = (0, 0);
        for (row, fields) in KINDS.iter().enumerate() {
            for (at, payload) in payloads.iter().enumerate() {
                let made = match (row + at).is_multiple_of(2) {
                    true => typed(site, &ada, fields, payload).await,
                    false => sent(site, &secret, fields, payload).await,
                };
                let Some(form) = made else { continue };
                kept += 1;
                // Its form and its preview show all of it; the others show the same parts of each.
                let views = ["", "/preview/page", "/preview", "/history", "/revisions/1", "/compare", "/usage", "/publication"];
                for view in &views[..if at.is_multiple_of(3) { views.len() } else { 2 }] {
                    let page = ada.get(site, &format!("{form}{view}")).await;
                    // What is not fit for readers is said in a page, too.
                    let shown = page.status < 400 || *view == "/publication" && page.status == 422;
                    assert!(shown, "{form}{view}: {}", page.status);
                    harmless(&page, &format!("{}{view} of {payload:?}", fields.kind));
                }
                if ada.post(site, &format!("{form}/publication"), &[]).await.status == 303 {
                    let id = form.rsplit('/').next().unwrap();
                    let path = format!("/api/v1/{}/{id}", fields.plural);
                    if Answer::of(site.get(&path).send().await.unwrap()).await.status == 200 {
                        live += 1;
                        delivered_harmless(site, &path).await;
                    }
                }
            }
            for query in ["", "?q=%3Cscript%3E", "?state=%22%3E%3Cscript%3E", "?page=%3Cscript%3E"] {
                let path = format!("{}{query}", paths::list(fields.plural));
                harmless(&ada.get(site, &path).await.is(200), &path);
            }
            delivered_harmless(site, &format!("/api/v1/{}?limit=100", fields.plural)).await;
        }
        println!("{kept} kept and {live} live of {} each in {} kinds", payloads.len(), KINDS.len());
        assert!(kept > payloads.len() * KINDS.len() * 9 / 10 && live > kept / 2, "{kept} {live}");
        for path in [paths::HOME, paths::TRASH] {
            harmless(&ada.get(site, path).await.is(200), path);
        }
    }

    async fn a_conflict_and_the_trash_show_it_as_text(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Owner).await;
        let payloads = payloads();
        for fields in &KINDS {
            let start = [(fields.lines[0], "Sleep")];
            let form = ada.post(site, &paths::list(fields.plural), &start).await.is(303).header("location").to_owned();
            for save in payloads.iter().step_by(4) {
                let mut pairs = filled(fields, save, Manner::Text);
                pairs.push(("_base".to_owned(), "1".to_owned()));
                let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (&**name, &**text)).collect();
                let answer = ada.post(site, &form, &pairs).await;
                assert!([303, 409, 422].contains(&answer.status), "{}", answer.status);
                harmless(&answer, &format!("{} {save:?}", fields.kind));
            }
            ada.post(site, &format!("{form}/removal"), &[]).await.is(303);
            harmless(&ada.get(site, &form).await, "in the trash");
        }
        harmless(&ada.get(site, paths::TRASH).await.is(200), "the trash");
    }

    async fn people_and_tokens_are_named_as_text(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Owner).await;
        for payload in payloads() {
            let name: String = line(&payload).chars().take(100).collect();
            let made = ada.post(site, paths::TOKENS, &[("name", &name), ("scopes", "history"), ("expiresAt", "on"), ("expiresOn", &name)]).await;
            harmless(&made.is(422), &name);
            let made = ada.post(site, paths::TOKENS, &[("name", &name), ("scopes", "history"), ("expiresAt", "30")]).await;
            harmless(&made, &name);
        }
        harmless(&ada.get(site, paths::TOKENS).await.is(200), "tokens");
        for token in site.app.accounts.tokens(&ada.actor()).await.unwrap() {
            harmless(&ada.get(site, &paths::token_rotation(token.id)).await.is(200), &token.name);
            harmless(&ada.get(site, &paths::token_revocation(token.id)).await.is(200), &token.name);
        }
    }
}
