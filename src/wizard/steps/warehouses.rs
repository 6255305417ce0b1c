//! Step 4: which warehouse is which, new ones, and sending of levels.

use super::{filled, flag, picked, products};
use crate::profile::{Lowers, Module};
use crate::report::visible;
use crate::wizard::draft::Draft;
use crate::wizard::facts::{Facts, WarehouseSeen};
use crate::wizard::question::{LinkPart, Question};
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// The longest symbol of a warehouse.
const LONGEST: usize = 30;

fn warehouse<'a>(view: &View<'a>, at: u16) -> Option<&'a WarehouseSeen> {
    view.facts.own_warehouses().get(usize::from(at)).copied()
}

/// Symbols that a warehouse can be linked with: those of the mirror and those made on the spot for others, each once.
/// One made for itself is no choice: it is asked for by "a new warehouse", as long as it is not in the mirror.
fn symbols(draft: &Draft, facts: &Facts, of: &WarehouseSeen) -> Vec<String> {
    let mut all = facts.symbols.clone();
    let others = draft.links.iter().filter(|(key, _)| **key != of.key);
    all.extend(others.filter_map(|(_, symbol)| symbol.clone()));
    all.sort();
    all.dedup();
    all
}

/// A symbol for a new warehouse: the one that it was given already, `MAG` for the first, else the name in capitals.
fn fresh(view: &View<'_>, warehouse: &WarehouseSeen) -> String {
    let present = view
        .draft
        .links
        .get(&warehouse.key)
        .and_then(Option::as_ref);
    let taken = symbols(view.draft, view.facts, warehouse);
    if let Some(present) = present.filter(|symbol| !symbol.is_empty() && !taken.contains(symbol)) {
        return present.clone();
    }
    if !taken.iter().any(|symbol| symbol == "MAG") {
        return "MAG".to_owned();
    }
    let name: String = warehouse
        .name
        .to_uppercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(12)
        .collect();
    let name = if name.is_empty() {
        warehouse.key.to_uppercase()
    } else {
        name
    };
    if taken.contains(&name) {
        warehouse.key.clone()
    } else {
        name
    }
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::LinkingOff => linking_off(view),
        Question::Link(at, part) => link(view, question, at, part),
        Question::ImportNew => import_new(view),
        Question::SendStock => Screen::new(
            question,
            view.pick("Wysyłaj automatycznie stany produktów do BaseLinker", "Send stock levels to BaseLinker by itself"),
            Form::YesNo { present: view.draft.send_stock },
            view.pick(
                "Opcja dostępna tylko wtedy, gdy źródłem produktów jest Streamsoft Firmino. Pierwsza wysyłka jest planem, który trzeba zatwierdzić; nieznany stan nigdy nie jest wysyłany.",
                "Available only where Streamsoft Firmino is the source of products. The first sending is a plan that a person lets go; an unknown level is never sent.",
            ),
        ),
        Question::Lowers => Screen::new(
            question,
            view.pick("Kiedy BaseLinker sam zmniejsza stan?", "When does BaseLinker itself lower a level?"),
            Form::pick(
                [
                    view.pick("Przy potwierdzeniu zamówienia", "When an order is confirmed"),
                    view.pick("Przy wysyłce", "When it is shipped"),
                    view.pick("Nigdy – prowadzi rezerwacje", "Never – it keeps reservations"),
                    view.pick("Nie wiem – nie wysyłaj, dopóki to nie będzie pewne", "I don't know – send nothing until it is certain"),
                ],
                Some(match view.draft.lowers {
                    Some(Lowers::Confirmed) => 0,
                    Some(Lowers::Shipped) => 1,
                    Some(Lowers::Reservation) => 2,
                    None => 3,
                }),
            ),
            view.pick(
                "W panelu: ustawienia katalogu produktów, zmniejszanie stanów. Zła odpowiedź przywróciłaby sprzedane sztuki, dlatego jest sprawdzana na tym, co widać.",
                "In the panel: settings of the catalogue, lowering of stock. A wrong answer would restore sold pieces, so it is checked against what is seen.",
            ),
        ),
        _ => Screen::new(
            question,
            view.pick("Moduł Magazyny jest skonfigurowany", "The module Magazyny is configured"),
            Form::pick([view.pick("Dalej", "Next (Dalej)"), view.pick("Wróć do początku kroku", "Back to the beginning of the step")], Some(0)),
            view.pick("Nic jeszcze nie zostało zapisane ani wysłane.", "Nothing has been saved or sent yet."),
        ),
    }
}

