//! Galley put together: everything that a feature is given, and the life of the server from start to drain.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::net::TcpListener;

use crate::{
    accounts::Accounts,
    config::{Config, ConfigError},
    content::{ContentError, Entries},
    delivery::{Bounds, Catalog, Delivery, Doors},
    demo,
    drafts::Drafts,
    frontends::{Frontends, Links},
    kinds,
    openapi::OpenApi,
    permission::Actor,
    platform::{
        clock::Clock,
        db::{DatabaseUrl, Db, OpenError},
        http::TrustedProxies,
        jobs::Runner,
        migrate::{self, MigrateError},
        outbound::{Allowed, Outbound},
        server, telemetry,
    },
    publishing::{Feed, History, Lenses, Previews, Publisher, Source, batch::NdJson},
    router,
    vocabulary::Time,
    weblinks::WebLinks,
};

/// A stop takes no longer than this, whatever clients do: orchestrators kill after ten seconds.
const STOP: Duration = Duration::from_secs(9);

/// Why Galley does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    #[error("the publication log cannot be read: {0}")]
    Log(#[from] ContentError),
}

/// What of the configuration the platform reads, in its types.
#[derive(Debug, Clone)]
pub struct Settings {
    pub database: DatabaseUrl,
    pub proxies: TrustedProxies,
    pub outbound: Allowed,
}

impl Settings {
    /// Reads what `Config` left as text.
    ///
    /// # Errors
    /// Names the variable that is wrong.
    pub fn of(config: &Config) -> Result<Self, ConfigError> {
        telemetry::check_filter(config.log.text())
            .map_err(|error| ConfigError { variable: "GALLEY_LOG".into(), reason: error.to_string() })?;
        Ok(Self {
            database: config.database_url.parse()?,
            proxies: config.trusted_proxies.parse()?,
            outbound: config.outbound_allow.parse()?,
        })
    }
}

/// Whether requests should come here: what `/readyz` says.
#[derive(Debug, Default)]
pub struct Readiness {
    draining: AtomicBool,
}

impl Readiness {
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.draining.load(Ordering::Relaxed)
    }

    fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}

/// Everything that a feature's state is made of. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub settings: Settings,
    pub clock: Clock,
    pub db: Db,
    pub accounts: Accounts,
    pub entries: Entries,
    /// For the words that entries are found by.
    pub drafts: Drafts,
    pub publisher: Publisher,
    pub lenses: Lenses,
    pub frontends: Frontends,
    pub links: Links,
    pub previews: Previews,
    pub catalog: Catalog,
    pub feed: Feed,
    pub delivery: Delivery,
    pub openapi: OpenApi,
    pub outbound: Outbound,
    pub web_links: WebLinks,
    /// Does what is due in the background, where there is anything of the kind.
    pub runner: Option<Runner>,
    pub readiness: Arc<Readiness>,
    /// When it was built.
    pub started: Time,
}

impl App {
    /// Opens the database and migrates it.
    ///
    /// # Errors
    /// When the configuration is wrong, or the database cannot be opened or migrated.
    pub async fn build(config: Config, clock: Clock) -> Result<Self, StartError> {
        let settings = Settings::of(&config)?;
        let db = Db::connect(&settings.database).await?;
        migrate::migrate(&db, &clock).await?;
        let accounts = Accounts::new(db.clone(), clock.clone(), config.public_url.as_deref());
        let kinds = Arc::new(kinds::registry());
        let catalog = Catalog::new(kinds.specs());
        let feed = Feed::new(db.clone(), kinds.clone(), catalog.clone());
        feed.sync().await?;
        let lenses = Lenses::new(db.clone(), kinds.clone(), catalog.clone());
        let links = Links::new(db.clone(), clock.clone(), accounts.clone());
        links.prepare().await?;
        let previews = Previews::new(links.clone(), lenses.clone());
        let doors = Doors {
            documents: Arc::new(Source::new(db.clone(), kinds.clone())),
            drafts: Arc::new(previews.clone()),
            history: Arc::new(History::new(accounts.clone(), lenses.clone())),
        };
        let bounds = Bounds {
            cache: config.cache_mb * 1024 * 1024,
            index: config.search_dir.clone(),
            rate: config.query_rate,
            proxies: settings.proxies.clone(),
        };
        let outbound = Outbound::new(settings.outbound.clone());
        let web_links = WebLinks::new(db.clone(), clock.clone(), kinds.clone(), &outbound, config.check_links);
        let runner =
            config.check_links.then(|| Runner::new(db.clone(), clock.clone(), vec![Box::new(web_links.clone())]));
        Ok(Self {
            entries: Entries::new(db.clone(), clock.clone(), kinds.clone()),
            drafts: Drafts::new(db.clone(), kinds.clone(), config.search_dir.clone()),
            openapi: OpenApi::new(kinds.clone()),
            publisher: Publisher::new(db.clone(), clock.clone(), kinds, feed.clone()),
            lenses,
            frontends: Frontends::new(db.clone(), clock.clone()),
            links,
            previews,
            feed,
            catalog: catalog.clone(),
            delivery: Delivery::new(catalog, doors, bounds),
            outbound,
            web_links,
            runner,
            config: Arc::new(config),
            settings,
            started: clock.now(),
            clock,
            db,
            accounts,
            readiness: Arc::default(),
        })
    }

    /// Gets the background work going, or ends it where it was switched off. Done before serving, and by no other command:
    /// that may be given another configuration.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn prepare(&self) -> Result<(), ContentError> {
        Ok(self.web_links.prepare().await?)
    }

    /// Loads the sample content; loading it again changes nothing.
    ///
    /// # Errors
    /// When a line of it cannot be taken, or the database does not answer.
    pub async fn load_demo(&self) -> anyhow::Result<usize> {
        let lines: Vec<String> = demo::lines()?.iter().map(ToString::to_string).collect();
        let lines = NdJson::new(self.entries.kinds().clone(), lines.join("\n").into_bytes());
        let outcomes = self.publisher.batch(&Actor::system("demo"), &lines).await?;
        let count = outcomes.len();
        for outcome in outcomes {
            if let Some(error) = outcome.error {
                let name = outcome.external_id.unwrap_or_default();
                return Err(anyhow::Error::from(error).context(name));
            }
        }
        Ok(count)
    }

    /// Serves until `shutdown` resolves to how long requests are still taken; then finishes what runs, and closes.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = Duration> + Send) {
        let follower = tokio::spawn(self.feed.clone().follow());
        let indexer = tokio::spawn(self.delivery.indexer().clone().follow());
        let drafts = tokio::spawn(self.drafts.clone().follow());
        let work = self.runner.clone().map(|runner| tokio::spawn(async move { runner.run().await }));
        let router = router::router(&self);
        let stop = async {
            let drain = shutdown.await;
            self.readiness.drain();
            tracing::info!(seconds = drain.as_secs(), "stopping: not ready, still serving");
            tokio::time::sleep(drain).await;
            STOP.saturating_sub(drain)
        };
        server::serve(listener, router, stop).await;
        follower.abort();
        indexer.abort();
        drafts.abort();
        if let Some(work) = work {
            work.abort();
        }
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }
}
