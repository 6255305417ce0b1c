use std::collections::BTreeMap;

use super::*;

/// What the server does with one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Answered,
    /// Not carried out, and the client knows.
    Refused,
    /// Never arrived; the client does not know.
    Lost,
    /// Carried out, the answer is lost.
    Unheard,
    /// Carried out so many seconds later.
    Late(i64),
}

/// An invoice there.
#[derive(Clone, Copy, Debug)]
struct There {
    order: usize,
    ours: bool,
    file: bool,
}

/// A BaseLinker that makes invoices, some later than the client thinks.
#[derive(Default)]
struct Server {
    invoices: BTreeMap<i64, There>,
    late: Vec<(i64, usize)>,
}

impl Server {
    fn make(&mut self, order: usize, ours: bool) -> i64 {
        let id = i64::try_from(self.invoices.len()).expect("few") + 1;
        let file = false;
        self.invoices.insert(id, There { order, ours, file });
        id
    }

    fn come(&mut self, now: i64) {
        let (due, rest) = self.late.iter().partition(|(at, _)| *at <= now);
        self.late = rest;
        let due: Vec<(i64, usize)> = due;
        for (_, order) in due {
            self.make(order, true);
        }
    }

    fn plain(&self, order: usize) -> Vec<i64> {
        let all = self.invoices.iter();
        all.filter(|(_, there)| there.order == order && !there.file)
            .map(|(id, _)| *id)
            .collect()
    }
}

/// One history: passes over a few documents, each call with its fate, kills between any two steps. Answers how many orders
/// have more than one invoice made by us, and how many have none with our file in the end.
fn history(seed: u64, window: i64, latest: i64) -> (usize, usize) {
    const ORDERS: usize = 3;
    let mut random = fastrand::Rng::with_seed(seed);
    let mut server = Server::default();
    let mut stages = [Stage::Pending; ORDERS];
    let mut now = 1_000_000;
    let fate = |random: &mut fastrand::Rng, calm: bool| match random.u32(0..10) {
        _ if calm => Fate::Answered,
        0 => Fate::Refused,
        1 => Fate::Lost,
        2 => Fate::Unheard,
        3 | 4 => Fate::Late(random.i64(1..=latest)),
        _ => Fate::Answered,
    };
    for pass in 0..40 {
        let calm = pass > 25;
        // The shop's own automation makes some of them.
        if pass == 1
            && random.u32(0..4) == 0
            && server.plain(0).is_empty()
            && stages[0] == Stage::Pending
        {
            server.make(0, false);
        }
        for (order, stage) in stages.iter_mut().enumerate() {
            loop {
                now += random.i64(0..3);
                server.come(now);
                // Killed here: what is kept is kept.
                if !calm && random.u32(0..12) == 0 {
                    break;
                }
                match next(*stage, now, window) {
                    Step::Wait | Step::Nothing => break,
                    Step::Look => match looked(Plain::of(&server.plain(order))) {
                        Ok(Stage::Pending) => {
                            *stage = Stage::Sent(now);
                            // Killed between the note and the call.
                            if !calm && random.u32(0..20) == 0 {
                                break;
                            }
                            match fate(&mut random, calm) {
                                Fate::Answered => *stage = Stage::Made(server.make(order, true)),
                                Fate::Refused => {
                                    *stage = Stage::Pending;
                                    break;
                                }
                                Fate::Lost => break,
                                Fate::Unheard => {
                                    server.make(order, true);
                                    break;
                                }
                                Fate::Late(seconds) => {
                                    server.late.push((now + seconds, order));
                                    break;
                                }
                            }
                        }
                        Ok(found) => *stage = found,
                        Err(_) => {
                            *stage = Stage::NotApplied;
                            break;
                        }
                    },
                    Step::Upload(invoice) => match fate(&mut random, calm) {
                        Fate::Answered | Fate::Late(_) => {
                            server
                                .invoices
                                .entry(invoice)
                                .and_modify(|there| there.file = true);
                            *stage = Stage::Applied(invoice);
                        }
                        Fate::Unheard => {
                            server
                                .invoices
                                .entry(invoice)
                                .and_modify(|there| there.file = true);
                            break;
                        }
                        Fate::Refused | Fate::Lost => break,
                    },
                }
            }
        }
        now += random.i64(30..600);
        server.come(now);
    }
    let of = |order: usize| {
        server
            .invoices
            .values()
            .filter(move |there| there.order == order)
    };
    let doubles = (0..ORDERS).filter(|order| of(*order).filter(|there| there.ours).count() > 1);
    let unfilled = (0..ORDERS).filter(|order| of(*order).filter(|there| there.file).count() != 1);
    (doubles.count(), unfilled.count())
}

/// Must-hold a: no history makes two invoices of one order, and each order gets its printout; with the window switched off
/// the same histories show doubles, so the sweep can see them.
#[test]
fn no_history_makes_a_second_invoice() {
    const HISTORIES: u64 = 20_000;
    const WINDOW: i64 = 150;
    let count = |window: i64| {
        let mut all = (0, 0);
        for seed in 0..HISTORIES {
            let (doubles, unfilled) = history(seed, window, WINDOW - 1);
            all = (all.0 + doubles, all.1 + unfilled);
        }
        all
    };
    assert_eq!(count(WINDOW), (0, 0));
    let (doubles, _) = count(0);
    assert!(doubles > 500, "{doubles}");
}

#[test]
fn a_try_without_an_answer_waits_for_its_window() {
    let sent = Stage::Sent(1000);
    assert_eq!(next(sent, 1149, 150), Step::Wait);
    assert_eq!(next(sent, 1150, 150), Step::Look);
    // A clock set back waits as long, and not for ever.
    assert_eq!(next(sent, 900, 150), Step::Wait);
    assert_eq!(next(sent, 500, 150), Step::Look);
    assert_eq!(looked(Plain::None), Ok(Stage::Pending));
    assert_eq!(looked(Plain::of(&[7])), Ok(Stage::Made(7)));
    assert_eq!(looked(Plain::of(&[7, 8])), Err(Refusal::Several));
}
