//! Step 2: from when, which document, the four options, the series of BaseLinker, and `Dalej`.

use super::{filled, flag, issuing, picked};
use crate::domain::kind::DefaultDocument;
use crate::domain::numbering::Format;
use crate::domain::warsaw;
use crate::profile::{self, NameOrId};
use crate::report::visible;
use crate::wizard::draft::{Draft, WhoIssues};
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::{View, index_of, meant, shown};

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    let draft = view.draft;
    let option =
        |present: bool, pl: &'static str, en: &'static str, help: (&'static str, &'static str)| {
            Screen::new(
                question,
                view.pick(pl, en),
                Form::YesNo { present },
                view.pick(help.0, help.1),
            )
        };
    match question {
        Question::From => from(view),
        Question::DefaultDocument => Screen::new(
            question,
            view.pick("Rodzaj domyślnego dokumentu sprzedaży", "Default sale document"),
            Form::pick(
                [view.pick("Paragon", "Paragon (receipt, not fiscal)"), view.pick("Faktura", "Faktura (invoice)")],
                Some(match draft.default_document {
                    DefaultDocument::Receipt => 0,
                    DefaultDocument::Invoice => 1,
                }),
            ),
            view.pick(
                "Dostają go zamówienia, przy których nic nie przemawia za innym dokumentem. Paragon stąd nie jest fiskalny: drukarka fiskalna zostaje tam, gdzie jest.",
                "Orders get it where nothing speaks for another document. A receipt made here is not fiscal: the fiscal printer stays where it is.",
            ),
        ),
        Question::AutoType => option(
            draft.auto_document_type,
            "Automatycznego dobierania typu dokumentu",
            "Choose the type of document automatically",
            (
                "Rodzaj wynika z kraju dostawy, numeru VAT nabywcy i pola „chce fakturę”: Faktura dla NIP, WDT, eksport, OSS. Powód jest zapisany na dokumencie. Wyłączone: zawsze dokument domyślny.",
                "The kind follows from the country of delivery, the buyer's VAT number and the field that asks for an invoice. The reason is kept on the document. Off: always the default document.",
            ),
        )
        .above(view.pick("Opcje dodatkowe:", "Options:")),
        Question::SendInvoices => option(
            draft.send_invoices,
            "Wysyłania faktur z Streamsoft Firmino do BaseLinker",
            "Send invoices to BaseLinker",
            (
                "Wydruk wystawionego dokumentu trafia do zamówienia w BaseLinker. Potrzebna jest osobna seria faktur w BaseLinker. Paragonów się nie wysyła.",
                "The printout of an issued document is stored at the order in BaseLinker. It needs a series of invoices of its own there. Receipts are not sent.",
            ),
        ),
        Question::LinkProducts => option(
            draft.link_products,
            "Łączenia produktów z zamówienia z produktami w Streamsoft Firmino",
            "Link products of orders with cards",
            (
                "Pozycje łączą się z kartotekami po SKU, potem po nazwie; brakująca kartoteka powstaje raz. Bez tego zamówienia nie zmniejszają stanów.",
                "Lines are linked to cards by SKU, then by name; a missing card is made once. Without it orders lower no stock.",
            ),
        ),
        Question::LinkContractors => option(
            draft.link_contractors,
            "Łączenie kontrahentów z zamówienia z kontrahentami w Streamsoft Firmino",
            "Link buyers with contractors",
            (
                "Nabywcy łączą się z kontrahentami po NIP, potem po nazwie i adresie; brakujący powstaje. Kartoteki nigdy nie są nadpisywane.",
                "Buyers are linked with contractors by NIP, then by name and address; a missing one is made. Cards are never overwritten.",
            ),
        ),
        Question::Series => series(view),
        _ => Screen::new(
            question,
            view.pick("Moduł Zamówienia jest skonfigurowany", "The module Zamówienia is configured"),
            Form::pick([view.pick("Dalej", "Next (Dalej)"), view.pick("Wróć do początku kroku", "Back to the beginning of the step")], Some(0)),
            view.pick("Nic jeszcze nie zostało zapisane ani wysłane.", "Nothing has been saved or sent yet."),
        ),
    }
}

fn from(view: &View<'_>) -> Screen {
    Screen::new(
        Question::From,
        view.pick("Data, od kiedy pobierać zamówienia (RRRR-MM-DD)", "Take orders from this day on (YYYY-MM-DD)"),
        Form::text(&view.draft.from.to_string()),
        view.pick(
            "Liczy się chwila potwierdzenia zamówienia, od północy czasu warszawskiego tego dnia włącznie. Można też pisać DD.MM.RRRR. Wcześniejszy dzień: sprawdź, czy te zamówienia nie mają już dokumentów.",
            "What counts is when an order was confirmed, from midnight in Warsaw of that day, itself included. DD.MM.YYYY will do, too. For an earlier day make sure that those orders have no documents yet.",
        ),
    )
}

/// What another day brings in, for a profile that was there.
pub(super) fn swept_by_day(view: &View<'_>, was: &Draft) -> String {
    let (old, new) = (
        warsaw::start_of(was.from),
        warsaw::start_of(view.draft.from),
    );
    let seen = view.facts.orders();
    let between = |low: i64, high: i64| {
        let all = seen
            .iter()
            .flat_map(|seen| seen.confirmed.values().flatten());
        all.filter(|second| (low..high).contains(*second)).count()
    };
    let (from, day) = (was.from, view.draft.from);
    if new < old {
        let n = between(new, old);
        view.pick(
            format!("! Wcześniejsza data ({from} → {day}) obejmie też starsze zamówienia: z ostatnich 30 dni: {n}. Mogą już mieć dokumenty; hamulec old_orders zatrzyma je przed wystawieniem."),
            format!("! The earlier day ({from} → {day}) takes in older orders, too: {n} in the last 30 days. They may have documents; the brake old_orders stops them before anything is issued."),
        )
    } else {
        let n = between(old, new);
        view.pick(
            format!("! Późniejsza data ({from} → {day}) pominie zamówienia sprzed niej, których jeszcze nie pobrano: z ostatnich 30 dni: {n}."),
            format!("! The later day ({from} → {day}) leaves out earlier orders that were not taken yet: {n} were confirmed in the last 30 days."),
        )
    }
}

