//! `setup`: the five-step wizard on a terminal, or the same by an answers file.

mod answers;
mod base;
mod confirm;
mod keep;
mod look;
mod mend;
mod sellers;
mod talk;
mod token;

use std::path::PathBuf;

use clap::Args;

use self::base::Base;
use super::global::Global;
use crate::report::{Exit, Failure};
use crate::wizard::ask;

/// Options of `setup`.
///
/// Five steps: modules, orders, products, warehouses, confirmation. Nothing is saved before the last question.
#[derive(Debug, Args)]
pub(super) struct Setup {
    /// Answers from a file: a complete profile, and [after] integrate = "now", "later" or "dry-run"
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Write the answers to this file, for --answers; neither the token nor Firmino's password is in it
    #[arg(long, value_name = "FILE")]
    save_answers: Option<PathBuf>,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input; alone, on a profile that is there, it only changes the token
    #[arg(long)]
    token_stdin: bool,
    /// Address of BaseLinker's API
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,
    /// Address of Firmino's API
    #[arg(long, value_name = "URL")]
    firmino_url: Option<String>,
    /// Save without asking; needed with --answers where there is no terminal
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(global: &Global, command: &Setup) -> Result<Exit, Failure> {
    if let Some(path) = command.save_answers.as_deref() {
        keep::is_free(path)?;
    }
    let base = Base::open(global, command)?;
    let terminal = !global.no_input && ask::can_ask();
    match &command.answers {
        Some(file) => answers::run(global, command, base, file, terminal),
        None if token::is_all(command, &base, terminal) => token::replace(command, &base),
        None if terminal => talk::run(global, command, base),
        None => Err(answers::nobody_to_ask(&base)),
    }
}
