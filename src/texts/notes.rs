//! Notes as they are printed on a document.

use super::Lang;
use crate::domain::note::Note;

/// The words of a note, without a closing full stop.
pub fn text(lang: Lang, note: &Note) -> String {
    match note {
        Note::Wdt => lang.pick(
            "Wewnątrzwspólnotowa dostawa towarów, stawka VAT 0 % – art. 42 ustawy o VAT".into(),
            "Intra-Community supply of goods, VAT rate 0 % – art. 42 of the Polish VAT act".into(),
        ),
        Note::Export => lang.pick(
            "Eksport towarów, stawka VAT 0 % – art. 41 ust. 4–11 ustawy o VAT".into(),
            "Export of goods, VAT rate 0 % – art. 41(4)–(11) of the Polish VAT act".into(),
        ),
        Note::Oss => lang.pick(
            "Procedura unijna OSS, VAT państwa konsumpcji".into(),
            "Union OSS scheme, VAT of the state of consumption".into(),
        ),
        Note::Exempt(basis) => lang.pick(
            format!("Zwolnienie z VAT: {basis}"),
            format!("Exempt from VAT: {basis}"),
        ),
        Note::NotFiscal => lang.pick(
            "Dokument nie jest paragonem fiskalnym".into(),
            "This document is not a fiscal receipt".into(),
        ),
        Note::ToReceipt(number) => lang.pick(
            format!("Faktura do paragonu {number} (FP)"),
            format!("Invoice to the receipt {number} (FP)"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_is_said_in_both_languages_with_its_value() {
        let every = [
            Note::Wdt,
            Note::Export,
            Note::Oss,
            Note::Exempt("wartość-7".into()),
            Note::NotFiscal,
            Note::ToReceipt("wartość-7".into()),
        ];
        assert_eq!(every.each_ref().map(Note::code), Note::CODES);
        for note in every {
            let (pl, en) = (text(Lang::Pl, &note), text(Lang::En, &note));
            assert_ne!(pl, en);
            let valued = matches!(note, Note::Exempt(_) | Note::ToReceipt(_));
            for words in [pl, en] {
                assert_eq!(words.contains("wartość-7"), valued, "{words}");
                assert!(!words.ends_with('.'), "{words}");
            }
        }
    }
}
