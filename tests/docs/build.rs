//! What the build script finds out of a build, with repositories made for it.

#[expect(dead_code, clippy::print_stdout, reason = "its `main` talks to cargo")]
#[path = "../../build.rs"]
mod script;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with one commit of 2026-11-29 12:00 UTC.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    commit(folder.path());
    folder
}

fn commit(folder: &Path) {
    let message = ["commit", "-q", "--allow-empty", "-m", "Begin"];
    git(folder, &message);
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let out = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.org")
        .env("GIT_AUTHOR_DATE", "1795953600 +0100")
        .env("GIT_COMMITTER_DATE", "1795953600 +0100")
        .output()
        .expect("git runs");
    assert!(out.status.success(), "{arguments:?}");
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_build_tells_its_commit_and_day() {
    let folder = repository();
    let hash = &git(folder.path(), &["rev-parse", "HEAD"])[..7];
    let told = |epoch| script::commit(folder.path(), epoch).unwrap();
    assert_eq!(told(None), format!("{hash} 2026-11-29"));
    assert_eq!(told(Some("0")), format!("{hash} 1970-01-01"));
    assert_eq!(told(Some("951782400\n")), format!("{hash} 2000-02-29"));
    // Not a number: as if it were not set.
    assert_eq!(told(Some("yesterday")), format!("{hash} 2026-11-29"));
    let whole = script::version("0.1.0", Some(&told(None)), "x86_64-linux");
    assert_eq!(whole, format!("0.1.0 ({hash} 2026-11-29, x86_64-linux)"));
}

/// A tarball, one unpacked inside another project's repository, and a repository without a commit.
#[test]
fn a_build_without_its_repository_tells_the_version_alone() {
    let bare = tempfile::tempdir().unwrap();
    assert_eq!(script::commit(bare.path(), None), None);
    let outer = repository();
    let inner = outer.path().join("vendor");
    std::fs::create_dir(&inner).unwrap();
    assert_eq!(script::commit(&inner, None), None);
    git(bare.path(), &["init", "-q"]);
    assert_eq!(script::commit(bare.path(), Some("0")), None);
    assert_eq!(script::commit(Path::new("/nonexistent"), None), None);
    assert_eq!(script::version("0.1.0", None, "x86_64-linux"), "0.1.0");
}

/// Every watched file is there, and a commit changes one of them: on a branch, on a packed one, without a branch, and in
/// a second work tree.
#[test]
fn a_new_commit_is_noticed() {
    let folder = repository();
    let root = folder.path().to_owned();
    let tree = tempfile::tempdir().unwrap();
    let second = tree.path().join("second");
    let steps: [(&[&str], &PathBuf); 4] = [
        (&["status"], &root),
        (&["pack-refs", "--all"], &root),
        (&["checkout", "-q", "--detach"], &root),
        (
            &[
                "worktree",
                "add",
                "-q",
                "-b",
                "other",
                second.to_str().unwrap(),
            ],
            &second,
        ),
    ];
    for (arguments, place) in steps {
        git(&root, arguments);
        let read = || {
            let files = script::watched(place);
            assert!(!files.is_empty());
            let read = |file: &PathBuf| std::fs::read(file).expect("a file that is there");
            (files.clone(), files.iter().map(read).collect::<Vec<_>>())
        };
        let (files, before) = read();
        assert!(files.iter().all(|file| file.is_file()), "{files:?}");
        commit(place);
        let after: Vec<Vec<u8>> = files
            .iter()
            .map(|file| std::fs::read(file).unwrap())
            .collect();
        assert_ne!(before, after, "{arguments:?}: {files:?}");
    }
}
