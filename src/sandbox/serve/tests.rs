//! Options become a world.

use super::ServeOptions;
use crate::sandbox::ClockSource;

#[test]
fn options_override_the_scenario() {
    let options = ServeOptions {
        now: Some(1_795_000_000),
        quirks: Some(3),
        unknowns: Some(2),
        rate: Some(5),
        block: Some(2),
        faults: vec!["1=hang".parse().unwrap()],
        ..ServeOptions::default()
    };
    let (world, clock) = options.world().unwrap();
    assert_eq!(world.orders().count(), 40);
    let limit = world.limit.unwrap();
    assert_eq!((limit.calls, limit.window, limit.block), (5, 60, 2));
    assert_eq!((world.quirks, clock), (Some(3), ClockSource::FromWorld));
    assert_eq!(world.fault_rules().len(), 1);
    let unlimited = ServeOptions {
        rate: Some(0),
        ..ServeOptions::default()
    };
    let (world, clock) = unlimited.world().unwrap();
    assert_eq!((world.limit, clock), (None, ClockSource::Real));
}

#[test]
fn a_world_file_is_read_and_mistakes_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.json");
    std::fs::write(&path, r#"{"now": 1000, "orders": [{"order_id": 4}]}"#).unwrap();
    let options = ServeOptions {
        world_file: Some(path.clone()),
        ..ServeOptions::default()
    };
    let (world, clock) = options.world().unwrap();
    assert_eq!(
        (world.now(), world.orders().count(), clock),
        (1000, 1, ClockSource::FromWorld)
    );
    std::fs::write(&path, "{").unwrap();
    assert!(
        options
            .world()
            .unwrap_err()
            .to_string()
            .contains("world.json")
    );
    let unknown = ServeOptions {
        scenario: "x".into(),
        ..ServeOptions::default()
    };
    assert!(
        unknown
            .world()
            .unwrap_err()
            .to_string()
            .contains("`demo-shop`")
    );
}
