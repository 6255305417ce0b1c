//! Ctrl-C and SIGTERM: one handler a process, which does what the present part of the program wants.
//!
//! While something is asked, leaving at once is safe; while a pass runs, the first wish ends it after the page that is
//! under way, and the second one ends the process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::{io, process};

use super::{Exit, progress};
use crate::texts::Lang;

/// What the handler does.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// Calls this.
    Call(fn()),
    /// Asks the pass to end, told in this language.
    Pass(Lang),
}

static MANNER: Mutex<Option<Manner>> = Mutex::new(None);
static SET: Once = Once::new();
static STOPPING: AtomicBool = AtomicBool::new(false);

/// From here on an interruption calls `leave`, in the handler's own thread.
///
/// # Errors
/// The handler cannot be set.
pub fn call(leave: fn()) -> io::Result<()> {
    become_manner(Manner::Call(leave))
}

/// From here on the first interruption makes [`stopping`] true, and the second ends the process with 130.
///
/// # Errors
/// The handler cannot be set; then an interruption ends the process, as it would without.
pub fn soften(lang: Lang) -> io::Result<()> {
    become_manner(Manner::Pass(lang))
}

/// Whether a pass is to end after what is under way.
pub fn stopping() -> bool {
    STOPPING.load(Ordering::Relaxed)
}

fn become_manner(manner: Manner) -> io::Result<()> {
    *MANNER.lock().unwrap_or_else(PoisonError::into_inner) = Some(manner);
    let mut result = Ok(());
    SET.call_once(|| result = ctrlc::set_handler(interrupted).map_err(io::Error::other));
    result
}

fn interrupted() {
    let manner = *MANNER.lock().unwrap_or_else(PoisonError::into_inner);
    match manner {
        None => process::exit(Exit::Interrupted.code().into()),
        Some(Manner::Call(leave)) => leave(),
        Some(Manner::Pass(lang)) => {
            if STOPPING.swap(true, Ordering::Relaxed) {
                process::exit(Exit::Interrupted.code().into());
            }
            // A log that nobody reads any more must not end the pass.
            let _ = progress::aside(|| {
                console::Term::stderr().write_line(lang.pick(
                    "Przerywam: kończę to, co zaczęte (Ctrl-C jeszcze raz: natychmiast).",
                    "Stopping: finishing what is under way (Ctrl-C again: at once).",
                ))
            });
        }
    }
}
