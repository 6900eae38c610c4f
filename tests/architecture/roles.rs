//! What a file may name, by its name: the table of file roles.

use crate::source::{House, Source};

struct Role {
    name: &'static str,
    files: fn(folder: &str, name: &str) -> bool,
    /// Crates and modules that must not be named, and macros with their `!`.
    never: &'static [&'static str],
}

const ROLES: [Role; 8] = [
    Role {
        name: "pure",
        files: |folder, name| {
            folder.starts_with("document/")
                || folder.starts_with("vocabulary/")
                || ["model.rs", "compile.rs", "entry.rs"].contains(&name)
        },
        never: &["sea_orm", "sqlx", "axum", "tokio", "clock", "Clock"],
    },
    Role {
        name: "storage",
        files: |_, name| ["entity.rs", "store.rs", "log.rs", "references.rs", "queue.rs"].contains(&name),
        never: &["axum", "maud", "html!"],
    },
    Role {
        name: "pages",
        files: |folder, name| {
            name == "pages.rs" || folder.ends_with("/pages/") || folder == "ui/" || folder.starts_with("ui/")
        },
        never: &["sea_orm", "sqlx", "axum", "store"],
    },
    Role {
        name: "handlers",
        files: |folder, name| {
            let pages = name == "pages.rs" || folder.contains("/pages/");
            ["admin.rs", "api.rs"].contains(&name) || folder.starts_with("editor/") && !pages
        },
        never: &["sea_orm", "sqlx", "html!"],
    },
    Role { name: "jobs", files: |_, name| name == "jobs.rs", never: &["axum", "maud", "html!"] },
    Role {
        name: "delivery",
        files: |folder, _| folder.starts_with("delivery/"),
        never: &["sea_orm", "sqlx", "Db", "db"],
    },
    Role {
        name: "search",
        files: |folder, _| folder.starts_with("search/"),
        never: &["sea_orm", "sqlx", "axum", "tokio", "clock", "Clock"],
    },
    Role { name: "command line", files: |folder, name| folder.is_empty() && name == "main.rs", never: &["sea_orm"] },
];

/// No file names what its role must not.
pub fn check(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for file in &house.files {
        let (folder, name) = file.parts();
        for role in ROLES.iter().filter(|role| (role.files)(folder, name)) {
            for word in role.never {
                problems.extend(named(file, word).map(|place| format!("{place} ({} must not)", role.name)));
            }
        }
    }
    problems
}

fn named<'a>(file: &'a Source, word: &'a str) -> Box<dyn Iterator<Item = String> + 'a> {
    let places: Vec<String> = match word.strip_suffix('!') {
        Some(name) => file.find(&[name, "!"]).map(|token| file.at(token, format_args!("writes {word}"))).collect(),
        // A type may also stand alone, as in a signature.
        None if word.starts_with(char::is_uppercase) => {
            file.find(&[word]).map(|token| file.at(token, format_args!("names {word}"))).collect()
        }
        None => file.names_module(word).map(|token| file.at(token, format_args!("names {word}"))).collect(),
    };
    Box::new(places.into_iter())
}

mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> usize {
        check(&House::of([(path, text)])).len()
    }

    #[test]
    fn each_role_refuses_what_is_not_its_own() {
        for (path, text) in [
            ("kinds/faq/model.rs", "use sea_orm::DbErr;"),
            ("kinds/faq/compile.rs", "fn f() { tokio::spawn(x) }"),
            ("content/entry.rs", "fn f(clock: &Clock) {}"),
            ("document/html.rs", "use axum::Json;"),
            ("content/store.rs", "use maud::Markup;"),
            ("publishing/log.rs", "fn f() -> axum::Json<()> {}"),
            ("kinds/faq/pages.rs", "use super::store;"),
            ("ui/form.rs", "use crate::content::store::Store;"),
            ("ui/shell/nav.rs", "use axum::Json;"),
            ("accounts/admin.rs", "fn f() { html! { p { \"x\" } } }"),
            ("manage/api.rs", "use sea_orm::EntityTrait;"),
            ("editor/history.rs", "use sea_orm::EntityTrait;"),
            ("publishing/jobs.rs", "use axum::Json;"),
            ("delivery/cache.rs", "use crate::platform::Db;"),
            ("delivery/query/mod.rs", "use sea_orm::Order;"),
        ] {
            assert_eq!(problems(path, text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn each_role_may_name_its_own() {
        for (path, text) in [
            ("content/store.rs", "use sea_orm::EntityTrait;"),
            ("kinds/faq/pages.rs", "fn f(store: &str) { html! { p { (store) } } }"),
            ("editor/pages.rs", "fn f() { html! { p {} } }"),
            ("delivery/api.rs", "use axum::Json;"),
        ] {
            assert_eq!(problems(path, text), 0, "{path}: {text}");
        }
    }
}
