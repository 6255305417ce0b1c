//! Every reason that a person can mend leads to a document on the next pass, mended here or in BaseLinker's panel.

use firmino_link::domain::edits::mended_by;
use firmino_link::domain::reason::{Code, Reason};
use firmino_link::sandbox::{Order, OrderLine};

use super::reasons;
use crate::shop::status::PAID;
use crate::shop::{Desk, Shop, next_second, order, world};

/// A fault of an order, and how it is mended.
struct Case {
    code: Code,
    fault: fn(&mut Order),
    /// `orders edit --set`; empty where only the panel mends it.
    edit: &'static [&'static str],
    panel: fn(&mut Order),
}

const NIP: &str = "1234563218";
const GERMAN: &str = "DE811907980";

fn firm(order: &mut Order, nip: &str) {
    order.invoice_company = format!("Próbna {} sp. z o.o.", order.order_id);
    order.invoice_nip = nip.into();
    order.invoice_address = "ul. Długa 1".into();
    order.invoice_postcode = "90-001".into();
    order.invoice_city = "Łódź".into();
    order.invoice_country_code = order.delivery_country_code.clone();
}

fn german(order: &mut Order, nip: &str, rate: i64) {
    order.delivery_country_code = "DE".into();
    firm(order, nip);
    order.products[0].tax_rate = rate.into();
}

fn mended_german(order: &mut Order) {
    order.invoice_nip = GERMAN.into();
    order.products[0].tax_rate = 0.into();
}

/// The buyer of whom there are two cards.
fn kowalski(order: &mut Order) {
    order.delivery_fullname = "Jan Kowalski".into();
    order.want_invoice = true;
}

