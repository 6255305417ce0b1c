//! Step 2: in which statuses orders are taken, and what that does to real ones.

use std::collections::BTreeSet;

use super::{orders, picked};
use crate::profile::NameOrId;
use crate::report::visible;
use crate::texts::count;
use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::{View, aligned, index_of, meant, ticks};

/// Words in names of statuses, lower case, by what they usually mean.
const CANCELLED: [&str; 4] = ["anul", "cancel", "rezygn", "odrzuc"];
const FINISHED: [&str; 9] = [
    "zrealiz", "zwrot", "zakończ", "dostarcz", "odebran", "complet", "return", "finish", "deliver",
];
const PAID_ON: [&str; 8] = [
    "opłac",
    "zapłac",
    "spakow",
    "wysłan",
    "w realizacji",
    "paid",
    "pack",
    "shipp",
];
const UNPAID: [&str; 4] = ["nieopłac", "niezapłac", "oczekuje na", "unpaid"];

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Statuses => allowed(view),
        Question::Effect => effect(view),
        Question::Cancelled => other(
            view,
            question,
            &view.draft.cancelled,
            CANCELLED.as_slice(),
            (
                "Statusy, które oznaczają anulowanie (opcjonalnie)",
                "Statuses that mean cancelled (optional)",
                "Zamówienie w takim statusie nie dostanie dokumentu, a jego sztuki wracają na stan. Zaproponowane po nazwach.",
                "An order in such a status gets no document, and its pieces come back. Proposed by their names.",
            ),
        ),
        _ => other(
            view,
            question,
            &view.draft.finished,
            FINISHED.as_slice(),
            (
                "Statusy końcowe (opcjonalnie)",
                "Finished statuses (optional)",
                "Zamówienie, które w takim statusie zobaczymy po raz pierwszy, jest zgłaszane jako pominięte i nie trzyma stanu. Dozwolony status ma pierwszeństwo. Zaproponowane po nazwach.",
                "An order first seen in such a status is told as missed and holds no stock. An allowed status wins. Proposed by their names.",
            ),
        ),
    }
}

/// A status with the orders in it, for a list.
fn items(view: &View<'_>) -> Vec<String> {
    let rows = view.facts.statuses().iter().map(|status| {
        let name = visible(&status.name).into_owned();
        let Some(seen) = view.facts.orders() else {
            return vec![name];
        };
        let here = seen.by_status.get(&status.id).copied().unwrap_or_default();
        let orders = usize::try_from(here.orders).unwrap_or(usize::MAX);
        let orders = count(
            view.lang,
            orders,
            ["zamówienie", "zamówienia", "zamówień"],
            ["order", "orders"],
        );
        let unpaid = match here.unpaid {
            0 => String::new(),
            n => view.pick(format!(" (nieopłacone: {n})"), format!(" (unpaid: {n})")),
        };
        vec![name, format!("{orders}{unpaid}")]
    });
    let rows: Vec<_> = rows.collect();
    // Two columns, both left: figures with words after them are read so.
    let width = rows
        .iter()
        .filter_map(|row| row.first())
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let line = |row: Vec<String>| match row.as_slice() {
        [name, orders] => format!("{name:width$}  {orders}"),
        _ => row.concat(),
    };
    rows.into_iter().map(line).collect()
}

fn allowed(view: &View<'_>) -> Screen {
    let list = view.facts.statuses();
    let (mut present, lost) = ticks(list, &view.draft.statuses);
    if view.was.is_none() && view.draft.statuses.is_empty() {
        present = proposed(view, PAID_ON.as_slice());
    }
    let screen = Screen::new(
        Question::Statuses,
        view.pick("Statusy zamówień, które mogą być pobierane", "Statuses of orders that may be taken"),
        Form::Tick {
            items: items(view),
            present,
            lost: lost.clone(),
        },
        view.pick(
            "Zamówienie jest pobierane, gdy stoi w jednym z tych statusów. Wybierz też późniejsze (spakowane, wysłane): w czasie awarii zamówienie może przeskoczyć jeden status. Nie wybieraj statusów, w których zamówienia nie są jeszcze opłacone.",
            "An order is taken when it stands in one of these statuses. Choose later ones, too (packed, shipped): during an outage an order may jump over a status. Don't choose statuses in which orders are not paid yet.",
        ),
    );
    let counted = view.facts.orders().map(|seen| {
        let orders = usize::try_from(seen.orders).unwrap_or(usize::MAX);
        let orders = count(
            view.lang,
            orders,
            ["zamówienie", "zamówienia", "zamówień"],
            ["order", "orders"],
        );
        let since = crate::domain::warsaw::day(seen.since);
        view.pick(
            format!("Obok statusu: zamówienia potwierdzone od {since} ({orders})."),
            format!("Beside each status: orders confirmed since {since} ({orders})."),
        )
    });
    let screen = match counted {
        Some(counted) => screen.above(counted),
        None => screen,
    };
    gone(view, screen, &lost)
}

