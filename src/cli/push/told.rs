//! What a push would do, in words and in JSON.

use serde_json::{Value, json};

use crate::report::push::listed;
use crate::report::visible;
use crate::sync::handover::Plan;
use crate::sync::run::push_problems;
use crate::texts::Lang;

/// So many are named; JSON has all.
const NAMED: usize = 20;

/// A dry run as JSON.
pub(super) fn value(lang: Lang, plan: &Plan) -> Value {
    json!({
        "schema": 1,
        "run": null,
        "push": {
            "dry_run": true,
            "known": plan.known,
            "new": plan.new,
            "documents": {"known": plan.known_documents, "new": plan.new_documents},
            "requests": {"forecast": plan.requests},
        },
        "problems": push_problems(lang, &plan.troubles),
        "error": null,
    })
}

/// A dry run in words.
pub(super) fn text(lang: Lang, plan: &Plan) -> String {
    let (new, known, requests) = (plan.new.len(), plan.known.len(), plan.requests);
    let mut lines = vec![lang.pick(
        format!("Próba: do Firmino poszłoby zamówień: {new}; już tam (albo niepewne): {known}; żądań około {requests}. Niczego nie wysłano."),
        format!("A rehearsal: orders that would go to Firmino: {new}; there already (or in doubt): {known}; about {requests} requests. Nothing was sent."),
    )];
    let (new, known) = (plan.new_documents.len(), plan.known_documents.len());
    if new + known > 0 {
        lines.push(lang.pick(
            format!(
                "Dokumentów wystawionych tutaj poszłoby: {new}; już tam (albo niepewne): {known}."
            ),
            format!(
                "Documents issued here that would go: {new}; there already (or in doubt): {known}."
            ),
        ));
    }
    let ids: Vec<String> = plan.new.iter().map(i64::to_string).collect();
    let named = [
        (lang.pick("zamówienia", "orders"), &ids),
        (lang.pick("dokumenty", "documents"), &plan.new_documents),
    ];
    for (word, names) in named.iter().filter(|(_, names)| !names.is_empty()) {
        let more = names.len().saturating_sub(NAMED);
        let shown = names[..names.len() - more].join(", ");
        let more = match more {
            0 => String::new(),
            more => lang.pick(
                format!(" … i jeszcze {more}"),
                format!(" … and {more} more"),
            ),
        };
        lines.push(format!("  {word}: {}{more}", visible(&shown)));
    }
    lines.extend(listed(lang, &push_problems(lang, &plan.troubles)));
    lines.join("\n")
}
