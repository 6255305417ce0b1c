//! Everything that keeps a profile from being used.

use std::path::PathBuf;

use super::location::Location;
use super::problem::Problem;
use super::token::{LoginError, TokenError};

/// Why there is no usable profile or token. Each has a [fix](Self::fix); all end with exit code 78.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Neither the XDG variables nor HOME say where a file belongs.
    #[error("{} is unknown: {}", wanted.what(), wanted.why())]
    NoHome {
        /// What was looked for.
        wanted: Wanted,
    },
    /// A name that could not be a file's.
    #[error(
        "{0:?} is no name for a profile: letters, digits, `.`, `_` and `-` only, not first `.` or `-`"
    )]
    BadName(String),
    /// No such file.
    #[error("there is no profile at `{}`", .0.display())]
    Missing(PathBuf),
    /// The file is there and cannot be read.
    #[error("the profile `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// The file is not a text in UTF-8.
    #[error("the profile `{}` is not UTF-8: odd letter in line {line}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Line of the first odd letter, from 1.
        line: usize,
    },
    /// The text is read and wrong.
    #[error("the profile `{}` has {} to correct{}", path.display(), things(problems.len()), listed(problems))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, in the order of the text.
        problems: Vec<Problem>,
    },
    /// No token, or none that may be used.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// No login of Firmino, or none that may be used.
    #[error(transparent)]
    Login(#[from] LoginError),
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

    const fn what(self) -> &'static str {
        match self {
            Self::Profile => "the profile's folder",
            Self::Mirror => "the mirror's folder",
            Self::State => "the folder of the rate file",
            Self::BelowHome => "the folder `~/`",
        }
    }

    fn why(self) -> String {
        self.variable().map_or_else(
            || "HOME is not set to an absolute path".to_owned(),
            |variable| format!("neither HOME nor {variable} is set to an absolute path"),
        )
    }

    const fn fix(self) -> &'static str {
        match self {
            Self::Profile => "set HOME, or name the profile: --config FILE",
            Self::Mirror => "set HOME, or write `mirror.path` into the profile",
            Self::State => "set HOME, or write `baselinker.rate_file` into the profile",
            Self::BelowHome => "set HOME, or write the whole path into the profile",
        }
    }
}

fn things(count: usize) -> String {
    if count == 1 {
        "1 thing".to_owned()
    } else {
        format!("{count} things")
    }
}

fn listed(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect()
}

impl ProfileError {
    /// What to do now, in one sentence.
    pub fn fix(&self) -> String {
        match self {
            Self::NoHome { wanted } => wanted.fix().to_owned(),
            Self::BadName(_) => "name the profile like `default` or `shop-2`".to_owned(),
            Self::Missing(path) => {
                format!(
                    "firmino-link setup makes one, or copy config.example.toml to {} and correct it",
                    path.display()
                )
            }
            Self::Unreadable { path, .. } => {
                format!("make {} a file that you can read", path.display())
            }
            Self::NotUtf8 { .. } => "save the file as UTF-8".to_owned(),
            Self::Invalid { problems, .. } => problems
                .first()
                .map_or_else(String::new, |problem| problem.fix.clone()),
            Self::Token(error) => error.fix(),
            Self::Login(error) => error.fix(),
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
