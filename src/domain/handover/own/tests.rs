use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::handover::{EndKind, Item};

fn ours() -> OwnParcel {
    let item = Item {
        name: "Kubek".to_owned(),
        code: None,
        unit: "szt".to_owned(),
        rate: "23".to_owned(),
        price: "39.99".parse().expect("a price"),
        quantity: 1,
        line: Some(0),
    };
    OwnParcel {
        number: "FV 7/11/2026".to_owned(),
        kind: EndKind::Invoice,
        taxed: Taxed::Polish,
        issued_on: date(2026, 11, 20),
        sold_on: date(2026, 11, 20),
        due: date(2026, 11, 27),
        currency: "PLN".to_owned(),
        exchange: None,
        buyer: None,
        items: vec![
            item.clone(),
            Item {
                rate: "8".to_owned(),
                ..item
            },
        ],
        notes: String::new(),
        gross: Amount::from_grosze(7998),
    }
}

fn there(author: Author) -> OwnThere {
    OwnThere {
        author,
        name: Some("FV  7/11/2026".to_owned()),
        issued_on: Some(date(2026, 11, 20)),
        kind: Some("fas".to_owned()),
        state: Some("new".to_owned()),
        total: Some(Amount::from_grosze(7998)),
        taxed: Taxed::Polish,
        rates: Some(vec!["8.00".to_owned(), "23".to_owned()]),
        exchange: None,
    }
}

#[test]
fn what_was_read_back_has_to_be_what_was_issued() {
    type Change = fn(&mut OwnThere);
    let table: [(Change, Option<Refusal>, Option<Refusal>); 12] = [
        (|_| {}, None, None),
        (
            |there| there.name = Some("Faktura VAT 1/11/2026".to_owned()),
            Some(Refusal::Renumbered),
            Some(Refusal::Renumbered),
        ),
        (
            |there| there.name = None,
            Some(Refusal::Renumbered),
            Some(Refusal::Renumbered),
        ),
        (
            |there| there.total = Some(Amount::from_grosze(7997)),
            Some(Refusal::Sums),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.total = None,
            Some(Refusal::Sums),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.kind = Some("par".to_owned()),
            Some(Refusal::Unlike),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.issued_on = Some(date(2026, 11, 21)),
            Some(Refusal::Unlike),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.state = Some("cancelled".to_owned()),
            Some(Refusal::Unlike),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.taxed = Taxed::Oss,
            Some(Refusal::Unlike),
            Some(Refusal::NumberTaken),
        ),
        (
            |there| there.rates = Some(vec!["23".to_owned(), "23".to_owned()]),
            Some(Refusal::Unlike),
            Some(Refusal::NumberTaken),
        ),
        // What is not told of a document that we made is not held against it.
        (|there| there.rates = None, None, None),
        (
            |there| (there.kind, there.issued_on) = (None, None),
            None,
            Some(Refusal::NumberTaken),
        ),
    ];
    for (number, (change, made, typed)) in table.into_iter().enumerate() {
        for (author, expected) in [(Author::We, made), (Author::Other, typed)] {
            let mut one = there(author);
            change(&mut one);
            let seen = own_compared(&ours(), &one).err();
            assert_eq!(
                seen.as_ref().map(|seen| seen.0),
                expected,
                "{number} {seen:?}"
            );
            assert!(seen.is_none_or(|(_, said)| !said.is_empty()));
        }
    }
    let another = own_compared(&ours(), &there(Author::Elsewise)).expect_err("another one");
    assert_eq!(another.0, Refusal::NumberTaken);
}

#[test]
fn a_document_without_an_answer_waits_for_its_window() {
    let sent = OwnStage::Sent(1000);
    assert_eq!(next_own(sent, 1149, 150), OwnStep::Wait);
    assert_eq!(next_own(sent, 1150, 150), OwnStep::Look);
    assert_eq!(next_own(sent, 900, 150), OwnStep::Wait);
    assert_eq!(next_own(OwnStage::Pending, 0, 150), OwnStep::Add);
    assert_eq!(next_own(OwnStage::There(4), 0, 150), OwnStep::Compare(4));
    assert_eq!(next_own(OwnStage::Agreed(4), 0, 150), OwnStep::Nothing);
    assert_eq!(own_looked(Look::Unproved), Err(Refusal::Unproved));
    assert_eq!(own_looked(Look::Several), Err(Refusal::SeveralDocuments));
}