fn series(view: &View<'_>) -> Screen {
    let all = view.facts.series().map(Vec::as_slice).unwrap_or_default();
    let named: Vec<_> = all.iter().filter(|series| series.invoices).collect();
    let list: Vec<_> = named.iter().map(|series| series.named.clone()).collect();
    let present = view
        .draft
        .invoice_series
        .as_ref()
        .and_then(|meant| index_of(&list, meant));
    let items = named.iter().map(|series| {
        let used = if series.used {
            view.pick(" – już używana", " – in use already")
        } else {
            ""
        };
        format!("{}{used}", visible(&series.named.name))
    });
    let mut items: Vec<String> = items.collect();
    items.push(
        view.pick(
            "Nie mam takiej serii – wyłącz wysyłanie",
            "I have no such series – switch sending off",
        )
        .to_owned(),
    );
    let first_unused = named.iter().position(|series| !series.used);
    let fresh = view.draft.invoice_series.is_none();
    let present = present.or_else(|| {
        if fresh {
            first_unused.or(Some(named.len()))
        } else {
            None
        }
    });
    let screen = Screen::new(
        Question::Series,
        view.pick("Seria faktur w BaseLinker tylko dla tego narzędzia", "Series of invoices in BaseLinker for this tool alone"),
        Form::pick(items, present),
        view.pick(
            "Aby dołączyć wydruk, w BaseLinker musi powstać faktura. Gdyby stała w zwykłej serii, automaty BaseLinker (KSeF, eksport, e-maile) potraktowałyby ją jak drugą fakturę tej samej sprzedaży. Załóż w panelu serię typu faktura, np. „Faktury BL”, i nie używaj jej do niczego innego.",
            "To attach a printout an invoice has to stand in BaseLinker. In an ordinary series BaseLinker's automation (KSeF, export, mails) would take it for a second invoice of the sale. Make a series of the type invoice in the panel, such as \"Faktury BL\", and use it for nothing else.",
        ),
    )
    .above(view.pick(
        "Wybierz serię, której nic innego nie używa i której nie wysyła KSeF, eksport ani poczta: inaczej z jednej sprzedaży zrobią się dwie faktury.",
        "Choose a series that nothing else uses and that neither KSeF nor export nor mail sends on: else one sale becomes two invoices.",
    ));
    match &view.draft.invoice_series {
        Some(meant) if present.is_none() => screen.above(view.pick(
            format!(
                "! Serii „{}” typu faktura nie ma w BaseLinker.",
                shown(meant)
            ),
            format!(
                "! BaseLinker has no series \"{}\" of the type invoice.",
                shown(meant)
            ),
        )),
        _ => screen,
    }
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::From => {
            let text = filled(view, answer)?;
            let day = profile::day(&text).ok_or_else(|| {
                view.pick(
                    "to nie jest dzień: RRRR-MM-DD albo DD.MM.RRRR",
                    "this is no day: YYYY-MM-DD or DD.MM.YYYY",
                )
                .to_owned()
            })?;
            if day > view.today {
                let today = view.today;
                return Err(view.pick(
                    format!("{day} dopiero będzie; dziś jest {today}"),
                    format!("{day} lies ahead; today is {today}"),
                ));
            }
            draft.from = day;
        }
        Question::DefaultDocument => {
            draft.default_document = match picked(answer) {
                0 => DefaultDocument::Receipt,
                _ => DefaultDocument::Invoice,
            };
        }
        Question::AutoType => draft.auto_document_type = flag(answer),
        Question::SendInvoices => {
            draft.send_invoices = flag(answer);
            if draft.send_invoices && draft.who != WhoIssues::Elsewhere {
                fits(view, &draft.invoices.format)?;
                fits(view, &draft.receipts.format)?;
            }
        }
        Question::LinkProducts => draft.link_products = flag(answer),
        Question::LinkContractors => draft.link_contractors = flag(answer),
        Question::Series => {
            let all = view.facts.series().map(Vec::as_slice).unwrap_or_default();
            let list: Vec<_> = all
                .iter()
                .filter(|series| series.invoices)
                .map(|series| series.named.clone())
                .collect();
            let chosen: Option<NameOrId> = meant(&list, picked(answer));
            draft.send_invoices = chosen.is_some();
            if chosen.is_some() {
                draft.invoice_series = chosen;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A format that was written by hand may be longer than what is sent may be.
fn fits(view: &View<'_>, format: &str) -> Result<(), String> {
    let longest = Format::parse(format)
        .map(|format| format.longest())
        .unwrap_or_default();
    if longest <= issuing::LONGEST {
        return Ok(());
    }
    Err(view.pick(
        format!("numery wzoru {format} mogą mieć {longest} znaków, a BaseLinker przyjmuje {}: wróć i skróć wzór", issuing::LONGEST),
        format!("numbers of the format {format} may have {longest} characters, and BaseLinker takes {}: go back and shorten it", issuing::LONGEST),
    ))
}
