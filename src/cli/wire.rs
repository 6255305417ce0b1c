//! The machine's own line to BaseLinker, and who tells of it.

use super::global::Global;
use crate::net::{HttpTransport, Line, SystemClock, SystemJitter};
use crate::report::progress::Teller;
use crate::report::{Exit, Failure, interrupt};
use crate::texts::Lang;

/// What a command needs to call BaseLinker. From its opening on, Ctrl-C ends a pass after what is under way.
pub(super) struct Wire {
    transport: HttpTransport,
    /// Tells people how far it has come.
    pub(super) teller: Teller,
}

impl Wire {
    /// Opens the line; nothing is sent yet.
    ///
    /// # Errors
    /// The machine refuses what it needs.
    pub(super) fn open(global: &Global, lang: Lang) -> Result<Wire, Failure> {
        let transport = HttpTransport::new()
            .map_err(|error| Failure::new(Exit::Failed, "net", error.to_string(), ""))?;
        // Without a handler an interruption ends the process, which loses nothing either.
        let _ = interrupt::soften(lang);
        Ok(Wire {
            transport,
            teller: Teller::new(lang, global.loudness()),
        })
    }

    /// The line.
    pub(super) fn line(&self) -> Line<'_> {
        Line {
            transport: &self.transport,
            clock: &SystemClock,
            jitter: &SystemJitter,
            talk: &self.teller,
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.teller.finish();
    }
}
