use super::*;

const SERIES: &str = include_str!("series.json");
const INVOICES: &str = include_str!("invoices.json");

fn series(body: &str) -> Result<Vec<InvoiceSeries>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_series(),
    )
}

fn invoices(body: &str) -> Result<Vec<Invoice>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_invoices(&InvoicesFilter::default()),
    )
}

#[test]
fn the_sample_of_get_series_reads_whole() {
    let series = series(SERIES).expect("series");
    let kinds: Vec<_> = series.iter().map(|one| (one.id, &one.kind)).collect();
    assert_eq!(
        kinds,
        [
            (15, &SeriesKind::Invoice),
            (16, &SeriesKind::Correction),
            (61178, &SeriesKind::Receipt),
        ]
    );
    assert_eq!(series[0].name, "Faktury");
    assert_eq!(series[1].format, "K %N/%M/%Y");
}

#[test]
fn an_unheard_of_kind_of_series_is_none_of_the_known_ones() {
    let body = |kind: &str| format!("{{\"status\":\"SUCCESS\",\"series\":[{{\"id\":1{kind}}}]}}");
    let kind = |text: &str| series(&body(text)).expect("series")[0].kind.clone();
    let other = |text: &str| SeriesKind::Other(text.to_owned());
    assert_eq!(kind(",\"type\":\"PROFORMA\""), other("PROFORMA"));
    assert_eq!(kind(",\"type\":\"invoice\""), other("invoice"));
    assert_eq!(kind(",\"type\":[]"), other(""));
    assert_eq!(kind(""), other(""));
}

#[test]
fn the_sample_of_get_invoices_reads_whole() {
    let invoices = invoices(INVOICES).expect("invoices");
    let first = &invoices[0];
    assert_eq!(
        (first.id, first.order_id, first.series_id, first.date_add),
        (1900001, Some(70010021), Some(15), Some(1788001000))
    );
    assert_eq!((&first.kind, first.corrects), (&InvoiceKind::Normal, None));
    assert_eq!(first.number.text(), "2/11/2026");
    assert_eq!(first.external_invoice_number.text(), "FS 12/11/2026");
    assert_eq!(first.gov_id, wire::Text::Absent);
    assert_eq!(first.invoice_nip.text(), "1234563218");
    let sum = first.total_price_brutto.known().map(ToString::to_string);
    assert_eq!(sum.as_deref(), Some("134.96"));
    let seller: Vec<&str> = first.seller.text().lines().collect();
    assert_eq!(seller[0], "Sklep Pokazowy sp. z o.o.");
    assert_eq!(seller[3], "NIP: 1111111111");
    let second = &invoices[1];
    assert_eq!(
        (&second.kind, second.corrects),
        (&InvoiceKind::Correcting, Some(1900001))
    );
    assert_eq!(second.external_invoice_number, wire::Text::Absent);
    assert_eq!(second.gov_id.text(), "1111111111-20261118-000000000001-AA");
}

#[test]
fn quirks_of_invoices_change_nothing() {
    let quirky = INVOICES
        .replace("\"invoice_id\":1900001", "\"invoice_id\":\"1900001\"")
        .replace("\"order_id\":70010021", "\"order_id\":\"70010021\"")
        .replace("\"series_id\":15", "\"series_id\":15.0")
        .replace("\"date_add\":1788001000", "\"date_add\":\"1788001000\"")
        .replace(
            "\"total_price_brutto\":134.96",
            "\"total_price_brutto\":\"134.96\"",
        )
        .replace(
            "\"correcting_to_invoice_id\":0",
            "\"correcting_to_invoice_id\":-1",
        )
        .replace("\"gov_id\":\"\",", "\"brand_new\":{\"a\":[]},")
        .replace("\"items\":[]", "\"items\":\"\"");
    assert_eq!(
        invoices(&quirky).expect("invoices"),
        invoices(INVOICES).expect("invoices")
    );
    for empty in ["[]", "{}", "\"\""] {
        let reply = |key: &str| format!("{{\"status\":\"SUCCESS\",\"{key}\":{empty}}}");
        assert_eq!(invoices(&reply("invoices")).expect("none"), []);
        assert_eq!(series(&reply("series")).expect("none"), []);
    }
}

#[test]
fn what_cannot_be_read_of_an_invoice_is_not_taken_for_nothing() {
    let odd = INVOICES.replace("\"FS 12/11/2026\"", "{\"nr\":1}");
    let odd = odd.replace("\"gov_id\":\"\"", "\"gov_id\":true");
    let invoices = invoices(&odd).expect("invoices");
    assert_eq!(
        invoices[0].external_invoice_number.odd(),
        Some("{\"nr\":1}")
    );
    assert_eq!(invoices[0].gov_id.odd(), Some("true"));
}

#[test]
fn a_wrong_shape_is_never_no_series_and_no_invoices() {
    let invoice = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"invoices\":[{{{fields}}}]}}");
    for body in [
        "[]".to_owned(),
        "{\"status\":\"SUCCESS\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"invoices\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"invoices\":\"[{\\\"invoice_id\\\":1\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"invoices\":[7]}".to_owned(),
        invoice(""),
        invoice("\"invoice_id\":0"),
        invoice("\"invoice_id\":\"x\""),
        invoice("\"invoice_id\":1,\"order_id\":\"x\""),
        invoice("\"invoice_id\":1,\"series_id\":[]"),
        invoice("\"invoice_id\":1,\"date_add\":\"today\""),
        invoice("\"invoice_id\":1,\"correcting_to_invoice_id\":true"),
    ] {
        let error = invoices(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        assert!(error.to_string().starts_with("getInvoices: "), "{error}");
    }
    for body in [
        "{\"status\":\"SUCCESS\"}",
        "{\"status\":\"SUCCESS\",\"series\":\"15\"}",
        "{\"status\":\"SUCCESS\",\"series\":[{\"name\":\"Faktury\"}]}",
        "{\"status\":\"SUCCESS\",\"series\":[{\"id\":\"x\"}]}",
    ] {
        let error = series(body).expect_err(body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
    }
}

#[test]
fn invoices_are_asked_for_under_the_names_of_the_api() {
    let filter = InvoicesFilter {
        invoice_id: Some(1),
        order_id: Some(2),
        date_from: Some(3),
        id_from: Some(4),
        series_id: Some(5),
        with_file_too: false,
        government_data: false,
    };
    assert_eq!(
        parameters(&filter),
        "{\"invoice_id\":1,\"order_id\":2,\"date_from\":3,\"id_from\":4,\"series_id\":5,\"get_external_invoices\":false}"
    );
    assert_eq!(
        parameters(&InvoicesFilter::default()),
        "{\"get_external_invoices\":true,\"get_government_data\":true}"
    );
}
