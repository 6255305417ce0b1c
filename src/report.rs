//! What a command says at its end: tables, JSON, exit codes; and, on the way, progress.

pub mod effect;
pub mod exit;
pub mod failure;
mod firmino;
pub mod gates;
pub mod interrupt;
pub mod pass;
pub mod progress;
pub mod pull;
pub mod push;
pub mod sheet;
pub mod summary;
pub mod table;
pub mod time;
pub mod visible;
pub mod words;
pub mod wrap;

pub use exit::Exit;
pub use failure::Failure;
pub use pass::{Outcome, PassReport, Problem};
pub use pull::PullReport;
pub use push::PushReport;
pub use visible::visible;
pub use words::Words;
