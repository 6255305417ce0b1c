use super::*;

#[test]
fn the_sample_of_get_orders_reads_whole() {
    let orders = orders(ORDERS).expect("orders");
    let raw = &orders[0];
    assert_eq!(
        (raw.id, raw.date_add, raw.date_confirmed),
        (70010021, Some(1788000100), Some(1788000300))
    );
    assert_eq!((raw.status_id, raw.confirmed), (Some(51001), Some(true)));
    let order = raw.parse().expect("an order");
    assert_eq!(order.invoice_nip.text(), "PL 123-456-32-18");
    assert_eq!(
        order
            .delivery_price
            .known()
            .map(ToString::to_string)
            .as_deref(),
        Some("14.99")
    );
    assert_eq!(order.want_invoice, wire::Flag::Known(true));
    assert_eq!(order.payment_method_cod, wire::Flag::Known(false));
    assert_eq!(order.delivery_point_id, wire::Text::Absent);
    let line = &order.products[0];
    assert_eq!(
        (
            line.product_id.text(),
            line.quantity.known(),
            line.warehouse_id.known()
        ),
        ("560012", Some(&3), Some(&8801))
    );
    assert_eq!(RawOrder::from_json(&raw.json), Ok(raw.clone()));
}

#[test]
fn the_other_samples_read_whole() {
    let statuses = statuses(STATUSES).expect("statuses");
    assert_eq!(
        statuses[1],
        OrderStatus {
            id: 51002,
            name: "Anulowane".to_owned()
        }
    );

    let sources = with_account(
        |script| script.body(SOURCES),
        |account, _, _| account.get_order_sources(),
    )
    .expect("sources");
    let allegro = OrderSource {
        kind: "allegro".to_owned(),
        id: 4021,
        name: "Konto A".to_owned(),
    };
    assert_eq!((sources.len(), &sources[2]), (3, &allegro));

    let inventories = with_account(
        |script| script.body(INVENTORIES),
        |account, _, _| account.get_inventories(),
    )
    .expect("inventories");
    assert_eq!(
        (inventories[0].id, inventories[0].reservations),
        (3101, Some(true))
    );
    assert_eq!(
        inventories[0].warehouses,
        ["bl_8801", "bl_8802", "shop_2334"]
    );
    assert_eq!(inventories[0].price_groups, [4401]);

    let warehouses = with_account(
        |script| script.body(WAREHOUSES),
        |account, _, _| account.get_inventory_warehouses(),
    );
    let keys: Vec<_> = warehouses
        .expect("warehouses")
        .iter()
        .map(Warehouse::key)
        .collect();
    assert_eq!(keys, ["bl_8801", "shop_2334"]);

    let groups = with_account(
        |script| script.body(PRICE_GROUPS),
        |account, _, _| account.get_inventory_price_groups(),
    );
    let detail = PriceGroup {
        id: 4401,
        name: "Detal".to_owned(),
        currency: "PLN".to_owned(),
        is_default: Some(true),
        computed_from: None,
    };
    assert_eq!(groups.expect("price groups"), [detail]);
}

#[test]
fn quirks_change_nothing() {
    let quirky = ORDERS
        .replace("\"order_id\":70010021", "\"order_id\":\"70010021\"")
        .replace("\"order_status_id\":51001", "\"order_status_id\":\"51001\"")
        .replace("\"confirmed\":true", "\"confirmed\":\"1\"")
        .replace(
            "\"date_confirmed\":1788000300",
            "\"date_confirmed\":\"1788000300\"",
        )
        .replace("\"payment_done\":134.96", "\"payment_done\":\"134.96\"")
        .replace("\"price_brutto\":39.99", "\"price_brutto\":\"39.99\"")
        .replace("\"quantity\":3", "\"quantity\":\"3.0\"")
        .replace("\"product_id\":\"560012\"", "\"product_id\":560012")
        .replace("\"delivery_point_id\":\"\"", "\"delivery_point_id\":null")
        .replace(
            "\"want_invoice\":\"1\"",
            "\"want_invoice\":1,\"custom_extra_fields\":null,\"brand_new\":{\"a\":[]}",
        );
    let (plain, quirky) = (
        orders(ORDERS).expect("orders"),
        orders(&quirky).expect("orders"),
    );
    assert_eq!(quirky[0].parse(), plain[0].parse());
    assert_eq!(
        (quirky[0].id, quirky[0].date_confirmed),
        (plain[0].id, plain[0].date_confirmed)
    );

    assert_eq!(
        orders("{\"status\":\"SUCCESS\",\"orders\":[]}").expect("none"),
        []
    );
    assert_eq!(
        orders("\u{feff}{\"status\":\"SUCCESS\",\"orders\":\"\"}\n").expect("none"),
        []
    );
    let sources = with_account(
        |script| {
            script.body(
                "{\"status\":\"SUCCESS\",\"sources\":{\"personal\":[\"Osobiście\"],\"shop\":[]}}",
            )
        },
        |account, _, _| account.get_order_sources(),
    );
    assert_eq!(
        sources.expect("sources"),
        [OrderSource {
            kind: "personal".to_owned(),
            id: 0,
            name: "Osobiście".to_owned()
        }]
    );
}

