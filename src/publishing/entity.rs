//! The tables of the log and of what is folded from it.

/// `publications`: the log. Rows are appended and never changed.
pub mod publication {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "publications")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub catalog_version: i64,
        pub operation: Uuid,
        /// `published`, `unpublished`, `undone`, or `changed` for a setting.
        pub cause: String,
        /// `entry`, or a setting's name.
        pub subject: String,
        pub entry_id: Option<Uuid>,
        pub kind: Option<String>,
        pub locale: Option<String>,
        pub translation_group: Option<Uuid>,
        pub slug: Option<String>,
        /// `NULL`: since this row, readers get nothing.
        pub revision: Option<i64>,
        pub head: Option<String>,
        pub refs: Option<String>,
        /// A setting's value.
        pub value: Option<String>,
        pub author: String,
        pub author_name: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `slugs`: every slug that readers were ever served, and whose it is now.
pub mod slug {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "slugs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub locale: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        pub entry_id: Uuid,
        pub since: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// `catalog_state`: one row, counted up by every publishing transaction.
pub mod state {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "catalog_state")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub version: i64,
        pub at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