fn gone(view: &View<'_>, screen: Screen, lost: &[String]) -> Screen {
    if lost.is_empty() {
        return screen;
    }
    let names = lost.join(", ");
    screen.above(view.pick(
        format!("! Tych statusów z profilu nie ma w BaseLinker albo nazwa jest podwójna: {names}"),
        format!("! Statuses of the profile that are gone from BaseLinker, or whose name is double: {names}"),
    ))
}

fn other(
    view: &View<'_>,
    question: Question,
    meant: &[NameOrId],
    words: &[&str],
    (pl, en, help_pl, help_en): (&'static str, &'static str, &'static str, &'static str),
) -> Screen {
    let list = view.facts.statuses();
    let (mut present, lost) = ticks(list, meant);
    if view.was.is_none() && meant.is_empty() {
        present = proposed(view, words);
    }
    let (allowed, _) = ticks(list, &view.draft.statuses);
    present.retain(|at| !allowed.contains(at));
    let screen = Screen::new(
        question,
        view.pick(pl, en),
        Form::Tick {
            items: items(view),
            present,
            lost: lost.clone(),
        },
        view.pick(help_pl, help_en),
    );
    gone(view, screen, &lost)
}

fn bears(name: &str, words: &[&str]) -> bool {
    let name = name.to_lowercase();
    words.iter().any(|word| name.contains(word))
}

fn proposed(view: &View<'_>, words: &[&str]) -> BTreeSet<usize> {
    let others: Vec<&str> = [CANCELLED.as_slice(), FINISHED.as_slice(), UNPAID.as_slice()]
        .into_iter()
        .flatten()
        .copied()
        .filter(|word| !words.contains(word))
        .collect();
    let list = view.facts.statuses().iter().enumerate();
    list.filter(|(_, status)| bears(&status.name, words) && !bears(&status.name, &others))
        .map(|(at, _)| at)
        .collect()
}

/// Statuses after the first allowed one, in the panel's order, that are neither allowed nor an end: an order that jumps
/// over the allowed ones during an outage may stop there.
fn later_ones(draft: &Draft, facts: &crate::wizard::facts::Facts) -> Vec<usize> {
    let list = facts.statuses();
    let at = |names: &[NameOrId]| -> BTreeSet<usize> {
        names
            .iter()
            .filter_map(|name| index_of(list, name))
            .collect()
    };
    let (allowed, cancelled, finished) = (
        at(&draft.statuses),
        at(&draft.cancelled),
        at(&draft.finished),
    );
    let Some(first) = allowed.first() else {
        return Vec::new();
    };
    (first + 1..list.len())
        .filter(|at| !allowed.contains(at) && !cancelled.contains(at) && !finished.contains(at))
        .filter(|at| {
            list.get(*at).is_some_and(|status| {
                bears(&status.name, PAID_ON.as_slice()) && !bears(&status.name, UNPAID.as_slice())
            })
        })
        .collect()
}

/// Allowed statuses most of whose orders are unpaid.
fn unpaid(view: &View<'_>) -> Vec<String> {
    let (allowed, _) = ticks(view.facts.statuses(), &view.draft.statuses);
    let list = view
        .facts
        .statuses()
        .iter()
        .enumerate()
        .filter(|(at, _)| allowed.contains(at));
    list.filter(|(_, status)| {
        let seen = view
            .facts
            .orders()
            .and_then(|seen| seen.by_status.get(&status.id));
        bears(&status.name, UNPAID.as_slice())
            || seen.is_some_and(|here| here.unpaid * 2 > here.orders)
    })
    .map(|(_, status)| visible(&status.name).into_owned())
    .collect()
}

