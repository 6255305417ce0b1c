//! Walks through the machine without a terminal: any answers and steps back end in a profile that loads.

mod firmino;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Machine, Origin, TokenAtFault, Trouble, Turn};
use crate::profile::{Module, Profile, ProfileText, Value};
use crate::texts::Lang;
use crate::wizard::draft::Draft;
use crate::wizard::facts::{
    AccountSeen, CardSeen, Fact, LoginTried, Named, Need, OrdersSeen, ProductSeen, ProductsSeen,
    SeriesSeen, WarehouseSeen,
};
use crate::wizard::path::TokenAsked;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::{read, written};

const TODAY: Date = date(2026, 11, 25);

fn named(id: i64, name: &str) -> Named {
    Named {
        id,
        name: name.to_owned(),
    }
}

/// An account with everything that can be asked about: two catalogues, a double status name, odd letters.
fn fact(need: Need) -> Fact {
    match need {
        Need::Account => Fact::Account(AccountSeen {
            catalogues: vec![named(1, "Domyślny"), named(2, "Drugi \"katalog\"")],
            statuses: vec![
                named(11, "Nowe"),
                named(12, "Opłacone"),
                named(13, "Wysłane"),
                named(14, "Wysłane"),
                named(15, "Anulowane"),
                named(16, "Zrealizowane = \\ \"x\""),
            ],
        }),
        Need::Firmino => Fact::Firmino(LoginTried),
        Need::Sellers => Fact::Sellers(vec![crate::wizard::draft::Seller {
            name: "Sklep \"Pod Łosiem\" sp. z o.o.".to_owned(),
            nip: "1111111111".to_owned(),
            street: "ul. Krótka 3".to_owned(),
            postcode: "65-001".to_owned(),
            city: "Zielona Góra".to_owned(),
            bank_account: String::new(),
        }]),
        Need::Orders => Fact::Orders(OrdersSeen {
            orders: 3,
            payments: vec![
                ("PayU".to_owned(), 2),
                ("Za pobraniem = \"x\"".to_owned(), 1),
            ],
            ..OrdersSeen::default()
        }),
        Need::Effect => Fact::Effect(None),
        Need::Series => Fact::Series(vec![
            SeriesSeen {
                named: named(21, "Faktury"),
                invoices: true,
                used: true,
            },
            SeriesSeen {
                named: named(22, "Faktury BL"),
                invoices: true,
                used: false,
            },
        ]),
        Need::PriceGroups => Fact::PriceGroups(vec![named(31, "Detal"), named(32, "Hurt")]),
        Need::Cards => Fact::Cards(vec![CardSeen {
            sku: "A".to_owned(),
            name: "Kubek".to_owned(),
            linked: None,
        }]),
        Need::Products => Fact::Products(ProductsSeen {
            products: vec![ProductSeen {
                id: 1,
                sku: "A".to_owned(),
                name: "Kubek".to_owned(),
            }],
            all: true,
        }),
        Need::Warehouses => Fact::Warehouses(
            [
                ("bl_8801", "Główny", true),
                ("bl_8802", "Sklep", true),
                ("shop_1", "Obcy", false),
            ]
            .into_iter()
            .map(|(key, name, own)| WarehouseSeen {
                key: key.to_owned(),
                name: name.to_owned(),
                own,
            })
            .collect(),
        ),
    }
}

fn fresh() -> Machine {
    Machine::new(
        Lang::Pl,
        TODAY,
        Draft::new(TODAY),
        None,
        Origin::Default,
        TokenAsked::Yes,
    )
}

/// The next screen, everything looked up on the way; `None` at an end.
fn screen(machine: &mut Machine) -> Option<Screen> {
    loop {
        match machine.turn() {
            Turn::Look(need) => machine.learned(fact(need)),
            Turn::Ask(screen) => return Some(screen),
            _ => return None,
        }
    }
}

/// An answer of the right form, drawn from two numbers.
fn drawn(form: &Form, a: usize, text: &str) -> Answer {
    match form {
        Form::Text {
            present: Some(present),
            ..
        } if a.is_multiple_of(2) => Answer::Text(present.clone()),
        Form::Text { .. } => Answer::Text(text.to_owned()),
        Form::Secret { .. } => Answer::Text("token".to_owned()),
        Form::YesNo { .. } => Answer::Flag(a.is_multiple_of(2)),
        Form::Pick { items, .. } => Answer::Pick(a % items.len()),
        Form::Tick { items, .. } => {
            Answer::Ticks((0..items.len()).filter(|at| a >> at & 1 == 1).collect())
        }
    }
}

