//! The 60 products: 46 simple ones, three with ten variants, one bundle.

use std::collections::BTreeMap;

use super::draft::dec;
use crate::sandbox::catalog::DEFAULT_PRICE_GROUP;
use crate::sandbox::product::Product;
use crate::sandbox::random::Random;

/// Simple products: id from 560001, SKU, name, VAT rate, gross price.
const SIMPLE: [(&str, &str, &str, &str); 46] = [
    ("KUB-300", "Kubek 300 ml", "23", "39.99"),
    ("KUB-450", "Kubek 450 ml", "23", "49.99"),
    ("KUB-EMA", "Kubek emaliowany", "23", "34.50"),
    ("FIL-ESP", "Filiżanka do espresso", "23", "24.90"),
    ("DZB-1L", "Dzbanek 1 l", "23", "79.00"),
    ("CZA-12", "Czajniczek żeliwny 1,2 l", "23", "189.00"),
    ("TAL-27", "Talerz obiadowy 27 cm", "23", "29.99"),
    ("MIS-18", "Miska ceramiczna 18 cm", "23", "27.49"),
    ("SZK-6", "Szklanki, komplet 6 szt.", "23", "59.99"),
    ("LYZ-DR", "Łyżka drewniana", "23", "12.99"),
    ("DES-BUK", "Deska bukowa", "23", "44.90"),
    ("GAR-3L", "Garnek emaliowany 3 l", "23", "119.00"),
    ("PAT-24", "Patelnia 24 cm", "23", "99.00"),
    ("OBR-LEN", "Obrus lniany", "23", "149.90"),
    ("SCI-BAW", "Ścierka bawełniana", "23", "14.99"),
    ("SWI-SOJ", "Świeca sojowa", "23", "32.00"),
    ("WAZ-ZOL", "Wazon żółty", "23", "64.00"),
    ("RAM-15", "Ramka 15×21", "23", "21.99"),
    ("KOS-WIK", "Kosz wiklinowy", "23", "54.00"),
    ("PRZ-PAP", "Papryka wędzona 50 g", "8", "8.49"),
    ("PRZ-CYN", "Cynamon 40 g", "8", "6.99"),
    ("PRZ-KUR", "Kurkuma 60 g", "8", "7.49"),
    ("KAW-250", "Kawa ziarnista 250 g", "23", "36.00"),
    ("HER-CZA", "Herbata czarna 100 g", "23", "18.90"),
    ("KSI-CHL", "Książka „Chleb na zakwasie”", "5", "49.90"),
    ("KSI-HER", "Książka „O herbacie”", "5", "39.00"),
    ("KSI-ZUP", "Książka „Zupy świata”", "5", "44.00"),
    ("MIO-LIP", "Miód lipowy 400 g", "5", "34.00"),
    ("SOK-JAB", "Sok jabłkowy 3 l", "5", "21.50"),
    ("NAK-01", "Naklejka na słoik", "23", "1.99"),
    ("ETY-03", "Etykiety, arkusz", "23", "9.99"),
    ("GRA-TIS", "Próbka herbaty", "23", "0.00"),
    ("BON-100", "Bon podarunkowy 100 zł", "0", "100.00"),
    ("WST-01", "Wstążka, metr", "23", "12.35"),
    ("", "Zestaw niespodzianka", "23", "25.00"),
    ("", "Resztki z magazynu", "23", "5.00"),
    ("DUP-1", "Podkładka korkowa okrągła", "23", "9.50"),
    ("DUP-1", "Podkładka korkowa kwadratowa", "23", "9.50"),
    ("SOL-A", "Solniczka", "23", "17.00"),
    ("SOL-B", "Solniczka", "23", "19.00"),
    // NFD: the accents are characters of their own.
    ("NFD-1", "Ło\u{301}z\u{307}eczko kuchenne", "23", "22.00"),
    ("BRZ-1", "Brzeg  podwójna spacja", "23", "11.00"),
    ("kub-300", "Kubek mały", "23", "19.99"),
    ("CEN-0", "Towar bez ceny", "23", ""),
    ("STA-0", "Towar bez stanu", "23", "15.00"),
    ("DLU-1", "Nazwa", "23", "13.00"),
];

/// Products with variants: SKU and name of the parent, then suffix and price of each variant.
type Family = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);
const FAMILIES: [Family; 3] = [
    (
        "TSH",
        "Koszulka",
        &[
            ("L", "89.00"),
            ("M", "79.00"),
            ("S", "79.00"),
            ("XL", "89.00"),
        ],
    ),
    (
        "FAR",
        "Fartuch",
        &[
            ("czarny", "69.00"),
            ("szary", "69.00"),
            ("zielony", "69.00"),
        ],
    ),
    (
        "REK",
        "Rękawica kuchenna",
        &[("lewa", "29.00"), ("prawa", "29.00"), ("para", "49.00")],
    ),
];

/// All products by id.
pub(super) fn products(seed: u64) -> BTreeMap<u64, Product> {
    let mut random = Random::stream(seed, 0x676f_6f64);
    let mut all = Vec::new();
    let mut id = 560_001;
    for (sku, name, rate, price) in SIMPLE {
        all.push(product(id, sku, name, rate, price, &mut random));
        id += 1;
    }
    for (sku, name, variants) in FAMILIES {
        let parent = id;
        all.push(product(parent, sku, name, "23", variants[0].1, &mut random));
        id += 1;
        for (suffix, price) in variants {
            let sku = format!("{sku}-{}", suffix.to_uppercase());
            let name = format!("{name} {suffix}");
            let mut variant = product(id, &sku, &name, "23", price, &mut random);
            variant.parent_id = parent;
            all.push(variant);
            id += 1;
        }
    }
    let mut bundle = product(
        id,
        "ZES-1",
        "Zestaw śniadaniowy",
        "23",
        "99.99",
        &mut random,
    );
    bundle.is_bundle = true;
    bundle.bundle_products = [(560_001, 2), (560_020, 1)].into();
    bundle.stock.clear();
    all.push(bundle);
    all.into_iter()
        .map(special)
        .map(|product| (product.id, product))
        .collect()
}

fn special(mut product: Product) -> Product {
    match product.sku.as_str() {
        "STA-0" => product.stock.clear(),
        "DLU-1" => product.name = format!("Bardzo {}długa nazwa towaru", "bardzo ".repeat(24)),
        "TSH" | "FAR" | "REK" => product.stock.clear(),
        _ => {}
    }
    product
}

fn product(
    id: u64,
    sku: &str,
    name: &str,
    rate: &str,
    price: &str,
    random: &mut Random,
) -> Product {
    let pieces = |below: u64, random: &mut Random| i64::try_from(random.below(below)).unwrap_or(0);
    let mut stock = BTreeMap::new();
    stock.insert("bl_8801".to_owned(), 20 + pieces(180, random));
    stock.insert("bl_8802".to_owned(), pieces(40, random));
    Product {
        id,
        sku: sku.into(),
        ean: if sku.is_empty() {
            String::new()
        } else {
            ean(id)
        },
        name: name.into(),
        tax_rate: dec(rate),
        weight: dec("0.4"),
        prices: if price.is_empty() {
            BTreeMap::new()
        } else {
            [(DEFAULT_PRICE_GROUP, dec(price))].into()
        },
        stock,
        images: vec![format!("https://img.example/{id}.jpg")],
        ..Product::default()
    }
}

/// A made-up EAN-13 with the right check digit.
fn ean(id: u64) -> String {
    let body = format!("590000{id:06}");
    let sum: u32 = body
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
