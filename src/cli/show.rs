//! The two streams. Results go to stdout, talk to stderr; a reader that went away is no error.

use std::io::{ErrorKind, Write as _};

use crate::report::{Exit, Failure};
use crate::texts::Lang;

/// A result.
pub(super) fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// A result that is a file, to the byte. A reader that went away (`| head -1`) has what it wanted.
///
/// # Errors
/// Exit 1 where it could not be written whole, as on a full disk: half a file must not pass for one.
pub(super) fn file(lang: Lang, text: &str) -> Result<(), Failure> {
    match bytes(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
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
        )),
        _ => Ok(()),
    }
}

/// A result that is a file and no text.
///
/// # Errors
/// A reader that went away, a full disk.
pub(super) fn bytes(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Talk.
pub(super) fn err(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Columns of the terminal on stdout; `None` in a pipe, where nothing is cut.
pub(super) fn width() -> Option<u16> {
    let term = console::Term::stdout();
    term.is_term().then(|| term.size().1)
}
