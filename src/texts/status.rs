//! The state of things in words.

use super::{Lang, count, dated};
use crate::domain::health::{Ending, Finding, Health, Joined, PassName, Passed};

/// The answer.
pub fn health(lang: Lang, health: Health) -> &'static str {
    match health {
        Health::Well => lang.pick("W porządku", "All is well"),
        Health::Person => lang.pick("Czeka na człowieka", "A person is needed"),
        Health::Late => lang.pick("Opóźnione albo zablokowane", "Late or blocked"),
    }
}

/// A pass as people call it.
pub fn pass(lang: Lang, pass: PassName) -> &'static str {
    match pass {
        PassName::Orders => lang.pick("zamówienia", "orders"),
        PassName::Products => lang.pick("produkty", "products"),
        PassName::Stock => lang.pick("stany", "stock"),
        PassName::Pull => lang.pick("odczyt z Firmino", "reading from Firmino"),
        PassName::Push => lang.pick("przekazywanie do Firmino", "handing over to Firmino"),
    }
}

/// How long ago a pass last ended well.
pub fn passed(lang: Lang, passed: &Passed, now: i64) -> String {
    let name = pass(lang, passed.pass);
    match passed.last_success {
        None => lang.pick(format!("{name} jeszcze nigdy"), format!("{name} never yet")),
        Some(at) if now - at < 60 => {
            lang.pick(format!("{name} przed chwilą"), format!("{name} just now"))
        }
        Some(at) => {
            let span = span(lang, now - at);
            lang.pick(format!("{name} {span} temu"), format!("{name} {span} ago"))
        }
    }
}

/// A span in its largest unit, rounded down: `5 min`, `3 h`, `12 days`.
pub fn span(lang: Lang, seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / (24 * 3600));
    if minutes < 60 {
        format!("{} min", minutes.max(0))
    } else if hours < 48 {
        lang.pick(format!("{hours} godz."), format!("{hours} h"))
    } else {
        lang.pick(format!("{days} dni"), format!("{days} days"))
    }
}

fn orders(lang: Lang, n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    count(
        lang,
        n,
        ["zamówienie", "zamówienia", "zamówień"],
        ["order", "orders"],
    )
}

/// What goes to Firmino: orders, and documents of ours.
fn to_firmino(lang: Lang, n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    count(
        lang,
        n,
        [
            "zamówienie albo dokument",
            "zamówienia albo dokumenty",
            "zamówień albo dokumentów",
        ],
        ["order or document", "orders or documents"],
    )
}

fn printouts(lang: Lang, n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    count(
        lang,
        n,
        ["wydruk", "wydruki", "wydruków"],
        ["printout", "printouts"],
    )
}

