//! Reads the source as text and holds the house to its rules: ranks, file roles, sizes, and where the few
//! dangerous words may stand. ARCHITECTURE.md says why each rule is there; where one turns out wrong, change it
//! there and here together.
//!
//! Every rule is a function from the whole house to a list of problems. The tests here run each over the real
//! source; the tests beside each rule run it over a bad sample, so that a rule that cannot fail is noticed.

#[path = "architecture/catalogue.rs"]
mod catalogue;
#[path = "architecture/ranks.rs"]
mod ranks;
#[path = "architecture/roles.rs"]
mod roles;
#[path = "architecture/sizes.rs"]
mod sizes;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/words.rs"]
mod words;

use source::House;

type Rule = fn(&House) -> Vec<String>;

/// Fails with one line for each problem of a rule in `folder`.
fn hold(folder: &str, rule: Rule) {
    let house = House::read(folder);
    assert!(!house.files.is_empty(), "nothing was read in {folder}");
    let problems = rule(&house);
    assert!(problems.is_empty(), "{} in {folder}:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn a_room_imports_lower_ranks_only() {
    hold("src", ranks::rooms);
}

#[test]
fn a_kind_never_imports_a_kind() {
    hold("src", ranks::kinds);
}

#[test]
fn a_file_names_only_what_its_role_may() {
    hold("src", roles::check);
}

#[test]
fn no_file_and_no_function_outgrows_its_reader() {
    hold("src", sizes::check);
    hold("migrations/src", sizes::check);
    hold("tests", sizes::check);
    hold("benches", sizes::check);
}

#[test]
fn dangerous_words_stand_only_where_they_are_looked_after() {
    hold("src", words::guarded);
}

#[test]
fn nothing_outside_tests_can_panic_by_a_word() {
    hold("src", words::panics);
    hold("migrations/src", words::panics);
}

#[test]
fn lints_are_expected_with_a_reason_and_results_are_not_dropped() {
    hold("src", words::waivers);
    hold("migrations/src", words::waivers);
}

#[test]
fn urls_are_written_in_one_place() {
    hold("src", words::urls);
}

#[test]
fn every_word_on_a_page_comes_from_the_catalogue() {
    hold("src", catalogue::messages);
    hold("src", catalogue::literals);
    hold("src", catalogue::details);
}

#[test]
fn every_file_says_what_it_is_for() {
    hold("src", words::opening);
    hold("migrations/src", words::opening);
    hold("tests", words::opening);
    hold("benches", words::opening);
}

#[test]
fn no_path_of_a_developers_machine_is_written_down() {
    for folder in ["src", "migrations", "tests", "benches", "admin-assets"] {
        hold(folder, words::host_paths);
    }
}
