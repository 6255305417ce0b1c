//! `completions`: what a shell needs to complete this program's words.

use clap::{Args, Command};
use clap_complete::Shell;

use super::global::Global;
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
pub(super) fn run(global: &Global, mut program: Command, command: &Completions) -> Exit {
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut program, name, &mut script);
    if global.json {
        let shell = command.shell.to_string();
        let script = String::from_utf8_lossy(&script);
        let told = serde_json::json!({ "schema": 1, "shell": shell, "script": script });
        show::out(&told.to_string());
    } else {
        show::bytes(&script);
    }
    Exit::Done
}
