//! Before step 1: what the wizard is, the token, the catalogue.

use crate::profile::NameOrId;
use crate::report::visible;
use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::{Places, View, index_of, shown};

/// The first lines: title, what this is and is not, how to move about.
pub(super) fn welcome(view: &View<'_>, places: &Places) -> Vec<String> {
    let profile = visible(&places.profile);
    vec![
        view.pick("Pełna integracja", "Full integration (Pełna integracja)").to_owned(),
        view.pick(
            "Łączy konto BaseLinker z danymi Streamsoft Firmino na tym komputerze: pobiera zamówienia, wystawia na ich podstawie dokumenty sprzedaży, prowadzi kartoteki i stany.",
            "Links a BaseLinker account with the data of Streamsoft Firmino on this computer: takes orders, makes sale documents of them, keeps cards and stock.",
        )
        .to_owned(),
        view.pick(
            "Czym nie jest: nie wysyła niczego do KSeF i nie drukuje paragonów fiskalnych. Integracji uproszczonej tu nie ma, jest tylko pełna.",
            "What it is not: it sends nothing to KSeF and prints no fiscal receipts. There is no simplified integration here, only the full one.",
        )
        .to_owned(),
        view.pick(
            format!("Profil: {profile}. Do ostatniego pytania nic nie jest zapisywane, ani tu, ani w BaseLinker."),
            format!("Profile: {profile}. Until the last question nothing is saved, neither here nor in BaseLinker."),
        ),
        view.pick(
            "Enter przyjmuje wartość w nawiasie · w wierszu < i Enter wraca, ? i Enter objaśnia · na liście Esc wraca, ostatnia pozycja objaśnia · Ctrl-C kończy bez zapisu",
            "Enter takes the value in brackets · in a line < and Enter goes back, ? and Enter explains · in a list Esc goes back, the last item explains · Ctrl-C leaves without saving",
        )
        .to_owned(),
    ]
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Rerun => Screen::new(
            question,
            view.pick("Profil już jest. Co zrobić?", "There is a profile already. What is to be done?"),
            Form::pick(
                [
                    view.pick("Przejść wszystkie pytania (obecne wartości są domyślne)", "Go through all questions (present values are the defaults)"),
                    view.pick("Zmienić jeden krok", "Change one step"),
                    view.pick("Wyjść, nic nie zmieniać", "Leave, change nothing"),
                ],
                Some(0),
            ),
            view.pick(
                "Zapis następuje dopiero po podsumowaniu, w którym zmienione wartości stoją jako „było → jest”. Komentarze w pliku profilu zostają.",
                "Nothing is saved before the summary, which shows changed values as \"was → is\". Comments in the profile's file stay.",
            ),
        ),
        Question::Token => token(view),
        _ => inventory(view),
    }
}

fn token(view: &View<'_>) -> Screen {
    let known = view.was.is_some();
    let screen = Screen::new(
        Question::Token,
        "Token API BaseLinker",
        Form::Secret { known },
        view.pick(
            "Token to hasło programu do konta BaseLinker. W panelu: Konto i inne → Moje konto → API → Dodaj token. Jest zapisywany w osobnym pliku z prawami 0600, nigdy w profilu, i nie jest nigdzie pokazywany. Ten sam token w kilku programach dzieli limit 100 wywołań na minutę: lepiej mieć osobny.",
            "The token is a program's password to the BaseLinker account. In the panel: Account & other → My account → API → Add token. It is kept in its own file of mode 0600, never in the profile, and shown nowhere. Several programs that use one token share 100 calls a minute: better have one of its own.",
        ),
    );
    let where_ = view.pick(
        "Token: panel BaseLinker → Konto i inne → Moje konto → API. Wklejony tekst nie jest pokazywany.",
        "The token: BaseLinker's panel → Account & other → My account → API. What you paste is not shown.",
    );
    let screen = screen.above(where_);
    if known {
        screen.above(view.pick(
            "Enter bez wpisywania zostawia obecny token.",
            "Enter alone keeps the present token.",
        ))
    } else {
        screen
    }
}

fn inventory(view: &View<'_>) -> Screen {
    let list = view.facts.catalogues();
    let present = match &view.draft.inventory {
        Some(meant) => index_of(list, meant),
        None if view.was.is_some() => None,
        None => Some(0),
    };
    let screen = Screen::new(
        Question::Inventory,
        view.pick("Katalog produktów w BaseLinker", "Catalogue of products in BaseLinker"),
        Form::pick(list.iter().map(|one| visible(&one.name).into_owned()), present),
        view.pick(
            "Konto ma kilka katalogów, a jeden profil łączy jeden z nich. Dla drugiego katalogu zrób drugi profil (--profile).",
            "The account has several catalogues, and a profile links one of them. For a second one make a second profile (--profile).",
        ),
    );
    match &view.draft.inventory {
        Some(meant) if present.is_none() => screen.above(view.pick(
            format!(
                "! Katalogu „{}” z profilu nie ma w BaseLinker.",
                shown(meant)
            ),
            format!(
                "! The profile's catalogue \"{}\" is not in BaseLinker.",
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
    if let (Question::Inventory, Answer::Pick(at)) = (question, answer) {
        // By id, as in the sample profile: catalogues are renamed, and the name is in nobody's way there.
        let id = view
            .facts
            .catalogues()
            .get(*at)
            .map(|one| NameOrId::Id(one.id));
        draft.inventory = id;
    }
    Ok(())
}
