//! A week of cron: a pass every five minutes, one withdrawn and one blocked token, an order that waits for a person, three
//! days without a network. Time is virtual; every call goes to the sandbox. News, mail and `status` are weighed against
//! what the week knows of itself.
//!
//! The suite leaves most runs of quiet hours out; `FIRMINO_LINK_WEEK=full cargo test --release --test it -- week` runs all.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use firmino_link::baselinker::{Account, Pacing};
use firmino_link::domain::alert::news;
use firmino_link::domain::health::{self, Health, PassName};
use firmino_link::domain::state::State;
use firmino_link::domain::warsaw;
use firmino_link::mirror::{Mirror, backup, binding};
use firmino_link::net::pace::{self, Limit, Pace};
use firmino_link::net::retry::Retry;
use firmino_link::net::{
    Address, Body, Clock, Jitter, Line, Request, Response, Talk, Token, Transport, TransportError,
};
use firmino_link::profile::Profile;
use firmino_link::report::Exit;
use firmino_link::report::progress::Silent;
use firmino_link::sandbox::{Call, DEFAULT_TOKEN, Delivery, World};
use firmino_link::sync::orders::{Ask, Pass};
use firmino_link::sync::run::{self, Mode};
use firmino_link::sync::settings::Settings;
use firmino_link::sync::{set_aside, status};
use firmino_link::texts::Lang;
use jiff::Timestamp;

use crate::shop::order;
use crate::shop::status::{DONE, NEW, PAID};

/// Monday, 2026-11-09 00:00 in Warsaw.
const MONDAY: i64 = 1_794_178_800;
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What happens, in seconds of the week.
const WITHDRAWN: [i64; 2] = [12 * HOUR, 18 * HOUR];
const HELD: i64 = DAY + 9 * HOUR + 2 * MINUTE;
const SKIPPED: i64 = DAY + 15 * HOUR + 2 * MINUTE;
const OUTAGE: [i64; 2] = [2 * DAY + 2 * HOUR, 5 * DAY + 2 * HOUR];
const JUMPED: i64 = 3 * DAY + 10 * HOUR;
const LOOKED_AT: i64 = 5 * DAY + 12 * HOUR + 2 * MINUTE;
const BLOCKED: [i64; 2] = [6 * DAY + 10 * HOUR, 6 * DAY + 10 * HOUR + 40 * MINUTE];

/// Orders that wait for a person for a while.
const ODD: u64 = 9001;
const JUMPER: u64 = 9002;

/// The shop and its time.
struct Week {
    world: RefCell<World>,
    now_ms: Cell<i64>,
}

impl Week {
    /// Seconds since Monday.
    fn at(&self) -> i64 {
        self.now_ms.get() / 1000 - MONDAY
    }

    fn go_on(&self, milliseconds: i64) {
        self.now_ms.set(self.now_ms.get() + milliseconds);
        let now = self.now_ms.get() / 1000;
        let mut world = self.world.borrow_mut();
        if world.now() < now {
            world.set_now(now);
        }
    }
}

impl Clock for Week {
    fn boot(&self) -> Duration {
        Duration::from_millis((self.now_ms.get() - MONDAY * 1000 + 1000).unsigned_abs())
    }

    fn boot_id(&self) -> String {
        "one boot".to_owned()
    }

    fn wall(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms.get()).expect("in range")
    }

    fn sleep(&self, pause: Duration) {
        self.go_on(i64::try_from(pause.as_millis()).expect("short") + 1);
    }
}

impl Jitter for Week {
    fn up_to(&self, most: Duration) -> Duration {
        most / 2
    }
}

impl Talk for Week {}

impl Transport for Week {
    fn send(&self, request: &Request, _: Duration) -> Result<Response, TransportError> {
        self.go_on(150);
        if (OUTAGE[0]..OUTAGE[1]).contains(&self.at()) {
            return Err(TransportError::NoConnection("no route to host".to_owned()));
        }
        let Body::Form(form) = &request.body else {
            panic!("BaseLinker is told forms: {request:?}");
        };
        let fields: BTreeMap<String, String> = form_urlencoded::parse(form.as_bytes())
            .into_owned()
            .collect();
        let delivery = self.world.borrow_mut().receive(&Call {
            token: Some(DEFAULT_TOKEN),
            method: Some(&fields["method"]),
            parameters: Some(&fields["parameters"]),
        });
        match delivery {
            Delivery::Answer(answer) => Ok(Response {
                status: answer.status,
                date: Some(self.wall()),
                retry_after: None,
                body: answer.body.into_bytes(),
            }),
            _ => Err(TransportError::Broken("reset".to_owned())),
        }
    }
}

