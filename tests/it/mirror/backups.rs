//! Checked copies of the mirror.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use rusqlite::Connection;

use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, order, world};

fn folder(desk: &Desk) -> PathBuf {
    let mut path = desk.mirror().into_os_string();
    path.push(".backups");
    path.into()
}

fn copies(desk: &Desk) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(desk)).expect("a folder");
    let mut all: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    all.sort();
    all
}

#[test]
fn one_a_day_that_opens_and_is_nobody_elses() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    let first = copies(&shop.desk);
    assert_eq!(first.len(), 1);
    let _ = shop.sync().exits(0);
    assert_eq!(copies(&shop.desk), first);

    // The next day's copy, by taking the first one away.
    std::fs::remove_file(&first[0]).expect("removed");
    let _ = shop.sync().exits(0);
    assert_eq!(copies(&shop.desk), first);
    let mode =
        |path: &PathBuf| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&first[0]), mode(&folder(&shop.desk))), (0o600, 0o700));
    let db = Connection::open(&first[0]).expect("opened");
    let documents: i64 = db
        .query_row("SELECT count(*) FROM documents", [], |row| row.get(0))
        .expect("counted");
    assert_eq!(documents, 1);
}

#[test]
fn a_copy_is_a_mirror_that_goes_on() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    let before = shop.desk.documents();
    let copy = shop.desk.path("copy.sqlite");
    let backup = || {
        shop.desk
            .run(["mirror".as_ref(), "backup".as_ref(), copy.as_os_str()])
    };
    let _ = backup().exits(0);
    assert_ne!(
        backup().code,
        Some(0),
        "a file that is there is never written over"
    );
    std::fs::remove_dir_all(shop.desk.path("data")).expect("removed");
    std::fs::create_dir_all(shop.desk.path("data/firmino-link")).expect("made");
    std::fs::copy(&copy, shop.desk.mirror()).expect("copied");
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 0);
    assert_eq!(shop.desk.documents(), before);
}

#[test]
fn fourteen_are_kept() {
    let shop = Shop::open(world([]));
    let _ = shop.sync().exits(0);
    let folder = folder(&shop.desk);
    std::fs::remove_file(&copies(&shop.desk)[0]).expect("removed");
    for day in 1..=20_u32 {
        let path = folder.join(format!("2026-01-{day:02}.sqlite"));
        std::fs::write(&path, "a copy").expect("written");
        let age = Duration::from_secs(86_400 * u64::from(100 - day));
        let file = std::fs::File::options()
            .write(true)
            .open(&path)
            .expect("opened");
        file.set_modified(SystemTime::now() - age).expect("set");
    }
    let _ = shop.sync().exits(0);
    let kept: Vec<String> = copies(&shop.desk)
        .iter()
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(kept.len(), 14);
    assert_eq!(kept[0], "2026-01-08", "the oldest went");
    assert!(
        !kept[13].starts_with("2026-01"),
        "today's is there: {kept:?}"
    );
}

#[test]
fn a_lost_mirror_is_not_begun_anew_beside_its_backups() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    let _ = shop.sync().exits(0);
    let before = shop.desk.documents();
    let copy = copies(&shop.desk)[0].clone();
    // That of the day was made before the first document.
    std::fs::remove_file(&copy).expect("removed");
    let _ = shop.sync().exits(0);
    for end in ["", "-wal", "-shm"] {
        let mut path = shop.desk.mirror().into_os_string();
        path.push(end);
        let _ = std::fs::remove_file(path);
    }
    for args in [
        &["sync", "orders", "--json"][..],
        &["sync", "orders", "--dry-run", "--json"],
        &["orders", "mark-issued", "1", "--json"],
        &["orders", "list", "--json"],
    ] {
        let (code, fix) = shop.desk.run(args).exits(78).error();
        assert_eq!(code, "mirror.lost");
        assert!(fix.contains(copy.to_str().expect("UTF-8")), "{fix}");
        assert!(fix.contains("-wal") && fix.contains("mark-issued"), "{fix}");
        assert!(!shop.desk.mirror().exists());
    }
    std::fs::copy(&copy, shop.desk.mirror()).expect("copied");
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 0);
    assert_eq!(shop.desk.documents(), before);

    std::fs::remove_file(shop.desk.mirror()).expect("removed");
    std::fs::rename(folder(&shop.desk), shop.desk.path("elsewhere")).expect("moved");
    assert_eq!(shop.sync().exits(0).number("/orders/taken"), 1);
}

