//! A set of entries by their ordinals: one bit each, so that filters are combined without looking at an entry.

/// Where an entry stands in the fold's list of all that were ever served.
pub type Ordinal = u32;

const BITS: usize = u64::BITS as usize;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Set(Vec<u64>);

impl Set {
    pub fn insert(&mut self, ordinal: Ordinal) {
        let (word, bit) = place(ordinal);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    pub fn remove(&mut self, ordinal: Ordinal) {
        let (word, bit) = place(ordinal);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    pub fn put(&mut self, ordinal: Ordinal, is_in: bool) {
        if is_in { self.insert(ordinal) } else { self.remove(ordinal) }
    }

    #[must_use]
    pub fn contains(&self, ordinal: Ordinal) -> bool {
        let (word, bit) = place(ordinal);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is in the other too.
    pub fn keep(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Leaves out what is in the other.
    pub fn leave(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Takes in what is in the other.
    pub fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// From the lowest ordinal to the highest.
    pub fn iter(&self) -> impl Iterator<Item = Ordinal> {
        self.0.iter().zip(0_u32..).flat_map(|(&word, index)| {
            std::iter::successors(Some(word), |left| Some(left & left.wrapping_sub(1)))
                .take_while(|left| *left != 0)
                .map(move |left| index * u64::BITS + left.trailing_zeros())
        })
    }
}

impl FromIterator<Ordinal> for Set {
    fn from_iter<I: IntoIterator<Item = Ordinal>>(ordinals: I) -> Self {
        let mut set = Self::default();
        ordinals.into_iter().for_each(|ordinal| set.insert(ordinal));
        set
    }
}

const fn place(ordinal: Ordinal) -> (usize, u64) {
    let ordinal = ordinal as usize;
    (ordinal / BITS, 1 << (ordinal % BITS))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_behaves_as_a_set_of_numbers(
            a in proptest::collection::btree_set(0..300u32, 0..40),
            b in proptest::collection::btree_set(0..300u32, 0..40),
        ) {
            let set = |numbers: &BTreeSet<u32>| numbers.iter().copied().collect::<Set>();
            let numbers = |set: &Set| set.iter().collect::<BTreeSet<u32>>();
            let (mut kept, mut left, mut joined) = (set(&a), set(&a), set(&a));
            kept.keep(&set(&b));
            left.leave(&set(&b));
            joined.join(&set(&b));
            prop_assert_eq!(numbers(&kept), a.intersection(&b).copied().collect());
            prop_assert_eq!(numbers(&left), a.difference(&b).copied().collect());
            prop_assert_eq!(numbers(&joined), a.union(&b).copied().collect());
            prop_assert_eq!(set(&a).count(), a.len());
            prop_assert!((0..400).all(|n| set(&a).contains(n) == a.contains(&n)));
            for n in &b {
                kept.put(*n, !a.contains(n));
            }
            prop_assert_eq!(numbers(&kept), b.difference(&a).copied().collect());
        }
    }
}
