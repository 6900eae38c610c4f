//! A Galley that ran through it all and one that has just started answer alike.

use std::{cell::RefCell, collections::BTreeMap};

use proptest::test_runner::TestCaseError;

use super::{
    history::{CAST, History, for_histories},
    *,
};

both! {
    async fn a_long_running_galley_answers_as_a_fresh_one_does(site: &TestSite) {
        let readers = Readers::of(&site.app);
        let statuses: RefCell<BTreeMap<String, usize>> = RefCell::default();
        for_histories(async |case, steps| {
            let mut history = History::new(site, format!("case-{case}"));
            for (index, step) in steps.iter().enumerate() {
                history.take(step).await?;
                // Something is asked for at every step, so that what is kept was made at different times.
                let names = history.names();
                for (_, plural) in CAST {
                    readers.ask(&format!("/{plural}/{}", names[index % names.len()])).await;
                    readers.ask(&format!("/{plural}?limit=100")).await;
                }
            }
            let names = history.names();
            let long = readers.see(&names).await;
            let fresh = site.another().await;
            let short = Readers::of(&fresh).see(&names).await;
            fresh.db.close().await.unwrap();
            for (path, answer) in &short {
                proptest::prop_assert_eq!(Some(answer), long.get(path), "{}", path);
                *statuses.borrow_mut().entry(answer[..3].to_owned()).or_default() += 1;
            }
            history.end().await;
            Ok::<(), TestCaseError>(())
        });
        // Histories in which everything is refused would prove nothing.
        let statuses = statuses.into_inner();
        assert!(["200", "308", "404", "410"].iter().all(|status| statuses.get(*status).is_some_and(|count| *count > 9)), "{statuses:?}");
    }
}
