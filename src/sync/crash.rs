//! Crash points: places where a test kills the process for real (SIGKILL). Not compiled into releases.

/// A place before or after something that lasts: a commit, a call. A debug build that is told
/// `FIRMINO_LINK_CRASH_AT=n` dies at the n-th point that it passes.
#[cfg(debug_assertions)]
pub fn point() {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static AT: LazyLock<Option<u64>> = LazyLock::new(|| {
        std::env::var("FIRMINO_LINK_CRASH_AT")
            .ok()
            .and_then(|n| n.parse().ok())
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let passed = PASSED.fetch_add(1, Ordering::Relaxed) + 1;
    if *AT == Some(passed) {
        let _ =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    }
}

/// A place before or after something that lasts; nothing happens here in a release.
#[cfg(not(debug_assertions))]
pub fn point() {}
