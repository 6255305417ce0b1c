//! KSeF, who issues, and the series of numbers.

use jiff::civil::Date;

use super::{filled, picked};
use crate::domain::numbering::{Format, can_collide};
use crate::domain::rules::{BusinessInvoices, VatPayer};
use crate::profile;
use crate::texts::numbering::wrong_format;
use crate::wizard::draft::{Consent, Draft, KSEF, WhoIssues};
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// First days of KSeF that a company may have: large sellers, all others, those below 10,000 PLN a month (legal.md 4).
const DAYS: [Date; 3] = [KSEF, Date::constant(2026, 2, 1), Date::constant(2027, 1, 1)];

/// The longest number of an invoice in BaseLinker.
pub(super) const LONGEST: usize = 30;

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Ksef => ksef(view),
        Question::KsefDay => Screen::new(
            question,
            view.pick(
                "Od którego dnia (RRRR-MM-DD)",
                "From which day (YYYY-MM-DD)",
            ),
            Form::text(&view.draft.ksef_from.to_string()),
            view.pick(
                "Pierwszy dzień, od którego firma musi wystawiać faktury w KSeF.",
                "The first day on which the company has to issue invoices in KSeF.",
            ),
        ),
        Question::BusinessInvoices => business(view),
        Question::Consent => consent(view),
        Question::Who => who(view),
        _ => number(view, question),
    }
}

fn ksef(view: &View<'_>) -> Screen {
    let present = DAYS
        .iter()
        .position(|day| *day == view.draft.ksef_from)
        .unwrap_or(DAYS.len());
    Screen::new(
        Question::Ksef,
        view.pick("Od kiedy firma wystawia faktury w KSeF?", "Since when does the company issue invoices in KSeF?"),
        Form::pick(
            [
                view.pick("Od 1 kwietnia 2026 (większość firm)", "Since 1 April 2026 (most companies)"),
                view.pick("Od 1 lutego 2026 (sprzedaż ponad 200 mln zł)", "Since 1 February 2026 (sales above 200 million PLN)"),
                view.pick("Od 1 stycznia 2027 (dziś do 10 000 zł miesięcznie na fakturach)", "From 1 January 2027 (today up to 10,000 PLN a month on invoices)"),
                view.pick("Inny dzień – wpiszę", "Another day – I'll type it"),
                view.dont_know(),
            ],
            Some(present),
        ),
        view.pick(
            "Od tego dnia faktury dla firm (NIP), WDT i eksportowe muszą iść przez KSeF. To narzędzie niczego tam nie wysyła, więc nie nadaje im numeru: czekają jako „do wystawienia” w Firmino. Nie wiem: tak, jakby KSeF już obowiązywał.",
            "From that day invoices for businesses (NIP), WDT and export have to go through KSeF. This tool sends nothing there, so it gives them no number: they wait as \"ready\", to be issued in Firmino. I don't know: as if KSeF were in force already.",
        ),
    )
}

fn business(view: &View<'_>) -> Screen {
    Screen::new(
        Question::BusinessInvoices,
        view.pick("Faktury, które musi przyjąć KSeF", "Invoices that KSeF must carry"),
        Form::pick(
            [
                view.pick("Wstrzymuj – wystawię je w Firmino (zalecane)", "Hold them – I'll issue them in Firmino (recommended)"),
                view.pick("Wystawiaj tutaj, poza KSeF (wymaga zgody na piśmie)", "Issue them here, outside KSeF (needs a typed consent)"),
            ],
            Some(match view.draft.business_invoices {
                BusinessInvoices::Hold => 0,
                BusinessInvoices::IssueHere => 1,
            }),
        ),
        view.pick(
            "Faktury wydanej firmie poza KSeF nie da się anulować, skorygować do zera ani dosłać; wystawiona drugi raz w Firmino to dwie faktury na jedną sprzedaż (art. 108). Od 2027-01-01 grożą kary do 100 % VAT.",
            "An invoice handed to a business outside KSeF can neither be annulled nor corrected to zero nor sent later; issued again in Firmino it makes two invoices of one sale (art. 108). From 2027-01-01 fines reach 100 % of the VAT.",
        ),
    )
}

