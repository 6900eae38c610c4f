//! What any server needs: each file could be a crate of its own and knows no word of content.

pub mod http;