/// What a pass needs, in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    settings: Settings,
}

impl Desk {
    fn new() -> Desk {
        let text = "version = 1\nmodules = [\"orders\"]\n[company]\nname = \"Próbna\"\nnip = \"1234563218\"\nstreet = \"ul. Krótka 3\"\npostcode = \"65-001\"\ncity = \"Zielona Góra\"\n[baselinker]\napi_url = \"http://127.0.0.1:1/\"\ntoken = { file = \"t\" }\n[orders]\nfrom = 2026-11-01\nstatuses = [\"Opłacone\"]\ncancelled_statuses = [\"Anulowane\"]\nfinished_statuses = [\"Zrealizowane\"]\nsend_invoices = false\nissue = \"automatically\"\n[brakes]\nold_orders = 1000000\n";
        let profile = Profile::parse(text, jiff::civil::date(2026, 11, 9)).expect("a profile");
        Desk {
            folder: tempfile::tempdir().expect("a folder"),
            settings: Settings::from_profile("week", &profile).expect("orders"),
        }
    }

    fn mirror(&self) -> Mirror {
        let path: PathBuf = self.folder.path().join("week.sqlite");
        Mirror::open_or_create(&path, MONDAY).expect("opened")
    }

    fn rate_file(&self) -> PathBuf {
        self.folder.path().join("rate.sqlite")
    }

    /// One run of cron, as `sync orders -q` does it; answers whether something would be mailed.
    fn cron(&self, week: &Week, mirror: &mut Mirror) -> bool {
        let today = warsaw::day(week.wall().as_second()).to_string();
        backup::daily(mirror, &today).expect("kept");
        let line = Line {
            transport: week,
            clock: week,
            jitter: week,
            talk: week,
        };
        let limit = Limit::new(NonZeroU32::new(90).expect("some"), Duration::from_secs(60));
        let pacing = Pacing {
            pace: Pace::open(&self.rate_file(), limit).expect("a pace"),
            retry: Retry::default(),
        };
        let address = Address::parse("http://127.0.0.1:1/").expect("an address");
        let token = Token::parse(DEFAULT_TOKEN).expect("a token");
        let identity = binding::Account {
            host: "127.0.0.1".to_owned(),
            port: 1,
            token: token.fingerprint(),
        };
        let account = Account::new(line, address, token, pacing);
        let pass = Pass {
            account: &account,
            identity,
            line,
            settings: &self.settings,
            progress: &Silent,
            ask: Ask::default(),
            stock: None,
        };
        let report = run::orders(&pass, mirror, Mode::Apply, Lang::En).expect("begun");
        assert!(
            matches!(
                report.exit,
                Exit::Done | Exit::Person | Exit::Later | Exit::Token
            ),
            "{report:?}"
        );
        let before = mirror.error_before("orders", report.run).expect("read");
        report.error.is_some_and(|error| before != Some(error.code))
    }

    /// The answer of `status`.
    fn status(&self, week: &Week, mirror: &Mirror) -> Health {
        let blocked = pace::blocked_until(&self.rate_file(), week).map(|at| at.as_second());
        let now = week.wall().as_second();
        let (facts, _) =
            status::facts(mirror, &[PassName::Orders], None, blocked, now).expect("gathered");
        health::health(&health::findings(&facts))
    }
}

fn skip(week: &Week, mirror: &mut Mirror, order: u64) {
    let now = week.wall().as_second();
    let done = set_aside::skip(mirror, order as i64, "by phone", now);
    assert!(
        matches!(done, Ok(set_aside::Skipped::Done { .. })),
        "{done:?}"
    );
}

/// Whether something changes now or has just changed; an outage becomes one within an hour.
fn is_near_a_change(at: i64) -> bool {
    let changes = [
        WITHDRAWN[0],
        WITHDRAWN[1],
        HELD,
        SKIPPED,
        OUTAGE[0],
        OUTAGE[1],
        JUMPED,
        JUMPED + HOUR,
        LOOKED_AT,
        BLOCKED[0],
        BLOCKED[1],
    ];
    changes
        .iter()
        .any(|change| (change - 10 * MINUTE..change + 70 * MINUTE).contains(&at))
}

/// What the week knows of itself at a moment that is far from any change.
fn truth(at: i64) -> Health {
    let within = |[from, to]: [i64; 2]| (from..to).contains(&at);
    // An outage counts as one once it has lasted an hour.
    if within([OUTAGE[0] + HOUR, OUTAGE[1]]) || within(BLOCKED) {
        Health::Late
    } else if within(WITHDRAWN) || within([HELD, SKIPPED]) || within([OUTAGE[1], LOOKED_AT]) {
        Health::Person
    } else {
        Health::Well
    }
}

