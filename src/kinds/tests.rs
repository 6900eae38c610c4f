//! What every kind must keep to, whichever it is.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use serde_json::{Map, Value as Json, json};

use super::registry;
use crate::{
    content::{BodyForm, FormView, Input, Names, Resolved, kind::AnyKind, names::Named},
    document::portable_text::BLOCK,
    vocabulary::{
        BodyForms, CatalogVersion, Closure, EntryId, EntryMeta, FieldErrors, GroupId, KindSpec, LiveEntry, Locale,
        Reference, ReferenceMode, RevisionNumber, Site, Slug, Swap, Time, shape::fits::World,
    },
};

/// Content of each kind with every field filled, as input.
fn full(kind: &str) -> Json {
    let rich = |text: &str| json!({ "markdown": format!("{text} with [our hours](galley:tag/sport).") });
    match kind {
        "article" => json!({
            "title": "Knees",
            "standfirst": "What they bear.",
            "body": { "markdown": "Intro.\n\n::cta{ref=\"visit\"}\n\n## Why?\n\n- one\n- two\n\n::faqs{heading=\"Questions\" refs=\"why\"}" },
            "cover": null,
            "authors": [{ "slug": "ada" }],
            "reviewedBy": { "slug": "ada" },
            "reviewedOn": "2026-01-02",
            "category": { "slug": "knee" },
            "tags": [{ "slug": "sport" }],
            "related": [{ "slug": "hips" }],
            "seo": { "title": "Back pain after running", "description": "Why a run leaves the lower back sore, and what helps within a week.", "canonicalUrl": "https://x.example/a", "robots": "noindex,follow", "image": null },
            "schemaType": "MedicalWebPage",
        }),
        "faq" => json!({
            "question": "Why?",
            "shortAnswer": "So.",
            "answer": rich("Because"),
            "topic": { "slug": "knee" },
            "tags": [{ "slug": "sport" }],
            "owner": "Ada",
            "reviewBy": "2027-01-01",
        }),
        "cta" => json!({
            "name": "Visit",
            "kind": "newsletter",
            "heading": "Letters",
            "text": "Weekly.",
            "label": "Subscribe",
            "target": { "type": "entry", "url": null, "entry": { "kind": "article", "slug": "hips" } },
            "style": "quiet",
            "image": null,
            "newsletter": {
                "fields": [{ "name": "email", "label": "Email", "type": "email", "required": true }],
                "consent": rich("I agree"),
                "success": "Yes.",
                "failure": "No.",
                "alreadySubscribed": "Again?",
                "invalid": "Hm.",
            },
            "validFrom": "2026-01-01T00:00:00Z",
            "validUntil": "2026-02-01T00:00:00Z",
        }),
        "author" => json!({
            "name": "Ada",
            "role": "Physio",
            "credentials": "MSc",
            "bio": rich("Treats knees"),
            "photo": null,
            "links": [{ "label": "Site", "url": "https://ada.example/" }],
        }),
        "category" => json!({ "name": "Knee", "description": "The joint.", "parent": { "slug": "leg" } }),
        "tag" => json!({ "name": "Sport", "description": "All of it." }),
        other => panic!("say what a full {other} holds"),
    }
}

/// Entries of every kind by the slugs that the samples use.
fn names() -> Names {
    let kinds = registry();
    let mut names = Names::default();
    for (kind, slug) in [
        ("cta", "visit"),
        ("faq", "why"),
        ("author", "ada"),
        ("category", "knee"),
        ("category", "leg"),
        ("tag", "sport"),
        ("article", "hips"),
    ] {
        let kind = kinds.named(kind).unwrap();
        let (name, level) = (kind.spec().name, kind.level());
        let slug: Slug = slug.parse().unwrap();
        names.add(Named { id: EntryId::new(), kind: name, level, slug, title: String::new() }, true);
    }
    names
}

