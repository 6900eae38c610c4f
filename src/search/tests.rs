//! What is found, in which order, and where: over whole indexes.

use std::{collections::HashMap, sync::Arc};

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::vocabulary::{EntryId, KindName, Locale};

fn id(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn entry(n: u128, title: &str, text: &str) -> Entry {
    Entry {
        id: id(n),
        kind: KindName::new("article"),
        locale: "en".parse().unwrap(),
        mark: 1,
        title: title.into(),
        summary: "".into(),
        passages: vec![Passage { text: text.into(), ..Passage::default() }],
        category: None,
        tags: Vec::new(),
    }
}

fn index(entries: &[Entry]) -> Index {
    let index = Index::in_memory(Keeps::Texts).unwrap();
    index.apply(entries, &[], 1).unwrap();
    index
}

fn ask(index: &Index, text: &str, locale: &str) -> (Found, Matcher) {
    let locale: Locale = locale.parse().unwrap();
    let question = Question::read(text, &locale).unwrap();
    index.search(&question, &Wanted { take: 100, ..Wanted::default() }).unwrap()
}

fn ids(index: &Index, text: &str) -> Vec<u128> {
    ids_in(index, text, "en")
}

fn ids_in(index: &Index, text: &str, locale: &str) -> Vec<u128> {
    ask(index, text, locale).0.hits.iter().map(|hit| hit.id.0.as_u128()).collect()
}

#[test]
fn a_title_weighs_more_than_a_heading_than_a_summary_than_a_text() {
    let filler = "some other words of an ordinary text that goes on for a while";
    let mut heading = entry(2, "Second", filler);
    heading.passages[0].heading = "About the knee".into();
    let mut summary = entry(3, "Third", filler);
    summary.summary = "About the knee".into();
    let all =
        [entry(4, "Fourth", &format!("About the knee, {filler}")), summary, heading, entry(1, "The knee", filler)];
    assert_eq!(ids(&index(&all), "knee"), [1, 2, 3, 4]);
}

#[test]
fn words_are_found_in_their_other_forms_by_language() {
    let mut german = entry(2, "Rückenschmerzen beim Laufen", "Was hilft?");
    german.locale = "de".parse().unwrap();
    let mut unknown = entry(3, "Running", "");
    unknown.locale = "xx".parse().unwrap();
    let index = index(&[entry(1, "Running shoes", ""), german, unknown]);
    assert_eq!(ids_in(&index, "runs shoe", "en"), [1]);
    assert_eq!(ids_in(&index, "rückenschmerz", "de"), [2]);
    // A locale has words of its own, and one without a known language no other forms.
    assert_eq!(ids_in(&index, "running", "de"), []);
    assert_eq!(ids_in(&index, "ran running", "xx"), [3]);
    assert_eq!(ids_in(&index, "runs x", "xx"), []);
}

#[test]
fn accents_may_be_left_out_even_where_a_stem_depends_on_them() {
    let mut spanish = entry(1, "La educación física", "");
    spanish.locale = "es".parse().unwrap();
    let mut german = entry(2, "Übungen für den Rücken", "");
    german.locale = "de".parse().unwrap();
    let index = index(&[spanish, german]);
    assert_eq!(ids_in(&index, "educacion fisica", "es"), [1]);
    assert_eq!(ids_in(&index, "EDUCACIONES", "es"), [1]);
    assert_eq!(ids_in(&index, "ubungen ruecken rucken", "de"), [2]);
}

#[test]
fn one_letter_may_be_wrong_and_a_word_that_is_right_comes_first() {
    let index = index(&[entry(1, "Physiotherapy", ""), entry(2, "Stretching", ""), entry(3, "Knee", "")]);
    for wrong in ["physiotherpy", "phisiotherapy", "pyhsiotherapy", "physiootherapy"] {
        assert_eq!(ids(&index, &format!("{wrong} 1")), [1], "{wrong}");
    }
    assert_eq!(ids(&index, "phisiotherpy 1"), []);
    // Too short to be misspelt.
    assert_eq!(ids(&index, "kne x"), []);

    let mut all: Vec<_> = (1..=12).map(|n| entry(n, "Training plans", "")).collect();
    all.push(entry(99, "A traning of one's own", ""));
    let found = ids(&self::index(&all), "traning x");
    assert_eq!((found[0], found.len()), (99, 13));
    // What is written about as often as its like is meant.
    let two = self::index(&[entry(1, "Power", ""), entry(2, "Lower", "")]);
    assert_eq!(ids(&two, "lower x"), [2]);
}

#[test]
fn only_the_last_word_may_go_on() {
    let index = index(&[entry(1, "Running shoes", ""), entry(2, "Rest", "")]);
    assert_eq!(ids(&index, "runni"), [1]);
    assert_eq!(ids(&index, "running sh"), [1]);
    assert_eq!(ids(&index, "sh running"), [1]);
    assert_eq!(ids(&index, "runni zzz"), []);
    // A letter wrong in what has only been begun.
    assert_eq!(ids(&index, "runmi"), [1]);
}

#[test]
fn entries_with_all_words_stand_before_those_with_some_of_them() {
    let many = "pain ".repeat(60);
    let index = index(&[
        entry(1, "Pain pain pain", &many),
        entry(2, "Shoes", "a word on the back, and far below it another on pain"),
        entry(3, "Back", "nothing else"),
        entry(4, "Nothing of it", "at all"),
    ]);
    let found = ids(&index, "back pain");
    assert_eq!((found[0], found.len()), (2, 3));
    // Of three, two are wanted.
    assert_eq!(ids(&index, "back pain knee"), [2]);
}

#[test]
fn a_hostile_question_is_words_like_any_other() {
    let index = index(&[entry(1, "title AND body", "x:y")]);
    for text in ["title:body", "\"title body\"", "title* OR ~body^9", "(title) && {body}", "title\u{0}body\u{202e}"] {
        assert_eq!(ids(&index, text), [1], "{text:?}");
    }
    for text in [&"a".repeat(MAX_BYTES), &"é ".repeat(MAX_BYTES / 3)[..], "\u{1f} en\u{1f}title", "😀1", "𝒳𝒴"]
    {
        let _found = ids(&index, text);
    }
}

#[test]
fn highlights_are_ranges_that_a_script_can_slice_by() {
    let slice = |highlight: &Highlight| -> Vec<String> {
        let units: Vec<u16> = highlight.text.encode_utf16().collect();
        highlight.ranges.iter().map(|range| String::from_utf16(&units[range.start..range.end]).unwrap()).collect()
    };
    let text =
        format!("{}👟 Läufe & <b>Laufschuhe</b> 𝒳 laufen. {}", "Vorher steht dies. ".repeat(30), "Danach. ".repeat(90));
    let mut german = entry(1, "Ein Läufer 👟 läuft", &text);
    german.locale = "de".parse().unwrap();
    let (found, mut matcher) = ask(&index(&[german]), "lauf", "de");
    assert_eq!(slice(&matcher.highlight("👟👟 laufen, ＬＡＵＦ")), ["laufen", "ＬＡＵＦ"]);
    let snippet = matcher.snippet(&found.hits[0].passages[0].text).unwrap();
    assert!(
        snippet.text.starts_with("… ") && snippet.text.ends_with(" …") && snippet.text.contains("<b>"),
        "{snippet:?}"
    );
    assert!(snippet.text.chars().count() < 260, "{snippet:?}");
    assert_eq!(slice(&snippet), ["Läufe", "Laufschuhe", "laufen"]);
    assert_eq!(matcher.snippet("nichts davon"), None);
}

#[test]
fn a_snippet_is_where_most_of_the_words_are() {
    let text =
        format!("Back first. {} The pain in your back is here. {}", "Filler goes on. ".repeat(40), "More. ".repeat(90));
    let (_, mut matcher) = ask(&index(&[entry(1, "x", &text)]), "back pain", "en");
    assert!(matcher.snippet(&text).unwrap().text.contains("The pain in your back"));
}

#[test]
fn a_passage_answers_by_the_words_that_tell_most() {
    let mut all: Vec<_> = (1..=20).map(|n| entry(n, "Pain", "")).collect();
    all.push(entry(21, "Sciatica", ""));
    let (_, mut matcher) = ask(&index(&all), "pain sciatica", "en");
    let passage =
        |heading: &str, text: &str| Passage { heading: heading.into(), anchor: "x".into(), text: text.into() };
    let passages =
        [passage("Pain", "Pain, pain and pain."), passage("", "It may be sciatica."), passage("Sciatica", "And more.")];
    assert_eq!(matcher.best(&passages).unwrap().0, &passages[2]);
    assert_eq!(matcher.best(&passages[..2]).unwrap().0, &passages[1]);
    assert_eq!(matcher.best(&[passage("Nothing", "of it")]), None);
}

#[test]
fn facets_count_all_that_was_found_and_filters_narrow_it() {
    let mut all: Vec<_> = (1..=30).map(|n| entry(n, "Knee", "")).collect();
    for (n, entry) in (1_u128..).zip(&mut all) {
        entry.category = (n % 3 > 0).then(|| id(1000 + n % 3));
        entry.tags = if n % 2 == 0 { vec![id(2000), id(2001)] } else { vec![id(2000), id(2000)] };
        if n > 25 {
            entry.kind = KindName::new("faq");
        }
    }
    let index = index(&all);
    let question = Question::read("knee", &"en".parse().unwrap()).unwrap();
    let search = |wanted| index.search(&question, &wanted).unwrap().0;
    let found = search(Wanted { take: 2, ..Wanted::default() });
    assert_eq!((found.hits.len(), found.total), (2, 30));
    assert_eq!(found.facets.kinds, [("article".into(), 25), ("faq".into(), 5)]);
    assert_eq!(found.facets.categories, [(id(1001), 10), (id(1002), 10)]);
    assert_eq!(found.facets.tags, [(id(2000), 30), (id(2001), 15)]);
    let narrow = Wanted {
        kinds: vec![KindName::new("faq")],
        among: Some(Arc::new([2, 26, 28].map(id).into())),
        take: 9,
        ..Wanted::default()
    };
    let some = search(narrow.clone());
    assert_eq!((some.total, &*some.facets.tags), (2, &[(id(2000), 2), (id(2001), 2)][..]));
    assert_eq!(some.hits.iter().map(|hit| hit.id.0.as_u128()).collect::<Vec<_>>(), [28, 26]);
    assert_eq!(search(Wanted { among: Some(Arc::default()), ..narrow.clone() }).total, 0);
    assert_eq!(search(Wanted { except: vec![id(28)], ..narrow }).total, 1);
}

#[test]
fn pages_show_each_entry_once() {
    let all: Vec<_> = (1..=25).map(|n| entry(n, "Knee", "")).collect();
    let index = index(&all);
    let question = Question::read("knee", &"en".parse().unwrap()).unwrap();
    let page = |skip| index.search(&question, &Wanted { skip, take: 10, ..Wanted::default() }).unwrap().0.hits;
    let seen: Vec<_> = [0, 10, 20, 30, usize::MAX].into_iter().flat_map(page).map(|hit| hit.id.0.as_u128()).collect();
    assert_eq!(seen, (1..=25).rev().collect::<Vec<_>>());
}

#[test]
fn the_best_have_all_of_the_words_and_need_no_texts() {
    let index = Index::in_memory(Keeps::Nothing).unwrap();
    let mut german = entry(4, "Knie", "knee");
    german.locale = "de".parse().unwrap();
    let text = "about the knee and the back";
    index.apply(&[entry(1, "Knee", "back"), entry(2, "Back", ""), entry(3, "Third", text), german], &[], 1).unwrap();
    let best = |text: &str, take| {
        let question = Question::read(text, &"en".parse().unwrap()).unwrap();
        let (best, total) = index.best(&question, &Wanted { take, ..Wanted::default() }).unwrap();
        (best.iter().map(|(id, _)| id.0.as_u128()).collect::<Vec<_>>(), total)
    };
    assert_eq!(best("knee back", 9), (vec![1, 3], 2));
    assert_eq!(best("knee back", 1), (vec![1], 2));
    assert_eq!(best("kne", 9), (vec![1, 3], 2));
    assert_eq!(best("knee giraffe", 9), (vec![], 0));
    assert!(ask(&index, "knee", "en").0.hits.iter().all(|hit| hit.passages.is_empty()));
}

#[test]
fn a_word_of_many_titles_weighs_more_there_than_in_the_one_text_that_has_it() {
    let mut all: Vec<Entry> = (1..=20).map(|n| entry(n, "Knee", "of one or another")).collect();
    all.push(Entry { summary: "About the knee".into(), ..entry(21, "Leg", "of one or another") });
    let question = Question::read("knee", &"en".parse().unwrap()).unwrap();
    let (best, _) = index(&all).best(&question, &Wanted { take: 99, ..Wanted::default() }).unwrap();
    assert_eq!(best.last().map(|(last, _)| *last), Some(id(21)));
}

#[test]
fn the_locales_that_are_written_in_are_known() {
    let in_locale = |n, locale: &str| Entry { locale: locale.parse().unwrap(), ..entry(n, "Back", "and more") };
    let index = index(&[in_locale(1, "en"), in_locale(2, "en-GB"), in_locale(3, "de"), in_locale(4, "en")]);
    index.apply(&[in_locale(5, "zh-Hant")], &[], 2).unwrap();
    let locales: Vec<String> = index.locales().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(locales, ["de", "en", "en-GB", "zh-Hant"]);
    assert!(Index::in_memory(Keeps::Texts).unwrap().locales().unwrap().is_empty());
}

#[test]
fn what_is_kept_is_there_after_a_restart_and_what_is_of_another_format_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Index::open(folder.path(), "live", Keeps::Texts).unwrap();
    let index = open();
    assert_eq!((index.version(), index.is_kept()), (0, true));
    index.apply(&[entry(1, "Knee", ""), Entry { mark: 7, ..entry(2, "Back", "") }], &[], 41).unwrap();
    // Nobody else gets it meanwhile.
    assert!(matches!(Index::open(folder.path(), "live", Keeps::Texts), Err(IndexError::Busy)));
    drop(index);
    let index = open();
    assert_eq!(index.version(), 41);
    assert_eq!(index.marks().unwrap(), HashMap::from([(id(1), 1), (id(2), 7)]));
    assert_eq!(ids(&index, "knee"), [1]);
    index.apply(&[], &[id(1)], 42).unwrap();
    drop(index);

    let other = folder.path().join("live-0-00000000");
    std::fs::create_dir(&other).unwrap();
    std::fs::create_dir(folder.path().join("drafts-1-00000000")).unwrap();
    assert_eq!(open().marks().unwrap(), HashMap::from([(id(2), 7)]));
    assert!(!other.exists() && indexes(folder.path()).len() == 2);
}

