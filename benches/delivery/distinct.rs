//! Very many questions that nobody asked before: what the server remembers of them has a bound, and so has its memory.

use std::path::Path;

use crate::{
    content::Corpus,
    galley::Galley,
    load::{self, Measured},
    scale,
};

const ARTICLES: usize = 1_000;
/// After each of so many parts the memory is read. The first fills the caches.
const PARTS: u64 = 4;
/// In seconds.
const ROUND: u64 = 2;
const ASK: &str = include_str!("distinct.lua");

/// What was found.
pub struct Distinct {
    /// Bytes.
    pub idle: u64,
    /// After each part: the questions so far, and bytes.
    pub after: Vec<(u64, u64)>,
    pub measured: Measured,
}

/// Asks so many questions of a server with a thousand articles.
pub fn measure(questions: u64, connections: usize, folder: &Path) -> anyhow::Result<Distinct> {
    let galley = Galley::start(folder)?;
    let token = galley.token()?;
    for part in Corpus::scaled(ARTICLES) {
        galley.load(&token, &part)?;
    }
    drop(galley);
    let galley = Galley::start(folder)?;
    let idle = scale::settled(&galley)?;
    let script = folder.join("distinct.lua");
    load::write_script(&script, ASK)?;
    eprintln!("Asking {questions} new questions …");
    let (mut after, mut measured, mut asked) = (Vec::new(), Measured::default(), 0);
    let mut next = 0;
    for part in 1..=PARTS {
        while asked < questions * part / PARTS {
            let words = [next.to_string(), ARTICLES.to_string()];
            let round = load::wrk(&galley.server, connections, ROUND, &script, &words)?;
            asked += round.requests();
            // What was on its way when the round ended was asked as well, and not counted.
            next += round.requests() + 10 * connections as u64;
            measured.add(round);
        }
        after.push((asked, galley.server.memory()?));
    }
    Ok(Distinct { idle, after, measured })
}
