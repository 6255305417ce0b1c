//! `[company]`: the seller on documents.

use toml::de::DeValue;

use super::reading::{Entry, Section};
use crate::domain::kind::Oss;
use crate::domain::nip::{Nip, Parsed};
use crate::domain::rules::VatPayer;

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
        let why = "documents name the seller";
        let required = |key: &str, example: &str| {
            let entry = section.entry(key);
            match needed {
                Needed::WithOrders => entry.required_text(why, example),
                Needed::IfThere if section.is_present() => entry.required_text(why, example),
                Needed::IfThere => None,
            }
        };
        let name = required("name", "\"Próbna Hurtownia sp. z o.o.\"");
        let nip = required("nip", "\"1234563218\"").and_then(|text| {
            if let Parsed::Valid(nip) = Nip::parse(&text) {
                return Some(nip);
            }
            let entry = section.entry("nip");
            let what = format!("is {}: not ten digits with a right checksum", entry.shown());
            entry.refuse(what, "copy the NIP from an invoice of the company");
            None
        });
        let street = required("street", "\"ul. Krótka 3\"");
        let postcode = required("postcode", "\"65-001\"");
        let city = required("city", "\"Zielona Góra\"");

        let country = section.entry("country");
        let code = country.filled_text("\"PL\"").unwrap_or("PL".to_owned());
        if code != "PL" {
            country.refuse(
                format!(
                    "is {}: only sellers in Poland are supported",
                    country.shown()
                ),
                "write `country = \"PL\"`",
            );
        }
        let payer = read_payer(&section.entry("vat_payer"));
        let basis = section.entry("exempt_basis");
        let exempt_basis = basis.filled_text("\"art. 113 ust. 1 ustawy o VAT\"");
        let vat = match (payer, &exempt_basis) {
            (VatPayer::Exempt, None) => {
                basis.refuse(
                    "is needed with `vat_payer = false`: invoices name the ground of the exemption",
                    "write `exempt_basis = \"art. 113 ust. 1 ustawy o VAT\"`, or your own ground",
                );
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
            entry.wrong_type(
                "true, false or \"unknown\"",
                "write `vat_payer = true`, or `\"unknown\"` until you could ask the accountant",
            );
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
