//! Printouts of made-up documents, read by another program's PDF reader.

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Printout, Sheet, print};
use crate::domain::document::{Buyer, Conversion, DocumentLine, Draft, Payment, Seller};
use crate::domain::kind::DocumentKind;
use crate::domain::money::{Amount, UnitPrice};
use crate::domain::totals::{Line, totals};

/// A domestic invoice of so many lines at three rates.
fn sheet(count: usize) -> Sheet {
    let line = |place: usize| {
        let (name, price, rate) = [
            ("Kubek ceramiczny „Żółw” 330 ml", "39.99", "23"),
            ("Książka – smaki Podlasia, oprawa twarda", "1249.5", "8"),
            ("Gęś śpiąca w źdźbłach, łańcuszek", "0.0125", "5"),
        ][place % 3];
        let price: UnitPrice = price.parse().unwrap();
        let quantity = place as i64 % 7 + 1;
        DocumentLine {
            name: format!("{name} {place}"),
            sku: if place.is_multiple_of(2) {
                format!("KUB-{place}")
            } else {
                String::new()
            },
            unit: "szt.".into(),
            quantity,
            price,
            rate: rate.parse().unwrap(),
            gross: price.times(quantity).unwrap(),
            order_line: None,
        }
    };
    of_lines((0..count).map(line).collect())
}

fn of_lines(lines: Vec<DocumentLine>) -> Sheet {
    let plain: Vec<Line> = lines
        .iter()
        .map(|line| Line {
            rate: line.rate,
            quantity: line.quantity,
            unit_price: line.price,
        })
        .collect();
    let sums = totals(&plain).unwrap();
    let draft = Draft {
        kind: DocumentKind::Invoice,
        kind_reason: String::new(),
        sold_on: date(2026, 11, 24),
        currency: "PLN".into(),
        lines,
        rates: sums.rates,
        net: sums.net,
        vat: sums.vat,
        gross: sums.gross,
        seller: Seller {
            name: "Próbna Hurtownia sp. z o.o.".into(),
            nip: "1234563218".into(),
            street: "ul. Krótka 3".into(),
            postcode: "65-001".into(),
            city: "Zielona Góra".into(),
            country: "PL".into(),
            bank_account: "61109010140000071219812874".into(),
            exempt_basis: String::new(),
        },
        buyer: Buyer {
            name: "Łucja Święćkowska".into(),
            street: "ul. Wąska 12/4".into(),
            postcode: "31-001".into(),
            city: "Kraków".into(),
            country: "PL".into(),
            ..Buyer::default()
        },
        payment: Payment {
            method: "PayU".into(),
            form: "transfer".into(),
            paid: Amount::ZERO,
            due: date(2026, 12, 9),
        },
        conversion: None,
        notes: Vec::new(),
    };
    Sheet {
        draft,
        number: "BL/17/11/2026".into(),
        issued_on: date(2026, 11, 25),
        order: 1001,
        order_number: Some("17/11/2026 BL ORDER".into()),
        notes: Vec::new(),
        void: None,
    }
}

/// Text of each page.
fn read(printout: &Printout) -> Vec<String> {
    let document = lopdf::Document::load_mem(&printout.bytes).expect("a PDF");
    let pages = document.get_pages();
    assert_eq!(pages.len(), printout.pages);
    pages
        .keys()
        .map(|page| document.extract_text(&[*page]).expect("text"))
        // The reader puts a space after each run.
        .map(|text| text.replace(" \n", "\n"))
        .collect()
}

fn drawn(sheet: &Sheet) -> (Printout, Vec<String>) {
    let printout = print(sheet).unwrap();
    let pages = read(&printout);
    (printout, pages)
}

/// Without spaces and line ends, for texts that may be broken.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Each is a run of its own or a part of one: read out in one piece.
fn holds(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text:?} is not in:\n{page}");
    }
}

