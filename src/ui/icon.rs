//! Small line icons, drawn for Galley on a 20 × 20 grid. An icon always stands beside a word, so that it is
//! hidden from screen readers.

use maud::{Markup, Render, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Home,
    Article,
    Faq,
    Cta,
    Author,
    Category,
    Tag,
    More,
    Plus,
    Search,
    Back,
    Previous,
    Next,
    Check,
    Warning,
    Draft,
    Live,
    Changed,
    Trash,
    Review,
    Clock,
    SignOut,
    External,
    Help,
    Settings,
    Key,
    People,
    Copy,
    Undo,
    Compare,
    Filter,
    Star,
    Close,
    Blocked,
    Heading,
    Bold,
    Italic,
    Link,
    List,
    Numbers,
    Quote,
    Table,
    Divider,
    Underline,
    Strike,
    Code,
    Subscript,
    Superscript,
    Redo,
}

impl Icon {
    /// The strokes, as SVG path data.
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3.5 9 10 3.5 16.5 9v7h-4.25v-4.5h-4.5V16H3.5z",
            Self::Article => "M4.5 2.75h11v14.5h-11zM7.25 6.5h5.5M7.25 9.75h5.5M7.25 13h3",
            Self::Faq => "M3 3.75h14v10H9.5L6 17v-3.25H3zM8.4 7.2a1.7 1.7 0 1 1 1.9 1.8c-.3.1-.4.3-.4.7M9.9 11.5v.1",
            Self::Cta => "M2.75 5.5h14.5v6H12M2.75 5.5v6h4M8.5 8.5l6.5 3-2.8 1 1.6 3-1.3.7-1.6-3-1.9 2z",
            Self::Author => "M10 9.75a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM3.75 16.75a6.25 5 0 0 1 12.5 0",
            Self::Category => "M3 3.5h6v4H3zM6 7.5V15h4.5M6 10h4.5M10.5 8.25H17v3.5h-6.5zM10.5 13.25H17v3.5h-6.5z",
            Self::Tag => "M3 3h6.5l7.5 7.5-6.5 6.5L3 9.5zM6.5 6.5v.1",
            Self::More => {
                "M4.1 10a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0ZM9.4 10a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0ZM14.7 10a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0Z"
            }
            Self::Plus => "M10 4v12M4 10h12",
            Self::Search => "M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM12.6 12.6 16.5 16.5",
            Self::Back | Self::Previous => "M12 4.5 6.5 10l5.5 5.5",
            Self::Next => "M8 4.5 13.5 10 8 15.5",
            Self::Check => "M4 10.5 8.25 14.5 16 5.75",
            Self::Warning => "M10 3 18 16.5H2zM10 8.25v3.5M10 14.1v.1",
            Self::Draft => "M4 16l.8-3.6L13.5 3.7l2.8 2.8-8.7 8.7zM11.75 5.5l2.75 2.75",
            Self::Live => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM7 10.2l2.2 2.1L13 8",
            Self::Changed => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM7.4 12.6l.4-1.8 3.6-3.6 1.4 1.4-3.6 3.6z",
            Self::Trash => "M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11M8.5 8.5v5M11.5 8.5v5",
            Self::Review => {
                "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 12.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5Z"
            }
            Self::Clock => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 6.5V10l2.4 1.6",
            Self::SignOut => "M8 3.5H3.5v13H8M8 10h8.5M13.25 6.5 16.75 10l-3.5 3.5",
            Self::Help => {
                "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8.2 8.3a1.8 1.8 0 1 1 2.2 1.7c-.3.1-.4.4-.4.8M10 12.9v.1"
            }
            Self::Settings => {
                "M10 12.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM8.6 2.75h2.8l.5 2.1 1.6.9 2-.6 1.4 2.4-1.5 1.5v1.9l1.5 1.5-1.4 2.4-2-.6-1.6.9-.5 2.1H8.6l-.5-2.1-1.6-.9-2 .6-1.4-2.4 1.5-1.5V9.05L3.1 7.55l1.4-2.4 2 .6 1.6-.9z"
            }
            Self::Key => {
                "M7 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM9.6 10.4 16.5 3.5M13.5 6.5l2.5 2.5M11.5 8.5l1.75 1.75"
            }
            Self::People => {
                "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.25 16.25a5.25 4.25 0 0 1 10.5 0M12.5 4.25a2.75 2.75 0 0 1 0 5M14.5 12.25a5 5 0 0 1 3.25 4"
            }
            Self::Copy => "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
            Self::Undo => "M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H8",
            Self::Compare => "M10 2.75v14.5M3 5.5h4.5v9H3zM12.5 5.5H17v9h-4.5z",
            Self::Filter => "M3 5.5h14M5.5 10h9M8 14.5h4",
            Self::Blocked => "M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM5.5 5.5l9 9",
            Self::Star => "m10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
            Self::Close => "M5.5 5.5l9 9M14.5 5.5l-9 9",
            Self::Heading => "M5 4v12M15 4v12M5 10h10",
            Self::Bold => "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
            Self::Italic => "M8.5 4h5M6.5 16h5M11.2 4 8.8 16",
            Self::Link => {
                "M8.5 11.5a3 3 0 0 0 4.2 0l2.8-2.8a3 3 0 0 0-4.2-4.2L10 5.8M11.5 8.5a3 3 0 0 0-4.2 0l-2.8 2.8a3 3 0 0 0 4.2 4.2L10 14.2"
            }
            Self::List => "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5v.1M4 10v.1M4 14.5v.1",
            Self::Numbers => "M8.5 5.5h8M8.5 10h8M8.5 14.5h8M3.5 4.5l1.2-.7v4M3.3 12.6h1.9l-1.9 2.9h2",
            Self::Quote => "M4 4.5v11M7.5 6.5h9M7.5 10h9M7.5 13.5h5.5",
            Self::Table => "M3.5 4.5h13v11h-13zM3.5 8.5h13M10 8.5v7",
            Self::Divider => "M3.5 10h13M7 5.5h6M7 14.5h6",
            Self::Underline => "M6 3.5v6a4 4 0 0 0 8 0v-6M5 16.75h10",
            Self::Strike => {
                "M3.5 10h13M13.75 6.25C13 4.75 11.75 4 10 4 7.75 4 6.25 5.25 6.25 7c0 1.25.75 2.25 2.5 3M6 13.5c.5 1.75 2 2.75 4 2.75 2.5 0 4-1.25 4-3.25 0-1-.5-2-1.5-3"
            }
            Self::Code => "M7 5.5 2.75 10 7 14.5M13 5.5l4.25 4.5L13 14.5",
            Self::Subscript => "M3.5 4.5l7 8M10.5 4.5l-7 8M13 13.2a1.6 1.6 0 1 1 2.6 1.2L13 17h3.5",
            Self::Superscript => "M3.5 7.5l7 8M10.5 7.5l-7 8M13 3.7a1.6 1.6 0 1 1 2.6 1.2L13 7.5h3.5",
            Self::Redo => "M13 4l3.5 3.5L13 11M16.5 7.5h-8a4.5 4.5 0 0 0 0 9H12",
            Self::External => "M8 4.5H4v11.5h11.5V12M11 3.75h5.25V9M16 4 9.5 10.5",
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg.icon viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
                path d=(self.path()) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_drawn_and_says_nothing() {
        let icon = Icon::Check.render().into_string();
        assert!(icon.contains("aria-hidden=\"true\"") && icon.contains("<path d=\"M4 10.5"), "{icon}");
    }
}