/// What was found; `at` tells a Unix second to people.
pub fn finding(lang: Lang, finding: &Finding, now: i64, at: impl Fn(i64) -> String) -> String {
    match finding {
        Finding::Blocked(until) => lang.pick(
            format!("BaseLinker zablokował token do {}", at(*until)),
            format!("BaseLinker has blocked the token until {}", at(*until)),
        ),
        Finding::Late(which, None) => lang.pick(
            format!(
                "{}: żaden przebieg się jeszcze nie udał",
                pass(lang, *which)
            ),
            format!("{}: no pass has succeeded yet", pass(lang, *which)),
        ),
        Finding::Late(which, Some(since)) => {
            let (name, long, since) = (pass(lang, *which), span(lang, now - since), at(*since));
            lang.pick(
                format!("{name}: od {long} żaden przebieg się nie udał (ostatni: {since})"),
                format!("{name}: no pass has succeeded for {long} (the last: {since})"),
            )
        }
        Finding::Failing(which, failures, since) => {
            let name = pass(lang, *which);
            let since = since.map(&at);
            let since = since.map(|at| {
                lang.pick(
                    format!(" (ostatni udany: {at})"),
                    format!(" (the last success: {at})"),
                )
            });
            let since = since.unwrap_or_default();
            lang.pick(
                format!("{name}: nie udało się {failures} przebiegów z rzędu{since}"),
                format!("{name}: {failures} passes in a row have failed{since}"),
            )
        }
        Finding::Stuck(which, last) => {
            let (name, run, began) = (pass(lang, *which), last.run, at(last.started_at));
            lang.pick(
                format!("{name}: przebieg {run} zaczął się {began} i nie ma końca"),
                format!("{name}: run {run} began at {began} and has no end"),
            )
        }
        Finding::UnsentLate(n, since) => {
            let (what, since) = (printouts(lang, *n), at(*since));
            lang.pick(
                format!("za długo w drodze do BaseLinker: {what}, najdłużej od {since}"),
                format!("too long on the way to BaseLinker: {what}, the oldest since {since}"),
            )
        }
        Finding::BackupLate(None) => lang
            .pick("nie ma żadnej kopii zapasowej", "there is no backup")
            .to_owned(),
        Finding::BackupLate(Some(made)) => lang.pick(
            format!("najnowsza kopia zapasowa jest z {}", at(*made)),
            format!("the newest backup is of {}", at(*made)),
        ),
        Finding::Stopped(which, last) => {
            let (name, run) = (pass(lang, *which), last.run);
            match last.ending {
                Ending::Brake => lang.pick(
                    format!("{name}: przebieg {run} zatrzymał hamulec"),
                    format!("{name}: a brake stopped run {run}"),
                ),
                Ending::Token if matches!(which, PassName::Pull | PassName::Push) => lang.pick(
                    format!("{name}: w przebiegu {run} Firmino odrzuciło login"),
                    format!("{name}: in run {run} Firmino refused the login"),
                ),
                Ending::Token => lang.pick(
                    format!("{name}: w przebiegu {run} BaseLinker odrzucił token"),
                    format!("{name}: in run {run} BaseLinker refused the token"),
                ),
                _ => lang.pick(
                    format!("{name}: przebieg {run} zatrzymał błąd w profilu albo kopii danych"),
                    format!("{name}: a fault of profile or mirror stopped run {run}"),
                ),
            }
        }
        Finding::NeedsMe(n, since) => {
            let what = orders(lang, *n);
            let since = since.map(&at).unwrap_or_default();
            lang.pick(
                format!("czeka na człowieka: {what}, najdłużej od {since}"),
                format!("for a person: {what}, the oldest since {since}"),
            )
        }
        Finding::Unsent(n) => {
            let what = printouts(lang, *n);
            lang.pick(
                format!(
                    "BaseLinker nie przyjął: {what}; po poprawce w jego panelu można wysłać znowu"
                ),
                format!(
                    "BaseLinker did not take: {what}; once mended in its panel, this can be sent again"
                ),
            )
        }
        Finding::Drift(n) => {
            let n = usize::try_from(*n).unwrap_or(usize::MAX);
            let what = count(lang, n, ["stan", "stany", "stanów"], ["level", "levels"]);
            lang.pick(
                format!("różnica wobec BaseLinker: {what}"),
                format!("not as explained in BaseLinker: {what}"),
            )
        }
        Finding::Quantities(n) => {
            let n = usize::try_from(*n).unwrap_or(usize::MAX);
            let what = count(lang, n, ["stan", "stany", "stanów"], ["level", "levels"]);
            lang.pick(
                format!("różnica wobec ilości w Firmino: {what}"),
                format!("not as Firmino's quantity says: {what}"),
            )
        }
        Finding::Conflicts(n) => {
            let n = usize::try_from(*n).unwrap_or(usize::MAX);
            let what = count(
                lang,
                n,
                ["konflikt", "konflikty", "konfliktów"],
                ["conflict", "conflicts"],
            );
            lang.pick(
                format!("produkty i kartoteki: {what}"),
                format!("products and cards: {what}"),
            )
        }
        Finding::Failed(which, last) => {
            let (name, run) = (pass(lang, *which), last.run);
            lang.pick(
                format!("{name}: przebieg {run} się nie udał; następny spróbuje znowu"),
                format!("{name}: run {run} failed; the next one tries again"),
            )
        }
        Finding::WaitingLong(n) => {
            let what = orders(lang, *n);
            lang.pick(
                format!("dłużej niż 7 dni czeka na dozwolony status: {what}"),
                format!("waiting for an allowed status for more than 7 days: {what}"),
            )
        }
        Finding::InDoubt(n, since) | Finding::InDoubtLong(n, since) => {
            let (what, since) = (to_firmino(lang, *n), at(*since));
            lang.pick(
                format!("Firmino nie odpowiedziało, nie wiadomo, czy przyjęło: {what}, najdłużej od {since}"),
                format!("Firmino gave no answer, and whether it took them is not known: {what}, the oldest since {since}"),
            )
        }
        Finding::Spent(joined) => spent(lang, joined),
        Finding::Ahead(rule) => dated::text(lang, rule),
    }
}

