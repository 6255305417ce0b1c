//! A shop for one test: a served sandbox, a folder with profile, token and mirror, and the binary to run in it.

mod account;
mod order;
mod outcome;

pub(crate) use account::on_account;
pub(crate) use order::{next_second, order, status, warsaw_day, world};

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use firmino_link::sandbox::{ClockSource, DEFAULT_TOKEN, Options, Sandbox, World};
use serde_json::Value;
use tempfile::TempDir;

/// Now, in Unix seconds.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// A test's shop.
pub(crate) struct Shop {
    pub(crate) sandbox: Sandbox,
    pub(crate) desk: Desk,
}

impl Shop {
    /// Serves `world` without a rate limit, with a profile that issues automatically and has wide limits.
    pub(crate) fn open(mut world: World) -> Shop {
        world.limit = None;
        let sandbox = Sandbox::start(
            world,
            Options {
                port: 0,
                clock: ClockSource::Real,
            },
        )
        .expect("a port");
        let desk = Desk::new(&Profile::of(&sandbox));
        Shop { sandbox, desk }
    }

    /// The profile's text as written by [`Shop::open`], for tests that change it.
    pub(crate) fn profile(&self) -> Profile {
        Profile::of(&self.sandbox)
    }

    /// `sync orders --json`.
    pub(crate) fn sync(&self) -> Out {
        self.desk.run(["sync", "orders", "--json"])
    }

    /// Forgets the calls so far and runs a pass; answers it with its calls of getOrders.
    pub(crate) fn calls_of_sync(&self) -> (Out, usize) {
        self.sandbox.with(World::clear_log);
        let out = self.sync();
        let calls = self.sandbox.with(|world| world.log().count("getOrders"));
        (out, calls)
    }
}

/// A profile as text with places to change.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    pub(crate) head: String,
    pub(crate) baselinker: String,
    pub(crate) orders: String,
    pub(crate) rest: String,
}

impl Profile {
    /// A profile for the sandbox.
    pub(crate) fn of(sandbox: &Sandbox) -> Profile {
        let from = jiff::Timestamp::from_second(now() - 40 * 24 * 3600).expect("in range");
        let from = from.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        Profile {
            head: r#"version = 1
language = "en"
modules = ["orders"]
[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
"#
            .to_owned(),
            baselinker: format!(
                "[baselinker]\napi_url = \"{}\"\ntoken = {{ file = \"shop.token\" }}\nrate_limit = 2000\nrate_window = 1\ntimeout = 5\nsettle_window = 10\n",
                sandbox.url()
            ),
            orders: format!(
                "[orders]\nfrom = {from}\nstatuses = [\"Opłacone\", \"Spakowane\", \"Wysłane\"]\ncancelled_statuses = [\"Anulowane\"]\nfinished_statuses = [\"Zrealizowane\", \"Zwrot\"]\nsend_invoices = false\nissue = \"automatically\"\n"
            ),
            rest: format!(
                "[rates]\nnbp_url = \"{}\"\n[brakes]\nold_orders = 100000\ndocuments_per_run = 100000\n[mirror]\nmachine = \"test\"\n",
                sandbox.nbp_url()
            ),
        }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> String {
        format!(
            "{}{}{}{}",
            self.head, self.baselinker, self.orders, self.rest
        )
    }
}

/// A folder with a profile, and the binary.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A folder with this profile and the sandbox's token.
    pub(crate) fn new(profile: &Profile) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Desk { folder };
        desk.write("shop.toml", &profile.text());
        desk.write("shop.token", DEFAULT_TOKEN);
        desk
    }

    /// An empty folder: nobody has set anything up in it.
    pub(crate) fn bare() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        Desk { folder }
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The mirror's path.
    pub(crate) fn mirror(&self) -> PathBuf {
        self.path("data/firmino-link/shop.sqlite")
    }

    /// Writes a file, mode 0600.
    pub(crate) fn write(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(name);
        std::fs::write(&path, text).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("set");
    }

