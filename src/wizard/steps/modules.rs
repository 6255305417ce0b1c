//! Step 1: the modules. Any of the seven subsets; the words are the article's (requirements.md, rows 7–13).

use std::collections::BTreeSet;

use crate::profile::Module;
use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// In the article's order.
const ORDER: [Module; 3] = [Module::Orders, Module::Products, Module::Warehouses];

pub(super) fn screen(view: &View<'_>) -> Screen {
    let items = [
        view.pick(
            "Zamówienia – pobieranie zamówień i wystawianie na ich podstawie faktur",
            "Zamówienia – taking orders and issuing invoices on their basis",
        ),
        view.pick(
            "Produkty – wymiana informacji o produktach",
            "Produkty – exchange of information about products",
        ),
        view.pick(
            "Magazyny – aktualizowanie stanów magazynowych i łączenie wielu różnych magazynów",
            "Magazyny – updating stock levels and joining many different warehouses",
        ),
    ];
    let present = ORDER.iter().enumerate();
    let present = present
        .filter(|(_, module)| view.draft.has(**module))
        .map(|(at, _)| at)
        .collect();
    Screen::new(
        Question::Modules,
        view.pick("Moduły", "Modules"),
        Form::Tick {
            items: items.map(str::to_owned).to_vec(),
            present,
            lost: Vec::new(),
        },
        view.pick(
            "Każdy zestaw jest dobry. Kroki modułów, których nie wybierzesz, zostaną pominięte; później można uruchomić setup jeszcze raz.",
            "Any set will do. Steps of modules that you don't choose are skipped; you can run setup again later.",
        ),
    )
}

pub(super) fn set(view: &View<'_>, answer: &Answer, draft: &mut Draft) -> Result<(), String> {
    let Answer::Ticks(ticks) = answer else {
        return Ok(());
    };
    let chosen: BTreeSet<Module> = ticks
        .iter()
        .filter_map(|at| ORDER.get(*at).copied())
        .collect();
    if chosen.is_empty() {
        return Err(view
            .pick(
                "wybierz co najmniej jeden moduł",
                "choose one module at least",
            )
            .to_owned());
    }
    draft.modules = chosen;
    Ok(())
}
