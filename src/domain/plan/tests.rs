mod sums;

use std::collections::BTreeMap;

use jiff::civil::date;
use rust_decimal::Decimal;

use super::*;
use crate::domain::card_match::ByEan;
use crate::domain::contractor::ByName;
use crate::domain::document::Seller;
use crate::domain::kind::{Choice, DefaultDocument, Oss};
use crate::domain::note::Note;
use crate::domain::order::{Identity, Line, Place};
use crate::domain::rules::{LinkContractors, PaymentTerms, VatPayer};
use crate::domain::totals::DeliveryVat;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(quantity: i64, price: &str, rate: &str) -> Line {
    Line {
        id: 1,
        product: None,
        name: "Kubek".into(),
        sku: "KUB".into(),
        ean: String::new(),
        price: Some(dec(price)),
        rate: Some(dec(rate)),
        quantity: Some(quantity),
        warehouse: None,
    }
}

/// A consumer's order, paid far beyond its sum, without delivery.
fn order(lines: Vec<Line>) -> Order {
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
        paid: Some(dec("100000000")),
        email: String::new(),
        phone: String::new(),
        delivery: place("PL"),
        delivery_method: "Kurier".into(),
        delivery_price: Some(Decimal::ZERO),
        invoice: Place::default(),
        tax_id: String::new(),
        want_invoice: false,
        lines,
        odd: Vec::new(),
    }
}

fn place(country: &str) -> Place {
    Place {
        name: "Anna Próbna".into(),
        company: String::new(),
        street: "ul. Krótka 3".into(),
        postcode: "90-001".into(),
        city: "Łódź".into(),
        country: country.into(),
    }
}

fn rules() -> Rules {
    Rules {
        seller: Seller::default(),
        vat_payer: VatPayer::Yes,
        vat_eu: false,
        oss: None,
        default_kind: DefaultDocument::Receipt,
        kind_choice: Choice::Automatic,
        ksef_from: Some(date(2026, 4, 1)),
        business_invoices: BusinessInvoices::Hold,
        delivery: DeliveryVat::Proportional,
        payments: BTreeMap::new(),
        issue: Issue::Automatically,
        issue_when: IssueWhen::Paid,
        contractors: LinkContractors::All,
        by_name: ByName::WithAddress,
        by_ean: ByEan::Ignored,
    }
}

fn context(lines: usize) -> Context {
    Context {
        today: date(2026, 11, 24),
        cards: vec![CardLink::New; lines],
        sources: vec![Source::NotKept; lines],
        contractor_conflict: None,
        rate: None,
        clock: None,
        said: Said::default(),
        there: There::Nothing,
        duplicate: None,
        paid_on: None,
    }
}

/// What a test changes.
struct Case {
    order: Order,
    rules: Rules,
    context: Context,
    asked: Asked,
}

/// `issue receipt`, `ready ksef.required`, `edit vat.zero`, … of an order of one mug, as changed.
fn outcome(change: impl FnOnce(&mut Case)) -> String {
    let mut case = Case {
        order: order(vec![line(1, "39.99", "23")]),
        rules: rules(),
        context: context(1),
        asked: Asked::ByPass,
    };
    change(&mut case);
    let plan = plan(&case.order, &case.rules, &case.context, case.asked);
    let codes = |reasons: &[Reason]| {
        let codes: Vec<_> = reasons.iter().map(|reason| reason.code.text()).collect();
        codes.join(" ")
    };
    match &plan.verdict {
        Verdict::Issue => format!("issue {}", plan.draft.unwrap().kind),
        Verdict::Ready(reasons) => {
            let kind = plan.draft.unwrap().kind;
            format!("ready {kind} {}", codes(reasons)).trim().to_owned()
        }
        Verdict::NeedsEditing(reasons) => {
            assert_eq!(plan.draft, None);
            format!("edit {}", codes(reasons))
        }
        Verdict::Elsewhere(reason) => format!("elsewhere {}", reason.code.text()),
    }
}

