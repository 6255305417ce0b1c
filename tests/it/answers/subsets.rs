//! Must-hold b: any set of modules by a file gives exactly the profile that the file describes.

use firmino_link::profile::{NameOrId, Profile, ProfileText, SendInvoices};
use jiff::civil::Date;

use super::{answers, but, day, shop};
use crate::shop::{Desk, Shop};

const SUBSETS: [&str; 7] = [
    r#""orders""#,
    r#""products""#,
    r#""warehouses""#,
    r#""orders", "products""#,
    r#""orders", "warehouses""#,
    r#""products", "warehouses""#,
    r#""orders", "products", "warehouses""#,
];

fn read(text: &str) -> Profile {
    let today: Date = crate::shop::warsaw_day(crate::shop::now())
        .parse()
        .expect("a day");
    Profile::parse(text, today).expect("a right profile")
}

/// Every value of the answers stands in the profile.
#[track_caller]
fn all_there(answers: &str, profile: &str) {
    let (given, kept) = (
        ProfileText::parse(answers).expect("TOML"),
        ProfileText::parse(profile).expect("TOML"),
    );
    for path in given.paths() {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if path.first() == Some(&"after") {
            continue;
        }
        let (value, found) = (given.get(&path), kept.get(&path));
        let same = value
            .zip(found.clone())
            .is_some_and(|(value, found)| value.means(&found));
        assert!(same, "{path:?} is {found:?} in {profile}");
    }
}

fn set_up(shop: &Shop, modules: &str) -> (String, String) {
    let desk = Desk::bare().with_token();
    let text = answers(shop, modules);
    let out = desk.set_up(&text, &[]).exits(0);
    assert_eq!(out.stderr, "", "{out:?}");
    (text, desk.profile())
}

#[test]
fn every_subset_gives_exactly_its_profile() {
    let shop = shop();
    for modules in SUBSETS {
        let (text, profile) = set_up(&shop, modules);
        all_there(&text, &profile);
        let (meant, kept) = (read(&text), read(&profile));
        assert_eq!(kept, meant, "{modules}");
        let words: Vec<String> = kept
            .modules()
            .iter()
            .map(|module| format!("\"{module}\""))
            .collect();
        assert_eq!(words.join(", "), modules);
    }
}

#[test]
fn what_the_wizard_never_asks_is_copied() {
    let shop = shop();
    let (_, profile) = set_up(&shop, SUBSETS[6]);
    let profile = read(&profile);
    let orders = profile.orders.expect("chosen");
    assert_eq!(orders.hold_days, 21);
    assert_eq!(orders.from.to_string(), day());
    assert_eq!(
        orders.send_invoices,
        SendInvoices::To(NameOrId::Name("Faktury BL".to_owned()))
    );
    assert_eq!(orders.numbering.start.invoice, 17);
    assert_eq!(profile.brakes.documents_per_run, 77);
    assert_eq!(profile.baselinker.rate_limit, 2000);
    assert_eq!(profile.warehouses.expect("chosen").buffer, 2);
    assert_eq!(profile.products.expect("chosen").audit_days, 3);
    assert_eq!(profile.alerts.on_failure, ["true"]);
}

#[test]
fn a_module_that_is_not_chosen_asks_for_nothing() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    // Statuses, series and warehouses are nobody's business here, so they are not read either.
    let _ = desk.set_up(&answers(&shop, SUBSETS[1]), &[]).exits(0);
    let asked = |method: &str| shop.sandbox.with(|world| world.log().count(method));
    assert_eq!(
        (asked("getSeries"), asked("getInventoryWarehouses")),
        (0, 0)
    );
}

#[test]
fn a_warehouse_may_be_named_by_its_id_or_its_name() {
    let shop = shop();
    for written in ["8801", "\"Główny\""] {
        let desk = Desk::bare().with_token();
        let text = but(
            &answers(&shop, SUBSETS[2]),
            "baselinker = \"bl_8801\"",
            &format!("baselinker = {written}"),
        );
        let _ = desk.set_up(&text, &[]).exits(0);
        let links = read(&desk.profile()).warehouses.expect("chosen").links;
        let [link] = &links[..] else {
            panic!("{links:?}");
        };
        assert_eq!(link.firmino, "MAG");
        assert_eq!(link.baselinker, NameOrId::Id(8801), "{written}");
    }
}

#[test]
fn the_address_may_come_by_a_flag() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let url = format!("api_url = \"{}\"\n", shop.sandbox.url());
    let text = but(&answers(&shop, SUBSETS[0]), &url, "");
    let _ = desk
        .set_up(&text, &["--api-url", &shop.sandbox.url()])
        .exits(0);
    assert!(desk.profile().contains(url.trim()), "{}", desk.profile());
}

#[test]
fn the_example_sets_a_shop_up() {
    let shop = shop();
    let desk = Desk::bare();
    desk.write("secret.txt", firmino_link::sandbox::DEFAULT_TOKEN);
    let example = include_str!("../../../examples/answers.toml");
    let url = shop.sandbox.url();
    let more = ["--api-url", &url, "--token-file", "secret.txt"];
    // The day of the example is any shop's first day; tests run later than it.
    let _ = desk.set_up(example, &more).exits(0);
    all_there(example, &desk.profile());
    // Its head tells how to set up by it, which is not true of the profile.
    let profile = desk.profile();
    assert!(profile.starts_with("# Profil firmino-link"), "{profile}");
    assert!(!profile.contains("--answers"), "{profile}");
    assert!(profile.contains("\n\nversion = 1\n"), "{profile}");
    assert_eq!(desk.text("shop.token").trim(), desk.text("secret.txt"));
    let pass = desk.run(["sync", "orders", "--dry-run", "--json"]);
    assert!(matches!(pass.code, Some(0 | 5)), "{pass:?}");
}
