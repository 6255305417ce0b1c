use proptest::prelude::*;

use super::*;

fn name(value: &str) -> Goods {
    Goods::default().with(Part::Name, value)
}

#[test]
fn who_changed_what() {
    let rows = [
        ("a", "a", "a", None),
        ("a", "b", "a", Some(Changed::Here)),
        ("a", "a", "b", Some(Changed::There)),
        ("a", "b", "b", None),
        ("a", "b", "c", Some(Changed::Both)),
        ("", "b", "c", Some(Changed::Both)),
        ("", "", "c", Some(Changed::There)),
        ("", "b", "", Some(Changed::Here)),
        // Gone on one side is unknown there, not emptied.
        ("a", "", "a", Some(Changed::There)),
        ("a", "a", "", Some(Changed::Here)),
    ];
    for (last, here, there, expected) in rows {
        let found = differing(Some(&name(last)), &name(here), &name(there));
        let changed = found.first().map(|differing| differing.changed);
        assert_eq!(changed, expected, "{last:?} {here:?} {there:?}");
    }
    let never = differing(None, &name("b"), &name("c"));
    assert_eq!(never[0].changed, Changed::Both);
}

proptest! {
    #[test]
    fn equal_sides_never_differ_and_a_part_is_told_once(values in proptest::collection::btree_map(0..10usize, "[ab]{0,2}", 0..10)) {
        let goods = values.into_iter().fold(Goods::default(), |goods, (at, value)| goods.with(Part::ALL[at], value));
        prop_assert_eq!(differing(None, &goods, &goods), vec![]);
        let found = differing(Some(&goods), &goods, &Goods::default());
        prop_assert!(found.iter().all(|one| one.changed == Changed::Here));
        prop_assert_eq!(found.len(), goods.0.len());
    }
}
