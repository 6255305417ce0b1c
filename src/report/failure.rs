//! Errors in words: what, why, the next command, and the exit code that goes with it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::words::Words as _;
use super::{Exit, time, visible};
use crate::baselinker::ApiError;
use crate::mirror::MirrorError;
use crate::net::pace::PaceError;
use crate::texts::Lang;

/// An error as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable code.
    pub code: String,
    /// What happened, and why.
    pub message: String,
    /// What to do next.
    pub fix: String,
    /// How the command ends.
    #[serde(skip, default = "super::exit::not_stored")]
    pub exit: Exit,
    /// Its language, where that is neither the profile's nor the environment's.
    #[serde(skip)]
    pub lang: Option<Lang>,
}

impl Failure {
    /// A failure; foreign text in it is made visible here.
    pub fn new(exit: Exit, code: &str, message: impl AsRef<str>, fix: impl AsRef<str>) -> Failure {
        let shown = |text: &str| text.lines().map(visible).collect::<Vec<_>>().join("\n");
        Failure {
            code: code.to_owned(),
            message: shown(message.as_ref()),
            fix: shown(fix.as_ref()),
            exit,
            lang: None,
        }
    }

    /// The same, told in this language.
    #[must_use]
    pub fn told_in(self, lang: Lang) -> Failure {
        Failure {
            lang: Some(lang),
            ..self
        }
    }

    /// The one JSON object of an error before a pass.
    pub fn json(&self) -> String {
        serde_json::json!({"schema": 1, "error": self}).to_string()
    }

    /// Three lines at most for stderr.
    pub fn text(&self, lang: Lang) -> String {
        let head = lang.pick("błąd", "error");
        match self.fix.as_str() {
            "" => format!("{head}: {}", self.message),
            fix => format!(
                "{head}: {}\n{}: {fix}",
                self.message,
                lang.pick("co zrobić", "what to do")
            ),
        }
    }

    /// An error of the API.
    pub fn of_api(lang: Lang, error: &ApiError) -> Failure {
        let again = lang.pick(
            "spróbuj później; cron zrobi to sam",
            "try later; cron does so by itself",
        );
        let once_more = lang.pick(
            "uruchom ponownie; jeśli się powtarza, sprawdź baselinker.api_url i stan BaseLinker",
            "run it again; if it stays, look at baselinker.api_url and at BaseLinker's state",
        );
        let (exit, code, fix) = match error {
            ApiError::TokenRefused { .. } => (
                Exit::Token,
                "api.token-refused",
                lang.pick(
                    "utwórz token w panelu BaseLinker (Konto i inne → Moje konto → API) i wpisz go do pliku tokena",
                    "make a token in BaseLinker's panel (Account & other → My account → API) and put it into the token file",
                ),
            ),
            ApiError::AccountBlocked { .. } => (
                Exit::Later,
                "api.account-blocked",
                lang.pick("sprawdź konto w panelu BaseLinker (opłata, blokada)", "look at the account in BaseLinker's panel (payment, block)"),
            ),
            ApiError::Blocked { .. } => (Exit::Later, "api.blocked", again),
            ApiError::Network { .. } => (Exit::Later, "api.network", again),
            ApiError::WrongShape { .. } => (Exit::Failed, "api.wrong-shape", once_more),
            ApiError::Redirect { .. } => (Exit::Failed, "api.redirect", lang.pick("popraw baselinker.api_url w profilu", "mend baselinker.api_url in the profile")),
            ApiError::Http { .. } => (Exit::Failed, "api.http", once_more),
            ApiError::TooLarge { .. } => (Exit::Failed, "api.too-large", once_more),
            ApiError::Refused { .. } => (Exit::Failed, "api.refused", once_more),
            ApiError::Pacing { source, .. } => pacing(lang, source),
        };
        Failure::new(exit, code, error.words(lang), fix)
    }

