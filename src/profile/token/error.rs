//! Why there is no token, or no login; no message holds any part of one.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use super::source::TokenSource;
use crate::texts::Lang;

/// Why there is no token. Each has a [fix](Self::fix).
#[derive(Debug)]
pub enum TokenError {
    /// No source is there.
    Nowhere(Vec<TokenSource>),
    /// This source is not there.
    Missing(TokenSource),
    /// The source is there and empty.
    Empty(TokenSource),
    /// More than one word, or letters that no token has.
    Malformed(TokenSource),
    /// Far more bytes than a token has.
    TooLong(TokenSource),
    /// A file that cannot be opened or read.
    Unreadable {
        /// Where the token was to be.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// A folder or device.
    NotAFile(TokenSource),
    /// Others could read or change the file.
    OpenToOthers {
        /// Where the token is.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is another user's.
    AnotherOwner {
        /// Where the token is.
        source_name: TokenSource,
        /// The file.
        path: PathBuf,
        /// The owner's id.
        owner: u32,
    },
    /// Standard input broke off.
    Stdin(std::io::Error),
    /// The command is not there or not allowed.
    CommandNotStarted {
        /// The command.
        source_name: TokenSource,
        /// The system's words.
        why: String,
    },
    /// The command ended with an error; what it said is not shown, it could hold the token.
    CommandFailed {
        /// The command.
        source_name: TokenSource,
        /// Its exit status.
        how: String,
    },
    /// The command did not end in time.
    CommandTooSlow {
        /// The command.
        source_name: TokenSource,
        /// The limit.
        seconds: u64,
    },
}

impl TokenError {
    /// What is wrong, in one sentence. The Polish one has no word that would have to agree with the source.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::Nowhere(sources) => {
                let sources = listed(lang, sources);
                lang.pick(
                    format!("nie ma tokenu API; sprawdzone: {sources}"),
                    format!("there is no API token; looked at {sources}"),
                )
            }
            Self::Missing(source) => at(lang, source, "nie ma czegoś takiego", "is not there"),
            Self::Empty(source) => at(lang, source, "nic tam nie ma", "is empty"),
            Self::Malformed(source) => at(
                lang,
                source,
                "to więcej niż token: odstępy w środku albo litery spoza ASCII",
                "holds more than a token: blanks inside it, or letters outside ASCII",
            ),
            Self::TooLong(source) => at(
                lang,
                source,
                "to o wiele więcej niż token",
                "holds far more than a token",
            ),
            Self::Unreadable {
                source_name, why, ..
            } => {
                let what = at(lang, source_name, "nie można przeczytać", "cannot be read");
                format!("{what}: {why}")
            }
            Self::NotAFile(source) => at(lang, source, "to nie plik", "is not a file"),
            Self::OpenToOthers {
                source_name, mode, ..
            } => {
                let what = at(
                    lang,
                    source_name,
                    "dostęp mają też inni",
                    "is open to others",
                );
                format!("{what} ({} {mode:04o})", lang.pick("prawa", "mode"))
            }
            Self::AnotherOwner {
                source_name, owner, ..
            } => {
                let what = at(
                    lang,
                    source_name,
                    "właścicielem jest inny użytkownik",
                    "belongs to another user",
                );
                format!("{what} (uid {owner})")
            }
            Self::Stdin(why) => lang.pick(
                format!("nie można przeczytać `--token-stdin`: {why}"),
                format!("`--token-stdin` cannot be read: {why}"),
            ),
            Self::CommandNotStarted { source_name, why } => {
                let what = at(
                    lang,
                    source_name,
                    "nie daje się uruchomić",
                    "cannot be started",
                );
                format!("{what}: {why}")
            }
            Self::CommandFailed { source_name, how } => {
                let what = at(lang, source_name, "kończy się błędem", "failed");
                format!("{what} ({how})")
            }
            Self::CommandTooSlow {
                source_name,
                seconds,
            } => lang.pick(
                format!("{}: nic nie daje od {seconds} s", source_name.told(lang)),
                format!("{source_name} gave nothing within {seconds} seconds"),
            ),
        }
    }

    /// What to do now, in one sentence.
    pub fn fix(&self, lang: Lang) -> String {
        match self {
            Self::Nowhere(_) => lang.pick(
                "umieść token z panelu BaseLinker (Konto i inne → Moje konto → API) w pliku o prawach 0600 i podaj ten plik: `token = { file = \"default.token\" }` pod `[baselinker]`, albo ustaw BASELINKER_TOKEN",
                "put the token of BaseLinker's panel (Account & other, My account, API) into a file of mode 0600 and name it by `token = { file = \"default.token\" }` under `[baselinker]`, or set BASELINKER_TOKEN",
            ).to_owned(),
            Self::Missing(_) => lang.pick("sprawdź nazwę", "check the name").to_owned(),
            Self::Empty(_) | Self::Malformed(_) | Self::TooLong(_) => lang.pick(
                "skopiuj token jeszcze raz z panelu BaseLinker: jedno słowo, nic więcej",
                "copy the token again from BaseLinker's panel: one word, nothing else",
            ).to_owned(),
            Self::Unreadable { path, .. } => {
                let (shown, path) = (path.display(), quoted(path));
                lang.pick(
                    format!("daj sobie prawo czytania {shown}: chmod 600 {path}"),
                    format!("make {shown} readable: chmod 600 {path}"),
                )
            }
            Self::NotAFile(_) => lang.pick(
                "podaj plik, w którym jest token i nic więcej",
                "name a file that holds the token and nothing else",
            ).to_owned(),
            Self::OpenToOthers { path, .. } => format!("chmod 600 {}", quoted(path)),
            Self::AnotherOwner { path, .. } => {
                let path = quoted(path);
                lang.pick(
                    format!("zrób własną kopię albo: sudo chown \"$(id -u)\" {path}"),
                    format!("make a copy of your own, or: sudo chown \"$(id -u)\" {path}"),
                )
            }
            Self::Stdin(_) => lang.pick(
                "podaj token potokiem albo użyj `--token-file`",
                "pipe the token in, or use `--token-file`",
            ).to_owned(),
            Self::CommandNotStarted { .. } => lang.pick(
                "podaj program, który istnieje, każdy argument w osobnym cudzysłowie: `command = [\"pass\", \"show\", \"bl\"]`",
                "name a program that exists, each argument in quotes of its own: `command = [\"pass\", \"show\", \"bl\"]`",
            ).to_owned(),
            Self::CommandFailed { .. } | Self::CommandTooSlow { .. } => lang.pick(
                "uruchom to polecenie ręcznie i zobacz, co mówi; nie może o nic pytać",
                "run the command by hand and see what it says; it must not ask anything",
            ).to_owned(),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}

impl Error for TokenError {}

fn at(lang: Lang, source: &TokenSource, pl: &str, en: &str) -> String {
    let source = source.told(lang);
    lang.pick(format!("{source}: {pl}"), format!("{source} {en}"))
}

/// The places one after the other.
pub(super) fn listed(lang: Lang, sources: &[TokenSource]) -> String {
    let names: Vec<String> = sources.iter().map(|source| source.told(lang)).collect();
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
