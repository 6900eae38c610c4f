//! Who may do what: the one table of roles and permissions, and the actor that every verb is given.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::vocabulary::{PersonId, TokenId};

/// What a person is here to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Owner,
    Admin,
    /// All content, published by themselves.
    Editor,
    /// Own entries, published by themselves.
    Author,
    /// Own drafts; someone else publishes.
    Contributor,
    /// Reads everything in the panel and changes nothing.
    Viewer,
}

impl Role {
    pub const ALL: [Self; 6] = [Self::Owner, Self::Admin, Self::Editor, Self::Author, Self::Contributor, Self::Viewer];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Contributor => "contributor",
            Self::Viewer => "viewer",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            format!("\"{text}\" is no role; the roles are {names}")
        })
    }
}

/// What may be done. A permission that concerns an entry may reach any entry or only one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See entries in the panel, drafts too.
    ReadContent,
    CreateContent,
    /// Save, restore, name a version.
    EditContent,
    /// Publish, unpublish, undo.
    PublishContent,
    /// To the trash and back.
    TrashContent,
    ReadHistory,
    ManageMedia,
    ManageSettings,
    ManagePeople,
    ManageTokens,
    ReadAudit,
}

/// How far a permission goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    None,
    /// Entries that the actor created.
    Own,
    Any,
}

/// The table. Every right in Galley is read from here.
#[must_use]
pub const fn reach(role: Role, permission: Permission) -> Reach {
    use Permission as P;
    use Role as R;
    match (role, permission) {
        (_, P::ReadContent | P::ReadHistory) => Reach::Any,
        (R::Owner | R::Admin, _) => Reach::Any,
        (R::Editor, P::CreateContent | P::EditContent | P::PublishContent | P::TrashContent | P::ManageMedia) => {
            Reach::Any
        }
        (R::Author, P::CreateContent | P::EditContent | P::PublishContent | P::TrashContent | P::ManageMedia) => {
            Reach::Own
        }
        (R::Contributor, P::CreateContent | P::EditContent | P::TrashContent) => Reach::Own,
        (R::Editor | R::Author | R::Contributor | R::Viewer, _) => Reach::None,
    }
}

/// What a token may be used for; never more than its creator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "content:read")]
    ContentRead,
    #[serde(rename = "content:write")]
    ContentWrite,
    #[serde(rename = "content:publish")]
    ContentPublish,
    #[serde(rename = "media:write")]
    MediaWrite,
    #[serde(rename = "settings")]
    Settings,
    #[serde(rename = "people")]
    People,
    #[serde(rename = "history")]
    History,
}

impl Scope {
    pub const ALL: [Self; 7] = [
        Self::ContentRead,
        Self::ContentWrite,
        Self::ContentPublish,
        Self::MediaWrite,
        Self::Settings,
        Self::People,
        Self::History,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ContentRead => "content:read",
            Self::ContentWrite => "content:write",
            Self::ContentPublish => "content:publish",
            Self::MediaWrite => "media:write",
            Self::Settings => "settings",
            Self::People => "people",
            Self::History => "history",
        }
    }

    /// The scope that a permission asks of a token; `None`: no token may.
    #[must_use]
    pub const fn for_permission(permission: Permission) -> Option<Self> {
        Some(match permission {
            Permission::ReadContent => Self::ContentRead,
            Permission::CreateContent | Permission::EditContent | Permission::TrashContent => Self::ContentWrite,
            Permission::PublishContent => Self::ContentPublish,
            Permission::ReadHistory | Permission::ReadAudit => Self::History,
            Permission::ManageMedia => Self::MediaWrite,
            Permission::ManageSettings => Self::Settings,
            Permission::ManagePeople => Self::People,
            Permission::ManageTokens => return None,
        })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            format!("\"{text}\" is no scope; the scopes are {names}")
        })
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    Person(PersonId),
    Token {
        id: TokenId,
        name: String,
    },
    /// Galley itself: a job, the command line.
    System,
}

