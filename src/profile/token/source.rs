//! Where a token came from.

use std::fmt;
use std::path::PathBuf;

/// Where a token came from, or was looked for; safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenSource {
    /// `--token-file`
    FlagFile(PathBuf),
    /// `--token-stdin`
    Stdin,
    /// Typed by the user, unseen.
    Typed,
    /// The file that the profile names.
    ProfileFile(PathBuf),
    /// The variable that the profile names.
    ProfileVariable(String),
    /// The program that the profile names; its arguments are left out.
    Command(String),
    /// `BASELINKER_TOKEN`
    Variable(String),
    /// The credential that systemd passes.
    Credential(PathBuf),
}

impl fmt::Display for TokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FlagFile(path) => {
                write!(formatter, "the file `{}` of `--token-file`", path.display())
            }
            Self::Stdin => formatter.write_str("`--token-stdin`"),
            Self::Typed => formatter.write_str("the keyboard"),
            Self::ProfileFile(path) => {
                write!(formatter, "the profile's token file `{}`", path.display())
            }
            Self::ProfileVariable(name) => write!(formatter, "the profile's variable `{name}`"),
            Self::Command(program) => write!(formatter, "the profile's token command `{program}`"),
            Self::Variable(name) => write!(formatter, "the variable `{name}`"),
            Self::Credential(path) => {
                write!(formatter, "the systemd credential `{}`", path.display())
            }
        }
    }
}
