//! The questions that only some answers lead to, in both languages, each screen as it was agreed.

use firmino_link::sandbox::{FIRMINO_LOGIN, FIRMINO_PASSWORD, Inventory};

use super::screens::Screens;
use super::walk::{Kind, Open, Wizard};
use super::{demo, fresh, profile};
use crate::terminal::{DOWN, ENTER, UP};

/// Beginning of a prompt in both languages, keys that move the mark, and the line that is marked then.
const LISTS: [([&str; 2], &str, [&str; 2]); 9] = [
    (
        ["Katalog produktów", "Catalogue of"],
        DOWN,
        ["❯ Drugi", "❯ Drugi"],
    ),
    (
        ["Czy firma jest czynnym", "Does the company pay"],
        DOWN,
        ["❯ Nie", "❯ No"],
    ),
    (
        ["Podstawa prawna", "Legal ground"],
        "2",
        ["❯ Inna", "❯ Another one"],
    ),
    (
        ["Od kiedy firma", "Since when does"],
        "3",
        ["❯ Inny dzień", "❯ Another day"],
    ),
    (
        ["Faktury, które musi", "Invoices that KSeF"],
        DOWN,
        ["❯ Wystawiaj tutaj", "❯ Issue them here"],
    ),
    (
        ["Formy płatności", "Forms of payment"],
        DOWN,
        ["❯ Popraw", "❯ Mend"],
    ),
    (
        ["„PayU” – forma", "\"PayU\" – form"],
        "4",
        ["❯ Inaczej", "❯ Otherwise"],
    ),
    (
        ["Którego magazynu dotyczy", "Which warehouse does"],
        DOWN,
        ["❯ Magazyn MAG", "❯ Warehouse MAG"],
    ),
    (
        ["Kiedy BaseLinker sam", "When does BaseLinker"],
        "-2",
        ["❯ Przy wysyłce", "❯ When it is shipped"],
    ),
];

/// Beginning of a prompt in both languages, and what is typed.
const LINES: [([&str; 2], [&str; 2]); 14] = [
    (
        ["Token API", "Token API"],
        ["sandbox-token", "sandbox-token"],
    ),
    (
        ["Podstawa prawna", "Legal ground"],
        ["art. 82 ust. 3 ustawy o VAT", "art. 82 ust. 3 ustawy o VAT"],
    ),
    (
        ["Od którego dnia", "From which day"],
        ["1.03.2026", "2026-03-01"],
    ),
    (
        ["Wpisz POZA KSEF", "Type OUTSIDE KSEF"],
        ["poza ksef", "OUTSIDE KSEF"],
    ),
    (["Połączyć z kontem", "Join with an"], ["t", "y"]),
    (
        ["Login Firmino", "Firmino's login"],
        [FIRMINO_LOGIN, FIRMINO_LOGIN],
    ),
    (
        ["Hasło Firmino", "Firmino's password"],
        [FIRMINO_PASSWORD, FIRMINO_PASSWORD],
    ),
    (["Nazwa skrócona", "Short name"], ["SKLEP", "SKLEP"]),
    (["Czy dokumenty", "Does Firmino issue"], ["t", "y"]),
    (["Wysyłania faktur", "Send invoices"], ["t", "y"]),
    (["Łączenia produktów", "Link products"], ["nie", "n"]),
    (
        ["„PayU” – słowa", "\"PayU\" – words"],
        ["portfel", "portfel"],
    ),
    (["„PayU” – termin", "\"PayU\" – days"], ["7", "7"]),
    (
        ["Wysyłaj automatycznie stany", "Send stock levels"],
        ["tak", "yes"],
    ),
];

/// So many lines down, or up.
fn steps(n: isize) -> String {
    if n < 0 { UP } else { DOWN }.repeat(n.unsigned_abs())
}

