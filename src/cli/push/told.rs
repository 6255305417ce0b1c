//! A push in words and in JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::documents::refusal;
use crate::domain::handover::Refusal;
use crate::report::pass::Problem;
use crate::report::{Failure, visible};
use crate::sync::handover::{Plan, Pushed, Trouble};
use crate::sync::run;
use crate::texts::{Lang, handover, orders};

/// Problems that are listed to a person; JSON has all.
const LISTED: usize = 50;

/// The requests of a push.
#[derive(Debug, Serialize)]
pub(super) struct Requests {
    /// By this push.
    pub(super) used_now: u32,
    /// Today, by all commands.
    pub(super) used_today: u32,
    /// Allowed a day.
    pub(super) limit: u32,
    /// By resource and method.
    pub(super) by_method: BTreeMap<&'static str, u32>,
}

/// How many requests it will take, before the first is sent.
pub(super) fn forecast(lang: Lang, requests: u32, used: u32, limit: u32) -> String {
    let left = limit.saturating_sub(used);
    if requests > left {
        return lang.pick(
            format!("potrzeba około {requests} żądań, na dziś zostało {left} z {limit}: reszta następnym razem"),
            format!("about {requests} requests, {left} of {limit} are left today: the rest goes another time"),
        );
    }
    lang.pick(
        format!("potrzeba około {requests} żądań; na dziś zostało {left} z {limit}"),
        format!("about {requests} requests; {left} of {limit} are left today"),
    )
}

/// The one JSON object.
pub(super) fn value(
    lang: Lang,
    pushed: &Pushed,
    requests: &Requests,
    failure: Option<&Failure>,
) -> Value {
    json!({
        "schema": 1,
        "push": {
            "dry_run": false,
            "orders": pushed.orders,
            "customers": pushed.customers,
            "articles": pushed.articles,
            "requests": requests,
            "without_ksef": pushed.without_ksef,
        },
        "problems": problems(lang, &pushed.troubles),
        "error": failure,
    })
}

/// What happened, then what is left to a person.
pub(super) fn text(lang: Lang, pushed: &Pushed, requests: &Requests) -> String {
    let orders = &pushed.orders;
    let mut lines = vec![
        lang.pick(
            format!(
                "Zamówienia do Firmino: nowe {}, były tam {}, wystawione dokumenty {}, dokumenty zapisane tutaj {}.",
                orders.pushed, orders.known, orders.issued, orders.confirmed
            ),
            format!(
                "Orders to Firmino: new {}, there before {}, documents issued {}, documents noted here {}.",
                orders.pushed, orders.known, orders.issued, orders.confirmed
            ),
        ),
        lang.pick(
            format!(
                "Kontrahenci: nowi {}, odnalezieni {}. Towary: nowe {}, odnalezione {}. Żądania: {}, dziś {} z {}.",
                pushed.customers.made, pushed.customers.found, pushed.articles.made, pushed.articles.found,
                requests.used_now, requests.used_today, requests.limit
            ),
            format!(
                "Customers: new {}, found {}. Articles: new {}, found {}. Requests: {}, {} of {} today.",
                pushed.customers.made, pushed.customers.found, pushed.articles.made, pushed.articles.found,
                requests.used_now, requests.used_today, requests.limit
            ),
        ),
    ];
    if orders.in_doubt > 0 {
        lines.push(lang.pick(
            format!(
                "Niepewne (odpowiedź nie dotarła): {}; rozstrzygnie je następne uruchomienie.",
                orders.in_doubt
            ),
            format!(
                "In doubt (no answer came): {}; the next push settles them.",
                orders.in_doubt
            ),
        ));
    }
    if orders.waiting > 0 {
        lines.push(lang.pick(
            format!("Czekają w Firmino na dokument: {}.", orders.waiting),
            format!("Waiting in Firmino for their document: {}.", orders.waiting),
        ));
    }
    if orders.left > 0 {
        lines.push(lang.pick(
            format!("Zostało na następny raz: {}.", orders.left),
            format!("Left for another time: {}.", orders.left),
        ));
    }
    if !pushed.without_ksef.is_empty() {
        let ids: Vec<String> = pushed.without_ksef.iter().map(i64::to_string).collect();
        let ids = ids.join(", ");
        lines.push(lang.pick(
            format!("Numeru KSeF API Firmino nie podaje; w zestawieniu miesiąca będzie „?” (zamówienia {ids})."),
            format!("Firmino's API does not tell the number in KSeF; the month's export shows \"?\" (orders {ids})."),
        ));
    }
    lines.extend(told(lang, &pushed.troubles));
    lines.join("\n")
}

