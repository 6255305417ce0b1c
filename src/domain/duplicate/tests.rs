use super::*;

/// An order of Anna Próbna: id, second of confirmation, external id, lines as (sku, pieces).
fn order(id: i64, at: i64, external: &str, lines: &[(&str, i64)]) -> Order {
    let lines: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(place, (sku, quantity))| {
            serde_json::json!({"id": id * 10 + place as i64, "product": null, "name": sku, "sku": sku, "ean": "",
                "price": "10", "rate": "23", "quantity": quantity, "warehouse": null})
        })
        .collect();
    let json = serde_json::json!({
        "id": id, "identity": {"date_add": at, "source": "shop", "source_id": 1, "external": external}, "status": 1,
        "confirmed_at": at, "currency": "PLN", "payment_method": "", "cash_on_delivery": false, "paid": null,
        "email": "", "phone": "", "delivery": {"name": "Anna Próbna", "company": "", "street": "Krótka 3",
        "postcode": "90-001", "city": "Łódź", "country": "PL"}, "delivery_method": "", "delivery_price": "0",
        "invoice": {"name": "", "company": "", "street": "", "postcode": "", "city": "", "country": ""},
        "tax_id": "", "want_invoice": false, "lines": lines, "odd": []
    });
    serde_json::from_value(json).unwrap()
}

fn done(order: Order) -> Other {
    Other {
        order,
        documented: true,
    }
}

fn open(order: Order) -> Other {
    Other {
        order,
        documented: false,
    }
}

const DAY: i64 = 24 * 3600;

#[test]
fn what_is_taken_for_one_sale() {
    let new = order(9, 5 * DAY, "A-1", &[("K", 1)]);
    type Row = (&'static str, Vec<Other>, Option<(i64, Likeness)>);
    let rows: [Row; 7] = [
        ("nothing", vec![], None),
        (
            "same external id",
            vec![done(order(1, 0, "A-1", &[("T", 4)]))],
            Some((1, Likeness::External)),
        ),
        (
            "same external id, not documented",
            vec![open(order(1, 0, "A-1", &[("T", 4)]))],
            None,
        ),
        (
            "same basket",
            vec![done(order(2, DAY, "A-2", &[("K", 1)]))],
            Some((2, Likeness::Content)),
        ),
        (
            "same basket, eight days before",
            vec![done(order(2, -3 * DAY, "A-2", &[("K", 1)]))],
            None,
        ),
        (
            "another basket",
            vec![done(order(2, DAY, "A-2", &[("K", 2)]))],
            None,
        ),
        (
            "part of one made at another second",
            vec![done(order(2, DAY, "", &[("K", 2), ("T", 1)]))],
            None,
        ),
    ];
    for (what, others, found) in rows {
        assert_eq!(find(&new, &others), found, "{what}");
    }
}

#[test]
fn a_part_split_off_a_documented_order() {
    let whole = order(1, DAY, "", &[("K", 2), ("T", 1)]);
    let part = order(9, DAY, "", &[("K", 1)]);
    assert_eq!(
        find(&part, &[done(whole.clone())]),
        Some((1, Likeness::Part))
    );
    assert_eq!(find(&part, &[open(whole)]), None);
    let beside = order(1, DAY, "", &[("T", 1)]);
    assert_eq!(find(&part, &[done(beside)]), None);
}

#[test]
fn two_orders_merged_into_a_third() {
    let merged = order(9, 3 * DAY, "", &[("K", 3), ("T", 1)]);
    let one = order(1, DAY, "A-1", &[("K", 2)]);
    let two = order(2, 2 * DAY, "A-2", &[("K", 1), ("T", 1)]);
    let both = [done(one.clone()), open(two.clone())];
    assert_eq!(find(&merged, &both), Some((1, Likeness::Merged)));
    assert_eq!(find(&merged, &[open(one.clone()), open(two)]), None);
    // One alone is a buyer who came back for more.
    assert_eq!(find(&merged, &[done(one)]), None);
}
