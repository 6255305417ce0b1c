//! A full disk, played by a limit on the size of files.

use std::process::Command;

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, order, world};

/// Runs a pass in which no file can grow beyond so many blocks of 512 bytes.
fn sync_within(desk: &Desk, blocks: u32) -> Out {
    let inner = desk.command(["sync", "orders", "--json"]);
    let mut outer = Command::new("/bin/sh");
    outer
        .arg("-c")
        .arg(format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\""))
        .arg("sh")
        .arg(inner.get_program())
        .args(inner.get_args())
        .env_clear()
        .envs(
            inner
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(inner.get_current_dir().expect("set"));
    Out::of(outer.output().expect("started"))
}

#[test]
fn nothing_is_lost_on_a_full_disk() {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    for id in 1..=40 {
        let ago = 600 - i64::try_from(id).expect("small");
        shop.sandbox
            .with(|world| world.put_order(order(id, PAID, ago)));
    }
    let mut full = 0;
    // From where hardly a row fits to where nearly all of the pass does.
    for blocks in [16, 64, 160, 256, 400] {
        let out = sync_within(&shop.desk, blocks);
        if out.code == Some(0) {
            break;
        }
        full += 1;
        let out = out.exits(1);
        let (code, fix) = out.error();
        assert!(
            code == "mirror.disk" || code == "pacing.disk",
            "{blocks}: {out:?}"
        );
        assert!(fix.contains("free some space"), "{fix}");
        assert!(!out.stderr.contains("savepoint"), "{out:?}");
        assert!(
            out.stderr.contains("is the disk full?"),
            "{blocks}: {out:?}"
        );
        assert_eq!(
            shop.desk.documents(),
            [],
            "{blocks}: all of a page or nothing"
        );
    }
    assert!(full >= 3, "the disk was full {full} times");
    let _ = shop.sync().exits(0);
    let documents = shop.desk.documents();
    let orders: Vec<i64> = documents.iter().map(|row| row.1).collect();
    assert_eq!(orders, (1..=40).collect::<Vec<_>>());
    let month = documents[0]
        .0
        .split_once("/1/")
        .expect("the first number")
        .1;
    let expected: Vec<String> = (1..=40).map(|n| format!("PA-BL/{n}/{month}")).collect();
    let numbers: Vec<&String> = documents.iter().map(|row| &row.0).collect();
    assert_eq!(
        numbers,
        expected.iter().collect::<Vec<_>>(),
        "no number was lost"
    );
}