#[test]
fn a_refusal_for_want_of_a_customer_is_known() {
    for said in [
        "Pole customer jest wymagane",
        "Brak kontrahenta",
        "Wybierz Nabywcę",
    ] {
        assert!(wants_customer(said), "{said}");
    }
    assert!(!wants_customer("Nieprawidłowa wartość pola price"));
}

/// A document of ours there: under which number, and whether it carries the marker.
#[derive(Clone, Copy, Debug)]
struct Made {
    id: i64,
    document: usize,
    right_number: bool,
}

/// A Firmino that makes what it is told as often as it is told, some of it later than the client thinks; it takes our
/// numbers, or gives its own.
struct Server {
    made: Vec<Made>,
    late: Vec<(i64, usize)>,
    takes_numbers: bool,
}

impl Server {
    fn make(&mut self, document: usize) -> i64 {
        let id = i64::try_from(self.made.len()).expect("few") + 1;
        self.made.push(Made {
            id,
            document,
            right_number: self.takes_numbers,
        });
        id
    }

    fn come(&mut self, now: i64) {
        let (due, rest): (Vec<_>, Vec<_>) = self.late.iter().partition(|(at, _)| *at <= now);
        self.late = rest;
        for (_, document) in due {
            self.make(document);
        }
    }

    fn look(&self, document: usize, whole: bool) -> Look {
        let found = self.made.iter().filter(|made| made.document == document);
        let ids: Vec<i64> = found.map(|made| made.id).collect();
        match (ids.as_slice(), whole) {
            (_, false) => Look::Unproved,
            ([], true) => Look::Absent,
            ([id], true) => Look::One(*id),
            (_, true) => Look::Several,
        }
    }
}

const DOCUMENTS: usize = 4;

/// A kill, or the end of a run.
struct Over;

struct History {
    random: fastrand::Rng,
    server: Server,
    stages: [OwnStage; DOCUMENTS],
    refusals: [Option<Refusal>; DOCUMENTS],
    now: i64,
    window: i64,
    latest: i64,
    calm: bool,
}

impl History {
    fn new(seed: u64, window: i64, latest: i64, takes_numbers: bool) -> History {
        History {
            random: fastrand::Rng::with_seed(seed),
            server: Server {
                made: Vec::new(),
                late: Vec::new(),
                takes_numbers,
            },
            stages: [OwnStage::Pending; DOCUMENTS],
            refusals: [None; DOCUMENTS],
            now: 1_000_000,
            window,
            latest,
            calm: false,
        }
    }

    fn point(&mut self) -> Result<(), Over> {
        self.now += self.random.i64(0..3);
        self.server.come(self.now);
        match !self.calm && self.random.u32(0..20) == 0 {
            true => Err(Over),
            false => Ok(()),
        }
    }

    fn add(&mut self, one: usize) -> Result<(), Over> {
        self.stages[one] = OwnStage::Sent(self.now);
        self.point()?;
        let fate = if self.calm { 9 } else { self.random.u32(0..10) };
        let said = match fate {
            0 => Some(OwnStage::Pending),
            1 => None,
            2 => {
                self.server.make(one);
                None
            }
            3 | 4 => {
                let after = self.random.i64(1..=self.latest);
                self.server.late.push((self.now + after, one));
                None
            }
            _ => Some(OwnStage::There(self.server.make(one))),
        };
        self.point()?;
        match said {
            None => Err(Over),
            Some(stage) => {
                self.stages[one] = stage;
                match stage {
                    OwnStage::Pending => Err(Over),
                    _ => Ok(()),
                }
            }
        }
    }

    fn document(&mut self, one: usize) -> Result<(), Over> {
        loop {
            self.point()?;
            match next_own(self.stages[one], self.now, self.window) {
                OwnStep::Wait | OwnStep::Nothing => return Ok(()),
                OwnStep::Add => self.add(one)?,
                OwnStep::Look => {
                    let whole = self.calm || self.random.u32(0..6) > 0;
                    match own_looked(self.server.look(one, whole)) {
                        Ok(stage) => self.stages[one] = stage,
                        Err(refusal) => {
                            self.refusals[one] = Some(refusal);
                            return Ok(());
                        }
                    }
                }
                OwnStep::Compare(id) => {
                    let made = self.server.made.iter().find(|made| made.id == id);
                    let right = made.is_some_and(|made| made.right_number);
                    if !right {
                        self.refusals[one] = Some(Refusal::Renumbered);
                        return Ok(());
                    }
                    self.stages[one] = OwnStage::Agreed(id);
                }
            }
        }
    }

