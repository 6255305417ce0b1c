//! The two streams. Results go to stdout, talk to stderr; a reader that went away is no error.

use std::io::{Error, ErrorKind, Write as _};
use std::sync::OnceLock;

use super::suggest;
use crate::report::{Exit, Failure};
use crate::texts::Lang;

/// Why a part of the result was not written, told once at the end: half a result must not pass for one.
static LOST: OnceLock<String> = OnceLock::new();

/// A result.
pub(super) fn out(text: &str) {
    let mut out = std::io::stdout().lock();
    note(writeln!(out, "{}", suggest::named(text)));
}

/// A result that is a file, to the byte.
pub(super) fn file(text: &str) {
    bytes(text.as_bytes());
}

/// A result that is a file and no text.
pub(super) fn bytes(bytes: &[u8]) {
    note(std::io::stdout().lock().write_all(bytes));
}

/// Keeps in mind that stdout could not be written. A reader that went away (`| head -1`) has what it wanted.
pub(super) fn note(written: Result<(), Error>) {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = LOST.set(error.to_string());
        }
        _ => {}
    }
}

/// How the command ends after all that was written: with 1 at least, and an error, where some of it was lost, as on a
/// full disk.
pub(super) fn ended(exit: Exit, lang: impl FnOnce() -> Lang) -> Exit {
    note(std::io::stdout().lock().flush());
    let Some(error) = LOST.get() else {
        return exit;
    };
    let lang = lang();
    let failure = Failure::new(
        Exit::Failed,
        "output.stdout",
        lang.pick(
            format!("wynik nie został zapisany w całości: {error}"),
            format!("the result could not be written whole: {error}"),
        ),
        lang.pick(
            "zwolnij miejsce albo przekieruj stdout gdzie indziej i powtórz polecenie",
            "free some space or send stdout elsewhere, and run the command again",
        ),
    );
    err(&failure.text(lang));
    exit.max(failure.exit)
}

/// Talk.
pub(super) fn err(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", suggest::named(text));
}

/// Columns of the terminal on stdout; `None` in a pipe, where nothing is cut.
pub(super) fn width() -> Option<u16> {
    let term = console::Term::stdout();
    term.is_term().then(|| term.size().1)
}
