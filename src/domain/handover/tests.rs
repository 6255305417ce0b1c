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

/// What a call makes. Orders here have one customer and one article each; two share theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Customer(usize),
    Article(usize),
    Order(usize),
    Document(usize),
}

/// A Firmino that makes whatever it is told, as often as it is told, some of it later than the client thinks.
#[derive(Default)]
struct Server {
    made: BTreeMap<i64, Thing>,
    late: Vec<(i64, Thing)>,
}

impl Server {
    fn make(&mut self, thing: Thing) -> i64 {
        let id = i64::try_from(self.made.len()).expect("few") + 1;
        self.made.insert(id, thing);
        id
    }

    fn come(&mut self, now: i64) {
        let (due, rest) = self.late.iter().partition(|(at, _)| *at <= now);
        self.late = rest;
        let due: Vec<(i64, Thing)> = due;
        for (_, thing) in due {
            self.make(thing);
        }
    }

    fn call(&mut self, thing: Thing, fate: Fate, now: i64) -> Option<Option<i64>> {
        match fate {
            Fate::Answered => Some(Some(self.make(thing))),
            Fate::Refused => Some(None),
            Fate::Lost => None,
            Fate::Unheard => {
                self.make(thing);
                None
            }
            Fate::Late(seconds) => {
                self.late.push((now + seconds, thing));
                None
            }
        }
    }

    /// A list that may be a part only proves nothing.
    fn look(&self, thing: Thing, whole: bool) -> Look {
        let ids: Vec<i64> = self
            .made
            .iter()
            .filter(|(_, made)| **made == thing)
            .map(|(id, _)| *id)
            .collect();
        match (ids.as_slice(), whole) {
            (_, false) => Look::Unproved,
            ([], true) => Look::Absent,
            ([id], true) => Look::One(*id),
            (_, true) => Look::Several,
        }
    }

    fn count(&self, of: impl Fn(&Thing) -> bool) -> usize {
        self.made.values().filter(|thing| of(thing)).count()
    }
}

/// What the mirror keeps: it alone outlives a kill.
struct Kept {
    makings: BTreeMap<Thing, Making>,
    stages: Vec<Stage>,
    refusals: Vec<Option<Refusal>>,
}

const ORDERS: usize = 3;

struct History {
    random: fastrand::Rng,
    server: Server,
    kept: Kept,
    now: i64,
    window: i64,
    latest: i64,
    calm: bool,
    issuing: Issuing,
}

/// The process was killed, or this order goes no further in this run.
struct Over;

impl History {
    fn new(seed: u64, window: i64, latest: i64) -> History {
        let mut random = fastrand::Rng::with_seed(seed);
        let issuing = [Issuing::Asked, Issuing::Asked, Issuing::ByPerson][random.usize(0..3)];
        History {
            random,
            server: Server::default(),
            kept: Kept {
                makings: BTreeMap::new(),
                stages: vec![Stage::Pending; ORDERS],
                refusals: vec![None; ORDERS],
            },
            now: 1_000_000,
            window,
            latest,
            calm: false,
            issuing,
        }
    }

    fn fate(&mut self) -> Fate {
        let latest = self.latest;
        match self.random.u32(0..10) {
            _ if self.calm => Fate::Answered,
            0 => Fate::Refused,
            1 => Fate::Lost,
            2 => Fate::Unheard,
            3 | 4 => Fate::Late(self.random.i64(1..=latest)),
            _ => Fate::Answered,
        }
    }

    /// A place between two steps: time passes, late calls take effect, and the process may be killed.
    fn point(&mut self) -> Result<(), Over> {
        self.now += self.random.i64(0..3);
        self.server.come(self.now);
        if !self.calm && self.random.u32(0..25) == 0 {
            return Err(Over);
        }
        Ok(())
    }

    fn whole(&mut self) -> bool {
        self.calm || self.random.u32(0..6) > 0
    }

