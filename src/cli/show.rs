//! The two streams. Results go to stdout, talk to stderr; a reader that went away is no error.

use std::io::Write as _;

/// A result.
pub(super) fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// A result that is a file, to the byte.
pub(super) fn raw(text: &str) {
    let _ = bytes(text.as_bytes());
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
