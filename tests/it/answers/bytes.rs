//! The same answers give the same bytes, and what a person wrote into a profile stays.

use super::{answers, but, changed, day, shop};
use crate::shop::{Desk, Shop};

const ALL: &str = r#""orders", "products", "warehouses""#;

/// config.example.toml for this shop.
fn example(shop: &Shop) -> String {
    let text = include_str!("../../../config.example.toml");
    let text = but(
        text,
        "https://api.baselinker.com/connector.php",
        &shop.sandbox.url(),
    );
    let text = but(&text, "https://api.nbp.pl/api", &shop.sandbox.nbp_url());
    let text = but(&text, "default.token", "shop.token");
    but(&text, "from = 2026-11-23", &format!("from = {}", day()))
}

/// `text`, its saved answers and those answers in a fresh folder: two equal profiles.
#[track_caller]
fn comes_back(text: &str) {
    let first = Desk::bare().with_token();
    let out = first
        .set_up(text, &["--save-answers", "saved.toml"])
        .exits(0);
    assert!(out.stdout.contains("shop.toml"), "{out:?}");
    let saved = first.text("saved.toml");
    assert!(saved.contains("integrate = \"later\""), "{saved}");
    let second = Desk::bare().with_token();
    let _ = second
        .set_up(&saved, &["--save-answers", "saved.toml"])
        .exits(0);
    assert_eq!(second.profile(), first.profile());
    assert_eq!(second.text("saved.toml"), saved);
}

#[test]
fn saved_answers_give_the_same_bytes() {
    let shop = shop();
    comes_back(&answers(&shop, ALL));
    comes_back(&answers(&shop, r#""orders""#));
}

#[test]
fn however_the_file_is_written() {
    let shop = shop();
    let text = answers(&shop, ALL);
    comes_back(&but(&text, "version = 1\n", ""));
    comes_back(&format!("# ours\n\n{}", but(&text, "version = 1\n", "")));
    comes_back(&text.replace('\n', "\r\n"));
    comes_back(&format!("\u{feff}{text}"));
    comes_back(&format!("after = {{ integrate = \"later\" }}\n{text}"));
    comes_back(&format!("after.integrate = \"later\" # for now\n{text}"));
    comes_back(&but(
        &text,
        "[company]",
        "# first\n[after] # then\nintegrate = \"later\"\n\n[company]",
    ));
}

#[test]
fn so_do_those_with_every_key() {
    let shop = shop();
    comes_back(&example(&shop));
}

#[test]
fn answers_saved_from_a_profile_with_comments_give_its_bytes() {
    let shop = shop();
    let first = Desk::bare().with_token();
    let text = example(&shop);
    first.write("shop.toml", &text);
    let _ = first
        .set_up(&text, &["--save-answers", "saved.toml"])
        .exits(0);
    let second = Desk::bare().with_token();
    let _ = second.set_up(&first.text("saved.toml"), &[]).exits(0);
    assert_eq!(second.profile(), first.profile());
}

#[test]
fn the_same_answers_again_touch_nothing() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = answers(&shop, ALL);
    let _ = desk.set_up(&text, &[]).exits(0);
    let (before, time) = (desk.profile(), changed(&desk.path("shop.toml")));
    let out = desk.set_up(&text, &[]).exits(0);
    assert!(out.stdout.contains("Nothing has changed"), "{out:?}");
    assert_eq!(desk.profile(), before);
    assert_eq!(changed(&desk.path("shop.toml")), time);
    assert!(!desk.path("shop.toml.bak").exists());
}

#[test]
fn a_profile_keeps_its_comments_and_its_order() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let odd = format!(
        r#"# our shop; ask Ewa before you change this
modules = ['orders'] # nothing else yet
version = 1
language = "en"

[mirror]
machine = "test"   # the old box

[orders] # from the meeting
statuses = [
  "Opłacone",      # by transfer
  "Spakowane",
]
send_invoices = false
from = {day}
issue = "manually"
cancelled_statuses = ["Anulowane"]
finished_statuses = []
default_document = "receipt"
auto_document_type = true
link_products = true
link_contractors = true
numbering.receipt = "PA-BL/{{n}}/{{mm}}/{{yyyy}}"
numbering.invoice = "BL/{{n}}/{{mm}}/{{yyyy}}"

[baselinker]
token = {{ file = "shop.token" }}
api_url = "{url}"

[company]
city = "Zielona Góra"
nip = "1234563218"
name = "Próbna Hurtownia sp. z o.o."
street = "ul. Krótka 3"
postcode = "65-001"
vat_payer = true
vat_eu = false
[ksef]
from = 2026-04-01
business_invoices = "hold"
"#,
        day = day(),
        url = shop.sandbox.url()
    );
    desk.write("shop.toml", &odd);
    let wanted = but(
        &odd,
        "street = \"ul. Krótka 3\"",
        "street = \"ul. Długa 5\"",
    );
    let _ = desk.set_up(&wanted, &[]).exits(0);
    assert_eq!(desk.profile(), wanted);
    assert_eq!(desk.text("shop.toml.bak"), odd);
}

#[test]
fn every_answer_of_a_file_reaches_a_profile_that_is_there() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let text = answers(&shop, ALL);
    let _ = desk.set_up(&text, &[]).exits(0);
    let before = desk.profile();
    for (from, to) in [
        ("language = \"en\"", "language = \"pl\""),
        ("hold_days = 21", "hold_days = 5"),
        ("default = \"MAG\"", "default = \"\""),
        ("nip = \"1234563218\"", "nip = \"5260001246\""),
        ("invoice = 17", "invoice = 18"),
        ("firmino = \"MAG\"", "firmino = \"HALA\""),
        ("form = \"card\"", "form = \"cash\""),
        ("statuses = [\"Opłacone\", ", "statuses = ["),
        ("documents_per_run = 77", "documents_per_run = 78"),
    ] {
        let _ = desk.set_up(&but(&text, from, to), &[]).exits(0);
        assert_eq!(desk.profile(), but(&before, from, to));
        desk.write("shop.toml", &before);
    }
}

#[test]
fn answers_of_a_module_that_is_not_chosen_stay_for_later() {
    let shop = shop();
    let whole = answers(&shop, ALL);
    let products = but(
        &but(&whole, ALL, r#""products""#),
        "send_stock = true",
        "send_stock = false",
    );
    // In a fresh folder, and where a profile is that has none of it.
    let fresh = Desk::bare().with_token();
    let _ = fresh.set_up(&products, &[]).exits(0);
    let changed = Desk::bare().with_token();
    let _ = changed
        .set_up(&answers(&shop, r#""products""#), &[])
        .exits(0);
    let _ = changed.set_up(&products, &[]).exits(0);
    for desk in [fresh, changed] {
        let profile = desk.profile();
        for value in ["invoice_series = \"Faktury BL\"", "\"PayU\"", "\"MAG\""] {
            assert!(profile.contains(value), "no {value} in {profile}");
        }
        assert!(profile.contains("modules = [\"products\"]"), "{profile}");
    }
}

#[test]
fn an_answers_file_that_is_there_is_not_overwritten() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    desk.write("mine.toml", "# mine\n");
    let more = ["--yes", "--save-answers", "mine.toml"];
    let out = desk.refuses(&answers(&shop, ALL), &more, 2);
    assert!(out.stderr.contains("mine.toml"), "{out:?}");
}
