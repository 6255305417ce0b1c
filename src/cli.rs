//! The command line: words become calls, results become reports. One file a subcommand.

mod account;
mod completions;
mod contractors;
mod demo;
mod desk;
mod documents;
mod examples;
mod export;
mod global;
mod groups;
mod help;
mod import;
mod line;
mod man;
mod mirror;
mod orders;
mod place;
mod products;
mod pull;
mod push;
mod runs;
mod sandbox;
mod saved;
mod schedule;
mod setup;
mod show;
mod status;
mod stock;
mod suggest;
mod sync;
mod today;
mod usage;
mod warehouses;
mod watch;
mod wire;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::global::Global;
pub use self::line::parses;
use crate::report::{Exit, Failure};
use crate::texts::Lang;

/// Links a BaseLinker account with the data of Streamsoft Firmino.
///
/// Orders are read from BaseLinker's API and become sale documents in a local mirror, each exactly once. It prints no
/// fiscal receipts and sends nothing to KSeF.
#[derive(Debug, Parser)]
#[command(
    name = "firmino-link",
    version,
    long_version = env!("FIRMINO_LINK_VERSION"),
    max_term_width = 100,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up a profile in five steps: the place to begin
    Setup(setup::Setup),
    /// Synchronise: `sync orders` reads orders and makes documents
    #[command(subcommand)]
    Sync(sync::Sync),
    /// Orders: list, show, why, edit, issue, skip, retry, return
    #[command(subcommand)]
    Orders(orders::Orders),
    /// Sale documents in the mirror: list, show, pdf, send, confirm, void, export
    #[command(subcommand)]
    Documents(documents::Documents),
    /// Buyers' cards in the mirror
    #[command(subcommand)]
    Contractors(contractors::Contractors),
    /// Cards and the products of BaseLinker that they are: list, links, conflicts, link, unlink
    #[command(subcommand)]
    Products(products::Products),
    /// Warehouses of BaseLinker and of the mirror: list, link, unlink
    #[command(subcommand)]
    Warehouses(warehouses::Warehouses),
    /// Levels: show, set, drift, accept, push, rebuild
    #[command(subcommand)]
    Stock(stock::Stock),
    /// The day on one screen: new orders, documents, what is open, each with the next command
    Today(today::Today),
    /// Is everything all right? One line and an exit code: 0 well, 3 a person is needed, 75 late or blocked
    Status(status::Status),
    /// Passes and how they ended
    #[command(subcommand)]
    Runs(runs::Runs),
    /// The mirror itself: import (cards, levels, buyers), pull, push, export, backup, restore, adopt
    #[command(subcommand)]
    Mirror(mirror::MirrorCommand),
    /// Print lines for cron or units for systemd that run the passes; installs nothing
    #[command(subcommand)]
    Schedule(schedule::Schedule),
    /// Show everything at work on a made-up shop, in seconds; leaves nothing behind
    Demo(demo::Demo),
    /// A made-up BaseLinker account for trying things out
    #[command(subcommand)]
    Sandbox(sandbox::SandboxCommand),
    /// Print a shell's completions
    Completions(completions::Completions),
    /// Print the manual page
    Man(man::ManPages),
}

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    let cli = match parse(std::env::args_os()) {
        Ok((cli, called)) => {
            suggest::keep(&cli.global, &called);
            cli
        }
        Err(error) => {
            let words: Vec<OsString> = std::env::args_os().collect();
            let error = help::told(error, program, words.clone());
            if error.use_stderr() {
                return usage::tell(&error, &words).into();
            }
            show::note(error.print());
            return show::ended(Exit::Done, || help::lang(&words)).into();
        }
    };
    cli.global.set_colours();
    let exit = match run(&cli) {
        Ok(exit) => exit,
        Err(failure) => tell(&cli.global, &failure),
    };
    show::ended(exit, || lang(&cli.global)).into()
}

/// The program's definition, with everything that its help tells in English.
fn program() -> clap::Command {
    examples::with(Cli::command(), Lang::En)
}

/// Words of a call, the program's name first.
fn parse(words: impl Iterator<Item = OsString>) -> Result<(Cli, ArgMatches), clap::Error> {
    // Without the examples of every help: most calls want none.
    let mut program = Cli::command();
    let matches = program.try_get_matches_from_mut(words)?;
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => Ok((cli, matches)),
        Err(error) => Err(error.format(&mut program)),
    }
}

fn run(cli: &Cli) -> Result<Exit, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Setup(command) => setup::run(global, command),
        Command::Sync(command) => sync::run(global, command),
        Command::Orders(command) => orders::run(global, command),
        Command::Documents(command) => documents::run(global, command),
        Command::Contractors(command) => contractors::run(global, command),
        Command::Products(command) => products::run(global, command),
        Command::Warehouses(command) => warehouses::run(global, command),
        Command::Stock(command) => stock::run(global, command),
        Command::Today(command) => today::run(global, command),
        Command::Status(command) => status::run(global, command),
        Command::Runs(command) => runs::run(global, command),
        Command::Mirror(command) => mirror::run(global, command),
        Command::Schedule(command) => schedule::run(global, command),
        Command::Demo(command) => demo::run(global, command),
        Command::Sandbox(command) => sandbox::run(global, command),
        Command::Completions(command) => Ok(completions::run(global, program(), command)),
        Command::Man(command) => man::run(global, program(), command),
    }
}

/// The language of what belongs to no command: the profile's wherever that can be read.
fn lang(global: &Global) -> Lang {
    desk::Desk::open(global).map_or_else(|_| global.first_lang(), |desk| desk.lang)
}

/// Tells an error: people on stderr, programs on stdout as one object.
fn tell(global: &Global, failure: &Failure) -> Exit {
    // In the language of the failure itself, which is the profile's wherever that could be read.
    let lang = failure.lang.unwrap_or_else(|| lang(global));
    if global.json {
        show::out(&failure.json());
    }
    show::err(&failure.text(lang));
    failure.exit
}
