//! `[company]`: the seller on documents.

use toml::de::DeValue;

use super::reading::{Entry, Section};
use crate::domain::kind::Oss;
use crate::domain::nip::{Nip, Parsed};
use crate::domain::rules::VatPayer;
use crate::texts::Said;

/// The seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Full name.
    pub name: String,
    /// Tax number.
    pub nip: Nip,
    /// Street and house.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO 3166 code; always `PL`, since the rules for kinds and rates are Polish.
    pub country: String,
    /// Bank account for the print of documents, as it was written.
    pub bank_account: Option<String>,
    /// Whether the seller pays VAT (art. 113 and 43 of the VAT act free some); who does not has an
    /// `exempt_basis` (art. 106e par. 1 item 19).
    pub vat: VatPayer,
    /// Legal ground of `zw`: of all lines of a seller who pays no VAT, of exempt goods otherwise.
    pub exempt_basis: Option<String>,
    /// Registered for VAT-UE, so that sales to EU businesses can be WDT.
    pub vat_eu: bool,
    /// How consumers of other EU states are taxed; unset: their orders need editing.
    pub oss: Option<Oss>,
}

impl Company {
    /// Reads the table whole; without the module `orders` it may be absent.
    pub(super) fn read(section: &Section<'_>, needed: Needed) -> Option<Self> {
        let why = Said::new(
            "dokumenty wymieniają sprzedawcę",
            "documents name the seller",
        );
        let required = |key: &str, example: &str| {
            let entry = section.entry(key);
            match needed {
                Needed::WithOrders => entry.required_text(&why, example),
                Needed::IfThere if section.is_present() => entry.required_text(&why, example),
                Needed::IfThere => None,
            }
        };
        let name = required("name", "\"Próbna Hurtownia sp. z o.o.\"");
        let nip = required("nip", "\"1234563218\"").and_then(|text| {
            if let Parsed::Valid(nip) = Nip::parse(&text) {
                return Some(nip);
            }
            let entry = section.entry("nip");
            let what = Said::of(|lang| {
                let shown = entry.shown(lang);
                lang.pick(
                    format!("jest {shown}: to nie dziesięć cyfr z prawidłową sumą kontrolną"),
                    format!("is {shown}: not ten digits with a right checksum"),
                )
            });
            let fix = Said::new(
                "przepisz NIP z faktury firmy",
                "copy the NIP from an invoice of the company",
            );
            entry.refuse(&what, fix);
            None
        });
        let street = required("street", "\"ul. Krótka 3\"");
        let postcode = required("postcode", "\"65-001\"");
        let city = required("city", "\"Zielona Góra\"");

        let country = section.entry("country");
        let code = country.filled_text("\"PL\"").unwrap_or("PL".to_owned());
        if code != "PL" {
            let what = Said::of(|lang| {
                let shown = country.shown(lang);
                lang.pick(
                    format!("jest {shown}: sprzedawca musi być w Polsce"),
                    format!("is {shown}: only sellers in Poland are supported"),
                )
            });
            country.refuse(&what, country.write("\"PL\""));
        }
        let payer = read_payer(&section.entry("vat_payer"));
        let basis = section.entry("exempt_basis");
        let exempt_basis = basis.filled_text("\"art. 113 ust. 1 ustawy o VAT\"");
        let vat = match (payer, &exempt_basis) {
            (VatPayer::Exempt, None) => {
                let what = Said::new(
                    "jest potrzebny przy `vat_payer = false`: faktury podają podstawę zwolnienia",
                    "is needed with `vat_payer = false`: invoices name the ground of the exemption",
                );
                let fix = Said::new(
                    "napisz `exempt_basis = \"art. 113 ust. 1 ustawy o VAT\"` albo swoją podstawę",
                    "write `exempt_basis = \"art. 113 ust. 1 ustawy o VAT\"`, or your own ground",
                );
                basis.refuse(&what, fix);
                None
            }
            (payer, _) => Some(payer),
        };
        let bank_account = section.entry("bank_account").filled_text("\"\"");
        let vat_eu = section.entry("vat_eu").flag(false);
        let oss = section.entry("oss").choice(&[
            ("registered", Oss::Registered),
            ("below-threshold", Oss::BelowThreshold),
        ]);
        Some(Self {
            name: name?,
            nip: nip?,
            street: street?,
            postcode: postcode?,
            city: city?,
            country: code,
            bank_account,
            vat: vat?,
            exempt_basis,
            vat_eu,
            oss,
        })
    }
}

/// `true`, `false`, or `"unknown"` until the accountant has been asked.
fn read_payer(entry: &Entry<'_>) -> VatPayer {
    match entry.value() {
        Some(DeValue::String(text)) if text.trim() == "unknown" => VatPayer::Unknown,
        Some(DeValue::String(_)) => {
            let form = Said::new("true, false albo \"unknown\"", "true, false or \"unknown\"");
            let fix = Said::new(
                "napisz `vat_payer = true` albo `\"unknown\"`, dopóki nie zapytasz księgowości",
                "write `vat_payer = true`, or `\"unknown\"` until you could ask the accountant",
            );
            entry.wrong_type(&form, fix);
            VatPayer::Unknown
        }
        _ if entry.flag(true) => VatPayer::Yes,
        _ => VatPayer::Exempt,
    }
}

/// Whether a table has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    /// The module `orders` is chosen.
    WithOrders,
    /// It is not; what is there has to be right all the same.
    IfThere,
}