/// What the sale has in BaseLinker, and what that leaves for a document (design.md §5, documents elsewhere).
#[test]
fn a_document_in_baselinker_is_not_doubled() {
    let receipt = |tax_id: &str| There::Receipt {
        number: "7/11/2026".into(),
        tax_id: tax_id.into(),
    };
    let invoice = || There::Invoice("1/11/2026".into());
    let nip = |c: &mut Case| firm(c, "PL", "123-456-32-18");
    let found = outcome(|c| c.context.there = invoice());
    assert_eq!(found, "elsewhere order.invoice-elsewhere");
    let found = outcome(|c| {
        c.context.there = invoice();
        c.order.lines.clear();
    });
    assert_eq!(found, "elsewhere order.invoice-elsewhere");
    let found = outcome(|c| c.context.there = receipt(""));
    assert_eq!(found, "elsewhere order.receipt-elsewhere");
    for (there, code) in [
        (receipt(""), "edit order.receipt-without-nip"),
        (receipt("1111111111"), "edit order.receipt-without-nip"),
        (receipt("PL 1234563218"), "edit order.receipt-first"),
    ] {
        let found = outcome(|c| {
            nip(c);
            c.context.there = there;
        });
        assert_eq!(found, code);
    }
    let found = outcome(|c| {
        c.order.want_invoice = true;
        c.context.there = receipt("");
    });
    assert_eq!(found, "edit order.receipt-first");
}

#[test]
fn a_person_s_word_decides_kind_and_rate() {
    let found = outcome(|c| c.context.said.kind = Some(DocumentKind::Invoice));
    assert_eq!(found, "issue invoice");
    let found = outcome(|c| {
        rate(c, "0");
        c.context.said.rates.insert(1);
    });
    assert_eq!(found, "issue receipt");
    let found = outcome(|c| c.context.duplicate = Some("7 (content)".into()));
    assert_eq!(found, "edit order.possible-duplicate");
}

/// Invoice data of a firm.
fn firm(case: &mut Case, country: &str, tax_id: &str) {
    case.order.delivery = place(country);
    case.order.invoice = Place {
        company: "Firma Próbna".into(),
        ..place(country)
    };
    case.order.tax_id = tax_id.into();
    case.order.want_invoice = true;
}

fn rate(case: &mut Case, rate: &str) {
    case.order.lines[0].rate = Some(dec(rate));
}

#[test]
fn what_is_missing_is_named_and_never_taken_for_zero() {
    assert_eq!(outcome(|_| ()), "issue receipt");
    assert_eq!(outcome(|c| c.order.lines.clear()), "edit order.no-lines");
    assert_eq!(
        outcome(|c| c.order.lines[0].price = None),
        "edit line.price"
    );
    assert_eq!(
        outcome(|c| c.order.lines[0].rate = None),
        "edit vat.unknown"
    );
    for quantity in [None, Some(0), Some(-1)] {
        let found = outcome(|c| c.order.lines[0].quantity = quantity);
        assert_eq!(found, "edit line.quantity", "{quantity:?}");
    }
    assert_eq!(
        outcome(|c| c.order.lines[0].name = " ".into()),
        "edit line.no-name"
    );
    assert_eq!(
        outcome(|c| c.order.delivery_price = None),
        "edit delivery.price"
    );
    assert_eq!(
        outcome(|c| c.order.delivery_price = Some(dec("-1"))),
        "edit delivery.price"
    );
    assert_eq!(
        outcome(|c| c.order.lines[0].price = Some(dec("0"))),
        "edit totals.nothing"
    );
    assert_eq!(
        outcome(|c| c.order.lines[0].price = Some(dec("-5"))),
        "edit totals.negative"
    );
    assert_eq!(
        outcome(|c| c.order.currency.clear()),
        "edit currency.unknown"
    );
    assert_eq!(
        outcome(|c| c.order.odd.push(("paid".into(), "?".into()))),
        "edit order.odd-value"
    );
    let all = outcome(|c| {
        c.order.lines[0].price = None;
        c.order.lines[0].rate = None;
        c.order.lines[0].quantity = None;
    });
    assert_eq!(all, "edit line.price line.quantity vat.unknown");
}

