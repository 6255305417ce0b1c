mod golden;
mod model;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::country::Country;
use crate::domain::tax_id::{TaxId, classify};

const NIP: &str = "PL 123-456-32-18";
const WRONG: &str = "1234567890";

fn input<'a>() -> KindInput<'a> {
    KindInput {
        choice: Choice::Automatic,
        default: DefaultDocument::Receipt,
        warehouses: &[],
        delivery: Some(Country::PL),
        invoice: None,
        tax_id: "",
        want_invoice: false,
        company: false,
        vat_eu: false,
        oss: None,
        day: date(2026, 11, 23),
    }
}

/// `kind reason` of a decision, or the code of a hold.
fn outcome(input: &KindInput<'_>) -> String {
    match decide(input) {
        KindDecision::Decided { kind, reason } => format!("{kind} {reason}"),
        KindDecision::Hold(reason) => reason.to_string(),
    }
}

#[test]
fn a_warehouse_abroad_holds_the_order() {
    let poland = Some(Country::PL);
    let germany = Country::parse("DE");
    let at_home = [poland, None];
    let abroad = [poland, germany];
    let with = |warehouses| {
        outcome(&KindInput {
            warehouses,
            tax_id: NIP,
            ..input()
        })
    };
    assert_eq!(with(&at_home), "invoice kind.nip-valid");
    assert_eq!(with(&abroad), "order.foreign-warehouse");
    let nowhere = KindInput {
        warehouses: &abroad,
        delivery: None,
        ..input()
    };
    assert_eq!(outcome(&nowhere), "order.foreign-warehouse");
}

#[test]
fn off_is_always_the_default() {
    let germany = [Country::parse("DE")];
    for (default, expected) in [
        (DefaultDocument::Receipt, "receipt kind.automatic-off"),
        (DefaultDocument::Invoice, "invoice kind.automatic-off"),
    ] {
        let off = KindInput {
            choice: Choice::AlwaysDefault,
            default,
            ..input()
        };
        for tax_id in ["", NIP, WRONG, "DE123456789"] {
            for delivery in ["", "PL", "DE", "US", "XI"] {
                let delivery = Country::parse(delivery);
                let row = KindInput {
                    tax_id,
                    delivery,
                    warehouses: &germany,
                    want_invoice: true,
                    ..off
                };
                assert_eq!(outcome(&row), expected);
            }
        }
    }
}

#[test]
fn membership_is_asked_by_day() {
    let croatia = KindInput {
        delivery: Country::parse("HR"),
        oss: Some(Oss::Registered),
        ..input()
    };
    assert_eq!(outcome(&croatia), "invoice-oss kind.oss");
    let before = KindInput {
        day: date(2013, 6, 30),
        ..croatia
    };
    assert_eq!(outcome(&before), "invoice-export kind.delivery-outside-eu");
}

#[test]
fn names_and_codes_are_stable() {
    for kind in DocumentKind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(kind));
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{kind}\""));
        assert_eq!(serde_json::from_str::<DocumentKind>(&json).unwrap(), kind);
    }
    assert_eq!(
        "Faktura".parse::<DocumentKind>(),
        Err(UnknownKind("Faktura".into()))
    );
    assert_eq!(
        serde_json::to_string(&DefaultDocument::Receipt).unwrap(),
        "\"receipt\""
    );
    for reason in KindReason::ALL {
        assert_eq!(KindReason::from_code(reason.code()), Some(reason));
    }
    for reason in HoldReason::ALL {
        assert_eq!(HoldReason::from_code(reason.code()), Some(reason));
        assert!(reason.code().starts_with("order."));
    }
}

#[test]
fn what_ksef_must_carry() {
    use DocumentKind::*;
    use Standing::{Business, Consumer};
    let from = date(2026, 4, 1);
    let required = |kind, buyer| ksef_required(kind, buyer, date(2026, 11, 23), from);
    for (kind, business, consumer) in [
        (Receipt, false, false),
        (Invoice, true, false),
        (InvoiceWdt, true, true),
        (InvoiceExport, true, true),
        (InvoiceOss, false, false),
    ] {
        assert_eq!(
            (required(kind, Business), required(kind, Consumer)),
            (business, consumer),
            "{kind}"
        );
        assert!(!ksef_required(kind, Business, date(2026, 3, 31), from));
    }
    assert!(ksef_required(Invoice, Business, from, from));
}

#[test]
fn who_is_a_business() {
    let standing = |tax_id: &str, company, country| {
        let country = Country::parse(country);
        Standing::of(&classify(tax_id, country), company, country)
    };
    assert_eq!(standing(NIP, "", "PL"), Standing::Business);
    assert_eq!(standing("", "Próbna", "PL"), Standing::Consumer);
    assert_eq!(standing("", "Musterfirma GmbH", "DE"), Standing::Business);
    assert_eq!(standing("DE123456789", "", "DE"), Standing::Business);
    assert_eq!(standing("12-3456789", "", "US"), Standing::Business);
    assert_eq!(standing("", " ", "US"), Standing::Consumer);
    assert_eq!(standing("", "Próbna", ""), Standing::Consumer);
}

proptest! {
    #[test]
    fn goods_to_the_eu_never_leave_at_zero_per_cent_without_an_eu_number(
        tax_id in "\\PC{0,14}|(PL)?[0-9]{10}|[A-Z]{2}[0-9]{8,10}",
        (delivery, invoice) in ("(PL|DE|FR|US|XI)?", "(PL|DE|FR|US|XI)?"),
        (want_invoice, company, vat_eu) in any::<(bool, bool, bool)>(),
    ) {
        let row = KindInput {
            tax_id: &tax_id,
            delivery: Country::parse(&delivery),
            invoice: Country::parse(&invoice),
            want_invoice,
            company,
            vat_eu,
            ..input()
        };
        match decide(&row) {
            KindDecision::Decided { kind: DocumentKind::InvoiceWdt, .. } => {
                prop_assert!(vat_eu);
                let number = classify(&tax_id, row.delivery.or(row.invoice));
                prop_assert!(matches!(number, TaxId::Eu(_)));
            }
            KindDecision::Decided { kind: DocumentKind::InvoiceExport, .. } => {
                prop_assert_eq!(row.delivery.or(row.invoice), Country::parse("US"));
            }
            KindDecision::Decided { .. } | KindDecision::Hold(_) => {}
        }
    }
}
