//! A secret that a program prints.

use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::error::TokenError;
use super::file::read_capped;
use super::reference::TokenCommand;
use super::source::TokenSource;
use super::text::LONGEST;

/// A password store that is locked must not hold cron's run.
pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// What the program prints within `limit`. It gets no input, and its own complaints are thrown
/// away: they could hold the token.
pub(super) fn output(
    command: &TokenCommand,
    source: &TokenSource,
    limit: Duration,
) -> Result<Vec<u8>, TokenError> {
    let end = Instant::now() + limit;
    let too_slow = || TokenError::CommandTooSlow {
        source_name: source.clone(),
        seconds: limit.as_secs(),
    };
    let mut child = Command::new(command.program())
        .args(command.arguments())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| TokenError::CommandNotStarted {
            source_name: source.clone(),
            why: error.to_string(),
        })?;
    let stdout = child.stdout.take().expect("stdout was asked to be piped");
    // A grandchild may keep the pipe open, so the reading has to be left behind in that case.
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(read_capped(stdout)));
    let printed = match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
        Ok(Ok(bytes)) if bytes.len() > LONGEST => {
            stop(&mut child);
            return Ok(bytes);
        }
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) | Err(_) => {
            stop(&mut child);
            return Err(too_slow());
        }
    };
    let status = wait(&mut child, end).ok_or_else(too_slow)?;
    if !status.success() {
        return Err(TokenError::CommandFailed {
            source_name: source.clone(),
            how: status.to_string(),
        });
    }
    Ok(printed)
}

fn wait(child: &mut Child, end: Instant) -> Option<std::process::ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
            Ok(None) | Err(_) => {
                stop(child);
                return None;
            }
        }
    }
}

/// It may have ended just now; then there is nothing to kill, which is as well.
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_command_is_given_up() {
        let begun = Instant::now();
        let command = TokenCommand::new("sleep".to_owned(), vec!["30".to_owned()]);
        let source = TokenSource::Command("sleep".to_owned());
        let error = output(&command, &source, Duration::from_millis(200)).expect_err("too slow");
        assert!(
            matches!(error, TokenError::CommandTooSlow { .. }),
            "{error}"
        );
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