#[test]
fn an_invoice_has_everything_of_art_106e() {
    let mut sheet = sheet(3);
    sheet.draft.buyer.tax_id = "5265877635".into();
    sheet.draft.payment.paid = Amount::from_grosze(100_000);
    let (printout, pages) = drawn(&sheet);
    assert!(printout.bytes.len() <= 40_000, "{}", printout.bytes.len());
    let [page] = pages.as_slice() else {
        panic!("{} pages", pages.len());
    };
    holds(
        page,
        &[
            "Faktura\n",
            "BL/17/11/2026\n",
            "2026-11-25",
            "2026-11-24",
            "1001\n",
            "17/11/2026 BL ORDER",
            "Próbna Hurtownia sp. z o.o.",
            "ul. Krótka 3",
            "65-001 Zielona Góra",
            "NIP: 1234563218",
            "Łucja Święćkowska",
            "31-001 Kraków",
            "NIP: 5265877635",
            "Kubek ceramiczny „Żółw” 330 ml 0",
            "SKU: KUB-0",
            "szt.",
            "1\u{a0}249,50",
            "0,0125",
            "23%",
            "2\u{a0}499,00",
            "2\u{a0}313,89",
            "185,11",
            "2\u{a0}539,03\u{a0}PLN",
            "Słownie: dwa tysiące pięćset trzydzieści dziewięć złotych 03/100",
            "przelew (PayU)",
            "1\u{a0}000,00\u{a0}PLN",
            "Pozostało do zapłaty",
            "1\u{a0}539,03\u{a0}PLN",
            "2026-12-09",
            "61\u{a0}1090\u{a0}1014\u{a0}0000\u{a0}0712\u{a0}1981\u{a0}2874",
            "strona 1 z 1",
        ],
    );
    for absent in [
        "fiskalnym",
        "Kraj",
        "Kurs",
        "ANULOWANY",
        "Uwagi",
        "Nadpłata",
    ] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn a_receipt_says_on_every_page_that_it_is_not_fiscal() {
    let mut sheet = sheet(60);
    sheet.draft.kind = DocumentKind::Receipt;
    sheet.draft.payment.paid = sheet.draft.gross;
    sheet.draft.buyer = Buyer::default();
    let (_, pages) = drawn(&sheet);
    assert!(pages.len() > 1);
    for page in &pages {
        holds(
            page,
            &["Paragon BL/17/11/2026 – nie jest paragonem fiskalnym"],
        );
    }
    let last = pages.last().unwrap();
    holds(last, &["0,00\u{a0}PLN"]);
    assert!(!last.contains("Termin"), "nothing is due");
}

#[test]
fn a_foreign_sale_shows_rate_table_and_vat_in_pln() {
    let mut sheet = sheet(2);
    let draft = &mut sheet.draft;
    draft.kind = DocumentKind::InvoiceWdt;
    draft.currency = "EUR".into();
    draft.buyer.country = "DE".into();
    draft.buyer.tax_id = "DE123456789".into();
    let pln = Amount::from_grosze(123_456);
    draft.conversion = Some(Conversion {
        rate: Decimal::new(42_567, 4),
        table: "226/A/NBP/2026".into(),
        day: date(2026, 11, 23),
        vat_pln: draft.rates.iter().map(|sum| (sum.rate, pln)).collect(),
    });
    sheet.notes = vec!["Nota o stawce".into(), "Druga nota".into()];
    let (_, pages) = drawn(&sheet);
    holds(
        &pages[0],
        &[
            "Kraj: PL",
            "Kraj: DE",
            "NIP: PL1234563218",
            "Numer VAT UE: DE123456789",
            "VAT w PLN",
            "1\u{a0}234,56",
            "2\u{a0}469,12",
            "EUR 99/100",
            "Uwagi",
            "Nota o stawce",
            "Druga nota",
            "Kurs NBP: 1\u{a0}EUR = 4,2567\u{a0}PLN, tabela nr 226/A/NBP/2026 z dnia 2026-11-23",
        ],
    );
}

#[test]
fn a_void_document_is_marked_on_every_page() {
    let mut sheet = sheet(90);
    sheet.void = Some("pomyłka w cenie".into());
    let (_, pages) = drawn(&sheet);
    holds(&pages[0], &["DOKUMENT ANULOWANY", "Powód: pomyłka w cenie"]);
    for page in &pages {
        holds(page, &["ANULOWANY"]);
    }
}

#[test]
fn paid_too_much_is_said() {
    let mut sheet = sheet(1);
    sheet.draft.payment.paid = Amount::from_grosze(5_000);
    let (_, pages) = drawn(&sheet);
    holds(&pages[0], &["Nadpłata", "10,01\u{a0}PLN"]);
    assert!(!pages[0].contains("Pozostało"));
}

/// Every count of lines: each page of the table has its head, the sums stand once and whole, with a line of goods.
#[test]
fn tables_break_between_lines_and_sums_stay_whole() {
    for count in (1..=80).chain([120, 299, 300]) {
        let sheet = sheet(count);
        let (printout, pages) = drawn(&sheet);
        for (place, page) in pages.iter().enumerate() {
            let whole = format!("strona {} z {}", place + 1, printout.pages);
            holds(page, &[&whole, "Wartość brutto", "BL/17/11/2026"]);
            assert_eq!(page.matches("Wartość brutto").count(), 1);
            assert!(
                page.contains(" szt.") || page.contains("szt."),
                "{count}: {page}"
            );
        }
        let last = pages.last().unwrap();
        holds(
            last,
            &["Stawka VAT", "Razem", "Należność ogółem", "Słownie"],
        );
        let all = pages.concat();
        assert_eq!(all.matches("Należność ogółem").count(), 1);
        for line in &sheet.draft.lines {
            assert_eq!(
                all.matches(&format!("{}\n", line.name)).count(),
                1,
                "{}",
                line.name
            );
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for count in [1, 40, 300] {
        let sheet = sheet(count);
        assert_eq!(print(&sheet).unwrap(), print(&sheet.clone()).unwrap());
    }
    let mut other = sheet(1);
    other.number = "BL/18/11/2026".into();
    assert_ne!(print(&other).unwrap(), print(&sheet(1)).unwrap());
}

/// What other programs show of the file: kind and number, seller, language; no time, and no program's name.
#[test]
fn a_file_tells_its_document_and_no_time() {
    let (printout, _) = drawn(&sheet(1));
    let document = lopdf::Document::load_mem(&printout.bytes).unwrap();
    let info = document.trailer.get(b"Info").unwrap();
    let info = document.dereference(info).unwrap().1.as_dict().unwrap();
    let told = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(told(b"Title"), "Faktura BL/17/11/2026");
    assert_eq!(told(b"Author"), "Próbna Hurtownia sp. z o.o.");
    assert_eq!(info.len(), 2, "{info:?}");
    let root = document.catalog().unwrap();
    assert_eq!(
        lopdf::decode_text_string(root.get(b"Lang").unwrap()).unwrap(),
        "pl"
    );
    let xmp = root.get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = document.get_object(xmp).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    for part in [
        "Faktura BL/17/11/2026",
        "Próbna Hurtownia",
        "<rdf:li>pl</rdf:li>",
    ] {
        assert!(xmp.contains(part), "{part} is not in {xmp}");
    }
    assert!(!xmp.contains("Date"), "{xmp}");
}

/// Only what is printed is in the file, and each glyph is as wide as the line was reckoned with.
#[test]
fn fonts_hold_what_is_used_at_its_width() {
    let (printout, _) = drawn(&sheet(1));
    let document = lopdf::Document::load_mem(&printout.bytes).unwrap();
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        let Ok(widths) = font.get(b"W") else { continue };
        fonts += 1;
        let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
        let name = String::from_utf8(name.to_vec()).unwrap();
        let (tag, name) = name.split_once('+').unwrap();
        assert_eq!(tag.len(), 6);
        assert!(tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        let weight = match name {
            "NotoSans-Regular" => super::style::Weight::Regular,
            "NotoSans-Bold" => super::style::Weight::Bold,
            name => panic!("{name}"),
        };
        let [first, widths] = widths.as_array().unwrap().as_slice() else {
            panic!("{widths:?}");
        };
        assert_eq!(first.as_i64().unwrap(), 1);
        let widths = widths.as_array().unwrap();
        assert!((20..120).contains(&widths.len()), "{}", widths.len());
        // Both weights begin with what is printed first: the F of `Faktura`, the D of `Data wystawienia`.
        let letter = match weight {
            super::style::Weight::Regular => 'D',
            super::style::Weight::Bold => 'F',
        };
        let faces = super::face::faces().unwrap();
        let (_, ems) = faces.of(weight).glyph(letter);
        let told = widths[0].as_float().unwrap();
        assert!((told - ems * 1000.0).abs() < 0.01, "{told} {ems}");
    }
    assert_eq!(fonts, 2);
}

/// Letters weigh most: a full page with every Latin and Polish one in both weights, and Cyrillic names, is still small.
#[test]
fn a_page_of_every_letter_is_small() {
    let mut sheet = sheet(16);
    let latin = ('!'..='~').chain("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€„”–".chars());
    let latin: String = latin.collect();
    let letters: Vec<char> = latin.chars().chain('А'..='я').collect();
    for (line, part) in sheet.draft.lines.iter_mut().zip(letters.chunks(16)) {
        line.name = part.iter().collect();
    }
    sheet.draft.buyer.name = format!("{latin} Олександра Шевченко");
    let (printout, pages) = drawn(&sheet);
    assert_eq!(printout.pages, 1);
    assert!(printout.bytes.len() <= 40_000, "{}", printout.bytes.len());
    assert!(!pages[0].contains('\u{fffd}'));
}

#[test]
fn long_names_are_printed_to_the_last_letter() {
    for name in [
        "Ż".repeat(500),
        "krótkie słowa po kolei ".repeat(22),
        "x".repeat(12_000),
    ] {
        let mut sheet = sheet(2);
        for line in &mut sheet.draft.lines {
            line.name.clone_from(&name);
        }
        sheet.draft.buyer.name.clone_from(&name);
        sheet.draft.payment.method.clone_from(&name);
        sheet.void = Some(name.clone());
        let (_, pages) = drawn(&sheet);
        let letter = name.chars().next().unwrap();
        let all = plain(&pages.concat());
        let printed = all.chars().filter(|c| *c == letter).count();
        let once = name.chars().filter(|c| *c == letter).count();
        assert!(printed >= 5 * once, "{printed} of {}", 5 * once);
    }
}

#[test]
fn odd_names_are_replaced_where_they_cannot_be_printed() {
    let mut sheet = sheet(1);
    sheet.draft.lines[0].name = "a\u{1b}[31mb\0 שלום \u{202e}kot 🐈 漢字 Zo\u{308}e".into();
    sheet.draft.buyer.name = "\u{202e}\u{200b}".into();
    sheet.draft.buyer.city = "Ки\u{ad}їв\r\n".into();
    let (_, pages) = drawn(&sheet);
    holds(
        &pages[0],
        &[
            "a\u{fffd}[31mb\u{fffd} \u{fffd}\u{fffd}\u{fffd}\u{fffd} kot \u{fffd} \u{fffd}\u{fffd} Zöe",
            "31-001 Київ",
        ],
    );
}

/// Sums as large as the book can hold: nothing is lost or drawn outside the page's columns.
#[test]
fn the_largest_sums_have_room() {
    let mut sheet = sheet(1);
    let most = Amount::from_grosze(i64::MAX);
    let draft = &mut sheet.draft;
    draft.lines[0].gross = most;
    draft.lines[0].quantity = i64::MAX;
    draft.rates[0].net = most;
    draft.rates[0].vat = most;
    draft.rates[0].gross = most;
    (draft.net, draft.vat, draft.gross) = (most, most, most);
    draft.payment.paid = Amount::from_grosze(i64::MIN);
    draft.conversion = Some(Conversion {
        rate: Decimal::MAX,
        table: "T".into(),
        day: date(2026, 11, 23),
        vat_pln: vec![(draft.rates[0].rate, most), (draft.rates[0].rate, most)],
    });
    let (_, pages) = drawn(&sheet);
    let all = plain(&pages.concat()).replace('\u{a0}', "");
    assert!(all.matches("92233720368547758,07").count() >= 9, "{all}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Any text anywhere: no crash, and a PDF that can be read.
    #[test]
    fn any_text_can_be_printed(texts in proptest::collection::vec(any::<String>(), 12), long in 0_usize..40) {
        let mut sheet = sheet(2);
        let draft = &mut sheet.draft;
        let buyer = &mut draft.buyer;
        let places = [
            &mut buyer.name, &mut buyer.person, &mut buyer.street, &mut buyer.city, &mut buyer.tax_id,
            &mut draft.currency, &mut draft.seller.name, &mut draft.seller.bank_account,
            &mut draft.payment.method, &mut sheet.number,
        ];
        for (place, text) in places.into_iter().zip(&texts) {
            place.clone_from(text);
        }
        sheet.draft.lines[0].name = texts[10].repeat(long);
        sheet.notes = vec![texts[11].repeat(long)];
        let printout = print(&sheet).unwrap();
        let pages = read(&printout);
        prop_assert!(pages.last().unwrap().contains("strona"));
    }
}