#[test]
fn rates_that_no_polish_sale_has_are_held() {
    assert_eq!(outcome(|c| rate(c, "0")), "edit vat.zero");
    let zero = |zero_rated| CardLink::Linked {
        card: 7,
        zero_rated,
    };
    let with_card = |zero_rated| {
        outcome(|c| {
            rate(c, "0");
            c.context.cards[0] = zero(zero_rated);
        })
    };
    assert_eq!(with_card(true), "issue receipt");
    assert_eq!(with_card(false), "edit vat.zero");
    for wrong in ["19", "7", "22", "-0.02", "-0.03"] {
        assert_eq!(
            outcome(|c| rate(c, wrong)),
            "edit vat.not-polish",
            "{wrong}"
        );
    }
    assert_eq!(outcome(|c| rate(c, "-7")), "edit vat.unknown");
    assert_eq!(outcome(|c| rate(c, "-1")), "edit vat.exempt-basis");
    let exempt = outcome(|c| {
        rate(c, "-1");
        c.rules.seller.exempt_basis = "art. 43 ust. 1 pkt 29 ustawy o VAT".into();
    });
    assert_eq!(exempt, "issue receipt");
}

#[test]
fn payment_decides_when_the_pass_issues() {
    let unpaid = |case: &mut Case| case.order.paid = Some(dec("39.98"));
    assert_eq!(outcome(unpaid), "ready receipt payment.open");
    assert_eq!(
        outcome(|c| c.order.paid = None),
        "ready receipt payment.open"
    );
    assert_eq!(
        outcome(|c| c.order.paid = Some(dec("39.99"))),
        "issue receipt"
    );
    let eased = |ease: fn(&mut Case)| {
        outcome(|c| {
            unpaid(c);
            ease(c);
        })
    };
    assert_eq!(eased(|c| c.order.cash_on_delivery = true), "issue receipt");
    assert_eq!(
        eased(|c| c.rules.issue_when = IssueWhen::Any),
        "issue receipt"
    );
    assert_eq!(eased(|c| c.asked = Asked::ByPerson), "issue receipt");
    let terms = |case: &mut Case, days| {
        let form = "transfer".to_owned();
        let terms = PaymentTerms { form, days };
        case.rules.payments.insert("PayU".into(), terms);
    };
    assert_eq!(
        eased(|c| c.rules.payments.clear()),
        "ready receipt payment.open"
    );
    let days = |days| {
        outcome(|c| {
            unpaid(c);
            terms(c, days);
        })
    };
    assert_eq!(
        (days(0).as_str(), days(14).as_str()),
        ("ready receipt payment.open", "issue receipt")
    );
}

#[test]
fn who_issues_and_when_the_clock_is_wrong() {
    assert_eq!(
        outcome(|c| c.rules.issue = Issue::Manually),
        "ready receipt"
    );
    let by_person = outcome(|c| {
        c.rules.issue = Issue::Manually;
        c.asked = Asked::ByPerson;
    });
    assert_eq!(by_person, "issue receipt");
    for asked in [Asked::ByPass, Asked::ByPerson] {
        let found = outcome(|c| {
            c.context.clock = Some("-900 s".into());
            c.asked = asked;
        });
        assert_eq!(found, "ready receipt clock.behind");
    }
}

#[test]
fn ksef_keeps_business_invoices_from_getting_a_number() {
    for asked in [Asked::ByPass, Asked::ByPerson] {
        let with = |change: fn(&mut Case)| {
            outcome(|c| {
                firm(c, "PL", "123-456-32-18");
                c.asked = asked;
                change(c);
            })
        };
        assert_eq!(with(|_| ()), "ready invoice ksef.required");
        assert_eq!(
            with(|c| c.rules.business_invoices = BusinessInvoices::IssueHere),
            "issue invoice"
        );
        assert_eq!(
            with(|c| c.rules.ksef_from = Some(date(2027, 1, 1))),
            "issue invoice"
        );
        assert_eq!(with(|c| c.rules.ksef_from = None), "issue invoice");
    }
    let person = outcome(|c| {
        c.order.want_invoice = true;
        c.order.invoice = place("PL");
    });
    assert_eq!(person, "issue invoice");
}

