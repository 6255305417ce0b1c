use super::*;
use crate::baselinker::payments::GetOrderPaymentsHistory;

const PAYMENTS: &str = include_str!("payments.json");

fn payments(body: &str) -> Result<Vec<Payment>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_order_payments(70010021),
    )
}

fn money(text: &str) -> wire::Decimal {
    wire::Decimal::Known(text.parse().expect("a decimal"))
}

#[test]
fn the_sample_of_get_order_payments_history_reads_whole() {
    let payments = payments(PAYMENTS).expect("payments");
    let payment = Payment {
        paid_before: money("0.00"),
        paid_after: money("134.96"),
        total_price: money("134.96"),
        date: wire::Int::Known(1788000290),
        currency: wire::Text::Known("PLN".to_owned()),
    };
    assert_eq!(payments, [payment]);
}

#[test]
fn quirks_of_payments_change_nothing() {
    let quirky = PAYMENTS
        .replace("\"paid_before\":\"0.00\"", "\"paid_before\":0")
        .replace("\"paid_after\":\"134.96\"", "\"paid_after\":134.96")
        .replace("\"date\":\"1788000290\"", "\"date\":1788000290")
        .replace("\"comment\":\"\"", "\"brand_new\":{}");
    assert_eq!(
        payments(&quirky).expect("payments"),
        payments(PAYMENTS).expect("payments")
    );
    for empty in ["[]", "{}", "\"\""] {
        let body = format!("{{\"status\":\"SUCCESS\",\"payments\":{empty}}}");
        assert_eq!(payments(&body).expect("none"), []);
    }
}

#[test]
fn an_odd_amount_is_not_zero() {
    let odd = PAYMENTS
        .replace("\"paid_after\":\"134.96\"", "\"paid_after\":\"134,96\"")
        .replace("\"date\":\"1788000290\"", "\"date\":\"today\"");
    let payments = payments(&odd).expect("payments");
    assert_eq!(payments[0].paid_after.odd(), Some("\"134,96\""));
    assert_eq!(payments[0].date.odd(), Some("\"today\""));
}

#[test]
fn a_wrong_shape_is_never_no_payments() {
    for body in [
        "{\"status\":\"SUCCESS\"}",
        "{\"status\":\"SUCCESS\",\"orders\":[]}",
        "{\"status\":\"SUCCESS\",\"payments\":7}",
        "{\"status\":\"SUCCESS\",\"payments\":[7]}",
    ] {
        let error = payments(body).expect_err(body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
    }
}

#[test]
fn the_whole_history_is_asked_for() {
    let method = GetOrderPaymentsHistory {
        order_id: 5,
        show_full_history: true,
    };
    assert_eq!(
        parameters(&method),
        "{\"order_id\":5,\"show_full_history\":true}"
    );
}