#[test]
fn an_odd_field_holds_its_order_not_the_page() {
    let odd = ORDERS
        .replace("\"price_brutto\":39.99", "\"price_brutto\":\"39,99\"")
        .replace("\"Łódź\"", "\"\\ud800\"");
    let order = orders(&odd).expect("a page")[0].parse().expect("an order");
    assert_eq!(order.products[0].price_brutto.odd(), Some("\"39,99\""));
    assert_eq!(order.delivery_city.odd(), Some("\"\\ud800\""));

    let mut bytes = ORDERS.as_bytes().to_vec();
    let place = ORDERS.find("Kubek").expect("there");
    bytes[place] = 0xff;
    let response = Response {
        status: 200,
        date: None,
        retry_after: None,
        body: bytes,
    };
    let orders = with_account(
        |script| script.then(Duration::ZERO, Ok(response)),
        |account, _, _| account.get_orders(&OrdersFilter::default()),
    );
    assert_eq!(
        orders.expect("a page")[0]
            .parse()
            .expect("an order")
            .products[0]
            .name
            .text(),
        "\u{fffd}ubek 300 ml"
    );
}

#[test]
fn a_wrong_shape_is_never_an_empty_list() {
    let order = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"orders\":[{{{fields}}}]}}");
    for body in [
        "[]".to_owned(),
        "\"SUCCESS\"".to_owned(),
        "{}".to_owned(),
        "{\"status\":\"SUCCESS\"}".to_owned(),
        "{\"orders\":[]}".to_owned(),
        "{\"status\":\"PENDING\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":\"[{\\\"order_id\\\":1\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[7]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[[]]}".to_owned(),
        order(""),
        order("\"order_id\":0"),
        order("\"order_id\":\"x\""),
        order("\"order_id\":1,\"date_confirmed\":\"today\""),
        order("\"order_id\":1,\"date_add\":1.5"),
        order("\"order_id\":1,\"products\":7"),
        order("\"order_id\":1,\"products\":\"[{\\\"name\\\"\""),
        order("\"order_id\":1,\"products\":[[]]"),
    ] {
        let error = orders(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        assert!(error.to_string().starts_with("getOrders: "), "{error}");
    }
    assert_eq!(
        orders(&order("\"order_id\":1,\"products\":\"\"")).expect("an order")[0].date_add,
        None
    );
}

#[test]
fn a_reply_cut_anywhere_is_seen_to_be_cut() {
    let body = ORDERS.trim_end();
    for end in (0..body.len()).filter(|end| body.is_char_boundary(*end)) {
        assert!(
            matches!(
                reply::Reply::parse(&body[..end]),
                Err(reply::Unreadable::Broken)
            ),
            "{end}"
        );
    }
}

#[test]
fn depth_is_no_danger() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let ignored = ORDERS.replace("\"orders\":", &format!("\"deep\":{deep},\"orders\":"));
    assert_eq!(orders(&ignored).expect("orders").len(), 1);
    let odd = ORDERS.replace("\"currency\":\"PLN\"", &format!("\"currency\":{deep}"));
    assert!(
        orders(&odd).expect("orders")[0]
            .parse()
            .expect("an order")
            .currency
            .odd()
            .is_some()
    );
    let wrong = ORDERS.replace("\"products\":[", &format!("\"products\":[{deep},"));
    assert!(matches!(orders(&wrong), Err(ApiError::WrongShape { .. })));
}

#[test]
fn a_page_asked_for_by_date_has_dates() {
    let body = "{\"status\":\"SUCCESS\",\"orders\":[{\"order_id\":1,\"date_confirmed\":0}]}";
    let filter = OrdersFilter {
        date_confirmed_from: Some(1),
        ..OrdersFilter::default()
    };
    let error = with_account(
        |script| script.body(body),
        |account, _, _| account.get_orders(&filter),
    );
    assert!(matches!(error, Err(ApiError::WrongShape { .. })));
}

#[test]
fn filters_travel_under_the_names_of_the_api() {
    let filter = OrdersFilter {
        date_confirmed_from: Some(5),
        id_from: Some(7),
        status_id: Some(9),
        source: Some(SourceFilter {
            kind: "shop".to_owned(),
            id: Some(0),
        }),
        ..OrdersFilter::default()
    };
    assert_eq!(
        parameters(&filter),
        "{\"date_confirmed_from\":5,\"id_from\":7,\"status_id\":9,\"filter_order_source\":\"shop\",\"filter_order_source_id\":0}"
    );
    assert_eq!(parameters(&OrdersFilter::default()), "{}");
}

#[test]
fn one_order_is_found_or_gone() {
    let found = with_account(
        |script| script.body(ORDERS),
        |account, _, _| account.get_order(70010021),
    )
    .expect("a reply");
    assert_eq!(found.map(|order| order.id), Some(70010021));
    let gone = with_account(
        |script| script.body(ORDERS),
        |account, _, _| account.get_order(1),
    )
    .expect("a reply");
    assert_eq!(gone, None);
}
