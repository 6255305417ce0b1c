//! What the book says of the state of things, for `status`: gathered here, judged by `domain::health`.

use crate::domain::health::{Ending, Facts, LastRun, PassName, Passed};
use crate::mirror::runs::Run;
use crate::mirror::{Mirror, MirrorError, backup};
use crate::profile::{Module, ProductSource, Profile};
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

/// Everything that is to be known, with the newest run of each pass as it is stored.
///
/// # Errors
/// Those of the book.
pub fn facts(
    mirror: &Mirror,
    passes: &[PassName],
    blocked_until: Option<i64>,
    now: i64,
) -> Result<(Facts, Vec<Option<Run>>), MirrorError> {
    let mut passed = Vec::with_capacity(passes.len());
    let mut runs = Vec::with_capacity(passes.len());
    for pass in passes {
        let (last_success, newest) = mirror.newest_runs(pass.word(), now)?;
        passed.push(Passed {
            pass: *pass,
            last_success,
            failures: mirror.failures_in_a_row(pass.word())?,
            last: newest.as_ref().map(last),
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
    };
    Ok((facts, runs))
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