/// The folders of the indexes that are kept in a folder.
fn indexes(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.is_dir()).collect()
}

#[test]
fn an_index_that_rests_is_read_and_written_and_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), "live", Keeps::Texts).unwrap();
    index.rest().unwrap();
    for n in 1..=12 {
        index.apply(&[entry(n, "Knee", "")], &[], 1).unwrap();
        index.rest().unwrap();
    }
    index.rest().unwrap();
    assert_eq!(ids(&index, "knee").len(), 12);
    assert!(matches!(Index::open(folder.path(), "live", Keeps::Texts), Err(IndexError::Busy)));
    index.apply(&[], &[id(3)], 2).unwrap();
    assert_eq!((ids(&index, "knee").len(), index.version()), (11, 2));
}

#[test]
fn an_index_that_cannot_be_read_is_built_afresh() {
    let folder = tempfile::tempdir().unwrap();
    drop(Index::open(folder.path(), "live", Keeps::Texts).unwrap().apply(&[entry(1, "Knee", "")], &[], 41));
    let own = indexes(folder.path()).remove(0);
    for damage in ["meta.json", "*"] {
        for file in std::fs::read_dir(&own).unwrap().map(|file| file.unwrap()) {
            if damage == "*" || file.file_name() == damage {
                std::fs::write(file.path(), "{\"torn").unwrap();
            }
        }
        let index = Index::open(folder.path(), "live", Keeps::Texts).unwrap();
        assert_eq!((index.version(), index.marks().unwrap().len()), (0, 0), "{damage}");
        index.apply(&[entry(1, "Knee", "")], &[], 41).unwrap();
        assert_eq!(ids(&index, "knee"), [1]);
    }
    // A folder that is none.
    assert!(Index::open(&own.join("x\u{0}"), "live", Keeps::Texts).is_err());
}

