//! Every address of the admin and of the management API: one function each, and what it takes to be let in.
//!
//! Routers use the patterns, pages use the functions; an address that is not in [`ROUTES`] is refused, so a route
//! that was forgotten here lets nobody in. Knows no handler and no page.

mod parts;
mod queries;

use std::fmt::Display;

use uuid::Uuid;

use crate::{
    permission::Permission::{self, *},
    vocabulary::{EntryId, FrontendId, InvitationId, PersonId, PreviewLinkId, TokenId},
};
use parts::fill;
pub use queries::*;

/// What it takes to be let in. A verb then asks again, about the very thing it is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever is signed in or has a good token.
    Known,
    /// Whoever may do this at all, to something of their own at least.
    Needs(Permission),
}

/// One method at one address.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    pub method: &'static str,
    /// As the router writes it: `/admin/{kinds}/{id}`.
    pub pattern: &'static str,
    pub access: Access,
}

pub const HOME: &str = "/admin";
pub const SETUP: &str = "/admin/setup/{token}";
pub const SIGN_IN: &str = "/admin/sign-in";
pub const SIGN_OUT: &str = "/admin/sign-out";
pub const JOIN: &str = "/admin/join/{token}";
pub const RESET: &str = "/admin/reset/{token}";
pub const HELP: &str = "/admin/help";
/// Entries, people, settings and what can be done, by their letters.
pub const FIND: &str = "/admin/find";
pub const TRASH: &str = "/admin/trash";
pub const RECOVERIES: &str = "/admin/trash/recovery";
pub const PROFILE: &str = "/admin/profile";
pub const OWN_PASSWORD: &str = "/admin/profile/password";
pub const OWN_LOOKS: &str = "/admin/profile/looks";
pub const OWN_SESSIONS: &str = "/admin/profile/sessions";
pub const OWN_SESSION: &str = "/admin/profile/sessions/{session}";
pub const SETTINGS: &str = "/admin/settings";
pub const SYSTEM: &str = "/admin/settings/system";
pub const FRONTENDS: &str = "/admin/settings/frontends";
pub const NEW_FRONTEND: &str = "/admin/settings/frontends/new";
pub const FRONTEND: &str = "/admin/settings/frontends/{id}";
pub const FRONTEND_TEST: &str = "/admin/settings/frontends/{id}/test";
pub const FRONTEND_REMOVAL: &str = "/admin/settings/frontends/{id}/removal";
pub const PEOPLE: &str = "/admin/people";
pub const NEW_PERSON: &str = "/admin/people/new";
pub const PERSON: &str = "/admin/people/{id}";
pub const DISABLING: &str = "/admin/people/{id}/disabling";
pub const ENABLING: &str = "/admin/people/{id}/enabling";
pub const RESET_LINK: &str = "/admin/people/{id}/reset-link";
pub const INVITATION_LINK: &str = "/admin/people/invitations/{id}/link";
pub const WITHDRAWAL: &str = "/admin/people/invitations/{id}/withdrawal";
pub const TOKENS: &str = "/admin/tokens";
pub const NEW_TOKEN: &str = "/admin/tokens/new";
pub const TOKEN_ROTATION: &str = "/admin/tokens/{id}/rotation";
pub const TOKEN_REVOCATION: &str = "/admin/tokens/{id}/revocation";
pub const AUDIT: &str = "/admin/audit";
pub const AUDIT_EXPORT: &str = "/admin/audit/export";
/// Entries by their letters, for the forms' scripts.
pub const LOOKUP: &str = "/admin/lookup";
/// What a text shows of other entries, for the editor.
pub const CARDS: &str = "/admin/cards";
/// HTML and Markdown to Markdown and a tree, for what is pasted.
pub const MARKDOWN: &str = "/admin/markdown";
pub const ENTRIES: &str = "/admin/{kinds}";
pub const NEW_ENTRY: &str = "/admin/{kinds}/new";
pub const BULK: &str = "/admin/{kinds}/bulk";
pub const VIEWS: &str = "/admin/{kinds}/views";
pub const VIEW_REMOVAL: &str = "/admin/{kinds}/views/{view}/removal";
/// The first save of an entry that is being written.
pub const DRAFTS: &str = "/admin/{kinds}/drafts";
pub const ENTRY: &str = "/admin/{kinds}/{id}";
/// What is written is saved here while it is written.
pub const DRAFT: &str = "/admin/{kinds}/{id}/draft";
/// What was written and never saved, beside what is.
pub const DRAFT_COMPARISON: &str = "/admin/{kinds}/{id}/draft/comparison";
/// Who is at an entry.
pub const PRESENCE: &str = "/admin/{kinds}/{id}/presence";
pub const PUBLICATION: &str = "/admin/{kinds}/{id}/publication";
pub const UNPUBLICATION: &str = "/admin/{kinds}/{id}/unpublication";
pub const UNDO: &str = "/admin/{kinds}/{id}/undo";
pub const REMOVAL: &str = "/admin/{kinds}/{id}/removal";
pub const RECOVERY: &str = "/admin/{kinds}/{id}/recovery";
pub const HISTORY: &str = "/admin/{kinds}/{id}/history";
pub const REVISION: &str = "/admin/{kinds}/{id}/revisions/{number}";
pub const RESTORATION: &str = "/admin/{kinds}/{id}/restoration";
/// One block as an older version has it.
pub const BLOCK_RESTORATION: &str = "/admin/{kinds}/{id}/restoration/block";
/// What people call a version.
pub const REVISION_NAME: &str = "/admin/{kinds}/{id}/revisions/{number}/name";
pub const USAGE: &str = "/admin/{kinds}/{id}/usage";
pub const COMPARE: &str = "/admin/{kinds}/{id}/compare";
/// The page within the comparison's frame.
pub const COMPARE_PAGE: &str = "/admin/{kinds}/{id}/compare/page";
/// What readers saw at a moment.
pub const PAST: &str = "/admin/{kinds}/{id}/past";
/// The page within its frame.
pub const PAST_PAGE: &str = "/admin/{kinds}/{id}/past/page";
pub const REPLACEMENT: &str = "/admin/{kinds}/{id}/replacement";
pub const PREVIEW: &str = "/admin/{kinds}/{id}/preview";
/// The page within the preview's frame.
pub const PREVIEW_PAGE: &str = "/admin/{kinds}/{id}/preview/page";
pub const PREVIEW_LINKS: &str = "/admin/{kinds}/{id}/preview/links";
pub const PREVIEW_LINK_END: &str = "/admin/{kinds}/{id}/preview/links/{link}/revocation";
/// A draft for whoever holds a link to it.
pub const SHARED: &str = "/admin/shared/{token}";

