//! The golden table of the kind, `golden.txt`: each row an order with the profile's words and what follows. Tests of
//! `domain` check what follows, tests of `texts` the words.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::{Choice, DefaultDocument, KindInput, Oss};
use crate::domain::card_match::ByEan;
use crate::domain::contractor::ByName;
use crate::domain::country::Country;
use crate::domain::document::Seller;
use crate::domain::edits::Said;
use crate::domain::order::{Identity, Line, Order, Place};
use crate::domain::plan::{Asked, CardLink, Context, Plan, Source, There, Verdict, plan};
use crate::domain::rules::{BusinessInvoices, Issue, IssueWhen, LinkContractors, Rules, VatPayer};
use crate::domain::totals::DeliveryVat;

/// The day of every row.
pub(crate) const TODAY: Date = date(2026, 11, 25);

const TABLE: &str = include_str!("golden.txt");

/// Words that a row may hold: of the order, of the profile. `ksef=` and `stock=` take a value.
const ORDER: [&str; 2] = ["wants", "firm"];
const PROFILE: [&str; 6] = ["vat-eu", "oss", "below", "invoice", "off", "here"];

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The line of the file, from 1.
    pub(crate) line: usize,
    delivery: String,
    invoice: String,
    pub(crate) tax_id: String,
    order: Vec<String>,
    profile: Vec<String>,
    rate: Decimal,
    stock: Vec<Option<Country>>,
    /// `issue`, `ready ksef.required`, `needs editing`.
    pub(crate) ends: String,
    /// The kind, or `–`.
    pub(crate) document: String,
    /// Code of the reason.
    pub(crate) reason: String,
    /// The reason's words, Polish and English.
    pub(crate) words: [String; 2],
}

/// Every row of the table.
pub(crate) fn rows() -> Vec<Row> {
    let table = TABLE.lines().enumerate();
    let rows = table.filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '=']));
    rows.map(|(at, line)| Row::read(at + 1, line)).collect()
}

impl Row {
    fn read(line: usize, text: &str) -> Row {
        let cells: Vec<&str> = text.split('|').map(str::trim).collect();
        let [
            delivery,
            invoice,
            tax_id,
            order,
            profile,
            rate,
            ends,
            document,
            reason,
            polish,
            english,
        ] = cells[..]
        else {
            panic!("line {line}: {} cells", cells.len());
        };
        let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
        let (order, profile): (Vec<String>, Vec<String>) = (words(order), words(profile));
        let known = |word: &&String| {
            let word = word.as_str();
            PROFILE.contains(&word) || word.starts_with("ksef=") || word.starts_with("stock=")
        };
        assert!(
            order.iter().all(|word| ORDER.contains(&word.as_str())),
            "line {line}"
        );
        assert!(profile.iter().all(|word| known(&word)), "line {line}");
        let stock = profile
            .iter()
            .find_map(|word| word.strip_prefix("stock="))
            .map(Country::parse);
        Row {
            line,
            delivery: delivery.to_owned(),
            invoice: invoice.to_owned(),
            tax_id: tax_id.trim_matches('"').to_owned(),
            order,
            rate: rate.parse().unwrap(),
            stock: stock.into_iter().collect(),
            profile,
            ends: ends.to_owned(),
            document: document.to_owned(),
            reason: reason.to_owned(),
            words: [polish.to_owned(), english.to_owned()],
        }
    }

    /// What stands left of the outcome: no two rows may have the same.
    pub(crate) fn question(&self) -> String {
        format!(
            "{:?}",
            (
                &self.delivery,
                &self.invoice,
                &self.tax_id,
                &self.order,
                &self.profile
            )
        )
    }

    fn says(&self, word: &str) -> bool {
        self.order
            .iter()
            .chain(&self.profile)
            .any(|one| one == word)
    }

    /// The first day of KSeF, where the profile has one.
    pub(crate) fn ksef_from(&self) -> Option<Date> {
        match self
            .profile
            .iter()
            .find_map(|word| word.strip_prefix("ksef="))
        {
            None => Some(date(2026, 4, 1)),
            Some("never") => None,
            Some(day) => Some(day.parse().unwrap()),
        }
    }

    /// Whether business invoices are issued here by a typed consent.
    pub(crate) fn here(&self) -> bool {
        self.says("here")
    }

