//! Step 3: who leads with products, what is carried over, and how well the two sides fit together.

use super::statuses::lines;
use super::{flag, line, picked};
use crate::profile::ProductSource;
use crate::report::visible;
use crate::wizard::draft::Draft;
use crate::wizard::precheck::Precheck;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::{View, index_of, meant, shown};

/// The article's pages, letter for letter (requirements.md, row 38).
const PAGES: [&str; 3] = [
    "https://www.firmino.pl/pomoc/synchronizacja-produktow-automatyczna-zrodlo-streamsoft-firmino/",
    "https://www.firmino.pl/pomoc/synchronizacja-produktow-automatyczna-zrodlo-baselinker/",
    "https://www.firmino.pl/pomoc/synchronizacja-produktow-reczna/",
];

/// In the article's order.
const SOURCES: [ProductSource; 3] = [
    ProductSource::Firmino,
    ProductSource::BaseLinker,
    ProductSource::Manual,
];

/// The article's label of a type.
pub(super) fn label(view: &View<'_>, source: ProductSource) -> &'static str {
    match source {
        ProductSource::Firmino => view.pick(
            "Automatyczna: Streamsoft Firmino jako główne źródło produktów",
            "Automatic: Streamsoft Firmino is the main source of products",
        ),
        ProductSource::BaseLinker => view.pick(
            "Automatyczna: BaseLinker jako główne źródło produktów",
            "Automatic: BaseLinker is the main source of products",
        ),
        ProductSource::Manual => {
            view.pick("Ręczny proces synchronizacji", "Synchronisation by hand")
        }
    }
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    let draft = view.draft;
    match question {
        Question::Source => source(view),
        Question::UpdateNames => Screen::new(
            question,
            view.pick("Aktualizuj nazwę produktu w BaseLinker", "Update the product's name in BaseLinker"),
            Form::YesNo { present: draft.update_names },
            view.pick("Wyłącz, jeśli nazwy w BaseLinker mają być inne niż w Firmino.", "Switch it off if names in BaseLinker are to differ from Firmino's."),
        ),
        Question::OverwriteImages => Screen::new(
            question,
            view.pick(
                "Nadpisuj zdjęcia BaseLinker zdjęciami ze Streamsoft Firmino",
                "Overwrite BaseLinker's pictures with Firmino's",
            ),
            Form::YesNo { present: draft.overwrite_images },
            view.pick("Zdjęcia w BaseLinker zostaną zastąpione: tego nie da się cofnąć.", "Pictures in BaseLinker are replaced: that cannot be undone."),
        ),
        Question::PriceGroup => price_group(view),
        Question::CardsFile => Screen::new(
            question,
            view.pick("Plik CSV z kartotekami Firmino (Enter: bez pliku)", "CSV file of Firmino's cards (Enter: none)"),
            Form::text_or_nothing(&draft.cards_file),
            view.pick(
                "Kolumny: sku, name, vat, ean, unit, price_net, price_gross… Plik jest teraz tylko czytany i porównany z BaseLinker; zostanie wczytany dopiero po zapisie profilu. „-” czyści nazwę.",
                "Columns: sku, name, vat, ean, unit, price_net, price_gross… The file is only read now and compared with BaseLinker; it is imported once the profile is saved. \"-\" clears the name.",
            ),
        ),
        _ => next(view),
    }
}

fn source(view: &View<'_>) -> Screen {
    let when = [
        view.pick(
            "gdy zarządzasz swoimi produktami w Streamsoft Firmino i chcesz, aby informacje były automatycznie wysyłane do BaseLinker.",
            "when you keep your products in Streamsoft Firmino and want the information sent to BaseLinker by itself.",
        ),
        view.pick(
            "gdy używasz BaseLinker jako głównego miejsca do zarządzania produktami i chcesz, aby Streamsoft Firmino zawsze miał dostęp do najnowszych informacji.",
            "when BaseLinker is the place where you keep your products and Streamsoft Firmino is always to have the newest information.",
        ),
        view.pick(
            "gdy wolisz samodzielnie decydować, kiedy Twoje bazy produktów są synchronizowane między Streamsoft Firmino a BaseLinker.",
            "when you would rather decide yourself when the two are synchronised.",
        ),
    ];
    let more = view.pick(
        "Więcej o konfiguracji przeczytasz tutaj:",
        "More about it (in Polish):",
    );
    let items = SOURCES.map(|source| label(view, source));
    let present = match view.draft.source {
        Some(source) => SOURCES.iter().position(|one| *one == source),
        None => Some(0),
    };
    let mut screen = Screen::new(
        Question::Source,
        view.pick("Typ integracji", "Type of integration"),
        Form::pick(items, present),
        view.pick(
            "Wysyłanie stanów do BaseLinker (krok 4) jest możliwe tylko wtedy, gdy głównym źródłem jest Streamsoft Firmino.",
            "Sending stock levels to BaseLinker (step 4) is possible only where Streamsoft Firmino is the main source.",
        ),
    );
    for ((label, when), page) in items.into_iter().zip(when).zip(PAGES) {
        screen = screen.above(format!("{label} – {when}\n  {more}\n  {page}"));
    }
    screen.above(view.pick(
        "Warunek: produkty w Streamsoft Firmino i BaseLinker mają uzupełniony kod SKU albo te same nazwy. Produkt z BaseLinker, do którego nie pasuje ani SKU, ani nazwa, jest nowy i tworzy nową kartotekę.",
        "The condition: products in Streamsoft Firmino and BaseLinker bear the same SKU, or the same name. A product of BaseLinker that fits neither by SKU nor by name is new and makes a new card.",
    ))
}

fn price_group(view: &View<'_>) -> Screen {
    let list = view
        .facts
        .price_groups()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let present = match &view.draft.price_group {
        None => Some(0),
        Some(meant) => index_of(list, meant).map(|at| at + 1),
    };
    let mut items = vec![
        view.pick("Domyślna grupa katalogu", "The catalogue's default group")
            .to_owned(),
    ];
    items.extend(list.iter().map(|group| visible(&group.name).into_owned()));
    let screen = Screen::new(
        Question::PriceGroup,
        view.pick("Grupa cenowa w BaseLinker", "Price group in BaseLinker"),
        Form::pick(items, present),
        view.pick(
            "Z tej grupy czyta się ceny i do niej się je wysyła.",
            "Prices are read from this group, and sent to it.",
        ),
    );
    match &view.draft.price_group {
        Some(meant) if present.is_none() => screen.above(view.pick(
            format!("! Grupy cenowej „{}” nie ma w BaseLinker.", shown(meant)),
            format!("! BaseLinker has no price group \"{}\".", shown(meant)),
        )),
        _ => screen,
    }
}

/// The pre-check (requirements.md, row 39), and `Dalej`.
fn next(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::ProductsNext,
        view.pick("Moduł Produkty jest skonfigurowany", "The module Produkty is configured"),
        Form::pick([view.pick("Dalej", "Next (Dalej)"), view.pick("Wróć do początku kroku", "Back to the beginning of the step")], Some(0)),
        view.pick(
            "Policzone tymi samymi regułami, których używa łączenie; niczego nie zapisano. Niejednoznaczne produkty nie są łączone: trafiają na listę do rozstrzygnięcia.",
            "Computed by the very rules of linking; nothing was saved. Ambiguous products are not linked: they are listed for a person.",
        ),
    );
    let Some(products) = view.facts.products() else {
        return screen.above(view.pick(
            "Porównanie z BaseLinker jest teraz niemożliwe.",
            "Comparing with BaseLinker is not possible now.",
        ));
    };
    let checked = Precheck::of(view.facts);
    let rows = [
        (view.pick("po SKU", "by SKU"), checked.by_sku),
        (view.pick("po nazwie", "by name"), checked.by_name),
        (view.pick("już połączone", "linked already"), checked.linked),
        (view.pick("bez odpowiednika", "no match"), checked.none),
        (view.pick("niejednoznaczne", "ambiguous"), checked.ambiguous),
    ];
    let rows = rows
        .into_iter()
        .map(|(what, n)| vec![what.to_owned(), n.to_string()])
        .collect();
    let (n, cards) = (products.products.len(), checked.cards);
    let some = if products.all {
        ""
    } else {
        view.pick("pierwsze ", "the first ")
    };
    screen
        .above(view.pick(
            format!("Porównanie: {some}{n} produktów BaseLinker z {cards} kartotekami Firmino"),
            format!("Comparison: {some}{n} products of BaseLinker with {cards} cards of Firmino"),
        ))
        .above(lines(rows))
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::Source => {
            draft.source = SOURCES.get(picked(answer)).copied();
            if !draft.may_send_stock() {
                draft.send_stock = false;
            }
        }
        Question::UpdateNames => draft.update_names = flag(answer),
        Question::OverwriteImages => draft.overwrite_images = flag(answer),
        Question::PriceGroup => {
            let list = view
                .facts
                .price_groups()
                .map(Vec::as_slice)
                .unwrap_or_default();
            draft.price_group = picked(answer).checked_sub(1).and_then(|at| meant(list, at));
        }
        Question::CardsFile => draft.cards_file = line(view, answer)?,
        _ => {}
    }
    Ok(())
}
