//! `orders edit`: corrections of an order, by options or asked on a terminal.

mod asked;

use serde_json::json;

use super::{EditArgs, known, of_mirror, row_json};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::edits::{Edits, Key};
use crate::domain::order::Order;
use crate::domain::rules::Issue;
use crate::domain::state::State;
use crate::mirror::{Mirror, MirrorError};
use crate::net::SystemClock;
use crate::report::{Exit, Failure, visible};
use crate::sync::edit::{self, Change, Edited, Left, Wish, Wrong};
use crate::sync::orders::warehouses;
use crate::sync::settings::Settings;
use crate::texts::{Lang, edits as texts, orders};
use crate::wizard::ask;

pub(super) fn edit(global: &Global, desk: &Desk, args: &EditArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let settings = desk.settings()?;
    let mut mirror = desk.mirror()?;
    let row = known(desk, &mirror, args.id)?;
    if row.state == State::Documented {
        return Err(documented(lang, args.id));
    }
    let set = args.set.iter().cloned().map(Change::Set);
    let unset = args.unset.iter().cloned().map(Change::Unset);
    let mut wish = Wish(set.chain(unset).collect());
    if wish.0.is_empty() {
        if global.json || global.no_input || !ask::can_ask() {
            return Err(nothing_set(lang, args.id));
        }
        // What is typed is checked at once, also against warehouses that the profile links.
        warehouses::profile_links(&settings.stock, &mut mirror).map_err(of_mirror(lang))?;
        wish = asked::wish(lang, &mirror, &settings, &row)?;
        if wish.0.is_empty() {
            show::out(lang.pick("Niczego nie zmieniono.", "Nothing was changed."));
            return Ok(Exit::Done);
        }
    }
    let edited = edit::edit(&settings, &mut mirror, &SystemClock, args.id, &wish);
    match edited.map_err(of_mirror(lang))? {
        Edited::Unknown => known(desk, &mirror, args.id).map(|_| Exit::Done),
        Edited::Documented => Err(documented(lang, args.id)),
        Edited::Wrong(wrong) => Err(refused(lang, &row.seen, &wrong)),
        Edited::Done(left) => {
            if global.json {
                let row = row_json(lang, &mirror, &left.row).map_err(of_mirror(lang))?;
                show::out(&json!({"schema": 1, "orders": [row]}).to_string());
            } else {
                show::out(&told(lang, &mirror, &settings, &left).map_err(of_mirror(lang))?);
            }
            Ok(Exit::Done)
        }
    }
}

fn documented(lang: Lang, id: i64) -> Failure {
    Failure::new(
        Exit::Person,
        "order.documented",
        lang.pick(
            format!("zamówienie {id} ma już dokument, a wystawionego dokumentu się nie zmienia"),
            format!("order {id} has its document, and an issued document is never edited"),
        ),
        lang.pick(
            format!("korektę wystaw w Firmino; szczegóły: firmino-link orders show {id}"),
            format!("issue a correction in Firmino; details: firmino-link orders show {id}"),
        ),
    )
}

fn nothing_set(lang: Lang, id: i64) -> Failure {
    Failure::new(
        Exit::Usage,
        "edit.nothing",
        lang.pick(
            "nie podano, co poprawić, a bez terminala nie da się zapytać",
            "nothing to correct was given, and without a terminal nobody can be asked",
        ),
        lang.pick(
            format!(
                "firmino-link orders edit {id} --set KLUCZ=WARTOŚĆ; klucze: {}",
                texts::KEYS
            ),
            format!(
                "firmino-link orders edit {id} --set KEY=VALUE; keys: {}",
                texts::KEYS
            ),
        ),
    )
}

fn refused(lang: Lang, order: &Order, wrong: &[Wrong]) -> Failure {
    let id = order.id;
    let lines: Vec<String> = wrong
        .iter()
        .map(|wrong| wrong_text(lang, order, wrong))
        .collect();
    Failure::new(
        Exit::Usage,
        "edit.wrong",
        lines.join("\n"),
        lang.pick(
            format!("niczego nie zapisano; popraw i powtórz; zamówienie: firmino-link orders show {id}"),
            format!("nothing was written; correct it and repeat; the order: firmino-link orders show {id}"),
        ),
    )
}

