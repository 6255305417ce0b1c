//! Is everything all right? Pure: figures of the book and the present second in, what is wrong and how much out.

use crate::domain::dated::{self, Dated};
use crate::domain::warsaw;

/// Seconds without a success after which a pass is late: a whole day, as a shop that runs it nightly does.
pub const LATE: i64 = 24 * 3600;

/// Seconds without a success after which runs that fail one after the other are no passing trouble any more.
pub const FAILING: i64 = 3600;

/// Runs that must have failed one after the other for that.
pub const FAILURES: u64 = 3;

/// Seconds after which a run that has not ended is taken to be cut short or stuck.
pub const STUCK: i64 = 3600;

/// Seconds by which the newest backup may be older than the newest run.
pub const BACKUP_LATE: i64 = 48 * 3600;

/// Seconds that a printout may be on its way.
pub const UNSENT_LATE: i64 = 24 * 3600;

/// Seconds after which an order waits too long for an allowed status.
pub const WAITING_LONG: i64 = 7 * 24 * 3600;

/// Seconds after which an order in doubt in Firmino waits for somebody to run the next push.
pub const DOUBT_OLD: i64 = 24 * 3600;

/// How many days ahead rules with a first day are told.
pub const AHEAD_DAYS: u16 = 60;

/// A pass that a profile asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassName {
    /// `sync orders`.
    Orders,
    /// `sync products`.
    Products,
    /// `sync stock`.
    Stock,
    /// `mirror pull`.
    Pull,
    /// `mirror push`.
    Push,
}

impl PassName {
    /// The word as in `runs` and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            PassName::Orders => "orders",
            PassName::Products => "products",
            PassName::Stock => "stock",
            PassName::Pull => "pull",
            PassName::Push => "push",
        }
    }

    /// What to type to run it.
    pub const fn command(self) -> &'static str {
        match self {
            PassName::Orders => "firmino-link sync orders",
            PassName::Products => "firmino-link sync products",
            PassName::Stock => "firmino-link sync stock",
            PassName::Pull => "firmino-link mirror pull",
            PassName::Push => "firmino-link mirror push",
        }
    }

    /// Whether it should succeed every day; the others run when a person wants them to.
    const fn is_daily(self) -> bool {
        match self {
            PassName::Orders | PassName::Products | PassName::Stock => true,
            PassName::Pull | PassName::Push => false,
        }
    }
}

/// How the newest run of a pass ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It has not, as far as the book knows.
    Open,
    /// Done, perhaps with something for a person.
    Well,
    /// A brake stopped it: it waits for a person's word.
    Brake,
    /// BaseLinker refused the token.
    Token,
    /// Profile or mirror were wrong.
    Config,
    /// It failed, or was to try again later; the next one may succeed.
    Failed,
    /// The day's requests to Firmino were spent: it goes on another day.
    Spent,
}

/// The newest run of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastRun {
    /// Its number.
    pub run: i64,
    /// When it began (Unix seconds).
    pub started_at: i64,
    /// How it ended.
    pub ending: Ending,
}

/// A pass with its history in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// Which.
    pub pass: PassName,
    /// When a run last ended well (Unix seconds).
    pub last_success: Option<i64>,
    /// Runs since then that ended otherwise.
    pub failures: u64,
    /// The newest run.
    pub last: Option<LastRun>,
}

/// What stands between the mirror and Firmino's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Joined {
    /// Orders that the next push would hand over.
    pub to_go: u64,
    /// Orders there without a document.
    pub there: u64,
    /// Orders of which it is not known whether what was sent had an effect.
    pub in_doubt: u64,
    /// Since when the oldest of them is in doubt (Unix seconds).
    pub in_doubt_since: Option<i64>,
    /// Orders that stay where they are until a person says more.
    pub refused: u64,
    /// Levels that Firmino's quantities do not explain.
    pub quantities: u64,
    /// Lists of which a part was read: the next pull goes on.
    pub half_read: u64,
    /// Requests of today.
    pub used: u32,
    /// Requests allowed a day.
    pub limit: u32,
    /// Whether none is left today, by our count or by Firmino's word.
    pub spent: bool,
}

