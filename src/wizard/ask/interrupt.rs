//! Ctrl-C while something is asked: dialoguer would leave the cursor hidden, and a token prompt would swallow it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use console::Term;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::report::{Exit, interrupt, progress};

static LINE: Mutex<String> = Mutex::new(String::new());
static BEFORE: OnceLock<Option<Termios>> = OnceLock::new();
static LEAVING: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C shows the cursor again, restores the echo, says `line` and ends with 130.
///
/// # Errors
/// The handler cannot be set.
pub fn guard(line: &str) -> io::Result<()> {
    say_then(line);
    BEFORE.get_or_init(|| tcgetattr(io::stdin()).ok());
    interrupt::call(leave_now)
}

/// What is said from now on.
pub fn say_then(line: &str) {
    line.clone_into(&mut LINE.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Leaves as the handler would; for a prompt that was interrupted before the handler ran.
pub fn leave() -> ! {
    leave_now();
    loop {
        std::thread::park();
    }
}

fn leave_now() {
    if LEAVING.swap(true, Ordering::SeqCst) {
        return;
    }
    // A spinner of its own thread would draw itself once more below the last line.
    progress::aside(|| {
        let term = Term::stderr();
        let _ = term.show_cursor();
        if let Some(Some(before)) = BEFORE.get() {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
        let line = LINE.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let _ = term.write_line("");
        let _ = term.write_line(&line);
        std::process::exit(Exit::Interrupted.code().into());
    })
}