fn spent(lang: Lang, joined: &Joined) -> String {
    let (used, limit) = (joined.used, joined.limit);
    let mut waits = Vec::new();
    let going = joined.to_go + joined.in_doubt;
    if going > 0 {
        waits.push(to_firmino(lang, going));
    }
    if joined.half_read > 0 {
        let half_read = usize::try_from(joined.half_read).unwrap_or(usize::MAX);
        waits.push(count(
            lang,
            half_read,
            [
                "nieskończony odczyt",
                "nieskończone odczyty",
                "nieskończonych odczytów",
            ],
            ["unfinished reading", "unfinished readings"],
        ));
    }
    let waits = waits.join(", ");
    lang.pick(
        format!("dzisiejsze żądania do Firmino są wykorzystane ({used} z {limit}); czeka: {waits}"),
        format!("today's requests to Firmino are spent ({used} of {limit}); waiting: {waits}"),
    )
}

/// The next command, or what else to do; empty where there is nothing to do.
pub fn fix(lang: Lang, finding: &Finding) -> String {
    match finding {
        Finding::Blocked(_) => lang
            .pick(
                "przebiegi same spróbują po tym czasie; sprawdź, które programy używają tego tokena",
                "passes try again by themselves after that; see which other programs use this token",
            )
            .to_owned(),
        Finding::Late(pass, _) | Finding::Stuck(pass, _) => {
            pass.command().to_owned()
        }
        Finding::Failing(..) => "firmino-link runs show".to_owned(),
        Finding::UnsentLate(..) | Finding::Unsent(_) => {
            "firmino-link documents list --unsent".to_owned()
        }
        Finding::BackupLate(_) => lang
            .pick(
                "firmino-link mirror backup PLIK; sprawdź miejsce na dysku i prawa do folderu .backups",
                "firmino-link mirror backup FILE; see whether the disk is full or the folder .backups not ours",
            )
            .to_owned(),
        Finding::Stopped(_, last) | Finding::Failed(_, last) => {
            format!("firmino-link runs show {}", last.run)
        }
        Finding::NeedsMe(..) => "firmino-link orders list --needs-me".to_owned(),
        Finding::Drift(_) | Finding::Quantities(_) => "firmino-link stock drift".to_owned(),
        Finding::Conflicts(_) => "firmino-link products conflicts".to_owned(),
        Finding::WaitingLong(_) => "firmino-link orders list --state waiting".to_owned(),
        Finding::InDoubt(..) | Finding::InDoubtLong(..) => PassName::Push.command().to_owned(),
        Finding::Spent(_) => lang
            .pick(
                "jutro: firmino-link mirror push, firmino-link mirror pull; reszta działa bez Firmino",
                "tomorrow: firmino-link mirror push, firmino-link mirror pull; everything else goes on without Firmino",
            )
            .to_owned(),
        Finding::Ahead(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_their_largest_unit() {
        for (seconds, pl, en) in [
            (-5, "0 min", "0 min"),
            (59 * 60 + 59, "59 min", "59 min"),
            (3600, "1 godz.", "1 h"),
            (48 * 3600 - 1, "47 godz.", "47 h"),
            (48 * 3600, "2 dni", "2 days"),
            (22 * 24 * 3600, "22 dni", "22 days"),
        ] {
            assert_eq!(span(Lang::Pl, seconds), pl);
            assert_eq!(span(Lang::En, seconds), en);
        }
    }
}
