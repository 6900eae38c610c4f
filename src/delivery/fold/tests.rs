use proptest::prelude::*;

use super::*;
use crate::delivery::cast::{Log, STORY, TOPIC, entry, folded, histories};

fn find(fold: &Fold, name: &str) -> Lookup {
    fold.find(STORY.name, None, name)
}

#[test]
fn what_was_never_published_is_missing_and_what_was_taken_back_is_gone() {
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).offline(1, Cause::Unpublished);
    let fold = folded(&log);
    assert_eq!(find(&fold, "none"), Lookup::Missing);
    assert_eq!(find(&fold, "one"), Lookup::Gone);
    assert_eq!(find(&fold, &entry(1).to_string()), Lookup::Gone);
    assert_eq!(fold.find(TOPIC.name, None, &entry(1).to_string()), Lookup::Missing);
    assert_eq!(fold.live(STORY.name, &Locale::default()).count(), 0);
}

#[test]
fn an_old_slug_leads_to_the_entry_until_another_entry_is_served_under_it() {
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).live(&STORY, 1, "two", &[]);
    assert!(matches!(find(&folded(&log), "one"), Lookup::Moved(e) if e.id == entry(1)));
    log.live(&STORY, 2, "one", &[]);
    assert!(matches!(find(&folded(&log), "one"), Lookup::Found(e) if e.id == entry(2)));
    log.offline(2, Cause::Unpublished);
    assert_eq!(find(&folded(&log), "one"), Lookup::Gone);
}

#[test]
fn the_first_publication_dates_the_entry_unless_it_is_undone() {
    let published = |log: &Log| folded(log).entry(entry(1)).map(|e| (e.published_at, e.updated_at));
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).live(&STORY, 1, "one", &[]);
    assert_eq!(published(&log), Some((Log::time(1), Log::time(2))));
    log.offline(1, Cause::Unpublished).live(&STORY, 1, "one", &[]);
    assert_eq!(published(&log), Some((Log::time(1), Log::time(4))));
    // Undoing a return leaves the first date alone …
    log.offline(1, Cause::Undone).live(&STORY, 1, "one", &[]);
    assert_eq!(published(&log), Some((Log::time(1), Log::time(6))));
    // … and undoing the first publication takes it back.
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).offline(1, Cause::Undone).live(&STORY, 1, "one", &[]);
    assert_eq!(published(&log), Some((Log::time(3), Log::time(3))));
}

#[test]
fn what_changed_after_a_version_is_told_once_and_as_it_is_now() {
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).live(&STORY, 2, "two", &[]).live(&STORY, 1, "one", &[]);
    log.offline(2, Cause::Unpublished).push(Change::Site(Site::default())).live(&TOPIC, 3, "three", &[]);
    let fold = folded(&log);
    let after = |version| -> Vec<_> {
        let changed = fold.changed_after(CatalogVersion(version));
        changed.map(|changed| (changed.id, changed.live.map(|live| live.version.0))).collect()
    };
    assert_eq!(after(0), [(entry(1), Some(3)), (entry(2), None), (entry(3), Some(6))]);
    assert_eq!(after(3), [(entry(2), None), (entry(3), Some(6))]);
    assert_eq!(after(6), []);
}

#[test]
fn a_stamp_moves_with_what_is_reached_its_translations_and_the_site_alone() {
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).live(&STORY, 2, "two", &[]);
    let group = |fold: &Fold| fold.entry(entry(1)).unwrap().group;
    let stamp = |log: &Log| {
        let fold = folded(log);
        fold.stamp(&[entry(1), entry(3)], group(&fold)).version.0
    };
    assert_eq!(stamp(&log), 1);
    log.live(&TOPIC, 3, "three", &[]);
    assert_eq!(stamp(&log), 3);
    log.live_in("de", 1, &STORY, 4, "eins", &[]);
    assert_eq!(stamp(&log), 4);
    log.offline(4, Cause::Unpublished);
    assert_eq!(stamp(&log), 5);
    log.push(Change::Site(Site::default()));
    assert_eq!(stamp(&log), 6);
    log.live(&STORY, 2, "two", &[]);
    assert_eq!(stamp(&log), 6);
}

#[test]
fn translations_name_each_other() {
    let mut log = Log::default();
    log.live(&STORY, 1, "one", &[]).live_in("de", 1, &STORY, 2, "eins", &[]);
    let fold = folded(&log);
    let alternates = fold.alternates(&fold.entry(entry(1)).unwrap());
    assert_eq!(alternates.iter().map(|e| e.slug.as_str()).collect::<Vec<_>>(), ["eins"]);
    assert!(matches!(fold.find(STORY.name, Some(&"de".parse().unwrap()), "eins"), Lookup::Found(_)));
    assert_eq!(fold.find(STORY.name, Some(&"de".parse().unwrap()), "one"), Lookup::Missing);
}

/// All that a fold shows, in a form that can be compared.
fn shown(fold: &Fold) -> String {
    let mut lines = vec![format!("{:?} {:?}", fold.latest(), fold.site())];
    for kind in [STORY.name, TOPIC.name] {
        for locale in ["en", "de"] {
            let locale: Locale = locale.parse().unwrap();
            lines.extend(fold.live(kind, &locale).map(|e| format!("{e:?} {:?}", fold.alternates(e))));
            lines.extend((0..4).map(|slug| format!("{:?}", fold.find(kind, Some(&locale), &format!("slug-{slug}")))));
        }
    }
    lines.join("\n")
}

proptest! {
    #[test]
    fn a_fold_that_followed_equals_one_made_afresh(log in histories(), cut in 0..40usize) {
        let mut followed = Fold::new([STORY, TOPIC]);
        let cut = cut.min(log.rows.len());
        log.rows[..cut].iter().cloned().for_each(|row| followed.apply(row));
        // A follower may be handed rows that it already has.
        log.rows[cut / 2..].iter().cloned().for_each(|row| followed.apply(row));
        prop_assert_eq!(shown(&followed), shown(&folded(&log)));
    }

    #[test]
    fn a_redirect_ends_after_one_step_and_a_slug_has_one_owner(log in histories()) {
        let fold = folded(&log);
        for kind in [STORY.name, TOPIC.name] {
            for slug in 0..4 {
                match fold.find(kind, None, &format!("slug-{slug}")) {
                    Lookup::Moved(entry) => {
                        let next = fold.find(kind, Some(&entry.locale), entry.slug.as_str());
                        prop_assert!(matches!(next, Lookup::Found(_)), "{next:?}");
                    }
                    Lookup::Found(entry) => prop_assert_eq!(entry.slug.as_str(), format!("slug-{slug}")),
                    Lookup::Gone | Lookup::Missing => {}
                }
            }
        }
    }
}
