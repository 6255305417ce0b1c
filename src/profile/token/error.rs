//! Why there is no token, or no login; no message holds any part of one.

use std::path::{Path, PathBuf};

use super::source::TokenSource;

/// Why there is no token. Each has a [fix](Self::fix).
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// No source is there.
    #[error("there is no API token; looked at {}", listed(.0))]
    Nowhere(Vec<TokenSource>),
    /// This source is not there.
    #[error("{0} is not there")]
    Missing(TokenSource),
    /// The source is there and empty.
    #[error("{0} is empty")]
    Empty(TokenSource),
    /// More than one word, or letters that no token has.
    #[error("{0} holds more than a token: blanks inside it, or letters outside ASCII")]
    Malformed(TokenSource),
    /// Far more bytes than a token has.
    #[error("{0} holds far more than a token")]
    TooLong(TokenSource),
    /// A file that cannot be opened or read.
    #[error("{source_name} cannot be read: {why}")]
    Unreadable {
        /// Where the token was to be.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// A folder or device.
    #[error("{0} is not a file")]
    NotAFile(TokenSource),
    /// Others could read or change the file.
    #[error("{source_name} is open to others (mode {mode:04o})")]
    OpenToOthers {
        /// Where the token is.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is another user's.
    #[error("{source_name} belongs to another user (uid {owner})")]
    AnotherOwner {
        /// Where the token is.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// The owner's id.
        owner: u32,
    },
    /// Standard input broke off.
    #[error("`--token-stdin` cannot be read: {0}")]
    Stdin(std::io::Error),
    /// The command is not there or not allowed.
    #[error("{source_name} cannot be started: {why}")]
    CommandNotStarted {
        /// The command.
        source_name: TokenSource,
        /// The system's words.
        why: String,
    },
    /// The command ended with an error; what it said is not shown, it could hold the token.
    #[error("{source_name} failed ({how})")]
    CommandFailed {
        /// The command.
        source_name: TokenSource,
        /// Its exit status.
        how: String,
    },
    /// The command did not end in time.
    #[error("{source_name} gave nothing within {seconds} seconds")]
    CommandTooSlow {
        /// The command.
        source_name: TokenSource,
        /// The limit.
        seconds: u64,
    },
}

impl TokenError {
    /// What to do now, in one sentence.
    pub fn fix(&self) -> String {
        match self {
            Self::Nowhere(_) => {
                "put the token of BaseLinker's panel (Account & other, My account, API) into a file of mode 0600 and name it by `token = { file = \"default.token\" }` under `[baselinker]`, or set BASELINKER_TOKEN".to_owned()
            }
            Self::Missing(_) => "check the name".to_owned(),
            Self::Empty(_) | Self::Malformed(_) | Self::TooLong(_) => {
                "copy the token again from BaseLinker's panel: one word, nothing else".to_owned()
            }
            Self::Unreadable { path, .. } => format!("make {} readable: chmod 600 {}", path.display(), quoted(path)),
            Self::NotAFile(_) => "name a file that holds the token and nothing else".to_owned(),
            Self::OpenToOthers { path, .. } => format!("chmod 600 {}", quoted(path)),
            Self::AnotherOwner { path, .. } => {
                format!("make a copy of your own, or: sudo chown \"$(id -u)\" {}", quoted(path))
            }
            Self::Stdin(_) => "pipe the token in, or use `--token-file`".to_owned(),
            Self::CommandNotStarted { .. } => {
                "name a program that exists, each argument in quotes of its own: `command = [\"pass\", \"show\", \"bl\"]`".to_owned()
            }
            Self::CommandFailed { .. } | Self::CommandTooSlow { .. } => {
                "run the command by hand and see what it says; it must not ask anything".to_owned()
            }
        }
    }
}

fn listed(sources: &[TokenSource]) -> String {
    let names: Vec<String> = sources.iter().map(ToString::to_string).collect();
    names.join(", ")
}

/// The path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+@,".contains(letter);
    if text.chars().all(plain) && !text.starts_with('-') {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
