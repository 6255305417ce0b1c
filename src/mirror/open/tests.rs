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
