//! Who looks at a page, when, and how they like it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    permission::{Permission, Reach, Role, reach},
    vocabulary::{PersonId, Site, Time},
};

/// Who looks at the page. Made where a request is let in; every page of the panel is given one.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub preferences: Preferences,
    /// For its name, its time zone and where things are in public.
    pub site: Arc<Site>,
    /// When the page is drawn.
    pub now: Time,
}

impl Viewer {
    /// Whether they may do this at all, to something of their own at least. What is drawn, not what is let through.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        reach(self.role, permission) != Reach::None
    }
}

/// How somebody likes the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub theme: Theme,
    pub density: Density,
    /// Whether single keys do something (WCAG 2.2, 2.1.4).
    pub shortcuts: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, density: Density::Comfortable, shortcuts: true }
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name {
            $($variant),+
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The choice of a word; `None` for another word.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == word)
            }
        }
    };
}

choice! {
    /// Light, dark, or as the device has it.
    Theme { System = "system", Light = "light", Dark = "dark" }
}

choice! {
    /// How much stands on a screen.
    Density { Comfortable = "comfortable", Compact = "compact" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_chose_is_as_it_comes() {
        assert_eq!(serde_json::from_str::<Preferences>("{}").unwrap(), Preferences::default());
        let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
        let stored = serde_json::to_string(&dark).unwrap();
        assert_eq!(stored, r#"{"theme":"dark","density":"comfortable","shortcuts":true}"#);
        assert_eq!(serde_json::from_str::<Preferences>(&stored).unwrap(), dark);
        assert_eq!((Theme::named("dark"), Density::named("dark")), (Some(Theme::Dark), None));
    }
}
