//! Tables, links, methods of payment and comments.

use super::{EXAMPLE, assert_change, read, text};
use crate::profile::text::{ProfileText, Value};

#[test]
fn a_new_profile_has_the_order_of_the_example() {
    let mut profile = ProfileText::new();
    profile.comment(&[], "Made by firmino-link setup.\nKeys: docs/profile.md");
    profile.set(&["version"], Value::Whole(1));
    profile.set_links(&[("bl_8801".to_owned(), "MAG".to_owned())]);
    profile.set(&["orders", "numbering", "invoice"], text("{n}"));
    profile.set(&["delivery", "vat"], Value::Whole(23));
    profile.set(&["company", "name"], text("Próbna"));
    profile.set(&["orders", "issue"], text("manually"));
    profile.set(&["warehouses", "buffer"], Value::Whole(0));
    profile.set_payment("PayU", "transfer", 0);
    profile.comment(&["company"], "the seller");
    profile.key_comment(&["orders", "issue"], "or \"automatically\"");
    profile.key_comment(&["orders", "issue"], "never this too");
    assert_eq!(
        profile.render(),
        r#"# Made by firmino-link setup.
# Keys: docs/profile.md

version = 1

# the seller
[company]
name = "Próbna"

[orders.numbering]
invoice = "{n}"

[orders]
issue = "manually"                         # or "automatically"

[[warehouses.links]]
baselinker = "bl_8801"
firmino = "MAG"

[warehouses]
buffer = 0

[delivery]
vat = 23

[payments]
"PayU" = { form = "transfer", days = 0 }
"#
    );
}

#[test]
fn new_tables_come_after_those_of_a_person() {
    assert_change(
        "[products]\nsource = \"manual\"\n\n\n# pace\n[brakes]\nold_orders = 0\n# the end\n",
        |profile| {
            profile.set(&["mirror", "machine"], text("m"));
            profile.set(&["ksef", "business_invoices"], text("hold"));
            profile.set(&["orders", "hold_days"], Value::Whole(1));
            profile.set(&["orders", "numbering", "receipt"], text("P"));
        },
        "[products]\nsource = \"manual\"\n\n\n# pace\n[brakes]\nold_orders = 0\n# the end\n\n[ksef]\nbusiness_invoices = \"hold\"\n\n[orders]\nhold_days = 1\n\n[orders.numbering]\nreceipt = \"P\"\n\n[mirror]\nmachine = \"m\"\n",
    );
    // What belongs to a table of the person's stands beside it.
    assert_change(
        "[orders]\r\nhold_days = 1\r\n\r\n# pace\r\n[brakes]\r\n",
        |profile| profile.set(&["orders", "numbering", "receipt"], text("P")),
        "[orders]\r\nhold_days = 1\r\n\r\n[orders.numbering]\r\nreceipt = \"P\"\r\n\r\n# pace\r\n[brakes]\r\n",
    );
}

#[test]
fn removing_takes_no_neighbour_along() {
    for (before, path, after) in [
        ("a = 1 # x\nb = 2\n", &["a"][..], "b = 2\n"),
        ("a = 1\nb = 2", &["b"], "a = 1\n"),
        (
            "orders.a = [\n1, # x\n]\norders.b = 2\n",
            &["orders", "a"],
            "orders.b = 2\n",
        ),
        (
            "o = { a = 1, b.c = 2, b.d = 3 } # x\n",
            &["o", "a"],
            "o = { b.c = 2, b.d = 3 } # x\n",
        ),
        (
            "o = { a = 1, b.c = 2, b.d = 3 }\n",
            &["o", "b"],
            "o = { a = 1 }\n",
        ),
        (
            "o = { a = 1, b.c = 2, b.d = 3 }\n",
            &["o", "b", "c"],
            "o = { a = 1, b.d = 3 }\n",
        ),
        ("o = { a = 1 } # x\n", &["o", "a"], "o = {} # x\n"),
        (
            "[a]\nx = 1\n\n# of b\n[b]\ny = 1\n# y = 2\n\n# for all\n\n# of c\n[c]\n",
            &["b"],
            "[a]\nx = 1\n\n# for all\n\n# of c\n[c]\n",
        ),
        ("[a]\nx = 1\n\n[b]\ny = 1\n", &["b"], "[a]\nx = 1\n"),
        ("[b]\ny = 1\n", &["b"], ""),
        (
            "[a]\nx = 1\n[a.b]\ny = 1\n[c]\n[a.d]\nz = 1\n",
            &["a"],
            "[c]\n",
        ),
        ("a.b = 1\nc = 2\na.d.e = 3\n", &["a"], "c = 2\n"),
        ("a = 1\n", &["nothing", "there"], "a = 1\n"),
    ] {
        assert_change(before, |profile| profile.remove(path), after);
    }
}

