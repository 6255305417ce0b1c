//! Options that every command takes.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use crate::report::progress::Loudness;
use crate::texts::Lang;

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Name of the profile
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "FIRMINO_LINK_PROFILE",
        default_value = "default"
    )]
    pub(crate) profile: String,
    /// Profile file; its stem is the profile's name
    #[arg(long, global = true, value_name = "PATH", env = "FIRMINO_LINK_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Language: pl or en
    #[arg(long, global = true, value_name = "LANG", value_parser = ["pl", "en"])]
    pub(crate) lang: Option<String>,
    /// One JSON object on stdout
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Nothing but results and errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Tell each call
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Never ask anything
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Global {
    /// Sets colours for the whole process.
    pub(crate) fn set_colours(&self) {
        match self.color {
            Colour::Auto => {}
            Colour::Always => {
                console::set_colors_enabled(true);
                console::set_colors_enabled_stderr(true);
            }
            Colour::Never => {
                console::set_colors_enabled(false);
                console::set_colors_enabled_stderr(false);
            }
        }
    }

    /// The language as far as it is known without the profile.
    pub(crate) fn first_lang(&self) -> Lang {
        Lang::choose(self.lang.as_deref(), None, var)
    }

    /// How much is told on the way.
    pub(crate) fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (false, 0) => Loudness::Normal,
            (false, _) => Loudness::Verbose,
        }
    }
}

/// The process's environment, read only here.
pub(crate) fn var(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