/// A dry run as JSON.
pub(super) fn plan_value(lang: Lang, plan: &Plan) -> Value {
    json!({
        "schema": 1,
        "push": {
            "dry_run": true,
            "known": plan.known,
            "new": plan.new,
            "requests": {"forecast": plan.requests},
        },
        "problems": problems(lang, &plan.troubles),
    })
}

/// A dry run in words.
pub(super) fn plan_text(lang: Lang, plan: &Plan) -> String {
    let (new, known, requests) = (plan.new.len(), plan.known.len(), plan.requests);
    let mut lines = vec![lang.pick(
        format!("Próba: do Firmino poszłoby zamówień: {new}; już tam (albo niepewne): {known}; żądań około {requests}. Niczego nie wysłano."),
        format!("A rehearsal: orders that would go to Firmino: {new}; there already (or in doubt): {known}; about {requests} requests. Nothing was sent."),
    )];
    lines.extend(told(lang, &plan.troubles));
    lines.join("\n")
}

fn told(lang: Lang, troubles: &[Trouble]) -> Vec<String> {
    let listed = troubles.iter().take(LISTED).map(|trouble| {
        let problem = problem(lang, trouble);
        let order = problem.subject.unwrap_or_default();
        format!("! {order}: {}\n   → {}", problem.message, problem.fix)
    });
    let mut lines: Vec<String> = listed.collect();
    if troubles.len() > LISTED {
        let more = troubles.len() - LISTED;
        lines.push(lang.pick(
            format!("… i jeszcze {more} (wszystkie: --json)"),
            format!("… and {more} more (all of them: --json)"),
        ));
    }
    lines
}

fn problems(lang: Lang, troubles: &[Trouble]) -> Vec<Problem> {
    troubles.iter().map(|one| problem(lang, one)).collect()
}

fn problem(lang: Lang, trouble: &Trouble) -> Problem {
    let shown = |text: String| visible(&text).into_owned();
    match trouble {
        Trouble::Misfit { order, reason } => run::problem(lang, reason, *order),
        Trouble::Refused {
            order,
            refusal,
            said,
        } => Problem {
            code: format!("push.{}", refusal.code()),
            subject: Some(*order),
            message: shown(handover::why(lang, *refusal, said)),
            fix: shown(handover::fix(lang, *order, *refusal)),
        },
        Trouble::Unconfirmed {
            order,
            number,
            refused,
        } => {
            let why = refusal::failure(lang, refused);
            Problem {
                code: why.code,
                subject: Some(*order),
                message: shown(format!("{number}: {}", why.message)),
                fix: match why.fix.as_str() {
                    "" => handover::fix(lang, *order, Refusal::Unconfirmed),
                    fix => shown(fix.to_owned()),
                },
            }
        }
        Trouble::NotReady { order, state } => Problem {
            code: match state {
                None => "order.unknown".to_owned(),
                Some(_) => "order.not-ready".to_owned(),
            },
            subject: Some(*order),
            message: orders::refused(lang, *state),
            fix: match state {
                None => format!("firmino-link sync orders --order {order}"),
                Some(_) => format!("firmino-link orders why {order}"),
            },
        },
    }
}
