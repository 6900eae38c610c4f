//! Every environment variable: its name, its default, its check. Nobody else reads the environment.

use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

/// All variables that mean something, in the order in which `galley check` shows them.
pub const VARIABLES: [Variable; 15] = [
    Variable::plain("GALLEY_LISTEN", "127.0.0.1:8080"),
    Variable::plain("GALLEY_DATA_DIR", "./data"),
    Variable::secret("GALLEY_DATABASE_URL", ""),
    Variable::plain("GALLEY_PUBLIC_URL", ""),
    Variable::plain("GALLEY_TRUSTED_PROXIES", ""),
    Variable::plain("GALLEY_OUTBOUND_ALLOW", ""),
    Variable::plain("GALLEY_CHECK_LINKS", "off"),
    Variable::plain("GALLEY_CACHE_MB", "128"),
    Variable::plain("GALLEY_QUERY_RATE", "50"),
    Variable::plain("GALLEY_SEARCH_DIR", ""),
    Variable::plain("GALLEY_LOG", "info"),
    Variable::plain("GALLEY_LOG_FORMAT", "text"),
    Variable::plain("GALLEY_DRAIN_SECONDS", "3"),
    Variable::plain("GALLEY_ADMIN_EMAIL", ""),
    Variable::secret("GALLEY_ADMIN_PASSWORD", ""),
];

/// One environment variable. A secret may also come from the file that `<name>_FILE` names.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    pub name: &'static str,
    /// Empty: not set.
    pub default: &'static str,
    pub secret: bool,
}

impl Variable {
    const fn plain(name: &'static str, default: &'static str) -> Self {
        Self { name, default, secret: false }
    }

    const fn secret(name: &'static str, default: &'static str) -> Self {
        Self { name, default, secret: true }
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Default,
    Environment,
    File,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::Environment => "environment",
            Self::File => "file",
        })
    }
}

/// The text of a variable; a secret does not show itself.
#[derive(Clone)]
pub struct Setting {
    pub variable: Variable,
    pub origin: Origin,
    text: String,
}

impl Setting {
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value in its type; the error names the variable.
    ///
    /// # Errors
    /// When the text is no such value.
    pub fn parse<T: FromStr<Err: fmt::Display>>(&self) -> Result<T, ConfigError> {
        self.text.parse().map_err(|error: T::Err| self.error(error))
    }

    /// What `galley check` shows: of an address with a password all but the password, of a secret nothing.
    #[must_use]
    pub fn shown(&self) -> String {
        if !self.variable.secret || self.text.is_empty() {
            return self.text.clone();
        }
        match url::Url::parse(&self.text) {
            Ok(mut url) if url.has_host() => {
                // An address that cannot carry a password has none to hide.
                if url.password().is_some() && url.set_password(Some("***")).is_err() {
                    return "***".into();
                }
                url.set_query(None);
                url.to_string()
            }
            Ok(url) if url.scheme() == "sqlite" => self.text.clone(),
            _ => "***".into(),
        }
    }

    fn error(&self, reason: impl fmt::Display) -> ConfigError {
        ConfigError { variable: self.variable.name.into(), reason: reason.to_string() }
    }
}

impl fmt::Debug for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.shown(), self.origin)
    }
}

/// What is wrong with one variable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {reason}")]
pub struct ConfigError {
    pub variable: String,
    pub reason: String,
}

/// All that is wrong, one variable a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ConfigErrors(pub Vec<ConfigError>);

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("use \"text\" or \"json\""),
        }
    }
}

/// What is on or off.
struct Switch(bool);

impl FromStr for Switch {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "on" => Ok(Self(true)),
            "off" => Ok(Self(false)),
            _ => Err("use \"on\" or \"off\""),
        }
    }
}