/// What the shapes of a kind may refer to.
fn world() -> World<'static> {
    static SPECS: LazyLock<Vec<KindSpec>> = LazyLock::new(|| registry().specs().to_vec());
    World { kinds: &SPECS, block: &BLOCK }
}

fn read(kind: &Arc<dyn AnyKind>, input: Json, names: &Names) -> Json {
    let taken = kind.read(&Input::json(input), None, names);
    taken.unwrap_or_else(|errors| panic!("{}: {errors}", kind.spec().name)).content
}

/// The dotted names of everything that is no object.
fn leaves(prefix: &str, value: &Json, found: &mut Vec<String>) {
    match value {
        Json::Object(object) if !object.contains_key("markdown") && !object.contains_key("slug") => {
            for (name, value) in object {
                leaves(&format!("{prefix}{name}."), value, found);
            }
        }
        _ => found.push(prefix.trim_end_matches('.').to_owned()),
    }
}

#[test]
fn what_is_written_reads_back_as_the_same_content() {
    let names = names();
    for kind in registry().iter() {
        for input in [full(kind.spec().name.as_str()), json!({})] {
            let stored = read(kind, input, &names);
            for form in [BodyForm::Markdown, BodyForm::Doc, BodyForm::Html] {
                let written = kind.write(&stored, form, &names).unwrap();
                assert_eq!(world().members(kind.content_fields(), &written, "content"), None, "{}", kind.spec().name);
                let again = kind.read(&Input::json(written), Some(&stored), &names).unwrap();
                assert_eq!(again.content, stored, "{}", kind.spec().name);
            }
        }
    }
}

#[test]
fn a_full_sample_fills_every_field_and_is_fit_for_readers() {
    let names = names();
    for kind in registry().iter() {
        let stored = read(kind, full(kind.spec().name.as_str()), &names);
        let written = kind.write(&stored, BodyForm::Markdown, &names).unwrap();
        for (name, value) in written.as_object().unwrap() {
            let media = matches!(name.as_str(), "cover" | "photo" | "image");
            assert!(media || (!value.is_null() && *value != json!("")), "{}.{name}", kind.spec().name);
        }
        let facts = kind.facts(&stored).unwrap();
        assert!(facts.problems.is_empty(), "{}: {}", kind.spec().name, facts.problems);
        assert!(!facts.title.is_empty());
    }
}

#[test]
fn an_empty_draft_is_taken_and_not_published() {
    for kind in registry().iter() {
        let stored = read(kind, json!({}), &Names::default());
        assert!(!kind.facts(&stored).unwrap().problems.is_empty(), "{}", kind.spec().name);
    }
}

#[test]
fn every_reference_is_asked_for_by_name_and_found_in_the_content() {
    let names = names();
    for kind in registry().iter() {
        let input = Input::json(full(kind.spec().name.as_str()));
        let asked = kind.names(&input);
        let stored = kind.read(&input, None, &names).unwrap().content;
        let references = kind.facts(&stored).unwrap().references;
        for reference in &references {
            let named = names.named(reference.to).expect("known");
            let by_slug = |name: &&crate::content::Name| name.key == named.slug.as_str();
            assert!(asked.iter().any(|name| by_slug(&name)), "{} never asked for {}", kind.spec().name, named.slug);
        }
        assert_eq!(kind.read(&input, None, &Names::default()).is_ok(), references.is_empty());
    }
}

#[test]
fn every_address_of_the_web_is_among_the_links_that_lead_out() {
    fn addresses(value: &Json, found: &mut Vec<String>) {
        match value {
            Json::String(text) if text.starts_with("https://") => found.push(text.clone()),
            Json::Array(all) => all.iter().for_each(|one| addresses(one, found)),
            Json::Object(all) => all.values().for_each(|one| addresses(one, found)),
            _ => {}
        }
    }
    let names = names();
    for kind in registry().iter() {
        let text = full(kind.spec().name.as_str()).to_string();
        let text =
            text.replace("galley:tag/sport", "https://x.example/hours").replace("Intro.", "[In](https://x.example/in)");
        let mut input: Json = serde_json::from_str(&text).unwrap();
        if let Some(target) = input.get_mut("target") {
            *target = json!({ "type": "url", "url": "https://x.example/visit", "entry": null });
        }
        let stored = read(kind, input, &names);
        let mut wanted = Vec::new();
        addresses(&stored, &mut wanted);
        let mut found: Vec<String> = kind.web_links(&stored).unwrap().into_iter().map(|link| link.href).collect();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{}", kind.spec().name);
    }
}

