//! What `--version` says beside the version: the commit and its day, where this is the program's own git repository,
//! and the target. Standard library only; whatever is missing is left out, and nothing here fails a build.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let target = format!(
        "{}-{}",
        variable("CARGO_CFG_TARGET_ARCH"),
        variable("CARGO_CFG_TARGET_OS")
    );
    // A debug build would be compiled anew at each commit for a word that only its maker reads.
    let build = match variable("PROFILE").as_str() {
        "release" => {
            for file in watched(&folder) {
                println!("cargo::rerun-if-changed={}", file.display());
            }
            commit(&folder, env::var("SOURCE_DATE_EPOCH").ok().as_deref())
        }
        _ => Some("debug".to_owned()),
    };
    let text = version(&variable("CARGO_PKG_VERSION"), build.as_deref(), &target);
    println!("cargo::rustc-env=FIRMINO_LINK_VERSION={text}");
}

/// `0.1.0 (abc1234 2026-11-29, x86_64-linux)`; without anything known of the build just the version.
pub(crate) fn version(version: &str, build: Option<&str>, target: &str) -> String {
    match build {
        Some(build) => format!("{version} ({build}, {target})"),
        None => version.to_owned(),
    }
}

/// Seven letters of the commit and a day: that of `epoch` (seconds, `SOURCE_DATE_EPOCH`), else the commit's own, so that
/// one commit always says the same. `None` without git, or where the repository is another one's around this folder.
pub(crate) fn commit(folder: &Path, epoch: Option<&str>) -> Option<String> {
    let top = git(folder, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != folder.canonicalize().ok()? {
        return None;
    }
    let told = git(folder, &["log", "-1", "--format=%H %ct"])?;
    let (hash, own) = told.split_once(' ')?;
    let wanted = epoch.and_then(|epoch| epoch.trim().parse().ok());
    let seconds = wanted.or_else(|| own.parse().ok())?;
    Some(format!("{} {}", hash.get(..7)?, day(seconds)))
}

/// The files that change when HEAD comes to stand for another commit; only ones that are there, because cargo takes a
/// missing one for a changed one.
pub(crate) fn watched(folder: &Path) -> Vec<PathBuf> {
    let path = |name: &str| {
        let path = git(folder, &["rev-parse", "--git-path", name])?;
        Some(folder.join(path)).filter(|path| path.exists())
    };
    let mut files = Vec::from_iter(path("HEAD"));
    // Of a detached HEAD the file itself names the commit; a packed reference becomes a file with the next commit.
    if let Some(reference) = git(folder, &["symbolic-ref", "-q", "HEAD"]) {
        files.extend(path(&reference).or_else(|| path("logs/HEAD")));
    }
    files
}

/// What git answers, in one line.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let out = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let text = text.trim();
    (out.status.success() && !text.is_empty()).then(|| text.to_owned())
}

/// The day of a Unix second in UTC, as `2026-11-29`: the count of days taken apart by the Gregorian calendar's 400
/// years, which begin in March so that a leap day is the last of its year.
fn day(seconds: i64) -> String {
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{of_month:02}", era * 400 + year + next)
}