/// Who acts and what they may do; made by `accounts`, asked by every verb.
#[derive(Debug, Clone)]
pub struct Actor {
    pub principal: Principal,
    /// For people's eyes: a name.
    pub name: String,
    /// `None`: not bound to a person, all that the scopes allow.
    role: Option<Role>,
    /// `None`: not a token.
    scopes: Option<Vec<Scope>>,
    /// The person whose entries are the actor's own: for a token, its creator.
    person: Option<PersonId>,
}

impl Actor {
    #[must_use]
    pub fn person(id: PersonId, name: impl Into<String>, role: Role) -> Self {
        Self { principal: Principal::Person(id), name: name.into(), role: Some(role), scopes: None, person: Some(id) }
    }

    /// A token, with its creator where a person made it (a token made on the command line has none).
    #[must_use]
    pub fn token(id: TokenId, name: impl Into<String>, scopes: Vec<Scope>, creator: Option<(PersonId, Role)>) -> Self {
        let name = name.into();
        Self {
            principal: Principal::Token { id, name: name.clone() },
            name,
            role: creator.map(|(_, role)| role),
            scopes: Some(scopes),
            person: creator.map(|(id, _)| id),
        }
    }

    #[must_use]
    pub fn system(name: impl Into<String>) -> Self {
        Self { principal: Principal::System, name: name.into(), role: None, scopes: None, person: None }
    }

    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        self.role
    }

    /// How the actor is written down: `person:<id>`, `token:<name>`, `system:<name>`.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.principal {
            Principal::Person(id) => format!("person:{id}"),
            Principal::Token { name, .. } => format!("token:{name}"),
            Principal::System => format!("system:{}", self.name),
        }
    }

    /// Whether a token was given this scope; whoever is no token needs none.
    #[must_use]
    pub fn has_scope(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }

    /// How far a permission goes for this actor: the narrower of role and scopes.
    #[must_use]
    pub fn reach(&self, permission: Permission) -> Reach {
        let scoped = match Scope::for_permission(permission) {
            Some(scope) => self.has_scope(scope),
            None => self.scopes.is_none(),
        };
        match (scoped, self.role) {
            (false, _) => Reach::None,
            (true, None) => Reach::Any,
            (true, Some(role)) => reach(role, permission),
        }
    }

    /// Whether the actor may do this to something that `created_by` made (a [`label`](Self::label)).
    #[must_use]
    pub fn may(&self, permission: Permission, created_by: &str) -> bool {
        match self.reach(permission) {
            Reach::Any => true,
            Reach::None => false,
            Reach::Own => {
                created_by == self.label() || self.person.is_some_and(|id| created_by == format!("person:{id}"))
            }
        }
    }

    /// Whether the actor may do this at all, to something of their own at least.
    #[must_use]
    pub fn may_some(&self, permission: Permission) -> bool {
        self.reach(permission) != Reach::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contributor_never_publishes_and_a_viewer_never_writes() {
        let id = PersonId::new();
        let own = format!("person:{id}");
        let contributor = Actor::person(id, "Cleo", Role::Contributor);
        assert!(contributor.may(Permission::EditContent, &own));
        assert!(!contributor.may(Permission::EditContent, "person:other"));
        assert!(!contributor.may(Permission::PublishContent, &own));
        let viewer = Actor::person(id, "Vic", Role::Viewer);
        assert!(viewer.may(Permission::ReadContent, "person:other"));
        assert!(!viewer.may_some(Permission::CreateContent));
    }

    #[test]
    fn a_token_may_no_more_than_its_creator_and_its_scopes() {
        let creator = PersonId::new();
        let token = Actor::token(
            TokenId::new(),
            "site",
            vec![Scope::ContentRead, Scope::ContentPublish],
            Some((creator, Role::Author)),
        );
        assert!(token.may(Permission::PublishContent, &format!("person:{creator}")));
        assert!(!token.may(Permission::PublishContent, "person:other"));
        assert!(!token.may_some(Permission::EditContent));
        assert!(!token.may_some(Permission::ManageTokens));
        let unbound = Actor::token(TokenId::new(), "ci", vec![Scope::ContentWrite], None);
        assert!(unbound.may(Permission::EditContent, "person:other"));
    }
}
