use std::collections::BTreeSet;
use std::convert::Infallible;

use proptest::prelude::*;

use super::*;

/// An account as the API might behave: ties and `id_from` each way.
struct Account {
    orders: Vec<(Head, i64, i64)>,
    ties_descend: bool,
    id_from_sorts_by_date: bool,
    calls: usize,
    shown: BTreeSet<i64>,
}

impl Account {
    fn new(seconds: &[i64]) -> Account {
        let orders = (1001..)
            .zip(seconds)
            .map(|(id, second)| {
                (
                    Head {
                        id,
                        confirmed_at: *second,
                    },
                    id % 3,
                    id % 2,
                )
            })
            .collect();
        Account {
            orders,
            ties_descend: false,
            id_from_sorts_by_date: false,
            calls: 0,
            shown: BTreeSet::new(),
        }
    }

    fn missing(&self) -> Vec<i64> {
        self.orders
            .iter()
            .map(|(head, ..)| head.id)
            .filter(|id| !self.shown.contains(id))
            .collect()
    }
}

impl Pages for Account {
    type Error = Infallible;

    fn page(&mut self, query: &Query) -> Result<Vec<Head>, Infallible> {
        self.calls += 1;
        let mut found: Vec<_> = self
            .orders
            .iter()
            .filter(|(head, status, source)| {
                query.from.is_none_or(|from| head.confirmed_at >= from)
                    && query.id_from.is_none_or(|from| head.id >= from)
                    && query.status.is_none_or(|wanted| *status == wanted)
                    && query
                        .source
                        .as_ref()
                        .is_none_or(|(_, wanted)| source == wanted)
            })
            .map(|(head, ..)| *head)
            .collect();
        let tie = |head: &Head| if self.ties_descend { -head.id } else { head.id };
        if query.id_from.is_some() && !self.id_from_sorts_by_date {
            found.sort_by_key(|head| head.id);
        } else {
            found.sort_by_key(|head| (head.confirmed_at, tie(head)));
        }
        found.truncate(PAGE);
        self.shown.extend(found.iter().map(|head| head.id));
        Ok(found)
    }

    fn statuses(&mut self) -> Result<Vec<i64>, Infallible> {
        Ok(vec![0, 1, 2])
    }

    fn sources(&mut self) -> Result<Vec<(String, i64)>, Infallible> {
        self.calls += 1;
        Ok(vec![("shop".to_owned(), 0), ("shop".to_owned(), 1)])
    }
}

fn complete(account: &mut Account) -> Leg {
    let Ok(leg) = Walk::from(0).leg(account, usize::MAX);
    leg
}

fn spread(before: i64, tied: i64, after: i64) -> Vec<i64> {
    let mut seconds: Vec<i64> = (1..=before).collect();
    seconds.extend(std::iter::repeat_n(before + 1, tied as usize));
    seconds.extend(before + 2..before + 2 + after);
    seconds
}

#[test]
fn counts_of_calls() {
    for (seconds, calls) in [
        (spread(0, 0, 0), 1),
        (spread(1, 0, 0), 1),
        (spread(99, 0, 0), 1),
        // A full page can hide more: one more call sees the last second again.
        (spread(100, 0, 0), 2),
        (spread(250, 0, 0), 3),
        // The second of 150 fills the page that starts with it; two more by ids, and the rest.
        (spread(50, 150, 50), 5),
        (spread(395, 260, 395), 15),
        (spread(10_000, 0, 0), 102),
    ] {
        let mut account = Account::new(&seconds);
        assert_eq!(complete(&mut account), Leg::Complete);
        assert_eq!(
            (account.calls, account.missing()),
            (calls, vec![]),
            "{} orders",
            seconds.len()
        );
    }
}

