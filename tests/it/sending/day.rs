//! A day of a shop: sales that orders show late, changes on our side, faults and kills. What is written must never bring a
//! sold piece back. Time is virtual; every call goes to the sandbox, and what it does to a level is weighed at that moment.
//!
//! The suite runs a few hours of it; `FIRMINO_LINK_DAY=full cargo test --release --test it -- day --nocapture` the day of
//! docs/stock.md.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Duration;

use firmino_link::baselinker::{Account, Pacing};
use firmino_link::domain::stock::Word;
use firmino_link::mirror::levels::{Count, CountedBy};
use firmino_link::mirror::{Mirror, binding};
use firmino_link::net::pace::{Limit, Pace};
use firmino_link::net::retry::Retry;
use firmino_link::net::{
    Address, Body, Clock, Jitter, Line, Request, Response, Talk, Token, Transport, TransportError,
    Wait,
};
use firmino_link::profile::Profile;
use firmino_link::report::progress::Silent;
use firmino_link::sandbox::{Call, DEFAULT_TOKEN, Delivery, World};
use firmino_link::sync::Effects;
use firmino_link::sync::orders;
use firmino_link::sync::settings::Settings;
use firmino_link::sync::stock;
use jiff::Timestamp;
use serde_json::Value;

use super::{PLACE, goods};
use crate::shop::order;
use crate::shop::status::PAID;

/// Pieces of each product in the morning.
const MORNING: i64 = 400;

/// How big the day is.
#[derive(Clone, Copy)]
struct Size {
    skus: usize,
    hours: i64,
    sales: usize,
    changes: usize,
}

/// How levels are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// By the stock pass.
    Ours,
    /// Push what differs: two jobs of cron that know nothing of each other.
    Naive,
}

/// Something that happens by itself.
enum Event {
    /// A piece is sold: the level falls at once, the order shows later.
    Sold { product: usize },
    /// The order of a sale shows.
    Shown { product: usize, sold_at: i64 },
}

/// What was found.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    /// Writes that brought back pieces sold before the level was read.
    erased: u64,
    /// Writes that brought back pieces sold between the reading and the write.
    raced: u64,
    /// Levels written.
    pushed: u64,
    calls: u64,
    kills: u64,
    changes: u64,
}

/// The shop, its time and its truth.
struct Day {
    size: Size,
    world: RefCell<World>,
    now_ms: Cell<i64>,
    boot_ms: Cell<i64>,
    boots: Cell<u32>,
    events: RefCell<VecDeque<(i64, Event)>>,
    /// Pieces that are there: what was counted, less what was sold.
    truth: RefCell<Vec<i64>>,
    read_at: RefCell<Vec<i64>>,
    sold_at: RefCell<Vec<Vec<i64>>>,
    found: Cell<Found>,
    next_order: Cell<u64>,
    random: RefCell<fastrand::Rng>,
    /// Calls until the process dies; none: it lives.
    dies_in: Cell<Option<u32>>,
}

/// What a kill is, in this process.
struct Killed;

impl Day {
    fn new(size: Size, seed: u64) -> Day {
        let start = 1_795_000_000_000; // 2026-11-18
        let mut world = World::new(seed, start / 1000);
        world.limit = None;
        for n in 0..size.skus {
            world.put_product(goods(n as u64 + 1, &format!("S-{n}"), MORNING));
        }
        let mut random = fastrand::Rng::with_seed(seed);
        let span = size.hours * 3_600_000;
        let mut events: Vec<(i64, Event)> = (0..size.sales)
            .map(|_| {
                let at = start + 600_000 + random.i64(0..span - 600_000);
                // A tenth of the goods makes half of the sales.
                let most = if random.bool() {
                    size.skus.div_ceil(10)
                } else {
                    size.skus
                };
                let product = random.usize(0..most);
                (at, Event::Sold { product })
            })
            .collect();
        events.sort_by_key(|(at, _)| *at);
        Day {
            size,
            world: RefCell::new(world),
            now_ms: Cell::new(start),
            boot_ms: Cell::new(1_000_000),
            boots: Cell::new(1),
            events: RefCell::new(events.into()),
            truth: RefCell::new(vec![MORNING; size.skus]),
            read_at: RefCell::new(vec![0; size.skus]),
            sold_at: RefCell::new(vec![Vec::new(); size.skus]),
            found: Cell::default(),
            next_order: Cell::new(1),
            random: RefCell::new(random),
            dies_in: Cell::new(None),
        }
    }

