//! The log of what readers get: its order, its past, and what is folded from it.

use chrono::TimeDelta;
use galley::app::App;

use crate::harness::{Readers, TestSite, both, same};

mod concurrency;
mod history;
mod replace;
mod restart;
mod time_travel;
