//! How Galley is doing: what it is, whether its parts work together, and what it was told.

use maud::{Markup, Render, html};

use crate::{
    config::{Origin, Setting},
    settings::{Database, Overview},
    ui::{
        Icon, Notice, Page, Tab, Viewer,
        table::{Column, Table},
        time::moment,
    },
    words::{number, rich, t},
};

/// The page.
pub struct SystemPage<'a> {
    pub viewer: &'a Viewer,
    pub overview: &'a Overview,
}

/// How one thing is doing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Well,
    /// Look at it.
    Hm,
    Badly,
}

impl SystemPage<'_> {
    fn health(&self) -> Markup {
        let Overview { health, held, .. } = self.overview;
        let mut lines = Vec::new();
        match &health.database {
            None => lines.push((Doing::Badly, t!("system-database"), t!("system-database-away"))),
            Some(database) => {
                lines.push((Doing::Well, t!("system-database"), t!("system-database-answers")));
                let (_, missing) = database.steps;
                if missing > 0 {
                    lines.push((Doing::Badly, t!("system-schema"), t!("system-schema-behind", count = missing)));
                }
                let behind = u64::try_from(database.newest.0 - health.catalog.0).unwrap_or_default();
                let version = health.catalog.to_string();
                lines.push(if behind == 0 {
                    (Doing::Well, t!("system-catalog"), t!("system-catalog-current", version = version))
                } else {
                    (Doing::Hm, t!("system-catalog"), t!("system-catalog-behind", count = behind))
                });
                let (waiting, failed) = (database.jobs.waiting, database.jobs.failed);
                let doing = if failed > 0 { Doing::Hm } else { Doing::Well };
                lines.push((doing, t!("system-jobs"), t!("system-jobs-counts", waiting = waiting, failed = failed)));
            }
        }
        let used = bytes(held.answers.saturating_add(held.documents));
        let cache = t!("system-cache-use", used = used, capacity = bytes(held.capacity));
        lines.push((Doing::Well, t!("system-cache"), cache));
        html! {
            ul.health {
                @for (doing, what, how) in &lines {
                    li.(doing.class()) { (doing.icon()) strong { (what) } span { (how) } }
                }
            }
        }
    }

    fn program(&self) -> Markup {
        let Overview { version, optimised, started, health, .. } = self.overview;
        let running = self.viewer.now.signed_duration_since(*started);
        let build = if *optimised { t!("system-build-release") } else { t!("system-build-development") };
        html! {
            dl.particulars {
                dt { (t!("system-version")) } dd { (version) " " span.muted { (build) } }
                dt { (t!("system-started")) }
                dd {
                    (moment(*started, self.viewer)) " "
                    span.muted { (t!("system-uptime", time = how_long(running.num_minutes()))) }
                }
                @if let Some(database) = &health.database { (particulars(database)) }
            }
        }
    }

    fn configuration(&self) -> Markup {
        let columns =
            [Column::new(t!("system-variable")), Column::new(t!("system-value")), Column::new(t!("system-origin"))];
        let rows = self.overview.settings.iter().map(row).collect();
        html! {
            @if !self.overview.unknown.is_empty() {
                (Notice::warn(rich!("system-unknown", count = self.overview.unknown.len(), names = html! {
                    @for (index, name) in self.overview.unknown.iter().enumerate() {
                        @if index > 0 { ", " } code { (name) }
                    }
                })))
            }
            div.configuration { (Table { caption: &t!("system-configuration"), columns: &columns, rows }) }
        }
    }
}

impl Render for SystemPage<'_> {
    fn render(&self) -> Markup {
        let away = self.overview.health.database.is_none();
        let body = html! {
            @if away { (Notice::danger(t!("system-away-lead"))) }
            section.system-part { h2 { (t!("system-health")) } (self.health()) }
            section.system-part { h2 { (t!("system-program")) } (self.program()) }
            section.system-part {
                h2 { (t!("system-configuration")) }
                p.hint { (t!("system-configuration-lead")) }
                (self.configuration())
            }
        };
        Page::new(t!("system-title"), self.viewer, body)
            .tab(Tab::System)
            .width(crate::ui::shell::Width::Editor)
            .render()
    }
}

impl Doing {
    const fn class(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Hm => "warn",
            Self::Badly => "danger",
        }
    }

    const fn icon(self) -> Icon {
        if matches!(self, Self::Well) { Icon::Check } else { Icon::Warning }
    }
}

fn particulars(database: &Database) -> Markup {
    let (taken, _) = database.steps;
    html! {
        dt { (t!("system-database")) } dd { (database.program) " " (database.version) }
        dt { (t!("system-size")) } dd { (bytes(database.size)) }
        dt { (t!("system-steps")) } dd { (number(taken as u64)) }
    }
}

