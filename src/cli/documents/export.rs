//! `documents export`: one month for the accountant, as CSV or JSON.

mod told;
mod written;

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::{saved, show};
use crate::domain::month::Month;
use crate::report::{Exit, Failure};
use crate::sync::documents::export;
use crate::texts::count;

/// What is exported.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// The month of issue (YYYY-MM), in Warsaw
    #[arg(long, value_name = "YYYY-MM")]
    month: Month,
    /// Write to this file instead of stdout; it takes the place of one that is there
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(global: &Global, desk: &Desk, args: &ExportArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mut mirror = desk.mirror()?;
    let book = export::month(&mut mirror, args.month, Some(desk.profile.ksef.from))
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    let text = match global.json {
        true => told::json(lang, args.month, &book).to_string() + "\n",
        false => written::csv(lang, args.month, &book),
    };
    let Some(path) = &args.output else {
        show::file(&text);
        return Ok(Exit::Done);
    };
    saved::whole(path, &text).map_err(|error| {
        Failure::new(
            Exit::Failed,
            "export.file",
            lang.pick(
                format!("nie udało się zapisać {}: {error}", path.display()),
                format!("{} could not be written: {error}", path.display()),
            ),
            lang.pick(
                "podaj w -o plik w folderze, do którego wolno pisać",
                "name a file in a folder that can be written to in -o",
            ),
        )
    })?;
    let documents = book.documents.len();
    if global.json {
        let path = path.display().to_string();
        let said = json!({"schema": 1, "month": args.month.to_string(), "file": path, "documents": documents});
        show::out(&said.to_string());
    } else {
        let documents = count(
            lang,
            documents,
            ["dokument", "dokumenty", "dokumentów"],
            ["document", "documents"],
        );
        let (month, path) = (args.month, path.display());
        show::out(&lang.pick(
            format!("{month}: {documents} w pliku {path}"),
            format!("{month}: {documents} in {path}"),
        ));
    }
    Ok(Exit::Done)
}