#[test]
fn a_table_is_taken_out_with_its_keys() {
    let body = "[company]\nname = \"x\"\n";
    let pairs = Some(vec![
        ("integrate".to_owned(), text("now")),
        ("more".to_owned(), Value::Other("1.5".to_owned())),
    ]);
    for (before, after) in [
        (
            format!("{body}\n# then\n[after]\nintegrate = \"now\"\nmore = 1.5\n"),
            body,
        ),
        (
            format!("after = {{ integrate = \"now\", more = 1.5 }}\n{body}"),
            body,
        ),
        (
            format!("after.integrate = \"now\"\nafter.more = 1.5\n{body}"),
            body,
        ),
    ] {
        let mut profile = read(&before);
        assert_eq!(profile.take_table("after"), pairs, "{before}");
        assert_eq!(profile.render(), after);
        assert_eq!(profile.take_table("after"), None);
    }
    assert_eq!(read("after = 5\n").take_table("after"), None);
}

fn links(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(key, symbol): &(&str, &str)| ((*key).to_owned(), (*symbol).to_owned());
    pairs.iter().map(own).collect()
}

#[test]
fn links_that_stay_keep_their_text() {
    let three = "[warehouses]\nbuffer = 1\n\n# main hall\n[[warehouses.links]] # one\nbaselinker = 8801 # id\nfirmino = 'MAG'\n\n[[warehouses.links]]\nfirmino = \"SKL\" # shop\nbaselinker = \"bl_2\"\n\n[[warehouses.links]]\nbaselinker = \"Zwroty\"\nfirmino = \"ZWR\"\n\n[delivery]\nvat = 23\n";
    for (before, wanted, after) in [
        (three, &[("bl_8801", "MAG"), ("bl_2", "SKL"), ("Zwroty", "ZWR")][..], three.to_owned()),
        (
            three,
            &[("bl_2", "NEW"), ("bl_8801", "MAG"), ("bl_3", "M3")],
            three
                .replace("\"SKL\"", "\"NEW\"")
                .replace("\"Zwroty\"", "\"bl_3\"")
                .replace("ZWR", "M3"),
        ),
        (
            three,
            &[("bl_2", "SKL")],
            "[warehouses]\nbuffer = 1\n\n[[warehouses.links]]\nfirmino = \"SKL\" # shop\nbaselinker = \"bl_2\"\n\n[delivery]\nvat = 23\n".to_owned(),
        ),
        (
            three,
            &[],
            "[warehouses]\nbuffer = 1\n\n[delivery]\nvat = 23\n".to_owned(),
        ),
        (
            "warehouses.links = [ { baselinker = \"bl_1\", firmino = \"A\" }, {baselinker='bl_2',firmino='B'} ] # x\n",
            &[("bl_2", "B"), ("bl_3", "Ć")],
            "warehouses.links = [ {baselinker='bl_2',firmino='B'}, { baselinker = \"bl_3\", firmino = \"Ć\" } ] # x\n".to_owned(),
        ),
        (
            "[warehouses]\nlinks = [\n  { baselinker = \"bl_1\", firmino = \"A\" }, # one\n]\n",
            &[("bl_1", "A"), ("bl_2", "B")],
            "[warehouses]\nlinks = [\n  { baselinker = \"bl_1\", firmino = \"A\" }, # one\n  { baselinker = \"bl_2\", firmino = \"B\" },\n]\n".to_owned(),
        ),
        (
            "[warehouses]\nlinks = [{ baselinker = \"bl_1\", firmino = \"A\" }]\nbuffer = 1\n",
            &[],
            "[warehouses]\nbuffer = 1\n".to_owned(),
        ),
        (
            "version = 1\n",
            &[("bl_1", "A")],
            "version = 1\n\n[[warehouses.links]]\nbaselinker = \"bl_1\"\nfirmino = \"A\"\n".to_owned(),
        ),
    ] {
        let wanted = links(wanted);
        assert_change(before, |profile| profile.set_links(&wanted), &after);
    }
}

