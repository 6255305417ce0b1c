use super::*;

const RETURNS: &str = include_str!("returns.json");

fn returns(body: &str) -> Result<Vec<OrderReturn>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_order_returns(&ReturnsFilter::default()),
    )
}

fn text(decimal: &wire::Decimal) -> Option<String> {
    decimal.known().map(ToString::to_string)
}

#[test]
fn the_sample_of_get_order_returns_reads_whole() {
    let returns = returns(RETURNS).expect("returns");
    let [first] = &returns[..] else {
        panic!("one return: {returns:?}")
    };
    assert_eq!(
        (first.id, first.order_id, first.date_add),
        (1022, Some(70010021), Some(1788100000))
    );
    assert_eq!(first.status_id, wire::Int::Known(1006));
    assert_eq!(first.fulfillment, Fulfillment::Active);
    assert_eq!(text(&first.refunded).as_deref(), Some("39.99"));
    assert_eq!(first.currency.text(), "PLN");
    let line = &first.products[0];
    assert_eq!(
        (line.order_return_product_id.known(), line.quantity.known()),
        (Some(&2216), Some(&1))
    );
    assert_eq!(
        (line.product_id.text(), line.name.text(), line.sku.text()),
        ("560012", "Kubek 300 ml", "KUB-300")
    );
    assert_eq!(text(&line.price_brutto).as_deref(), Some("39.99"));
    assert_eq!(text(&line.tax_rate).as_deref(), Some("23"));
}

#[test]
fn quirks_of_returns_change_nothing() {
    let quirky = RETURNS
        .replace("\"return_id\":1022", "\"return_id\":\"1022\"")
        .replace("\"order_id\":70010021", "\"order_id\":70010021.0")
        .replace("\"status_id\":1006", "\"status_id\":\"1006\"")
        .replace("\"refunded\":\"39.99\"", "\"refunded\":39.99")
        .replace("\"price_brutto\":39.99", "\"price_brutto\":\"39.99\"")
        .replace("\"product_id\":\"560012\"", "\"product_id\":560012")
        .replace("\"quantity\":1", "\"quantity\":\"1\"")
        .replace("\"fulfillment_status\":0", "\"fulfillment_status\":\"0\"")
        .replace("\"custom_extra_fields\":\"\"", "\"brand_new\":[]");
    assert_eq!(
        returns(&quirky).expect("returns"),
        returns(RETURNS).expect("returns")
    );
    for empty in ["[]", "{}", "\"\""] {
        let body = format!("{{\"status\":\"SUCCESS\",\"returns\":{empty}}}");
        assert_eq!(returns(&body).expect("none"), []);
        let body = format!(
            "{{\"status\":\"SUCCESS\",\"returns\":[{{\"return_id\":1,\"products\":{empty}}}]}}"
        );
        assert_eq!(returns(&body).expect("one")[0].products, []);
    }
}

#[test]
fn an_unheard_of_fulfillment_is_none_of_the_known_ones() {
    let fulfillment = |value: &str| {
        let body = RETURNS.replace(
            "\"fulfillment_status\":0",
            &format!("\"fulfillment_status\":{value}"),
        );
        returns(&body).expect("returns")[0].fulfillment.clone()
    };
    let other = |text: &str| Fulfillment::Other(text.to_owned());
    assert_eq!(fulfillment("5"), Fulfillment::Accepted);
    assert_eq!(fulfillment("\"1\""), Fulfillment::Done);
    assert_eq!(fulfillment("2"), Fulfillment::Cancelled);
    assert_eq!(fulfillment("3"), other("3"));
    assert_eq!(fulfillment("\"done\""), other("\"done\""));
    assert_eq!(fulfillment("null"), other(""), "nothing is not active");
}

#[test]
fn an_odd_amount_holds_its_return_not_the_page() {
    let odd = RETURNS
        .replace("\"refunded\":\"39.99\"", "\"refunded\":\"39,99\"")
        .replace("\"status_id\":1006", "\"status_id\":[]");
    let returns = returns(&odd).expect("returns");
    assert_eq!(returns[0].refunded.odd(), Some("\"39,99\""));
    assert_eq!(returns[0].status_id.odd(), Some("[]"));
}

#[test]
fn a_wrong_shape_is_never_no_returns() {
    let one = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"returns\":[{{{fields}}}]}}");
    for body in [
        "{\"status\":\"SUCCESS\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"returns\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"returns\":[7]}".to_owned(),
        one(""),
        one("\"return_id\":-1"),
        one("\"return_id\":1,\"order_id\":\"x\""),
        one("\"return_id\":1,\"date_add\":\"today\""),
        one("\"return_id\":1,\"products\":7"),
        one("\"return_id\":1,\"products\":[7]"),
    ] {
        let error = returns(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        let told = error.to_string();
        assert!(told.starts_with("getOrderReturns: "), "{told}");
    }
}

#[test]
fn returns_are_asked_for_under_the_names_of_the_api() {
    let filter = ReturnsFilter {
        order_id: Some(1),
        return_id: Some(2),
        date_from: Some(3),
        id_from: Some(4),
    };
    assert_eq!(
        parameters(&filter),
        "{\"order_id\":1,\"return_id\":2,\"date_from\":3,\"id_from\":4}"
    );
    assert_eq!(parameters(&ReturnsFilter::default()), "{}");
}