    fn make(&mut self, thing: Thing) -> Result<i64, Over> {
        loop {
            self.point()?;
            let making = self.kept.makings.get(&thing).copied();
            match next_of(making.unwrap_or(Making::Pending), self.now, self.window) {
                Move::Done(id) => return Ok(id),
                Move::Wait => return Err(Over),
                Move::Look | Move::Make => {}
            }
            let whole = self.whole();
            let look = self.server.look(thing, whole);
            match found(look, Refusal::Customers) {
                Ok(Move::Make) => {}
                Ok(Move::Done(id)) => {
                    self.kept.makings.insert(thing, Making::There(id));
                    continue;
                }
                _ => return Err(Over),
            }
            self.kept.makings.insert(thing, Making::Sent(self.now));
            self.point()?;
            let fate = self.fate();
            let said = self.server.call(thing, fate, self.now);
            self.point()?;
            let making = match said {
                None => return Err(Over),
                Some(None) => Making::Pending,
                Some(Some(id)) => Making::There(id),
            };
            self.kept.makings.insert(thing, making);
            if said == Some(None) {
                return Err(Over);
            }
        }
    }

    fn order(&mut self, order: usize) -> Result<(), Over> {
        let mut fresh = false;
        loop {
            self.point()?;
            let stage = self.kept.stages[order];
            match next(stage, self.now, self.window) {
                Step::Wait | Step::Nothing => return Ok(()),
                Step::Add => {
                    // Orders 0 and 1 are one buyer's.
                    self.make(Thing::Customer(order / 2))?;
                    self.make(Thing::Article(order / 2))?;
                    self.kept.stages[order] = Stage::Sent(self.now);
                    self.point()?;
                    let fate = self.fate();
                    let said = self.server.call(Thing::Order(order), fate, self.now);
                    self.point()?;
                    match said {
                        None => return Ok(()),
                        Some(None) => {
                            self.kept.stages[order] = Stage::Pending;
                            return Ok(());
                        }
                        Some(Some(id)) => {
                            self.kept.stages[order] = Stage::There(id);
                            fresh = true;
                        }
                    }
                }
                Step::LookForOrder => {
                    let whole = self.whole();
                    match order_looked(self.server.look(Thing::Order(order), whole)) {
                        Ok(stage) => self.kept.stages[order] = stage,
                        Err(refusal) => {
                            self.kept.refusals[order] = Some(refusal);
                            return Ok(());
                        }
                    }
                }
                Step::LookForDocument(_) => {
                    let whole = self.whole();
                    let look = match fresh && self.issuing == Issuing::Asked {
                        true => Look::Absent,
                        false => self.server.look(Thing::Document(order), whole),
                    };
                    fresh = false;
                    match document_looked(stage, self.issuing, look) {
                        Ok(Then::At(stage)) => self.kept.stages[order] = stage,
                        Ok(Then::Leave) => return Ok(()),
                        Ok(Then::End(there)) => {
                            if let Some(over) = self.end(order, there)? {
                                return Ok(over);
                            }
                        }
                        Err(refusal) => {
                            self.kept.refusals[order] = Some(refusal);
                            return Ok(());
                        }
                    }
                }
                Step::Fetch {
                    order: there,
                    document,
                } => {
                    self.point()?;
                    self.kept.stages[order] = Stage::Confirmed {
                        order: there,
                        document,
                    };
                }
            }
        }
    }

    fn end(&mut self, order: usize, there: i64) -> Result<Option<()>, Over> {
        self.kept.stages[order] = Stage::Ending {
            order: there,
            at: self.now,
        };
        self.point()?;
        let fate = self.fate();
        let said = self.server.call(Thing::Document(order), fate, self.now);
        self.point()?;
        match said {
            None => Ok(Some(())),
            Some(None) => {
                self.kept.stages[order] = Stage::There(there);
                Ok(Some(()))
            }
            Some(Some(document)) => {
                self.kept.stages[order] = Stage::Issued {
                    order: there,
                    document,
                };
                Ok(None)
            }
        }
    }

    fn run(mut self) -> History {
        for push in 0..40 {
            self.calm = push > 25;
            // A person asks to look again, turns issuing over to the other side, and issues by hand.
            if push % 3 == 0 {
                self.kept.refusals = vec![None; ORDERS];
            }
            if push == 12 || push == 26 {
                self.issuing = Issuing::Asked;
            }
            for order in 0..ORDERS {
                let by_hand = self.issuing == Issuing::ByPerson
                    && matches!(self.kept.stages[order], Stage::There(_))
                    && self.random.u32(0..6) == 0
                    && self.server.look(Thing::Document(order), true) == Look::Absent;
                if by_hand {
                    self.server.make(Thing::Document(order));
                }
                if self.kept.refusals[order].is_some() {
                    continue;
                }
                // A kill ends the run; the next one begins with what is kept.
                if self.order(order).is_err() && self.random.bool() {
                    break;
                }
            }
            self.now += self.random.i64(30..600);
            self.server.come(self.now);
        }
        self
    }