/// Where published content begins; open to everybody. Each kind's plural and what is under it follow.
pub const API: &str = "/api/v1";

/// What this API takes and answers, for programs; and the same as a page, with its own scripts and styles beside it.
pub const OPENAPI: &str = "/api/openapi.json";
pub const API_DOCS: &str = "/api/docs";
pub const API_DOCS_FILE: &str = "/api/docs/{file}";

pub const MANAGE_BATCH: &str = "/api/v1/manage/batch";
pub const MANAGE_ENTRIES: &str = "/api/v1/manage/{kinds}";
pub const MANAGE_ENTRY: &str = "/api/v1/manage/{kinds}/{id}";
pub const MANAGE_PUBLICATION: &str = "/api/v1/manage/{kinds}/{id}/publication";
pub const MANAGE_UNDO: &str = "/api/v1/manage/{kinds}/{id}/undo";
pub const MANAGE_REVISIONS: &str = "/api/v1/manage/{kinds}/{id}/revisions";
pub const MANAGE_REVISION: &str = "/api/v1/manage/{kinds}/{id}/revisions/{number}";
pub const MANAGE_RESTORATION: &str = "/api/v1/manage/{kinds}/{id}/restoration";
pub const MANAGE_USAGE: &str = "/api/v1/manage/{kinds}/{id}/usage";
pub const MANAGE_RECOVERY: &str = "/api/v1/manage/{kinds}/{id}/recovery";

