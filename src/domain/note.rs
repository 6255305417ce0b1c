//! What the law or fairness wants printed on a document beside its figures.

use serde::{Deserialize, Serialize};

use super::kind::DocumentKind;
use super::vat::Rate;

/// A note on a document; its words are in `texts::notes`. Serde: `{"code":"wdt"}`, `{"code":"exempt","value":"art. …"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", content = "value", rename_all = "kebab-case")]
pub enum Note {
    /// Intra-Community supply of goods at 0 % (art. 42 of the VAT act).
    Wdt,
    /// Export of goods at 0 % (art. 41 ust. 4–11).
    Export,
    /// The Union scheme of OSS: the VAT is that of the state of consumption.
    Oss,
    /// Lines are `zw` on this legal ground (art. 106e ust. 1 pkt 19).
    Exempt(String),
    /// A receipt that no cash register printed.
    NotFiscal,
    /// An invoice to the receipt with this number (*faktura do paragonu*, FP): its sale was recorded with the receipt.
    ToReceipt(String),
}

impl Note {
    /// The code of every note, in the order of the document.
    pub const CODES: [&'static str; 6] =
        ["wdt", "export", "oss", "exempt", "not-fiscal", "to-receipt"];

    /// The stable code, as in serde.
    pub const fn code(&self) -> &'static str {
        match self {
            Note::Wdt => "wdt",
            Note::Export => "export",
            Note::Oss => "oss",
            Note::Exempt(_) => "exempt",
            Note::NotFiscal => "not-fiscal",
            Note::ToReceipt(_) => "to-receipt",
        }
    }
}

/// The notes of a document of a kind with lines at these rates. `exempt_basis` is the seller's legal ground of `zw`;
/// where it is empty, no ground is claimed.
pub fn notes(
    kind: DocumentKind,
    rates: impl IntoIterator<Item = Rate> + Clone,
    exempt_basis: &str,
) -> Vec<Note> {
    let has = |rate: Rate| rates.clone().into_iter().any(|one| one == rate);
    let of_kind = match kind {
        DocumentKind::InvoiceWdt if has(Rate::Percent(0)) => Some(Note::Wdt),
        DocumentKind::InvoiceExport if has(Rate::Percent(0)) => Some(Note::Export),
        DocumentKind::InvoiceOss => Some(Note::Oss),
        DocumentKind::InvoiceWdt
        | DocumentKind::InvoiceExport
        | DocumentKind::Invoice
        | DocumentKind::Receipt => None,
    };
    let exempt = (has(Rate::Exempt) && !exempt_basis.is_empty())
        .then(|| Note::Exempt(exempt_basis.to_owned()));
    let not_fiscal = (kind == DocumentKind::Receipt).then_some(Note::NotFiscal);
    of_kind
        .into_iter()
        .chain(exempt)
        .chain(not_fiscal)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIS: &str = "art. 113 ust. 1 ustawy o VAT";

    /// Codes of the notes; rates as text.
    fn codes(kind: DocumentKind, rates: &str, basis: &str) -> String {
        let rates: Vec<Rate> = rates.split(' ').map(|rate| rate.parse().unwrap()).collect();
        let found = notes(kind, rates, basis);
        let codes: Vec<&str> = found.iter().map(Note::code).collect();
        codes.join(" ")
    }

    #[test]
    fn notes_follow_from_kind_and_rates() {
        use DocumentKind::{Invoice, InvoiceExport, InvoiceOss, InvoiceWdt, Receipt};
        for (kind, rates, basis, expected) in [
            (Receipt, "23 8", "", "not-fiscal"),
            (Receipt, "23 zw", BASIS, "exempt not-fiscal"),
            (Receipt, "23 8", BASIS, "not-fiscal"),
            (Invoice, "23", BASIS, ""),
            (Invoice, "zw", BASIS, "exempt"),
            (Invoice, "zw", "", ""),
            (Invoice, "0", "", ""),
            (InvoiceWdt, "0", BASIS, "wdt"),
            (InvoiceExport, "0", "", "export"),
            // An exempt seller exports exempt, and claims no 0 %.
            (InvoiceExport, "zw", BASIS, "exempt"),
            (InvoiceOss, "25.5 13.5", BASIS, "oss"),
        ] {
            assert_eq!(
                codes(kind, rates, basis),
                expected,
                "{kind} {rates} {basis:?}"
            );
        }
    }

    #[test]
    fn codes_are_stable() {
        let every = [
            Note::Wdt,
            Note::Export,
            Note::Oss,
            Note::Exempt(BASIS.into()),
            Note::NotFiscal,
            Note::ToReceipt("PAR/7/2026".into()),
        ];
        assert_eq!(every.each_ref().map(Note::code), Note::CODES);
        for note in every {
            let json = serde_json::to_value(&note).unwrap();
            assert_eq!(json["code"], note.code());
            assert_eq!(serde_json::from_value::<Note>(json).unwrap(), note);
        }
        let exempt = serde_json::to_string(&Note::Exempt("art. 113".into())).unwrap();
        assert_eq!(exempt, r#"{"code":"exempt","value":"art. 113"}"#);
    }
}
