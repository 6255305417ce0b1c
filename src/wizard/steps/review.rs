//! The summary before anything is saved, and step 5 after it.

use super::products;
use super::statuses::names;
use crate::domain::kind::{DefaultDocument, Oss};
use crate::domain::rules::{BusinessInvoices, VatPayer};
use crate::profile::{Lowers, Module};
use crate::report::visible;
use crate::wizard::draft::{Draft, Payments, SellerKnown, WhoIssues};
use crate::wizard::question::{Question, Step};
use crate::wizard::screen::{Form, Screen, heading};
use crate::wizard::view::{View, shown};

/// A row of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The question whose answer it shows.
    pub question: Question,
    /// What it is.
    pub label: &'static str,
    /// The value in words.
    pub value: String,
}

/// Every answer that counts, in words.
pub fn rows(view: &View<'_>) -> Vec<Row> {
    let draft = view.draft;
    let mut rows = Vec::new();
    let mut row = |question, label, value: String| {
        rows.push(Row {
            question,
            label,
            value,
        })
    };
    let yes_no = |flag: bool| {
        if flag {
            view.pick("tak", "yes")
        } else {
            view.pick("nie", "no")
        }
        .to_owned()
    };
    let or_dash = |text: &str| {
        if text.is_empty() {
            "–".to_owned()
        } else {
            visible(text).into_owned()
        }
    };
    if let Some(inventory) = &draft.inventory {
        let name = crate::wizard::view::index_of(view.facts.catalogues(), inventory);
        let name = name
            .and_then(|at| view.facts.catalogues().get(at))
            .map(|one| visible(&one.name).into_owned());
        row(
            Question::Inventory,
            view.pick("katalog", "catalogue"),
            name.unwrap_or_else(|| shown(inventory)),
        );
    }
    if draft.seller_known == SellerKnown::Given {
        let seller = &draft.seller;
        row(
            Question::SellerName,
            view.pick("sprzedawca", "seller"),
            visible(&seller.name).into_owned(),
        );
        row(Question::SellerNip, "NIP", seller.nip.clone());
        let address = format!("{}, {} {}", seller.street, seller.postcode, seller.city);
        row(
            Question::SellerStreet,
            view.pick("adres", "address"),
            visible(&address).into_owned(),
        );
        row(
            Question::SellerBank,
            view.pick("rachunek", "bank account"),
            or_dash(&seller.bank_account),
        );
        let vat = match draft.vat_payer {
            VatPayer::Yes => view.pick("tak", "yes").to_owned(),
            VatPayer::Exempt => format!(
                "{} ({})",
                view.pick("zwolniony", "exempt"),
                visible(&draft.exempt_basis)
            ),
            VatPayer::Unknown => view
                .pick("nie wiadomo – bez numerów", "not known – no numbers")
                .to_owned(),
        };
        row(
            Question::VatPayer,
            view.pick("podatnik VAT", "pays VAT"),
            vat,
        );
        row(Question::VatEu, "VAT-UE", yes_no(draft.vat_eu));
        let oss = match draft.oss {
            Some(Oss::Registered) => view.pick("w procedurze", "registered"),
            Some(Oss::BelowThreshold) => view.pick("poniżej limitu", "below the threshold"),
            None => view.pick("nie wiadomo – Wymaga edycji", "not known – needs editing"),
        };
        row(Question::Oss, "OSS", oss.to_owned());
        row(
            Question::Ksef,
            view.pick("KSeF od", "KSeF from"),
            draft.ksef_from.to_string(),
        );
        let business = match draft.business_invoices {
            BusinessInvoices::Hold => {
                view.pick("wstrzymaj, wystawi Firmino", "hold, Firmino issues them")
            }
            BusinessInvoices::IssueHere => {
                view.pick("tutaj, poza KSeF (zgoda)", "here, outside KSeF (consent)")
            }
        };
        row(
            Question::BusinessInvoices,
            view.pick("faktury dla KSeF", "invoices for KSeF"),
            business.to_owned(),
        );
        let who = match draft.who {
            WhoIssues::Elsewhere => view.pick("Firmino lub księgowa", "Firmino or the accountant"),
            WhoIssues::OnCommand => {
                view.pick("to narzędzie, na polecenie", "this tool, on command")
            }
            WhoIssues::AtOnce => view.pick("to narzędzie, od razu", "this tool, at once"),
        };
        row(
            Question::Who,
            view.pick("kto wystawia", "who issues"),
            who.to_owned(),
        );
        if draft.who != WhoIssues::Elsewhere {
            let series = |series: &crate::wizard::draft::Series| {
                let from = view.pick("od", "from");
                format!("{} ({from} {})", visible(&series.format), series.start)
            };
            row(
                Question::InvoiceFormat,
                view.pick("numery faktur", "invoice numbers"),
                series(&draft.invoices),
            );
            row(
                Question::ReceiptFormat,
                view.pick("numery paragonów", "receipt numbers"),
                series(&draft.receipts),
            );
        }
    }
    let firmino = &draft.firmino;
    row(
        Question::Firmino,
        view.pick("konto Firmino", "Firmino's account"),
        match firmino.joined {
            true => format!("{}, {}", yes_no(true), super::firmino::source(view)),
            false => yes_no(false),
        },
    );
    if firmino.joined {
        row(
            Question::FirminoCompany,
            view.pick("firma w Firmino", "company in Firmino"),
            or_dash(&firmino.company),
        );
        row(
            Question::FirminoIssue,
            view.pick("dokumenty wystawia Firmino", "Firmino issues documents"),
            yes_no(firmino.issue),
        );
    }
    let modules = [
        (Module::Orders, "Zamówienia"),
        (Module::Products, "Produkty"),
        (Module::Warehouses, "Magazyny"),
    ];
    let chosen: Vec<&str> = modules
        .into_iter()
        .filter(|(module, _)| draft.has(*module))
        .map(|(_, name)| name)
        .collect();
    row(
        Question::Modules,
        view.pick("moduły", "modules"),
        chosen.join(", "),
    );
    if draft.has(Module::Orders) {
        row(
            Question::From,
            view.pick("zamówienia od", "orders from"),
            draft.from.to_string(),
        );
        let default = match draft.default_document {
            DefaultDocument::Receipt => "Paragon",
            DefaultDocument::Invoice => "Faktura",
        };
        row(
            Question::DefaultDocument,
            view.pick("dokument domyślny", "default document"),
            default.to_owned(),
        );
        row(
            Question::AutoType,
            view.pick("dobór typu", "automatic type"),
            yes_no(draft.auto_document_type),
        );
        row(
            Question::LinkProducts,
            view.pick("łączenie produktów", "link products"),
            yes_no(draft.link_products),
        );
        row(
            Question::LinkContractors,
            view.pick("łączenie kontrahentów", "link contractors"),
            yes_no(draft.link_contractors),
        );
        row(
            Question::Statuses,
            view.pick("statusy", "statuses"),
            names(&draft.statuses),
        );
        row(
            Question::Cancelled,
            view.pick("anulowane", "cancelled"),
            or_dash(&names(&draft.cancelled)),
        );
        row(
            Question::Finished,
            view.pick("końcowe", "finished"),
            or_dash(&names(&draft.finished)),
        );
        let sending = match (draft.send_invoices, &draft.invoice_series) {
            (true, Some(series)) => format!("{} → {}", yes_no(true), shown(series)),
            _ => yes_no(false),
        };
        row(
            Question::SendInvoices,
            view.pick("wysyłanie faktur", "send invoices"),
            sending,
        );
        if draft.payments_how != Payments::LeftOut && !draft.payments.is_empty() {
            let methods: Vec<String> = draft
                .payments
                .keys()
                .map(|method| visible(method).into_owned())
                .collect();
            row(
                Question::Payments,
                view.pick("formy płatności", "payments"),
                methods.join(", "),
            );
        }
    }
    if draft.has(Module::Products) {
        let source = draft
            .source
            .map(|source| products::label(view, source))
            .unwrap_or("–");
        row(
            Question::Source,
            view.pick("produkty", "products"),
            source.to_owned(),
        );
        if draft.source == Some(crate::profile::ProductSource::Firmino) {
            row(
                Question::UpdateNames,
                view.pick("nazwy w BaseLinker", "names in BaseLinker"),
                yes_no(draft.update_names),
            );
            row(
                Question::OverwriteImages,
                view.pick("zdjęcia w BaseLinker", "pictures in BaseLinker"),
                yes_no(draft.overwrite_images),
            );
        }
        let group = draft.price_group.as_ref().map(shown);
        row(
            Question::PriceGroup,
            view.pick("grupa cenowa", "price group"),
            group.unwrap_or_else(|| view.pick("domyślna", "the default").to_owned()),
        );
        if !draft.cards_file.is_empty() {
            row(
                Question::CardsFile,
                view.pick("plik kartotek", "file of cards"),
                visible(&draft.cards_file).into_owned(),
            );
        }
    }
    if draft.has(Module::Warehouses) {
        let links = draft
            .links
            .iter()
            .filter_map(|(key, symbol)| Some(format!("{key} → {}", symbol.as_ref()?)));
        let links: Vec<String> = links.collect();
        row(
            Question::Link(0, crate::wizard::question::LinkPart::With),
            view.pick("magazyny", "warehouses"),
            or_dash(&links.join(", ")),
        );
        row(
            Question::ImportNew,
            view.pick("nowe magazyny", "new warehouses"),
            yes_no(draft.import_new),
        );
        if draft.firmino.joined {
            row(
                Question::FirminoWarehouse,
                view.pick("ilość z Firmino", "Firmino's quantity"),
                or_dash(draft.firmino.warehouse.as_deref().unwrap_or_default()),
            );
        }
        row(
            Question::SendStock,
            view.pick("wysyłanie stanów", "send stock levels"),
            yes_no(draft.send_stock),
        );
        if draft.send_stock {
            let lowers = match draft.lowers {
                Some(Lowers::Confirmed) => view.pick("przy potwierdzeniu", "when confirmed"),
                Some(Lowers::Shipped) => view.pick("przy wysyłce", "when shipped"),
                Some(Lowers::Reservation) => view.pick("rezerwacje", "reservations"),
                None => view.pick("nie wiadomo", "not known"),
            };
            row(
                Question::Lowers,
                view.pick("BaseLinker zmniejsza", "BaseLinker lowers"),
                lowers.to_owned(),
            );
        }
    }
    rows
}