/// What has to be typed.
fn words(view: &View<'_>) -> &'static str {
    view.pick("POZA KSEF", "OUTSIDE KSEF")
}

fn consent(view: &View<'_>) -> Screen {
    let words = words(view);
    Screen::new(
        Question::Consent,
        view.pick(format!("Wpisz {words}, jeśli się zgadzasz"), format!("Type {words} if you agree")),
        Form::text(""),
        view.pick(
            "To zgoda na wystawianie tutaj faktur, które prawo kieruje do KSeF. < wraca do poprzedniego pytania.",
            "This is your consent to issue here what the law sends to KSeF. < goes back to the question before.",
        ),
    )
    .above(view.pick(
        "! Faktury dla firm będą dostawać numer tutaj i nie trafią do KSeF. Odpowiada za to podatnik.",
        "! Invoices for businesses will get their numbers here and will not reach KSeF. The taxpayer answers for that.",
    ))
}

fn who(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::Who,
        view.pick("Kto wystawia dokumenty?", "Who issues the documents?"),
        Form::pick(
            [
                view.pick("Firmino albo księgowa – tu powstają propozycje bez numeru", "Firmino or the accountant – proposals without a number are made here"),
                view.pick("To narzędzie, na polecenie (orders issue)", "This tool, on command (orders issue)"),
                view.pick("To narzędzie, od razu przy pobraniu", "This tool, at once when an order is taken"),
            ],
            Some(match view.draft.who {
                WhoIssues::Elsewhere => 0,
                WhoIssues::OnCommand => 1,
                WhoIssues::AtOnce => 2,
            }),
        ),
        view.pick(
            "Na początek najlepiej na polecenie: zamówienia kończą jako „do wystawienia”, a numer dostają, gdy to powiesz. Paragony stąd nie są fiskalne.",
            "On command is best to begin with: orders end as \"ready\" and get their numbers when you say so. Receipts made here are not fiscal.",
        ),
    );
    if view.draft.vat_payer == VatPayer::Unknown {
        screen.above(view.pick(
            "Dopóki nie wiadomo, czy firma płaci VAT, żaden dokument nie dostanie numeru, cokolwiek wybierzesz.",
            "Until it is known whether the company pays VAT no document gets a number, whatever you choose.",
        ))
    } else {
        screen
    }
}

