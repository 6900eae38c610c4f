//! The edge of the server: what holds for every request before a feature sees it, and for every answer after.
//!
//! Knows no feature, no page and no person. Layers are put on per sub-router, so that the readers' path stays
//! thin: it takes [`Edge`] alone, which costs nothing unless something went wrong.

mod client;
mod edge;
mod headers;
mod layers;
mod problem;
mod request_id;

pub use client::{ClientAddress, TrustedProxies, bearer};
pub use edge::{Edge, PageRenderer};
pub use headers::{SHOWN_ONCE, admin_headers, api_headers, docs_headers, framed_headers, framing_headers};
pub use layers::{Limits, admin_layers, api_layers};
pub use problem::{Fault, Location, Problem};
pub use request_id::RequestId;