    /// Second customers, articles, orders and documents; and orders that are not confirmed in the end.
    fn ended(&self) -> (usize, usize) {
        let mut doubles = 0;
        for n in 0..ORDERS {
            for thing in [
                Thing::Customer(n),
                Thing::Article(n),
                Thing::Order(n),
                Thing::Document(n),
            ] {
                doubles += self.server.count(|made| *made == thing).saturating_sub(1);
            }
        }
        let open = self.kept.stages.iter();
        let open = open.filter(|stage| !matches!(stage, Stage::Confirmed { .. }));
        (doubles, open.count())
    }
}

fn sum(histories: u64, window: i64, latest: i64) -> (usize, usize) {
    (0..histories)
        .map(|seed| History::new(seed, window, latest).run().ended())
        .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
}

/// No history makes a second customer, article, order or document, and every order is confirmed in the end; with the
/// window switched off the same histories show doubles, so the sweep can see them.
#[test]
fn no_history_makes_anything_twice() {
    const WINDOW: i64 = 150;
    assert_eq!(sum(10_000, WINDOW, WINDOW - 1), (0, 0));
    let (doubles, _) = sum(2_000, 0, WINDOW - 1);
    assert!(doubles > 100, "{doubles}");
}

#[test]
fn a_create_without_an_answer_waits_for_its_window() {
    let ending = Stage::Ending { order: 5, at: 1000 };
    for (stage, then) in [
        (Stage::Sent(1000), Step::LookForOrder),
        (ending, Step::LookForDocument(5)),
    ] {
        assert_eq!(next(stage, 1149, 150), Step::Wait);
        assert_eq!(next(stage, 1150, 150), then);
        // A clock set back waits as long, and not for ever.
        assert_eq!(next(stage, 900, 150), Step::Wait);
        assert_eq!(next(stage, 500, 150), then);
    }
    assert_eq!(next_of(Making::Sent(1000), 1149, 150), Move::Wait);
    assert_eq!(next_of(Making::Sent(1000), 1150, 150), Move::Look);
    assert_eq!(next_of(Making::Pending, 1000, 150), Move::Look);
    assert_eq!(next_of(Making::There(4), 1000, 150), Move::Done(4));
}

#[test]
fn nothing_is_asked_for_on_a_list_that_is_no_proof() {
    assert_eq!(order_looked(Look::Absent), Ok(Stage::Pending));
    assert_eq!(order_looked(Look::One(4)), Ok(Stage::There(4)));
    assert_eq!(order_looked(Look::Several), Err(Refusal::Several));
    assert_eq!(order_looked(Look::Unproved), Err(Refusal::Unproved));
    let there = Stage::There(5);
    let ending = Stage::Ending { order: 5, at: 1 };
    let issued = Stage::Issued {
        order: 5,
        document: 9,
    };
    use Issuing::{Asked, ByPerson};
    for (stage, issuing, look, means) in [
        (there, Asked, Look::Absent, Ok(Then::End(5))),
        (there, Asked, Look::Unproved, Err(Refusal::Unproved)),
        (there, ByPerson, Look::Absent, Ok(Then::Leave)),
        (there, ByPerson, Look::Unproved, Ok(Then::Leave)),
        (ending, Asked, Look::Absent, Ok(Then::End(5))),
        (ending, Asked, Look::Unproved, Err(Refusal::Unproved)),
        (ending, ByPerson, Look::Absent, Ok(Then::At(there))),
        (ending, ByPerson, Look::Unproved, Err(Refusal::Unproved)),
        (there, ByPerson, Look::One(9), Ok(Then::At(issued))),
        (ending, Asked, Look::One(9), Ok(Then::At(issued))),
        (there, Asked, Look::Several, Err(Refusal::SeveralDocuments)),
    ] {
        assert_eq!(
            document_looked(stage, issuing, look),
            means,
            "{stage:?} {look:?}"
        );
    }
}

#[test]
fn every_refusal_is_kept_under_its_own_code() {
    let mut codes: Vec<&str> = Refusal::ALL.iter().map(|one| one.code()).collect();
    for refusal in Refusal::ALL {
        assert_eq!(Refusal::parse(refusal.code()), Some(refusal));
    }
    codes.dedup();
    assert_eq!(codes.len(), Refusal::ALL.len());
}