#[test]
fn every_reference_can_be_replaced_and_nothing_else_changes_by_it() {
    let names = names();
    for kind in registry().iter() {
        let stored = read(kind, full(kind.spec().name.as_str()), &names);
        let before = kind.facts(&stored).unwrap().references;
        for from in before.iter().map(|reference| reference.to) {
            let to = EntryId::new();
            let replaced = kind.replace(&stored, Swap { from, to }).unwrap();
            let swapped = |reference: &Reference| Reference {
                to: if reference.to == from { to } else { reference.to },
                ..reference.clone()
            };
            let expected: Vec<Reference> = before.iter().map(swapped).collect();
            assert_eq!(kind.facts(&replaced).unwrap().references, expected, "{}", kind.spec().name);
            assert_eq!(kind.replace(&replaced, Swap { from: to, to: from }).unwrap(), stored, "{}", kind.spec().name);
        }
        // A stranger's place is nowhere.
        let stranger = Swap { from: EntryId::new(), to: EntryId::new() };
        assert_eq!(kind.replace(&stored, stranger).unwrap(), stored, "{}", kind.spec().name);
    }
}

#[test]
fn advice_is_about_what_is_missing_and_never_about_what_is_there() {
    let names = names();
    for kind in registry().iter() {
        let advice = kind.advice(&read(kind, full(kind.spec().name.as_str()), &names), &Locale::default()).unwrap();
        assert!(advice.is_empty(), "{}: {advice}", kind.spec().name);
    }
    let article = registry().named("article").unwrap().clone();
    let advice = article.advice(&read(&article, json!({}), &names), &Locale::default()).unwrap();
    let fields: Vec<&str> = advice.0.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["standfirst", "authors", "seo.title", "seo.description"]);
}

#[test]
fn an_embed_goes_down_the_levels_only() {
    let mut names = names();
    let kinds = registry();
    let faq = kinds.named("faq").unwrap();
    let input = json!({ "question": "Q", "answer": { "markdown": "::faqs{refs=\"why\"}" } });
    let errors = faq.read(&Input::json(input), None, &names).unwrap_err();
    assert_eq!(errors.0[0].code, "not_embeddable");
    // By id, a CTA block cannot smuggle in what is no call to action.
    let article = EntryId::new();
    let spec = kinds.named("article").unwrap().spec();
    names.add(Named { id: article, kind: spec.name, level: 2, slug: "a".parse().unwrap(), title: String::new() }, true);
    let doc = json!({ "type": "doc", "content": [{ "type": "cta", "attrs": { "ref": article } }] });
    let errors = kinds.named("article").unwrap().read(&Input::json(json!({ "body": { "doc": doc } })), None, &names);
    assert!(errors.unwrap_err().0.iter().any(|error| error.code == "unknown_reference"));
}

#[test]
fn the_form_has_an_input_for_every_field_and_no_other() {
    let names = names();
    for kind in registry().iter() {
        let stored = read(kind, full(kind.spec().name.as_str()), &names);
        let values = kind.write(&stored, BodyForm::Markdown, &names).unwrap();
        let (errors, choices) = (FieldErrors::default(), HashMap::new());
        let view = FormView { values: &values, errors: &errors, choices: &choices, address: "" };
        let form = kind.fields(&view).into_string() + &kind.details(&view).into_string();
        let mut wanted = Vec::new();
        leaves("", &values, &mut wanted);
        for name in wanted.iter().filter(|name| !matches!(name.rsplit('.').next(), Some("cover" | "photo" | "image"))) {
            assert!(form.contains(&format!("name=\"{name}\"")), "{}: no input {name}", kind.spec().name);
        }
        for name in form.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(wanted.iter().any(|known| known == name), "{}: a strange input {name}", kind.spec().name);
        }
    }
}