/// Steps that a person can go back to.
pub(in crate::wizard) fn changeable(draft: &Draft) -> Vec<Step> {
    let mut steps = vec![Step::Start, Step::Firmino, Step::Modules];
    for (module, step) in [
        (Module::Orders, Step::Orders),
        (Module::Products, Step::Products),
        (Module::Warehouses, Step::Warehouses),
    ] {
        if draft.has(module) {
            steps.push(step);
        }
    }
    steps
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Summary => Screen::new(
            question,
            view.pick("Zapisać profil?", "Save the profile?"),
            Form::pick(
                [
                    view.pick("Zapisz", "Save"),
                    view.pick("Zmień krok", "Change a step"),
                    view.pick("Wyjdź bez zapisywania", "Leave without saving"),
                ],
                Some(0),
            ),
            view.pick(
                "Zapis dotyczy tylko plików na tym komputerze: profilu, tokenu i loginu Firmino. Do BaseLinker nic nie trafi; o integrację zapytam w kroku 5.",
                "Saving concerns files on this computer only: profile, token and Firmino's login. Nothing goes to BaseLinker; step 5 asks about integrating.",
            ),
        ),
        Question::ChangeStep => Screen::new(
            question,
            view.pick("Który krok zmienić?", "Which step is to be changed?"),
            Form::pick(changeable(view.draft).into_iter().map(|step| heading(view.lang, step)), Some(0)),
            view.pick("Pozostałe odpowiedzi zostają.", "The other answers stay."),
        ),
        Question::Integrate => Screen::new(
            question,
            view.pick("Zintegrować od razu wybrane moduły i przesłać dane?", "Integrate the chosen modules at once and transfer the data?"),
            Form::pick(
                [
                    view.pick("Najpierw próba – pokaż, co by się stało, niczego nie zmieniaj", "Try first – show what would happen, change nothing"),
                    view.pick("Zintegruj teraz", "Integrate now"),
                    view.pick("Tylko zapisz – uruchomię później", "Only save – I'll run it later"),
                ],
                Some(0),
            ),
            view.pick("Profil jest już zapisany.", "The profile is saved already."),
        ),
        _ => Screen::new(
            question,
            view.pick("Zintegrować teraz naprawdę?", "Integrate for real now?"),
            Form::YesNo { present: false },
            view.pick("Próba pokazała, co by się stało; nic nie zostało zmienione.", "The trial showed what would happen; nothing was changed."),
        ),
    }
}