/// The table of who is let in where.
pub const ROUTES: &[Route] = &[
    open("GET", SETUP),
    open("POST", SETUP),
    open("GET", SIGN_IN),
    open("POST", SIGN_IN),
    open("POST", SIGN_OUT),
    open("GET", JOIN),
    open("POST", JOIN),
    open("GET", RESET),
    open("POST", RESET),
    open("GET", SHARED),
    known("GET", HOME),
    known("GET", HELP),
    needs("GET", FIND, ReadContent),
    needs("GET", TRASH, ReadContent),
    needs("POST", RECOVERIES, TrashContent),
    known("GET", PROFILE),
    known("POST", PROFILE),
    known("POST", OWN_PASSWORD),
    known("POST", OWN_LOOKS),
    known("POST", OWN_SESSIONS),
    known("POST", OWN_SESSION),
    needs("GET", SETTINGS, ManageSettings),
    needs("POST", SETTINGS, ManageSettings),
    needs("GET", SYSTEM, ManageSettings),
    needs("GET", FRONTENDS, ManageSettings),
    needs("POST", FRONTENDS, ManageSettings),
    needs("GET", NEW_FRONTEND, ManageSettings),
    needs("GET", FRONTEND, ManageSettings),
    needs("POST", FRONTEND, ManageSettings),
    needs("POST", FRONTEND_TEST, ManageSettings),
    needs("GET", FRONTEND_REMOVAL, ManageSettings),
    needs("POST", FRONTEND_REMOVAL, ManageSettings),
    needs("GET", PEOPLE, ManagePeople),
    needs("GET", NEW_PERSON, ManagePeople),
    needs("POST", NEW_PERSON, ManagePeople),
    needs("GET", PERSON, ManagePeople),
    needs("POST", PERSON, ManagePeople),
    needs("GET", DISABLING, ManagePeople),
    needs("POST", DISABLING, ManagePeople),
    needs("POST", ENABLING, ManagePeople),
    needs("POST", RESET_LINK, ManagePeople),
    needs("POST", INVITATION_LINK, ManagePeople),
    needs("POST", WITHDRAWAL, ManagePeople),
    needs("GET", TOKENS, ManageTokens),
    needs("POST", TOKENS, ManageTokens),
    needs("GET", NEW_TOKEN, ManageTokens),
    needs("GET", TOKEN_ROTATION, ManageTokens),
    needs("POST", TOKEN_ROTATION, ManageTokens),
    needs("GET", TOKEN_REVOCATION, ManageTokens),
    needs("POST", TOKEN_REVOCATION, ManageTokens),
    needs("GET", AUDIT, ReadAudit),
    needs("GET", AUDIT_EXPORT, ReadAudit),
    needs("GET", LOOKUP, ReadContent),
    needs("GET", CARDS, ReadContent),
    needs("POST", MARKDOWN, CreateContent),
    needs("GET", ENTRIES, ReadContent),
    needs("POST", ENTRIES, CreateContent),
    needs("GET", NEW_ENTRY, CreateContent),
    // Whoever edits may do some of it; each verb asks about each entry.
    needs("POST", BULK, EditContent),
    // One's own, whatever one's role.
    needs("POST", VIEWS, ReadContent),
    needs("POST", VIEW_REMOVAL, ReadContent),
    needs("GET", ENTRY, ReadContent),
    needs("POST", ENTRY, EditContent),
    needs("POST", DRAFTS, CreateContent),
    needs("POST", DRAFT, EditContent),
    needs("POST", DRAFT_COMPARISON, EditContent),
    needs("POST", PRESENCE, EditContent),
    needs("GET", PUBLICATION, PublishContent),
    needs("POST", PUBLICATION, PublishContent),
    needs("POST", UNPUBLICATION, PublishContent),
    needs("POST", UNDO, PublishContent),
    needs("POST", REMOVAL, TrashContent),
    needs("POST", RECOVERY, TrashContent),
    needs("GET", HISTORY, ReadHistory),
    needs("GET", REVISION, ReadHistory),
    needs("POST", RESTORATION, EditContent),
    needs("POST", BLOCK_RESTORATION, EditContent),
    needs("POST", REVISION_NAME, EditContent),
    needs("GET", USAGE, ReadContent),
    needs("GET", COMPARE, ReadHistory),
    needs("GET", COMPARE_PAGE, ReadHistory),
    needs("GET", REPLACEMENT, PublishContent),
    needs("POST", REPLACEMENT, PublishContent),
    needs("GET", PAST, ReadHistory),
    needs("GET", PAST_PAGE, ReadHistory),
    needs("GET", PREVIEW, ReadContent),
    needs("GET", PREVIEW_PAGE, ReadContent),
    // Who may see a draft may show it; a link says whose it is, and can be ended.
    needs("POST", PREVIEW_LINKS, ReadContent),
    needs("POST", PREVIEW_LINK_END, ReadContent),
    needs("POST", MANAGE_BATCH, CreateContent),
    needs("GET", MANAGE_ENTRIES, ReadContent),
    needs("POST", MANAGE_ENTRIES, CreateContent),
    needs("GET", MANAGE_ENTRY, ReadContent),
    needs("PUT", MANAGE_ENTRY, EditContent),
    needs("PATCH", MANAGE_ENTRY, EditContent),
    needs("DELETE", MANAGE_ENTRY, TrashContent),
    needs("POST", MANAGE_PUBLICATION, PublishContent),
    needs("DELETE", MANAGE_PUBLICATION, PublishContent),
    needs("POST", MANAGE_UNDO, PublishContent),
    needs("GET", MANAGE_REVISIONS, ReadContent),
    needs("GET", MANAGE_REVISION, ReadContent),
    needs("POST", MANAGE_RESTORATION, EditContent),
    needs("GET", MANAGE_USAGE, ReadContent),
    needs("POST", MANAGE_RECOVERY, TrashContent),
];

