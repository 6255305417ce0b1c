//! Must-hold d: 5,000 articles and 2,000 customers within a day's requests, in runs that go on from one another.

use firmino_link::sandbox::{FirminoBulk, Paging, SizeCap};

use super::shop;

#[test]
fn a_large_account_is_read_within_the_day_and_goes_on_where_a_run_ended() {
    let shop = shop(|world| {
        let mut unknowns = world.unknowns();
        unknowns.firmino.size_cap = SizeCap::Hundred;
        unknowns.firmino.paging = Paging::PageFromOne;
        world.set_unknowns(unknowns);
        world.firmino.generate(FirminoBulk {
            articles: 5_000,
            customers: 2_000,
        });
    });
    let mut requests = 0;
    let mut runs = 0;
    let last = loop {
        runs += 1;
        assert!(runs < 8, "{requests} requests, and no end");
        let out = shop.pull(&["--max-requests", "30"]).exits(0);
        let used = out.number("/pull/requests/used_now");
        let json = out.json();
        let by_method = json["pull"]["requests"]["by_method"].as_object();
        let by_method = by_method.expect("by method").values();
        assert_eq!(by_method.filter_map(|n| n.as_i64()).sum::<i64>(), used);
        requests += used;
        assert_eq!(out.number("/pull/requests/used_today"), requests);
        if json["pull"]["complete"] == true {
            break out;
        }
        assert_eq!(json["pull"]["enough"], true, "{json}");
        let status = shop.desk.run(["status", "--json"]).json();
        assert_eq!(status["firmino"]["half_read"], 1, "{status}");
    };
    assert_eq!(last.number("/pull/customers/created"), 2_000);
    assert_eq!(shop.cards().len(), 5_000);
    // 71 pages of a hundred, and what it takes to find the way and the ends.
    assert!((71..=85).contains(&requests), "{requests} requests");
    assert_eq!(runs, 3);
    let there = shop.sandbox.with(|world| world.firmino.log().calls().len());
    assert_eq!(there as i64, requests, "each request is counted");
}
