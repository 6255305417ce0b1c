//! The whole binary against the sandbox over HTTP.

mod crash;
mod limit;
mod shop;
mod walk;