#[test]
fn sales_abroad() {
    let abroad = |country: &'static str, tax_id: &'static str, percent: &'static str| {
        move |c: &mut Case| {
            firm(c, country, tax_id);
            rate(c, percent);
            c.rules.vat_eu = true;
        }
    };
    assert_eq!(
        outcome(abroad("DE", "DE999111223", "0")),
        "ready invoice-wdt ksef.required"
    );
    assert_eq!(
        outcome(abroad("DE", "DE999111223", "23")),
        "edit kind.foreign-rates"
    );
    let unregistered = |c: &mut Case| {
        abroad("DE", "DE999111223", "0")(c);
        c.rules.vat_eu = false;
    };
    assert_eq!(outcome(unregistered), "edit order.wdt-not-registered");
    assert_eq!(
        outcome(abroad("CH", "", "0")),
        "ready invoice-export ksef.required"
    );
    assert_eq!(outcome(abroad("CH", "", "23")), "edit kind.foreign-rates");
    let consumer = |oss, percent: &'static str| {
        move |c: &mut Case| {
            c.order.delivery = place("DE");
            rate(c, percent);
            c.rules.oss = oss;
        }
    };
    assert_eq!(outcome(consumer(None, "19")), "edit order.oss-unset");
    assert_eq!(
        outcome(consumer(Some(Oss::Registered), "19")),
        "issue invoice-oss"
    );
    assert_eq!(
        outcome(consumer(Some(Oss::BelowThreshold), "23")),
        "issue receipt"
    );
    assert_eq!(
        outcome(consumer(Some(Oss::BelowThreshold), "19")),
        "edit vat.not-polish"
    );
}

#[test]
fn links_in_doubt_hold_the_order() {
    assert_eq!(
        outcome(|c| c.context.cards[0] = CardLink::Conflict("sku (3, 4)".into())),
        "edit line.card-conflict"
    );
    assert_eq!(
        outcome(|c| c.context.sources[0] = Source::Unlinked("shop_2334".into())),
        "edit line.warehouse"
    );
    let foreign = Source::Warehouse {
        id: 1,
        country: Country::parse("DE"),
    };
    assert_eq!(
        outcome(|c| c.context.sources[0] = foreign),
        "edit order.foreign-warehouse"
    );
    // A receipt names no buyer.
    let doubt = |c: &mut Case| c.context.contractor_conflict = Some("3, 4".into());
    assert_eq!(outcome(doubt), "issue receipt");
    let invoice = |c: &mut Case| {
        doubt(c);
        c.rules.default_kind = DefaultDocument::Invoice;
    };
    assert_eq!(outcome(invoice), "edit contractor.ambiguous");
}

#[test]
fn an_invoice_needs_an_address_and_a_receipt_does_not() {
    let nowhere = |c: &mut Case| {
        c.order.delivery.city.clear();
        c.order.delivery.postcode.clear();
    };
    assert_eq!(outcome(nowhere), "issue receipt");
    let invoice = |c: &mut Case| {
        nowhere(c);
        c.rules.default_kind = DefaultDocument::Invoice;
    };
    assert_eq!(outcome(invoice), "edit buyer.no-city buyer.no-postcode");
}

#[test]
fn a_seller_who_does_not_know_whether_vat_is_paid_gets_no_number_whoever_asks() {
    for asked in [Asked::ByPass, Asked::ByPerson] {
        let seen = outcome(|c| {
            c.asked = asked;
            c.rules.vat_payer = VatPayer::Unknown;
        });
        assert!(
            seen.starts_with("ready receipt company.vat-unknown"),
            "{seen}"
        );
    }
}

/// A consumer in another state, the seller in OSS, a mug at this rate.
fn to_consumer(country: &'static str, percent: &'static str) -> impl FnOnce(&mut Case) {
    move |case| {
        case.order.delivery = place(country);
        case.rules.oss = Some(Oss::Registered);
        rate(case, percent);
    }
}