/// The question itself: one that does not fit its line stands above.
fn prompt(open: &Open) -> String {
    if !["Odpowiedź", "Answer"].contains(&open.prompt.as_str()) {
        return open.prompt.clone();
    }
    let lines: Vec<&str> = open
        .screen
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    let above = lines
        .iter()
        .rev()
        .skip(1)
        .take_while(|line| !line.starts_with('✔'));
    let above: Vec<&str> = above.copied().collect();
    above.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// What is answered to this question, and whether another one follows on the screen.
fn answer(wizard: &mut Wizard, open: &Open, lang: usize) -> Open {
    let shown = prompt(open);
    let begins = |prompts: &[&str; 2]| shown.starts_with(prompts[lang]);
    if open.kind == Kind::List
        && let Some((_, keys, marked)) = LISTS.iter().find(|(prompts, ..)| begins(prompts))
    {
        let keys = keys.parse().map_or_else(|_| (*keys).to_owned(), steps);
        return wizard.answer_list(&keys, marked[lang]);
    }
    if open.kind == Kind::Line
        && let Some((_, typed)) = LINES.iter().find(|(prompts, _)| begins(prompts))
    {
        return wizard.answer(&format!("{}{ENTER}", typed[lang]));
    }
    wizard.answer(ENTER)
}

fn walk(lang: &str) {
    let at = usize::from(lang == "en");
    let mut world = demo();
    world.inventories.push(Inventory {
        inventory_id: 3102,
        name: "Drugi".to_owned(),
        is_default: false,
        ..Inventory::default()
    });
    let shop = fresh(world);
    let (url, firmino) = (shop.sandbox.url(), shop.sandbox.firmino_url());
    let setup = ["--lang", lang, "setup", "--api-url", &url, "--firmino-url"];
    let mut wizard = Wizard::of(&shop.desk, &[&setup[..], &[&firmino]].concat());
    let mut screens = Screens::of(&shop.desk);
    let mut open = wizard.at("Token API");
    let mut asked = Vec::new();
    let last = ["Zapisać profil", "Save the profile"];
    while !open.prompt.starts_with(last[at]) {
        if open.prompt == "Moduły" || open.prompt == "Modules" {
            super::questions::tick_all_modules(&mut wizard);
            open.screen = wizard.terminal.screen();
        }
        screens.add(&open.screen);
        asked.push(prompt(&open));
        assert!(asked.len() < 99, "{asked:?}");
        // An explanation is shown below, and the question once more.
        if ["Czy firma jest czynnym", "Does the company pay"]
            .iter()
            .any(|p| open.prompt.starts_with(p))
        {
            let marked = ["❯ ? Objaśnij", "❯ ? Explain"];
            let again = wizard.answer_list(UP, marked[at]);
            assert_eq!(again.prompt, open.prompt);
            screens.add(&again.screen);
            open = again;
        } else if open.prompt == "NIP" || open.prompt.starts_with("NIP (") {
            let again = wizard.answer(&format!("?{ENTER}"));
            assert_eq!(again.prompt, open.prompt);
            screens.add(&again.screen);
            open = again;
        }
        open = answer(&mut wizard, &open, at);
    }
    screens.add(&open.screen);
    for (prompts, ..) in LISTS {
        assert!(
            asked.iter().any(|prompt| prompt.starts_with(prompts[at])),
            "{prompts:?} was not asked: {asked:#?}"
        );
    }
    for (prompts, _) in LINES {
        assert!(
            asked.iter().any(|prompt| prompt.starts_with(prompts[at])),
            "{prompts:?} was not asked: {asked:#?}"
        );
    }
    let linking = [
        "Łączenie produktów z zamówienia jest wyłączone",
        "Linking of products is off",
    ];
    assert!(
        asked.iter().any(|prompt| prompt.starts_with(linking[at])),
        "{asked:#?}"
    );
    wizard.answer(ENTER);
    screens.compare(&format!("branches.{lang}"));
    let saved = profile(&shop);
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("saved");
    for kept in [
        "inventory = 3102",
        "vat_payer = false",
        "exempt_basis = \"art. 82 ust. 3 ustawy o VAT\"",
        "from = 2026-03-01",
        "business_invoices = \"issue-here\"",
        "send_invoices = true",
        "invoice_series = \"Faktury BL\"",
        "PayU = { form = \"portfel\", days = 7 }",
        "link_products = true",
        "send_stock = true",
        "baselinker_lowers = \"shipped\"",
        "company = \"SKLEP\"",
        "issue = true",
        "warehouse = \"MAG\"",
    ] {
        assert!(
            text.replace("\"PayU\"", "PayU").contains(kept),
            "{kept} is not in\n{text}"
        );
    }
    assert!(
        saved
            .warehouses
            .is_some_and(|warehouses| warehouses.links.len() == 2)
    );
}

#[test]
fn other_answers_lead_to_other_questions_in_polish() {
    walk("pl");
}

#[test]
fn other_answers_lead_to_other_questions_in_english() {
    walk("en");
}
