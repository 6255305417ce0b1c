//! Everything that keeps a profile from being used.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::location::Location;
use super::problem::Problem;
use super::token::{LoginError, TokenError};
use crate::texts::{Lang, count};

/// Why there is no usable profile or token. Each has a [fix](Self::fix); all end with exit code 78.
#[derive(Debug)]
pub enum ProfileError {
    /// Neither the XDG variables nor HOME say where a file belongs.
    NoHome {
        /// What was looked for.
        wanted: Wanted,
    },
    /// A name that could not be a file's.
    BadName(String),
    /// No such file.
    Missing(PathBuf),
    /// The file is there and cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// Longer than any profile.
    TooLong(PathBuf),
    /// The file is not a text in UTF-8.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line of the first odd letter, from 1.
        line: usize,
    },
    /// The text is read and wrong.
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, in the order of the text.
        problems: Vec<Problem>,
    },
    /// No token, or none that may be used.
    Token(TokenError),
    /// No login of Firmino, or none that may be used.
    Login(LoginError),
}

/// What is looked for below the home folder where nothing else says its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The profile's file.
    Profile,
    /// The mirror.
    Mirror,
    /// The folder of the rate file.
    State,
    /// A path of the profile that begins with `~/`.
    BelowHome,
}

impl Wanted {
    /// The variable of the XDG base directory specification, which goes before HOME.
    pub(super) const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Profile => Some("XDG_CONFIG_HOME"),
            Self::Mirror => Some("XDG_DATA_HOME"),
            Self::State => Some("XDG_STATE_HOME"),
            Self::BelowHome => None,
        }
    }

    fn what(self, lang: Lang) -> &'static str {
        match self {
            Self::Profile => lang.pick("katalog profilu", "the profile's folder"),
            Self::Mirror => lang.pick("katalog kopii danych", "the mirror's folder"),
            Self::State => lang.pick("katalog pliku limitu", "the folder of the rate file"),
            Self::BelowHome => lang.pick("katalog `~/`", "the folder `~/`"),
        }
    }

    fn why(self, lang: Lang) -> String {
        let path = lang.pick("ścieżki bezwzględnej", "an absolute path");
        match self.variable() {
            None => lang.pick(
                format!("w HOME nie ma {path}"),
                format!("HOME is not set to {path}"),
            ),
            Some(variable) => lang.pick(
                format!("ani w HOME, ani w {variable} nie ma {path}"),
                format!("neither HOME nor {variable} is set to {path}"),
            ),
        }
    }

    fn fix(self, lang: Lang) -> &'static str {
        match self {
            Self::Profile => lang.pick(
                "ustaw HOME albo podaj profil: --config PLIK",
                "set HOME, or name the profile: --config FILE",
            ),
            Self::Mirror => lang.pick(
                "ustaw HOME albo wpisz `mirror.path` do profilu",
                "set HOME, or write `mirror.path` into the profile",
            ),
            Self::State => lang.pick(
                "ustaw HOME albo wpisz `baselinker.rate_file` do profilu",
                "set HOME, or write `baselinker.rate_file` into the profile",
            ),
            Self::BelowHome => lang.pick(
                "ustaw HOME albo wpisz do profilu całą ścieżkę",
                "set HOME, or write the whole path into the profile",
            ),
        }
    }
}

impl ProfileError {
    /// What is wrong; of a profile that was read one problem a line.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::NoHome { wanted } => {
                let (what, why) = (wanted.what(lang), wanted.why(lang));
                lang.pick(
                    format!("nie wiadomo, gdzie jest {what}: {why}"),
                    format!("{what} is unknown: {why}"),
                )
            }
            Self::BadName(name) => lang.pick(
                format!("{name:?} nie może być nazwą profilu: tylko litery, cyfry, `.`, `_` i `-`, na początku nie `.` ani `-`"),
                format!("{name:?} is no name for a profile: letters, digits, `.`, `_` and `-` only, not first `.` or `-`"),
            ),
            Self::Missing(path) => {
                let path = path.display();
                lang.pick(
                    format!("nie ma profilu `{path}`"),
                    format!("there is no profile at `{path}`"),
                )
            }
            Self::Unreadable { path, why } => {
                let path = path.display();
                lang.pick(
                    format!("nie można przeczytać profilu `{path}`: {why}"),
                    format!("the profile `{path}` cannot be read: {why}"),
                )
            }
            Self::TooLong(path) => {
                let path = path.display();
                lang.pick(
                    format!("profil `{path}` jest dłuższy niż 1 MiB"),
                    format!("the profile `{path}` is longer than 1 MiB"),
                )
            }
            Self::NotUtf8 { path, line } => {
                let path = path.display();
                lang.pick(
                    format!("profil `{path}` nie jest w UTF-8: dziwny znak w wierszu {line}"),
                    format!("the profile `{path}` is not UTF-8: odd letter in line {line}"),
                )
            }
            Self::Invalid { path, problems } => {
                let path = path.display();
                let things = count(
                    lang,
                    problems.len(),
                    ["rzecz", "rzeczy", "rzeczy"],
                    ["thing", "things"],
                );
                let head = lang.pick(
                    format!("w profilu `{path}` trzeba poprawić {things}"),
                    format!("the profile `{path}` has {things} to correct"),
                );
                let lines = problems.iter().map(|problem| format!("\n  {}", problem.told(lang)));
                head + &lines.collect::<String>()
            }
            Self::Token(error) => error.told(lang),
            Self::Login(error) => error.told(lang),
        }
    }

    /// What to do now, in one sentence.
    pub fn fix(&self, lang: Lang) -> String {
        match self {
            Self::NoHome { wanted } => wanted.fix(lang).to_owned(),
            Self::BadName(_) => lang
                .pick(
                    "nazwij profil jak `default` albo `sklep-2`",
                    "name the profile like `default` or `shop-2`",
                )
                .to_owned(),
            Self::Missing(path) => {
                let path = path.display();
                lang.pick(
                    format!("zrobi go firmino-link setup; albo skopiuj config.example.toml do {path} i popraw"),
                    format!("firmino-link setup makes one, or copy config.example.toml to {path} and correct it"),
                )
            }
            Self::Unreadable { path, .. } => {
                let path = path.display();
                lang.pick(
                    format!("niech {path} będzie plikiem, który możesz czytać"),
                    format!("make {path} a file that you can read"),
                )
            }
            Self::TooLong(_) => lang
                .pick(
                    "podaj plik, który jest profilem",
                    "name a file that is a profile",
                )
                .to_owned(),
            Self::NotUtf8 { .. } => lang
                .pick("zapisz plik w UTF-8", "save the file as UTF-8")
                .to_owned(),
            Self::Invalid { problems, .. } => problems
                .first()
                .map_or_else(String::new, |problem| problem.fix.told(lang).to_owned()),
            Self::Token(error) => error.fix(lang),
            Self::Login(error) => error.fix(lang),
        }
    }

    /// The single problems of a profile that was read; otherwise none.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid { problems, .. } => problems,
            _ => &[],
        }
    }

    pub(super) fn unreadable(location: &Location, why: impl ToString) -> Self {
        Self::Unreadable {
            path: location.file().to_owned(),
            why: why.to_string(),
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}

impl Error for ProfileError {}

impl From<TokenError> for ProfileError {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<LoginError> for ProfileError {
    fn from(error: LoginError) -> Self {
        Self::Login(error)
    }
}
