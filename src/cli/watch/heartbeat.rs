//! The heartbeat (`alerts.heartbeat_url`): somebody else's clock notices when nothing runs any more.

use std::time::Duration;

use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::net::{Address, HttpTransport, Request, Transport as _};
use crate::report::progress::Loudness;
use crate::report::{Exit, Words as _};
use crate::texts::Lang;

/// How long the address may take: a pass must not wait for who watches it.
const DEADLINE: Duration = Duration::from_secs(5);

/// What is said. The endings are those of healthchecks.io, which others have taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beat {
    /// A run begins.
    Start,
    /// It went well.
    Well,
    /// A person has to mend something.
    Fail,
}

impl Beat {
    /// What an exit code says; `None` for what passes by itself: the watcher's own patience decides about that.
    pub(super) fn of(exit: Exit) -> Option<Beat> {
        match exit {
            Exit::Done | Exit::Person => Some(Beat::Well),
            Exit::Failed | Exit::Brake | Exit::Token | Exit::Config => Some(Beat::Fail),
            Exit::Later | Exit::Usage | Exit::Interrupted => None,
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Beat::Start => "/start",
            Beat::Well => "",
            Beat::Fail => "/fail",
        }
    }
}

/// Sends it, once. Whether it arrives changes nothing here; with `-v` a failure is told.
pub(super) fn beat(global: &Global, desk: &Desk, beat: Beat) {
    let Some(url) = &desk.profile.alerts.heartbeat_url else {
        return;
    };
    let said = match send(desk.lang, &address(url, beat)) {
        Ok(status) if (200..=299).contains(&status) => return,
        Ok(status) => format!("HTTP {status}"),
        Err(said) => said,
    };
    if global.loudness() == Loudness::Verbose {
        // The address is a secret of its own: who knows it can report in our name.
        show::err(&desk.lang.pick(
            format!("alerts.heartbeat_url nie odpowiada: {said}"),
            format!("alerts.heartbeat_url does not answer: {said}"),
        ));
    }
}

fn send(lang: Lang, url: &str) -> Result<u16, String> {
    let address = Address::parse(url).map_err(|error| error.words(lang))?;
    let transport = HttpTransport::new().map_err(|error| error.to_string())?;
    let reply = transport.send(&Request::get(address), DEADLINE);
    reply
        .map(|reply| reply.status)
        .map_err(|error| error.words(lang))
}

/// The address with the ending of its path, before any query.
fn address(url: &str, beat: Beat) -> String {
    let (path, query) = match url.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (url, String::new()),
    };
    match beat {
        Beat::Well => url.to_owned(),
        beat => format!("{}{}{query}", path.trim_end_matches('/'), beat.ending()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_goes_to_the_path() {
        for (url, start, fail) in [
            (
                "https://h/ping/1",
                "https://h/ping/1/start",
                "https://h/ping/1/fail",
            ),
            (
                "https://h/ping/1/",
                "https://h/ping/1/start",
                "https://h/ping/1/fail",
            ),
            (
                "https://h/p?a=b",
                "https://h/p/start?a=b",
                "https://h/p/fail?a=b",
            ),
        ] {
            assert_eq!(address(url, Beat::Start), start);
            assert_eq!(address(url, Beat::Well), url);
            assert_eq!(address(url, Beat::Fail), fail);
        }
    }
}