    /// What the kind is decided by.
    pub(crate) fn input(&self) -> KindInput<'_> {
        KindInput {
            choice: if self.says("off") {
                Choice::AlwaysDefault
            } else {
                Choice::Automatic
            },
            default: if self.says("invoice") {
                DefaultDocument::Invoice
            } else {
                DefaultDocument::Receipt
            },
            warehouses: &self.stock,
            delivery: Country::parse(&self.delivery),
            invoice: Country::parse(&self.invoice),
            tax_id: &self.tax_id,
            want_invoice: self.says("wants"),
            company: self.says("firm"),
            vat_eu: self.says("vat-eu"),
            oss: match (self.says("oss"), self.says("below")) {
                (true, _) => Some(Oss::Registered),
                (false, true) => Some(Oss::BelowThreshold),
                (false, false) => None,
            },
            day: TODAY,
        }
    }

    /// The row's order, planned.
    pub(crate) fn plan(&self) -> Plan {
        let sources = match self.stock.first() {
            Some(country) => vec![Source::Warehouse {
                id: 1,
                country: *country,
            }],
            None => vec![Source::NotKept],
        };
        let context = Context {
            today: TODAY,
            cards: vec![CardLink::New],
            sources,
            contractor_conflict: None,
            rate: None,
            clock: None,
            said: Said::default(),
            there: There::Nothing,
            duplicate: None,
            paid_on: None,
        };
        plan(&self.order(), &self.rules(), &context, Asked::ByPass)
    }

    /// What follows: how it ends, the kind, the reason's code.
    pub(crate) fn outcome(&self) -> [String; 3] {
        let plan = self.plan();
        let codes = |reasons: &[crate::domain::reason::Reason]| {
            let codes: Vec<_> = reasons.iter().map(|reason| reason.code.text()).collect();
            codes.join(" ")
        };
        match (plan.verdict, plan.kind) {
            (Verdict::NeedsEditing(reasons), kind) => {
                let kind = kind.map_or("–".to_owned(), |(kind, _)| kind.to_string());
                ["needs editing".into(), kind, codes(&reasons)]
            }
            (Verdict::Issue, Some((kind, why))) => ["issue".into(), kind.to_string(), why],
            (Verdict::Ready(reasons), Some((kind, why))) => {
                [format!("ready {}", codes(&reasons)), kind.to_string(), why]
            }
            (verdict @ Verdict::Elsewhere(_), _) | (verdict, None) => panic!("{verdict:?}"),
        }
    }

    fn place(&self, country: &str) -> Place {
        Place {
            name: "Anna Próbna".into(),
            company: String::new(),
            street: "ul. Krótka 3".into(),
            postcode: "90-001".into(),
            city: "Łódź".into(),
            country: country.into(),
        }
    }

    /// An order of one mug for 39.99 PLN, paid, without delivery costs.
    fn order(&self) -> Order {
        let firm = self.says("firm");
        let invoice = if self.invoice.is_empty() && !firm {
            Place::default()
        } else {
            let company = if firm { "Firma Próbna" } else { "" };
            Place {
                company: company.into(),
                ..self.place(&self.invoice)
            }
        };
        Order {
            id: 1,
            identity: Identity {
                date_add: 0,
                source: "shop".into(),
                source_id: 1,
                external: String::new(),
            },
            status: 1,
            confirmed_at: Some(1_795_000_000),
            currency: "PLN".into(),
            payment_method: "PayU".into(),
            cash_on_delivery: false,
            paid: Some(Decimal::new(3999, 2)),
            email: String::new(),
            phone: String::new(),
            delivery: self.place(&self.delivery),
            delivery_method: "Kurier".into(),
            delivery_price: Some(Decimal::ZERO),
            invoice,
            tax_id: self.tax_id.clone(),
            want_invoice: self.says("wants"),
            lines: vec![Line {
                id: 1,
                product: None,
                name: "Kubek".into(),
                sku: "KUB".into(),
                ean: String::new(),
                price: Some(Decimal::new(3999, 2)),
                rate: Some(self.rate),
                quantity: Some(1),
                warehouse: None,
            }],
            odd: Vec::new(),
        }
    }

    fn rules(&self) -> Rules {
        let input = self.input();
        Rules {
            seller: Seller::default(),
            vat_payer: VatPayer::Yes,
            vat_eu: input.vat_eu,
            oss: input.oss,
            default_kind: input.default,
            kind_choice: input.choice,
            ksef_from: self.ksef_from(),
            business_invoices: if self.here() {
                BusinessInvoices::IssueHere
            } else {
                BusinessInvoices::Hold
            },
            delivery: DeliveryVat::Proportional,
            payments: BTreeMap::new(),
            issue: Issue::Automatically,
            issue_when: IssueWhen::Paid,
            contractors: LinkContractors::All,
            by_name: ByName::WithAddress,
            by_ean: ByEan::Ignored,
        }
    }
}