/// What is known. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The present.
    pub now: i64,
    /// When the book was made.
    pub made_at: i64,
    /// The passes that the profile asks for.
    pub passes: Vec<Passed>,
    /// Until when BaseLinker has blocked the token.
    pub blocked_until: Option<i64>,
    /// Orders that need a person.
    pub needs_me: u64,
    /// Since when the oldest of them does.
    pub needs_me_since: Option<i64>,
    /// Orders that wait longer than [`WAITING_LONG`].
    pub waiting_too_long: u64,
    /// Printouts on their way.
    pub unsent_open: u64,
    /// Of these, with a lost answer.
    pub unsent_in_doubt: u64,
    /// When the oldest of them was promised.
    pub unsent_since: Option<i64>,
    /// Printouts that were given up.
    pub unsent_given_up: u64,
    /// Of these, ones that a person can mend.
    pub unsent_mendable: u64,
    /// Levels that differ.
    pub drift: u64,
    /// Open conflicts.
    pub conflicts: u64,
    /// When the newest backup was made.
    pub backup_at: Option<i64>,
    /// When the newest run of any pass began.
    pub newest_run_at: Option<i64>,
    /// Firmino's API; `None` without `[firmino]`.
    pub joined: Option<Joined>,
}

/// The answer. Ordered by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// Everything is all right.
    Well,
    /// Something waits for a person.
    Person,
    /// The program does not get on.
    Late,
}

impl Health {
    /// All of them.
    pub const ALL: [Health; 3] = [Health::Well, Health::Person, Health::Late];

    /// The word as in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Health::Well => "well",
            Health::Person => "person",
            Health::Late => "late",
        }
    }
}

/// One thing to tell. Times are Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The token is blocked until then.
    Blocked(i64),
    /// No run of the pass has ended well since then (never: since the book was made).
    Late(PassName, Option<i64>),
    /// So many runs in a row have failed, and none has ended well since then (never: since the book was made).
    Failing(PassName, u64, Option<i64>),
    /// The newest run of the pass began then and has not ended.
    Stuck(PassName, LastRun),
    /// Printouts are on their way for too long, the oldest since then.
    UnsentLate(u64, i64),
    /// The newest backup is of then, or there is none, though passes run.
    BackupLate(Option<i64>),
    /// The newest run of the pass ended so that only a person helps.
    Stopped(PassName, LastRun),
    /// Orders need a person, the oldest since then.
    NeedsMe(u64, Option<i64>),
    /// Printouts were given up that can be mended.
    Unsent(u64),
    /// Levels differ.
    Drift(u64),
    /// Levels that Firmino's quantities do not explain.
    Quantities(u64),
    /// Conflicts are open.
    Conflicts(u64),
    /// The newest run of the pass failed; the next one may succeed.
    Failed(PassName, LastRun),
    /// Orders wait for an allowed status for long.
    WaitingLong(u64),
    /// Orders were sent to Firmino, the oldest then, and their answers were lost; the next push settles them.
    InDoubt(u64, i64),
    /// The same for longer than [`DOUBT_OLD`]: nobody has run that push.
    InDoubtLong(u64, i64),
    /// Today's requests to Firmino are spent, and this waits for another day's.
    Spent(Joined),
    /// A rule of law begins.
    Ahead(&'static Dated),
}

impl Finding {
    /// What it makes of the answer: [`Health::Well`] for what is only worth knowing.
    pub const fn weight(&self) -> Health {
        match self {
            Finding::Blocked(_)
            | Finding::Late(..)
            | Finding::Failing(..)
            | Finding::Stuck(..)
            | Finding::UnsentLate(..)
            | Finding::BackupLate(_) => Health::Late,
            Finding::Stopped(..)
            | Finding::NeedsMe(..)
            | Finding::Unsent(_)
            | Finding::Drift(_)
            | Finding::Quantities(_)
            | Finding::Conflicts(_)
            | Finding::InDoubtLong(..) => Health::Person,
            Finding::Failed(..)
            | Finding::WaitingLong(_)
            | Finding::InDoubt(..)
            | Finding::Spent(_)
            | Finding::Ahead(_) => Health::Well,
        }
    }

    /// The stable code, as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Finding::Blocked(_) => "token.blocked",
            Finding::Late(..) => "pass.late",
            Finding::Failing(..) => "pass.failing",
            Finding::Stuck(..) => "pass.unfinished",
            Finding::UnsentLate(..) => "printouts.late",
            Finding::BackupLate(_) => "backup.late",
            Finding::Stopped(..) => "pass.stopped",
            Finding::NeedsMe(..) => "orders.need-a-person",
            Finding::Unsent(_) => "printouts.refused",
            Finding::Drift(_) => "stock.drift",
            Finding::Quantities(_) => "firmino.quantity-differs",
            Finding::Conflicts(_) => "products.conflicts",
            Finding::Failed(..) => "pass.failed",
            Finding::WaitingLong(_) => "orders.waiting-long",
            Finding::InDoubt(..) | Finding::InDoubtLong(..) => "push.in-doubt",
            Finding::Spent(_) => "firmino.budget-spent",
            Finding::Ahead(_) => "rule.ahead",
        }
    }
}

