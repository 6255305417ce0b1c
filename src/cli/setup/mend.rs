//! A wrong answers file with its faults left out: what the account says to the rest can be told in the same go.

use jiff::civil::Date;

use crate::profile::{Problem, Profile, ProfileText, Value};

/// The file without its faults, and something in the place of what every profile has; `None` where the rest does not
/// stand by itself. It is only looked at, never saved.
pub(super) fn mended(
    given: &ProfileText,
    problems: &[Problem],
    today: Date,
) -> Option<(Profile, ProfileText)> {
    // The token goes to no address but the right one, and without modules nothing is known to be asked.
    let hopeless = |key: &str| key.is_empty() || key.starts_with("baselinker") || key == "modules";
    if problems.iter().any(|problem| hopeless(&problem.key)) {
        return None;
    }
    let mut text = given.clone();
    for problem in problems {
        text.remove(&path(problem));
    }
    let word = |word: &str| Value::Text(word.to_owned());
    for (key, value) in [
        ("company.name", word("-")),
        ("company.nip", word("1234563218")),
        ("company.street", word("-")),
        ("company.postcode", word("00-000")),
        ("company.city", word("-")),
        ("orders.from", Value::Day(today)),
        ("orders.statuses", Value::List(vec![word("-")])),
        ("orders.invoice_series", word("-")),
    ] {
        let path: Vec<&str> = key.split('.').collect();
        if is_at_fault(problems, key) && text.get(&path).is_none() {
            text.set(&path, value);
        }
    }
    let profile = Profile::parse(&text.render(), today).ok()?;
    Some((profile, text))
}

/// Whether a key, or the table it is in, is wrong by itself already.
pub(super) fn is_at_fault(problems: &[Problem], key: &str) -> bool {
    problems.iter().any(|problem| {
        let fault = path(problem);
        key.split('.').zip(&fault).all(|(a, b)| a == *b) && fault.len() <= key.split('.').count()
    })
}

/// A problem's key without the place in a list.
fn path(problem: &Problem) -> Vec<&str> {
    let key = problem.key.split('[').next().unwrap_or_default();
    key.split('.').collect()
}
