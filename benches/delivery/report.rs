//! The figures in a table for people, each beside the one that is due.

use std::time::Duration;

use crate::{
    Plan,
    content::Corpus,
    distinct::Distinct,
    galley::Batch,
    load::{Case, Measured},
    panel::Timed,
    scale::Size,
    search::Searched,
};

const MEGABYTE: f64 = 1024.0 * 1024.0;

/// All that a run has found.
pub struct Figures<'a> {
    pub plan: &'a Plan,
    pub corpus: &'a Corpus,
    /// The machine's load average before the run.
    pub load: String,
    pub batch: Batch,
    /// From start to the first `200`, sorted.
    pub starts: Vec<Duration>,
    /// Bytes.
    pub idle: u64,
    pub loaded: u64,
    pub bare_loaded: u64,
    pub binary: u64,
    /// Of each case: Galley, the bare server, and nginx where it has the same.
    pub results: Vec<(&'a Case, Vec<Measured>)>,
}

pub fn print(figures: &Figures<'_>) {
    let Figures { plan, corpus, load, batch, starts, idle, loaded, bare_loaded, binary, results } = figures;
    println!();
    println!(
        "{} articles · {} connections · {} × {} s a case and server, in turn · load before: {load}",
        corpus.articles, plan.connections, plan.rounds, plan.seconds,
    );
    println!();
    println!("{:<22} {:<7} {:>12} {:>12} {:>9} {:>9}", "", "", "CPU µs/req", "requests/s", "p50 µs", "p99 µs");
    for (case, measured) in results {
        let [ours, theirs, nginx @ ..] = &measured[..] else { continue };
        row(&format!("{} ({:.1} KB)", case.name, case.bytes.get() as f64 / 1024.0), "", None);
        row("", "galley", Some(ours));
        row("", "bare", Some(theirs));
        nginx.iter().for_each(|nginx| row("", "nginx", Some(nginx)));
        let of_nginx = nginx.first().map(|nginx| ours.rate() / nginx.rate());
        let (cpu, rate) = (ours.cpu() / theirs.cpu(), ours.rate() / theirs.rate());
        println!(
            "{:<22} {:<7} {cpu:>11.2}× {rate:>11.2}× {:>8.2}× {:>8.2}×   {}",
            "",
            "ratio",
            ours.p50() / theirs.p50(),
            ours.p99() / theirs.p99(),
            verdicts(&[
                case.most_cpu.map(|most| due(format!("CPU ≤ {most}"), cpu <= most)),
                case.least_rate.map(|least| due(format!("rate ≥ {least}"), rate >= least)),
                case.least_of_nginx
                    .zip(of_nginx)
                    .map(|(least, rate)| { due(format!("rate {rate:.2} of nginx's ≥ {least}"), rate >= least) }),
            ]),
        );
    }
    println!();
    let per_second = batch.entries as f64 / batch.took.as_secs_f64();
    let start = starts[starts.len() / 2].as_secs_f64() * 1e3;
    let slowest = starts[starts.len() - 1].as_secs_f64() * 1e3;
    let idle_mb = *idle as f64 / MEGABYTE;
    let cpu = batch.cpu.as_secs_f64() * 1e3 / batch.entries as f64;
    line(
        "batch",
        format!("{per_second:.0} published entries/s ({:.2} s; CPU {cpu:.2} ms each)", batch.took.as_secs_f64()),
        &due("≥ 1000".into(), per_second >= 1000.0),
    );
    line(
        "start to first 200",
        format!("{start:.0} ms (median of {}; slowest {slowest:.0})", starts.len()),
        &due("≤ 200 ms".into(), start <= 200.0),
    );
    line("memory idle", format!("{idle_mb:.1} MB"), &due("≤ 40 MB".into(), idle_mb <= 40.0));
    line(
        "memory after load",
        format!("{:.1} MB (bare {:.1})", *loaded as f64 / MEGABYTE, *bare_loaded as f64 / MEGABYTE),
        "",
    );
    line("binary", format!("{:.1} MB", *binary as f64 / MEGABYTE), "");
}

/// The panel's lists, by how many articles there are.
pub fn panel(panels: &[(usize, Vec<Timed>)]) {
    println!();
    println!("{:<38} {:>9} {:>9} {:>12} {:>9}", "panel: list of articles", "p50 ms", "p95 ms", "CPU ms/req", "KB");
    for (articles, lists) in panels {
        let most = if *articles > 10_000 { 100.0 } else { 50.0 };
        for list in lists {
            let p95 = milliseconds(list.p95);
            println!(
                "{:<38} {:>9.1} {p95:>9.1} {:>12.1} {:>9.1}   {}",
                format!("among {articles}, {}", list.name),
                milliseconds(list.p50),
                milliseconds(list.cpu),
                list.bytes as f64 / 1024.0,
                due(format!("p95 ≤ {most} ms"), p95 <= most),
            );
        }
    }
}

