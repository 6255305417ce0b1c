use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::document::{Payment, Seller as Company};
use crate::domain::money::UnitPrice;
use crate::domain::reason::Code;
use crate::domain::vat::Rate;

fn draft() -> Draft {
    let price: UnitPrice = "39.99".parse().expect("a price");
    Draft {
        kind: DocumentKind::Invoice,
        kind_reason: String::new(),
        sold_on: date(2026, 11, 20),
        currency: "PLN".to_owned(),
        lines: vec![DocumentLine {
            name: "Kubek  300 ml".to_owned(),
            sku: "KUB-300".to_owned(),
            unit: "szt.".to_owned(),
            quantity: 2,
            price,
            rate: Rate::Percent(2300),
            gross: Amount::from_grosze(7998),
            order_line: Some(7),
        }],
        rates: Vec::new(),
        net: Amount::from_grosze(6502),
        vat: Amount::from_grosze(1496),
        gross: Amount::from_grosze(7998),
        seller: Company::default(),
        buyer: Buyer {
            name: "Próbna Hurtownia".to_owned(),
            street: "ul. Krótka 3/5".to_owned(),
            postcode: "65-001".to_owned(),
            city: "Zielona Góra".to_owned(),
            country: "PL".to_owned(),
            tax_id: "1234563218".to_owned(),
            person: String::new(),
        },
        payment: Payment {
            method: "PayU".to_owned(),
            form: "transfer".to_owned(),
            paid: Amount::ZERO,
            due: date(2026, 11, 27),
        },
        conversion: None,
        notes: Vec::new(),
    }
}

fn fits(draft: &Draft) -> Result<Parcel, Vec<Reason>> {
    let contact = Contact {
        email: "a@example.com",
        phone: "600",
    };
    let marker = Marker::kept("BL 1/aaaaaaaa".to_owned());
    parcel(draft, contact, VatPayer::Yes, &marker)
}

fn codes(change: impl FnOnce(&mut Draft)) -> Vec<(Code, String, String)> {
    let mut draft = draft();
    change(&mut draft);
    let reasons = fits(&draft).expect_err("something does not fit");
    let told = reasons.into_iter();
    told.map(|one| (one.code, one.field, one.value)).collect()
}

#[test]
fn an_order_is_told_in_firmino_s_words() {
    let parcel = fits(&draft()).expect("it fits");
    assert_eq!(parcel.kind, EndKind::Invoice);
    let buyer = &parcel.buyer;
    let street = [&buyer.street, &buyer.house, &buyer.flat];
    assert_eq!(street, ["ul. Krótka", "3", "5"]);
    let item = &parcel.items[0];
    assert_eq!(
        (item.name.as_str(), item.unit.as_str()),
        ("Kubek 300 ml", "szt")
    );
    assert_eq!(
        (item.rate.as_str(), item.code.as_deref()),
        ("23", Some("KUB-300"))
    );
    assert_eq!(parcel.notes, "BL 1/aaaaaaaa");
    let mut other = draft();
    other.lines[0].quantity = 3;
    assert_ne!(parcel.content(), fits(&other).expect("it fits").content());
    assert_eq!(parcel.content(), fits(&draft()).expect("it fits").content());
}

#[test]
fn each_kind_has_its_word_by_who_sells() {
    use DocumentKind::{Invoice, InvoiceExport, InvoiceOss, InvoiceWdt, Receipt};
    for (kind, payer, exempt) in [
        (Invoice, Some(EndKind::Invoice), Some(EndKind::Bill)),
        (Receipt, Some(EndKind::Receipt), Some(EndKind::PlainReceipt)),
        (
            InvoiceWdt,
            Some(EndKind::IntraCommunity),
            Some(EndKind::IntraCommunity),
        ),
        (InvoiceExport, Some(EndKind::Export), Some(EndKind::Export)),
        (InvoiceOss, None, None),
    ] {
        assert_eq!(EndKind::of(kind, VatPayer::Yes), payer);
        assert_eq!(EndKind::of(kind, VatPayer::Exempt), exempt);
    }
}

