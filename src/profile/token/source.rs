//! Where a secret came from: BaseLinker's token, or Firmino's login and password.

use std::fmt;
use std::path::PathBuf;

/// Where a secret came from, or was looked for; safe to show.
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
    /// The file of login and password that the profile names, or NAME.firmino beside it.
    LoginFile(PathBuf),
    /// The variable with login and password that the profile names.
    LoginVariable(String),
    /// The program for login and password that the profile names; its arguments are left out.
    LoginCommand(String),
    /// The credential with login and password that systemd passes.
    LoginCredential(PathBuf),
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
            Self::LoginFile(path) => {
                write!(
                    formatter,
                    "the file `{}` of Firmino's login",
                    path.display()
                )
            }
            Self::LoginVariable(name) => {
                write!(formatter, "the variable `{name}` of Firmino's login")
            }
            Self::LoginCommand(program) => {
                write!(formatter, "the command `{program}` for Firmino's login")
            }
            Self::LoginCredential(path) => {
                write!(formatter, "the systemd credential `{}`", path.display())
            }
        }
    }
}