#[test]
fn a_week_of_cron_is_told_at_its_changes_and_nowhere_else() {
    let mut world = World::new(1, MONDAY);
    world.limit = None;
    let week = Week {
        world: RefCell::new(world),
        now_ms: Cell::new(MONDAY * 1000),
    };
    let full = std::env::var_os("FIRMINO_LINK_WEEK").is_some();
    let desk = Desk::new();
    let mut mirror = desk.mirror();
    let (mut told, mut said, mut mails) = (Health::Well, Vec::new(), 0);
    let mut plain = 0;
    let put = |id: u64, status: u64| {
        let now = week.wall().as_second();
        let mut new = order(id, status, 0);
        (new.date_add, new.date_confirmed) = (now - 120, now - 30);
        new.email = format!("kupujacy{id}@example.com");
        if id == ODD {
            new.want_invoice = true;
            new.invoice_nip = "1234567890".into();
        }
        week.world.borrow_mut().put_order(new.paid());
    };
    for tick in 0..7 * DAY / (5 * MINUTE) {
        let at = tick * 5 * MINUTE;
        if !full && at % (30 * MINUTE) != 0 && !is_near_a_change(at) {
            continue;
        }
        let until = (MONDAY + at) * 1000 - week.now_ms.get();
        // A run that is still at work holds the lock: cron's next one finds it.
        if until < 0 {
            continue;
        }
        week.go_on(until);
        // The shop sells once an hour, also while nobody can look.
        if at % HOUR == 30 * MINUTE {
            plain += 1;
            put(plain, PAID);
        }
        let is_now = |moment: i64| (at..at + 5 * MINUTE).contains(&moment);
        if at == WITHDRAWN[0] {
            week.world.borrow_mut().tokens = vec!["another".to_owned()];
        }
        if at == WITHDRAWN[1] {
            week.world.borrow_mut().tokens = vec![DEFAULT_TOKEN.to_owned()];
        }
        if at == JUMPED {
            put(JUMPER, NEW);
        }
        if at == JUMPED + HOUR {
            week.world.borrow_mut().set_status(JUMPER, DONE);
        }
        if at == BLOCKED[0] {
            let mut world = week.world.borrow_mut();
            world.block_token(DEFAULT_TOKEN, MONDAY + BLOCKED[1]);
        }
        if is_now(HELD) {
            put(ODD, PAID);
        }
        if is_now(SKIPPED) {
            skip(&week, &mut mirror, ODD);
        }
        if is_now(LOOKED_AT) {
            skip(&week, &mut mirror, JUMPER);
        }
        mails += u32::from(desk.cron(&week, &mut mirror));
        let state = desk.status(&week, &mirror);
        if let Some(news) = news(told, state) {
            said.push((at, news.word(), told.word(), state.word()));
            told = state;
        }
        // At every half hour, when what changes at the full one has settled.
        if at % HOUR == 30 * MINUTE {
            assert_eq!(state, truth(week.at()), "at {} h", at / HOUR);
        }
    }
    // The outage is one when an hour has gone by without a success; the pass at 01:55 was the last.
    assert_eq!(
        said,
        [
            (WITHDRAWN[0], "failure", "well", "person"),
            (WITHDRAWN[1], "recovery", "person", "well"),
            (HELD - 2 * MINUTE, "failure", "well", "person"),
            (SKIPPED - 2 * MINUTE, "recovery", "person", "well"),
            (OUTAGE[0] + HOUR - 5 * MINUTE, "failure", "well", "late"),
            (OUTAGE[1], "recovery", "late", "person"),
            (LOOKED_AT - 2 * MINUTE, "recovery", "person", "well"),
            (BLOCKED[0], "failure", "well", "late"),
            // The run of 10:30 waits the last ten minutes out.
            (BLOCKED[1] - 10 * MINUTE, "recovery", "late", "well"),
        ]
    );
    // The token, the network, the block: each once, though 72, 864 and 6 passes of the whole week failed.
    assert_eq!(mails, 3);

    let of = |id: u64| mirror.order(id as i64).expect("read").expect("known");
    for id in 1..=plain {
        assert_eq!(of(id).state, State::Documented, "{id}");
    }
    // Both were told to a person, who set them aside.
    for id in [ODD, JUMPER] {
        assert_eq!(of(id).state, State::Skipped, "{id}");
    }
}