const CASES: &[Case] = &[
    Case {
        code: Code::NoCountry,
        fault: |order| order.delivery_country_code = String::new(),
        edit: &["country=PL"],
        panel: |order| order.delivery_country_code = "PL".into(),
    },
    Case {
        code: Code::CountriesDiffer,
        fault: |order| {
            order.invoice_fullname = order.delivery_fullname.clone();
            order.invoice_country_code = "DE".into();
        },
        edit: &["country=pl"],
        panel: |order| order.invoice_country_code = "PL".into(),
    },
    Case {
        code: Code::NipChecksum,
        fault: |order| firm(order, "1234563210"),
        edit: &["nip=123-456-32-18"],
        panel: |order| order.invoice_nip = NIP.into(),
    },
    Case {
        code: Code::WantInvoiceNoNip,
        fault: |order| {
            firm(order, "");
            order.want_invoice = true;
        },
        edit: &["nip=1234563218"],
        panel: |order| order.invoice_nip = NIP.into(),
    },
    Case {
        code: Code::PolishNipAbroad,
        fault: |order| german(order, &format!("PL{NIP}"), 0),
        edit: &["nip=DE811907980"],
        panel: mended_german,
    },
    Case {
        code: Code::TaxIdUnreadable,
        fault: |order| german(order, "1234", 0),
        edit: &["nip=DE811907980"],
        panel: mended_german,
    },
    Case {
        code: Code::ForeignNumberInPoland,
        fault: |order| firm(order, GERMAN),
        edit: &["nip=1234563218"],
        panel: |order| order.invoice_nip = NIP.into(),
    },
    Case {
        code: Code::ForeignRates,
        fault: |order| german(order, GERMAN, 23),
        edit: &["vat:1=0"],
        panel: mended_german,
    },
    Case {
        code: Code::BuyerNoName,
        fault: |order| {
            order.delivery_fullname = String::new();
            order.want_invoice = true;
        },
        edit: &["name=Anna Próbna"],
        panel: |order| order.delivery_fullname = "Anna Próbna".into(),
    },
    Case {
        code: Code::BuyerNoCity,
        fault: |order| {
            order.delivery_city = String::new();
            order.want_invoice = true;
        },
        edit: &["city=Łódź"],
        panel: |order| order.delivery_city = "Łódź".into(),
    },
    Case {
        code: Code::BuyerNoPostcode,
        fault: |order| {
            order.delivery_postcode = String::new();
            order.want_invoice = true;
        },
        edit: &["postcode=90-001"],
        panel: |order| order.delivery_postcode = "90-001".into(),
    },
    Case {
        code: Code::ContractorAmbiguous,
        fault: kowalski,
        edit: &["contractor=1"],
        panel: |order| order.delivery_fullname = format!("Jan Kowalski {}", order.order_id),
    },
    Case {
        code: Code::LineCardConflict,
        fault: |order| order.products[0].sku = "SKU-1".into(),
        edit: &["card:1=SKU-1"],
        panel: |order| order.products[0].product_id = "560001".into(),
    },
    Case {
        code: Code::LineWarehouse,
        fault: |order| order.products[0].warehouse_id = 0,
        edit: &["warehouse:1=bl_8801"],
        panel: |order| order.products[0].warehouse_id = 8801,
    },
    Case {
        code: Code::VatUnknown,
        fault: |order| order.products[0].tax_rate = 150.into(),
        edit: &["vat:1=23 %"],
        panel: |order| order.products[0].tax_rate = 23.into(),
    },
    Case {
        code: Code::VatZero,
        fault: |order| order.products[0].tax_rate = 0.into(),
        edit: &["vat:1=5"],
        panel: |order| order.products[0].tax_rate = 5.into(),
    },
    Case {
        code: Code::VatNotPolish,
        fault: |order| order.products[0].tax_rate = 7.into(),
        edit: &["vat:1=8"],
        panel: |order| order.products[0].tax_rate = 8.into(),
    },
    Case {
        code: Code::CurrencyNoRate,
        fault: |order| order.currency = "XXX".into(),
        edit: &["currency_rate=1,25"],
        panel: |order| order.currency = "PLN".into(),
    },
    Case {
        code: Code::NoLines,
        fault: |order| order.products.clear(),
        edit: &[],
        panel: |order| {
            order.products.push(OrderLine {
                name: "Dodany".into(),
                price_brutto: 10.into(),
                ..OrderLine::default()
            });
        },
    },
    Case {
        code: Code::LineNoName,
        fault: |order| order.products[0].name = String::new(),
        edit: &[],
        panel: |order| order.products[0].name = format!("Towar {}", order.order_id),
    },
    Case {
        code: Code::LineNameTooLong,
        fault: |order| order.products[0].name = "x".repeat(513),
        edit: &[],
        panel: |order| order.products[0].name = format!("Towar {}", order.order_id),
    },
    Case {
        code: Code::LinePrice,
        fault: |order| order.products[0].price_brutto = "1.23456".parse().expect("a price"),
        edit: &[],
        panel: |order| order.products[0].price_brutto = 10.into(),
    },
    Case {
        code: Code::LineQuantity,
        fault: |order| order.products[0].quantity = 0,
        edit: &[],
        panel: |order| order.products[0].quantity = 1,
    },
    Case {
        code: Code::DeliveryPrice,
        fault: |order| order.delivery_price = (-1).into(),
        edit: &[],
        panel: |order| order.delivery_price = 15.into(),
    },
    Case {
        code: Code::CurrencyUnknown,
        fault: |order| order.currency = String::new(),
        edit: &[],
        panel: |order| order.currency = "PLN".into(),
    },
    Case {
        code: Code::TotalsNegative,
        fault: |order| {
            order.products.push(OrderLine {
                name: "Rabat".into(),
                price_brutto: (-500).into(),
                ..OrderLine::default()
            });
        },
        edit: &[],
        panel: |order| order.products.truncate(1),
    },
];

/// An order with goods and a buyer of its own.
fn own(id: u64) -> Order {
    let mut order = order(id, PAID, 90);
    order.products[0].sku = format!("SKU-{id}");
    order.products[0].name = format!("Towar {id}");
    order.products[0].product_id = (560_000 + id).to_string();
    order
}

