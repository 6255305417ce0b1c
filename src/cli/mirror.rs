//! `mirror …`: the book itself.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::desk::Desk;
use super::global::Global;
use super::{export, import, show};
use crate::mirror::{Mirror, backup};
use crate::report::{Exit, Failure};

/// The mirror.
#[derive(Debug, Subcommand)]
pub(super) enum MirrorCommand {
    /// Take a file's data into the mirror, without token and network
    #[command(subcommand)]
    Import(import::Import),
    /// Write the mirror's cards to a file, without token and network
    #[command(subcommand)]
    Export(export::Export),
    /// Write a checked copy to a new file
    Backup {
        /// The file; it must not exist
        file: PathBuf,
    },
    /// Make the mirror this computer's own, after a move
    Adopt,
}

pub(super) fn run(global: &Global, command: &MirrorCommand) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    let lang = desk.lang;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let (text, value) = match command {
        MirrorCommand::Import(what) => return import::run(&desk, global.json, what),
        MirrorCommand::Export(what) => return export::run(&desk, global.json, what),
        MirrorCommand::Backup { file } => {
            let mirror = desk.mirror()?;
            backup::copy_to(&mirror, file).map_err(of_mirror)?;
            let shown = file.display().to_string();
            (
                lang.pick(
                    format!("Sprawdzona kopia: {shown}"),
                    format!("Checked copy: {shown}"),
                ),
                json!({"schema": 1, "backup": shown}),
            )
        }
        MirrorCommand::Adopt => {
            let mut mirror = Mirror::open(&desk.mirror_path).map_err(of_mirror)?;
            let Some(machine) = desk.machine() else {
                return Err(Failure::new(
                    Exit::Config,
                    "mirror.no-machine",
                    lang.pick(
                        "ten komputer nie ma identyfikatora",
                        "this computer has no id",
                    ),
                    lang.pick(
                        "wpisz mirror.machine w profilu",
                        "set mirror.machine in the profile",
                    ),
                ));
            };
            mirror
                .write(|mirror| mirror.adopt(&machine))
                .map_err(of_mirror)?;
            let text = lang.pick(
                "Ta kopia danych należy teraz do tego komputera. Na poprzednim nie uruchamiaj już synchronizacji.",
                "This mirror belongs to this computer now. Run no more passes on the former one.",
            );
            (text.to_owned(), json!({"schema": 1, "adopted": true}))
        }
    };
    show::out(&if global.json { value.to_string() } else { text });
    Ok(Exit::Done)
}