#[test]
fn what_the_form_shows_and_sends_reads_as_the_same_content() {
    // As a browser would send the form of a full entry back.
    let names = names();
    let kinds = registry();
    let tag = kinds.named("author").unwrap();
    let stored = read(tag, full("author"), &names);
    let pairs = [
        ("name", "Ada"),
        ("role", "Physio"),
        ("credentials", "MSc"),
        ("bio", "Treats knees with [our hours](galley:tag/sport)."),
        ("links", "Site | https://ada.example/\r\n"),
    ];
    let input = Input::form(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(tag.read(&input, Some(&stored), &names).unwrap().content, stored);
    let cta = kinds.named("cta").unwrap();
    let stored = read(cta, full("cta"), &names);
    let pairs = [
        ("name", "Visit"),
        ("kind", "newsletter"),
        ("heading", "Letters"),
        ("text", "Weekly."),
        ("label", "Subscribe"),
        ("target.type", "entry"),
        ("target.url", ""),
        ("target.entry", "article/hips"),
        ("style", "quiet"),
        ("newsletter.fields", "email | Email | email | required"),
        ("newsletter.consent", "I agree with [our hours](galley:tag/sport)."),
        ("newsletter.success", "Yes."),
        ("newsletter.failure", "No."),
        ("newsletter.alreadySubscribed", "Again?"),
        ("newsletter.invalid", "Hm."),
        ("validFrom", "2026-01-01T00:00"),
        ("validUntil", "2026-02-01T00:00"),
    ];
    let input = Input::form(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(cta.read(&input, Some(&stored), &names).unwrap().content, stored);
}

#[test]
fn heads_and_documents_hold_just_what_the_kind_declares() {
    let names = names();
    let kinds = registry();
    for kind in kinds.iter() {
        let spec = kind.spec();
        let stored = read(kind, full(spec.name.as_str()), &names);
        let facts = kind.facts(&stored).unwrap();
        let head = facts.head.to_stored(spec);
        let fields: &Map<String, Json> = head["fields"].as_object().unwrap();
        for (name, value) in fields {
            let media = matches!(name.as_str(), "cover" | "photo");
            assert!(media || !value.is_null(), "{}: the head lacks {name}", spec.name);
        }
        let targets = |mode| facts.references.iter().filter(|r| r.mode == mode).map(|r| r.to).collect();
        let entry = Arc::new(LiveEntry {
            id: EntryId::new(),
            kind: spec.name,
            locale: Locale::default(),
            group: GroupId::new(),
            slug: "knees".parse().unwrap(),
            revision: RevisionNumber(3),
            version: CatalogVersion(1),
            published_at: Time::default(),
            updated_at: Time::default(),
            head: facts.head,
            embeds: targets(ReferenceMode::Embed),
            links: targets(ReferenceMode::Link),
        });
        // Nothing that it refers to is live: the document does without.
        let closure = Closure {
            root: entry.clone(),
            entries: HashMap::from([(entry.id, entry.clone())]),
            reach: vec![entry.id],
            site: Arc::new(Site::default()),
        };
        let documents = HashMap::new();
        let resolved = Resolved::new(&closure, &documents, &kinds);
        let document = kind.compile(&EntryMeta::from(&*entry), stored, &resolved).unwrap();
        let fields: Vec<&str> = document.fields.iter().map(|(name, _)| &**name).collect();
        assert_eq!(fields, spec.names().collect::<Vec<_>>(), "{}", spec.name);
        let value = serde_json::to_value(document.to_value(entry.id).answer(BodyForms::default())).unwrap();
        assert_eq!(world().members(&spec.embedded_fields(), &value, "document"), None, "{}", spec.name);
    }
}
