//! `make bench`: Galley's release server beside a bare axum server that answers the same bytes from memory, the
//! practical limit, in one run on one machine. Both are asked by `wrk` on loopback.
//!
//! The steadiest figure on a busy machine is the server's CPU time per request, so that comes first; the rounds
//! of the two servers alternate, so that a slow moment of the machine meets both.

mod bare;
mod content;
mod galley;
mod load;
mod nginx;
mod panel;
mod process;
mod report;
mod scale;
mod search;

use std::path::{Path, PathBuf};

use clap::Parser;

use crate::{
    content::Corpus,
    galley::Galley,
    load::{Case, Measured},
    process::Server,
    report::Figures,
};

/// How the whole run is sized.
#[derive(Debug, Parser)]
pub struct Plan {
    #[arg(long, default_value_t = 1_000)]
    pub articles: usize,
    #[arg(long, default_value_t = 32)]
    pub connections: usize,
    /// Seconds of one measured round.
    #[arg(long, default_value_t = 3)]
    pub seconds: u64,
    #[arg(long, default_value_t = 2)]
    pub rounds: usize,
    /// How often the time from start to the first answer is taken.
    #[arg(long, default_value_t = 5)]
    pub starts: usize,
    /// Requests of one list of the panel.
    #[arg(long, default_value_t = 100)]
    pub lists: usize,
    /// Questions that readers search for.
    #[arg(long, default_value_t = 400)]
    pub questions: usize,
    /// Ask for the panel's lists, and search, among 100,000 short articles too; filling them in takes a minute or two.
    #[arg(long)]
    pub large: bool,
    /// Only what grows with how much there is, among so many articles each: `1000,10000,100000`.
    #[arg(long, value_delimiter = ',')]
    pub scale: Vec<usize>,
    /// Keep the data in this new folder, for a look at it afterwards.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// What cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
    /// Be the bare server, with the answers of this file.
    #[arg(long, hide = true)]
    bare: Option<PathBuf>,
}

const WARM_UP_SECONDS: u64 = 1;

fn main() -> anyhow::Result<()> {
    let plan = Plan::parse();
    match &plan.bare {
        Some(answers) => bare::serve(answers),
        None => {
            load::look_for_wrk()?;
            let passing = tempfile::tempdir()?;
            let folder = plan.keep.as_deref().unwrap_or(passing.path());
            std::fs::create_dir_all(folder)?;
            bench(&plan, folder).inspect_err(|_| eprintln!("{}", galley::last_words(folder)))
        }
    }
}

fn bench(plan: &Plan, folder: &Path) -> anyhow::Result<()> {
    if !plan.scale.is_empty() {
        let size = |articles: &usize| scale::measure(*articles, 500, &folder.join(format!("scale-{articles}")));
        report::scale(&plan.scale.iter().map(size).collect::<anyhow::Result<Vec<_>>>()?);
        return Ok(());
    }
    let load = process::load_average()?;
    let corpus = Corpus::new(plan.articles);

    eprintln!("Loading {} articles and what they show, {} lines …", corpus.articles, corpus.lines.len());
    let mut galley = Galley::start(folder)?;
    let token = galley.token()?;
    let batch = galley.load(&token, &corpus)?;
    drop(galley);

    let starts = Galley::starts(folder, &corpus, plan.starts)?;
    galley = Galley::start(folder)?;
    let idle = galley.server.memory()?;

    let cases = load::cases(&corpus);
    eprintln!("Copying every answer for the bare server …");
    let answers = load::record(&galley, &cases)?;
    let bare = bare::start(folder, &answers)?;
    let nginx = nginx::start(folder, &answers)?;

    let mut results: Vec<(&Case, Vec<Measured>)> = Vec::new();
    for case in &cases {
        eprintln!("Measuring: {} …", case.name);
        let script = load::Script::write(folder, case)?;
        let nginx = nginx.as_ref().filter(|_| case.least_of_nginx.is_some());
        let servers: Vec<&Server> = [&galley.server, &bare].into_iter().chain(nginx).collect();
        for server in &servers {
            script.run(server, plan, WARM_UP_SECONDS)?;
        }
        let mut measured: Vec<Measured> = servers.iter().map(|_| Measured::default()).collect();
        for _ in 0..plan.rounds {
            for (server, measured) in servers.iter().zip(&mut measured) {
                measured.add(script.run(server, plan, plan.seconds)?);
            }
        }
        results.push((case, measured));
    }

    eprintln!("Measuring: the panel's lists …");
    panel::person(folder)?;
    let panels = [(corpus.articles, panel::measure(&galley, corpus.articles, plan.lists)?)];
    let loaded = galley.server.memory()?;
    let bare_loaded = bare.memory()?;
    let binary = std::fs::metadata(galley::BINARY)?.len();
    drop(galley);
    report::print(&Figures { plan, corpus: &corpus, load, batch, starts, idle, loaded, bare_loaded, binary, results });
    report::panel(&panels);
    eprintln!("Measuring: search …");
    let mut searches = vec![search::measure(folder, corpus.articles, plan.questions)?];
    if plan.large {
        let folder = folder.join("large");
        report::panel(&[large(plan, &folder)?]);
        eprintln!("Measuring: search …");
        searches.push(search::measure(&folder, content::LARGE, plan.questions)?);
    }
    report::search(&searches);
    Ok(())
}

/// The panel's lists among very many articles.
fn large(plan: &Plan, folder: &Path) -> anyhow::Result<(usize, Vec<panel::Timed>)> {
    std::fs::create_dir(folder)?;
    let galley = Galley::start(folder)?;
    let token = galley.token()?;
    eprintln!("Loading {} short articles …", content::LARGE);
    let begin = std::time::Instant::now();
    for part in Corpus::short(content::LARGE) {
        galley.load(&token, &part)?;
    }
    eprintln!("Loaded in {:.0} s. Measuring: the panel's lists …", begin.elapsed().as_secs_f64());
    panel::person(folder)?;
    Ok((content::LARGE, panel::measure(&galley, content::LARGE, plan.lists)?))
}
