//! The whole binary against the sandbox over HTTP.

mod again;
mod answers;
mod changes;
mod crash;
mod dry_run;
mod edges;
mod effect;
mod faults;
mod import;
mod issue;
mod limit;
mod mirror;
mod numbers;
mod odd_texts;
mod orders;
mod profile;
mod quirks;
mod runs;
mod save;
mod setup;
mod shop;
mod statuses;
mod stock;
mod terminal;
mod walk;