    /// A rate file that cannot be used.
    pub fn of_pace(lang: Lang, error: &PaceError) -> Failure {
        let (exit, code, fix) = pacing(lang, error);
        Failure::new(exit, code, error.words(lang), fix)
    }

    /// An error of the book.
    pub fn of_mirror(lang: Lang, error: &MirrorError) -> Failure {
        let (exit, code, message, fix) = match error {
            MirrorError::Missing { path } => (
                Exit::Config,
                "mirror.missing",
                lang.pick(format!("nie ma kopii danych {}", path.display()), format!("there is no mirror at {}", path.display())),
                "firmino-link sync orders".to_owned(),
            ),
            MirrorError::Lost { path, backups, newest } => (
                Exit::Config,
                "mirror.lost",
                lang.pick(
                    format!("nie ma kopii danych {}, choć są jej kopie zapasowe; nowa wystawiłaby wszystko drugi raz", path.display()),
                    format!("the mirror {} is gone, though its backups are there; a new one would issue everything again", path.display()),
                ),
                lang.pick(
                    format!(
                        "przywróć najnowszą sprawdzoną kopię: rm -f '{mirror}-wal' '{mirror}-shm' && cp '{}' '{mirror}' (nie zna dokumentów wystawionych po niej: przed następnym przebiegiem orders mark-issued i nowy format w orders.numbering) – albo, jeśli ma zacząć od nowa, przenieś folder {} gdzie indziej",
                        newest.display(), backups.display(), mirror = path.display(),
                    ),
                    format!(
                        "put the newest checked copy back: rm -f '{mirror}-wal' '{mirror}-shm' && cp '{}' '{mirror}' (it does not know documents issued after it: before the next pass orders mark-issued, and a new format in orders.numbering) – or, if it is meant to begin anew, move the folder {} away",
                        newest.display(), backups.display(), mirror = path.display(),
                    ),
                ),
            ),
            MirrorError::Foreign { path, backups } => (
                Exit::Config,
                "mirror.foreign",
                lang.pick(
                    format!("{} nie jest kopią danych firmino-link", path.display()),
                    format!("{} is not a mirror of firmino-link", path.display()),
                ),
                foreign(lang, path, backups.as_deref()),
            ),
            MirrorError::Newer { path, found, known } => (
                Exit::Config,
                "mirror.newer",
                lang.pick(
                    format!("{} zapisała nowsza wersja firmino-link (schemat {found}, ta zna {known})", path.display()),
                    format!("{} was written by a newer firmino-link (schema {found}, this one knows {known})", path.display()),
                ),
                lang.pick("zainstaluj nowszą wersję firmino-link", "install the newer firmino-link").to_owned(),
            ),
            MirrorError::Planted { path, what } => (
                Exit::Config,
                "mirror.planted",
                lang.pick(
                    format!("{} zawiera coś, czego nie zrobił firmino-link ({what})", path.display()),
                    format!("{} holds something that firmino-link did not make ({what})", path.display()),
                ),
                restore(lang),
            ),
            MirrorError::Damaged { path, what } => (
                Exit::Config,
                "mirror.damaged",
                lang.pick(
                    format!("{} jest uszkodzona: {what}", path.display()),
                    format!("{} is damaged: {what}", path.display()),
                ),
                restore(lang),
            ),
            MirrorError::ReadOnly { path } => (
                Exit::Config,
                "mirror.read-only",
                lang.pick(
                    format!("do {} nie wolno pisać", path.display()),
                    format!("{} cannot be written", path.display()),
                ),
                format!("chmod u+w '{}'", path.display()),
            ),
            MirrorError::Network { path } => (
                Exit::Config,
                "mirror.network",
                lang.pick(
                    format!("{} leży na dysku sieciowym, gdzie SQLite nie jest bezpieczny", path.display()),
                    format!("{} is on a network file system, where SQLite is not safe", path.display()),
                ),
                lang.pick("przenieś kopię na dysk lokalny (mirror.path)", "move the mirror to a local disk (mirror.path)").to_owned(),
            ),
            MirrorError::Closed { at } => (
                Exit::Config,
                "mirror.closed",
                lang.pick(
                    format!("tę kopię danych zamknięto {} przy przeniesieniu na inny komputer; dwa komputery wystawiłyby dokumenty podwójnie", time::short(*at)),
                    format!("this mirror was closed on {} for a move to another computer; two computers would issue documents twice", time::short(*at)),
                ),
                lang.pick(
                    "pracuj na tamtym komputerze; jeśli przeniesienia nie było: firmino-link mirror adopt",
                    "work on that computer; if there was no move: firmino-link mirror adopt",
                )
                .to_owned(),
            ),
            MirrorError::OtherMachine => (
                Exit::Config,
                "mirror.other-machine",
                lang.pick(
                    "ta kopia danych należy do innego komputera; dwa komputery z jedną kopią wystawiłyby dokumenty podwójnie",
                    "this mirror belongs to another computer; two computers with one mirror would issue documents twice",
                )
                .to_owned(),
                lang.pick(
                    "jeśli tamten już nie działa: firmino-link mirror adopt",
                    "if that one works no more: firmino-link mirror adopt",
                )
                .to_owned(),
            ),
            MirrorError::OtherAccount(why) => (
                Exit::Config,
                "mirror.other-account",
                lang.pick(
                    format!("ta kopia danych należy do innego konta BaseLinker ({})", why.words(lang)),
                    format!("this mirror belongs to another BaseLinker account ({why})"),
                ),
                lang.pick(
                    "użyj tokena i adresu tamtego konta albo innej kopii (mirror.path)",
                    "use that account's token and address, or another mirror (mirror.path)",
                )
                .to_owned(),
            ),
            MirrorError::Locked { holder } => (
                Exit::Later,
                "mirror.locked",
                lang.pick(
                    format!("trwa inna synchronizacja tej kopii (proces {holder})"),
                    format!("another pass is running on this mirror (process {holder})"),
                ),
                lang.pick("poczekaj na jej koniec, albo dodaj --wait 60", "wait for its end, or add --wait 60").to_owned(),
            ),
            MirrorError::Busy => (
                Exit::Later,
                "mirror.busy",
                lang.pick("inny program pisze do kopii danych", "another program is writing to the mirror").to_owned(),
                lang.pick("spróbuj za chwilę", "try again in a moment").to_owned(),
            ),
            MirrorError::Full(what) => (
                Exit::Failed,
                "mirror.disk",
                lang.pick(
                    format!("nie udało się zapisać kopii danych (pełny dysk?): {what}"),
                    format!("the mirror could not be written (is the disk full?): {what}"),
                ),
                lang.pick("zwolnij miejsce i uruchom ponownie; nic nie zginęło", "free some space and run it again; nothing was lost").to_owned(),
            ),
            MirrorError::Backup { path, why } => (
                Exit::Failed,
                "mirror.backup",
                lang.pick(
                    format!("nie powstała kopia zapasowa: {}: {}", path.display(), why.words(lang)),
                    format!("no backup could be made: {}: {why}", path.display()),
                ),
                lang.pick("bez kopii zapasowej nic nie jest zapisywane: sprawdź miejsce i prawa do folderu", "without a backup nothing is written: look at space and rights of the folder").to_owned(),
            ),
            MirrorError::Io { path, cause } => (
                Exit::Config,
                "mirror.io",
                format!("{}: {cause}", path.display()),
                lang.pick("sprawdź mirror.path i prawa do folderu", "look at mirror.path and the folder's rights").to_owned(),
            ),
            MirrorError::NumberTaken { number } => (
                Exit::Config,
                "mirror.number-taken",
                lang.pick(
                    format!("numer {number} jest już nadany: format numeracji daje te same numery co poprzedni"),
                    format!("the number {number} is given already: the number format gives the same numbers as one before it"),
                ),
                lang.pick(
                    "ustaw w profilu orders.numbering.start tego rodzaju ponad nadane numery albo wybierz inny format w orders.numbering",
                    "set this kind's orders.numbering.start in the profile above the numbers given, or choose another format in orders.numbering",
                )
                .to_owned(),
            ),
            MirrorError::Sql(error) => (Exit::Failed, "mirror.sql", error.to_string(), restore(lang)),
            MirrorError::Content(what) => (
                Exit::Failed,
                "mirror.content",
                lang.pick(format!("kopia danych zawiera coś nieczytelnego: {what}"), format!("the mirror holds something unreadable: {what}")),
                restore(lang),
            ),
        };
        Failure::new(exit, code, message, fix)
    }
}

