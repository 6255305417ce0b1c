use super::*;
use jiff::civil::date;

/// Noon of a day with no rule ahead.
fn well() -> Facts {
    let now = warsaw::start_of(date(2026, 6, 1)) + 12 * 3600;
    let last = LastRun {
        run: 7,
        started_at: now - 70,
        ending: Ending::Well,
    };
    Facts {
        now,
        made_at: now - 90 * 24 * 3600,
        passes: vec![Passed {
            pass: PassName::Orders,
            last_success: Some(now - 60),
            failures: 0,
            last: Some(last),
        }],
        blocked_until: None,
        needs_me: 0,
        needs_me_since: None,
        waiting_too_long: 0,
        unsent_open: 0,
        unsent_in_doubt: 0,
        unsent_since: None,
        unsent_given_up: 0,
        unsent_mendable: 0,
        drift: 0,
        conflicts: 0,
        backup_at: Some(now - 10 * 3600),
        newest_run_at: Some(now - 70),
        joined: None,
    }
}

fn codes(facts: &Facts) -> Vec<&'static str> {
    findings(facts).iter().map(Finding::code).collect()
}

fn answer(facts: &Facts) -> Health {
    health(&findings(facts))
}

#[test]
fn nothing_is_found_where_all_is_well() {
    assert_eq!(codes(&well()), [""; 0]);
    assert_eq!(answer(&well()), Health::Well);
}

#[test]
fn each_limit_stands_to_the_second() {
    let mut facts = well();
    facts.passes[0].last_success = Some(facts.now - LATE);
    assert_eq!(codes(&facts), [""; 0]);
    facts.passes[0].last_success = Some(facts.now - LATE - 1);
    assert_eq!(codes(&facts), ["pass.late"]);

    let mut facts = well();
    facts.passes[0].last_success = None;
    facts.made_at = facts.now - LATE;
    assert_eq!(codes(&facts), [""; 0]);
    facts.made_at -= 1;
    assert_eq!(codes(&facts), ["pass.late"]);

    let mut facts = well();
    let last = facts.passes[0].last;
    let ending = Ending::Failed;
    facts.passes[0].last = last.map(|last| LastRun { ending, ..last });
    for (failures, without, code) in [
        (FAILURES, FAILING, "pass.failed"),
        (FAILURES, FAILING + 1, "pass.failing"),
        (FAILURES - 1, FAILING + 1, "pass.failed"),
        (FAILURES - 1, LATE + 1, "pass.late"),
    ] {
        facts.passes[0].failures = failures;
        facts.passes[0].last_success = Some(facts.now - without);
        assert_eq!(codes(&facts)[0], code, "{failures} {without}");
        assert_eq!(answer(&facts) == Health::Late, code != "pass.failed");
    }

    let mut facts = well();
    let run = |started_at| LastRun {
        run: 8,
        started_at,
        ending: Ending::Open,
    };
    facts.passes[0].last = Some(run(facts.now - STUCK));
    assert_eq!(codes(&facts), [""; 0]);
    facts.passes[0].last = Some(run(facts.now - STUCK - 1));
    assert_eq!(codes(&facts), ["pass.unfinished"]);
    assert!(is_late(&facts, &facts.passes[0]));

    let mut facts = well();
    facts.unsent_open = 1;
    facts.unsent_since = Some(facts.now - UNSENT_LATE);
    assert_eq!(codes(&facts), [""; 0]);
    facts.unsent_since = Some(facts.now - UNSENT_LATE - 1);
    assert_eq!(codes(&facts), ["printouts.late"]);

    let mut facts = well();
    let run = facts.now - 70;
    facts.backup_at = Some(run - BACKUP_LATE);
    assert_eq!(codes(&facts), [""; 0]);
    facts.backup_at = Some(run - BACKUP_LATE - 1);
    assert_eq!(codes(&facts), ["backup.late"]);
    facts.backup_at = None;
    assert_eq!(codes(&facts), ["backup.late"]);
    facts.newest_run_at = None;
    assert_eq!(codes(&facts), [""; 0]);
}