    fn add(&self, change: impl FnOnce(&mut Found)) {
        let mut found = self.found.get();
        change(&mut found);
        self.found.set(found);
    }

    /// Time goes on, and what happens in it happens.
    fn go_on(&self, milliseconds: i64) {
        let end = self.now_ms.get() + milliseconds;
        loop {
            let next = self.events.borrow().front().map(|(at, _)| *at);
            let Some(at) = next.filter(|at| *at <= end) else {
                break;
            };
            let Some((_, event)) = self.events.borrow_mut().pop_front() else {
                break;
            };
            self.be_at(at);
            self.happen(at, event);
        }
        self.be_at(end);
        self.now_ms.set(end);
        self.boot_ms.set(self.boot_ms.get() + milliseconds);
    }

    /// The sandbox's time; what is late comes in then.
    fn be_at(&self, at: i64) {
        let mut world = self.world.borrow_mut();
        if world.now() < at / 1000 {
            world.set_now(at / 1000);
        }
    }

    fn happen(&self, at: i64, event: Event) {
        match event {
            Event::Sold { product } => {
                let mut world = self.world.borrow_mut();
                let id = product as u64 + 1;
                let pieces = world.stock(id, PLACE).expect("there");
                world.set_stock(id, PLACE, pieces - 1);
                self.truth.borrow_mut()[product] -= 1;
                self.sold_at.borrow_mut()[product].push(at);
                let shown = at + self.random.borrow_mut().i64(0..10_000);
                let mut events = self.events.borrow_mut();
                let place = events.partition_point(|(other, _)| *other <= shown);
                events.insert(
                    place,
                    (
                        shown,
                        Event::Shown {
                            product,
                            sold_at: at,
                        },
                    ),
                );
            }
            Event::Shown { product, sold_at } => {
                let id = self.next_order.get();
                self.next_order.set(id + 1);
                let mut order = order(id, PAID, 0);
                order.date_confirmed = sold_at / 1000;
                order.date_add = order.date_confirmed - 60;
                order.email = format!("kupujacy{id}@example.com");
                order.products[0].product_id = (product + 1).to_string();
                order.products[0].sku = format!("S-{product}");
                order.products[0].name = format!("Towar S-{product}");
                self.world.borrow_mut().put_order(order.paid());
            }
        }
    }

