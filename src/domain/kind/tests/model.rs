//! The rules of the kind once more, as a list: what stands first wins. Each condition is as loose as its place allows,
//! so that the order matters.

use super::super::*;
use crate::domain::country::Country;
use crate::domain::eu_vat::{Prefix, is_eu};
use crate::domain::tax_id::{TaxId, classify};

type When = fn(&KindInput<'_>) -> bool;
type Then = fn(&KindInput<'_>) -> KindDecision;
/// Name, condition, what follows.
pub(super) type Rule = (&'static str, When, Then);

fn hold(reason: HoldReason) -> KindDecision {
    KindDecision::Hold(reason)
}

fn decided(kind: DocumentKind, reason: KindReason) -> KindDecision {
    KindDecision::Decided { kind, reason }
}

fn country(input: &KindInput<'_>) -> Option<Country> {
    input.delivery.or(input.invoice)
}

fn number(input: &KindInput<'_>) -> TaxId {
    classify(input.tax_id, country(input))
}

/// Another country than Poland, in the EU.
fn other_state(input: &KindInput<'_>) -> bool {
    country(input).is_some_and(|country| country != Country::PL && is_eu(country, input.day))
}

fn special(country: Option<Country>) -> bool {
    country.is_some_and(Country::is_special_territory)
}

pub(super) const RULES: [Rule; 21] = [
    (
        "automatic off",
        |input| input.choice == Choice::AlwaysDefault,
        |input| decided(input.default.into(), KindReason::AutomaticOff),
    ),
    (
        "foreign warehouse",
        |input| {
            input
                .warehouses
                .iter()
                .flatten()
                .any(|country| *country != Country::PL)
        },
        |_| hold(HoldReason::ForeignWarehouse),
    ),
    (
        "no country",
        |input| country(input).is_none(),
        |_| hold(HoldReason::NoCountry),
    ),
    (
        "special territory",
        |input| special(input.delivery) || special(input.invoice),
        |_| hold(HoldReason::SpecialTerritory),
    ),
    (
        "countries differ",
        |input| {
            input.invoice.is_some() && input.delivery.is_some() && input.invoice != input.delivery
        },
        |_| hold(HoldReason::CountriesDiffer),
    ),
    (
        "outside the EU",
        |input| country(input).is_some_and(|country| !is_eu(country, input.day)),
        |_| decided(DocumentKind::InvoiceExport, KindReason::DeliveryOutsideEu),
    ),
    (
        "EU, Northern Irish number",
        |input| {
            let number = number(input);
            other_state(input)
                && matches!(number, TaxId::Eu(number) if number.prefix() == Prefix::NORTHERN_IRELAND)
        },
        |_| hold(HoldReason::SpecialTerritory),
    ),
    (
        "EU, number, registered",
        |input| other_state(input) && input.vat_eu && matches!(number(input), TaxId::Eu(_)),
        |_| decided(DocumentKind::InvoiceWdt, KindReason::EuVatNumber),
    ),
    (
        "EU, number",
        |input| other_state(input) && matches!(number(input), TaxId::Eu(_)),
        |_| hold(HoldReason::WdtNotRegistered),
    ),
    (
        "EU, Polish NIP",
        |input| other_state(input) && matches!(number(input), TaxId::PolishNip(_)),
        |_| hold(HoldReason::PolishNipAbroad),
    ),
    (
        "EU, wrong Polish NIP",
        |input| other_state(input) && matches!(number(input), TaxId::PolishWrong(_)),
        |_| hold(HoldReason::NipChecksum),
    ),
    (
        "EU, unreadable number",
        |input| other_state(input) && number(input) != TaxId::None,
        |_| hold(HoldReason::TaxIdUnreadable),
    ),
    (
        "EU, OSS",
        |input| other_state(input) && input.oss == Some(Oss::Registered),
        |_| decided(DocumentKind::InvoiceOss, KindReason::Oss),
    ),
    (
        "EU, below the threshold",
        |input| other_state(input) && input.oss.is_some(),
        |input| decided(input.default.into(), KindReason::OssBelowThreshold),
    ),
    ("EU, OSS unset", other_state, |_| hold(HoldReason::OssUnset)),
    (
        "right NIP",
        |input| matches!(number(input), TaxId::PolishNip(_)),
        |_| decided(DocumentKind::Invoice, KindReason::NipValid),
    ),
    (
        "foreign number in Poland",
        |input| matches!(number(input), TaxId::Eu(_)),
        |_| hold(HoldReason::ForeignNumberInPoland),
    ),
    (
        "wrong NIP",
        |input| number(input) != TaxId::None,
        |_| hold(HoldReason::NipChecksum),
    ),
    (
        "a firm without NIP wants an invoice",
        |input| input.want_invoice && input.company,
        |_| hold(HoldReason::WantInvoiceNoNip),
    ),
    (
        "a person wants an invoice",
        |input| input.want_invoice,
        |_| decided(DocumentKind::Invoice, KindReason::PersonWantsInvoice),
    ),
    (
        "the default",
        |_| true,
        |input| decided(input.default.into(), KindReason::Default),
    ),
];

/// What the first rule says that fits. With none left, nothing that `decide` would say of a row that reached the end.
pub(super) fn decided_by(rules: &[Rule], input: &KindInput<'_>) -> KindDecision {
    let first = rules.iter().find(|(_, when, _)| when(input));
    first.map_or(hold(HoldReason::NoCountry), |(_, _, then)| then(input))
}

/// Every combination of a few values of each field.
pub(super) fn inputs(mut each: impl FnMut(&KindInput<'_>)) {
    let germany = Country::parse("DE");
    let stocks: [&[Option<Country>]; 3] = [
        &[],
        &[Some(Country::PL), None],
        &[Some(Country::PL), germany],
    ];
    let countries = ["", "PL", "DE", "US", "XI"].map(Country::parse);
    let numbers = [
        "",
        "1234563218",
        "1234567890",
        "PL1234567890",
        "DE123456789",
        "XI123456789",
        "12/345",
    ];
    let stands = [None, Some(Oss::Registered), Some(Oss::BelowThreshold)];
    let addresses = || {
        countries
            .iter()
            .flat_map(|delivery| countries.iter().map(move |invoice| (*delivery, *invoice)))
    };
    for stock in stocks {
        for (delivery, invoice) in addresses() {
            for tax_id in numbers {
                for bits in 0..32_u8 {
                    for oss in stands {
                        let bit = |place: u8| bits >> place & 1 == 1;
                        each(&KindInput {
                            choice: if bit(0) {
                                Choice::AlwaysDefault
                            } else {
                                Choice::Automatic
                            },
                            default: if bit(1) {
                                DefaultDocument::Invoice
                            } else {
                                DefaultDocument::Receipt
                            },
                            warehouses: stock,
                            delivery,
                            invoice,
                            tax_id,
                            want_invoice: bit(2),
                            company: bit(3),
                            vat_eu: bit(4),
                            oss,
                            day: super::super::golden::TODAY,
                        });
                    }
                }
            }
        }
    }
}
