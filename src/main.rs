//! The command line.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use galley::{
    app::{App, Settings},
    config::{Config, LogFormat},
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
    /// Show the effective configuration
    Check,
    /// Ask the running server whether it lives; exits 0 if so
    Healthcheck,
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
        Command::Serve | Command::Migrate => {}
    }
    telemetry::init(config.log.text(), config.log_format == LogFormat::Json)?;
    for name in &config.unknown {
        tracing::warn!(variable = name, "this environment variable means nothing to Galley");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Migrate => migrate(&config).await,
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
    println!("Galley listens on http://{}", listener.local_addr()?);
    let shutdown = async move {
        tokio::select! {
            _ = terminate.recv() => drain,
            // A person at a terminal: no proxy is asking.
            _ = interrupt.recv() => Duration::ZERO,
        }
    };
    Ok(app.serve(listener, shutdown).await?)
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