fn pacing(lang: Lang, error: &PaceError) -> (Exit, &'static str, &'static str) {
    match error {
        PaceError::Busy { .. } => (
            Exit::Later,
            "pacing.busy",
            lang.pick(
                "spróbuj później; cron zrobi to sam",
                "try later; cron does so by itself",
            ),
        ),
        PaceError::Full { .. } => (
            Exit::Failed,
            "pacing.disk",
            lang.pick(
                "zwolnij miejsce i uruchom ponownie; nic nie zginęło",
                "free some space and run it again; nothing was lost",
            ),
        ),
        PaceError::Open { .. } => (
            Exit::Config,
            "pacing.file",
            lang.pick(
                "sprawdź prawa do tego pliku i jego folderu albo wskaż inny w baselinker.rate_file",
                "look at the rights of that file and its folder, or name another in baselinker.rate_file",
            ),
        ),
        _ => (
            Exit::Config,
            "pacing.file",
            lang.pick(
                "usuń ten plik albo wskaż inny w baselinker.rate_file",
                "remove that file, or name another in baselinker.rate_file",
            ),
        ),
    }
}

/// Without the file, the next command names the newest copy and how to put it back.
fn foreign(lang: Lang, path: &Path, backups: Option<&Path>) -> String {
    let Some(backups) = backups else {
        return lang
            .pick(
                "popraw mirror.path w profilu",
                "mend mirror.path in the profile",
            )
            .to_owned();
    };
    let (path, backups) = (path.display(), backups.display());
    lang.pick(
        format!("popraw mirror.path w profilu; jeśli ścieżka jest dobra, odsuń ten plik (mv '{path}' '{path}.obcy') i uruchom ponownie: będzie powiedziane, jak przywrócić sprawdzoną kopię zapasową z {backups}"),
        format!("mend mirror.path in the profile; if the path is right, move this file away (mv '{path}' '{path}.foreign') and run it again: it tells how to put back a checked backup of {backups}"),
    )
}

fn restore(lang: Lang) -> String {
    lang.pick(
        "zachowaj plik; sprawdzone kopie zapasowe leżą obok niego w folderze .backups",
        "keep the file; checked backups lie beside it in the folder .backups",
    )
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_file_in_use_is_tried_again_and_a_damaged_one_needs_a_person() {
        let path = std::path::PathBuf::from("rate.sqlite");
        let method = "getOrders";
        let source = PaceError::Busy { path: path.clone() };
        assert_eq!(Failure::of_pace(Lang::En, &source).exit, Exit::Later);
        let busy = Failure::of_api(Lang::En, &ApiError::Pacing { method, source });
        assert_eq!(
            (busy.exit, busy.code.as_str()),
            (Exit::Later, "pacing.busy")
        );
        let source = PaceError::NotOurs {
            path,
            cause: "no database".to_owned(),
        };
        let damaged = Failure::of_api(Lang::En, &ApiError::Pacing { method, source });
        assert_eq!(
            (damaged.exit, damaged.code.as_str()),
            (Exit::Config, "pacing.file")
        );
    }
}
