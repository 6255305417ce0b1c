use super::*;

fn failure() -> MirrorError {
    MirrorError::Content("one order is odd".into())
}

#[test]
fn a_failed_savepoint_takes_nothing_else_back() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let done: Result<()> = mirror.write(|mirror| {
        mirror.set_issued_before(5)?;
        let one: Result<()> = mirror.savepoint(|mirror| {
            mirror.set_issued_before(9)?;
            Err(failure())
        });
        assert!(matches!(one, Err(MirrorError::Content(_))));
        Ok(())
    });
    done.unwrap();
    assert_eq!(mirror.issued_before().unwrap(), 5);
}

#[test]
fn an_older_book_is_told_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sqlite");
    let missing = Mirror::is_current(&path);
    assert!(matches!(missing, Err(MirrorError::Missing { .. })));
    let book = Mirror::open_or_create(&path, 0).unwrap();
    assert!(Mirror::is_current(&path).unwrap());
    book.db.pragma_update(None, "user_version", 6).unwrap();
    drop(book);
    let before = std::fs::read(&path).unwrap();
    assert!(!Mirror::is_current(&path).unwrap());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_transaction_that_sqlite_gave_up_does_not_go_on() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let done: Result<()> = mirror.write(|mirror| {
        let one: Result<()> = mirror.savepoint(|mirror| {
            // As SQLite itself does on a full disk.
            mirror.db.execute_batch("ROLLBACK")?;
            Err(failure())
        });
        assert!(matches!(one, Err(MirrorError::Content(_))));
        mirror.savepoint(|mirror| mirror.set_issued_before(9))
    });
    assert!(matches!(done, Err(MirrorError::Full(_))), "{done:?}");
    assert_eq!(mirror.issued_before().unwrap(), 0);
}

#[test]
fn a_planted_trigger_is_found_whatever_its_name() {
    for name in ["evil", "sqlitexevil", "sqlite-evil"] {
        let mirror = Mirror::in_memory(0).unwrap();
        let plant =
            format!("CREATE TRIGGER \"{name}\" AFTER INSERT ON orders BEGIN DELETE FROM meta; END");
        mirror.db.execute_batch(&plant).unwrap();
        let checked = mirror.check_shape(Path::new("planted.sqlite"));
        let found = matches!(&checked, Err(MirrorError::Planted { what, .. }) if what == name);
        assert!(found, "{checked:?}");
    }
}

/// Litestream's two tables are no reason to refuse a book; anything else of those names, or on them, is.
#[test]
fn a_replicated_book_is_still_a_book() {
    let replicated = || {
        let mirror = Mirror::in_memory(0).unwrap();
        mirror
            .db
            .execute_batch(
                "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
                 CREATE TABLE _litestream_lock (id INTEGER);",
            )
            .unwrap();
        mirror
    };
    let path = Path::new("book.sqlite");
    replicated().check_shape(path).unwrap();
    for planted in [
        "CREATE TRIGGER _litestream AFTER INSERT ON _litestream_seq BEGIN DELETE FROM meta; END",
        "DROP TABLE _litestream_lock; CREATE VIEW _litestream_lock AS SELECT 1",
        "DROP TABLE _litestream_lock; CREATE TABLE _litestream_other (id)",
    ] {
        let mirror = replicated();
        mirror.db.execute_batch(planted).unwrap();
        let checked = mirror.check_shape(path);
        let found = matches!(&checked, Err(MirrorError::Planted { .. }));
        assert!(found, "{planted}: {checked:?}");
    }
}

/// A book as the first version made it, with one card that knows its price and one that does not.
fn first_version(path: &Path) {
    let db = Connection::open(path).unwrap();
    db.execute_batch(STEPS[0]).unwrap();
    db.execute_batch(
        "INSERT INTO cards (name, name_key, unit, rate_from, price, origin, made_at)
         VALUES ('Kubek', 'Kubek', 'szt.', 'order', 3999, 'order', 1), ('Pled', 'Pled', 'szt.', 'order', NULL, 'order', 2);",
    )
    .unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    db.pragma_update(None, "application_id", APPLICATION)
        .unwrap();
}

#[test]
fn an_older_book_is_copied_and_then_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.sqlite");
    first_version(&path);
    let mirror = Mirror::open(&path).unwrap();
    let cards: Vec<(Option<i64>, Option<String>, Option<i64>)> = mirror
        .db
        .prepare("SELECT price, price_from, price_net FROM cards ORDER BY id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let order = Some("order".to_owned());
    assert_eq!(cards, [(Some(3999), order, None), (None, None, None)]);
    let label = format!("before-schema-{SCHEMA}.sqlite");
    let copy = Connection::open(backup::folder(&path).join(label)).unwrap();
    let version: i64 = copy
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
    drop(mirror);
    // The second time there is nothing to do, and the shape is that of a new book.
    let mirror = Mirror::open(&path).unwrap();
    assert!(Shape::of(&mirror.db).unwrap().is_known());
}

#[test]
fn a_rehearsal_on_an_older_book_leaves_it_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.sqlite");
    first_version(&path);
    let copy = Mirror::rehearsal(&path).unwrap();
    copy.db
        .query_row("SELECT weight FROM cards", [], |_| Ok(()))
        .unwrap();
    let db = Connection::open(&path).unwrap();
    let version: i64 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 1);
    assert!(!backup::folder(&path).exists());
}