/// One change of an index: of which entry, and to which of a few texts, or gone.
fn steps() -> impl Strategy<Value = Vec<Vec<(u128, Option<usize>)>>> {
    let step = (1..8_u128, proptest::option::weighted(0.8, 0..5_usize));
    proptest::collection::vec(proptest::collection::vec(step, 1..5), 1..12)
}

fn written(n: u128, text: usize) -> Entry {
    let texts = [
        ("Running shoes", "for a back that hurts after running"),
        ("Back pain", "when shoes are worn, and what helps"),
        ("Rest", "a back needs rest; a runner too"),
        ("Stretching", "run, rest, stretch, run"),
        ("Runing", "a slip of the pen"),
    ];
    let (title, body) = texts[text];
    let mut entry = entry(n, title, body);
    entry.tags = vec![id(2000 + text as u128)];
    entry.category = (text > 1).then(|| id(3000));
    entry
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn an_index_that_was_long_in_use_answers_as_one_that_was_built_afresh(batches in steps()) {
        let used = Index::in_memory(Keeps::Texts).unwrap();
        let mut state: HashMap<u128, usize> = HashMap::new();
        for (version, batch) in (1..).zip(batches) {
            let mut last: HashMap<u128, Option<usize>> = HashMap::new();
            last.extend(batch);
            let live: Vec<_> = last.iter().filter_map(|(n, text)| Some(written(*n, (*text)?))).collect();
            let gone: Vec<_> = last.iter().filter(|(_, text)| text.is_none()).map(|(n, _)| id(*n)).collect();
            used.apply(&live, &gone, version).unwrap();
            for (n, text) in last {
                match text {
                    Some(text) => state.insert(n, text),
                    None => state.remove(&n),
                };
            }
        }
        let fresh = index(&state.iter().map(|(n, text)| written(*n, *text)).collect::<Vec<_>>());
        for text in ["running", "back pain shoes", "runn", "re", "strech", "slip rest run", "runing"] {
            let (found, mut matcher) = ask(&used, text, "en");
            let (expected, mut other) = ask(&fresh, text, "en");
            prop_assert_eq!(&found, &expected, "{}", text);
            for hit in &found.hits {
                let text = &hit.passages[0].text;
                prop_assert_eq!(matcher.snippet(text), other.snippet(text));
            }
        }
    }
}