/// What a method at a pattern takes. `HEAD` takes what `GET` takes; `None`: there is no such route.
#[must_use]
pub fn access(method: &str, pattern: &str) -> Option<Access> {
    let method = if method == "HEAD" { "GET" } else { method };
    ROUTES.iter().find(|route| route.method == method && route.pattern == pattern).map(|route| route.access)
}

macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident($($part:ident: $type:ty),*) = $pattern:expr;)+) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name($($part: $type),*) -> String {
            fill($pattern, &[$(&$part as &dyn Display),*])
        }
    )+};
}

addresses! {
    home() = HOME;
    setup(token: &str) = SETUP;
    sign_in() = SIGN_IN;
    sign_out() = SIGN_OUT;
    join(token: &str) = JOIN;
    reset(token: &str) = RESET;
    help() = HELP;
    find() = FIND;
    trash() = TRASH;
    recoveries() = RECOVERIES;
    profile() = PROFILE;
    own_password() = OWN_PASSWORD;
    own_looks() = OWN_LOOKS;
    own_sessions() = OWN_SESSIONS;
    own_session(session: &str) = OWN_SESSION;
    settings() = SETTINGS;
    system() = SYSTEM;
    frontends() = FRONTENDS;
    new_frontend() = NEW_FRONTEND;
    frontend(id: FrontendId) = FRONTEND;
    frontend_test(id: FrontendId) = FRONTEND_TEST;
    frontend_removal(id: FrontendId) = FRONTEND_REMOVAL;
    people() = PEOPLE;
    new_person() = NEW_PERSON;
    person(id: PersonId) = PERSON;
    disabling(id: PersonId) = DISABLING;
    enabling(id: PersonId) = ENABLING;
    reset_link(id: PersonId) = RESET_LINK;
    invitation_link(id: InvitationId) = INVITATION_LINK;
    withdrawal(id: InvitationId) = WITHDRAWAL;
    tokens() = TOKENS;
    new_token() = NEW_TOKEN;
    token_rotation(id: TokenId) = TOKEN_ROTATION;
    token_revocation(id: TokenId) = TOKEN_REVOCATION;
    audit() = AUDIT;
    audit_export() = AUDIT_EXPORT;
    /// `kinds` is the plural, here and below.
    list(kinds: &str) = ENTRIES;
    new(kinds: &str) = NEW_ENTRY;
    bulk(kinds: &str) = BULK;
    views(kinds: &str) = VIEWS;
    view_removal(kinds: &str, view: Uuid) = VIEW_REMOVAL;
    edit(kinds: &str, id: EntryId) = ENTRY;
    publication(kinds: &str, id: EntryId) = PUBLICATION;
    unpublication(kinds: &str, id: EntryId) = UNPUBLICATION;
    undo(kinds: &str, id: EntryId) = UNDO;
    removal(kinds: &str, id: EntryId) = REMOVAL;
    recovery(kinds: &str, id: EntryId) = RECOVERY;
    history(kinds: &str, id: EntryId) = HISTORY;
    revision(kinds: &str, id: EntryId, number: i64) = REVISION;
    restoration(kinds: &str, id: EntryId) = RESTORATION;
    block_restoration(kinds: &str, id: EntryId) = BLOCK_RESTORATION;
    revision_name(kinds: &str, id: EntryId, number: i64) = REVISION_NAME;
    usage(kinds: &str, id: EntryId) = USAGE;
    compare(kinds: &str, id: EntryId) = COMPARE;
    compare_page(kinds: &str, id: EntryId) = COMPARE_PAGE;
    past(kinds: &str, id: EntryId) = PAST;
    past_page(kinds: &str, id: EntryId) = PAST_PAGE;
    replacement(kinds: &str, id: EntryId) = REPLACEMENT;
    preview(kinds: &str, id: EntryId) = PREVIEW;
    preview_page(kinds: &str, id: EntryId) = PREVIEW_PAGE;
    preview_links(kinds: &str, id: EntryId) = PREVIEW_LINKS;
    preview_link_end(kinds: &str, id: EntryId, link: PreviewLinkId) = PREVIEW_LINK_END;
    shared(token: &str) = SHARED;
    api_docs_file(file: &str) = API_DOCS_FILE;
    cards() = CARDS;
    markdown() = MARKDOWN;
    manage_list(kinds: &str) = MANAGE_ENTRIES;
    manage_entry(kinds: &str, id: EntryId) = MANAGE_ENTRY;
}

