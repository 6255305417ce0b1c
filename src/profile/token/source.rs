//! Where a secret came from: BaseLinker's token, or Firmino's login and password.

use std::fmt;
use std::path::PathBuf;

use crate::texts::Lang;

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

impl TokenSource {
    /// The place in words, after which a sentence goes on.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::FlagFile(path) => {
                let path = path.display();
                lang.pick(
                    format!("plik `{path}` z `--token-file`"),
                    format!("the file `{path}` of `--token-file`"),
                )
            }
            Self::Stdin => "`--token-stdin`".to_owned(),
            Self::Typed => lang.pick("wpisany tekst", "the typed text").to_owned(),
            Self::ProfileFile(path) => {
                let path = path.display();
                lang.pick(
                    format!("plik tokenu z profilu `{path}`"),
                    format!("the profile's token file `{path}`"),
                )
            }
            Self::ProfileVariable(name) => lang.pick(
                format!("zmienna z profilu `{name}`"),
                format!("the profile's variable `{name}`"),
            ),
            Self::Command(program) => lang.pick(
                format!("polecenie tokenu z profilu `{program}`"),
                format!("the profile's token command `{program}`"),
            ),
            Self::Variable(name) => lang.pick(
                format!("zmienna `{name}`"),
                format!("the variable `{name}`"),
            ),
            Self::Credential(path) | Self::LoginCredential(path) => {
                let path = path.display();
                lang.pick(
                    format!("poświadczenie systemd `{path}`"),
                    format!("the systemd credential `{path}`"),
                )
            }
            Self::LoginFile(path) => {
                let path = path.display();
                lang.pick(
                    format!("plik loginu Firmino `{path}`"),
                    format!("the file `{path}` of Firmino's login"),
                )
            }
            Self::LoginVariable(name) => lang.pick(
                format!("zmienna loginu Firmino `{name}`"),
                format!("the variable `{name}` of Firmino's login"),
            ),
            Self::LoginCommand(program) => lang.pick(
                format!("polecenie loginu Firmino `{program}`"),
                format!("the command `{program}` for Firmino's login"),
            ),
        }
    }
}

impl fmt::Display for TokenSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}