#[test]
fn late_weighs_more_than_a_person_and_notices_weigh_nothing() {
    let mut facts = well();
    facts.waiting_too_long = 3;
    facts.now = warsaw::start_of(date(2026, 11, 25)) + 60;
    facts.passes[0].last_success = Some(facts.now - 60);
    facts.made_at = facts.now;
    facts.newest_run_at = None;
    let ahead = ["rule.ahead"; 3];
    assert_eq!(codes(&facts)[0], "orders.waiting-long");
    assert_eq!(codes(&facts)[1..], ahead);
    assert_eq!(answer(&facts), Health::Well);
    facts.drift = 1;
    assert_eq!(codes(&facts)[0], "stock.drift");
    assert_eq!(answer(&facts), Health::Person);
    facts.blocked_until = Some(facts.now + 60);
    assert_eq!(codes(&facts)[..2], ["token.blocked", "stock.drift"]);
    assert_eq!(answer(&facts), Health::Late);
}

#[test]
fn what_only_a_person_can_mend_is_told_at_once_and_a_failure_not_before_it_is_late() {
    for (ending, health) in [
        (Ending::Brake, Health::Person),
        (Ending::Token, Health::Person),
        (Ending::Config, Health::Person),
        (Ending::Failed, Health::Well),
        (Ending::Well, Health::Well),
    ] {
        let mut facts = well();
        let last = facts.passes[0].last;
        facts.passes[0].last = last.map(|last| LastRun { ending, ..last });
        assert_eq!(answer(&facts), health, "{ending:?}");
        assert!(!is_late(&facts, &facts.passes[0]));
    }
}

#[test]
fn a_pull_that_nobody_runs_is_not_late_but_one_that_fails_is_told() {
    let mut facts = well();
    for pass in [PassName::Pull, PassName::Push] {
        facts.passes[0].pass = pass;
        facts.passes[0].last_success = Some(facts.now - 40 * LATE);
        assert_eq!(codes(&facts), [""; 0]);
        let last = facts.passes[0].last;
        let with = |ending| last.map(|last| LastRun { ending, ..last });
        let mut failed = facts.clone();
        failed.passes[0].last = with(Ending::Token);
        assert_eq!(codes(&failed), ["pass.stopped"]);
        failed.passes[0].last = with(Ending::Failed);
        assert_eq!(codes(&failed), ["pass.failed"]);
        failed.passes[0].failures = FAILURES;
        assert_eq!(codes(&failed), ["pass.failing"]);
        failed.passes[0].last = with(Ending::Spent);
        assert_eq!(codes(&failed), [""; 0]);
    }
}

#[test]
fn a_spent_day_is_told_where_something_waits_for_the_next() {
    let mut facts = well();
    let spent = Joined {
        there: 3,
        spent: true,
        ..Joined::default()
    };
    facts.joined = Some(spent);
    assert_eq!(codes(&facts), [""; 0]);
    let one = [
        Joined { to_go: 1, ..spent },
        Joined {
            half_read: 1,
            ..spent
        },
    ];
    for joined in one {
        facts.joined = Some(joined);
        assert_eq!(codes(&facts), ["firmino.budget-spent"]);
        assert_eq!(answer(&facts), Health::Well);
        facts.joined = Some(Joined {
            spent: false,
            ..joined
        });
        assert_eq!(codes(&facts), [""; 0]);
    }
}

#[test]
fn an_order_in_doubt_is_a_person_s_once_nobody_settles_it() {
    let mut facts = well();
    let joined = |since| {
        Some(Joined {
            in_doubt: 1,
            in_doubt_since: Some(since),
            ..Joined::default()
        })
    };
    facts.joined = joined(facts.now - DOUBT_OLD);
    assert_eq!(codes(&facts), ["push.in-doubt"]);
    assert_eq!(answer(&facts), Health::Well);
    facts.joined = joined(facts.now - DOUBT_OLD - 1);
    assert_eq!(codes(&facts), ["push.in-doubt"]);
    assert_eq!(answer(&facts), Health::Person);
}
