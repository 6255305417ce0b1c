//! Words that make no call: told in the reader's language, and as one object where `--json` stands among them.

mod polish;
mod value;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory as _};

use super::{Cli, help, show};
use crate::report::{Exit, Failure};
use crate::texts::Lang;

/// Tells what is wrong with the words of a call, the program's name first.
pub(super) fn tell(error: &clap::Error, words: &[OsString]) -> Exit {
    let lang = help::lang(words);
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let english = english(error);
    let failure = Failure::new(
        Exit::Usage,
        "usage",
        match (lang, is_help) {
            (_, true) => lang
                .pick("brakuje polecenia", "a command is missing")
                .to_owned(),
            (Lang::Pl, false) => polish::sentence(error).unwrap_or_else(|| first(&english)),
            (Lang::En, false) => first(&english),
        },
        format!("{} --help", called(words)),
    );
    if asks_for_json(words) {
        show::out(&failure.json());
    }
    show::err(&match (lang, is_help) {
        (_, true) => shown(error).trim_end().to_owned(),
        (Lang::En, false) => english.trim_end().to_owned(),
        (Lang::Pl, false) => failure.text(lang),
    });
    failure.exit
}

/// Whether `--json` stands among the words, wherever the wrong one is.
fn asks_for_json(words: &[OsString]) -> bool {
    let mut words = words.iter().take_while(|word| *word != "--");
    words.any(|word| word == "--json")
}

/// `clap`'s own text, coloured where stderr is.
fn shown(error: &clap::Error) -> String {
    let text = error.render();
    match console::colors_enabled_stderr() {
        true => text.ansi().to_string(),
        false => text.to_string(),
    }
}

/// The same, with values told in words that say what was expected.
fn english(error: &clap::Error) -> String {
    let text = shown(error);
    match (std::error::Error::source(error), value::words(error)) {
        (Some(source), Some(words)) => {
            text.replacen(&format!(": {source}"), &format!(": {}", words.en), 1)
        }
        _ => text,
    }
}

/// The sentence of `clap`'s text, without its head, the usage and the hint at `--help`.
fn first(text: &str) -> String {
    let plain = console::strip_ansi_codes(text);
    let sentence = plain.split("\n\n").next().unwrap_or_default();
    sentence.trim_start_matches("error: ").trim_end().to_owned()
}

/// The command that was called, as far as its words are known.
fn called(words: &[OsString]) -> String {
    let mut command: &Command = &Cli::command();
    let mut called = vec![command.get_name().to_owned()];
    let mut words = words.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if ["--profile", "--config", "--lang", "--color"].contains(&word.as_ref()) {
            let _ = words.next();
            continue;
        }
        if word == "--" {
            break;
        }
        if word.starts_with('-') {
            continue;
        }
        match command.find_subcommand(word.as_ref()) {
            Some(below) => command = below,
            None => break,
        }
        called.push(command.get_name().to_owned());
    }
    called.join(" ")
}
