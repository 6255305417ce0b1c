//! `completions`: what a shell needs to complete this program's words.

use clap::{Args, Command};
use clap_complete::Shell;

use super::show;
use crate::report::Exit;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script; nothing is installed.
pub(super) fn run(mut program: Command, command: &Completions) -> Exit {
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut program, name, &mut script);
    show::bytes(&script);
    Exit::Done
}
