//! Every way in which Firmino may page, cap and sort its lists: a part is never taken for the whole.

use std::cell::RefCell;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use firmino_link::firmino::{Client, Place};
use firmino_link::mirror::Mirror;
use firmino_link::mirror::firmino::List;
use firmino_link::net::{
    Address, Body, Clock, Jitter, Line, Login, Request, Response, Silent, SystemClock, Transport,
    TransportError,
};
use firmino_link::report::progress;
use firmino_link::sandbox::{
    Delivery, FIRMINO_LOGIN, FIRMINO_PASSWORD, FirminoBulk, FirminoCall, FirminoUnknowns, Paging,
    SizeCap, World,
};
use firmino_link::sync::firmino::{Asked, MirrorBudget, Pulled, pull};

/// The sandbox without a wire between.
struct There(RefCell<World>);

impl Transport for There {
    fn send(&self, request: &Request, _: Duration) -> Result<Response, TransportError> {
        let Body::Json(body) = &request.body else {
            panic!("Firmino is told JSON");
        };
        let address = request.address.to_string();
        let path = address.strip_prefix("https://there").expect("this host");
        let login = STANDARD.encode(format!("{FIRMINO_LOGIN}:{FIRMINO_PASSWORD}"));
        let delivery = self.0.borrow_mut().receive_firmino(&FirminoCall {
            verb: "POST",
            path,
            authorization: Some(&format!("Basic {login}")),
            company: None,
            accept: request.accept.expect("a type"),
            content_type: "application/json; charset=utf-8",
            body: body.as_bytes(),
        });
        let Delivery::Answer(answer) = delivery else {
            return Err(TransportError::Cut);
        };
        Ok(Response {
            status: answer.status,
            date: None,
            retry_after: None,
            body: answer.body.into_bytes(),
        })
    }
}

struct Never;

impl Jitter for Never {
    fn up_to(&self, _: Duration) -> Duration {
        Duration::ZERO
    }
}

/// The real clock, without its waits.
struct Awake;

impl Clock for Awake {
    fn boot(&self) -> Duration {
        SystemClock.boot()
    }

    fn boot_id(&self) -> String {
        SystemClock.boot_id()
    }

    fn wall(&self) -> jiff::Timestamp {
        SystemClock.wall()
    }

    fn sleep(&self, _: Duration) {}
}

/// A pull of this many articles; what came of it, cards in the mirror, and requests.
fn pulled(articles: u32, unknowns: FirminoUnknowns, runs: &[Option<u32>]) -> (Pulled, usize, u32) {
    let mut world = World::new(1, 1_800_000_000);
    let mut all = world.unknowns();
    all.firmino = unknowns;
    world.set_unknowns(all);
    world.firmino.daily_limit = None;
    world.firmino.generate(FirminoBulk {
        articles,
        customers: 0,
    });
    let there = There(RefCell::new(world));
    let mut mirror = Mirror::in_memory(0).expect("a mirror");
    let asked = Asked {
        lists: vec![List::Articles],
        most: None,
        shelf: None,
        account: "there".to_owned(),
    };
    let mut requests = 0;
    let mut last = None;
    for most in runs {
        let counted = Mirror::in_memory(0).expect("a mirror");
        let budget = MirrorBudget::new(counted, &Awake, 100_000, *most);
        let line = Line {
            transport: &there,
            clock: &Awake,
            jitter: &Never,
            talk: &Silent,
        };
        let place = Place {
            address: Address::parse("https://there/app/services/rest/api").expect("valid"),
            login: Login::new(FIRMINO_LOGIN, FIRMINO_PASSWORD).expect("valid"),
            company: None,
            timeout: Duration::from_secs(30),
        };
        let client = Client::new(line, place, &budget);
        let done = pull(&client, &mut mirror, &asked, 1000, &progress::Silent).expect("it ends");
        requests += client.sent();
        last = Some(done);
    }
    let cards = mirror.cards().expect("read").len();
    (last.expect("a run"), cards, requests)
}

#[test]
fn whatever_firmino_does_a_part_is_never_taken_for_the_whole() {
    let mut whole = 0;
    for seed in 0..24 {
        let unknowns = FirminoUnknowns::from_seed(seed);
        for articles in [0, 1, 20, 21, 100, 101] {
            let (done, cards, requests) = pulled(articles, unknowns, &[None]);
            let told = done
                .articles
                .clone()
                .unwrap_or_else(|| panic!("{seed} {articles}: {done:?}"));
            assert_eq!(told.seen, cards, "{seed} {articles}");
            if told.complete {
                assert_eq!(cards, articles as usize, "seed {seed}: {unknowns:?}");
                whole += 1;
            }
            assert!(
                requests <= 40,
                "{requests} requests for {articles}, seed {seed}"
            );
        }
    }
    assert!(
        whole > 100,
        "hardly any list was found whole: {whole} of 144"
    );
}

#[test]
fn pages_are_found_in_each_way_that_they_can_be_asked_for() {
    for paging in [
        Paging::PageFromZero,
        Paging::PageFromOne,
        Paging::First,
        Paging::None,
    ] {
        for size_cap in [SizeCap::Hundred, SizeCap::Thousand, SizeCap::None] {
            let unknowns = FirminoUnknowns {
                paging,
                size_cap,
                ..FirminoUnknowns::default()
            };
            let (done, cards, requests) = pulled(2_100, unknowns, &[None]);
            let complete = done.is_complete();
            let most = match (paging, size_cap) {
                (_, SizeCap::None) => Some(3),
                (Paging::None, _) => None,
                (_, SizeCap::Thousand) => Some(10),
                (_, SizeCap::Hundred) => Some(28),
            };
            match most {
                Some(most) => {
                    assert!(
                        complete && cards == 2_100,
                        "{paging:?} {size_cap:?}: {cards}"
                    );
                    assert!(requests <= most, "{paging:?} {size_cap:?}: {requests}");
                }
                None => assert!(!complete, "{paging:?} {size_cap:?}: {cards}"),
            }
        }
    }
}

#[test]
fn a_reading_goes_on_where_the_requests_of_a_run_ended() {
    let unknowns = FirminoUnknowns {
        paging: Paging::PageFromOne,
        size_cap: SizeCap::Hundred,
        ..FirminoUnknowns::default()
    };
    let (done, cards, requests) = pulled(1000, unknowns, &[Some(8), None]);
    let (at_once, _, fewest) = pulled(1000, unknowns, &[None]);
    assert_eq!((cards, done.is_complete()), (1000, true));
    assert!(at_once.is_complete());
    assert_eq!(requests, fewest, "nothing is read twice");
    let (done, cards, _) = pulled(1000, unknowns, &[Some(8)]);
    assert_eq!(
        (cards, done.is_complete()),
        (0, false),
        "half a list is not applied"
    );
}