/// What grows with how much there is, by how many articles there are.
pub fn scale(sizes: &[Size]) {
    for size in sizes {
        println!();
        println!("among {} articles, {} FAQs and {} CTAs:", size.articles, size.faqs, size.ctas);
        let start = milliseconds(size.start);
        let (most_start, most_memory) = if size.articles > 1_000 { (2_000.0, 400.0) } else { (200.0, 40.0) };
        line("  start to first 200", format!("{start:.0} ms"), &due(format!("≤ {most_start} ms"), start <= most_start));
        let memory = size.idle as f64 / MEGABYTE;
        line("  memory idle", format!("{memory:.1} MB"), &due(format!("≤ {most_memory} MB"), memory <= most_memory));
        line("  memory, indexes just built", format!("{:.1} MB", size.built as f64 / MEGABYTE), "");
        line("  memory after all this", format!("{:.1} MB", size.loaded as f64 / MEGABYTE), "");
        for asked in &size.asked {
            let p99 = milliseconds(asked.p99);
            let figures = format!(
                "p50 {:.2} ms · p99 {p99:.2} ms · worst {:.2} ms · CPU {:.2} ms",
                milliseconds(asked.p50),
                milliseconds(asked.worst),
                milliseconds(asked.cpu),
            );
            let verdict = asked.most.map(|most| due(format!("p99 ≤ {most} ms"), p99 <= most)).unwrap_or_default();
            println!("  {:<34} {figures:<68} {verdict}", asked.name);
        }
        line("  publish what half of them show", format!("{:.1} ms", milliseconds(size.publish)), "");
    }
}

/// The most, in MB, that memory may grow by after the caches are full: what an allocator leaves between things.
const MOST_GROWTH: f64 = 16.0;

/// What very many new questions leave behind.
pub fn distinct(found: &Distinct) {
    let Distinct { idle, after, measured } = found;
    let megabytes = |bytes: u64| bytes as f64 / MEGABYTE;
    println!();
    line("memory idle", format!("{:.1} MB", megabytes(*idle)), "");
    let full = after.first().map_or(0.0, |(_, bytes)| megabytes(*bytes));
    for (number, (questions, bytes)) in after.iter().enumerate() {
        let growth = megabytes(*bytes) - full;
        let verdict =
            due(format!("at most {MOST_GROWTH} MB more than when the caches were full"), growth <= MOST_GROWTH);
        let verdict = if number + 1 == after.len() { verdict.as_str() } else { "" };
        line(&format!("after {questions}"), format!("{:.1} MB", megabytes(*bytes)), verdict);
    }
    line("new questions", format!("{:.0}/s · CPU {:.1} µs each", measured.rate(), measured.cpu()), "");
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// What readers search for, by how many articles there are.
pub fn search(searches: &[Searched]) {
    println!();
    println!(
        "{:<22} {:>9} {:>9} {:>12} {:>12} {:>9} {:>9}",
        "search, new questions", "p50 ms", "p99 ms", "CPU ms/req", "idle MB", "index MB", "built s"
    );
    for searched in searches {
        let Searched { articles, built, size, idle, took, cpu } = searched;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let (p50, p99) = (milliseconds(took[took.len() / 2]), milliseconds(took[took.len() * 99 / 100]));
        let (idle, most) = (*idle as f64 / MEGABYTE, if *articles > 10_000 { 400.0 } else { 40.0 });
        println!(
            "{:<22} {p50:>9.1} {p99:>9.1} {:>12.1} {idle:>12.1} {:>9.1} {:>9.1}   {}",
            format!("among {articles}"),
            milliseconds(*cpu),
            *size as f64 / MEGABYTE,
            built.as_secs_f64(),
            verdicts(&[
                Some(due("p99 ≤ 20 ms".into(), p99 <= 20.0)),
                Some(due(format!("idle ≤ {most} MB"), idle <= most)),
            ]),
        );
    }
}

fn row(name: &str, server: &str, measured: Option<&Measured>) {
    match measured {
        None => println!("{name}"),
        Some(m) => {
            println!("{name:<22} {server:<7} {:>12.1} {:>12.0} {:>9.0} {:>9.0}", m.cpu(), m.rate(), m.p50(), m.p99())
        }
    }
}

fn line(name: &str, text: String, verdict: &str) {
    println!("{name:<22} {text:<52} {verdict}");
}

fn due(what: String, met: bool) -> String {
    format!("{what}: {}", if met { "met" } else { "MISSED" })
}

fn verdicts(all: &[Option<String>]) -> String {
    all.iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
}
