//! A program of the profile that is told something on its standard input.

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::texts::Lang;

/// How long it may take: cron's next run must not pile up behind a mail server that hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// How often one looks whether it has ended.
const LOOK: Duration = Duration::from_millis(10);

/// Runs the program with `input` on its standard input; what it says itself is not shown.
///
/// # Errors
/// Why it was not told, in words.
pub(super) fn run(lang: Lang, command: &[String], input: &str) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(());
    };
    let failed = |what: String| format!("{program}: {what}");
    let mut child = Command::new(program)
        .args(arguments)
        // The token is none of its business.
        .env_remove("BASELINKER_TOKEN")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_owned();
        // It may be as slow to read as it likes; one that does not read at all is no error.
        thread::spawn(move || {
            let _ = stdin.write_all(input.as_bytes());
        });
    }
    match wait(&mut child, Instant::now() + LIMIT) {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(failed(ended(lang, status))),
        None => {
            let limit = LIMIT.as_secs();
            Err(failed(lang.pick(
                format!("nie skończył w ciągu {limit} s"),
                format!("no end within {limit} s"),
            )))
        }
    }
}

fn ended(lang: Lang, status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => lang.pick(
            format!("skończył z kodem {code}"),
            format!("ended with code {code}"),
        ),
        (None, Some(signal)) => lang.pick(
            format!("zakończony sygnałem {signal}"),
            format!("ended by signal {signal}"),
        ),
        (None, None) => status.to_string(),
    }
}

fn wait(child: &mut Child, end: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}
