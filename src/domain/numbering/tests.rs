use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

fn format(text: &str) -> Format {
    Format::parse(text).unwrap()
}

#[test]
fn renders_the_house_s_formats() {
    let day = date(2026, 3, 5);
    assert_eq!(
        format("BL/{n}/{mm}/{yyyy}").render(17, day),
        "BL/17/03/2026"
    );
    assert_eq!(
        format("PA-BL/{n}/{mm}/{yyyy}").render(1, day),
        "PA-BL/1/03/2026"
    );
    assert_eq!(
        format("{n}/{mm}/{yyyy} BL ORDER").render(9, day),
        "9/03/2026 BL ORDER"
    );
    assert_eq!(format("{dd}.{m}.{yy}-{n}").render(100, day), "05.3.26-100");
    assert_eq!(format("№{n}").render(1, day), "№1");
}

#[test]
fn counters_restart_with_the_date_parts() {
    let day = date(2026, 11, 3);
    let period = |text| format(text).period(day);
    assert_eq!(period("BL/{n}/{mm}/{yyyy}"), "2026-11");
    assert_eq!(period("BL/{n}/{m}/{yy}"), "2026-11");
    assert_eq!(period("{n}/{yyyy}"), "2026");
    assert_eq!(period("{n}/{yy}"), "2026");
    assert_eq!(period("BL-{n}"), "");
    assert_eq!(period("{dd}/{mm}/{yyyy}/{n}"), "2026-11-03");
}

#[test]
fn refuses_formats_whose_numbers_would_repeat() {
    use FormatError::*;
    for (text, error) in [
        ("", NoNumber),
        ("BL/{yyyy}", NoNumber),
        ("{n}/{n}", TwoNumbers),
        ("{n}/{mm}", MonthWithoutYear),
        ("{n}/{m}", MonthWithoutYear),
        ("{n}/{dd}", DayWithoutMonth),
        ("{n}/{dd}/{yyyy}", DayWithoutMonth),
        ("{n}/{dd}/{mm}", DayWithoutMonth),
        ("{n}{m}/{yyyy}", RunTogether),
        ("{n}{yyyy}{m}", RunTogether),
        ("{m}1{n}/{yyyy}", RunTogether),
        ("{n}/{m}{m}/{yyyy}", RunTogether),
        ("{n}/{rok}", UnknownPlaceholder("rok".into())),
        ("{N}", UnknownPlaceholder("N".into())),
        ("{}", UnknownPlaceholder(String::new())),
        ("{n", Brace),
        ("n}", Brace),
        ("{n}\n", Control),
    ] {
        assert_eq!(Format::parse(text), Err(error), "{text:?}");
    }
    for text in [
        "{n}",
        "{n}{yyyy}",
        "{yyyy}{mm}{n}",
        "{n}/{m}/{yyyy}",
        "{m}{dd}{yyyy}/{n}",
    ] {
        assert!(Format::parse(text).is_ok(), "{text}");
    }
    let error = Format::parse("{n}/{rok}").unwrap_err().to_string();
    assert_eq!(
        error,
        "`{rok}` is not known: use {n} {dd} {mm} {m} {yyyy} {yy}"
    );
}

#[test]
fn knows_its_longest_number() {
    assert_eq!(
        format("BL/{n}/{mm}/{yyyy}").longest(),
        "BL/999999/12/2026".len()
    );
    assert_eq!(format("ż{n}/{m}/{yy}").longest(), 13);
}

#[test]
fn series_that_share_numbers_are_found() {
    let collide = |a, b| {
        assert_eq!(
            can_collide(&format(a), &format(b)),
            can_collide(&format(b), &format(a))
        );
        can_collide(&format(a), &format(b))
    };
    assert!(collide("BL/{n}/{mm}/{yyyy}", "BL/{n}/{mm}/{yyyy}"));
    assert!(collide("BL/{n}/{mm}/{yyyy}", "BL/{n}/{m}/{yyyy}"));
    assert!(collide("BL/{n}/{mm}/{yyyy}", "BL/{mm}/{n}/{yyyy}"));
    assert!(collide("{n}/{yy}", "{yy}/{n}"));
    assert!(collide("{n}{yy}", "{n}{yyyy}"));
    assert!(collide("1{n}", "{n}"));
    assert!(collide("{yyyy}/{n}", "2026/{n}"));
    assert!(!collide("0{n}", "{n}"));
    assert!(!collide("{mm}/{yyyy}/{n}", "20/{yyyy}/{n}"));
    assert!(!collide("FV1/{n}", "FV2/{n}"));
    assert!(!collide("BL/{n}/{mm}/{yyyy}", "PA-BL/{n}/{mm}/{yyyy}"));
    assert!(!collide("BL/{n}/{mm}/{yyyy}", "{n}/{mm}/{yyyy} BL ORDER"));
    assert!(!collide("BL/{n}/{yyyy}", "BL/{n}/{mm}/{yyyy}"));
    assert!(!collide("{n}/{yy}", "{n}/{yyyy}"));
    assert!(!collide("FV{n}", "fv{n}"));
}

#[test]
fn is_stored_as_its_text() {
    let text = "\"BL/{n}/{mm}/{yyyy}\"";
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Format>(text).unwrap()).unwrap(),
        text
    );
    assert!(serde_json::from_str::<Format>("\"BL\"").is_err());
}

fn any_day() -> impl Strategy<Value = Date> {
    (2000i16..2100, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_format() -> impl Strategy<Value = Format> {
    let piece = prop::sample::select(vec![
        "{mm}", "{m}", "{yyyy}", "{yy}", "{dd}", "/", "-", "1", "0", "BL", "ż", "",
    ]);
    let pieces = prop::collection::vec(piece, 7);
    (pieces, 0usize..8).prop_filter_map("no format", |(mut pieces, place)| {
        pieces.insert(place, "{n}");
        Format::parse(&pieces.concat()).ok()
    })
}

proptest! {
    #[test]
    fn a_number_is_one_document_s(
        format in any_format(),
        (n, day) in (1u32..2000, any_day()),
        (other_n, other_day) in (1u32..2000, any_day()),
    ) {
        let same = (n, format.period(day)) == (other_n, format.period(other_day));
        prop_assert_eq!(format.render(n, day) == format.render(other_n, other_day), same);
        prop_assert!(format.render(n, day).chars().count() <= format.longest());
    }

    #[test]
    fn equal_numbers_of_two_formats_were_foreseen(
        (a, b) in (any_format(), any_format()),
        (n, day) in (1u32..30, any_day()),
        (other_n, other_day) in (1u32..30, any_day()),
    ) {
        if a.render(n, day) == b.render(other_n, other_day) {
            prop_assert!(can_collide(&a, &b));
        }
        prop_assert!(can_collide(&a, &a));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,30}|[{}nmydł/]{0,12}") {
        let _ = Format::parse(&text);
    }
}