#[test]
fn a_method_of_payment_is_found_by_its_name() {
    for (before, after) in [
        (
            "[payments]\nPayU = { days = 0, form = \"transfer\" } # x\n",
            "[payments]\nPayU = { days = 14, form = \"card\" } # x\n",
        ),
        (
            "[payments]\n\" PayU \" = { form = \"card\" }\n",
            "[payments]\n\" PayU \" = { form = \"card\", days = 14 }\n",
        ),
        (
            "[payments.PayU]\nform = \"card\" # x\n",
            "[payments.PayU]\nform = \"card\" # x\ndays = 14\n",
        ),
        (
            "[payments]\n\"Za pobraniem\" = { form = \"cash\", days = 0 }\n",
            "[payments]\n\"Za pobraniem\" = { form = \"cash\", days = 0 }\n\"PayU\" = { form = \"card\", days = 14 }\n",
        ),
    ] {
        assert_change(
            before,
            |profile| profile.set_payment("PayU", "card", 14),
            after,
        );
    }
}

#[test]
fn comments_are_added_once_and_only_where_none_is() {
    assert_change(
        "a = 1\nb = 2 # own\nc = { d = 1 }\n\n# own\n[e]\n\n[[f]]\n",
        |profile| {
            profile.key_comment(&["a"], "# one");
            profile.key_comment(&["b"], "two");
            profile.key_comment(&["c", "d"], "inside");
            profile.key_comment(&["missing"], "x");
            profile.comment(&["e"], "the e\nof all");
            profile.comment(&["f"], "the f");
            profile.comment(&["g"], "x");
        },
        "a = 1                                      # one\nb = 2 # own\nc = { d = 1 }\n\n# own\n# the e\n# of all\n[e]\n\n# the f\n[[f]]\n",
    );
}

#[test]
fn the_example_is_changed_in_few_lines() {
    let mut profile = read(EXAMPLE);
    profile.set(&["orders", "issue"], text("automatically"));
    profile.set(&["company", "oss"], text("registered"));
    profile.set_links(&links(&[("bl_8801", "SKL"), ("bl_2", "M2")]));
    let after = profile.render();
    let gone = |from: &str, to: &str| -> Vec<String> {
        let kept: Vec<&str> = to.lines().collect();
        let lines = from.lines().filter(|line| !kept.contains(line));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(
        gone(EXAMPLE, &after),
        [
            "issue = \"manually\"                         # or \"automatically\"",
            "firmino = \"MAG\"                            # symbol"
        ]
    );
    assert_eq!(
        gone(&after, EXAMPLE),
        [
            "oss = \"registered\"",
            "issue = \"automatically\"                         # or \"automatically\"",
            "firmino = \"SKL\"                            # symbol",
            "baselinker = \"bl_2\"",
            "firmino = \"M2\""
        ]
    );
}
