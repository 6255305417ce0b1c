//! firmino-link links a shop's BaseLinker account with the data of Streamsoft Firmino held in a local SQLite mirror.
//!
//! The rooms, in the order in which data passes through them:
//! `cli → sync → (pure) domain plan → mirror + baselinker → report`.
//! `docs/architecture.md` draws the map and says who may import whom; `tests/house.rs` holds it.

pub mod baselinker;
pub mod cli;
pub mod domain;
pub mod firmino;
pub mod mirror;
pub mod nbp;
pub mod net;
pub mod printout;
pub mod profile;
pub mod report;
pub mod sandbox;
pub mod sync;
pub mod texts;
pub mod wizard;