fn number(view: &View<'_>, question: Question) -> Screen {
    let draft = view.draft;
    let own = view.pick(
        "! Seria należy tylko do tego narzędzia: gdyby numerował w niej też Firmino, BaseLinker albo człowiek, powstałyby dwa dokumenty o jednym numerze.",
        "! The series belongs to this tool alone: if Firmino, BaseLinker or a person numbered in it too, two documents would get one number.",
    );
    let pieces = view.pick(
        "{n} numer kolejny, {dd} dzień, {mm} miesiąc, {yyyy} rok. Licznik zaczyna od nowa, gdy zmienia się miesiąc lub rok w numerze. BaseLinker przyjmuje najwyżej 30 znaków.",
        "{n} running number, {dd} day, {mm} month, {yyyy} year. The counter restarts when the month or year in the number changes. BaseLinker takes 30 characters at most.",
    );
    let first = view.pick(
        "1 dla nowej serii. Jeśli ta seria była już używana: pierwszy numer, którego jeszcze nie było.",
        "1 for a new series. If the series was used before: the first number that was not given yet.",
    );
    let (prompt, present, help) = match question {
        Question::InvoiceFormat => (
            view.pick("Numer faktury – wzór", "Number of an invoice – format"),
            draft.invoices.format.clone(),
            pieces,
        ),
        Question::InvoiceStart => (
            view.pick("Pierwszy numer faktury", "First number of an invoice"),
            draft.invoices.start.to_string(),
            first,
        ),
        Question::ReceiptFormat => (
            view.pick("Numer paragonu – wzór", "Number of a receipt – format"),
            draft.receipts.format.clone(),
            pieces,
        ),
        _ => (
            view.pick("Pierwszy numer paragonu", "First number of a receipt"),
            draft.receipts.start.to_string(),
            first,
        ),
    };
    let screen = Screen::new(question, prompt, Form::text(&present), help);
    if question == Question::InvoiceFormat {
        screen.above(own)
    } else {
        screen
    }
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::Ksef => {
            let at = picked(answer);
            match DAYS.get(at) {
                Some(day) => draft.ksef_from = *day,
                // Another day: a fresh one, so that the next question is asked.
                None if at == DAYS.len() && DAYS.contains(&draft.ksef_from) => {
                    draft.ksef_from = view.today
                }
                None if at == DAYS.len() => {}
                None => draft.ksef_from = KSEF,
            }
        }
        Question::KsefDay => {
            draft.ksef_from = profile::day(&filled(view, answer)?).ok_or_else(|| {
                view.pick(
                    "to nie jest dzień: 2026-04-01 albo 1.04.2026",
                    "this is no day: 2026-04-01 or 1.04.2026",
                )
                .to_owned()
            })?;
        }
        Question::BusinessInvoices => {
            draft.business_invoices = match picked(answer) {
                0 => BusinessInvoices::Hold,
                _ => BusinessInvoices::IssueHere,
            };
        }
        Question::Consent => {
            let typed = filled(view, answer)?;
            if typed.to_uppercase() != words(view) {
                return Err(view.pick(
                    format!("zgoda to słowa „{}”; < wraca", words(view)),
                    format!("the consent is \"{}\"; < goes back", words(view)),
                ));
            }
            draft.consent = Consent::Given;
        }
        Question::Who => {
            draft.who = match picked(answer) {
                0 => WhoIssues::Elsewhere,
                1 => WhoIssues::OnCommand,
                _ => WhoIssues::AtOnce,
            };
        }
        Question::InvoiceFormat => {
            draft.invoices.format = format(view, answer, &draft.receipts.format, Other::AskedLater)?
        }
        Question::ReceiptFormat => {
            draft.receipts.format = format(view, answer, &draft.invoices.format, Other::Answered)?
        }
        Question::InvoiceStart => draft.invoices.start = start(view, answer)?,
        _ => draft.receipts.start = start(view, answer)?,
    }
    Ok(())
}

/// When the other format is answered: a clash is told at the second one, so that both can be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    Answered,
    AskedLater,
}

fn format(view: &View<'_>, answer: &Answer, other: &str, when: Other) -> Result<String, String> {
    let text = filled(view, answer)?;
    let format = Format::parse(&text).map_err(|error| {
        let error = wrong_format(view.lang, &error);
        view.pick(
            format!("zły wzór: {error}; na przykład BL/{{n}}/{{mm}}/{{yyyy}}"),
            format!("a wrong format: {error}; for example BL/{{n}}/{{mm}}/{{yyyy}}"),
        )
    })?;
    let longest = format.longest();
    if longest > LONGEST {
        return Err(too_long(view, longest));
    }
    if when == Other::Answered
        && Format::parse(other).is_ok_and(|other| can_collide(&format, &other))
    {
        return Err(view.pick(
            format!("faktura ({other}) i paragon mogłyby dostać ten sam numer: zacznij innymi literami, jak BL/… i PA-BL/…"),
            format!("an invoice ({other}) and a receipt could get one number: begin with other letters, such as BL/… and PA-BL/…"),
        ));
    }
    Ok(text)
}

fn too_long(view: &View<'_>, longest: usize) -> String {
    view.pick(
        format!("najdłuższy numer miałby {longest} znaków, a BaseLinker przyjmuje {LONGEST}: skróć wzór"),
        format!("the longest number would have {longest} characters, and BaseLinker takes {LONGEST}: shorten the format"),
    )
}

fn start(view: &View<'_>, answer: &Answer) -> Result<u32, String> {
    let text = filled(view, answer)?;
    text.parse()
        .ok()
        .filter(|first| (1..=Format::LARGEST).contains(first))
        .ok_or_else(|| {
            view.pick(
                format!("liczba całkowita od 1 do {}", Format::LARGEST),
                format!("a whole number from 1 to {}", Format::LARGEST),
            )
        })
}

/// Whether the day of KSeF is to be typed.
pub fn needs_day(draft: &Draft) -> bool {
    !DAYS.contains(&draft.ksef_from)
}
