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

/// One row of a table: countries, tax number, words `want`, `company`, `eu`, `oss`, `below`, `faktura`,
/// and what follows.
fn check(rows: &[(&str, &str, &str, &str, &str)]) {
    for (delivery, invoice, tax_id, words, expected) in rows {
        let has = |word| words.split(' ').any(|one| one == word);
        let row = KindInput {
            delivery: Country::parse(delivery),
            invoice: Country::parse(invoice),
            tax_id,
            want_invoice: has("want"),
            company: has("company"),
            vat_eu: has("eu"),
            oss: match (has("oss"), has("below")) {
                (true, _) => Some(Oss::Registered),
                (false, true) => Some(Oss::BelowThreshold),
                (false, false) => None,
            },
            default: if has("faktura") {
                DefaultDocument::Invoice
            } else {
                DefaultDocument::Receipt
            },
            ..input()
        };
        assert_eq!(
            outcome(&row),
            *expected,
            "{delivery:?} {invoice:?} {tax_id:?} {words:?}"
        );
    }
}

/// pains.md P8: want_invoice × company × NIP none, right, wrong × default.
#[test]
fn within_poland() {
    let nip = "invoice kind.nip-valid";
    let person = "invoice kind.person-wants-invoice";
    let checksum = "order.nip-checksum";
    check(&[
        ("PL", "PL", "", "", "receipt kind.default"),
        ("PL", "PL", "", "faktura", "invoice kind.default"),
        ("PL", "PL", "", "company", "receipt kind.default"),
        ("PL", "PL", "", "company faktura", "invoice kind.default"),
        ("PL", "PL", "", "want", person),
        ("PL", "PL", "", "want faktura", person),
        ("PL", "PL", "", "want company", "order.want-invoice-no-nip"),
        (
            "PL",
            "PL",
            "",
            "want company faktura",
            "order.want-invoice-no-nip",
        ),
        ("PL", "PL", NIP, "", nip),
        ("PL", "PL", NIP, "faktura", nip),
        ("PL", "PL", NIP, "company", nip),
        ("PL", "PL", NIP, "want", nip),
        ("PL", "PL", NIP, "want company", nip),
        ("PL", "PL", WRONG, "", checksum),
        ("PL", "PL", WRONG, "company", checksum),
        ("PL", "PL", WRONG, "want", checksum),
        ("PL", "PL", WRONG, "want company faktura", checksum),
        ("PL", "PL", "brak", "", checksum),
        ("PL", "PL", "0000000000", "", checksum),
        ("PL", "PL", " - ", "", "receipt kind.default"),
        ("PL", "PL", "PL", "want", person),
        (
            "PL",
            "PL",
            "DE123456789",
            "eu want company",
            "order.foreign-number-in-poland",
        ),
        ("PL", "PL", NIP, "oss eu", nip),
        ("PL", "PL", "", "oss eu", "receipt kind.default"),
    ]);
}

#[test]
fn which_country_counts() {
    check(&[
        ("PL", "", "", "", "receipt kind.default"),
        ("", "PL", "", "", "receipt kind.default"),
        ("", "PL", NIP, "", "invoice kind.nip-valid"),
        ("", "DE", "", "oss", "invoice-oss kind.oss"),
        ("", "US", "", "", "invoice-export kind.delivery-outside-eu"),
        ("", "", "", "", "order.no-country"),
        ("", "", NIP, "want", "order.no-country"),
        ("ZZ", "", "", "", "order.no-country"),
        ("PL", "DE", "", "", "order.countries-differ"),
        (
            "PL",
            "DE",
            "DE123456789",
            "eu company",
            "order.countries-differ",
        ),
        ("DE", "PL", NIP, "eu", "order.countries-differ"),
        ("DE", "PL", "", "oss", "order.countries-differ"),
        ("US", "PL", "", "", "order.countries-differ"),
        ("DE", "AT", "ATU12345678", "eu", "order.countries-differ"),
        ("US", "GB", "", "", "order.countries-differ"),
        ("EL", "GR", "", "oss", "invoice-oss kind.oss"),
    ]);
}

#[test]
fn to_another_eu_state() {
    let wdt = "invoice-wdt kind.eu-vat-number";
    check(&[
        ("DE", "DE", "DE123456789", "eu", wdt),
        ("DE", "DE", "de 123 456 789", "eu company want", wdt),
        ("DE", "", "123456789", "eu", wdt),
        ("DE", "DE", "ATU12345678", "eu", wdt),
        ("GR", "GR", "EL123456789", "eu", wdt),
        ("DE", "DE", "DE123456789", "", "order.wdt-not-registered"),
        ("DE", "DE", "DE123456789", "oss", "order.wdt-not-registered"),
        ("DE", "DE", "XI123456789", "eu", "order.special-territory"),
        ("DE", "DE", NIP, "eu oss", "order.polish-nip-abroad"),
        (
            "DE",
            "DE",
            "1234563218",
            "eu oss",
            "order.polish-nip-abroad",
        ),
        ("DE", "DE", "PL1234567890", "eu oss", "order.nip-checksum"),
        (
            "DE",
            "DE",
            "12/345/67890",
            "eu oss",
            "order.tax-id-unreadable",
        ),
        ("DE", "DE", "", "", "order.oss-unset"),
        ("DE", "DE", "", "eu want company", "order.oss-unset"),
        ("DE", "DE", "", "oss", "invoice-oss kind.oss"),
        ("DE", "DE", "", "oss faktura want", "invoice-oss kind.oss"),
        ("FR", "FR", "", "below", "receipt kind.oss-below-threshold"),
        (
            "FR",
            "FR",
            "",
            "below faktura",
            "invoice kind.oss-below-threshold",
        ),
        (
            "HR",
            "HR",
            " ",
            "below eu",
            "receipt kind.oss-below-threshold",
        ),
    ]);
}

#[test]
fn outside_the_eu() {
    let export = "invoice-export kind.delivery-outside-eu";
    check(&[
        ("US", "US", "", "", export),
        ("GB", "GB", "GB123456789", "eu want company", export),
        ("UK", "GB", "", "oss", export),
        ("NO", "NO", "", "below faktura", export),
        ("CH", "", WRONG, "", export),
        ("UA", "UA", NIP, "", export),
        ("XI", "XI", "", "oss", "order.special-territory"),
        ("IC", "ES", "", "oss", "order.special-territory"),
        ("EA", "", "", "", "order.special-territory"),
        ("AX", "FI", "", "", "order.special-territory"),
        ("PL", "XI", "", "", "order.special-territory"),
        ("MC", "MC", "", "oss", "order.special-territory"),
    ]);
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
