//! Document sums: VAT per rate, delivery, conversion, and the gate against the order's sum.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::*;
use super::{Case, context, dec, firm, line, order, place, rules};
use crate::domain::kind::Oss;
use crate::domain::order::Line;
use crate::domain::rules::VatPayer;
use crate::domain::totals::DeliveryVat;
use crate::domain::vat::Rate;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// The plan of an order by rules that issue at once.
fn planned(order: &Order) -> Plan {
    plan(order, &rules(), &context(order.lines.len()), Asked::ByPass)
}

fn rates(plan: &Plan) -> Vec<String> {
    let rates = &plan.draft.as_ref().unwrap().rates;
    let text =
        |sum: &totals::RateSum| format!("{} {} {} {}", sum.rate, sum.net, sum.vat, sum.gross);
    rates.iter().map(text).collect()
}

#[test]
fn vat_is_of_the_sum_of_a_rate() {
    let hundred = planned(&order(vec![line(100, "1.99", "23")]));
    assert_eq!(rates(&hundred), ["23 161.79 37.21 199.00"]);
    let three = planned(&order(vec![line(3, "9.99", "23")]));
    assert_eq!(three.draft.unwrap().vat, amount("5.60"));
}

#[test]
fn a_foreign_currency_needs_its_rate_and_shows_vat_in_pln() {
    let mut euro = order(vec![line(2, "12.49", "23")]);
    euro.currency = "EUR".into();
    euro.delivery_price = Some(dec("3.50"));
    let held = planned(&euro);
    let Verdict::NeedsEditing(reasons) = &held.verdict else {
        panic!("{held:?}");
    };
    assert_eq!(
        reasons,
        &[Reason::new(Code::CurrencyNoRate, "currency", "EUR")]
    );
    let context = Context {
        rate: Some(NbpRate {
            mid: dec("4.2500"),
            table: "226/A/NBP/2026".into(),
            day: date(2026, 11, 20),
        }),
        ..context(1)
    };
    let plan = plan(&euro, &rules(), &context, Asked::ByPass);
    assert_eq!(plan.verdict, Verdict::Issue);
    assert_eq!(rates(&plan), ["23 23.15 5.33 28.48"]);
    let conversion = plan.draft.unwrap().conversion.unwrap();
    assert_eq!(conversion.vat_pln, [(Rate::Percent(2300), amount("22.65"))]);
}

#[test]
fn delivery_follows_its_rule() {
    let mut order = order(vec![line(1, "100.00", "23"), line(1, "50.00", "8")]);
    order.delivery_price = Some(dec("15.00"));
    let by = |delivery| {
        let rules = Rules {
            delivery,
            ..rules()
        };
        let plan = plan(&order, &rules, &context(2), Asked::ByPass);
        let lines = plan.draft.unwrap().lines;
        let parts = lines.iter().filter(|line| line.order_line.is_none());
        parts
            .map(|line| format!("{} {}", line.rate, line.gross))
            .collect::<Vec<_>>()
    };
    assert_eq!(by(DeliveryVat::Proportional), ["23 10.00", "8 5.00"]);
    assert_eq!(by(DeliveryVat::Highest), ["23 15.00"]);
    assert_eq!(by(DeliveryVat::Fixed(Rate::Percent(500))), ["5 15.00"]);
}

#[test]
fn delivery_abroad_shares_the_rate_of_its_goods() {
    let fixed = DeliveryVat::Fixed(Rate::Percent(2300));
    let mut case = Case {
        order: order(vec![line(1, "100.00", "0")]),
        rules: Rules {
            delivery: fixed,
            vat_eu: true,
            ..rules()
        },
        context: context(1),
        asked: Asked::ByPass,
    };
    firm(&mut case, "DE", "DE999111223");
    case.order.delivery_price = Some(dec("15.00"));
    let plan = plan(&case.order, &case.rules, &case.context, case.asked);
    assert_eq!(rates(&plan), ["0 115.00 0.00 115.00"]);
}

#[test]
fn delivery_of_an_oss_invoice_follows_the_foreign_rates() {
    let mut case = Case {
        order: order(vec![line(1, "100.00", "25.5"), line(1, "50.00", "13.5")]),
        rules: Rules {
            delivery: DeliveryVat::Fixed(Rate::Percent(2300)),
            oss: Some(Oss::Registered),
            ..rules()
        },
        context: context(2),
        asked: Asked::ByPass,
    };
    case.order.delivery = place("FI");
    case.order.delivery_price = Some(dec("15.00"));
    let plan = plan(&case.order, &case.rules, &case.context, case.asked);
    assert_eq!(plan.verdict, Verdict::Issue);
    assert_eq!(
        rates(&plan),
        ["25.5 87.65 22.35 110.00", "13.5 48.46 6.54 55.00"]
    );
}