/// What is wrong with one change.
fn wrong_text(lang: Lang, order: &Order, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Edit(error) => texts::refusal(lang, error, order),
        Wrong::NoValue(text) => lang.pick(
            format!("„{text}”: brak znaku „=” (KLUCZ=WARTOŚĆ)"),
            format!("\"{text}\": there is no \"=\" (KEY=VALUE)"),
        ),
        Wrong::Twice(key) => lang.pick(
            format!("{}: podano dwa razy", texts::word(*key, order)),
            format!("{}: given twice", texts::word(*key, order)),
        ),
        Wrong::NotCorrected(key) => lang.pick(
            format!("{}: nie było poprawiane", texts::word(*key, order)),
            format!("{}: it was not corrected", texts::word(*key, order)),
        ),
        Wrong::NoContractor(text) => lang.pick(
            format!("contractor: nie ma kontrahenta o numerze „{text}”"),
            format!("contractor: there is no contractor with the id \"{text}\""),
        ),
        Wrong::NotTheirs(card) => lang.pick(
            format!("contractor: kartoteka {card} nie może być tego nabywcy: mówi o tym NIP (jego albo kartoteki), albo kontrahenci nie są łączeni (orders.link_contractors)"),
            format!("contractor: the card {card} cannot be this buyer's: a NIP says otherwise (the buyer's or the card's), or contractors are not linked (orders.link_contractors)"),
        ),
        Wrong::NoCard(text) => lang.pick(
            format!("card: nie ma kartoteki o SKU ani numerze „{text}”"),
            format!("card: no card has the SKU or the id \"{text}\""),
        ),
        Wrong::SeveralCards { sku, cards } => {
            let ids: Vec<String> = cards.iter().map(i64::to_string).collect();
            let ids = ids.join(", ");
            lang.pick(
                format!("card: SKU „{sku}” ma kilka kartotek; podaj numer jednej z nich: {ids}"),
                format!("card: several cards have the SKU \"{sku}\"; give the id of one: {ids}"),
            )
        }
        Wrong::NoWarehouse { symbol, known } if known.is_empty() => lang.pick(
            format!("warehouse: nie ma magazynu „{symbol}”; kopia danych nie ma żadnego (moduł warehouses)"),
            format!("warehouse: there is no warehouse \"{symbol}\"; the mirror has none at all (module warehouses)"),
        ),
        Wrong::NoWarehouse { symbol, known } => {
            let known = known.join(", ");
            lang.pick(
                format!("warehouse: nie ma magazynu „{symbol}” (są: {known})"),
                format!("warehouse: there is no warehouse \"{symbol}\" (there are: {known})"),
            )
        }
    }
}

/// The corrections with warehouses by their symbols, as they are typed; kept are their ids.
fn with_symbols(mirror: &Mirror, edits: &Edits) -> Result<Edits, MirrorError> {
    let mut edits = edits.clone();
    for (key, edit) in &mut edits.0 {
        let id = edit.value.parse::<i64>();
        if let (Key::Warehouse(_), Ok(id)) = (key, id)
            && let Some(row) = mirror.warehouse_row(id)?
        {
            edit.value = row.symbol;
        }
    }
    Ok(edits)
}

/// What stands now, and what is left.
fn told(
    lang: Lang,
    mirror: &Mirror,
    settings: &Settings,
    left: &Left,
) -> Result<String, MirrorError> {
    let row = &left.row;
    let id = row.seen.id;
    let mut lines = vec![lang.pick(
        format!(
            "Zamówienie {id}: {}",
            orders::state(lang, row.state, row.flags)
        ),
        format!("Order {id}: {}", orders::state(lang, row.state, row.flags)),
    )];
    let corrections = texts::lines(lang, &with_symbols(mirror, &row.edits)?, &row.seen);
    if !corrections.is_empty() {
        lines.extend(corrections);
        lines.push(texts::who_wins(lang).to_owned());
    }
    lines.extend(next(lang, settings, left));
    let shown: Vec<_> = lines
        .iter()
        .flat_map(|text| text.lines())
        .map(visible)
        .collect();
    Ok(shown.join("\n"))
}

fn next(lang: Lang, settings: &Settings, left: &Left) -> Vec<String> {
    let (state, id) = (left.row.state, left.row.seen.id);
    if !left.reasons.is_empty() {
        let head = match state {
            State::Ready => lang.pick("Gotowe, ale bez numeru:", "Ready, but without a number:"),
            State::Documented => {
                lang.pick("Dokument jest gdzie indziej:", "Its document is elsewhere:")
            }
            State::Waiting
            | State::NeedsEditing
            | State::Missed
            | State::Skipped
            | State::Quarantined => lang.pick("Zostało do poprawienia:", "Left to correct:"),
        };
        let reasons = orders::reason_lines(lang, &left.reasons, id);
        return vec![head.to_owned(), reasons.trim_start_matches('\n').to_owned()];
    }
    let waits = || {
        lang.pick(
            format!("Nic więcej nie trzeba poprawiać; na co czeka: firmino-link orders why {id}"),
            format!("Nothing more to correct; what it waits for: firmino-link orders why {id}"),
        )
    };
    let text = match (state, settings.rules.issue) {
        (State::Ready | State::NeedsEditing, _) if left.off_path => waits(),
        (State::Ready | State::NeedsEditing, Issue::Automatically) => lang.pick(
            "Wszystko gotowe: dokument wystawi następna synchronizacja (firmino-link sync orders)."
                .to_owned(),
            "Everything is ready: the next pass issues the document (firmino-link sync orders)."
                .to_owned(),
        ),
        (State::Ready | State::NeedsEditing, Issue::Manually) => lang.pick(
            format!("Wszystko gotowe do wystawienia: firmino-link orders issue {id}"),
            format!("Everything is ready: firmino-link orders issue {id}"),
        ),
        (State::Skipped, _) => lang.pick(
            format!("Zamówienie jest pominięte; cofnij: firmino-link orders retry {id}"),
            format!("The order is skipped; take it back: firmino-link orders retry {id}"),
        ),
        (State::Waiting | State::Missed | State::Documented | State::Quarantined, _) => waits(),
    };
    vec![text]
}