fn effect(view: &View<'_>) -> Screen {
    let later = later_ones(view.draft, view.facts);
    let mut items = vec![view.pick("Dalej", "Next (Dalej)").to_owned()];
    if !later.is_empty() {
        items.push(
            view.pick("Dodaj późniejsze statusy", "Add the later statuses")
                .to_owned(),
        );
    }
    items.push(view.pick("Zmień statusy", "Change the statuses").to_owned());
    let mut screen = Screen::new(
        Question::Effect,
        view.pick("Czy o to chodzi?", "Is this what you want?"),
        Form::pick(items, Some(0)),
        view.pick(
            "Policzone tymi samymi regułami, których używa pobieranie, na prawdziwych zamówieniach; niczego nie zapisano. Zmiana wcześniejszych odpowiedzi zmienia tę tabelę.",
            "Computed by the very rules that taking orders uses, on real orders; nothing was saved. Changing earlier answers changes this table.",
        ),
    );
    match view.facts.effect() {
        Some(Some(effect)) => screen = screen.above(effect.table(view.lang)),
        _ => {
            screen = screen.above(view.pick(
                "Skutku nie da się teraz pokazać na zamówieniach; odpowiedzi pozostają w mocy.",
                "The effect cannot be shown on orders now; the answers stand.",
            ));
        }
    }
    let unpaid = unpaid(view);
    if !unpaid.is_empty() {
        let names = unpaid.join(", ");
        screen = screen.above(view.pick(
            format!("! W tych statusach zamówienia są zwykle nieopłacone: {names}. Takie zamówienia poczekają na wpłatę."),
            format!("! Orders in these statuses are mostly unpaid: {names}. Such orders will wait for their payment."),
        ));
    }
    if !later.is_empty() {
        let names: Vec<_> = later
            .iter()
            .filter_map(|at| view.facts.statuses().get(*at))
            .map(|status| visible(&status.name))
            .collect();
        let names = names.join(", ");
        screen = screen.above(view.pick(
            format!("! Zamówienie, które w czasie awarii przejdzie od razu dalej ({names}), nie zostałoby pobrane."),
            format!("! An order that goes further at once during an outage ({names}) would not be taken."),
        ));
    }
    if let Some(was) = view.was {
        if let Some(swept) = swept_in(view, was) {
            screen = screen.above(swept);
        }
        if was.from != view.draft.from && view.facts.orders().is_some() {
            screen = screen.above(orders::swept_by_day(view, was));
        }
    }
    screen
}

/// What a change of the statuses brings in, for a profile that was there.
fn swept_in(view: &View<'_>, was: &Draft) -> Option<String> {
    let list = view.facts.statuses();
    let (before, _) = ticks(list, &was.statuses);
    let (after, _) = ticks(list, &view.draft.statuses);
    if before == after {
        return None;
    }
    let seen = view.facts.orders()?;
    let from = crate::domain::warsaw::start_of(view.draft.from);
    let orders = |at: &BTreeSet<usize>| -> usize {
        let ids = at
            .iter()
            .filter_map(|at| list.get(*at))
            .map(|status| status.id);
        ids.filter_map(|id| seen.confirmed.get(&id))
            .flatten()
            .filter(|second| **second >= from)
            .count()
    };
    let added: BTreeSet<usize> = after.difference(&before).copied().collect();
    let dropped: BTreeSet<usize> = before.difference(&after).copied().collect();
    let told = |n: usize| {
        count(
            view.lang,
            n,
            ["zamówienie", "zamówienia", "zamówień"],
            ["order", "orders"],
        )
    };
    let (more, less) = (told(orders(&added)), told(orders(&dropped)));
    Some(view.pick(
        format!("Zmiana statusów: najbliższa synchronizacja obejmie dodatkowo to, co stoi w nowych statusach ({more}), a nie obejmie tego, co stoi w usuniętych ({less}). Co już pobrane, zostaje."),
        format!("Change of statuses: the next pass also takes what stands in the new ones ({more}), and leaves what stands in the dropped ones ({less}). What was taken stays."),
    ))
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    let list = view.facts.statuses();
    if question == Question::Effect {
        let later = later_ones(view.draft, view.facts);
        if !later.is_empty() && picked(answer) == 1 {
            draft
                .statuses
                .extend(later.into_iter().filter_map(|at| meant(list, at)));
        }
        return Ok(());
    }
    let Answer::Ticks(at) = answer else {
        return Ok(());
    };
    let chosen: Vec<NameOrId> = at.iter().filter_map(|at| meant(list, *at)).collect();
    match question {
        Question::Statuses => {
            if chosen.is_empty() {
                return Err(view
                    .pick(
                        "wybierz co najmniej jeden status: bez niego nie byłoby czego pobierać",
                        "choose one status at least: else nothing would ever be taken",
                    )
                    .to_owned());
            }
            draft.cancelled.retain(|status| !chosen.contains(status));
            draft.statuses = chosen;
        }
        Question::Cancelled => {
            let both: Vec<String> = chosen
                .iter()
                .filter(|status| draft.statuses.contains(status))
                .map(crate::wizard::view::shown)
                .collect();
            if !both.is_empty() {
                let both = both.join(", ");
                return Err(view.pick(
                    format!("{both}: ten status jest już dozwolony, nie może też anulować"),
                    format!(
                        "{both}: it is an allowed status already, and cannot mean cancelled, too"
                    ),
                ));
            }
            draft.cancelled = chosen;
        }
        _ => draft.finished = chosen,
    }
    Ok(())
}

/// The list of a summary: names only.
pub(super) fn names(list: &[NameOrId]) -> String {
    let names: Vec<String> = list.iter().map(crate::wizard::view::shown).collect();
    names.join(", ")
}

/// Lines of a table, for those who show one beside a question.
pub(super) fn lines(rows: Vec<Vec<String>>) -> String {
    aligned(rows)
        .into_iter()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