    /// What a call reads or writes, weighed against the truth.
    fn weigh(&self, method: &str, parameters: &Value, before: &[i64]) {
        match method {
            "getInventoryProductsData" => {
                for id in parameters["products"].as_array().into_iter().flatten() {
                    let product = id.as_u64().expect("an id") as usize - 1;
                    self.read_at.borrow_mut()[product] = self.now_ms.get();
                }
            }
            "getInventoryProductsStock" => {
                self.read_at.borrow_mut().fill(self.now_ms.get());
            }
            "updateInventoryProductsStock" => {
                for (id, places) in parameters["products"].as_object().expect("a map") {
                    let product = id.parse::<usize>().expect("an id") - 1;
                    let now = self
                        .world
                        .borrow()
                        .stock(product as u64 + 1, PLACE)
                        .expect("there");
                    if now != places[PLACE].as_i64().expect("a number") {
                        continue;
                    }
                    self.add(|found| found.pushed += 1);
                    let truth = self.truth.borrow()[product];
                    let (excess, was) = (now - truth, before[product] - truth);
                    if excess > 0 && excess > was {
                        let read_at = self.read_at.borrow()[product];
                        let sold = self.sold_at.borrow();
                        let since = sold[product].iter().filter(|at| **at > read_at).count();
                        let brought_back = excess - was.max(0);
                        if brought_back <= i64::try_from(since).expect("few") {
                            self.add(|found| found.raced += 1);
                        } else {
                            self.add(|found| found.erased += 1);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn levels(&self) -> Vec<i64> {
        let world = self.world.borrow();
        (1..=self.size.skus as u64)
            .map(|id| world.stock(id, PLACE).expect("there"))
            .collect()
    }
}

impl Clock for Day {
    fn boot(&self) -> Duration {
        Duration::from_millis(self.boot_ms.get().unsigned_abs())
    }

    fn boot_id(&self) -> String {
        format!("boot {}", self.boots.get())
    }

    fn wall(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms.get()).expect("in range")
    }

    fn sleep(&self, pause: Duration) {
        self.go_on(i64::try_from(pause.as_millis()).expect("short") + 1);
    }
}

impl Jitter for Day {
    fn up_to(&self, most: Duration) -> Duration {
        most / 2
    }
}

impl Talk for Day {
    fn waiting(&self, _: &Wait, _: Duration) {}
}

impl Transport for Day {
    fn send(&self, request: &Request, deadline: Duration) -> Result<Response, TransportError> {
        let Body::Form(form) = &request.body else {
            panic!("BaseLinker is told forms: {request:?}");
        };
        let fields: BTreeMap<String, String> = form_urlencoded::parse(form.as_bytes())
            .into_owned()
            .collect();
        let method = fields["method"].clone();
        let dies = self.dies_in.get();
        self.dies_in.set(dies.map(|left| left.saturating_sub(1)));
        if dies == Some(0) && self.random.borrow_mut().bool() {
            std::panic::resume_unwind(Box::new(Killed));
        }
        let there = self.random.borrow_mut().i64(50..300);
        self.go_on(there);
        let before = self.levels();
        let delivery = self.world.borrow_mut().receive(&Call {
            token: Some(DEFAULT_TOKEN),
            method: Some(&method),
            parameters: Some(&fields["parameters"]),
        });
        self.add(|found| found.calls += 1);
        let parameters: Value = serde_json::from_str(&fields["parameters"]).expect("JSON");
        self.weigh(&method, &parameters, &before);
        if dies == Some(0) {
            std::panic::resume_unwind(Box::new(Killed));
        }
        let back = self.random.borrow_mut().i64(20..200);
        self.go_on(back);
        match delivery {
            Delivery::Answer(answer) => Ok(Response {
                status: answer.status,
                date: Some(self.wall()),
                retry_after: None,
                body: answer.body.into_bytes(),
            }),
            Delivery::Hang => {
                self.go_on(i64::try_from(deadline.as_millis()).expect("short"));
                Err(TransportError::TimedOut(deadline))
            }
            _ => Err(TransportError::Broken("reset".to_owned())),
        }
    }
}

/// What a pass needs, in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    settings: Settings,
    stock: stock::Settings,
}

impl Desk {
    fn new(day: &Day) -> Desk {
        let text = format!(
            "version = 1\nmodules = [\"orders\", \"products\", \"warehouses\"]\n[company]\nname = \"Próbna\"\nnip = \"1234563218\"\nstreet = \"ul. Krótka 3\"\npostcode = \"65-001\"\ncity = \"Zielona Góra\"\n[baselinker]\napi_url = \"http://127.0.0.1:1/\"\ntoken = {{ file = \"t\" }}\n[orders]\nfrom = 2026-11-01\nstatuses = [\"Opłacone\"]\ncancelled_statuses = [\"Anulowane\"]\nfinished_statuses = [\"Zrealizowane\"]\nsend_invoices = false\nissue = \"automatically\"\n[products]\nsource = \"firmino\"\n[warehouses]\nsend_stock = true\nbaselinker_lowers = \"confirmed\"\n[[warehouses.links]]\nbaselinker = \"{PLACE}\"\nfirmino = \"MAG\"\n[brakes]\nold_orders = 1000000\ndocuments_per_run = 1000000\nzero_products = 1000000\n"
        );
        let profile = Profile::parse(&text, jiff::civil::date(2026, 11, 18)).expect("a profile");
        let desk = Desk {
            folder: tempfile::tempdir().expect("a folder"),
            settings: Settings::from_profile("day", &profile).expect("orders"),
            stock: stock::Settings::from_profile("day", &profile).expect("warehouses"),
        };
        let second = day.now_ms.get() / 1000;
        let mut mirror = Mirror::open_or_create(&desk.path(), second).expect("made");
        let made: firmino_link::mirror::Result<()> = mirror.write(|mirror| {
            let warehouse = mirror.add_warehouse("MAG", "MAG", Some("PL"))?;
            mirror.link_warehouse(PLACE, warehouse)?;
            for n in 0..day.size.skus {
                let card = firmino_link::mirror::cards::NewCard {
                    sku: Some(format!("S-{n}")),
                    name: format!("Towar S-{n}"),
                    name_key: format!("Towar S-{n}"),
                    ean: None,
                    rate: None,
                    price: None,
                    product: Some(n as i64 + 1),
                };
                let card = mirror.add_card(&card, second)?;
                let count = Count {
                    card,
                    warehouse,
                    pieces: MORNING,
                    as_of: second,
                    through: 0,
                };
                mirror.count(count, CountedBy::Import, second)?;
            }
            Ok(())
        });
        made.expect("written");
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("day.sqlite")
    }

    /// Runs something with an account of the day's shop; a kill ends it.
    fn pass<T>(
        &self,
        day: &Day,
        work: impl FnOnce(&Account<'_>, Line<'_>, &mut Mirror) -> T,
    ) -> Option<T> {
        let line = Line {
            transport: day,
            clock: day,
            jitter: day,
            talk: day,
        };
        let ran = catch_unwind(AssertUnwindSafe(|| {
            let limit = Limit::new(NonZeroU32::new(80).expect("some"), Duration::from_secs(60));
            let pace = Pace::open(&self.folder.path().join("rate.sqlite"), limit).expect("a pace");
            let pacing = Pacing {
                pace,
                retry: Retry::default(),
            };
            let address = Address::parse("http://127.0.0.1:1/").expect("an address");
            let token = Token::parse(DEFAULT_TOKEN).expect("a token");
            let account = Account::new(line, address, token, pacing);
            let mut mirror = Mirror::open(&self.path()).expect("opened");
            work(&account, line, &mut mirror)
        }));
        match ran {
            Ok(done) => Some(done),
            Err(panic) if panic.is::<Killed>() => {
                day.add(|found| found.kills += 1);
                None
            }
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    fn identity() -> binding::Account {
        binding::Account {
            host: "127.0.0.1".to_owned(),
            port: 1,
            token: Token::parse(DEFAULT_TOKEN).expect("a token").fingerprint(),
        }
    }

    fn orders(&self, day: &Day, rule: Rule) {
        self.pass(day, |account, line, mirror| {
            let pass = orders::Pass {
                account,
                identity: Desk::identity(),
                line,
                settings: &self.settings,
                progress: &Silent,
                ask: orders::Ask::default(),
                stock: Some(&self.stock).filter(|_| rule == Rule::Ours),
            };
            let _ = pass.run(mirror, &mut orders::Ended::default());
        });
    }

    /// A stock pass; answers the hash of a sending that was stopped.
    fn stock(&self, day: &Day, force: Option<String>, which: stock::Which) -> Option<String> {
        self.pass(day, |account, line, mirror| {
            let pass = stock::Pass {
                account,
                identity: Desk::identity(),
                line,
                settings: &self.stock,
                progress: &Silent,
                ask: stock::Ask {
                    which,
                    word: Word::OfPass,
                    force,
                    telling: None,
                    effects: Effects::Real,
                },
            };
            let mut ended = stock::Ended::default();
            let _ = pass.run(mirror, &mut ended);
            ended.brake.map(|brake| brake.hash)
        })
        .flatten()
    }

    /// The naive rule: the book's levels where BaseLinker shows others.
    fn naive(&self, day: &Day) {
        self.pass(day, |account, _, mirror| {
            let mut wrong = BTreeMap::new();
            for page in 1.. {
                let Ok(rows) = account.get_inventory_products_stock(3101, page) else {
                    return;
                };
                if rows.is_empty() {
                    break;
                }
                for (product, row) in rows {
                    let Some(row) = row.into_known() else {
                        continue;
                    };
                    let stock = row.stock.into_known().unwrap_or_default();
                    let there = stock.get(PLACE).and_then(|pieces| pieces.known()).copied();
                    let rows = mirror.linked_levels(product).expect("read");
                    let level = rows.iter().find_map(|row| row.level);
                    if let Some(level) = level.filter(|level| Some(*level) != there) {
                        wrong.insert(product, BTreeMap::from([(PLACE.to_owned(), level.max(0))]));
                    }
                }
            }
            if !wrong.is_empty() {
                let leave = account.leave_to_update_stock().expect("leave");
                let _ = account.update_stock(leave, 3101, &wrong);
            }
        });
    }

    /// A person counts: some pieces more or fewer than the book had.
    fn change(&self, day: &Day) {
        let (product, pieces) = {
            let mut random = day.random.borrow_mut();
            (random.usize(0..day.size.skus), random.i64(1..30) - 6)
        };
        day.truth.borrow_mut()[product] += pieces;
        day.add(|found| found.changes += 1);
        let second = day.now_ms.get() / 1000;
        let mut mirror = Mirror::open(&self.path()).expect("opened");
        let counted: firmino_link::mirror::Result<()> = mirror.write(|mirror| {
            let row = mirror.linked_levels(product as i64 + 1)?.remove(0);
            let count = Count {
                card: row.card,
                warehouse: row.warehouse,
                pieces: row.level.expect("counted") + pieces,
                as_of: second,
                through: mirror.last_movement(i64::MAX)?,
            };
            mirror.count(count, CountedBy::Set, second).map(|_| ())
        });
        counted.expect("written");
    }
}

/// Runs a day.
fn run(size: Size, rule: Rule, seed: u64, faults: &[&str]) -> Found {
    let day = Day::new(size, seed);
    let desk = Desk::new(&day);
    // The first sending is let go while nothing is sold yet.
    if rule == Rule::Ours {
        let hash = desk
            .stock(&day, None, stock::Which::Changed)
            .expect("a plan");
        assert_eq!(desk.stock(&day, Some(hash), stock::Which::Changed), None);
    }
    day.found.set(Found::default());
    for fault in faults {
        day.world.borrow_mut().plan(fault).expect("a rule");
    }
    let end = day.now_ms.get() + size.hours * 3_600_000;
    let passes = size.hours * 12;
    let mut changes = 0;
    for n in 0..passes {
        let due = size.changes * (n as usize + 1) / passes as usize;
        while changes < due {
            desk.change(&day);
            changes += 1;
        }
        if !faults.is_empty() && day.random.borrow_mut().u32(0..6) == 0 {
            let calls = day.random.borrow_mut().u32(0..12);
            day.dies_in.set(Some(calls));
        }
        let next = day.now_ms.get() / 300_000 * 300_000 + 300_000;
        match rule {
            Rule::Ours => {
                desk.orders(&day, rule);
                let stopped = desk.stock(&day, None, stock::Which::Changed);
                assert_eq!(stopped, None);
            }
            Rule::Naive => {
                desk.naive(&day);
                desk.orders(&day, rule);
            }
        }
        day.dies_in.set(None);
        day.go_on((next - day.now_ms.get()).max(0));
    }
    let found = day.found.get();
    // The evening: no more sales, no more faults; what is left is mended.
    day.world.borrow_mut().clear_faults();
    day.go_on((end - day.now_ms.get()).max(0) + 20_000);
    for _ in 0..14 {
        desk.orders(&day, rule);
        if rule == Rule::Ours {
            desk.stock(&day, None, stock::Which::Full);
        }
        day.go_on(300_000);
    }
    let mirror = Mirror::open(&desk.path()).expect("opened");
    assert_eq!(mirror.differing_levels().expect("read"), []);
    if rule == Rule::Ours {
        let truth = day.truth.borrow();
        let wrong: Vec<_> = day
            .levels()
            .into_iter()
            .zip(truth.iter())
            .enumerate()
            .filter(|(_, (there, truth))| *there != (**truth).max(0) && there != *truth)
            .collect();
        assert_eq!(wrong, [], "final levels");
    }
    found
}

fn size() -> Size {
    if std::env::var_os("FIRMINO_LINK_DAY").is_some() {
        return Size {
            skus: 2000,
            hours: 24,
            sales: 30_000,
            changes: 2400,
        };
    }
    Size {
        skus: 40,
        hours: 2,
        sales: 400,
        changes: 100,
    }
}

/// Faults of a bad day: some calls fail before or after their effect, some effects come late.
const FAULTS: [&str; 8] = [
    "10/1000=reset-before",
    "10/1000=reset-after",
    "5/1000=bad-gateway-after",
    "5/1000=hang",
    "updateInventoryProductsStock:20/1000=late:20",
    "updateInventoryProductsStock:10/1000=late:200",
    "updateInventoryProductsStock:20/1000=lose:1",
    "updateInventoryProductsStock:30/1000=warn:1",
];

#[test]
fn a_day_brings_no_sold_piece_back() {
    let size = size();
    let quiet = run(size, Rule::Ours, 1, &[]);
    let rough = run(size, Rule::Ours, 2, &FAULTS);
    let naive = run(size, Rule::Naive, 1, &[]);
    let told = format!("quiet {quiet:?}\nrough {rough:?}\nnaive {naive:?}\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes());
    assert_eq!((quiet.erased, rough.erased), (0, 0), "{told}");
    assert!(rough.kills > 0, "{told}");
    assert!(
        naive.erased + naive.raced > size.sales as u64 / 15,
        "{told}"
    );
}
