//! The marks of an index: which copy of each entry it has. They tell whoever fills it what there is to do.

use std::collections::HashMap;

use tantivy::{DocSet as _, TERMINATED, schema::IndexRecordOption};

use super::{
    collect::id_of,
    index::{Index, IndexError},
    schema::{ID_HIGH, ID_LOW, MARK},
};
use crate::vocabulary::EntryId;

impl Index {
    /// Every entry that it has, with its mark.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn marks(&self) -> Result<HashMap<EntryId, u64>, IndexError> {
        let snapshot = self.snapshot();
        let mut marks = HashMap::new();
        for segment in snapshot.searcher().segment_readers() {
            let columns = segment.fast_fields();
            let (high, low, mark) = (columns.u64(ID_HIGH)?, columns.u64(ID_LOW)?, columns.u64(MARK)?);
            marks.extend(
                segment.doc_ids_alive().map(|doc| (id_of(&high, &low, doc), mark.first(doc).unwrap_or_default())),
            );
        }
        Ok(marks)
    }

    /// Those of these entries that it has, with their marks.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn marks_of(&self, ids: &[EntryId]) -> Result<HashMap<EntryId, u64>, IndexError> {
        let snapshot = self.snapshot();
        let mut marks = HashMap::new();
        for segment in snapshot.searcher().segment_readers() {
            let (column, inverted) = (segment.fast_fields().u64(MARK)?, segment.inverted_index(self.fields.id)?);
            for id in ids {
                let term = self.fields.by_id(*id);
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc()) {
                        marks.insert(*id, column.first(postings.doc()).unwrap_or_default());
                    }
                    postings.advance();
                }
            }
        }
        Ok(marks)
    }

    /// Looks at every mark that there is, in no order.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn each_mark(&self, mut look: impl FnMut(u64)) -> Result<(), IndexError> {
        for segment in self.snapshot().searcher().segment_readers() {
            let column = segment.fast_fields().u64(MARK)?;
            segment.doc_ids_alive().for_each(|doc| look(column.first(doc).unwrap_or_default()));
        }
        Ok(())
    }
}
