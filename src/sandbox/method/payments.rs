//! `getOrderPaymentsHistory` and `setOrderPayment`.

use super::write_orders::{known_order, success};
use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::payment::Payment;
use crate::sandbox::unknowns::MissingOrder;

/// Width of comment and external id in characters.
const WIDTH: usize = 30;

/// Without `show_full_history` only those with an external payment id.
pub(super) fn history(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = match known_order(world, parameters) {
        Err(error) if world.unknowns().missing_order == MissingOrder::Error => return Err(error),
        // No order has the id 0.
        known => known.unwrap_or(0),
    };
    let whole = parameters.flag("show_full_history");
    let mut payments = world.payments(order_id);
    payments.retain(|payment| whole || !payment.external_payment_id.is_empty());
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("payments", |list| {
            for payment in &payments {
                list.record(|row| {
                    row.money_text("paid_before", payment.paid_before);
                    row.money_text("paid_after", payment.paid_after);
                    row.money_text("total_price", payment.total_price);
                    row.text_id("date", &payment.date.to_string());
                    row.text("currency", &payment.currency);
                    row.text("external_payment_id", &payment.external_payment_id);
                    row.text("comment", &payment.comment);
                });
            }
        });
    }))
}

/// `payment_done` replaces what was paid so far.
pub(super) fn set(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = known_order(world, parameters)?;
    let text = |key: &str| -> String {
        let text = parameters.text(key).unwrap_or_default();
        text.chars().take(WIDTH).collect()
    };
    world.set_payment(
        order_id,
        Payment {
            paid_after: parameters.decimal("payment_done").unwrap_or_default(),
            date: parameters.int("payment_date").unwrap_or(0).max(0),
            comment: text("payment_comment"),
            external_payment_id: text("external_payment_id"),
            ..Payment::default()
        },
    );
    Ok(success(writer))
}
