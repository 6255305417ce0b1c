//! `documents pdf`: the printout of one document, as a file.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::saved::{Kept, fresh};
use crate::cli::show;
use crate::report::{Exit, Failure, Words as _, visible};
use crate::sync::documents::Refused;
use crate::sync::documents::print::{NotPrinted, Print, print};
use crate::sync::documents::refusal;
use crate::texts::{Lang, count};

/// The word for stdout.
const STDOUT: &str = "-";

/// What is printed.
#[derive(Debug, Args)]
pub(in crate::cli) struct PdfArgs {
    /// Its number
    number: String,
    /// Write to this file, or to stdout (-); without it the file is named after the number, in this folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(global: &Global, desk: &Desk, args: &PdfArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let to_stdout = args
        .output
        .as_deref()
        .is_some_and(|path| path.as_os_str() == STDOUT);
    if to_stdout && (global.json || show::width().is_some()) {
        return Err(not_to_stdout(lang));
    }
    let printed =
        print(&desk.mirror()?, args.number.trim()).map_err(|error| not_printed(lang, error))?;
    if to_stdout {
        show::bytes(&printed.bytes);
        return Ok(Exit::Done);
    }
    let path = args.output.clone();
    let path = path.unwrap_or_else(|| PathBuf::from(file_name(&printed.number)));
    let kept = fresh(&path, &printed.bytes).map_err(|error| not_written(lang, &path, &error))?;
    if kept == Kept::Other {
        return Err(taken(lang, &path));
    }
    tell(global, lang, &printed, &path, kept);
    Ok(Exit::Done)
}

fn tell(global: &Global, lang: Lang, printed: &Print, path: &Path, kept: Kept) {
    let file = path.display().to_string();
    if global.json {
        let said = json!({"schema": 1, "pdf": {
            "number": printed.number,
            "file": file,
            "bytes": printed.bytes.len(),
            "pages": printed.pages,
        }});
        show::out(&said.to_string());
        return;
    }
    let (number, file) = (visible(&printed.number), visible(&file));
    let pages = printed.pages.map(|pages| {
        let pages = count(
            lang,
            pages,
            ["strona", "strony", "stron"],
            ["page", "pages"],
        );
        format!(" ({pages})")
    });
    let pages = pages.unwrap_or_default();
    show::out(&match kept {
        Kept::Before => lang.pick(
            format!("{number}: plik {file}{pages} już jest, taki sam"),
            format!("{number}: the file {file}{pages} is there already, the same"),
        ),
        Kept::Now | Kept::Other => lang.pick(
            format!("{number}: wydruk w pliku {file}{pages}"),
            format!("{number}: printout in {file}{pages}"),
        ),
    });
}

/// The name of a printout's file, from the document's number alone: letters, digits, `.`, `_` and `-`; all else is `-`.
fn file_name(number: &str) -> String {
    let safe = |c: char| match c.is_alphanumeric() || "._-".contains(c) {
        true => c,
        false => '-',
    };
    let name: String = number.chars().map(safe).collect();
    // Neither hidden, nor an option to the next command.
    let name = name.trim_start_matches(['.', '-']);
    let name = if name.is_empty() { "document" } else { name };
    format!("{name}.pdf")
}

fn not_printed(lang: Lang, error: NotPrinted) -> Failure {
    match error {
        NotPrinted::Book(error) => Failure::of_mirror(lang, &error),
        NotPrinted::Unknown(number) => refusal::failure(lang, &Refused::UnknownDocument(number)),
        NotPrinted::NoPrint(number) => Failure::new(
            Exit::Person,
            "document.no-print",
            lang.pick(
                format!("{number} wystawiono w Firmino, a jego wydruku tu nie zapisano; inny by go udawał"),
                format!("{number} was issued in Firmino, and its print was not kept here; another one would only pretend to be it"),
            ),
            lang.pick(
                "wydrukuj go w Firmino (następne zapisze: firmino-link documents confirm … --pdf PLIK)",
                "print it in Firmino (the next ones are kept by: firmino-link documents confirm … --pdf FILE)",
            ),
        ),
        NotPrinted::Failed { number, why } => Failure::new(
            Exit::Failed,
            "document.printout",
            lang.pick(
                format!("nie udało się zrobić wydruku {number}: {}", why.words(lang)),
                format!("the printout of {number} could not be made: {why}"),
            ),
            lang.pick(
                "to błąd programu: zgłoś go razem z wynikiem firmino-link documents show",
                "this is a fault of the program: report it with what firmino-link documents show says",
            ),
        ),
    }
}

fn not_to_stdout(lang: Lang) -> Failure {
    Failure::new(
        Exit::Usage,
        "document.pdf-stdout",
        lang.pick(
            "PDF nie nadaje się na ekran ani obok --json",
            "a PDF is nothing for a screen, nor beside --json",
        ),
        lang.pick(
            "podaj plik w -o, albo przekieruj wyjście bez --json: firmino-link documents pdf NUMER -o - > PLIK",
            "name a file in -o, or redirect the output without --json: firmino-link documents pdf NUMBER -o - > FILE",
        ),
    )
}

fn not_written(lang: Lang, path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::new(
        Exit::Failed,
        "document.file",
        lang.pick(
            format!("nie udało się zapisać {path}: {error}"),
            format!("{path} could not be written: {error}"),
        ),
        lang.pick(
            "podaj w -o plik w folderze, do którego wolno pisać",
            "name a file in a folder that can be written to in -o",
        ),
    )
}

fn taken(lang: Lang, path: &Path) -> Failure {
    let path = path.display();
    Failure::new(
        Exit::Usage,
        "document.file-there",
        lang.pick(
            format!("{path} już istnieje i jest czymś innym niż ten wydruk; został bez zmian"),
            format!("{path} is there already and is not this printout; it stays as it is"),
        ),
        lang.pick(
            "podaj w -o inny plik, albo przenieś tamten",
            "name another file in -o, or move that one away",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_number_and_stays_in_the_folder() {
        for (number, name) in [
            ("BL/17/11/2026", "BL-17-11-2026.pdf"),
            ("FV 7/2026", "FV-7-2026.pdf"),
            ("../../etc/passwd", "etc-passwd.pdf"),
            ("..", "document.pdf"),
            ("-rf", "rf.pdf"),
            (".ukryty", "ukryty.pdf"),
            ("Łódź\\1:2*?\"$`;", "Łódź-1-2------.pdf"),
            ("a\0b\n", "a-b-.pdf"),
        ] {
            assert_eq!(file_name(number), name, "{number:?}");
        }
    }
}