/// The effective configuration.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    /// `platform::db::DatabaseUrl` reads it.
    pub database_url: Setting,
    /// Where people reach Galley, without a slash at its end.
    pub public_url: Option<String>,
    /// `platform::http::TrustedProxies` reads it.
    pub trusted_proxies: Setting,
    /// `platform::outbound::Allowed` reads it.
    pub outbound_allow: Setting,
    /// Whether other servers are asked if links to them still lead somewhere.
    pub check_links: bool,
    /// How much memory compiled documents may take, in MiB.
    pub cache_mb: u64,
    /// How many answers a second are made for one address, beside those that are at hand; 0 for any number.
    pub query_rate: u32,
    /// The folder of the search index; in memory when `None`.
    pub search_dir: Option<PathBuf>,
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub log: Setting,
    pub log_format: LogFormat,
    /// How long requests are still taken after SIGTERM, until every proxy has seen that `/readyz` says no.
    pub drain: Duration,
    /// The owner that the first start makes, when both are set.
    pub admin_email: Option<String>,
    pub admin_password: Option<Setting>,
    settings: Vec<Setting>,
    /// Variables that begin with `GALLEY_` and mean nothing.
    pub unknown: Vec<String>,
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    /// Names every variable that is wrong.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_environment() -> Result<Self, ConfigErrors> {
        let ours = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GALLEY_"));
        Self::from_variables(ours.map(|(n, v)| (n.to_string_lossy().into(), v.to_string_lossy().into())))
    }

    /// Whether people reach Galley over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Makes the configuration of variables. An empty one counts as not set.
    ///
    /// # Errors
    /// Names every variable that is wrong.
    pub fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigErrors> {
        let mut given: BTreeMap<String, String> =
            variables.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let mut errors = Vec::new();
        let mut settings: Vec<_> =
            VARIABLES.iter().map(|variable| setting(*variable, &mut given, &mut errors)).collect();
        let unknown = given.into_keys().filter(|name| name.starts_with("GALLEY_")).collect();

        let data_dir = PathBuf::from(text_of(&settings, "GALLEY_DATA_DIR"));
        // In the order of the variables: the database comes before the index.
        let mut is_file = false;
        for setting in &mut settings {
            match (setting.variable.name, setting.text.is_empty()) {
                ("GALLEY_DATABASE_URL", is_default) => {
                    if is_default {
                        setting.text = format!("sqlite:{}", data_dir.join("galley.db").display());
                    }
                    is_file = setting.text.starts_with("sqlite:") && !setting.text.contains(":memory:");
                }
                ("GALLEY_SEARCH_DIR", true) if is_file => setting.text = data_dir.join("search").display().to_string(),
                _ => {}
            }
        }
        let mut read = Reader { settings: &settings, errors: &mut errors };
        let config = Self {
            listen: read.parsed("GALLEY_LISTEN", SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080)),
            data_dir,
            database_url: read.setting("GALLEY_DATABASE_URL"),
            public_url: read.public_url(),
            trusted_proxies: read.setting("GALLEY_TRUSTED_PROXIES"),
            outbound_allow: read.setting("GALLEY_OUTBOUND_ALLOW"),
            check_links: read.parsed("GALLEY_CHECK_LINKS", Switch(false)).0,
            cache_mb: read.number("GALLEY_CACHE_MB", 1..=1_048_576),
            query_rate: u32::try_from(read.number("GALLEY_QUERY_RATE", 0..=1_000_000)).unwrap_or(u32::MAX),
            search_dir: Some(read.setting("GALLEY_SEARCH_DIR").text).filter(|text| !text.is_empty()).map(Into::into),
            log: read.setting("GALLEY_LOG"),
            log_format: read.parsed("GALLEY_LOG_FORMAT", LogFormat::Text),
            drain: Duration::from_secs(read.number("GALLEY_DRAIN_SECONDS", 0..=8)),
            admin_email: Some(read.setting("GALLEY_ADMIN_EMAIL").text).filter(|text| !text.is_empty()),
            admin_password: Some(read.setting("GALLEY_ADMIN_PASSWORD")).filter(|setting| !setting.text.is_empty()),
            settings: settings.clone(),
            unknown,
        };
        if errors.is_empty() { Ok(config) } else { Err(ConfigErrors(errors)) }
    }

    /// Every variable with its value and where that comes from.
    #[must_use]
    pub fn effective(&self) -> &[Setting] {
        &self.settings
    }
}

fn setting(variable: Variable, given: &mut BTreeMap<String, String>, errors: &mut Vec<ConfigError>) -> Setting {
    let value = given.remove(variable.name);
    let file_name = format!("{}_FILE", variable.name);
    let file = if variable.secret { given.remove(&file_name) } else { None };
    let (text, origin) = match (value, file) {
        (None, None) => (variable.default.to_owned(), Origin::Default),
        (Some(text), None) => (text, Origin::Environment),
        (None, Some(path)) => match std::fs::read_to_string(&path) {
            Ok(text) => (text.trim_end_matches(['\r', '\n']).to_owned(), Origin::File),
            Err(error) => {
                errors.push(ConfigError { variable: file_name, reason: format!("{path}: {error}") });
                (String::new(), Origin::File)
            }
        },
        (Some(text), Some(_)) => {
            let reason = format!("{} is set as well: set one of the two", variable.name);
            errors.push(ConfigError { variable: file_name, reason });
            (text, Origin::Environment)
        }
    };
    Setting { variable, origin, text }
}

fn text_of<'s>(settings: &'s [Setting], name: &str) -> &'s str {
    settings.iter().find(|setting| setting.variable.name == name).map_or("", |setting| &setting.text)
}

/// Reads typed values and gathers what is wrong with them.
struct Reader<'r> {
    settings: &'r [Setting],
    errors: &'r mut Vec<ConfigError>,
}

