//! The tables of the spine.

/// `entries`: one row each, its draft and live revision numbers.
pub mod entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub locale: String,
        pub translation_group: Uuid,
        pub slug: String,
        pub title: String,
        pub external_id: Option<String>,
        pub draft_revision: i64,
        pub live_revision: Option<i64>,
        pub live_version: Option<i64>,
        pub published_at: Option<DateTimeUtc>,
        pub publish_at: Option<DateTimeUtc>,
        pub unpublish_at: Option<DateTimeUtc>,
        pub trashed_at: Option<DateTimeUtc>,
        pub created_at: DateTimeUtc,
        pub created_by: String,
        pub updated_at: DateTimeUtc,
        pub updated_by: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `revisions`: never updated.
pub mod revision {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "revisions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub slug: String,
        pub title: String,
        pub content: String,
        pub schema_version: i64,
        pub cause: String,
        pub note: Option<String>,
        pub based_on: Option<i64>,
        pub author: String,
        pub author_name: String,
        pub created_at: DateTimeUtc,
        /// Of the request that made it, so that a retry of it makes no other.
        pub save_key: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_references`: who points at whom, in drafts and in what is live.
pub mod reference {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_references")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_entry: Uuid,
        /// `draft` or `live`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub side: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub to_entry: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub path: String,
        pub mode: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `version_names`: what people call revisions.
pub mod version_name {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "version_names")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub name: String,
        pub named_by: String,
        pub named_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `presence`: a row for each tab in which somebody is at an entry.
pub mod presence {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "presence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tab: Uuid,
        pub person_id: Uuid,
        pub name: String,
        pub since: DateTimeUtc,
        pub seen_at: DateTimeUtc,
        pub holds: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