fn row(setting: &Setting) -> Vec<Markup> {
    let shown = setting.shown();
    let origin = match setting.origin {
        Origin::Default => t!("system-origin-default"),
        Origin::Environment => t!("system-origin-environment"),
        Origin::File => t!("system-origin-file"),
    };
    vec![
        html! { code { (setting.variable.name) } },
        html! { @if shown.is_empty() { span.muted { (t!("system-not-set")) } } @else { code { (shown) } } },
        html! { (origin) },
    ]
}

/// The two largest units of a time: `3 days, 4 hours`.
fn how_long(minutes: i64) -> String {
    let minutes = u64::try_from(minutes).unwrap_or_default();
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => t!("system-minutes", count = minutes),
        (0, _) => t!("system-hours", count = hours) + ", " + &t!("system-minutes", count = minutes),
        _ => t!("system-days", count = days) + ", " + &t!("system-hours", count = hours),
    }
}

/// `1.5 MB`; bytes in thousands, as disks are sold.
fn bytes(count: u64) -> String {
    const UNITS: [&str; 4] = ["bytes", "kB", "MB", "GB"];
    let mut unit = 0;
    let mut divisor = 1_u64;
    while count / divisor >= 1_000 && unit + 1 < UNITS.len() {
        (divisor, unit) = (divisor * 1_000, unit + 1);
    }
    let (whole, tenths) = (count / divisor, count % divisor * 10 / divisor);
    let fraction = if unit == 0 || whole >= 100 { String::new() } else { format!(".{tenths}") };
    format!("{}{fraction} {}", number(whole), UNITS.get(unit).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config, delivery::Held, platform::jobs::Counts, settings::Health, ui::sample,
        vocabulary::CatalogVersion,
    };

    fn overview(database: Option<Database>) -> Overview {
        let variables = [
            ("GALLEY_DATABASE_URL", "postgres://galley:hush@db/galley"),
            ("GALLEY_ADMIN_PASSWORD", "hush"),
            ("GALLEY_LISTN", "x"),
        ];
        let given = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::from_variables(given).unwrap();
        Overview {
            version: "0.1.0",
            optimised: true,
            started: "2026-11-01T13:58:00Z".parse().unwrap(),
            health: Health { database, catalog: CatalogVersion(40) },
            held: Held { answers: 1_500_000, documents: 90_000, capacity: 67_108_864 },
            settings: config.effective().to_vec(),
            unknown: config.unknown,
        }
    }

    fn page(database: Option<Database>) -> String {
        SystemPage { viewer: &sample::viewer(), overview: &overview(database) }.render().into_string()
    }

    fn database() -> Database {
        Database {
            program: "PostgreSQL",
            version: "17.5".into(),
            size: 8_400_000,
            steps: (4, 0),
            newest: CatalogVersion(40),
            jobs: Counts { waiting: 0, failed: 0 },
        }
    }

    #[test]
    fn no_secret_is_shown() {
        for page in [page(None), page(Some(database()))] {
            assert!(!page.contains("hush") && page.contains("postgres://galley:***@db/galley"), "{page}");
        }
    }

    #[test]
    fn a_lost_database_is_said_and_the_rest_is_shown() {
        let page = page(None);
        for part in ["role=\"alert\"", "li class=\"danger\"", "0.1.0", "GALLEY_LISTEN"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("17.5"));
    }

    #[test]
    fn what_is_behind_or_given_up_is_said() {
        let well = page(Some(database()));
        assert!(!well.contains("li class=\"warn\"") && !well.contains("li class=\"danger\""), "{well}");
        for part in ["PostgreSQL 17.5", "8.4 MB", "1.5 MB of 67.1 MB", "1 day", "GALLEY_LISTN"] {
            assert!(well.contains(part), "{part} in {well}");
        }
        let late = Database { newest: CatalogVersion(43), jobs: Counts { waiting: 2, failed: 1 }, ..database() };
        assert_eq!(page(Some(late)).matches("li class=\"warn\"").count(), 2);
        let old = Database { steps: (3, 1), ..database() };
        assert!(page(Some(old)).contains("li class=\"danger\""));
    }

    #[test]
    fn times_and_sizes_are_read_at_a_glance() {
        for (minutes, shown) in [
            (-1, "0 minutes"),
            (1, "1 minute"),
            (90, "1 hour, 30 minutes"),
            (60 * 24, "1 day, 0 hours"),
            (60 * 24 * 1_000 + 125, "1,000 days, 2 hours"),
        ] {
            assert_eq!(how_long(minutes), shown);
        }
        for (count, shown) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (8_449_999, "8.4 MB"), (123_000, "123 kB")]
        {
            assert_eq!(bytes(count), shown);
        }
        assert_eq!(bytes(u64::MAX), "18,446,744,073 GB");
    }
}
