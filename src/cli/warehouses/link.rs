//! `warehouses link` and `warehouses unlink`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::list;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::MirrorError;
use crate::mirror::warehouses::PlaceRow;
use crate::report::{Exit, Failure, visible};
use crate::sync::settings::KeepStock;
use crate::sync::warehouse_links::{self, Linked, SYMBOL, Unlinked};
use crate::texts::Lang;

pub(super) fn link(global: &Global, desk: &Desk, key: &str, symbol: &str) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mut mirror = desk.mirror_with_warehouses()?;
    let stock = KeepStock::from_profile(&desk.profile);
    let now = Timestamp::now().as_second();
    let done = warehouse_links::link(&mut mirror, &stock, key, symbol, now).map_err(of_mirror)?;
    let (changed, made, shared, read) = match done {
        Linked::Done {
            changed,
            made,
            shared,
            read,
        } => (changed, made, shared, read),
        refused => return Err(refusal(lang, key, symbol, &refused)),
    };
    let mut notes = Vec::new();
    if !shared.is_empty() {
        notes.push(("warehouse.shared", shared_text(lang, symbol, &shared)));
    }
    if changed && !read {
        notes.push((
            "warehouse.not-read",
            lang.pick(
                format!("magazynów BaseLinker jeszcze nie odczytano: sprawdź, czy {key} tam jest (firmino-link sync stock)"),
                format!("BaseLinker's warehouses were not read yet: see whether {key} is there (firmino-link sync stock)"),
            ),
        ));
    }
    if global.json {
        let rows = list::row(desk, &mirror, key).map_err(of_mirror)?;
        let notes: Vec<Value> = notes
            .iter()
            .map(|(code, message)| json!({"code": code, "message": message}))
            .collect();
        let value = json!({"schema": 1, "warehouses": rows, "changed": changed, "created": made, "notes": notes});
        show::out(&value.to_string());
        return Ok(Exit::Done);
    }
    let shown = visible(symbol);
    if made {
        show::out(&lang.pick(
            format!("Założono magazyn {shown}."),
            format!("The warehouse {shown} was made."),
        ));
    }
    show::out(&match changed {
        true => lang.pick(
            format!("Magazyn {key} w BaseLinker to {shown}. Cofnij: firmino-link warehouses unlink {key}"),
            format!("BaseLinker's warehouse {key} is {shown}. Take it back: firmino-link warehouses unlink {key}"),
        ),
        false => lang.pick(
            format!("Magazyn {key} w BaseLinker już jest magazynem {shown}: nic nie zmieniono."),
            format!("BaseLinker's warehouse {key} is {shown} already: nothing was changed."),
        ),
    });
    let word = lang.pick("uwaga", "note");
    for (_, note) in notes {
        show::err(&format!("{word}: {}", visible(&note)));
    }
    Ok(Exit::Done)
}

pub(super) fn unlink(global: &Global, desk: &Desk, key: &str) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mut mirror = desk.mirror_with_warehouses()?;
    let stock = KeepStock::from_profile(&desk.profile);
    let now = Timestamp::now().as_second();
    let done = warehouse_links::unlink(&mut mirror, &stock, key, now).map_err(of_mirror)?;
    let was = match done {
        Unlinked::OfProfile(symbol) => return Err(of_profile(lang, key, &symbol)),
        Unlinked::Done { was } => was,
    };
    if global.json {
        let rows = list::row(desk, &mirror, key).map_err(of_mirror)?;
        let value = json!({"schema": 1, "warehouses": rows, "changed": was.is_some(), "was": was});
        show::out(&value.to_string());
        return Ok(Exit::Done);
    }
    let key = visible(key);
    show::out(&match &was {
        Some(symbol) => {
            let symbol = visible(symbol);
            lang.pick(
                format!("Magazyn {key} w BaseLinker nie jest już magazynem {symbol}: żadna synchronizacja nie połączy go sama. Cofnij: firmino-link warehouses link {key} {symbol}"),
                format!("BaseLinker's warehouse {key} is not {symbol} any more: no pass links it by itself. Take it back: firmino-link warehouses link {key} {symbol}"),
            )
        }
        None => lang.pick(
            format!("Magazyn {key} nie jest z niczym połączony: nic nie zmieniono."),
            format!("The warehouse {key} is linked to nothing: nothing was changed."),
        ),
    });
    if was.is_some() {
        let word = lang.pick("uwaga", "note");
        show::err(&lang.pick(
            format!("{word}: nowe pozycje zamówień z magazynu {key} biorą teraz magazyn domyślny (warehouses.default), a bez niego wymagają edycji"),
            format!("{word}: new lines of orders from {key} take the default warehouse now (warehouses.default); without one they need editing"),
        ));
    }
    Ok(Exit::Done)
}

