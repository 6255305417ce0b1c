//! Rules with a first day, in words.

use super::Lang;
use crate::domain::dated::{Change, Dated};

/// What changes, with its day: `od 2027-01-01: …`.
pub fn text(lang: Lang, dated: &Dated) -> String {
    let what = change(lang, dated.change);
    lang.pick(
        format!("od {}: {what}", dated.from),
        format!("from {}: {what}", dated.from),
    )
}

/// What changes.
pub fn change(lang: Lang, change: Change) -> &'static str {
    match change {
        Change::KsefForAllOthers => lang.pick(
            "faktury wszystkich firm poza najmniejszymi muszą być w KSeF",
            "KSeF must carry the invoices of all sellers but the smallest",
        ),
        Change::KsefForSmallSellers => lang.pick(
            "KSeF obowiązuje także firmy, których faktury nie przekraczają 10 000 zł brutto miesięcznie",
            "KSeF applies also to sellers whose invoices stay within 10,000 PLN gross a month",
        ),
        Change::KsefPenalties => lang.pick(
            "za fakturę poza KSeF grozi kara do 100 % podatku z tej faktury",
            "an invoice outside KSeF can be fined up to 100 % of its VAT",
        ),
        Change::ReceiptIsNoInvoice => lang.pick(
            "paragon fiskalny z NIP do 450 zł nie jest już fakturą",
            "a fiscal receipt with NIP up to 450 PLN is no longer an invoice",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dated::CHANGES;

    #[test]
    fn every_change_is_said_in_both_languages_with_its_day() {
        for dated in CHANGES {
            let (pl, en) = (text(Lang::Pl, &dated), text(Lang::En, &dated));
            assert_ne!(
                change(Lang::Pl, dated.change),
                change(Lang::En, dated.change)
            );
            assert!(pl.starts_with(&format!("od {}: ", dated.from)), "{pl}");
            assert!(en.starts_with(&format!("from {}: ", dated.from)), "{en}");
        }
    }
}
