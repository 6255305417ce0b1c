use super::*;

fn order() -> Order {
    let json = serde_json::json!({
        "id": 1, "identity": {"date_add": 5, "source": "shop", "source_id": 1, "external": ""}, "status": 1,
        "confirmed_at": 100, "currency": "EUR", "payment_method": "", "cash_on_delivery": false, "paid": null,
        "email": "", "phone": "", "delivery": {"name": "Anna Próbna", "company": "", "street": "Krótka 3",
        "postcode": "90-001", "city": "", "country": ""}, "delivery_method": "", "delivery_price": "0",
        "invoice": {"name": "", "company": "", "street": "", "postcode": "", "city": "", "country": ""},
        "tax_id": "123", "want_invoice": false, "lines": [{"id": 900, "product": null, "name": "Kubek", "sku": "K",
        "ean": "", "price": "1", "rate": "0", "quantity": 1, "warehouse": null}], "odd": []
    });
    serde_json::from_value(json).unwrap()
}

fn edited(order: &Order, sets: &[(&str, &str)]) -> Edits {
    let mut edits = Edits::default();
    for (key, value) in sets {
        let key = Key::of(key, order).unwrap();
        edits.set(order, key, value).unwrap();
    }
    edits
}

#[test]
fn corrections_change_the_order_and_what_was_stays() {
    let seen = order();
    let edits = edited(
        &seen,
        &[
            ("city", " Łódź "),
            ("nip", "1234563218"),
            ("country", "pl"),
            ("vat:1", "23"),
            ("kind", "invoice"),
            ("currency_rate", "4,3021"),
            ("card:900", "7"),
        ],
    );
    let Corrected {
        order,
        said,
        overtaken,
    } = edits.apply(&seen);
    assert_eq!(overtaken, []);
    assert_eq!(order.invoice.city, "Łódź");
    assert_eq!(order.invoice.street, "Krótka 3");
    assert_eq!(
        (
            order.invoice.country.as_str(),
            order.delivery.country.as_str()
        ),
        ("PL", "PL")
    );
    assert_eq!(order.tax_id, "1234563218");
    assert_eq!(order.lines[0].rate, Some(Decimal::from(23)));
    assert_eq!(said.kind, Some(DocumentKind::Invoice));
    assert_eq!(said.rate, Some(Decimal::new(43021, 4)));
    assert_eq!(said.cards, BTreeMap::from([(900, 7)]));
    assert_eq!(edits.0[&Key::Nip].was, "123");
    let text = serde_json::to_string(&edits).unwrap();
    assert!(text.contains("\"vat:900\""), "{text}");
    assert_eq!(serde_json::from_str::<Edits>(&text).unwrap(), edits);
}

#[test]
fn a_field_that_changes_in_baselinker_wins_and_the_others_stand() {
    let seen = order();
    let edits = edited(&seen, &[("city", "Łódź"), ("nip", "1234563218")]);
    let later = Order {
        tax_id: "1111111111".to_owned(),
        ..seen
    };
    let corrected = edits.apply(&later);
    assert_eq!(corrected.order.tax_id, "1111111111");
    assert_eq!(corrected.order.invoice.city, "Łódź");
    let [lost] = corrected.overtaken.as_slice() else {
        panic!("{corrected:?}");
    };
    assert_eq!((lost.key, lost.now.as_str()), (Key::Nip, "1111111111"));
    assert_eq!(edits.standing(&later).0.len(), 1);
}

#[test]
fn nonsense_is_refused() {
    let seen = order();
    for word in ["colour", "vat", "vat:2", "vat:x", "price:1", ""] {
        assert!(Key::of(word, &seen).is_err(), "{word}");
    }
    let mut home = order();
    home.delivery.country = "PL".to_owned();
    for (key, value, fits) in [
        ("nip", "123", false),
        ("nip", "PL 1234563219", false),
        ("nip", "123-456-32-18", true),
        ("nip", "DE811907980", true),
        ("nip", "", true),
        ("vat:1", "24", false),
        ("vat:1", "8", true),
        ("vat:1", "zw", true),
    ] {
        let key = Key::of(key, &home).unwrap();
        let set = |order: &Order| Edits::default().set(order, key, value).is_ok();
        assert_eq!(set(&home), fits, "{value}");
        assert!(set(&seen), "{value}: abroad other rules hold");
    }
    for (key, value) in [
        ("country", "Polska"),
        ("kind", "Faktura"),
        ("currency_rate", "0"),
        ("currency_rate", "-1"),
        ("vat:1", "dwadzieścia"),
        ("contractor", "Anna"),
        ("name", "…"),
        ("nip", " … "),
    ] {
        let key = Key::of(key, &seen).unwrap();
        assert!(Edits::default().set(&seen, key, value).is_err(), "{value}");
    }
}
