//! What surrounds a pass that cron may have started: the heartbeat, the row of one that could not begin, and the news of a
//! changed state (`[alerts]`).

mod heartbeat;
mod news;
mod program;

use self::heartbeat::Beat;
use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::mirror::Mirror;
use crate::report::{Exit, Failure};
use crate::sync::run;

/// Whether a command changes anything, so that it counts for the watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// A pass.
    Yes,
    /// A rehearsal: nobody is told of it.
    No,
}

impl Counts {
    /// What a command with this `--dry-run` does.
    pub(super) fn of(dry_run: bool) -> Counts {
        match dry_run {
            true => Counts::No,
            false => Counts::Yes,
        }
    }
}

/// Runs a command that is a pass, or several, and tells who is to be told.
///
/// # Errors
/// Those of the command.
pub(super) fn watched(
    global: &Global,
    desk: &Desk,
    counts: Counts,
    passes: impl FnOnce() -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if counts == Counts::No {
        return passes();
    }
    heartbeat::beat(global, desk, Beat::Start);
    let result = passes();
    if let Some(beat) = Beat::of(end(&result).0) {
        heartbeat::beat(global, desk, beat);
    }
    news_of(desk, &result);
    result
}

/// The same without the heartbeat, which is that of the passes: a pull or push is no sign of life of theirs.
///
/// # Errors
/// Those of the command.
pub(super) fn told(
    desk: &Desk,
    counts: Counts,
    command: impl FnOnce() -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let result = command();
    if counts == Counts::Yes {
        news_of(desk, &result);
    }
    result
}

fn end(result: &Result<Exit, Failure>) -> (Exit, Option<&Failure>) {
    match result {
        Ok(exit) => (*exit, None),
        Err(failure) => (failure.exit, Some(failure)),
    }
}

fn news_of(desk: &Desk, result: &Result<Exit, Failure>) {
    let (exit, failure) = end(result);
    if exit != Exit::Usage && !failure.is_some_and(is_other_pass) {
        news::tell(desk, exit, failure);
    }
}

/// Runs one pass. One that cannot begin is a run, too: it is there for `runs` and `status`, and with `-q` the same error
/// is told once.
///
/// # Errors
/// Those of the pass, unless `-q` has told them before.
pub(super) fn pass<R>(
    global: &Global,
    desk: &Desk,
    counts: Counts,
    name: &str,
    pass: impl FnOnce() -> Result<R, Failure>,
) -> Result<Result<R, Exit>, Failure> {
    match pass() {
        Ok(report) => Ok(Ok(report)),
        Err(failure) if counts == Counts::No || failure.exit == Exit::Usage => Err(failure),
        Err(failure) if is_other_pass(&failure) => match is_silent(global) {
            true => Ok(Err(failure.exit)),
            false => Err(failure),
        },
        Err(failure) => {
            let Ok(mut mirror) = desk.mirror() else {
                return Err(failure);
            };
            let repeated = is_repeated(&mirror, name, None, &failure);
            let now = jiff::Timestamp::now().as_second();
            let profile = desk.location.name();
            // Where the book cannot be written, the error is told all the same.
            let kept = run::not_begun(&mut mirror, name, profile.as_str(), &failure, now).is_ok();
            match kept && repeated && is_silent(global) {
                true => Ok(Err(failure.exit)),
                false => Err(failure),
            }
        }
    }
}

/// Tells the error that ended a pass, unless `-q` told the same one after the pass before it.
pub(super) fn tell_error(
    global: &Global,
    desk: &Desk,
    (pass, run): (&str, Option<i64>),
    error: Option<&Failure>,
) {
    let Some(failure) = error else {
        return;
    };
    let repeated = || {
        let mirror = desk.mirror();
        mirror.is_ok_and(|mirror| is_repeated(&mirror, pass, run, failure))
    };
    if is_silent(global) && run.is_some() && repeated() {
        return;
    }
    show::err(&failure.text(desk.lang));
}

/// Cron mails what is said: with `-q` only what is new. A program that reads JSON gets every error.
fn is_silent(global: &Global) -> bool {
    global.quiet && !global.json
}

fn is_repeated(mirror: &Mirror, pass: &str, run: Option<i64>, failure: &Failure) -> bool {
    let before = mirror.error_before(pass, run).ok().flatten();
    before.as_deref() == Some(failure.code.as_str())
}

/// Another pass is at work on the same mirror: nothing is wrong with either.
fn is_other_pass(failure: &Failure) -> bool {
    failure.code == "mirror.locked"
}
