//! `status`: is everything all right? Without token and network.

use clap::Args;
use serde_json::{Value, json};

use super::account::rate_file;
use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::domain::health::{self, AHEAD_DAYS, Facts, Finding, Health, Joined};
use crate::domain::{dated, warsaw};
use crate::mirror::runs::Run;
use crate::mirror::{Mirror, MirrorError};
use crate::net::{Clock as _, SystemClock, pace};
use crate::report::{Exit, Failure, time};
use crate::sync::status::{facts, passes};
use crate::texts::{Lang, dated as rules, status as texts};

/// Nothing but the options of every command.
#[derive(Debug, Args)]
pub(super) struct Status {}

pub(super) fn run(global: &Global, _: &Status) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    let answer = Answer::of(&desk)?;
    if global.json {
        show::out(&answer.object(desk.lang).to_string());
    } else {
        show::out(&answer.lines(desk.lang));
    }
    Ok(exit(answer.health))
}

/// The answer, with everything that it stands on.
pub(super) struct Answer {
    /// In one word.
    pub(super) health: Health,
    facts: Facts,
    runs: Vec<Option<Run>>,
    found: Vec<Finding>,
}

impl Answer {
    /// Looks into the book, and at the pace of the account's token.
    ///
    /// # Errors
    /// A book that cannot be read.
    pub(super) fn of(desk: &Desk) -> Result<Answer, Failure> {
        let of_mirror = |error: MirrorError| Failure::of_mirror(desk.lang, &error);
        let mirror = desk.mirror()?;
        let now = SystemClock.wall().as_second();
        let blocked = blocked_until(desk, &mirror).map_err(of_mirror)?;
        let profile = &desk.profile;
        let (facts, runs) = facts(
            &mirror,
            &passes(profile),
            profile.firmino.as_ref(),
            blocked,
            now,
        )
        .map_err(of_mirror)?;
        let found = health::findings(&facts);
        Ok(Answer {
            health: health::health(&found),
            facts,
            runs,
            found,
        })
    }

    /// For people: the answer, and below it what is wrong or worth knowing.
    pub(super) fn lines(&self, lang: Lang) -> String {
        lines(lang, &self.facts, &self.found, self.health)
    }

    /// For programs.
    pub(super) fn object(&self, lang: Lang) -> Value {
        object(
            lang,
            &self.facts,
            &self.runs,
            &self.found,
            exit(self.health),
        )
    }
}

/// Late and blocked weigh more than a person, as everywhere (design.md §6).
fn exit(health: Health) -> Exit {
    match health {
        Health::Well => Exit::Done,
        Health::Person => Exit::Person,
        Health::Late => Exit::Later,
    }
}

/// Until when the token of the book's account is blocked, as the passes have noted it.
fn blocked_until(desk: &Desk, mirror: &Mirror) -> Result<Option<i64>, MirrorError> {
    let Some(account) = mirror.bound_to()? else {
        return Ok(None);
    };
    let path = rate_file(&desk.location, &desk.profile.baselinker, &account.token).ok();
    let until = path.and_then(|path| pace::blocked_until(&path, &SystemClock));
    Ok(until.map(|until| until.as_second()))
}

fn lines(lang: Lang, facts: &Facts, found: &[Finding], answer: Health) -> String {
    let passes: Vec<String> = facts
        .passes
        .iter()
        .map(|passed| texts::passed(lang, passed, facts.now))
        .collect();
    let mut text = texts::health(lang, answer).to_owned();
    if !passes.is_empty() {
        text += &format!(" – {}", passes.join(", "));
    }
    for finding in found {
        let mark = match finding.weight() {
            Health::Well => "·",
            Health::Person | Health::Late => "!",
        };
        let said = texts::finding(lang, finding, facts.now, time::short);
        text += &format!("\n  {mark} {said}");
        let fix = texts::fix(lang, finding);
        if !fix.is_empty() {
            text += &format!("\n    → {fix}");
        }
    }
    text
}

fn object(lang: Lang, facts: &Facts, runs: &[Option<Run>], found: &[Finding], exit: Exit) -> Value {
    let passes: Vec<Value> = facts
        .passes
        .iter()
        .zip(runs)
        .map(|(passed, run)| {
            json!({
                "pass": passed.pass.word(),
                "last_success": passed.last_success.map(time::warsaw),
                "age_s": passed.last_success.map(|at| (facts.now - at).max(0)),
                "last_run": run.as_ref().map(|run| run.run),
                "last_outcome": run.as_ref().and_then(|run| run.outcome.clone()),
                "late": health::is_late(facts, passed),
            })
        })
        .collect();
    let ahead: Vec<Value> = dated::ahead(warsaw::day(facts.now), AHEAD_DAYS)
        .map(|rule| {
            json!({
                "code": rule.change.code(),
                "from": rule.from.to_string(),
                "message": rules::change(lang, rule.change),
            })
        })
        .collect();
    let problems: Vec<Value> = found
        .iter()
        .filter(|finding| !matches!(finding, Finding::Ahead(_)))
        .map(|finding| {
            json!({
                "code": finding.code(),
                "weight": finding.weight().word(),
                "message": texts::finding(lang, finding, facts.now, time::short),
                "fix": texts::fix(lang, finding),
            })
        })
        .collect();
    json!({
        "schema": 1,
        "status": health::health(found).word(),
        "exit": exit.code(),
        "passes": passes,
        "blocked_until": facts.blocked_until.map(time::warsaw),
        "needs_me": {
            "orders": facts.needs_me,
            "oldest": facts.needs_me_since.map(time::warsaw),
        },
        "waiting_too_long": facts.waiting_too_long,
        "unsent": facts.unsent_open + facts.unsent_given_up,
        "unsent_in_doubt": facts.unsent_in_doubt,
        "drift": facts.drift,
        "conflicts": facts.conflicts,
        "firmino": facts.joined.as_ref().map(joined),
        "backup_age_s": facts.backup_at.map(|at| (facts.now - at).max(0)),
        "dated": ahead,
        "problems": problems,
    })
}

/// What stands between the mirror and Firmino's API.
fn joined(joined: &Joined) -> Value {
    json!({
        "to_go": joined.to_go,
        "there": joined.there,
        "in_doubt": joined.in_doubt,
        "oldest_in_doubt": joined.in_doubt_since.map(time::warsaw),
        "refused": joined.refused,
        "quantities": joined.quantities,
        "half_read": joined.half_read,
        "requests": {"used_today": joined.used, "limit": joined.limit, "spent": joined.spent},
    })
}