fn linking_off(view: &View<'_>) -> Screen {
    Screen::new(
        Question::LinkingOff,
        view.pick("Łączenie produktów z zamówienia jest wyłączone", "Linking of products is off"),
        Form::pick(
            [
                view.pick("Włącz łączenie produktów", "Switch it on"),
                view.pick("Zostaw wyłączone – zamówienia nie będą zmniejszać stanów", "Leave it off – orders will lower no stock"),
            ],
            Some(0),
        ),
        view.pick(
            "Stan zmniejsza pozycja połączona z kartoteką. Bez łączenia produktów magazyny będą połączone, ale żadne zamówienie nie zmieni stanu.",
            "A line lowers the stock of the card that it is linked to. Without linking, warehouses are joined, but no order changes a level.",
        ),
    )
    .above(view.pick(
        "! Bez łączenia produktów z zamówienia z produktami w Streamsoft Firmino stany nie będą zmniejszane.",
        "! Without linking products of orders with cards no stock is lowered.",
    ))
}

fn link(view: &View<'_>, question: Question, at: u16, part: LinkPart) -> Screen {
    let Some(warehouse) = warehouse(view, at) else {
        return Screen::new(question, "", Form::pick(["Dalej"], Some(0)), "");
    };
    let name = visible(&warehouse.name).into_owned();
    let present = view.draft.links.get(&warehouse.key);
    if part == LinkPart::Symbol {
        let typed = present
            .and_then(Option::as_deref)
            .filter(|symbol| !symbol.is_empty());
        return Screen::new(
            question,
            view.pick(
                format!("Symbol nowego magazynu Firmino dla „{name}”"),
                format!("Symbol of a new Firmino warehouse for \"{name}\""),
            ),
            Form::text(typed.unwrap_or(&fresh(view, warehouse))),
            view.pick(
                "Na przykład MAG. Magazyn powstanie w kopii danych Firmino przy pierwszym użyciu.",
                "For example MAG. The warehouse is made in the mirror when it is first used.",
            ),
        );
    }
    let all = symbols(view.draft, view.facts, warehouse);
    let mut items: Vec<String> = all
        .iter()
        .map(|symbol| {
            view.pick(
                format!("Magazyn Firmino {symbol}"),
                format!("Firmino's {symbol}"),
            )
        })
        .collect();
    items.push(view.pick(
        format!("Nowy magazyn w Firmino ({}…)", fresh(view, warehouse)),
        format!("A new warehouse in Firmino ({}…)", fresh(view, warehouse)),
    ));
    items.push(view.pick("Nie łącz teraz", "Don't link it now").to_owned());
    let chosen = match present {
        Some(Some(symbol)) => all
            .iter()
            .position(|one| one == symbol)
            .unwrap_or(all.len()),
        Some(None) => all.len() + 1,
        None => all.len(),
    };
    let screen = Screen::new(
        question,
        view.pick(format!("Magazyn BaseLinker „{name}” ({})", warehouse.key), format!("BaseLinker's warehouse \"{name}\" ({})", warehouse.key)),
        Form::pick(items, Some(chosen)),
        view.pick(
            "Przy pobieraniu zamówień magazyn pozycji jest rozpoznawany sam, a jego stan zmniejszany. Kilka magazynów BaseLinker może prowadzić do jednego magazynu Firmino; odwrotnie nie.",
            "When orders are taken, the warehouse of each line is recognised and its stock lowered. Several of BaseLinker's may lead to one of Firmino's; not the other way round.",
        ),
    );
    if at > 0 {
        return screen;
    }
    let foreign: Vec<String> = view
        .facts
        .warehouses()
        .into_iter()
        .flatten()
        .filter(|warehouse| !warehouse.own)
        .map(|warehouse| format!("{} ({})", visible(&warehouse.name), warehouse.key))
        .collect();
    if foreign.is_empty() {
        return screen;
    }
    let foreign = foreign.join(", ");
    screen.above(view.pick(
        format!("Magazyny sklepów i hurtowni (tylko do odczytu, stanów nie da się do nich wysłać): {foreign}"),
        format!("Warehouses of shops and wholesalers (read-only, levels are never sent to them): {foreign}"),
    ))
}

