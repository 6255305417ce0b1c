//! Words and figures as they are printed: in Polish, whoever the buyer is.

use rust_decimal::Decimal;

use crate::domain::kind::DocumentKind;
use crate::domain::money::{Amount, UnitPrice};
use crate::domain::vat::Rate;

/// Space at which no line is broken.
pub(super) const NBSP: char = '\u{a0}';

/// The document's name.
pub(super) const fn title(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Receipt => "Paragon",
        DocumentKind::Invoice
        | DocumentKind::InvoiceWdt
        | DocumentKind::InvoiceExport
        | DocumentKind::InvoiceOss => "Faktura",
    }
}

/// What a document is not: said beside its number, and at the foot of every page.
pub(super) fn mark(kind: DocumentKind) -> Option<&'static str> {
    (kind == DocumentKind::Receipt).then_some("nie jest paragonem fiskalnym")
}

/// `23%`, `25,5%`, `zw`.
pub(super) fn rate(rate: Rate) -> String {
    match rate {
        Rate::Percent(_) => format!("{rate}%").replace('.', ","),
        Rate::Exempt | Rate::NotSubject | Rate::ReverseCharge => rate.to_string(),
    }
}

/// `1 234,56 PLN`, without a place to break it.
pub(super) fn money(amount: Amount, currency: &str) -> String {
    format!("{}{NBSP}{currency}", amount.polish())
}

/// `1 234,5678`: at least two places, at most four.
pub(super) fn price(price: UnitPrice) -> String {
    decimal(&price.to_string())
}

/// `4,2567`.
pub(super) fn exchange(rate: Decimal) -> String {
    decimal(&rate.to_string())
}

/// `1 234`.
pub(super) fn pieces(quantity: i64) -> String {
    decimal(&quantity.to_string())
}

/// A decimal text with a comma, its whole part in groups.
fn decimal(text: &str) -> String {
    let (whole, places) = match text.split_once('.') {
        Some((whole, places)) => (whole, format!(",{places}")),
        None => (text, String::new()),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(NBSP);
        }
        grouped.push(digit);
    }
    grouped + &places
}

/// How it is paid: the form in Polish, with the shop's own name of the method.
pub(super) fn payment(form: &str, method: &str) -> String {
    let form = match form {
        "transfer" => "przelew",
        "cash" => "gotówka",
        "card" => "karta",
        "cash-on-delivery" => "za pobraniem",
        own => own,
    };
    match (form.trim(), method.trim()) {
        ("", method) => method.to_owned(),
        (form, "") => form.to_owned(),
        (form, method) if form.to_lowercase() == method.to_lowercase() => method.to_owned(),
        (form, method) => format!("{form} ({method})"),
    }
}

/// An account for transfers: a Polish one in its usual groups, any other as it stands.
pub(super) fn account(account: &str) -> String {
    let plain: String = account.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = plain.strip_prefix("PL").unwrap_or(&plain);
    if digits.len() != 26 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return account.trim().to_owned();
    }
    let country = &plain[..plain.len() - digits.len()];
    let mut grouped = country.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place == 2 || (place > 2 && (place - 2).is_multiple_of(4)) {
            grouped.push(NBSP);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_as_in_poland() {
        let price = |text: &str| super::price(text.parse().unwrap());
        assert_eq!(price("1234.5"), "1\u{a0}234,50");
        assert_eq!(price("0.0125"), "0,0125");
        assert_eq!(price("-10"), "-10,00");
        assert_eq!(price("1234567.8901"), "1\u{a0}234\u{a0}567,8901");
        assert_eq!(pieces(12_000), "12\u{a0}000");
        assert_eq!(rate("25.5".parse().unwrap()), "25,5%");
        assert_eq!(rate("0".parse().unwrap()), "0%");
        assert_eq!(rate("zw".parse().unwrap()), "zw");
    }

    #[test]
    fn payment_says_form_and_method_once() {
        for (form, method, words) in [
            ("transfer", "PayU", "przelew (PayU)"),
            ("transfer", "Przelew", "Przelew"),
            ("", "Przelewy24", "Przelewy24"),
            ("cash-on-delivery", "", "za pobraniem"),
            ("bon podarunkowy", "Bon", "bon podarunkowy (Bon)"),
            ("", "", ""),
        ] {
            assert_eq!(payment(form, method), words);
        }
    }

    #[test]
    fn polish_accounts_are_grouped() {
        let grouped = "61\u{a0}1090\u{a0}1014\u{a0}0000\u{a0}0712\u{a0}1981\u{a0}2874";
        assert_eq!(account("61109010140000071219812874"), grouped);
        assert_eq!(account("61 1090 1014 0000 0712 1981 2874"), grouped);
        assert_eq!(
            account("PL61109010140000071219812874"),
            format!("PL{grouped}")
        );
        assert_eq!(account(" DE89 3704 "), "DE89 3704");
        assert_eq!(account(""), "");
    }
}
