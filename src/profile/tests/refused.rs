//! Wrong profiles, and what their owners are told.

use super::*;

/// The least profile with `line` put under `[table]`, or at the top.
fn with(table: &str, line: &str) -> String {
    match LEAST.split_once(&format!("[{table}]\n")) {
        _ if table.is_empty() => format!("{line}\n{LEAST}"),
        Some((before, after)) => format!("{before}[{table}]\n{line}\n{after}"),
        None => format!("{LEAST}\n[{table}]\n{line}\n"),
    }
}

/// The least profile without the line of `key`.
fn without(key: &str) -> String {
    let other = |line: &&str| !line.starts_with(&format!("{key} ="));
    LEAST
        .lines()
        .filter(other)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[track_caller]
fn assert_told(text: &str, fragments: &[&str]) {
    let told = told(text);
    for fragment in fragments {
        assert!(
            told.contains(fragment),
            "no {fragment:?} in\n{told}of\n{text}"
        );
    }
    assert_eq!(told.lines().count(), 1, "one problem is told once:\n{told}");
}

#[test]
fn misspelt_keys_are_told_with_place_and_suggestion() {
    let misspelt = LEAST.replace("statuses =", "statues =");
    assert_told(
        &misspelt,
        &[
            "line 11, column 1: unknown key `orders.statues`; did you mean `statuses`?",
            "fix: rename it to `statuses`",
        ],
    );
    assert_told(
        &with("", "[order]"),
        &["line 1", "unknown key `order`; did you mean `orders`?"],
    );
    assert_told(
        &with("", "buffer = 3"),
        &[
            "unknown key `buffer`; did you mean `warehouses.buffer`?",
            "move `buffer` under `[warehouses]`",
        ],
    );
    assert_told(
        &with("brakes", "colour = 1"),
        &[
            "unknown key `brakes.colour` (",
            "known here: documents_per_run, old_orders",
        ],
    );
    assert_told(
        &format!("{LEAST}\n[payments]\n\"Za pobraniem\" = {{ from = \"cash\" }}"),
        &["`payments.\"Za pobraniem\".from`; did you mean `form`?"],
    );
    assert_told(
        &format!("{LEAST}\n[[warehouses.links]]\nbaselinker = 1\nfirmino = \"M\"\nfirmin = 2"),
        &["`warehouses.links[1].firmin`; did you mean `firmino`?"],
    );
}

#[test]
fn wrong_types_are_told_with_value_form_and_example() {
    for (table, line, fragments) in [
        (
            "orders",
            "hold_days = \"30\"",
            [
                "`orders.hold_days` is \"30\"; expected a whole number",
                "write `hold_days = 30`",
            ],
        ),
        (
            "orders",
            "link_products = \"tak\"",
            [
                "`orders.link_products` is \"tak\"; expected true or false",
                "`link_products = true`",
            ],
        ),
        (
            "orders",
            "cancelled_statuses = \"Anulowane\"",
            [
                "is \"Anulowane\"; expected a list of names or ids",
                "`cancelled_statuses = [\"Opłacone\", 51003]`",
            ],
        ),
        (
            "orders",
            "issue = \"automaticaly\"",
            [
                "expected one of \"manually\", \"automatically\"",
                "did you mean \"automatically\"? (fix: write `issue = \"automatically\"`)",
            ],
        ),
        (
            "orders",
            "contractors = 1",
            [
                "is 1; expected one of \"all\", \"invoices\"",
                "write `contractors = \"all\"`",
            ],
        ),
        (
            "orders",
            "cancelled_statuses = [\"A\", 1.5]",
            [
                "`orders.cancelled_statuses[2]` is 1.5; expected a name in quotes or an id",
                "",
            ],
        ),
        (
            "orders",
            "finished_statuses = [\"\"]",
            ["`orders.finished_statuses[1]` is empty", ""],
        ),
        (
            "",
            "language = \"de\"",
            ["`language` is \"de\"", "\"pl\", \"en\""],
        ),
        ("", "version = 2", ["`version` is 2", "reads version 1"]),
        (
            "",
            "brakes = 5",
            ["`brakes` is 5; expected a table", "write `[brakes]`"],
        ),
        (
            "",
            "modules = []",
            ["`modules` is empty", "name one module"],
        ),
        (
            "",
            "modules = [\"order\", \"orders\"]",
            ["`modules[1]` is \"order\"", "did you mean"],
        ),
        (
            "delivery",
            "vat = 101",
            ["`delivery.vat` is 101; expected", "`vat = 23`"],
        ),
        (
            "delivery",
            "vat = 22",
            ["`delivery.vat` is 22; expected", "rate above 0 (23, 8, 5)"],
        ),
        (
            "delivery",
            "vat = 0",
            ["`delivery.vat` is 0; expected", "`vat = 23`"],
        ),
        (
            "delivery",
            "vat = \"zw\"",
            ["`delivery.vat` is \"zw\"; expected", "`vat = 23`"],
        ),
        (
            "alerts",
            "on_failure = \"mail\"",
            ["expected a list of texts", "[\"mail\", "],
        ),
    ] {
        assert_told(&with(table, line), &fragments);
    }
}

#[test]
fn values_that_cannot_work_are_told_with_the_reason() {
    for (table, line, fragments) in [
        (
            "baselinker",
            "api_url = \"http://api.baselinker.com\"",
            ["`baselinker.api_url`", "http"],
        ),
        (
            "baselinker",
            "rate_limit = 0",
            ["`baselinker.rate_limit` is 0", "at least 1"],
        ),
        (
            "baselinker",
            "rate_window = 0",
            ["`baselinker.rate_window` is 0", "from 1"],
        ),
        (
            "baselinker",
            "timeout = 0",
            ["`baselinker.timeout` is 0", "from 1"],
        ),
        (
            "baselinker",
            "settle_window = 30",
            [
                "`baselinker.settle_window` does not fit",
                "longer than `timeout` (30 s)",
            ],
        ),
        (
            "baselinker",
            "timeout = 200",
            [
                "`baselinker.timeout` does not fit",
                "`settle_window` (150 s)",
            ],
        ),
        (
            "baselinker",
            "inventory = -1",
            ["`baselinker.inventory` is -1, which is no id", ""],
        ),
        (
            "orders",
            "cancelled_statuses = [\" Opłacone \"]",
            ["holds \"Opłacone\", which is in `orders.statuses` too", ""],
        ),
        (
            "orders",
            "hold_days = -1",
            ["`orders.hold_days` is -1", "at least 0"],
        ),
        (
            "company",
            "vat_payer = false",
            [
                "`company.exempt_basis` is needed with `vat_payer = false`",
                "art. 113",
            ],
        ),
        (
            "company",
            "vat_payer = \"perhaps\"",
            [
                "`company.vat_payer` is \"perhaps\"; expected true, false or \"unknown\"",
                "ask",
            ],
        ),
        (
            "company",
            "country = \"DE\"",
            ["`company.country` is \"DE\"", "`country = \"PL\"`"],
        ),
        (
            "products",
            "source = \"firmina\"",
            ["did you mean \"firmino\"?", ""],
        ),
        (
            "warehouses",
            "buffer = -2",
            ["`warehouses.buffer` is -2", "at least 0"],
        ),
        (
            "brakes",
            "zero_percent = 101",
            ["`brakes.zero_percent` is 101", "from 0 to 100"],
        ),
        (
            "alerts",
            "heartbeat_url = \"http://example.com/x\"",
            ["`alerts.heartbeat_url`", "https"],
        ),
        (
            "rates",
            "nbp_url = \"http://api.nbp.pl/api\"",
            ["`rates.nbp_url`", "https"],
        ),
        (
            "ksef",
            "from = \"2026-02-30\"",
            ["`ksef.from` is \"2026-02-30\", which is not a real day", ""],
        ),
        (
            "payments",
            "PayU = { form = \"tranfser\" }",
            ["`payments.PayU.form` is \"tranfser\"", "\"transfer\""],
        ),
    ] {
        assert_told(&with(table, line), &fragments);
    }
}

#[test]
fn a_table_that_is_none_is_told_once() {
    let told = told("orders = 5\ncompany = []\n");
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[test]
fn what_orders_need_is_asked_for_with_orders_only() {
    assert_told(
        &without("from"),
        &[
            "`orders.from` is missing",
            "add `from = 2026-11-24` under `[orders]`",
        ],
    );
    assert_told(
        &without("statuses"),
        &["`orders.statuses` is missing", "[\"Opłacone\", 51003]"],
    );
    assert_told(
        &without("invoice_series"),
        &[
            "line 9",
            "`orders.invoice_series` is missing",
            "`send_invoices`",
        ],
    );
    assert_told(
        &without("nip"),
        &["`company.nip` is missing", "\"1234563218\""],
    );
    assert_told(
        &LEAST.replace("[\"Opłacone\"]", "[]"),
        &["`orders.statuses` is empty"],
    );
    assert_told(
        &LEAST.replace("1234563218", "1234563219"),
        &["line 4, column 7", "\"1234563219\"", "checksum"],
    );
    let few = "modules = [\"products\", \"warehouses\"]\n";
    assert_eq!(told(few), "");
    let profile = parse(few).expect("a right profile");
    assert!(profile.company.is_none() && profile.orders.is_none() && profile.products.is_some());
    assert_told(
        &format!("{few}[orders]\nhold_days = \"x\""),
        &["`orders.hold_days`"],
    );
    assert_eq!(
        told(&format!(
            "{}send_invoices = false\n",
            without("invoice_series")
        )),
        ""
    );
}

#[test]
fn days_are_real_and_not_ahead() {
    let day = |text: &str| LEAST.replace("from = 2026-11-23", &format!("from = {text}"));
    for text in ["2026-11-24", "\"2026-11-23\"", "\"23.11.2026\""] {
        assert_eq!(told(&day(text)), "", "{text}");
    }
    assert_told(
        &day("2026-11-25"),
        &["`orders.from` is 2026-11-25, which lies ahead of today, 2026-11-24"],
    );
    assert_told(
        &day("\"2026-02-30\""),
        &["\"2026-02-30\", which is not a real day"],
    );
    assert_told(&day("\"abc\""), &["\"abc\", which is not a real day"]);
    assert_told(
        &day("2026-11-23T10:00:00"),
        &["expected a day as 2026-11-23"],
    );
    assert_told(&day("20261123"), &["is 20261123; expected a day"]);
    assert_told(&day("2026-02-30"), &["line 10", "`from = 2026-02-30`"]);
    let more = told(&day("2026-02-30").replace("1234563218", "12"));
    assert!(
        more.contains("checksum") && more.contains("`from = 2026-02-30`"),
        "{more}"
    );
    assert_eq!(
        told(&with("ksef", "from = 2027-01-01")),
        "",
        "the duty may lie ahead"
    );
}

#[test]
fn stock_is_sent_only_with_firmino_as_source() {
    let sending = with("warehouses", "send_stock = true");
    assert_eq!(told(&sending), "");
    for source in ["baselinker", "manual"] {
        let text = format!("{sending}\n[products]\nsource = \"{source}\"\n");
        let reason = format!("`products.source` is \"{source}\"");
        assert_told(
            &text,
            &[
                "`warehouses.send_stock` is true",
                &reason,
                "`products.source = \"firmino\"`",
            ],
        );
    }
    let text = format!("modules = [\"orders\", \"warehouses\"]\n{sending}");
    assert_told(
        &text,
        &[
            "`warehouses.send_stock`",
            "the module `products` is not chosen",
        ],
    );
}

#[test]
fn numbers_are_unique_and_fit() {
    let format = |lines: &str| format!("{LEAST}\n[orders.numbering]\n{lines}\n");
    for (lines, fragments) in [
        (
            "invoice = \"BL/{mm}/{yyyy}\"",
            [
                "`orders.numbering.invoice` is \"BL/{mm}/{yyyy}\": `{n}` is missing",
                "write `invoice =",
            ],
        ),
        (
            "invoice = \"BL/{n}/{month}\"",
            [
                "`{month}` is not known: use {n} {dd} {mm} {m} {yyyy} {yy}",
                "",
            ],
        ),
        (
            "invoice = \"BL/{n}/{mm}\"",
            ["a month needs a year beside it", ""],
        ),
        (
            "receipt = \"BL/{n}/{m}/{yyyy}\"",
            ["`orders.numbering.receipt` clashes", "same number"],
        ),
        (
            "invoice = \"SKLEP-INTERNETOWY/{n}/{mm}/{yyyy}\"",
            [
                "`orders.numbering.invoice` gives numbers of up to 32 characters; BaseLinker takes 30",
                "shorten the format by 2",
            ],
        ),
        (
            "receipt = \"PARAGON-INTERNETOWY/{n}/{mm}/{yyyy}\"",
            ["`orders.numbering.receipt` gives numbers of up to 34", ""],
        ),
        (
            "start = { invoice = 0 }",
            ["`orders.numbering.start.invoice` is 0", "from 1 to 999999"],
        ),
        (
            "start = { invoce = 3 }",
            [
                "`orders.numbering.start.invoce`; did you mean `invoice`?",
                "",
            ],
        ),
    ] {
        assert_told(&format(lines), &fragments);
    }
    let long = format("invoice = \"SKLEP-INTERNETOWY/{n}/{mm}/{yyyy}\"");
    assert_eq!(
        told(&long.replace("invoice_series", "send_invoices = false\ninvoice_series")),
        ""
    );
    let exact = format("invoice = \"SKLEP-INTERNETO/{n}/{mm}/{yyyy}\"");
    assert_eq!(told(&exact), "");
}

#[test]
fn links_name_each_own_warehouse_once() {
    let link = |baselinker: &str| {
        format!("[[warehouses.links]]\nbaselinker = {baselinker}\nfirmino = \"MAG\"\n")
    };
    let text = |links: &[&str]| {
        format!(
            "{LEAST}\n{}",
            links.iter().map(|one| link(one)).collect::<String>()
        )
    };
    assert_eq!(
        told(&text(&[
            "\"bl_8801\"",
            "\"bl_8802\"",
            "\"Magazyn w Łodzi\""
        ])),
        ""
    );
    assert_told(
        &text(&["\"bl_8801\"", "8801"]),
        &["`warehouses.links[2].baselinker` is 8801, which an earlier link holds"],
    );
    assert_told(
        &text(&["\"shop_2334\""]),
        &["\"shop_2334\"", "never written", "`bl_`"],
    );
    assert_told(&text(&["\"warehouse_7\""]), &["never written"]);
    assert_told(
        &text(&["\"bl_x\""]),
        &["\"bl_x\"; expected `bl_` and digits"],
    );
    assert_told(
        &text(&["\"\""]),
        &["`warehouses.links[1].baselinker` is empty"],
    );
    assert_told(
        &format!("{LEAST}\n[[warehouses.links]]\nbaselinker = \"bl_1\""),
        &["`warehouses.links[1].firmino` is missing"],
    );
    assert_told(
        &with("warehouses", "links = 3"),
        &["expected tables under `[[warehouses.links]]`"],
    );
}

#[test]
fn everything_wrong_is_told_at_once_in_the_order_of_the_text() {
    let text = LEAST
        .replace("1234563218", "12")
        .replace("2026-11-23", "2027-01-01")
        .replace("invoice_series", "invoice_serie");
    let keys: Vec<String> = parse(&text)
        .expect_err("three things are wrong")
        .into_iter()
        .map(|problem| problem.key)
        .collect();
    assert_eq!(keys, ["company.nip", "orders.from", "orders.invoice_serie"]);
}

#[test]
fn text_that_is_no_toml_is_shown_with_its_place() {
    assert_told(
        "version = 1\nlanguage = pl\n",
        &["line 2, column 12", "not TOML", "`language = pl`"],
    );
    assert_told(
        "version = 1\nversion = 1\n",
        &["line 2", "duplicate key", "`version = 1`"],
    );
    let told = told("a = \nb = [\n[c]\nd = 1\n");
    let lines: Vec<&str> = told.lines().map(|line| &line[..8]).collect();
    assert_eq!(
        lines,
        ["line 1, ", "line 3, ", "line 4, "],
        "one a line, in order: {told}"
    );
}

#[test]
fn names_ids_and_terms_come_through_as_written() {
    use super::super::*;
    use crate::domain::vat::Rate;
    let text = LEAST.replace("[\"Opłacone\"]", "[\" Opłacone\", 51003, 51_003]")
        + "status_after = { documented = 7, needs_editing = \"\" }\n"
        + "[payments]\n\"Za pobraniem\" = { form = \"card online\", days = 0 }\n\"Przelew\" = { days = 14 }\n";
    let profile = parse(&text).expect("a right profile");
    let orders = profile.orders.expect("orders are chosen");
    let paid = NameOrId::Name("Opłacone".to_owned());
    assert_eq!(orders.statuses, [paid, NameOrId::Id(51003)]);
    assert_eq!(orders.status_after.documented, Some(NameOrId::Id(7)));
    assert_eq!(orders.status_after.needs_editing, None);
    let form = &profile.payments["Za pobraniem"].form;
    assert_eq!(*form, PaymentForm::Other("card online".to_owned()));
    assert_eq!(profile.payments["Przelew"].form, PaymentForm::Transfer);
    assert_eq!(profile.payments["Przelew"].days, 14);
    let rate = parse(&format!("{LEAST}\n[delivery]\nvat = \"23\"")).expect("a right profile");
    assert_eq!(rate.delivery_vat, DeliveryVat::Fixed(Rate::Percent(2300)));
}

#[test]
fn windows_line_ends_and_byte_order_marks_do_no_harm() {
    let windows = format!("\u{feff}{}", LEAST.replace('\n', "\r\n"));
    assert_eq!(parse(&windows), parse(LEAST));
    let misspelt = windows.replace("statuses =", "statues =");
    assert_told(&misspelt, &["line 11, column 1"]);
}

#[test]
fn foreign_keys_cannot_move_the_cursor() {
    let told = told(&with("", "\"\\u001b[2J\" = 1"));
    assert!(
        told.contains("unknown key") && !told.contains('\u{1b}'),
        "{told:?}"
    );
}
