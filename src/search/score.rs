//! A query that adds the same to every score: so that an entry with more of the words always stands before one with
//! fewer, however often those stand in it. Scores are cut to steps first: their sum is then the same in whatever order
//! the engine adds them, which is not the same in every index.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, Term,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

/// Steps of a score. Sums of such steps are exact as long as they stay below 2^24 of them.
const STEPS: Score = 64.0;

#[derive(Debug)]
pub struct Plus {
    query: Box<dyn Query>,
    plus: Score,
}

impl Plus {
    pub fn new(query: Box<dyn Query>, plus: Score) -> Self {
        Self { query, plus }
    }
}

impl Clone for Plus {
    fn clone(&self) -> Self {
        Self { query: self.query.box_clone(), plus: self.plus }
    }
}

impl Query for Plus {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PlusWeight { weight: self.query.weight(scoring)?, plus: self.plus }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct PlusWeight {
    weight: Box<dyn Weight>,
    plus: Score,
}

impl Weight for PlusWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(PlusScorer { scorer: self.weight.scorer(reader, boost)?, plus: self.plus * boost }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }
}

struct PlusScorer {
    scorer: Box<dyn Scorer>,
    plus: Score,
}

impl DocSet for PlusScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for PlusScorer {
    fn score(&mut self) -> Score {
        (self.scorer.score() * STEPS).round() / STEPS + self.plus
    }
}
