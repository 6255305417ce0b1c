//! The binary where the environment is not what it hopes for: folders, variables, streams, arguments, line ends.

mod files;
mod streams;
mod words;

use std::process::Command;

use crate::shop::{Desk, Out, Shop};

/// The binary at this desk with nothing in its environment, and without `--config`.
fn naked(desk: &Desk) -> Command {
    let mut command = desk.command(["--version"]);
    let mut bare = Command::new(command.get_program());
    bare.env_clear().current_dir(desk.path("."));
    bare.stdin(std::process::Stdio::null());
    // Its folders are there all the same.
    drop(command.output());
    bare
}

fn run(command: &mut Command) -> Out {
    let out = Out::of(command.output().expect("started"));
    calm(&out);
    out
}

/// No panic, no stack trace.
#[track_caller]
fn calm(out: &Out) {
    for word in ["panicked", "RUST_BACKTRACE", "stack backtrace"] {
        assert!(!out.stderr.contains(word), "{out:?}");
    }
}

/// No call was made, and no mirror.
#[track_caller]
fn nothing_happened(shop: &Shop) {
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    assert!(!shop.desk.mirror().exists());
}