#[test]
fn what_does_not_fit_is_named_with_its_field() {
    let long = |n: usize| "ż".repeat(n);
    let one = |code, field: &str, value: &str| vec![(code, field.to_owned(), value.to_owned())];
    type Row = (Vec<(Code, String, String)>, Box<dyn FnOnce(&mut Draft)>);
    let table: Vec<Row> = vec![
        (
            one(Code::FirminoTooLong, "name", "501/500"),
            Box::new(move |draft| draft.buyer.name = long(501)),
        ),
        (
            one(Code::FirminoTooLong, "city", "31/30"),
            Box::new(move |draft| draft.buyer.city = long(31)),
        ),
        (
            one(Code::FirminoMissing, "city", ""),
            Box::new(|draft| draft.buyer.city = "  ".to_owned()),
        ),
        (
            one(Code::FirminoTooLong, "street", "121/120"),
            Box::new(move |draft| draft.buyer.street = long(121)),
        ),
        (
            one(Code::FirminoTooLong, "postcode", "31/30"),
            Box::new(move |draft| draft.buyer.postcode = long(31)),
        ),
        (
            one(Code::FirminoNip, "nip", "1234567890"),
            Box::new(|draft| draft.buyer.tax_id = "1234567890".to_owned()),
        ),
        (
            one(Code::FirminoCountry, "country", "Polska"),
            Box::new(|draft| draft.buyer.country = "Polska".to_owned()),
        ),
        (
            one(Code::FirminoTooLong, "products[1].name", "513/512"),
            Box::new(move |draft| draft.lines[0].name = long(513)),
        ),
        (
            one(Code::FirminoTooLong, "products[1].sku", "41/40"),
            Box::new(move |draft| draft.lines[0].sku = long(41)),
        ),
        (
            one(Code::FirminoTooLong, "products[1].unit", "31/30"),
            Box::new(move |draft| draft.lines[0].unit = long(31)),
        ),
        (
            one(Code::FirminoRate, "products[1].tax_rate", "21"),
            Box::new(|draft| draft.lines[0].rate = Rate::Percent(2100)),
        ),
        (
            one(Code::FirminoPrice, "products[1].price_brutto", "3.999"),
            Box::new(|draft| draft.lines[0].price = "3.9990".parse().expect("a price")),
        ),
        (
            one(Code::FirminoQuantity, "delivery.quantity", "0"),
            Box::new(|draft| {
                draft.lines[0].quantity = 0;
                draft.lines[0].order_line = None;
            }),
        ),
        (
            one(Code::FirminoCurrency, "currency", "zł"),
            Box::new(|draft| draft.currency = "zł".to_owned()),
        ),
        (
            one(Code::FirminoKind, "kind", "invoice-oss"),
            Box::new(|draft| draft.kind = DocumentKind::InvoiceOss),
        ),
    ];
    for (expected, change) in table {
        assert_eq!(codes(change), expected);
    }
}

#[test]
fn what_just_fits_is_taken() {
    let mut draft = draft();
    draft.buyer.name = "ż".repeat(500);
    draft.buyer.city = "ż".repeat(30);
    draft.lines[0].name = "ż".repeat(512);
    draft.lines[0].sku = "ż".repeat(40);
    draft.buyer.tax_id = "DE123456789".to_owned();
    draft.buyer.country = "DE".to_owned();
    assert!(fits(&draft).is_ok());
}

#[test]
fn a_document_on_paper_is_told_as_it_was_issued() {
    let contact = Contact {
        email: "a@example.com",
        phone: "",
    };
    let marker = Marker::kept("BL 1/aaaaaaaa".to_owned());
    let day = date(2026, 12, 1);
    let own = |draft: &Draft| own_parcel(draft, "FV 1", day, contact, VatPayer::Yes, &marker);
    let mut draft = draft();
    draft.kind = DocumentKind::Receipt;
    let (parcel, misfits) = own(&draft);
    assert!(misfits.is_empty());
    assert_eq!(
        (parcel.kind, parcel.taxed),
        (EndKind::Receipt, Taxed::Polish)
    );
    // It is never to be paid before it was issued; and a firm is a customer on a receipt, too.
    assert_eq!((parcel.issued_on, parcel.due), (day, day));
    assert!(parcel.buyer.is_some());
    draft.buyer.tax_id = String::new();
    draft.buyer.city = String::new();
    let (parcel, misfits) = own(&draft);
    assert!(parcel.buyer.is_none() && misfits.is_empty());
    // An invoice names its buyer, and what does not fit is told beside what stands on it.
    draft.kind = DocumentKind::InvoiceOss;
    draft.lines[0].rate = Rate::Percent(2550);
    let (parcel, misfits) = own(&draft);
    assert_eq!((parcel.kind, parcel.taxed), (EndKind::Invoice, Taxed::Oss));
    assert_eq!(parcel.items[0].rate, "25.5");
    let codes: Vec<Code> = misfits.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::FirminoMissing]);
    // A rate that Poland does not have any more stays to be compared.
    draft.kind = DocumentKind::Invoice;
    draft.lines[0].rate = Rate::Percent(2200);
    let (parcel, misfits) = own(&draft);
    assert_eq!(parcel.items[0].rate, "22");
    assert!(misfits.iter().any(|one| one.code == Code::FirminoRate));
}

proptest! {
    #[test]
    fn what_is_sent_is_within_firmino_s_lengths(name in "\\PC{0,600}", city in "\\PC{0,40}", street in "\\PC{0,140}", line in "\\PC{1,600}") {
        let mut draft = draft();
        draft.buyer.name = name;
        draft.buyer.city = city;
        draft.buyer.street = street;
        draft.lines[0].name = line;
        if let Ok(parcel) = fits(&draft) {
            let within = |text: &str, most: usize| text.chars().count() <= most;
            prop_assert!(within(&parcel.buyer.name, 500) && !parcel.buyer.name.is_empty());
            prop_assert!(within(&parcel.buyer.city, 30) && !parcel.buyer.city.is_empty());
            prop_assert!(within(&parcel.buyer.street, 120));
            prop_assert!(within(&parcel.buyer.house, 10) && within(&parcel.buyer.flat, 10));
            prop_assert!(within(&parcel.items[0].name, 512));
        }
    }
}