/// Everything to tell, the heaviest first.
pub fn findings(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(facts.blocked_until.map(Finding::Blocked));
    for passed in &facts.passes {
        found.extend(of_pass(facts, passed));
    }
    if let Some(since) = facts.unsent_since
        && facts.now - since > UNSENT_LATE
    {
        found.push(Finding::UnsentLate(facts.unsent_open, since));
    }
    // A backup is made by the first pass of a day: one that is far older than the newest pass was not made.
    let backed_up = facts.backup_at.unwrap_or(facts.made_at);
    if let Some(run) = facts.newest_run_at
        && run - backed_up > BACKUP_LATE
    {
        found.push(Finding::BackupLate(facts.backup_at));
    }
    let counted = [
        (
            facts.needs_me,
            Finding::NeedsMe(facts.needs_me, facts.needs_me_since),
        ),
        (
            facts.unsent_mendable,
            Finding::Unsent(facts.unsent_mendable),
        ),
        (facts.drift, Finding::Drift(facts.drift)),
        (facts.conflicts, Finding::Conflicts(facts.conflicts)),
        (
            facts.waiting_too_long,
            Finding::WaitingLong(facts.waiting_too_long),
        ),
    ];
    found.extend(
        counted
            .into_iter()
            .filter_map(|(n, told)| (n > 0).then_some(told)),
    );
    found.extend(
        facts
            .joined
            .iter()
            .flat_map(|joined| of_firmino(facts.now, joined)),
    );
    found.extend(dated::ahead(warsaw::day(facts.now), AHEAD_DAYS).map(Finding::Ahead));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.weight()));
    found
}

/// The answer of these findings.
pub fn health(found: &[Finding]) -> Health {
    found
        .iter()
        .map(Finding::weight)
        .max()
        .unwrap_or(Health::Well)
}

/// Whether a pass is late.
pub fn is_late(facts: &Facts, passed: &Passed) -> bool {
    of_pass(facts, passed)
        .iter()
        .any(|finding| finding.weight() == Health::Late)
}

fn of_firmino(now: i64, joined: &Joined) -> Vec<Finding> {
    let doubt = joined.in_doubt_since.filter(|_| joined.in_doubt > 0);
    let doubt = doubt.map(|since| match now - since > DOUBT_OLD {
        true => Finding::InDoubtLong(joined.in_doubt, since),
        false => Finding::InDoubt(joined.in_doubt, since),
    });
    let waits = joined.to_go + joined.in_doubt + joined.half_read > 0;
    let spent = (joined.spent && waits).then_some(Finding::Spent(*joined));
    let differ = (joined.quantities > 0).then_some(Finding::Quantities(joined.quantities));
    doubt.into_iter().chain(spent).chain(differ).collect()
}

fn of_pass(facts: &Facts, passed: &Passed) -> Vec<Finding> {
    let mut found = Vec::new();
    let without = facts.now - passed.last_success.unwrap_or(facts.made_at);
    // Where only a person helps, the newest run says so at once.
    let passing = passed
        .last
        .is_some_and(|last| last.ending == Ending::Failed);
    let late = passed.pass.is_daily() && without > LATE;
    let failing = !late && passing && passed.failures >= FAILURES && without > FAILING;
    if late {
        found.push(Finding::Late(passed.pass, passed.last_success));
    } else if failing {
        let (failures, since) = (passed.failures, passed.last_success);
        found.push(Finding::Failing(passed.pass, failures, since));
    }
    match passed.last {
        Some(last) if last.ending == Ending::Open && facts.now - last.started_at > STUCK => {
            found.push(Finding::Stuck(passed.pass, last));
        }
        Some(last) if matches!(last.ending, Ending::Brake | Ending::Token | Ending::Config) => {
            found.push(Finding::Stopped(passed.pass, last));
        }
        Some(last) if last.ending == Ending::Failed && !failing => {
            found.push(Finding::Failed(passed.pass, last));
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests;