fn text_of(draft: &Draft) -> String {
    let mut text = ProfileText::new();
    written::write(draft, Lang::Pl, &mut text);
    text.set(
        &["baselinker", "token"],
        Value::Pairs(vec![(
            "file".to_owned(),
            Value::Text("default.token".to_owned()),
        )]),
    );
    text.render()
}

/// What a person would take at each question to get through.
fn sensible(screen: &Screen) -> Answer {
    let typed = match screen.question {
        Question::SellerNip => "1234563218",
        Question::Token => "token",
        Question::Consent => "POZA KSEF",
        Question::FirminoLogin => "ewa@example.com",
        _ => "Próba",
    };
    screen
        .form
        .present()
        .unwrap_or_else(|_| match &screen.form {
            Form::Pick { .. } => Answer::Pick(0),
            Form::Tick { .. } => Answer::Ticks(BTreeSet::from([1])),
            _ => Answer::Text(typed.to_owned()),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Must hold b: any walk of answers and backs, finished in any sensible way, is a profile that loads and reads back
    /// as the same answers; or nothing is written.
    #[test]
    fn any_walk_ends_in_a_profile_that_loads_or_in_nothing(
        moves in prop::collection::vec((0_u8..6, any::<usize>(), "[a-zA-Złó\"\\\\={}/#\\[\\] -]{0,12}|[0-9]{1,4}|(BL|PA|F)/\\{n\\}/\\{mm\\}|2026-0[1-9]-1[0-9]|1234563218"), 0..120),
    ) {
        let mut machine = fresh();
        for (kind, a, text) in moves {
            let Some(screen) = screen(&mut machine) else { break };
            if kind == 0 {
                machine.back();
            } else {
                let before = machine.draft().clone();
                if machine.answer(&drawn(&screen.form, a, &text)).is_err() {
                    prop_assert_eq!(machine.draft(), &before, "a refused answer changes nothing");
                }
            }
        }
        for _ in 0..400 {
            let Some(screen) = screen(&mut machine) else { break };
            if screen.question == Question::Summary {
                machine.answer(&Answer::Pick(0)).unwrap();
                continue;
            }
            if machine.answer(&sensible(&screen)).is_err() {
                // A walk may have left something that Enter alone does not mend: an earlier day, another letter.
                let other = match screen.question {
                    Question::ReceiptFormat => Answer::Text("PA-BL/{n}/{mm}/{yyyy}".to_owned()),
                    Question::InvoiceFormat => Answer::Text("BL/{n}/{mm}/{yyyy}".to_owned()),
                    Question::SendInvoices => Answer::Flag(false),
                    Question::Cancelled => Answer::Ticks(BTreeSet::new()),
                    Question::Modules => Answer::Ticks(BTreeSet::from([0])),
                    Question::Statuses => Answer::Ticks(BTreeSet::from([1])),
                    question => return Err(TestCaseError::fail(format!("no way on at {question:?}"))),
                };
                machine.answer(&other).unwrap();
            }
        }
        match machine.turn() {
            Turn::Save => {
                let text = text_of(machine.draft());
                let profile = Profile::parse(&text, TODAY).map_err(|wrong| TestCaseError::fail(format!("{wrong:?}\n{text}")))?;
                let modules: BTreeSet<Module> = profile.modules().into_iter().collect();
                prop_assert_eq!(&modules, &machine.draft().modules);
                let parsed = ProfileText::parse(&text).unwrap();
                let again = read::draft(&profile, &parsed, TODAY);
                prop_assert_eq!(text_of(&again), text, "answers that are read back write the same profile");
            }
            Turn::Leave => {}
            turn => prop_assert!(false, "neither saved nor left: {turn:?} at {:?}", machine.at()),
        }
    }
}

/// Through all three modules, by what Enter gives.
fn walked() -> (Machine, Vec<Question>) {
    let mut machine = fresh();
    let mut asked = Vec::new();
    while let Some(screen) = screen(&mut machine) {
        asked.push(screen.question);
        let answer = match screen.question {
            Question::Modules => Answer::Ticks(BTreeSet::from([0, 1, 2])),
            Question::Firmino => Answer::Flag(true),
            Question::SendInvoices => Answer::Flag(true),
            Question::Summary => break,
            _ => sensible(&screen),
        };
        machine.answer(&answer).unwrap();
    }
    (machine, asked)
}

#[test]
fn back_from_every_question_shows_the_one_before_and_loses_no_answer() {
    let (mut machine, asked) = walked();
    let draft = machine.draft().clone();
    for before in asked.iter().rev().skip(1) {
        assert!(machine.back(), "at {before:?}");
        assert_eq!(screen(&mut machine).unwrap().question, *before);
    }
    assert!(!machine.back(), "the first question has none before it");
    assert_eq!(machine.draft(), &draft);
}

#[test]
fn nobody_is_asked_for_a_number_of_baselinker() {
    let (mut machine, asked) = walked();
    assert!(asked.len() > 40, "{asked:?}");
    for _ in &asked {
        let screen = screen(&mut machine).unwrap();
        if matches!(screen.form, Form::Text { .. }) {
            let prompt = screen.prompt.to_lowercase();
            assert!(
                !prompt
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == "id"),
                "{prompt}"
            );
        }
        machine.back();
    }
}

#[test]
fn a_refused_token_is_asked_for_again_and_another_failure_can_be_tried_again() {
    let mut machine = fresh();
    machine.answer(&Answer::Text("wrong".to_owned())).unwrap();
    let trouble = |token| Trouble {
        token,
        message: "no answer".to_owned(),
        fix: String::new(),
    };
    machine.failed(Need::Account, trouble(TokenAtFault::Yes));
    let again = screen(&mut machine.clone()).unwrap();
    assert_eq!(again.question, Question::Token);
    assert!(
        again.body[0].starts_with("! BaseLinker nie przyjmuje"),
        "{again:?}"
    );
    machine.answer(&Answer::Text("right".to_owned())).unwrap();
    machine.failed(Need::Account, trouble(TokenAtFault::No));
    let Turn::Ask(choice) = machine.turn() else {
        panic!("a question")
    };
    assert!(choice.body[0].contains("no answer"));
    machine.answer(&Answer::Pick(0)).unwrap();
    assert_eq!(machine.turn(), Turn::Look(Need::Account));
}

#[test]
fn without_orders_nobody_names_the_seller_and_choosing_them_later_asks() {
    let mut machine = fresh();
    while let Some(screen) = screen(&mut machine) {
        let answer = match screen.question {
            Question::Seller => Answer::Pick(2),
            Question::Modules => break,
            _ => sensible(&screen),
        };
        machine.answer(&answer).unwrap();
    }
    let mut orders = machine.clone();
    machine.answer(&Answer::Ticks(BTreeSet::from([2]))).unwrap();
    assert!(!machine.path().contains(&Question::SellerName));
    orders.answer(&Answer::Ticks(BTreeSet::from([0]))).unwrap();
    let asked = screen(&mut orders).unwrap();
    assert_eq!(asked.question, Question::Seller);
    assert!(asked.body[0].contains("potrzebne są dane sprzedawcy"));
}

#[test]
fn sending_of_stock_goes_off_with_the_source_and_is_not_asked_without_it() {
    let mut draft = Draft::new(TODAY);
    draft.modules = BTreeSet::from([Module::Products, Module::Warehouses]);
    draft.source = Some(crate::profile::ProductSource::Firmino);
    draft.send_stock = true;
    let mut machine = Machine::new(
        Lang::En,
        TODAY,
        draft.clone(),
        Some(draft),
        Origin::Profile,
        TokenAsked::No,
    );
    let mut said = String::new();
    let mut after_source = String::new();
    while let Some(screen) = screen(&mut machine) {
        let answer = match screen.question {
            Question::Source => Answer::Pick(1),
            Question::Summary => break,
            _ => sensible(&screen),
        };
        assert_ne!(screen.question, Question::SendStock);
        if screen.question == Question::PriceGroup {
            after_source = screen.body.join("\n");
        }
        said += &screen.body.join("\n");
        machine.answer(&answer).unwrap();
    }
    assert!(!machine.draft().send_stock);
    assert!(after_source.contains("was switched off"), "{after_source}");
    assert!(
        said.contains("Sending stock levels to BaseLinker – not available"),
        "{said}"
    );
    assert!(
        machine.summary().contains("send stock levels: yes → no"),
        "{}",
        machine.summary()
    );
}

#[test]
fn what_a_lookup_brings_is_asked_too() {
    let mut machine = fresh();
    let mut asked = Vec::new();
    while let Some(screen) = screen(&mut machine) {
        asked.push(screen.question);
        let answer = match screen.question {
            Question::Seller => Answer::Pick(2),
            Question::Modules => Answer::Ticks(BTreeSet::from([2])),
            Question::Summary => break,
            _ => sensible(&screen),
        };
        machine.answer(&answer).unwrap();
    }
    let links = |at| Question::Link(at, crate::wizard::question::LinkPart::With);
    for question in [Question::Inventory, links(0), links(1)] {
        assert!(asked.contains(&question), "{question:?}: {asked:?}");
    }
    let draft = machine.draft();
    assert_eq!(
        draft.links.len(),
        2,
        "each own warehouse, none of a shop's: {draft:?}"
    );
}

#[test]
fn a_rerun_says_what_other_statuses_and_another_day_sweep_in() {
    let mut was = Draft::new(TODAY);
    was.seller.name = "Sklep".to_owned();
    was.statuses = vec![crate::profile::NameOrId::Name("Opłacone".to_owned())];
    let mut machine = Machine::new(
        Lang::En,
        TODAY,
        was.clone(),
        Some(was),
        Origin::Profile,
        TokenAsked::No,
    );
    let confirmed = |days: i64| crate::domain::warsaw::start_of(TODAY) - days * 86_400 + 3600;
    let seen = OrdersSeen {
        orders: 5,
        confirmed: [
            (12, vec![confirmed(1), confirmed(20)]),
            (13, vec![confirmed(2), confirmed(3), confirmed(25)]),
        ]
        .into(),
        ..OrdersSeen::default()
    };
    let effect = loop {
        let screen = match machine.turn() {
            Turn::Look(Need::Orders) => {
                machine.learned(Fact::Orders(seen.clone()));
                continue;
            }
            Turn::Look(need) => {
                machine.learned(fact(need));
                continue;
            }
            Turn::Ask(screen) => screen,
            turn => panic!("{turn:?}"),
        };
        let answer = match screen.question {
            Question::From => Answer::Text("15.11.2026".to_owned()),
            Question::Statuses => Answer::Ticks(BTreeSet::from([1, 2])),
            Question::Effect => break screen.body.join("\n"),
            Question::Rerun => Answer::Pick(0),
            _ => sensible(&screen),
        };
        machine
            .answer(&answer)
            .unwrap_or_else(|why| panic!("{:?}: {why}", screen.question));
    };
    assert!(
        effect.contains("takes what stands in the new ones (2 orders)"),
        "{effect}"
    );
    assert!(
        effect.contains("takes in older orders, too: 3 in the last 30 days"),
        "{effect}"
    );
}

#[test]
fn a_seller_left_out_later_brings_the_modules_up_again() {
    let (mut machine, _) = walked();
    screen(&mut machine).unwrap();
    machine.answer(&Answer::Pick(1)).unwrap();
    machine.answer(&Answer::Pick(0)).unwrap();
    loop {
        let shown = screen(&mut machine).unwrap();
        let answer = match shown.question {
            Question::Seller => {
                machine.answer(&Answer::Pick(2)).unwrap();
                break;
            }
            _ => sensible(&shown),
        };
        machine.answer(&answer).unwrap();
    }
    assert_eq!(screen(&mut machine).unwrap().question, Question::Modules);
}

#[test]
fn back_from_the_choice_of_a_step_leads_to_where_it_was_made() {
    let draft = walked().0.draft().clone();
    let mut machine = Machine::new(
        Lang::En,
        TODAY,
        draft.clone(),
        Some(draft),
        Origin::Profile,
        TokenAsked::No,
    );
    assert_eq!(screen(&mut machine).unwrap().question, Question::Rerun);
    machine.answer(&Answer::Pick(1)).unwrap();
    assert_eq!(screen(&mut machine).unwrap().question, Question::ChangeStep);
    assert!(machine.back());
    assert_eq!(screen(&mut machine).unwrap().question, Question::Rerun);
}
