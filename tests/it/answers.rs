//! `setup` without a terminal: the real binary, answered by a file.

mod bytes;
mod calls;
mod firmino;
mod stock;
mod subsets;
mod token;
mod wrong;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use firmino_link::sandbox::DEFAULT_TOKEN;

use crate::shop::status::PAID;
use crate::shop::{Desk, Out, Shop, now, order, warsaw_day, world};

/// A shop whose desk holds neither profile nor token, and one paid order.
fn shop() -> Shop {
    let mut shop = Shop::open(world([order(1, PAID, 3600)]));
    shop.desk = Desk::bare();
    shop
}

/// A right answers file for this shop, with a value that is not the default for what the wizard never asks.
fn answers(shop: &Shop, modules: &str) -> String {
    let has = |module| modules.contains(module);
    let mut text = format!(
        r#"version = 1
language = "en"
modules = [{modules}]

[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
bank_account = "61 1090 1014 0000 0712 1981 2874"
vat_payer = true
vat_eu = true

[ksef]
from = 2026-02-01
business_invoices = "hold"

[baselinker]
api_url = "{}"
inventory = 3101
token = {{ file = "shop.token" }}
rate_limit = 2000
rate_window = 1
timeout = 5
settle_window = 10
"#,
        shop.sandbox.url()
    );
    if has("orders") {
        text += &format!(
            r#"
[orders]
from = {}
statuses = ["Opłacone", "Spakowane", 51004]
cancelled_statuses = ["Anulowane"]
finished_statuses = ["Zrealizowane", "Zwrot"]
default_document = "invoice"
auto_document_type = true
send_invoices = true
invoice_series = "Faktury BL"
link_products = true
link_contractors = false
issue = "automatically"
hold_days = 21

[orders.numbering]
invoice = "X/{{n}}/{{yyyy}}"
receipt = "P/{{n}}/{{yyyy}}"
start = {{ invoice = 17 }}
"#,
            day()
        );
    }
    if has("products") {
        text += r#"
[products]
source = "firmino"
update_names = false
overwrite_images = true
price_group = "Detal"
audit_days = 3
"#;
    }
    if has("warehouses") {
        text += &format!(
            r#"
[warehouses]
import_new = false
send_stock = {}
default = "MAG"
buffer = 2

[[warehouses.links]]
baselinker = "bl_8801"
firmino = "MAG"
"#,
            has("products")
        );
    }
    text + &format!(
        r#"
[delivery]
vat = "highest"

[payments]
"PayU" = {{ form = "card", days = 1 }}

[rates]
nbp_url = "{}"

[brakes]
old_orders = 1000
documents_per_run = 77

[alerts]
heartbeat_url = ""
on_failure = ["true"]

[mirror]
machine = "test"
"#,
        shop.sandbox.nbp_url()
    )
}

/// The day from which orders are taken in these tests.
fn day() -> String {
    warsaw_day(now() - 5 * 86_400)
}

impl Desk {
    /// `setup --answers answers.toml --yes --no-input` with this text in the file, and further arguments.
    fn set_up(&self, answers: &str, more: &[&str]) -> Out {
        self.write("answers.toml", answers);
        let args = ["setup", "--answers", "answers.toml", "--yes", "--no-input"];
        self.run([&args[..], more].concat())
    }

    /// The token lies where the profile will look for it.
    fn with_token(self) -> Desk {
        self.write("shop.token", DEFAULT_TOKEN);
        self
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("readable")
    }

    fn profile(&self) -> String {
        self.text("shop.toml")
    }

    /// Bytes and time of every file that is the user's: no counters of calls, no locks.
    fn kept(&self) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
        let state = self.path("state");
        let files = self.files().into_iter();
        let mut kept: Vec<_> = files
            .filter(|(path, _)| !path.starts_with(&state))
            .map(|(path, bytes)| {
                let time = changed(&path);
                (path, bytes, time)
            })
            .collect();
        kept.sort();
        kept
    }

    /// Sets up, is refused with this code, and leaves nothing new and nothing changed.
    #[track_caller]
    fn refuses(&self, answers: &str, more: &[&str], code: i32) -> Out {
        self.write("answers.toml", answers);
        let before = self.kept();
        let args = ["setup", "--answers", "answers.toml", "--no-input"];
        let out = self.run([&args[..], more].concat()).exits(code);
        assert_eq!(out.stdout, "", "{out:?}");
        let names = |kept: &[(PathBuf, Vec<u8>, SystemTime)]| {
            let names = kept.iter().map(|(path, ..)| path.clone());
            names.collect::<Vec<_>>()
        };
        let after = self.kept();
        assert_eq!(names(&after), names(&before), "{out:?}");
        assert!(after == before, "something was changed: {out:?}");
        out
    }
}

fn changed(path: &Path) -> SystemTime {
    let file = std::fs::metadata(path).expect("there");
    file.modified().expect("a time")
}

/// The message names all of these.
#[track_caller]
fn tells(out: &Out, told: &[&str]) {
    for told in told {
        assert!(out.stderr.contains(told), "no `{told}` in {}", out.stderr);
    }
}

/// `text` with one thing changed, which must be there.
#[track_caller]
fn but(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "no `{from}` in {text}");
    text.replace(from, to)
}
