//! Files that are no mirror, or no longer one that can be trusted.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rusqlite::Connection;

use crate::shop::status::PAID;
use crate::shop::{Shop, order, world};

fn shop() -> Shop {
    Shop::open(world([order(1, PAID, 60)]))
}

/// A shop with a mirror, changed by `sql`.
fn changed(sql: &str) -> Shop {
    let shop = shop();
    let _ = shop.sync().exits(0);
    let db = Connection::open(shop.desk.mirror()).expect("opened");
    db.execute_batch(sql).expect("changed");
    shop
}

fn put(shop: &Shop, make: impl FnOnce(&Path)) {
    let path = shop.desk.mirror();
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    make(&path);
}

/// Passes and readers refuse the mirror with 78 and `code`; no order is read, and the file stays as it is.
#[track_caller]
fn refused(shop: &Shop, code: &str) {
    let path = shop.desk.mirror();
    let state = || {
        let mode = std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode();
        (std::fs::read(&path).expect("read"), mode)
    };
    let before = state();
    shop.sandbox.with(firmino_link::sandbox::World::clear_log);
    for command in [
        "sync orders",
        "sync orders --dry-run",
        "documents list",
        "orders list",
        "mirror adopt",
    ] {
        let out = shop.desk.run(command.split(' ').chain(["--json"]));
        assert_eq!(out.code, Some(78), "{command}: {out:?}");
        assert_eq!(out.error().0, code, "{command}");
        assert!(out.stderr.contains("shop.sqlite"), "{out:?}");
    }
    assert!(shop.sandbox.with(|world| world.log().is_empty()));
    assert!(before == state(), "the file was changed");
}

#[test]
fn a_newer_schema() {
    refused(&changed("PRAGMA user_version = 99"), "mirror.newer");
}

#[test]
fn a_planted_trigger() {
    let shop = changed(
        "CREATE TRIGGER planted AFTER INSERT ON orders BEGIN DELETE FROM names; END; PRAGMA wal_checkpoint(TRUNCATE);",
    );
    refused(&shop, "mirror.planted");
}

#[test]
fn a_dropped_guard_is_noticed_too() {
    let shop = changed("DROP TRIGGER documents_keep_values; PRAGMA wal_checkpoint(TRUNCATE);");
    refused(&shop, "mirror.planted");
}

#[test]
fn a_text_file() {
    let shop = shop();
    put(&shop, |path| {
        std::fs::write(path, "Lista zakupów: chleb, masło, kawa. ".repeat(50)).expect("written");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).expect("set");
    });
    refused(&shop, "mirror.foreign");
}

#[test]
fn another_programs_database() {
    let shop = shop();
    put(&shop, |path| {
        let db = Connection::open(path).expect("opened");
        db.execute_batch("CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (1);")
            .expect("made");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).expect("set");
    });
    refused(&shop, "mirror.foreign");
}

#[test]
fn an_empty_file() {
    let shop = shop();
    put(&shop, |path| std::fs::write(path, "").expect("written"));
    refused(&shop, "mirror.foreign");
}

#[test]
fn a_read_only_file() {
    let shop = shop();
    let _ = shop.sync().exits(0);
    let path = shop.desk.mirror();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).expect("set");
    refused(&shop, "mirror.read-only");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("set");
    let _ = shop.sync().exits(0);
    assert_eq!(shop.desk.documents().len(), 1);
}
