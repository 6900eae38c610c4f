//! The few words in which all steps describe tables and indexes.

use sea_orm_migration::{prelude::*, schema};

pub use schema::{
    big_integer as integer, big_integer_null as integer_null, boolean, text, text_null,
    timestamp_with_time_zone as time, timestamp_with_time_zone_null as time_null, uuid, uuid_null,
};

/// A table's columns; the key is a column's own business, or [`key`]'s.
pub fn table<const N: usize>(name: &'static str, columns: [ColumnDef; N]) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    table
}

/// The column alone is the primary key.
pub fn key(mut column: ColumnDef) -> ColumnDef {
    column.primary_key().take()
}

/// Several columns together are the primary key.
pub fn keys<const N: usize>(columns: [&'static str; N]) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(column);
    }
    index.primary();
    index
}

/// An index named after its table and columns.
pub fn index<const N: usize>(table: &'static str, columns: [&'static str; N]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(column);
    }
    index
}

/// An index that lets each combination in once; `NULL`s are all different.
pub fn unique<const N: usize>(table: &'static str, columns: [&'static str; N]) -> IndexCreateStatement {
    index(table, columns).unique().take()
}
