//! `mirror …`: the book itself.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::{export, import, pull, push, show, sync};
use crate::mirror::backup::Restored;
use crate::mirror::{Mirror, MirrorError, backup};
use crate::report::{Exit, Failure, visible};
use crate::texts::Lang;

/// The mirror.
#[derive(Debug, Subcommand)]
pub(super) enum MirrorCommand {
    /// Take a file's data into the mirror, without token and network
    #[command(subcommand)]
    Import(import::Import),
    /// Write the mirror's cards to a file, without token and network
    #[command(subcommand)]
    Export(export::Export),
    /// Read articles and customers from Firmino's API; nothing is written there
    ///
    /// Known ones take what changed in Firmino; others are looked for by code, then by name (customers: NIP, then name and
    /// address), never by a guess; the rest is new. Nothing is deleted. When the day's requests are spent, the next pull
    /// goes on.
    Pull(pull::Pull),
    /// Hand ready orders over to Firmino, and take the documents that end them there back
    ///
    /// Customers and articles are found there or made. With firmino.issue = true Firmino is asked for the document; else a
    /// person issues it there, and a later push finds it. Its number, day and print are noted as by documents confirm.
    /// With firmino.send_own = true documents issued here go there, too, under their own numbers. What may have been lost
    /// on the way is looked for, never sent twice.
    Push(push::Push),
    /// Write a checked copy to a new file
    Backup {
        /// The file; it must not exist
        file: PathBuf,
        /// Close this mirror: the copy goes on at another computer, nothing runs here any more
        #[arg(long)]
        close: bool,
    },
    /// Put a copy in the mirror's place; what is there is kept beside it first
    Restore {
        /// The copy, as `mirror backup` or a pass made it
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
        MirrorCommand::Pull(what) => return pull::run(&desk, global, what),
        MirrorCommand::Push(what) => return push::run(&desk, global, what),
        MirrorCommand::Backup { file, .. } if file.exists() => return Err(exists(lang, file)),
        MirrorCommand::Backup { file, close: false } => {
            let mirror = desk.mirror()?;
            backup::copy_to(&mirror, file).map_err(of_mirror)?;
            let shown = file.display().to_string();
            (
                lang.pick(
                    format!("Sprawdzona kopia: {shown}"),
                    format!("Checked copy: {shown}"),
                ),
                json!({"schema": 1, "backup": shown, "closed": false}),
            )
        }
        MirrorCommand::Backup { file, close: true } => close(&desk, file)?,
        MirrorCommand::Restore { file } => restore(&desk, file)?,
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

/// A copy takes no file's place.
fn exists(lang: Lang, file: &Path) -> Failure {
    let shown = file.display();
    Failure::new(
        Exit::Usage,
        "mirror.backup-exists",
        lang.pick(
            format!("plik {shown} już istnieje, a kopia niczego nie nadpisuje"),
            format!("the file {shown} exists, and a copy overwrites nothing"),
        ),
        lang.pick("podaj nazwę nowego pliku", "name a new file"),
    )
}

/// What cannot be put back is no copy of a mirror: these are.
fn no_copy(desk: &Desk, error: &MirrorError) -> Failure {
    let failure = Failure::of_mirror(desk.lang, error);
    let folder = format!("{}.backups", desk.mirror_path.display());
    match error {
        MirrorError::Foreign { .. } | MirrorError::Damaged { .. } => Failure {
            fix: desk.lang.pick(
                format!(
                    "podaj kopię zrobioną przez mirror backup albo codzienną z folderu {folder}"
                ),
                format!(
                    "name a copy that mirror backup made, or a daily one of the folder {folder}"
                ),
            ),
            ..failure
        },
        _ => failure,
    }
}

/// Writes a copy and closes the mirror, with no pass between the two.
fn close(desk: &Desk, file: &Path) -> Result<(String, Value), Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let _lock = sync::wait_for_lock(desk, 0).map_err(of_mirror)?;
    let mut mirror = desk.mirror()?;
    backup::copy_to(&mirror, file).map_err(of_mirror)?;
    let now = Timestamp::now().as_second();
    mirror
        .write(|mirror| mirror.close_for_good(now))
        .map_err(of_mirror)?;
    let shown = file.display().to_string();
    Ok((
        lang.pick(
            format!("Sprawdzona kopia: {shown}. Ta kopia danych jest zamknięta; na nowym komputerze: firmino-link mirror restore {shown}, potem firmino-link mirror adopt"),
            format!("Checked copy: {shown}. This mirror is closed; on the new computer: firmino-link mirror restore {shown}, then firmino-link mirror adopt"),
        ),
        json!({"schema": 1, "backup": shown, "closed": true}),
    ))
}

/// Puts a copy in the mirror's place.
fn restore(desk: &Desk, file: &Path) -> Result<(String, Value), Failure> {
    const SHOWN: usize = 5;
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let _lock = sync::wait_for_lock(desk, 0).map_err(of_mirror)?;
    let label = format!("before-restore-{}", Timestamp::now().as_second());
    let restored =
        backup::restore(file, &desk.mirror_path, &label).map_err(|error| no_copy(desk, &error))?;
    let shown = file.display().to_string();
    match restored {
        Restored::Done(documents) => Ok((
            lang.pick(
                format!("Kopia {shown} jest teraz na swoim miejscu (dokumenty: {documents}). Po przeniesieniu na inny komputer: firmino-link mirror adopt"),
                format!("The copy {shown} is in its place now ({documents} documents). After a move to another computer: firmino-link mirror adopt"),
            ),
            json!({"schema": 1, "restored": shown, "documents": documents}),
        )),
        Restored::WouldLose(numbers) => {
            let first: Vec<&str> = numbers.iter().take(SHOWN).map(String::as_str).collect();
            let (first, all) = (visible(&first.join(", ")).into_owned(), numbers.len());
            Err(Failure::new(
                Exit::Usage,
                "mirror.would-lose",
                lang.pick(
                    format!("obecna kopia danych ma dokumenty, których nie ma w {shown} ({all}: {first}…); ich numery zostałyby nadane drugi raz"),
                    format!("the present mirror has documents that {shown} lacks ({all}: {first}…); their numbers would be given a second time"),
                ),
                lang.pick(
                    "wybierz nowszą kopię; jeśli obecna naprawdę ma zniknąć, przenieś jej plik w inne miejsce",
                    "take a newer copy; if the present one is really to go, move its file away",
                ),
            ))
        }
    }
}