/// A page to go to after sign-in, if it is one of ours: a path under `/admin`, never another site's address.
#[must_use]
pub fn safe_next(next: &str) -> Option<&str> {
    let rest = next.strip_prefix(HOME)?;
    let ours = rest.is_empty() || rest.starts_with(['/', '?']);
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let loops = [SIGN_IN, SIGN_OUT].iter().any(|path| next.starts_with(path));
    (ours && plain && !loops && next.len() <= 2048).then_some(next)
}

const fn open(method: &'static str, pattern: &'static str) -> Route {
    Route { method, pattern, access: Access::Anyone }
}

const fn known(method: &'static str, pattern: &'static str) -> Route {
    Route { method, pattern, access: Access::Known }
}

const fn needs(method: &'static str, pattern: &'static str, permission: Permission) -> Route {
    Route { method, pattern, access: Access::Needs(permission) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_outside_the_table_is_nobodys() {
        assert_eq!(access("GET", "/admin/secrets"), None);
        assert_eq!(access("DELETE", ENTRY), None);
        assert_eq!(access("HEAD", ENTRY), Some(Access::Needs(ReadContent)));
    }

    #[test]
    fn only_what_leads_in_is_open_to_anyone() {
        let open: Vec<_> =
            ROUTES.iter().filter(|route| route.access == Access::Anyone).map(|route| route.pattern).collect();
        assert_eq!(open, [SETUP, SETUP, SIGN_IN, SIGN_IN, SIGN_OUT, JOIN, JOIN, RESET, RESET, SHARED]);
    }

    #[test]
    fn no_state_changes_by_get() {
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            assert!(!matches!(route.access, Access::Needs(EditContent | TrashContent)), "{route:?}");
        }
    }

    #[test]
    fn parts_are_filled_in_and_encoded() {
        let id = EntryId::new();
        assert_eq!(publication("articles", id), format!("/admin/articles/{id}/publication"));
        assert_eq!(setup("a/b?c"), "/admin/setup/a%2Fb%3Fc");
        assert_eq!(sign_in_then("/admin?q=a b"), "/admin/sign-in?next=%2Fadmin%3Fq%3Da%20b");
        assert_eq!(home(), "/admin");
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/admin\\@evil.example",
            "/administrator",
            "/api/v1",
            "/admin/\r\nSet-Cookie: a=b",
            "/admin.evil.example",
            "/admin/sign-in",
            "",
        ] {
            assert_eq!(safe_next(bad), None, "{bad:?}");
        }
        for good in ["/admin", "/admin/articles?page=2", "/admin?x"] {
            assert_eq!(safe_next(good), Some(good));
        }
    }
}