#[test]
fn a_seller_without_vat_sells_and_delivers_exempt() {
    let mut order = order(vec![line(1, "39.99", "23"), line(2, "5.00", "8")]);
    order.delivery_price = Some(dec("14.99"));
    let rules = Rules {
        vat_payer: VatPayer::Exempt,
        delivery: DeliveryVat::Fixed(Rate::Percent(2300)),
        ..rules()
    };
    let plan = plan(&order, &rules, &context(2), Asked::ByPass);
    assert_eq!(plan.verdict, Verdict::Issue);
    assert_eq!(rates(&plan), ["zw 64.98 0.00 64.98"]);
}

/// Price in ten-thousandths, pieces, rate.
type Item = (i64, i64, &'static str);

fn items() -> impl Strategy<Value = Vec<Item>> {
    let price = prop_oneof![
        3 => (1_i64..50_000).prop_map(|grosze| grosze * 100),
        1 => 1_i64..2_000_000,
        1 => (-2_000_i64..0).prop_map(|grosze| grosze * 100),
    ];
    let rate = prop::sample::select(vec!["23", "8", "5"]);
    prop::collection::vec((price, 1_i64..40, rate), 1..8)
}

/// Half-up, away from zero, from ten-thousandths to grosze.
fn rounded(ten_thousandths: i64) -> i64 {
    let size = (ten_thousandths.abs() + 50) / 100;
    size * ten_thousandths.signum()
}

proptest! {
    #[test]
    fn a_document_comes_to_the_orders_sum_or_is_held_with_the_arithmetic(items in items(), delivery in 0_i64..5_000) {
        let lines = items.iter().map(|(price, quantity, rate)| Line {
            price: Some(Decimal::new(*price, 4)),
            ..line(*quantity, "0", rate)
        });
        let mut order = order(lines.collect());
        order.delivery_price = Some(Decimal::new(delivery, 2));
        let exact: i64 = items.iter().map(|(price, quantity, _)| price * quantity).sum();
        let owed = Amount::from_grosze(rounded(exact + delivery * 100));
        let mut by_rate = BTreeMap::<&str, i64>::new();
        for (price, quantity, rate) in &items {
            *by_rate.entry(rate).or_default() += rounded(price * quantity);
        }
        let document = Amount::from_grosze(by_rate.values().sum::<i64>() + delivery);

        let plan = planned(&order);
        prop_assert_eq!(plan.gross, Some(owed));
        match &plan.verdict {
            Verdict::Issue => {
                let draft = plan.draft.as_ref().unwrap();
                prop_assert_eq!(draft.gross, owed);
                prop_assert!(draft.gross > Amount::ZERO);
                let of_lines = Amount::sum(draft.lines.iter().map(|line| line.gross)).unwrap();
                prop_assert_eq!(of_lines, owed);
                for sum in &draft.rates {
                    prop_assert_eq!(sum.net.plus(sum.vat).unwrap(), sum.gross);
                    // VAT = gross × rate ÷ (100 + rate): within half a grosz either way.
                    let percent = i64::from(sum.rate.charged()) / 100;
                    let off = sum.vat.grosze() * (100 + percent) - sum.gross.grosze() * percent;
                    prop_assert!(2 * off.abs() <= 100 + percent, "{:?}", sum);
                }
                let net = Amount::sum(draft.rates.iter().map(|sum| sum.net)).unwrap();
                let vat = Amount::sum(draft.rates.iter().map(|sum| sum.vat)).unwrap();
                prop_assert_eq!((net, vat), (draft.net, draft.vat));
                prop_assert_eq!(draft.net.plus(draft.vat).unwrap(), draft.gross);
            }
            Verdict::NeedsEditing(reasons) => {
                for reason in reasons {
                    match reason.code {
                        Code::TotalsDifference => {
                            prop_assert_ne!(document, owed);
                            let rest = document.minus(owed).unwrap();
                            let end = format!(" = {document}; {document} - {owed} = {rest}");
                            prop_assert!(reason.value.ends_with(&end), "{} / {}", reason.value, end);
                        }
                        Code::TotalsNegative => prop_assert!(by_rate.values().any(|gross| *gross < 0)),
                        Code::TotalsNothing => prop_assert_eq!(document, Amount::ZERO),
                        other => prop_assert!(false, "{:?}", other),
                    }
                }
            }
            Verdict::Ready(_) | Verdict::Elsewhere(_) => prop_assert!(false, "{:?}", plan.verdict),
        }
        // And what can be issued is not held.
        if document == owed && owed > Amount::ZERO && by_rate.values().all(|gross| *gross >= 0) {
            prop_assert_eq!(&plan.verdict, &Verdict::Issue);
        }
    }
}