/// A shop that knows a card, and two contractors of one name and address.
fn shop() -> Shop {
    let mut second = own(2);
    kowalski(&mut second);
    let shop = Shop::open(world([own(1), second])).with(|profile| {
        let mut profile = profile.with_warehouses();
        profile.head += "vat_eu = true\n[ksef]\nbusiness_invoices = \"issue-here\"\n";
        profile.orders += "issue_when = \"any\"\ncontractors = \"invoices\"\n";
        profile
    });
    let _ = shop.sync().exits(0);
    let db = rusqlite::Connection::open(shop.desk.mirror()).expect("opened");
    db.execute(
        "INSERT INTO contractors (name, short_name, name_key, nip, country, street, house, flat, postcode, postcode_key,
            city, city_key, email, phone, made_at)
         SELECT name, 'DRUGI', name_key, nip, country, street, house, flat, postcode, postcode_key, city, city_key,
            email, phone, made_at FROM contractors",
        [],
    )
    .expect("a double");
    shop
}

fn documented(desk: &Desk, id: u64) -> bool {
    desk.documents()
        .iter()
        .any(|row| row.1 == i64::try_from(id).expect("small"))
}

#[test]
fn what_is_mended_here_or_in_the_panel_gets_its_document_on_the_next_pass() {
    let shop = shop();
    let ids = |place: usize| {
        let place = u64::try_from(place).expect("small");
        (100 + place, 200 + place)
    };
    for (place, case) in CASES.iter().enumerate() {
        let (here, there) = ids(place);
        let wanted = [(here, !case.edit.is_empty()), (there, true)];
        for (id, _) in wanted.into_iter().filter(|(_, wanted)| *wanted) {
            let mut order = own(id);
            (case.fault)(&mut order);
            shop.sandbox.with(|world| world.put_order(order));
        }
    }
    let _ = shop.sync().exits(3);
    for (place, case) in CASES.iter().enumerate() {
        let (here, there) = ids(place);
        if !case.edit.is_empty() {
            assert_eq!(reasons(&shop.desk, here), [case.code.text()]);
            let id = here.to_string();
            let mut args = vec!["orders", "edit", &id, "--json"];
            args.extend(case.edit.iter().flat_map(|set| ["--set", set]));
            let out = shop.desk.run(args).exits(0).json();
            assert_eq!(out["orders"][0]["state"], "ready", "{out}");
        }
        assert!(
            reasons(&shop.desk, there).contains(&case.code.text()),
            "{:?}",
            case.code
        );
        assert!(
            shop.sandbox
                .with(|world| world.edit_order(there, case.panel))
        );
    }
    next_second();
    let _ = shop.sync();
    for (place, case) in CASES.iter().enumerate() {
        let (here, there) = ids(place);
        let by_edit = case.edit.is_empty() || documented(&shop.desk, here);
        assert!(by_edit, "{:?}: {}", case.code, shop.desk.order(here));
        assert!(
            documented(&shop.desk, there),
            "{:?}: {}",
            case.code,
            shop.desk.order(there)
        );
    }
}

#[test]
fn every_reason_that_a_correction_mends_is_among_the_cases() {
    let seen: firmino_link::domain::order::Order = serde_json::from_value(serde_json::json!({
        "id": 1, "identity": {"date_add": 5, "source": "shop", "source_id": 1, "external": ""}, "status": 1,
        "confirmed_at": 100, "currency": "PLN", "payment_method": "", "cash_on_delivery": false, "paid": null,
        "email": "", "phone": "", "delivery": {"name": "", "company": "", "street": "", "postcode": "", "city": "",
        "country": ""}, "delivery_method": "", "delivery_price": "0", "invoice": {"name": "", "company": "",
        "street": "", "postcode": "", "city": "", "country": ""}, "tax_id": "", "want_invoice": false, "lines": [
        {"id": 900, "product": null, "name": "", "sku": "", "ean": "", "price": "1", "rate": "0", "quantity": 1,
        "warehouse": null}], "odd": []
    }))
    .expect("an order");
    for code in Code::ALL {
        let reason = Reason::new(code, "products[1].sku", "");
        let mended = mended_by(&reason, &seen).is_some();
        let tried = CASES
            .iter()
            .any(|case| case.code == code && !case.edit.is_empty());
        // A receipt in BaseLinker that bars an invoice ends with the receipt, not with a document here.
        assert_eq!(mended, tried || code == Code::ReceiptBars, "{code:?}");
    }
}
