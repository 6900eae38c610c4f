//! A browser's words about itself (`User-Agent`) as people would say them. Guesswork, for a list that its owner reads.

use crate::words::t;

/// How a browser is told by a word of its own: the first that fits, since each claims to be those below it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// "Firefox on Linux"; "A browser" where nothing can be told.
#[must_use]
pub fn browser(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| names.iter().find(|(word, _)| agent.contains(word)).map(|(_, n)| *n);
    match (first(&BROWSERS), first(&SYSTEMS)) {
        (Some(browser), Some(system)) => t!("browser-on", browser = browser, system = system),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => t!("browser-unknown-on", system = system),
        (None, None) => t!("browser-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_by_their_own_word() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(), "Firefox on Linux"),
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64) {webkit} Chrome/130.0 Safari/537.36 Edg/130.0"),
                "Edge on Windows",
            ),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {webkit} Version/18.0 Safari/605.1.15"),
                "Safari on macOS",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 15) {webkit} Chrome/130.0 Mobile Safari/537.36"),
                "Chrome on Android",
            ),
            (
                format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {webkit} CriOS/130.0 Safari/604.1"),
                "Chrome on iPhone",
            ),
            ("curl/8.9".to_owned(), "A browser"),
            (String::new(), "A browser"),
        ] {
            assert_eq!(browser(&agent), name, "{agent}");
        }
    }
}
