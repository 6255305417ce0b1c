//! What the book says of the state of things, for `status`: gathered here, judged by `domain::health`.

use super::handover;
use crate::domain::health::{Ending, Facts, Joined, LastRun, PassName, Passed};
use crate::domain::warsaw;
use crate::mirror::firmino::List;
use crate::mirror::runs::Run;
use crate::mirror::{Mirror, MirrorError, backup};
use crate::profile::{Firmino, Module, ProductSource, Profile};
use crate::report::Exit;

/// The passes that a profile asks for: those of `sync all`.
pub fn passes(profile: &Profile) -> Vec<PassName> {
    let by_hand = profile
        .products
        .as_ref()
        .is_some_and(|products| products.source == ProductSource::Manual);
    profile
        .modules()
        .into_iter()
        .filter_map(|module| match module {
            Module::Orders => Some(PassName::Orders),
            Module::Products => (!by_hand).then_some(PassName::Products),
            Module::Warehouses => Some(PassName::Stock),
        })
        .collect()
}

/// Everything that is to be known, with the newest run of each pass as it is stored. With an account of Firmino, pull and
/// push count where they have run.
///
/// # Errors
/// Those of the book.
pub fn facts(
    mirror: &Mirror,
    passes: &[PassName],
    account: Option<&Firmino>,
    blocked_until: Option<i64>,
    now: i64,
) -> Result<(Facts, Vec<Option<Run>>), MirrorError> {
    let mut passed = Vec::new();
    let mut runs = Vec::new();
    let asked_for = passes.iter().map(|pass| (*pass, true));
    let by_person: &[PassName] = match account {
        Some(_) => &[PassName::Pull, PassName::Push],
        None => &[],
    };
    let by_person = by_person.iter().map(|pass| (*pass, false));
    for (pass, expected) in asked_for.chain(by_person) {
        let (last_success, newest) = mirror.newest_runs(pass.word(), now)?;
        if newest.is_none() && !expected {
            continue;
        }
        let mut last = newest.as_ref().map(last);
        if let Some(last) = &mut last
            && !expected
            && mirror.error_before(pass.word(), None)?.as_deref() == Some("firmino.budget-spent")
        {
            last.ending = Ending::Spent;
        }
        passed.push(Passed {
            pass,
            last_success,
            failures: mirror.failures_in_a_row(pass.word())?,
            last,
        });
        runs.push(newest);
    }
    let for_a_person = mirror.orders_for_a_person()?;
    let printouts = mirror.unsent_printouts()?;
    let long_ago = now - crate::domain::health::WAITING_LONG;
    let facts = Facts {
        now,
        made_at: mirror.made_at()?,
        passes: passed,
        blocked_until,
        needs_me: for_a_person.len() as u64,
        needs_me_since: for_a_person.values().min().copied(),
        waiting_too_long: mirror.count_waiting_since_before(long_ago)?,
        unsent_open: printouts.open,
        unsent_in_doubt: printouts.in_doubt,
        unsent_since: printouts.oldest,
        unsent_given_up: printouts.given_up,
        unsent_mendable: printouts.mendable,
        drift: mirror.count_drift()?,
        conflicts: mirror.count_conflicts()?,
        backup_at: mirror.path().and_then(backup::newest_at),
        newest_run_at: mirror.newest_run_at()?,
        joined: match account {
            Some(account) => Some(joined(mirror, account, now)?),
            None => None,
        },
    };
    Ok((facts, runs))
}

fn joined(mirror: &Mirror, account: &Firmino, now: i64) -> Result<Joined, MirrorError> {
    let requests = mirror.firmino_requests(&warsaw::day(now).to_string())?;
    let (in_doubt, refused, there) = mirror.count_handovers()?;
    let (own_in_doubt, own_refused, own_sent_at) = match account.send_own {
        true => mirror.count_own()?,
        false => (0, 0, None),
    };
    let in_doubt_since = [mirror.handovers_in_doubt_since()?, own_sent_at];
    let own_to_go = match mirror.own_since()?.filter(|_| account.send_own) {
        Some(day) => mirror.own_due(&day)?.len(),
        None => 0,
    };
    let mut half_read = 0;
    for list in [List::Articles, List::Customers] {
        half_read += u64::from(mirror.is_firmino_half_read(list)?);
    }
    Ok(Joined {
        to_go: (handover::to_go(mirror)?.len() + own_to_go) as u64,
        there,
        in_doubt: in_doubt + own_in_doubt,
        in_doubt_since: in_doubt_since.into_iter().flatten().min(),
        refused: refused + own_refused,
        quantities: mirror.count_differing_quantities()?,
        half_read,
        used: requests.used,
        limit: account.requests_per_day,
        spent: requests.spent || requests.used >= account.requests_per_day,
    })
}

fn last(run: &Run) -> LastRun {
    let ended_with = |exit: Exit| run.exit == Some(i64::from(exit.code()));
    let ending = match run.outcome.as_deref() {
        None => Ending::Open,
        Some("done" | "partial") => Ending::Well,
        Some("brake") => Ending::Brake,
        Some(_) if ended_with(Exit::Token) => Ending::Token,
        Some(_) if ended_with(Exit::Config) => Ending::Config,
        Some(_) => Ending::Failed,
    };
    LastRun {
        run: run.run,
        started_at: run.started_at,
        ending,
    }
}
