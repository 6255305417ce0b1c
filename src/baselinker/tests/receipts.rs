use super::*;

const RECEIPTS: &str = include_str!("receipts.json");

fn receipts(body: &str) -> Result<Vec<Receipt>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_receipts(&ReceiptsFilter::default()),
    )
}

#[test]
fn the_sample_of_get_receipts_reads_whole() {
    let receipts = receipts(RECEIPTS).expect("receipts");
    let first = Receipt {
        id: 15501,
        order_id: Some(70010021),
        series_id: Some(61178),
        number: wire::Text::Known("123/11/2026".to_owned()),
        date_add: Some(1788000100),
        nip: wire::Text::Absent,
    };
    assert_eq!((receipts.len(), &receipts[0]), (2, &first));
    assert_eq!(receipts[1].nip.text(), "PL 123-456-32-18");
}

#[test]
fn quirks_of_receipts_change_nothing() {
    let quirky = RECEIPTS
        .replace("\"receipt_id\":15501", "\"receipt_id\":\"15501\"")
        .replace("\"series_id\":61178", "\"series_id\":61178.0")
        .replace("\"order_id\":70010021", "\"order_id\":\"70010021\"")
        .replace("\"date_add\":1788000100", "\"date_add\":\"1788000100\"")
        .replace("\"nip\":\"\",", "\"brand_new\":{\"a\":[]},")
        .replace("\"products\":[]", "\"products\":\"\"");
    assert_eq!(
        receipts(&quirky).expect("receipts"),
        receipts(RECEIPTS).expect("receipts")
    );
    for none in ["0", "\"0\"", "-1", "\"\"", "null"] {
        let without = RECEIPTS.replace("\"order_id\":70010022", &format!("\"order_id\":{none}"));
        let receipts = receipts(&without).expect("receipts");
        assert_eq!(receipts[1].order_id, None, "{none}");
    }
    for empty in ["[]", "{}", "\"\""] {
        let body = format!("{{\"status\":\"SUCCESS\",\"receipts\":{empty}}}");
        assert_eq!(receipts(&body).expect("none"), []);
    }
}

#[test]
fn an_odd_tax_number_is_not_none() {
    let odd = RECEIPTS.replace("\"nip\":\"\"", "\"nip\":{\"nr\":1}");
    let receipts = receipts(&odd).expect("receipts");
    assert_eq!(receipts[0].nip.odd(), Some("{\"nr\":1}"));
}

#[test]
fn a_wrong_shape_is_never_no_receipts() {
    let receipt = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"receipts\":[{{{fields}}}]}}");
    for body in [
        "[]".to_owned(),
        "{\"status\":\"SUCCESS\"}".to_owned(),
        // The key of getNewReceipts.
        "{\"status\":\"SUCCESS\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"receipts\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"receipts\":[7]}".to_owned(),
        receipt(""),
        receipt("\"receipt_id\":0"),
        receipt("\"receipt_id\":\"x\""),
        receipt("\"receipt_id\":1,\"order_id\":\"x\""),
        receipt("\"receipt_id\":1,\"order_id\":[7]"),
        receipt("\"receipt_id\":1,\"series_id\":true"),
        receipt("\"receipt_id\":1,\"date_add\":\"today\""),
    ] {
        let error = receipts(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        assert!(error.to_string().starts_with("getReceipts: "), "{error}");
    }
}

#[test]
fn receipts_are_asked_for_under_the_names_of_the_api() {
    let filter = ReceiptsFilter {
        id_from: Some(1),
        date_from: Some(2),
        series_id: Some(3),
    };
    assert_eq!(
        parameters(&filter),
        "{\"id_from\":1,\"date_from\":2,\"series_id\":3}"
    );
    assert_eq!(parameters(&ReceiptsFilter::default()), "{}");
}
