//! `--help` as it is shown: grouped, and in Polish with other texts. What is parsed stays what `clap` derives.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, Parser};

use super::desk::Desk;
use super::global::Global;
use super::{examples, groups};
use crate::texts::Lang;
use crate::texts::help::polish;

/// The error as it is to be shown: a help in the reader's language, anything else as it is.
pub(super) fn told(
    error: clap::Error,
    program: impl FnOnce() -> Command,
    words: Vec<OsString>,
) -> clap::Error {
    let helps = [
        ErrorKind::DisplayHelp,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
    ];
    if !helps.contains(&error.kind()) {
        return error;
    }
    let lang = lang(&words);
    let program = match lang {
        Lang::En => program(),
        Lang::Pl => in_polish(program()),
    };
    match groups::first_page(program, lang).try_get_matches_from(words) {
        Err(shown) if helps.contains(&shown.kind()) => shown,
        _ => error,
    }
}

/// The options that decide the language, alone.
#[derive(Debug, Parser)]
struct Told {
    #[command(flatten)]
    global: Global,
}

/// The language, as far as words that may be incomplete tell it: as for every other text.
pub(super) fn lang(words: &[OsString]) -> Lang {
    let mut kept = vec![OsString::new()];
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        let text = word.to_string_lossy();
        if text == "--" {
            break;
        }
        for option in ["--lang", "--profile", "--config"] {
            if text == option {
                kept.push(word.clone());
                kept.extend(rest.next().cloned());
                break;
            } else if text
                .strip_prefix(option)
                .is_some_and(|end| end.starts_with('='))
            {
                kept.push(word.clone());
            }
        }
    }
    match Told::try_parse_from(kept) {
        Ok(told) => Desk::open(&told.global).map_or(told.global.first_lang(), |desk| desk.lang),
        Err(_) => Lang::choose(None, None, super::global::var),
    }
}

fn in_polish(program: Command) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Print version");
    let program = program.disable_version_flag(true).next_help_heading(None);
    examples::with(command(program.arg(version)), Lang::Pl)
}

fn command(mut command: Command) -> Command {
    if let Some(about) = command.get_about().map(ToString::to_string) {
        command = command.about(polish(&about));
    }
    if let Some(about) = command.get_long_about().map(ToString::to_string) {
        command = command.long_about(polish(&about));
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Print help (see a summary with '-h')");
    command
        .disable_help_flag(true)
        .next_help_heading(None)
        .arg(help)
        .subcommand_help_heading("Polecenia")
        .subcommand_value_name("POLECENIE")
        .help_template("{about-with-newline}\nUżycie: {usage}\n\n{all-args}{after-help}")
        .mut_args(argument)
        .mut_subcommands(self::command)
}

/// An argument: its text, and what `clap` would add in English.
fn argument(mut arg: Arg) -> Arg {
    // The one heading that an argument brings along is that of `Global`.
    let heading = match (arg.get_help_heading(), arg.is_positional()) {
        (Some(_), _) => "Opcje każdego polecenia",
        (None, true) => "Argumenty",
        (None, false) => "Opcje",
    };
    let text = |text: Option<&clap::builder::StyledStr>| text.map(|text| polish(&text.to_string()));
    let (short, long) = (text(arg.get_help()), text(arg.get_long_help()));
    let more = more(&arg);
    if let Some(short) = short {
        arg = arg.help(short + &more);
    }
    if let Some(long) = long {
        arg = arg.long_help(long + &more);
    }
    let arg = arg.help_heading(heading);
    if !arg.get_action().takes_values() {
        return arg;
    }
    arg.hide_possible_values(true)
        .hide_default_value(true)
        .hide_env(true)
}

/// Values, default and variable of an argument that takes a value.
fn more(arg: &Arg) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let mut more = String::new();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    if !values.is_empty() {
        more += &format!(" [wartości: {}]", values.join(", "));
    }
    let defaults: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    if !defaults.is_empty() {
        more += &format!(" [domyślnie: {}]", defaults.join(", "));
    }
    if let Some(name) = arg.get_env() {
        more += &format!(" [zmienna: {}]", name.to_string_lossy());
    }
    more
}
