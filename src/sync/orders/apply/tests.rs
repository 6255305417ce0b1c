//! Must-hold g: days are Warsaw's, and a series follows them over midnight, both nights of the clock, month and year.

use jiff::civil::{Date, DateTime, date};
use rust_decimal::Decimal;

use super::*;
use crate::domain::order::{Identity, Line, Place};
use crate::mirror::binding::Account;
use crate::profile::Profile;

/// The Unix second of a moment in Warsaw; of an hour that comes twice, the first.
fn at(moment: &str) -> i64 {
    let moment: DateTime = moment.parse().unwrap();
    let there = warsaw::zone()
        .to_ambiguous_zoned_datetime(moment)
        .compatible()
        .unwrap();
    there.timestamp().as_second()
}

fn settings(invoice: &str, receipt: &str) -> Settings {
    let text = format!(
        "version = 1\nmodules = [\"orders\"]\n[company]\nname = \"Próbna\"\nnip = \"1234563218\"\nstreet = \"Krótka 3\"\n\
         postcode = \"65-001\"\ncity = \"Łódź\"\n[orders]\nfrom = 2024-01-01\nstatuses = [1]\nsend_invoices = false\n\
         issue = \"automatically\"\n[orders.numbering]\ninvoice = \"{invoice}\"\nreceipt = \"{receipt}\"\n\
         order = \"{{n}}/{{yyyy}} BL ORDER\"\n"
    );
    let profile = Profile::parse(&text, date(2026, 11, 25)).unwrap();
    Settings::from_profile("test", &profile).unwrap()
}

fn order(id: i64, confirmed_at: i64) -> Order {
    let place = |name: &str| Place {
        name: name.to_owned(),
        company: String::new(),
        street: "Krótka 3".into(),
        postcode: "90-001".into(),
        city: "Łódź".into(),
        country: "PL".into(),
    };
    Order {
        id,
        identity: Identity {
            date_add: confirmed_at,
            source: "shop".into(),
            source_id: 1,
            external: id.to_string(),
        },
        status: 1,
        confirmed_at: Some(confirmed_at),
        currency: "PLN".into(),
        payment_method: String::new(),
        cash_on_delivery: false,
        paid: Some(Decimal::from(10)),
        email: String::new(),
        phone: String::new(),
        delivery: place(&format!("Anna Próbna {id}")),
        delivery_method: String::new(),
        delivery_price: Some(Decimal::ZERO),
        invoice: Place::default(),
        tax_id: String::new(),
        want_invoice: false,
        lines: vec![Line {
            id,
            product: None,
            name: "Kubek".into(),
            sku: "K".into(),
            ean: String::new(),
            price: Some(Decimal::from(10)),
            rate: Some(Decimal::from(23)),
            quantity: Some(1),
            warehouse: None,
        }],
        odd: Vec::new(),
    }
}

/// Passes at these moments, each with one order confirmed at another moment: (number, issued on, sold on) of each document.
fn documents(receipt: &str, passes: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let settings = settings("F/{n}/{mm}/{yyyy}", receipt);
    let mut mirror = Mirror::in_memory(0).unwrap();
    let account = [(1, "Opłacone".to_owned())];
    let statuses = Statuses::resolve(&account, &settings.statuses).unwrap();
    mirror
        .write(|mirror| {
            mirror.rebind(&Account {
                host: "test".into(),
                port: 0,
                token: String::new(),
            })
        })
        .unwrap();
    for (id, (pass, confirmed)) in (1..).zip(passes) {
        let second = at(pass);
        let today = warsaw::day(second);
        let now = Now {
            second,
            today,
            server_day: today,
            ahead: None,
            clock: None,
        };
        let apply = Apply {
            settings: &settings,
            statuses: &statuses,
            from: 0,
            now: &now,
            issued_before: 0,
            asked: Named::NotAtAll,
            repair: Repair::No,
            purpose: Purpose::Take,
            released: None,
        };
        let mut tally = Tally::default();
        let order = order(id, at(confirmed));
        mirror
            .write(|mirror| apply.order(mirror, order, &mut tally))
            .unwrap();
        assert_eq!(tally.troubles, [], "{pass}");
    }
    let rows = mirror.documents().unwrap();
    rows.into_iter()
        .map(|row| (row.number, row.issued_on, row.sold_on))
        .collect()
}

fn row(number: &str, issued: Date, sold: Date) -> (String, String, String) {
    (number.to_owned(), issued.to_string(), sold.to_string())
}

#[test]
fn midnight_parts_days_months_and_years() {
    let found = documents(
        "P/{n}/{mm}/{yyyy}",
        &[
            ("2026-11-30T23:59:59", "2026-11-30T23:59:58"),
            ("2026-12-01T00:00:00", "2026-11-30T23:59:59"),
            ("2026-12-01T00:00:01", "2026-12-01T00:00:00"),
            ("2026-12-31T23:59:59", "2026-12-31T00:00:00"),
            ("2027-01-01T00:00:00", "2026-12-31T23:59:59"),
            ("2027-01-01T00:30:00", "2027-01-01T00:00:00"),
        ],
    );
    let (nov, dec, first) = (date(2026, 11, 30), date(2026, 12, 31), date(2026, 12, 1));
    let new_year = date(2027, 1, 1);
    assert_eq!(
        found,
        [
            row("P/1/11/2026", nov, nov),
            row("P/1/12/2026", first, nov),
            row("P/2/12/2026", first, first),
            row("P/3/12/2026", dec, dec),
            row("P/1/01/2027", new_year, dec),
            row("P/2/01/2027", new_year, new_year),
        ]
    );
}

#[test]
fn both_nights_of_the_clock_have_one_day_each() {
    // 23 hours on 2026-03-29, 25 on 2026-10-25: 02:30 comes twice, and 22:30 UTC lies in the next day already.
    let found = documents(
        "P/{n}/{dd}/{mm}/{yyyy}",
        &[
            ("2026-03-28T23:59:59", "2026-03-28T23:00:00"),
            ("2026-03-29T00:00:00", "2026-03-29T00:00:00"),
            ("2026-03-29T03:00:00", "2026-03-29T01:59:59"),
            ("2026-03-30T00:00:00", "2026-03-29T23:59:59"),
            ("2026-10-25T00:00:00", "2026-10-24T23:59:59"),
            ("2026-10-25T02:30:00", "2026-10-25T02:30:00"),
            ("2026-10-25T23:59:59", "2026-10-25T03:30:00"),
            ("2026-10-26T00:00:00", "2026-10-25T23:59:59"),
        ],
    );
    let numbers: Vec<&str> = found.iter().map(|(number, ..)| number.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "P/1/28/03/2026",
            "P/1/29/03/2026",
            "P/2/29/03/2026",
            "P/1/30/03/2026",
            "P/1/25/10/2026",
            "P/2/25/10/2026",
            "P/3/25/10/2026",
            "P/1/26/10/2026",
        ]
    );
    let sold: Vec<&str> = found.iter().map(|(.., sold)| sold.as_str()).collect();
    assert_eq!(
        sold,
        [
            "2026-03-28",
            "2026-03-29",
            "2026-03-29",
            "2026-03-29",
            "2026-10-24",
            "2026-10-25",
            "2026-10-25",
            "2026-10-25",
        ]
    );
}
