//! `orders issue ID --kind invoice --to-receipt NR`: a consumer's invoice to a receipt.

use serde_json::json;

use super::IssueArgs;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::kind::DocumentKind;
use crate::net::SystemClock;
use crate::report::{Exit, Failure, visible};
use crate::sync::documents::refusal;
use crate::sync::documents::to_receipt::to_receipt;

pub(super) fn issue(global: &Global, desk: &Desk, args: &IssueArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let receipt = args.to_receipt.as_deref().map(str::trim);
    let asked = match (args.ids.as_slice(), args.kind, receipt) {
        (&[order], Some(DocumentKind::Invoice), Some(receipt)) => Some((order, receipt)),
        _ => None,
    };
    let asked = asked.filter(|(_, receipt)| !receipt.is_empty() && visible(receipt) == *receipt);
    let Some((order, receipt)) = asked else {
        return Err(Failure::new(
            Exit::Usage,
            "orders.to-receipt",
            lang.pick(
                "fakturę do paragonu wystawia się do jednego zamówienia, z numerem paragonu",
                "an invoice to a receipt is issued for one order, with the receipt's number",
            ),
            lang.pick(
                "firmino-link orders issue ID --kind invoice --to-receipt NUMER",
                "firmino-link orders issue ID --kind invoice --to-receipt NUMBER",
            ),
        ));
    };
    let settings = desk.settings()?;
    let mut mirror = desk.mirror()?;
    let done = to_receipt(&settings, &mut mirror, &SystemClock, order, receipt)
        .map_err(|refused| refusal::failure(lang, &refused))?;
    let warning = done.late.map(|last| {
        lang.pick(
            format!("uwaga: nabywca mógł żądać faktury do {last} (art. 106b ust. 3); po tym dniu nie trzeba jej wystawiać"),
            format!("note: the buyer could ask for the invoice until {last} (art. 106b ust. 3); after that day none has to be issued"),
        )
    });
    if let Some(warning) = &warning {
        show::err(warning);
    }
    if global.json {
        let warnings: Vec<_> = warning.into_iter().collect();
        let issued =
            json!([{"order": order, "number": done.number, "problems": [], "warnings": warnings}]);
        show::out(&json!({"schema": 1, "issued": issued}).to_string());
    } else {
        show::out(&lang.pick(
            format!("{order}: {} (do paragonu {receipt})", done.number),
            format!("{order}: {} (to the receipt {receipt})", done.number),
        ));
    }
    Ok(Exit::Done)
}