#[test]
fn an_oss_invoice_bears_the_rates_of_the_buyers_state() {
    for (country, percent) in [
        ("DE", "19"),
        ("DE", "7"),
        ("FI", "25.5"),
        ("FI", "13.5"),
        ("SK", "23"),
    ] {
        assert_eq!(
            outcome(to_consumer(country, percent)),
            "issue invoice-oss",
            "{country} {percent}"
        );
    }
    for (country, percent) in [
        ("DE", "23"),
        ("DE", "0"),
        ("DE", "-1"),
        ("FI", "24"),
        ("FI", "14"),
        ("RO", "19"),
    ] {
        assert_eq!(
            outcome(to_consumer(country, percent)),
            "edit kind.foreign-rates",
            "{country} {percent}"
        );
    }
    // The day of the sale decides, not that of the issue: 2025-12-31 in Warsaw.
    let before = |percent| {
        move |case: &mut Case| {
            to_consumer("FI", percent)(case);
            case.order.confirmed_at = Some(1_767_182_400);
        }
    };
    assert_eq!(outcome(before("14")), "issue invoice-oss");
    assert_eq!(outcome(before("13.5")), "edit kind.foreign-rates");
    // Nothing is known of rates long ago.
    let long_ago = |case: &mut Case| {
        to_consumer("DE", "19")(case);
        case.order.confirmed_at = Some(1_600_000_000);
    };
    assert_eq!(outcome(long_ago), "edit kind.foreign-rates");
    let unknown = |case: &mut Case| {
        to_consumer("DE", "19")(case);
        case.order.lines[0].rate = None;
    };
    assert_eq!(outcome(unknown), "edit vat.unknown");
    // Exempt at home is not exempt abroad.
    let exempt = |percent| {
        move |case: &mut Case| {
            to_consumer("DE", percent)(case);
            case.rules.vat_payer = VatPayer::Exempt;
        }
    };
    assert_eq!(outcome(exempt("19")), "issue invoice-oss");
    assert_eq!(outcome(exempt("-1")), "edit kind.foreign-rates");
}

#[test]
fn a_foreign_rate_is_refused_with_those_that_are_known() {
    let mut case = Case {
        order: order(vec![line(1, "39.99", "23")]),
        rules: rules(),
        context: context(1),
        asked: Asked::ByPass,
    };
    to_consumer("FI", "23")(&mut case);
    let plan = plan(&case.order, &case.rules, &case.context, case.asked);
    let expected = Reason::new(
        Code::ForeignRates,
        "products[1].tax_rate",
        "FI: 23 % ≠ 25.5 %, 13.5 %, 10 %",
    );
    assert_eq!(plan.verdict, Verdict::NeedsEditing(vec![expected]));
    assert_eq!(
        plan.kind,
        Some((DocumentKind::InvoiceOss, "kind.oss".into()))
    );
}

#[test]
fn a_draft_bears_the_notes_of_its_kind_and_rates() {
    let notes = |change: &dyn Fn(&mut Case)| {
        let mut case = Case {
            order: order(vec![line(1, "39.99", "23")]),
            rules: rules(),
            context: context(1),
            asked: Asked::ByPass,
        };
        change(&mut case);
        let plan = plan(&case.order, &case.rules, &case.context, case.asked);
        plan.draft.unwrap().notes
    };
    assert_eq!(notes(&|_| ()), [Note::NotFiscal]);
    assert_eq!(notes(&|c| firm(c, "PL", "1234563218")), []);
    let wdt = notes(&|c| {
        firm(c, "DE", "DE999111223");
        rate(c, "0");
        c.rules.vat_eu = true;
    });
    assert_eq!(wdt, [Note::Wdt]);
    assert_eq!(notes(&|c| to_consumer("DE", "19")(c)), [Note::Oss]);
    let basis = "art. 113 ust. 1 ustawy o VAT";
    let exempt = notes(&|c| {
        c.rules.vat_payer = VatPayer::Exempt;
        c.rules.seller.exempt_basis = basis.into();
    });
    assert_eq!(exempt, [Note::Exempt(basis.into()), Note::NotFiscal]);
}