fn shared_text(lang: Lang, symbol: &str, shared: &[String]) -> String {
    let others = shared.join(", ");
    lang.pick(
        format!("z magazynem {symbol} są połączone też: {others}. Zamówienia obniżą jego stany, ale nie zostaną one wysłane do BaseLinker: każda sztuka byłaby do sprzedania w każdym z tych magazynów"),
        format!("the warehouse {symbol} is linked to others, too: {others}. Orders lower its levels, but they are not sent to BaseLinker: every piece would be for sale in each of these warehouses"),
    )
}

fn refusal(lang: Lang, key: &str, symbol: &str, refused: &Linked) -> Failure {
    let (code, message, fix) = match refused {
        Linked::OfProfile(other) => return of_profile(lang, key, other),
        Linked::NoKey | Linked::Done { .. } => (
            "warehouse.key",
            lang.pick(
                format!("„{key}” nie jest kluczem magazynu BaseLinker"),
                format!("\"{key}\" is no key of a warehouse of BaseLinker"),
            ),
            lang.pick(
                "podaj klucz jak bl_8801: firmino-link warehouses list".to_owned(),
                "give a key such as bl_8801: firmino-link warehouses list".to_owned(),
            ),
        ),
        Linked::External => (
            "warehouse.external",
            lang.pick(
                format!("{key} to magazyn połączonego sklepu lub hurtowni: BaseLinker tylko pokazuje jego stany, nie można ich tam zapisać"),
                format!("{key} is a warehouse of a connected shop or wholesaler: BaseLinker only shows its levels, they cannot be written there"),
            ),
            lang.pick(
                "połącz jeden z własnych magazynów (bl_…): firmino-link warehouses list".to_owned(),
                "link one of the own warehouses (bl_…): firmino-link warehouses list".to_owned(),
            ),
        ),
        Linked::NotThere(places) => (
            "warehouse.not-there",
            lang.pick(
                format!("w BaseLinker nie ma magazynu {key}"),
                format!("BaseLinker has no warehouse {key}"),
            ),
            not_there_fix(lang, places),
        ),
        Linked::NoSymbol => (
            "warehouse.symbol",
            lang.pick(
                format!("symbol magazynu „{symbol}” jest pusty, dłuższy niż {SYMBOL} znaków albo ma znaki sterujące"),
                format!("the symbol \"{symbol}\" is empty, has more than {SYMBOL} characters, or holds control characters"),
            ),
            lang.pick(
                format!("podaj krótki symbol, np. firmino-link warehouses link {key} MAG"),
                format!("give a short symbol, such as firmino-link warehouses link {key} MAG"),
            ),
        ),
        Linked::Taken(other) => (
            "warehouse.linked",
            lang.pick(
                format!("magazyn {key} jest już połączony z magazynem {other}: nie może mieć dwóch"),
                format!("the warehouse {key} is linked to {other} already: it cannot have two"),
            ),
            lang.pick(
                format!("jeśli to połączenie jest błędne: firmino-link warehouses unlink {key}"),
                format!("if that link is wrong: firmino-link warehouses unlink {key}"),
            ),
        ),
    };
    Failure::new(Exit::Usage, code, message, fix)
}

fn not_there_fix(lang: Lang, places: &[PlaceRow]) -> String {
    let own: Vec<String> = places
        .iter()
        .map(|place| format!("{} {}", place.key, place.name))
        .collect();
    let own = own.join(", ");
    lang.pick(
        format!("magazyny BaseLinker: {own}; jeśli jest nowy, odczyta go: firmino-link sync stock"),
        format!("BaseLinker's warehouses: {own}; a new one is read by: firmino-link sync stock"),
    )
}

fn of_profile(lang: Lang, key: &str, symbol: &str) -> Failure {
    Failure::new(
        Exit::Usage,
        "warehouse.profile",
        lang.pick(
            format!("magazyn {key} łączy z magazynem {symbol} profil, a jego słowo jest pierwsze"),
            format!("the profile links the warehouse {key} to {symbol}, and its word goes first"),
        ),
        lang.pick(
            "zmień [[warehouses.links]] w profilu",
            "change [[warehouses.links]] in the profile",
        ),
    )
}
