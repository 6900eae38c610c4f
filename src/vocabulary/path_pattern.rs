//! Where entries of a kind live on the public site: a path with `{slug}` in its last part.

use std::str::FromStr;

/// What stands for the slug.
pub const SLUG: &str = "{slug}";

/// A pattern of paths: `/articles/{slug}`, `/blog/{slug}.html`, `/guides/{slug}/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern(Box<str>);

/// Why a text is no pattern; the words are for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPathPattern {
    #[error("begin with a slash, as in /articles/{{slug}}")]
    NoSlash,
    #[error("write {{slug}} once, where the entry's slug belongs")]
    NotOneSlug,
    #[error("let {{slug}} stand in the last part of the path")]
    SlugNotLast,
    #[error("use letters, digits and - . _ ~ in the parts of the path, and no part that is empty, . or ..")]
    OddPart,
    #[error("{} characters at most", PathPattern::MAX)]
    TooLong,
}

impl InvalidPathPattern {
    /// A stable word, by which people are told.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSlash => "no-slash",
            Self::NotOneSlug => "not-one-slug",
            Self::SlugNotLast => "slug-not-last",
            Self::OddPart => "odd-part",
            Self::TooLong => "too-long",
        }
    }
}

impl PathPattern {
    /// The longest pattern, in bytes.
    pub const MAX: usize = 200;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether one path could be an entry's of either pattern. Two paths that differ in a slash at their end count as
    /// one: people and servers take them for the same.
    #[must_use]
    pub fn clashes(&self, other: &Self) -> bool {
        let (folder, before, after) = self.parts();
        let (their_folder, their_before, their_after) = other.parts();
        folder == their_folder
            && (before.starts_with(their_before) || their_before.starts_with(before))
            && (after.ends_with(their_after) || their_after.ends_with(after))
    }

    /// What stands before the last part, and in it before and behind the slug; without a slash at the end.
    fn parts(&self) -> (&str, &str, &str) {
        let (before, after) = self.0.split_once(SLUG).unwrap_or_default();
        let (folder, before) = before.rsplit_once('/').unwrap_or_default();
        (folder, before, after.trim_end_matches('/'))
    }
}

impl FromStr for PathPattern {
    type Err = InvalidPathPattern;

    fn from_str(text: &str) -> Result<Self, InvalidPathPattern> {
        use InvalidPathPattern as Invalid;
        let path = text.strip_prefix('/').ok_or(Invalid::NoSlash)?;
        if text.len() > Self::MAX {
            return Err(Invalid::TooLong);
        }
        if path.matches(SLUG).count() != 1 {
            return Err(Invalid::NotOneSlug);
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        if path.rsplit('/').next().is_none_or(|last| !last.contains(SLUG)) {
            return Err(Invalid::SlugNotLast);
        }
        let is_plain = |part: &str| {
            let rest = part.replacen(SLUG, "x", 1);
            let plain = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
            plain && !["", ".", ".."].contains(&&*rest)
        };
        if path.split('/').all(is_plain) { Ok(Self(text.into())) } else { Err(Invalid::OddPart) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path_with_one_slug_at_its_end_is_refused() {
        use InvalidPathPattern as Invalid;
        for (text, why) in [
            ("", Invalid::NoSlash),
            ("articles/{slug}", Invalid::NoSlash),
            ("https://a.example/{slug}", Invalid::NoSlash),
            ("/articles", Invalid::NotOneSlug),
            ("/{slug}/{slug}", Invalid::NotOneSlug),
            ("/{ slug }", Invalid::NotOneSlug),
            ("/{slug}/comments", Invalid::SlugNotLast),
            ("//{slug}", Invalid::OddPart),
            ("/a//{slug}", Invalid::OddPart),
            ("/{slug}//", Invalid::SlugNotLast),
            ("/../{slug}", Invalid::OddPart),
            ("/./{slug}", Invalid::OddPart),
            ("/a b/{slug}", Invalid::OddPart),
            ("/a?b={slug}", Invalid::OddPart),
            ("/{slug}#a", Invalid::OddPart),
            ("/a%2fb/{slug}", Invalid::OddPart),
            ("/{kind}/{slug}", Invalid::OddPart),
            ("/a\\{slug}", Invalid::OddPart),
            ("/\n{slug}", Invalid::OddPart),
        ] {
            assert_eq!(text.parse::<PathPattern>(), Err(why), "{text:?}");
        }
        assert_eq!(format!("/{}/{{slug}}", "a".repeat(200)).parse::<PathPattern>(), Err(Invalid::TooLong));
        for good in ["/{slug}", "/blog/{slug}.html", "/a/b/q-{slug}", "/guides/{slug}/", "/~a/{slug}..x"] {
            assert_eq!(good.parse::<PathPattern>().as_ref().map(PathPattern::as_str), Ok(good));
        }
    }

    #[test]
    fn two_patterns_clash_when_one_path_could_be_of_either() {
        let clash = |one: &str, other: &str| {
            let (one, other): (PathPattern, PathPattern) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(one.clashes(&other), other.clashes(&one));
            one.clashes(&other)
        };
        for (one, other) in [
            ("/{slug}", "/{slug}"),
            ("/{slug}", "/q-{slug}"),
            ("/{slug}", "/{slug}.html"),
            ("/a/{slug}-x", "/a/y-{slug}"),
            ("/a/{slug}/", "/a/{slug}"),
        ] {
            assert!(clash(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("/articles/{slug}", "/faqs/{slug}"),
            ("/{slug}", "/faqs/{slug}"),
            ("/a-{slug}", "/b-{slug}"),
            ("/{slug}.html", "/{slug}.txt"),
        ] {
            assert!(!clash(one, other), "{one} {other}");
        }
    }
}