    fn run(mut self) -> History {
        for push in 0..30 {
            self.calm = push > 18;
            for one in 0..DOCUMENTS {
                // A person has the ones that could not be proved looked for again.
                if push % 3 == 0 && self.refusals[one] == Some(Refusal::Unproved) {
                    self.refusals[one] = None;
                }
            }
            for one in 0..DOCUMENTS {
                let stopped = self.refusals.contains(&Some(Refusal::Renumbered));
                if self.refusals[one].is_some() || stopped {
                    continue;
                }
                if self.document(one).is_err() && self.random.bool() {
                    break;
                }
            }
            self.now += self.random.i64(30..600);
            self.server.come(self.now);
        }
        self
    }

    fn doubles(&self) -> usize {
        let of = |one| {
            self.server
                .made
                .iter()
                .filter(move |made| made.document == one)
        };
        (0..DOCUMENTS)
            .map(|one| of(one).count().saturating_sub(1))
            .sum()
    }

    fn agreed(&self) -> usize {
        let agreed = |stage: &&OwnStage| matches!(stage, OwnStage::Agreed(_));
        self.stages.iter().filter(agreed).count()
    }
}

/// No history makes a second document, and every one comes to its end; with the window switched off the same histories
/// show doubles, so the sweep can see them.
#[test]
fn no_history_makes_a_document_twice() {
    const WINDOW: i64 = 150;
    for seed in 0..6_000 {
        let ended = History::new(seed, WINDOW, WINDOW - 1, true).run();
        assert_eq!((ended.doubles(), ended.agreed()), (0, DOCUMENTS), "{seed}");
    }
    let without = (0..1_000).map(|seed| History::new(seed, 0, WINDOW - 1, true).run().doubles());
    assert!(without.sum::<usize>() > 50);
}

/// Where Firmino gives its own numbers, the first one that is seen is the last one that is sent; those that were already
/// on their way may still come.
#[test]
fn a_firmino_that_renumbers_stops_the_rest() {
    const WINDOW: i64 = 150;
    let mut made = 0;
    for seed in 0..2_000 {
        let ended = History::new(seed, WINDOW, WINDOW - 1, false).run();
        assert_eq!((ended.doubles(), ended.agreed()), (0, 0), "{seed}");
        let sent = |stage: &&OwnStage| **stage != OwnStage::Pending;
        let there = ended.server.made.len();
        assert!(there <= ended.stages.iter().filter(sent).count(), "{seed}");
        made += there;
    }
    assert!(made < 2_000 * 2, "{made}");
}

proptest! {
    #[test]
    fn a_number_is_the_same_but_for_spaces(number in "[A-Z]{1,4} [0-9]{1,3}/11/2026", other in "[A-Z]{1,4} [0-9]{1,3}/11/2026") {
        let spaced = format!("  {} ", number.replace(' ', "  "));
        prop_assert!(same_number(&spaced, &number));
        prop_assert_eq!(same_number(&other, &number), other == number);
    }
}

/// VAT in PLN follows from the rate of the currency: another one is another document (art. 106e ust. 11).
#[test]
fn another_rate_of_the_currency_is_told() {
    let rate = |text: &str| Some(text.parse().expect("a number"));
    let ours = OwnParcel {
        exchange: rate("4.3245"),
        ..ours()
    };
    let seen = |exchange| {
        let there = OwnThere {
            exchange,
            ..there(Author::We)
        };
        own_compared(&ours, &there)
    };
    assert_eq!(seen(rate("4.324500")), Ok(()));
    assert_eq!(seen(None), Ok(()));
    let (refusal, said) = seen(rate("4.1975")).expect_err("another rate");
    assert_eq!(refusal, Refusal::Unlike);
    assert_eq!(said, "currency.rate: 4.1975 ≠ 4.3245");
}
