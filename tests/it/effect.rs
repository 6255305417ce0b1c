//! What the wizard shows of an answer on real orders is what a pass then does: each rule moves both, by the same.

use firmino_link::profile::Profile;
use firmino_link::report::effect::Effect;
use firmino_link::sandbox::{Bulk, scenario};
use firmino_link::sync::preview::{self, Sample};
use firmino_link::sync::settings::Settings;

use crate::shop::{Desk, Out, Shop, now, on_account};

/// The same orders, counted by a dry run of the real binary.
fn dry_run(desk: &Desk) -> Out {
    desk.run(["sync", "orders", "--dry-run", "--json"])
}

#[test]
fn the_wizards_counts_and_the_pass_move_together() {
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let (statuses, warehouses, sample) = on_account(&shop, |account| {
        let statuses = account.get_order_status_list().expect("read");
        let statuses: Vec<_> = statuses.into_iter().map(|one| (one.id, one.name)).collect();
        let warehouses = account.get_inventory_warehouses().expect("read");
        (
            statuses,
            warehouses,
            preview::sample(account, now(), || false).expect("read"),
        )
    });
    assert_eq!(sample.orders.len(), 39);
    let rules: [(&str, &str, &str); 11] = [
        ("head", "", ""),
        (
            "head",
            "city = \"Zielona Góra\"\n",
            "city = \"Zielona Góra\"\nvat_eu = true\n",
        ),
        (
            "head",
            "city = \"Zielona Góra\"\n",
            "city = \"Zielona Góra\"\noss = \"below-threshold\"\n",
        ),
        (
            "head",
            "city = \"Zielona Góra\"\n",
            "city = \"Zielona Góra\"\noss = \"registered\"\n",
        ),
        (
            "head",
            "city = \"Zielona Góra\"\n",
            "city = \"Zielona Góra\"\nvat_payer = false\nexempt_basis = \"art. 113\"\n",
        ),
        ("head", "[\"orders\"]", "[\"orders\", \"warehouses\"]"),
        (
            "orders",
            "send_invoices = false\n",
            "send_invoices = false\ndefault_document = \"invoice\"\n",
        ),
        (
            "orders",
            "send_invoices = false\n",
            "send_invoices = false\nauto_document_type = false\n",
        ),
        ("orders", "\"Opłacone\", ", ""),
        ("orders", ", \"Wysłane\"", ""),
        ("rest", "[rates]", "[ksef]\nfrom = 2099-01-01\n[rates]"),
    ];
    let mut effects: Vec<Effect> = Vec::new();
    for (part, from, to) in rules {
        let mut profile = shop.profile();
        profile.orders = profile.orders.replace(
            "issue = \"automatically\"",
            "issue = \"automatically\"\nissue_when = \"any\"",
        );
        let place = match part {
            "head" => &mut profile.head,
            "orders" => &mut profile.orders,
            _ => &mut profile.rest,
        };
        assert!(place.contains(from), "{from}");
        *place = place.replacen(from, to, 1);
        let parsed =
            Profile::parse(&profile.text(), jiff::civil::date(2099, 1, 1)).expect("a profile");
        let settings = Settings::from_profile("shop", &parsed).expect("orders");
        let at = jiff::Timestamp::now();
        let effect =
            preview::effect(&settings, &statuses, &warehouses, &sample, at).expect("planned");
        let out = dry_run(&Desk::new(&profile));
        let told = |pointer: &str| u64::try_from(out.number(pointer)).expect("a count");
        let json = out.json();
        let ksef = json["ready_reasons"]["ksef.required"].as_u64().unwrap_or(0);
        let pass = Effect {
            orders: told("/orders/seen"),
            since: effect.since,
            receipt: told("/documents/issued/receipt"),
            invoice: told("/documents/issued/invoice"),
            invoice_wdt: told("/documents/issued/invoice-wdt"),
            invoice_export: told("/documents/issued/invoice-export"),
            invoice_oss: told("/documents/issued/invoice-oss"),
            ksef,
            needs_editing: told("/orders/needs_editing"),
            // A pass counts a cancelled order among those that wait, too.
            waiting: told("/orders/waiting") - told("/orders/cancelled"),
            missed: told("/orders/missed"),
            cancelled: told("/orders/cancelled"),
            left_out: effect.left_out,
        };
        assert_eq!(effect, pass, "{from} → {to}");
        effects.push(effect);
    }
    let plain = effects[0];
    for (at, rule) in rules.iter().enumerate().skip(1) {
        // The consumer abroad has lines at German rates: held below the threshold as without an answer, an invoice in OSS.
        let same = rule.2.contains("below-threshold");
        assert_eq!(effects[at] == plain, same, "{rule:?}");
        let oss = u64::from(rule.2.contains("registered"));
        assert_eq!(effects[at].invoice_oss, oss, "{rule:?}");
    }
}

#[test]
fn a_sample_of_a_busy_shop_is_the_latest_orders_in_five_calls() {
    let mut bulk = Bulk::spread(3000);
    bulk.over = 30 * 86_400 - 3600;
    let shop = Shop::open(firmino_link::sandbox::World::bulk(1, now(), &bulk));
    let sample: Sample = on_account(&shop, |account| {
        preview::sample(account, now(), || false).expect("read")
    });
    let calls = shop.sandbox.with(|world| world.log().count("getOrders"));
    assert_eq!(calls, 5);
    assert!(sample.orders.len() >= 250, "{}", sample.orders.len());
    let newest = sample
        .orders
        .iter()
        .filter_map(|order| order.confirmed_at)
        .max();
    assert!(
        newest.is_some_and(|second| second > now() - 3600),
        "up to now: {newest:?}"
    );
    let before =
        |order: &firmino_link::domain::order::Order| order.confirmed_at < Some(sample.since);
    assert!(!sample.orders.iter().any(before));
}
