//! Texts compared with the agreed ones.

use std::path::Path;

/// Compares with a file beside this one; `UPDATE_SCREENS=1` writes it anew.
#[track_caller]
pub(super) fn compare(name: &str, seen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/orders")
        .join(name);
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&path, seen).expect("written");
        return;
    }
    let agreed = std::fs::read_to_string(&path).expect("agreed texts");
    let mut pairs = agreed.lines().zip(seen.lines()).enumerate();
    if let Some((at, (was, is))) = pairs.find(|(_, (a, b))| a != b) {
        panic!(
            "{}:{}\n  agreed: {was}\n  shown:  {is}\n(UPDATE_SCREENS=1 agrees to what is shown)",
            path.display(),
            at + 1
        );
    }
    assert_eq!(
        agreed.lines().count(),
        seen.lines().count(),
        "{}: one ends before the other",
        path.display()
    );
}
