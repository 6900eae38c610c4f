//! The tables of links that lead out of the site.

pub mod link {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "web_links")]
    pub struct Model {
        /// Of the address.
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: String,
        #[sea_orm(column_type = "Text")]
        pub url: String,
        pub host: String,
        /// What the last look found; nothing before the first.
        pub state: Option<String>,
        pub status: Option<i64>,
        pub failing_since: Option<DateTimeUtc>,
        pub checked_at: Option<DateTimeUtc>,
        pub due_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which draft holds which link.
pub mod used {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "web_link_uses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which revision of each draft was read for its links.
pub mod read {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "web_link_reads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_id: Uuid,
        pub revision: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
