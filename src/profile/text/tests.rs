//! Texts before and after a change, as their owner would compare them.

mod any;
mod tables;

use jiff::civil::date;

use super::insert::TABLES;
use super::{ProfileText, Value};
use crate::texts::Lang;

const EXAMPLE: &str = include_str!("../../../config.example.toml");

fn read(text: &str) -> ProfileText {
    ProfileText::parse(text).expect("a right text")
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn list(values: &[&str]) -> Value {
    Value::List(values.iter().map(|value| text(value)).collect())
}

#[track_caller]
fn assert_change(before: &str, change: impl Fn(&mut ProfileText), after: &str) {
    let mut profile = read(before);
    change(&mut profile);
    assert_eq!(profile.render(), after, "\nof\n{before}");
    // Whoever says it again changes nothing more.
    change(&mut profile);
    assert_eq!(profile.render(), after, "\nsaid twice, of\n{before}");
    read(after);
}

#[test]
fn a_value_alone_is_exchanged() {
    for (before, path, value, after) in [
        (
            "a = 1 # one\nb=2\n",
            &["a"][..],
            Value::Whole(7),
            "a = 7 # one\nb=2\n",
        ),
        (
            "[orders]\n  hold_days   =   30   # days\n",
            &["orders", "hold_days"],
            Value::Whole(14),
            "[orders]\n  hold_days   =   14   # days\n",
        ),
        (
            "orders.issue = 'manually' # x\n",
            &["orders", "issue"],
            text("automatically"),
            "orders.issue = \"automatically\" # x\n",
        ),
        (
            "orders = { issue = \"manually\", hold_days = 3 } # x\n",
            &["orders", "issue"],
            text("automatically"),
            "orders = { issue = \"automatically\", hold_days = 3 } # x\n",
        ),
        (
            "[\"orders\"]\n\"issue\" = \"\"\"\nmanually\"\"\" # x\n",
            &["orders", "issue"],
            text("a\\\"b"),
            "[\"orders\"]\n\"issue\" = \"a\\\\\\\"b\" # x\n",
        ),
        (
            "[baselinker]\ntoken = { env = \"T\" } # x\n",
            &["baselinker", "token"],
            Value::Pairs(vec![("file".to_owned(), text("shop.token"))]),
            "[baselinker]\ntoken = { file = \"shop.token\" } # x\n",
        ),
        (
            "[ksef]\r\nfrom = 2026-04-01 # x\r\n",
            &["ksef", "from"],
            Value::Day(date(2027, 1, 1)),
            "[ksef]\r\nfrom = 2027-01-01 # x\r\n",
        ),
        (
            "\u{feff}a = 1",
            &["a"],
            Value::Flag(true),
            "\u{feff}a = true",
        ),
        (
            "a = 1\r\nb = 2\n",
            &["b"],
            Value::Whole(3),
            "a = 1\r\nb = 3\n",
        ),
        (
            "[orders]\nnumbering = { invoice = \"A\" }\n",
            &["orders", "numbering"],
            Value::Whole(5),
            "[orders]\nnumbering = 5\n",
        ),
        (
            "[orders.numbering] # x\ninvoice = \"A\"\n\n[products]\n",
            &["orders", "numbering"],
            Value::Whole(5),
            "[products]\n\n[orders]\nnumbering = 5\n",
        ),
    ] {
        assert_change(before, |profile| profile.set(path, value.clone()), after);
    }
}

#[test]
fn what_says_the_same_keeps_every_byte() {
    for (before, path, value) in [
        ("a = 0x1 # hex\n", &["a"][..], Value::Whole(1)),
        ("a = 'x'\n", &["a"], text("x")),
        (
            "a = \"23.11.2026\"\n",
            &["a"],
            Value::Day(date(2026, 11, 23)),
        ),
        (
            "a = \"2026-11-23\"\n",
            &["a"],
            Value::Day(date(2026, 11, 23)),
        ),
        ("a = 2026-11-23\n", &["a"], text("23.11.2026")),
        (
            "a = [ # two\n  'x',\n\n  \"y\" ]\n",
            &["a"],
            list(&["x", "y"]),
        ),
        (
            "a = { y = 2, x = 1 }\n",
            &["a"],
            Value::Pairs(vec![
                ("x".to_owned(), Value::Whole(1)),
                ("y".to_owned(), Value::Whole(2)),
            ]),
        ),
        (
            "[a]\nx = 1\n[a.b]\nc = 'd'\n",
            &["a"],
            Value::Pairs(vec![
                ("x".to_owned(), Value::Whole(1)),
                (
                    "b".to_owned(),
                    Value::Pairs(vec![("c".to_owned(), text("d"))]),
                ),
            ]),
        ),
    ] {
        assert_change(before, |profile| profile.set(path, value.clone()), before);
    }
    // A name and an id are two things, and so are a day and another.
    let mut profile = read("a = \"51003\"\nb = \"24.11.2026\"\n");
    profile.set(&["a"], Value::Whole(51003));
    profile.set(&["b"], Value::Day(date(2026, 11, 23)));
    assert_eq!(profile.render(), "a = 51003\nb = 2026-11-23\n");
}

#[test]
fn a_list_changes_item_by_item() {
    let long = "[orders]\nstatuses = [\n    \"Opłacone\",   # paid\n    \"Spakowane\",  # packed\n    \"Wysłane\"     # gone\n] # these\n";
    let path = &["orders", "statuses"];
    for (before, wanted, after) in [
        (
            long,
            &["Opłacone", "Wysłane", "Nowe", "Łódź"][..],
            "[orders]\nstatuses = [\n    \"Opłacone\",   # paid\n    \"Wysłane\",     # gone\n    \"Nowe\",\n    \"Łódź\",\n] # these\n",
        ),
        (
            long,
            &["Opłacone"],
            "[orders]\nstatuses = [\n    \"Opłacone\",   # paid\n] # these\n",
        ),
        (long, &[], "[orders]\nstatuses = [] # these\n"),
        (
            "orders.statuses = [\"A\", 'B', \"C\"]\n",
            &["A", "C", "D"],
            "orders.statuses = [\"A\", \"C\", \"D\"]\n",
        ),
        (
            "orders.statuses = [\"A\", 'B',]\n",
            &["A"],
            "orders.statuses = [\"A\",]\n",
        ),
        (
            "orders.statuses = [\"A\", # first\n 'B', ]\n",
            &["A"],
            "orders.statuses = [\"A\", # first\n  ]\n",
        ),
        (
            "orders.statuses = []\n",
            &["A"],
            "orders.statuses = [\"A\"]\n",
        ),
        (
            "orders.statuses = [\n  \"A\" ]\n",
            &["A", "B"],
            "orders.statuses = [\n  \"A\", \"B\" ]\n",
        ),
        (
            "orders.statuses = [\n  \"A\" # first\n  , \"B\"\n]\n",
            &["A", "C"],
            "orders.statuses = [\n  \"A\" # first\n  , \n  \"C\",\n]\n",
        ),
        (
            "orders.statuses = [\"A\", \"B\"]\n",
            &["B", "A"],
            "orders.statuses = [\"B\", \"A\"]\n",
        ),
    ] {
        let wanted = list(wanted);
        assert_change(before, |profile| profile.set(path, wanted.clone()), after);
    }
}

#[test]
fn a_new_key_stands_in_its_table() {
    for (before, path, value, after) in [
        ("", &["version"][..], Value::Whole(1), "version = 1\n"),
        (
            "# shop\n\n[orders]\n",
            &["version"],
            Value::Whole(1),
            "# shop\n\nversion = 1\n\n[orders]\n",
        ),
        (
            "version = 1",
            &["language"],
            text("pl"),
            "version = 1\nlanguage = \"pl\"\n",
        ),
        (
            "[company]\ncity = \"Łódź\" # x\n# oss = \"registered\"\n\n# the days\n[orders]\n",
            &["company", "nip"],
            text("1234563218"),
            "[company]\ncity = \"Łódź\" # x\nnip = \"1234563218\"\n# oss = \"registered\"\n\n# the days\n[orders]\n",
        ),
        (
            "[orders] # x\n[orders.numbering]\ninvoice = \"A\"\n",
            &["orders", "hold_days"],
            Value::Whole(3),
            "[orders] # x\nhold_days = 3\n[orders.numbering]\ninvoice = \"A\"\n",
        ),
        (
            "orders.from = 2026-11-23 # x\nversion = 1\n",
            &["orders", "hold_days"],
            Value::Whole(3),
            "orders.from = 2026-11-23 # x\norders.hold_days = 3\nversion = 1\n",
        ),
        (
            "orders.from = 2026-11-23\n",
            &["orders", "numbering", "invoice"],
            text("A"),
            "orders.from = 2026-11-23\norders.numbering = { invoice = \"A\" }\n",
        ),
        (
            "[orders]\nnumbering.invoice = \"A\"\n",
            &["orders", "numbering", "receipt"],
            text("B"),
            "[orders]\nnumbering.invoice = \"A\"\nnumbering.receipt = \"B\"\n",
        ),
        (
            "orders = { numbering.invoice = \"A\" } # x\n",
            &["orders", "numbering", "receipt"],
            text("B"),
            "orders = { numbering.invoice = \"A\", numbering.receipt = \"B\" } # x\n",
        ),
        (
            "orders = { from = 2026-11-23 } # x\n",
            &["orders", "hold_days"],
            Value::Whole(3),
            "orders = { from = 2026-11-23, hold_days = 3 } # x\n",
        ),
        (
            "orders = {}\n",
            &["orders", "numbering", "invoice"],
            text("A"),
            "orders = { numbering = { invoice = \"A\" } }\n",
        ),
        (
            "[baselinker]\n",
            &["baselinker", "token", "file"],
            text("default.token"),
            "[baselinker]\ntoken = { file = \"default.token\" }\n",
        ),
        (
            "[orders.numbering]\ninvoice = \"A\"\n",
            &["orders", "hold_days"],
            Value::Whole(3),
            "[orders.numbering]\ninvoice = \"A\"\n\n[orders]\nhold_days = 3\n",
        ),
    ] {
        assert_change(before, |profile| profile.set(path, value.clone()), after);
    }
}

#[test]
fn texts_are_written_so_that_they_come_back() {
    for written in [
        "zażółć gęślą jaźń ŁÓDŹ",
        "C:\\shop\\new",
        "say \"x\"",
        "it's '''",
        "a\nb\tc\rd",
        "\u{1b}[31m\u{7f}\u{85}\0",
        "\u{feff}x",
        "🎁 # no comment",
        "",
    ] {
        let mut profile = read("[company]\nname = \"x\" # seller\ncity = \"y\"\n");
        profile.set(&["company", "name"], text(written));
        profile.set(&["payments", written], Value::Whole(1));
        let rendered = profile.render();
        let again = read(&rendered);
        assert_eq!(again.get(&["company", "name"]), Some(text(written)));
        assert_eq!(again.get(&["payments", written]), Some(Value::Whole(1)));
        assert!(rendered.contains(" # seller\ncity = \"y\"\n"), "{rendered}");
        let raw = |letter: char| letter.is_control() && letter != '\n';
        assert!(!rendered.contains(raw), "{rendered:?}");
    }
}

#[test]
fn paths_are_the_same_however_the_text_is_written() {
    let headers = "version = 1\n[orders]\nfrom = 2026-11-23\nstatus_after = { documented = \"A\" }\n[orders.numbering]\ninvoice = \"B\"\n[warehouses]\nbuffer = 1\n[[warehouses.links]]\nbaselinker = 1\nfirmino = \"M\"\n[payments.PayU]\nform = \"card\"\n[after]\nintegrate = \"now\"\n";
    let inline = "version = 1\norders = { from = 2026-11-23, status_after.documented = \"A\", numbering = { invoice = \"B\" } }\nwarehouses.buffer = 1\nwarehouses.links = [{ baselinker = 1, firmino = \"M\" }]\npayments = { PayU = { form = \"card\" } }\nafter.integrate = \"now\"\n";
    let told = |text| -> Vec<String> {
        let paths = read(text).paths();
        paths.iter().map(|path| path.join(".")).collect()
    };
    assert_eq!(
        told(headers),
        [
            "version",
            "orders.from",
            "orders.status_after",
            "orders.numbering.invoice",
            "warehouses.buffer",
            "warehouses.links",
            "payments.PayU",
            "after.integrate"
        ]
    );
    assert_eq!(told(headers), told(inline));
    for path in read(headers).paths() {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        assert_eq!(read(headers).get(&path), read(inline).get(&path));
    }
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    for (text, line, what) in [
        ("a = 1\nb =\n", 2, "not TOML"),
        ("\u{feff}a = 2026-02-30\r\n", 1, "invalid date"),
        ("a = 1\n[x]\na = \"Łódź\nb = 1\n", 3, "not TOML"),
    ] {
        let problems = ProfileText::parse(text).expect_err("it is wrong");
        assert_eq!(problems[0].at.map(|at| at.line), Some(line), "{problems:?}");
        assert!(
            problems[0].what.told(Lang::En).contains(what),
            "{problems:?}"
        );
        assert!(!problems[0].fix.told(Lang::En).is_empty());
    }
    // Keys nobody knows are TOML all the same.
    assert!(ProfileText::parse("[after]\nintegrate = \"now\"\nfraction = 1.5\n").is_ok());
}

#[test]
fn the_tables_have_the_order_of_the_example() {
    let headers = EXAMPLE
        .lines()
        .filter_map(|line| line.strip_prefix('['))
        .filter_map(|line| line.trim_start_matches('[').split(']').next());
    let known = TABLES.map(|table| table.join("."));
    assert_eq!(headers.collect::<Vec<_>>(), known);
}
