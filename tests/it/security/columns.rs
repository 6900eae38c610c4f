//! Mass assignment: the name of every column of every table, sent along with what a form or a call really has.

use std::collections::BTreeSet;

use super::*;

/// The names of all columns, as they are and as JSON writes them.
async fn names(site: &TestSite) -> Vec<String> {
    let columns: BTreeSet<String> = schema(site.db()).await.into_iter().map(|(_, column)| column).collect();
    assert!(columns.contains("security_stamp") && columns.contains("created_by"), "{columns:?}");
    let camel = |name: &str| {
        let mut parts = name.split('_');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..])
    };
    let both = columns.iter().flat_map(|name| [name.clone(), camel(name), format!("entry.{name}"), format!("_{name}")]);
    both.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What would be worth having there: a role, a time, a number, somebody's id.
fn value(name: &str, victim: &Member) -> String {
    match name {
        _ if name.ends_with("at") || name.ends_with("At") || name.ends_with("expires") => "2031-01-01T00:00:00Z".into(),
        _ if name.ends_with("id") || name.ends_with("Id") || name.contains("by") || name.contains("author") => {
            format!("person:{}", victim.id)
        }
        _ if name.ends_with("role") || name.ends_with("scopes") => "owner".into(),
        _ => "1".into(),
    }
}

/// Everything but what writing entries may touch.
async fn all_but_drafts(site: &TestSite) -> String {
    let drafts = ["entries", "revisions", "entry_references", "audit", "events", "jobs", "sign_in_attempts", "slugs"];
    let mut tables: Vec<String> = schema(site.db()).await.into_iter().map(|(table, _)| table).collect();
    tables.dedup();
    let rest: Vec<&str> = tables.iter().map(String::as_str).filter(|table| !drafts.contains(table)).collect();
    contents(site.db(), &rest).await
}

/// Every entry is a draft of this person's, with nothing that only Galley may say.
async fn only_drafts_of(site: &TestSite, own: &Member) {
    let label = format!("person:{}", own.id);
    for (table, authors) in [("entries", ["created_by", "updated_by"]), ("revisions", ["author", "author"])] {
        let all = Statement::from_string(site.db().backend(), format!("SELECT * FROM {table}"));
        for row in Json::find_by_statement(all).all(site.db().reader()).await.unwrap() {
            for author in authors {
                assert_eq!(row[author].as_str(), Some(label.as_str()), "{table} {row}");
            }
            if table == "entries" {
                assert!(row["live_revision"].is_null() && row["trashed_at"].is_null(), "{row}");
                assert!(row["external_id"].is_null(), "{row}");
            }
            let made = row["created_at"].as_str().unwrap();
            assert!(made.starts_with("2026-03-02"), "{row}");
        }
    }
}

both! {
    async fn no_column_is_set_by_a_form_that_does_not_show_it(site: &TestSite) {
        let (carl, olga) = (Member::join(site, "carl", Role::Contributor).await, Member::join(site, "olga", Role::Owner).await);
        let form = paths::edit("tags", tag(site, &carl.actor(), "Own").await);
        let before = all_but_drafts(site).await;
        // What the form of a tag has, and what forms say of themselves.
        let own = ["name", "description", "slug", "_email", "_password"];
        for name in names(site).await.iter().filter(|name| !own.contains(&name.as_str())) {
            let value = value(name, &olga);
            let made = carl.post(site, &paths::list("tags"), &[("name", &format!("Food {name}")), (name, &value)]).await;
            assert!([303, 422].contains(&made.status), "{name}={value}: {}", made.status);
            let saved = carl.post(site, &form, &[("_base", "1"), ("name", "Own"), (name, &value)]).await;
            assert!([303, 409, 422].contains(&saved.status), "{name}={value}: {}", saved.status);
        }
        assert_eq!(all_but_drafts(site).await, before);
        only_drafts_of(site, &carl).await;
    }

    async fn no_column_is_set_by_a_call_that_does_not_name_it(site: &TestSite) {
        let (carl, olga) = (Member::join(site, "carl", Role::Contributor).await, Member::join(site, "olga", Role::Owner).await);
        let maker = Actor::person(carl.id, "carl", Role::Admin);
        let (_, secret) = token(site, &maker, &Scope::ALL).await;
        let id = tag(site, &carl.actor(), "Own").await;
        let call = async |method: Method, path: String, body: Json| {
            let request = nobody().request(method, format!("{}{path}", site.url)).bearer_auth(&secret);
            Answer::of(request.header("if-match", "\"1\"").body(body.to_string()).send().await.unwrap()).await
        };
        call(Method::GET, paths::manage_list("tags"), Json::Null).await;
        let before = everything(site).await;
        let known = ["slug", "locale", "content", "externalId", "translationOf", "name", "description"];
        for name in names(site).await.iter().filter(|name| !known.contains(&name.as_str())) {
            let value = value(name, &olga);
            let outside = json!({ "content": { "name": "Food" }, name: value });
            let inside = json!({ "content": { "name": "Food", name: value } });
            for body in [outside, inside] {
                let made = call(Method::POST, paths::manage_list("tags"), body.clone()).await;
                assert!([400, 422].contains(&made.status), "{body}: {}", made.status);
                let saved = call(Method::PATCH, paths::manage_entry("tags", id), body.clone()).await;
                assert!([400, 422].contains(&saved.status), "{body}: {}", saved.status);
            }
        }
        assert_eq!(everything(site).await, before);
    }

    async fn no_column_is_set_on_the_way_in_or_with_a_token(site: &TestSite) {
        let (ada, olga) = (Member::join(site, "ada", Role::Admin).await, Member::join(site, "olga", Role::Owner).await);
        let names = names(site).await;
        let mut fields = vec![("name", "made"), ("scopes", "history"), ("expiresAt", "30")];
        let worth: Vec<(&String, String)> = names.iter().map(|name| (name, value(name, &olga))).collect();
        let own = ["name", "scopes", "expiresAt", "_email", "_password"];
        let others = worth.iter().filter(|(name, _)| !own.contains(&name.as_str()));
        fields.extend(others.map(|(name, value)| (name.as_str(), value.as_str())));
        ada.post(site, paths::TOKENS, &fields).await.is(200);
        let tokens = site.app.accounts.tokens(&olga.actor()).await.unwrap();
        let [made] = tokens.as_slice() else { panic!("{tokens:?}") };
        assert_eq!((made.name.as_str(), made.scopes.as_slice()), ("made", &[Scope::History][..]));
        assert!(made.revoked_at.is_none() && made.successor.is_none() && made.last_used.is_none());
        assert_eq!(made.created_at, site.clock.now());
        let audit = contents(site.db(), &["tokens"]).await;
        assert!(audit.contains(&ada.id.to_string()) && !audit.contains(&olga.id.to_string()), "{audit}");

        let mut fields = vec![("email", "ada@example.com"), ("password", PASSWORD)];
        fields.extend(names.iter().filter(|name| !["email", "password"].contains(&name.as_str())).map(|name| (name.as_str(), "owner")));
        post(&site.url, paths::SIGN_IN, &fields, "").await.is(303);
        let people = contents(site.db(), &["people"]).await;
        assert_eq!(people.matches("\"owner\"").count(), 1, "{people}");
    }
}