impl Reader<'_> {
    fn setting(&self, name: &'static str) -> Setting {
        let found = self.settings.iter().find(|setting| setting.variable.name == name);
        found.cloned().unwrap_or(Setting {
            variable: Variable::plain(name, ""),
            origin: Origin::Default,
            text: String::new(),
        })
    }

    fn parsed<T: FromStr<Err: fmt::Display>>(&mut self, name: &'static str, otherwise: T) -> T {
        self.setting(name).parse().unwrap_or_else(|error| {
            self.errors.push(error);
            otherwise
        })
    }

    fn number(&mut self, name: &'static str, bounds: std::ops::RangeInclusive<u64>) -> u64 {
        let setting = self.setting(name);
        setting.text.parse().ok().filter(|number| bounds.contains(number)).unwrap_or_else(|| {
            let reason = format!("use a number from {} to {}", bounds.start(), bounds.end());
            self.errors.push(setting.error(reason));
            *bounds.start()
        })
    }

    fn public_url(&mut self) -> Option<String> {
        let setting = self.setting("GALLEY_PUBLIC_URL");
        if setting.text.is_empty() {
            return None;
        }
        match url::Url::parse(&setting.text) {
            Ok(url)
                if ["http", "https"].contains(&url.scheme())
                    && url.path() == "/"
                    && url.query().is_none()
                    && url.fragment().is_none()
                    && url.username().is_empty() =>
            {
                Some(url.as_str().trim_end_matches('/').to_owned())
            }
            _ => {
                self.errors.push(setting.error("use an address such as https://cms.example.com, without a path"));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
        Config::from_variables(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn every_wrong_variable_is_named_at_once() {
        let errors = config(&[
            ("GALLEY_LISTEN", "here"),
            ("GALLEY_CACHE_MB", "0"),
            ("GALLEY_LOG_FORMAT", "xml"),
            ("GALLEY_CHECK_LINKS", "perhaps"),
            ("GALLEY_PUBLIC_URL", "https://example.com/cms"),
            ("GALLEY_ADMIN_PASSWORD_FILE", "/nowhere/at/all"),
            ("GALLEY_DRAIN_SECONDS", "60"),
        ])
        .unwrap_err();
        let names: Vec<_> = errors.0.iter().map(|error| error.variable.as_str()).collect();
        assert_eq!(
            names,
            [
                "GALLEY_ADMIN_PASSWORD_FILE",
                "GALLEY_LISTEN",
                "GALLEY_PUBLIC_URL",
                "GALLEY_CHECK_LINKS",
                "GALLEY_CACHE_MB",
                "GALLEY_LOG_FORMAT",
                "GALLEY_DRAIN_SECONDS"
            ]
        );
    }

    #[test]
    fn without_variables_there_is_a_file_in_the_data_directory() {
        let config = config(&[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.database_url.text(), "sqlite:./data/galley.db");
        assert!(config.admin_password.is_none() && config.unknown.is_empty());
        assert_eq!(config.search_dir, Some("./data/search".into()));
    }

    #[test]
    fn without_a_database_in_the_data_directory_the_search_index_is_in_memory_unless_it_is_given_a_folder() {
        let database = ("GALLEY_DATABASE_URL", "postgres://galley@db/galley");
        assert_eq!(config(&[database]).unwrap().search_dir, None);
        assert_eq!(config(&[database, ("GALLEY_SEARCH_DIR", "/var/s")]).unwrap().search_dir, Some("/var/s".into()));
    }

    #[test]
    fn a_secret_comes_from_a_file_without_its_last_line_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "correct horse\n").unwrap();
        let path = file.path().to_str().unwrap();
        let found = config(&[("GALLEY_ADMIN_PASSWORD_FILE", path)]).unwrap().admin_password.unwrap();
        assert_eq!((found.text(), found.origin), ("correct horse", Origin::File));
        assert!(config(&[("GALLEY_ADMIN_PASSWORD_FILE", path), ("GALLEY_ADMIN_PASSWORD", "x")]).is_err());
        assert_eq!(config(&[("GALLEY_LISTEN_FILE", path)]).unwrap().unknown, ["GALLEY_LISTEN_FILE"]);
    }

    #[test]
    fn no_secret_is_shown() {
        let config = config(&[
            ("GALLEY_DATABASE_URL", "postgres://galley:hush@db/galley?password=hush"),
            ("GALLEY_ADMIN_PASSWORD", "hush"),
        ])
        .unwrap();
        assert!(!format!("{config:?}").contains("hush"));
        assert_eq!(config.database_url.shown(), "postgres://galley:***@db/galley");
    }

    #[test]
    fn a_misspelt_variable_is_listed() {
        assert_eq!(config(&[("GALLEY_LISTN", "x"), ("PATH", "y")]).unwrap().unknown, ["GALLEY_LISTN"]);
    }
}