    /// The binary with arguments, ready to be started; nothing of the test's own environment reaches it.
    pub(crate) fn command<I: AsRef<std::ffi::OsStr>>(
        &self,
        args: impl IntoIterator<Item = I>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firmino-link"));
        command
            .env_clear()
            .current_dir(self.folder.path())
            .env("FIRMINO_LINK_CONFIG", self.path("shop.toml"))
            .args(args);
        for (name, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("TMPDIR", "tmp"),
        ] {
            let path = self.path(folder);
            std::fs::create_dir_all(&path).expect("made");
            command.env(name, path);
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the binary.
    pub(crate) fn run<I: AsRef<std::ffi::OsStr>>(&self, args: impl IntoIterator<Item = I>) -> Out {
        Out::of(self.command(args).output().expect("started"))
    }

    /// `documents list --json`, as (number, order, gross).
    pub(crate) fn documents(&self) -> Vec<(String, i64, String)> {
        let out = self.run(["documents", "list", "--json"]);
        let json = out.json();
        let rows = json["documents"].as_array().expect("a list");
        rows.iter()
            .map(|row| {
                let text = |key: &str| row[key].as_str().expect("a text").to_owned();
                (
                    text("number"),
                    row["order"].as_i64().expect("an id"),
                    text("gross"),
                )
            })
            .collect()
    }

    /// `orders list --json`, as (id, state).
    pub(crate) fn states(&self) -> Vec<(i64, String)> {
        let out = self.run(["orders", "list", "--json"]);
        let json = out.json();
        let rows = json["orders"].as_array().expect("a list");
        rows.iter()
            .map(|row| {
                (
                    row["id"].as_i64().expect("an id"),
                    row["state"].as_str().expect("a state").to_owned(),
                )
            })
            .collect()
    }

    /// Everything in the mirror that a user could notice, as text: tables without times, runs and backups.
    pub(crate) fn dump(&self) -> String {
        dump(&self.mirror())
    }
}

/// Everything in a mirror that a user could notice.
pub(crate) fn dump(mirror: &Path) -> String {
    let db = rusqlite::Connection::open(mirror).expect("opened");
    let mut text = String::new();
    for (table, columns, order) in [
        (
            "orders",
            "order_id, identity, content, seen, number, confirmed_at, status, state, changed, cancelled, elsewhere, kind, kind_reason, reasons, gross, currency, contractor",
            "order_id, identity",
        ),
        (
            "order_lines",
            "order_key, line, position, name, sku, product, quantity, price, rate, card, warehouse",
            "order_key, line",
        ),
        (
            "documents",
            "order_id, role, generation, kind, reason, number, issued_on, sold_on, currency, net, vat, gross, seller, buyer, payment, fx",
            "number",
        ),
        (
            "document_lines",
            "document, position, name, sku, unit, quantity, price, rate, gross, card",
            "document, position",
        ),
        (
            "document_rates",
            "document, position, rate, net, vat, gross",
            "document, position",
        ),
        (
            "contractors",
            "id, name, short_name, nip, country, street, house, flat, postcode, city, email, phone",
            "id",
        ),
        (
            "cards",
            "id, sku, name, ean, unit, rate, rate_from, price, price_from, price_net, weight, class_code, note, images, origin",
            "id",
        ),
        ("product_links", "product, card, by", "product"),
        (
            "movements",
            "card, warehouse, pieces, order_key, line, turn",
            "id",
        ),
        ("warehouses", "id, symbol, name, country", "id"),
        ("warehouse_links", "baselinker, warehouse", "baselinker"),
        ("counters", "format, period, next", "format, period"),
        ("meta", "key, value", "key"),
    ] {
        let filter = if table == "meta" {
            " WHERE key = 'orders_cursor'"
        } else {
            ""
        };
        let mut rows = db
            .prepare(&format!(
                "SELECT {columns} FROM {table}{filter} ORDER BY {order}"
            ))
            .expect("a query");
        let width = rows.column_count();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<String> = (0..width)
                .map(|n| {
                    format!(
                        "{:?}",
                        row.get::<_, rusqlite::types::Value>(n).expect("a value")
                    )
                })
                .collect();
            text += &format!("{table}: {}\n", values.join(" | "));
        }
    }
    text
}

/// What a run left.
#[derive(Debug)]
#[must_use]
pub(crate) struct Out {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Out {
    /// From a finished process.
    pub(crate) fn of(output: std::process::Output) -> Out {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Out {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The one JSON object on stdout.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A number in the JSON, by JSON pointer.
    pub(crate) fn number(&self, pointer: &str) -> i64 {
        let json = self.json();
        json.pointer(pointer)
            .and_then(Value::as_i64)
            .unwrap_or_else(|| panic!("no number at {pointer}: {self:?}"))
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Out {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }
}

impl Shop {
    /// The shop's token from now on, at its sandbox and on its desk.
    pub(crate) fn use_token(&self, token: &str) {
        self.sandbox
            .with(|world| world.tokens = vec![token.to_owned()]);
        self.desk.write("shop.token", token);
    }
}

impl Desk {
    /// Another desk with the same files.
    pub(crate) fn twin(&self) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        copy(self.folder.path(), folder.path());
        Desk { folder }
    }

    /// Every file of the desk, with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).expect("readable");
                    files.push((path, bytes));
                }
            }
        }
        files
    }

    /// What of the mirror a user could notice; empty while there is none.
    pub(crate) fn dump_if_any(&self) -> String {
        if self.mirror().exists() {
            self.dump()
        } else {
            String::new()
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            std::fs::create_dir(&target).expect("made");
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}
