//! An order as Firmino takes it: within its lengths and words, or what of it does not fit.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Marker;
use super::misfit::{
    CITY, CODE, EMAIL, LINE_NAME, Misfits, NAME, PHONE, POSTCODE, PRINT_NOTES, STREET,
};
use crate::domain::contractor::{HOUSE, split_street};
use crate::domain::document::{DocumentLine, Draft};
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::reason::Reason;
use crate::domain::rules::VatPayer;

/// The document that an order ends in there (`finalDocumentType`, firmino.md §1.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EndKind {
    /// `fas`: Faktura sprzedaży.
    Invoice,
    /// `fhan`: Rachunek, of a seller who pays no VAT.
    Bill,
    /// `par`: Paragon VAT.
    Receipt,
    /// `pa`: Paragon, of a seller who pays no VAT.
    PlainReceipt,
    /// `fdw`: dostawa wewnątrzwspólnotowa.
    IntraCommunity,
    /// `fe`: Faktura eksportowa.
    Export,
}

/// Whether the seller pays VAT, where that is known.
pub type Seller = VatPayer;

impl EndKind {
    /// Firmino's word.
    pub const fn word(self) -> &'static str {
        match self {
            EndKind::Invoice => "fas",
            EndKind::Bill => "fhan",
            EndKind::Receipt => "par",
            EndKind::PlainReceipt => "pa",
            EndKind::IntraCommunity => "fdw",
            EndKind::Export => "fe",
        }
    }

    /// The kind there; `None` for a sale at another state's rates, which the API has no rates for.
    pub fn of(kind: DocumentKind, seller: Seller) -> Option<EndKind> {
        let exempt = seller == VatPayer::Exempt;
        match kind {
            DocumentKind::Receipt if exempt => Some(EndKind::PlainReceipt),
            DocumentKind::Receipt => Some(EndKind::Receipt),
            DocumentKind::Invoice if exempt => Some(EndKind::Bill),
            DocumentKind::Invoice => Some(EndKind::Invoice),
            DocumentKind::InvoiceWdt => Some(EndKind::IntraCommunity),
            DocumentKind::InvoiceExport => Some(EndKind::Export),
            DocumentKind::InvoiceOss => None,
        }
    }
}

/// How the buyer is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact<'a> {
    /// E-mail.
    pub email: &'a str,
    /// Telephone.
    pub phone: &'a str,
}

/// The buyer as a customer there; without the short name, which says whose customer it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// NIP or EU VAT number; empty for a consumer.
    pub tin: String,
    /// ISO code.
    pub country: String,
    /// Street.
    pub street: String,
    /// House.
    pub house: String,
    /// Flat.
    pub flat: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Name.
    pub name: String,
    /// Code of its article; `None` where it has none, or one that is too long: it travels by its name then.
    pub code: Option<String>,
    /// Unit.
    pub unit: String,
    /// Rate in Firmino's word.
    pub rate: String,
    /// Gross price of a piece, at most two places.
    pub price: Decimal,
    /// Pieces, at least one.
    pub quantity: i64,
    /// The line of the order; `None` for delivery.
    pub line: Option<i64>,
}

/// An order that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What it ends in.
    pub kind: EndKind,
    /// Day of sale.
    pub sold_on: Date,
    /// Until when it is to be paid.
    pub due: Date,
    /// Currency.
    pub currency: String,
    /// Buyer.
    pub buyer: Party,
    /// Lines, delivery last.
    pub items: Vec<Item>,
    /// Notes, printed also on the document.
    pub notes: String,
    /// What Firmino has to come to.
    pub gross: Amount,
}

impl Parcel {
    /// Hash of buyer, lines and sum: another one means that the order is no longer what was handed over. Days are left
    /// out: that of the payment's end moves on with the day of planning.
    pub fn content(&self) -> String {
        let what = (
            self.kind,
            &self.currency,
            &self.buyer,
            &self.items,
            self.gross,
        );
        let json = serde_json::to_vec(&what).unwrap_or_default();
        let digest = Sha256::digest(json);
        let bytes = digest.iter().take(16);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Turns a planned document into what Firmino takes.
///
/// # Errors
/// Everything that does not fit, with the field that mends it.
pub fn parcel(
    draft: &Draft,
    contact: Contact<'_>,
    seller: Seller,
    marker: &Marker,
) -> Result<Parcel, Vec<Reason>> {
    let mut misfits = Misfits::default();
    let kind = EndKind::of(draft.kind, seller);
    if kind.is_none() {
        misfits.kind(draft.kind.as_str());
    }
    misfits.currency(&draft.currency);
    let buyer = party(draft, contact, &mut misfits);
    let lines = draft.lines.iter().enumerate();
    let items = lines
        .map(|(index, line)| item(line, index, &mut misfits))
        .collect();
    let notes = marker.as_str().to_owned();
    misfits.text(PRINT_NOTES, &notes);
    match kind.filter(|_| misfits.0.is_empty()) {
        None => Err(misfits.0),
        Some(kind) => Ok(Parcel {
            kind,
            sold_on: draft.sold_on,
            due: draft.payment.due,
            currency: draft.currency.clone(),
            buyer,
            items,
            notes,
            gross: draft.gross,
        }),
    }
}

fn party(draft: &Draft, contact: Contact<'_>, misfits: &mut Misfits) -> Party {
    let from = &draft.buyer;
    let mut street = split_street(&from.street);
    let wide = |text: &str| text.chars().count() > HOUSE;
    if wide(&street.house) || wide(&street.flat) {
        // What does not fit into its own field stays in the line.
        street.street = names::folded(&from.street);
        street.house.clear();
        street.flat.clear();
    }
    let buyer = Party {
        name: names::folded(&from.name),
        tin: from.tax_id.clone(),
        country: from.country.clone(),
        street: street.street,
        house: street.house,
        flat: street.flat,
        postcode: names::folded(&from.postcode),
        city: names::folded(&from.city),
        email: names::folded(contact.email),
        phone: names::folded(contact.phone),
    };
    misfits.required(NAME, &buyer.name);
    misfits.required(CITY, &buyer.city);
    misfits.country(&buyer.country);
    misfits.tax_id(&buyer.country, &buyer.tin);
    misfits.text(STREET, &buyer.street);
    misfits.text(POSTCODE, &buyer.postcode);
    misfits.text(EMAIL, &buyer.email);
    misfits.text(PHONE, &buyer.phone);
    buyer
}

fn item(line: &DocumentLine, index: usize, misfits: &mut Misfits) -> Item {
    let field = match line.order_line {
        Some(_) => format!("products[{}]", index + 1),
        None => "delivery".to_owned(),
    };
    let name = names::folded(&line.name);
    misfits.length(&format!("{field}.name"), LINE_NAME, &name);
    let price = line.price.to_decimal();
    misfits.price(&format!("{field}.price_brutto"), price);
    misfits.quantity(&format!("{field}.quantity"), line.quantity);
    let rate = misfits.rate(&format!("{field}.tax_rate"), line.rate);
    let code = names::sku_key(&line.sku);
    if let Some(code) = &code {
        misfits.length(&format!("{field}.sku"), CODE, code);
    }
    Item {
        name,
        code: code.filter(|_| line.order_line.is_some()),
        // Firmino's own word for pieces has no full stop; another one would be a new unit there.
        unit: line.unit.trim_end_matches('.').to_owned(),
        rate,
        price,
        quantity: line.quantity,
        line: line.order_line,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::document::{Buyer, Payment, Seller as Company};
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
        let table: Vec<(Vec<_>, Box<dyn FnOnce(&mut Draft)>)> = vec![
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
}