#[test]
fn every_way_of_sorting_is_survived() {
    for tied in [90, 99, 100, 101, 150, 199, 200, 260, 590, 700] {
        for ties_descend in [false, true] {
            for id_from_sorts_by_date in [false, true] {
                for (before, after) in [(0, 0), (0, 30), (250, 0), (333, 457)] {
                    let mut account = Account::new(&spread(before, tied, after));
                    account.ties_descend = ties_descend;
                    account.id_from_sorts_by_date = id_from_sorts_by_date;
                    match complete(&mut account) {
                        Leg::Complete => assert_eq!(
                            account.missing(),
                            Vec::<i64>::new(),
                            "{tied} tied, {before} before"
                        ),
                        Leg::Stuck { second } => {
                            assert!(
                                ties_descend && id_from_sorts_by_date && tied > 590,
                                "{tied} tied need not be given up"
                            );
                            assert_eq!(second, before + 1);
                        }
                        Leg::More { .. } => panic!("it has no end"),
                    }
                }
            }
        }
    }
}

#[test]
fn a_thousand_and_fifty_with_260_in_one_second() {
    let mut account = Account::new(&spread(500, 260, 290));
    assert_eq!(complete(&mut account), Leg::Complete);
    assert_eq!(account.missing(), Vec::<i64>::new());
    assert!(account.calls <= 15, "{} calls", account.calls);
}

#[test]
fn a_late_id_of_the_second_is_found_behind_later_seconds() {
    // Ids 1–130 and 500 share a second; ids 201–400 come in the seconds after it.
    let mut account = Account::new(&[]);
    let head = |id, confirmed_at| (Head { id, confirmed_at }, id % 3, id % 2);
    account.orders.extend((1..=130).map(|id| head(id, 10)));
    account.orders.push(head(500, 10));
    account.orders.extend((201..=400).map(|id| head(id, id)));
    for id_from_sorts_by_date in [false, true] {
        account.id_from_sorts_by_date = id_from_sorts_by_date;
        account.shown.clear();
        assert_eq!(complete(&mut account), Leg::Complete);
        assert_eq!(account.missing(), Vec::<i64>::new());
    }
}

#[test]
fn an_api_that_ignores_id_from_is_not_asked_for_ever() {
    struct Deaf(Vec<Head>);
    impl Pages for Deaf {
        type Error = Infallible;
        fn page(&mut self, _: &Query) -> Result<Vec<Head>, Infallible> {
            Ok(self.0.clone())
        }
        fn statuses(&mut self) -> Result<Vec<i64>, Infallible> {
            Ok(vec![1])
        }
        fn sources(&mut self) -> Result<Vec<(String, i64)>, Infallible> {
            Ok(vec![])
        }
    }
    let page = (1..=100)
        .map(|id| Head {
            id,
            confirmed_at: 5,
        })
        .collect();
    assert_eq!(
        Walk::from(0).leg(&mut Deaf(page), usize::MAX),
        Ok(Leg::Stuck { second: 5 })
    );
}

proptest! {
    #[test]
    fn nothing_is_lost(
        gaps in proptest::collection::vec(0_i64..3, 0..900),
        ties_descend: bool,
        id_from_sorts_by_date: bool,
        leg in 1_usize..20,
    ) {
        let seconds: Vec<i64> = gaps.iter().scan(0, |at, gap| { *at += gap / 2; Some(*at) }).collect();
        let mut account = Account::new(&seconds);
        account.ties_descend = ties_descend;
        account.id_from_sorts_by_date = id_from_sorts_by_date;
        let mut walk = Walk::from(0);
        let end = loop {
            match walk.leg(&mut account, leg) {
                Ok(Leg::More { next }) => {
                    let shown = |head: &Head| account.shown.contains(&head.id);
                    prop_assert!(account.orders.iter().all(|(head, ..)| head.confirmed_at >= next || shown(head)));
                }
                Ok(end) => break end,
            }
        };
        prop_assert_eq!(end, Leg::Complete);
        prop_assert_eq!(account.missing(), Vec::<i64>::new());
    }
}
