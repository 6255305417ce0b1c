//! The whole binary against the sandbox over HTTP.

mod crash;
mod dry_run;
mod limit;
mod shop;
mod walk;
