//! The command line.

use std::{
    fmt,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    process::ExitCode,
    str::FromStr,
    time::Duration,
};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use galley::{
    accounts::{AccountError, DEFAULT_TOKEN_DAYS, FirstRun, NewPerson, NewToken},
    app::{App, Settings},
    config::{Config, LogFormat, Setting},
    paths,
    permission::{Actor, Role, Scope},
    platform::{clock::Clock, db::Db, migrate, telemetry},
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// Galley, a headless CMS. It is configured by environment variables: see `galley check`.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the admin panel and the delivery API (the default)
    Serve,
    /// Bring the database to this program's schema and stop
    Migrate,
    /// People who can sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Tokens of the management API
    #[command(subcommand)]
    Token(TokenCommand),
    /// Sample content
    #[command(subcommand)]
    Demo(DemoCommand),
    /// Show the effective configuration
    Check,
    /// Ask the running server whether it lives; exits 0 if so
    Healthcheck,
}

#[derive(Debug, Subcommand)]
enum DemoCommand {
    /// Load and publish a fictitious clinic's pages; doing it again changes nothing
    Load,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Add a person
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// owner, admin, editor, author, contributor or viewer
        #[arg(long)]
        role: Role,
        /// Read the password from the first line of standard input
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Make a token and print it, alone and this once
    Create {
        #[arg(long)]
        name: String,
        /// With commas between them: content:read,content:write
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<Scope>,
        /// In days, as 30d, or never
        #[arg(long, default_value_t = Lifetime(Some(DEFAULT_TOKEN_DAYS)))]
        expires: Lifetime,
    },
}

/// How many days a token lives; `None`: until it is revoked.
#[derive(Debug, Clone, Copy)]
struct Lifetime(Option<i64>);

impl FromStr for Lifetime {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let days = |text: &str| text.strip_suffix('d')?.parse().ok().filter(|days| *days > 0);
        match text {
            "never" => Ok(Self(None)),
            _ => days(text).map(|days| Self(Some(days))).ok_or("use days, such as 90d, or never"),
        }
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(days) => write!(f, "{days}d"),
            None => f.write_str("never"),
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command.unwrap_or(Command::Serve)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("galley: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let config = Config::from_environment()?;
    match command {
        Command::Check => return check(&config),
        Command::Healthcheck => return Ok(healthcheck(config.listen)),
        Command::Serve | Command::Migrate | Command::User(_) | Command::Token(_) | Command::Demo(_) => {}
    }
    telemetry::init(config.log.text(), config.log_format == LogFormat::Json)?;
    for name in &config.unknown {
        tracing::warn!(variable = name, "this environment variable means nothing to Galley");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Migrate => migrate(&config).await,
            Command::User(command) => create_user(config, command).await,
            Command::Token(command) => create_token(config, command).await,
            Command::Demo(DemoCommand::Load) => load_demo(config).await,
            _ => serve(config).await,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(config: Config) -> anyhow::Result<()> {
    // Before anything slow: a stop while starting is a stop as well.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (listen, drain) = (config.listen, config.drain);
    let app = tokio::select! {
        app = App::build(config, Clock::system()) => app?,
        _ = terminate.recv() => return Ok(()),
        _ = interrupt.recv() => return Ok(()),
    };
    let listener = TcpListener::bind(listen).await.with_context(|| format!("GALLEY_LISTEN: {listen}"))?;
    let address = format!("http://{}", listener.local_addr()?);
    say(format_args!("Galley listens on {address}"));
    if !app.config.is_https() && !listener.local_addr()?.ip().is_loopback() {
        tracing::warn!("passwords travel in the clear: put a proxy with https in front, and set GALLEY_PUBLIC_URL");
    }
    first_run(&app, &address).await?;
    app.prepare().await?;
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => drain,
            // A person at a terminal: no proxy is asking.
            _ = interrupt.recv() => Duration::ZERO,
        }
    };
    app.serve(listener, shutdown).await;
    Ok(())
}

/// With nobody there: makes the owner of the configuration, or says how to become the owner.
async fn first_run(app: &App, address: &str) -> anyhow::Result<()> {
    let password = app.config.admin_password.as_ref().map(Setting::text);
    let owner = app.config.admin_email.as_deref().zip(password);
    match app.accounts.first_run(owner).await.context("GALLEY_ADMIN_EMAIL, GALLEY_ADMIN_PASSWORD")? {
        FirstRun::Done => {}
        FirstRun::OwnerCreated(owner) => say(format_args!("The owner {} can sign in now.", owner.email)),
        FirstRun::Link(token) => {
            let base = app.config.public_url.as_deref().unwrap_or(address);
            say(format_args!("Nobody has an account yet. Open this link to become the owner; it works once:"));
            say(format_args!("{base}{}", paths::setup(&token)));
        }
    }
    Ok(())
}

/// Says it on standard output, where nobody needs to listen.
fn say(words: fmt::Arguments<'_>) {
    if let Err(error) = writeln!(std::io::stdout(), "{words}") {
        tracing::debug!(%error, "standard output is closed");
    }
}

async fn create_user(config: Config, command: UserCommand) -> anyhow::Result<()> {
    let UserCommand::Create { email, name, role, password_stdin: _ } = command;
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("standard input")?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let person = NewPerson::read(&name, &email, password, role).map_err(AccountError::Invalid)?;
    let app = App::build(config, Clock::system()).await?;
    let person = app.accounts.create_person(&Actor::system("cli"), person).await?;
    println!("{} ({}) can sign in as {}.", person.name, person.email, person.role);
    Ok(app.db.close().await?)
}

async fn create_token(config: Config, command: TokenCommand) -> anyhow::Result<()> {
    let TokenCommand::Create { name, scopes, expires } = command;
    let app = App::build(config, Clock::system()).await?;
    let expires_at = match expires.0 {
        Some(days) => Some(app.accounts.days_from_now(days).context("--expires lies beyond the calendar")?),
        None => None,
    };
    let token = app.accounts.create_token(&Actor::system("cli"), NewToken { name, scopes, expires_at }).await?;
    println!("{}", token.secret.reveal());
    Ok(app.db.close().await?)
}

async fn load_demo(config: Config) -> anyhow::Result<()> {
    let app = App::build(config, Clock::system()).await?;
    let count = app.load_demo().await?;
    println!("The sample content is there: {count} entries.");
    Ok(app.db.close().await?)
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let db = Db::connect(&Settings::of(config)?.database).await?;
    migrate::migrate(&db, &Clock::system()).await?;
    Ok(db.close().await?)
}

fn check(config: &Config) -> anyhow::Result<ExitCode> {
    let width = config.effective().iter().map(|setting| setting.variable.name.len()).max().unwrap_or_default();
    for setting in config.effective() {
        println!("{:width$}  {}  ({})", setting.variable.name, setting.shown(), setting.origin);
    }
    for name in &config.unknown {
        println!("{name:width$}  means nothing to Galley");
    }
    Settings::of(config)?;
    Ok(if config.unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn healthcheck(listen: SocketAddr) -> ExitCode {
    match ask_livez(listen) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("galley: {listen}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn ask_livez(mut address: SocketAddr) -> std::io::Result<bool> {
    if address.ip().is_unspecified() {
        let loopback = if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() };
        address.set_ip(loopback);
    }
    let patience = Duration::from_secs(3);
    let mut stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_read_timeout(Some(patience))?;
    stream.write_all(format!("GET /livez HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut start = [0; 12];
    stream.read_exact(&mut start)?;
    Ok(start.ends_with(b" 200"))
}