fn import_new(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::ImportNew,
        view.pick(
            "Pobranie nowych magazynów z BaseLinker do Streamsoft Firmino",
            "Bring new warehouses from BaseLinker into Firmino",
        ),
        Form::YesNo { present: view.draft.import_new },
        view.pick(
            "Magazyn, którego jeszcze nie znamy, powstanie pod swoją nazwą z BaseLinker i od razu zostanie połączony. Wyłączone: jego zamówienia dostają stan „Wymaga edycji”.",
            "A warehouse not known yet is made under its name in BaseLinker and linked at once. Off: its orders need editing.",
        ),
    );
    match hindrance(view) {
        None => screen,
        Some(why) => screen.above(view.pick(
            format!("Wysyłaj automatycznie stany produktów do BaseLinker – niedostępne: {why}. Opcja dostępna tylko w przypadku, gdy źródłem produktu jest Streamsoft Firmino."),
            format!("Sending stock levels to BaseLinker – not available: {why}. It needs Streamsoft Firmino as the source of products."),
        )),
    }
}

/// Why levels cannot be sent.
fn hindrance(view: &View<'_>) -> Option<String> {
    let draft = view.draft;
    if draft.may_send_stock() {
        return None;
    }
    Some(match draft.source.filter(|_| draft.has(Module::Products)) {
        None => view
            .pick(
                "moduł Produkty nie jest wybrany",
                "the module Produkty is not chosen",
            )
            .to_owned(),
        Some(source) => view.pick(
            format!("wybrany typ to „{}”", products::label(view, source)),
            format!("the chosen type is \"{}\"", products::label(view, source)),
        ),
    })
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::LinkingOff => draft.link_products = picked(answer) == 0,
        Question::Link(at, LinkPart::With) => {
            let Some(warehouse) = warehouse(view, at) else {
                return Ok(());
            };
            let all = symbols(view.draft, view.facts, warehouse);
            draft.new_symbols.remove(&warehouse.key);
            let chosen = match (all.get(picked(answer)), picked(answer)) {
                (Some(symbol), _) => Some(symbol.clone()),
                (None, at) if at == all.len() => {
                    draft.new_symbols.insert(warehouse.key.clone());
                    Some(fresh(view, warehouse))
                }
                (None, _) => None,
            };
            draft.links.insert(warehouse.key.clone(), chosen);
        }
        Question::Link(at, LinkPart::Symbol) => {
            let Some(warehouse) = warehouse(view, at) else {
                return Ok(());
            };
            let symbol = filled(view, answer)?;
            if symbol.chars().count() > LONGEST {
                return Err(view.pick(
                    format!("najwyżej {LONGEST} znaków"),
                    format!("{LONGEST} characters at most"),
                ));
            }
            draft.links.insert(warehouse.key.clone(), Some(symbol));
        }
        Question::ImportNew => draft.import_new = flag(answer),
        Question::SendStock => draft.send_stock = flag(answer),
        Question::Lowers => {
            draft.lowers = match picked(answer) {
                0 => Some(Lowers::Confirmed),
                1 => Some(Lowers::Shipped),
                2 => Some(Lowers::Reservation),
                _ => None,
            };
        }
        _ => {}
    }
    Ok(())
}