/// A copy goes back into its place, but never over documents that it lacks.
#[test]
fn a_copy_is_restored_unless_documents_would_be_lost() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let desk = &shop.desk;
    let _ = shop.sync().exits(0);
    let _ = desk.run(["mirror", "backup", "old.sqlite"]).exits(0);
    let again = desk.run(["mirror", "backup", "old.sqlite", "--json"]);
    assert_eq!(again.exits(2).error().0, "mirror.backup-exists");
    desk.write("bad.csv", "sku;name\n");
    let bad = desk
        .run(["mirror", "restore", "bad.csv", "--json"])
        .exits(78);
    assert!(bad.error().1.contains(".sqlite.backups"));
    let before = desk.dump();
    shop.sandbox
        .with(|world| world.put_order(order(2, PAID, 30)));
    let _ = shop.sync().exits(0);
    let later = desk.dump();
    let refused = desk
        .run(["mirror", "restore", "old.sqlite", "--json"])
        .exits(2);
    assert_eq!(refused.error().0, "mirror.would-lose");
    assert_eq!(desk.dump(), later);
    // Gone, the mirror comes back from the copy; what was there is kept where there is something.
    std::fs::remove_file(desk.mirror()).expect("removed");
    let out = desk.run(["mirror", "restore", "old.sqlite"]).exits(0);
    assert!(out.stdout.contains("adopt"), "{out:?}");
    assert_eq!(desk.dump(), before);
    let again = desk
        .run(["mirror", "restore", "old.sqlite", "--json"])
        .exits(0);
    assert_eq!(again.number("/documents"), 1);
    let kept = copies(desk);
    let kept_first = |path: &PathBuf| path.display().to_string().contains("before-restore-");
    assert!(kept.iter().any(kept_first), "{kept:?}");
    desk.write("no.sqlite", "nothing of ours");
    let _ = desk.run(["mirror", "restore", "no.sqlite"]).exits(78);
    assert_eq!(desk.dump(), before);
}

#[test]
fn what_is_no_mirror_is_told_with_the_way_back_from_its_backups() {
    let shop = Shop::open(world([order(1, PAID, 60)]));
    let _ = shop.sync().exits(0);
    for end in ["-wal", "-shm"] {
        let mut path = shop.desk.mirror().into_os_string();
        path.push(end);
        let _ = std::fs::remove_file(path);
    }
    std::fs::write(shop.desk.mirror(), "nothing of ours").expect("written");
    let backups = folder(&shop.desk);
    let told = shop.desk.run(["orders", "list", "--json"]).exits(78);
    let (code, fix) = told.error();
    assert_eq!(code, "mirror.foreign");
    assert!(fix.contains("mirror.path"), "{fix}");
    assert!(fix.contains(backups.to_str().expect("UTF-8")), "{fix}");
    // Moved away as it says, the next command names the copy.
    std::fs::remove_file(shop.desk.mirror()).expect("removed");
    let told = shop.desk.run(["orders", "list", "--json"]).exits(78);
    assert_eq!(told.error().0, "mirror.lost");

    std::fs::write(shop.desk.mirror(), "nothing of ours").expect("written");
    std::fs::remove_dir_all(backups).expect("removed");
    let told = shop.desk.run(["orders", "list", "--json"]).exits(78);
    assert_eq!(told.error().1, "mend mirror.path in the profile");
}
