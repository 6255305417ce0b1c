//! The whole binary against the sandbox over HTTP.

mod crash;
mod shop;
mod walk;
