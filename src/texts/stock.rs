//! Levels and warehouses in words.

use jiff::civil::Date;

use super::{Lang, count};
use crate::domain::moment::Unclear;
use crate::domain::warsaw;

/// `3 szt.`
fn pieces(lang: Lang, pieces: i64) -> String {
    lang.pick(
        format!("{pieces} szt."),
        match pieces {
            1 => "1 piece".to_owned(),
            other => format!("{other} pieces"),
        },
    )
}

/// By how much BaseLinker's level differs; nothing where it does not, `–` where that is unknown.
pub fn difference(drift: Option<i64>) -> String {
    match drift {
        None => level(None),
        Some(0) => String::new(),
        Some(drift) => format!("{drift:+}"),
    }
}

/// What the columns of levels mean.
pub fn legend(lang: Lang) -> &'static str {
    lang.pick(
        "Stan: policzone sztuki z późniejszymi ruchami; zajęte: sztuki zamówień, które czekają; cel: ile ma być w BaseLinker; w BaseLinker: ile tam ostatnio było; różnica: czego nic nie tłumaczy; –: nieznane (to nie zero).",
        "Level: counted pieces with later movements; held: pieces of orders that wait; target: what BaseLinker is to have; remote: what it had when last read; drift: what nothing explains; –: unknown (not zero).",
    )
}

/// What to do next about levels; `first`: a command that goes before counting.
pub fn next(lang: Lang, first: Option<&str>) -> String {
    let set = lang.pick(
        "firmino-link stock set SKU MAGAZYN ILE",
        "firmino-link stock set SKU WAREHOUSE QTY",
    );
    let differ = first.map(|command| {
        let word = lang.pick("co z różnicami", "what settles the drift");
        format!("{word}: {command}\n")
    });
    let word = lang.pick("policz sztuki", "count pieces");
    format!("{}{word}: {set}", differ.unwrap_or_default())
}

/// That no level is known.
pub fn none(lang: Lang) -> &'static str {
    lang.pick(
        "Brak stanów. Zaczynają się od policzenia: firmino-link stock set SKU MAGAZYN ILE albo firmino-link mirror import stock PLIK.csv",
        "No levels. They begin with a count: firmino-link stock set SKU WAREHOUSE QTY, or firmino-link mirror import stock FILE.csv",
    )
}

/// That nothing differs.
pub fn no_drift(lang: Lang) -> &'static str {
    lang.pick(
        "Brak różnic: wszystko, co ostatnio odczytano z BaseLinker, tłumaczą zamówienia i wysłane stany.",
        "No drift: orders and levels sent explain all that was last read from BaseLinker.",
    )
}

/// What settles a drift.
pub fn settles(lang: Lang, card: &str) -> String {
    lang.pick(
        format!("Rację ma BaseLinker, stan w kopii danych ma pójść za nim: firmino-link stock accept {card}\nRację ma kopia danych, BaseLinker ma dostać jej stan: firmino-link stock push {card}"),
        format!("BaseLinker is right, and the mirror's level is to follow: firmino-link stock accept {card}\nThe mirror is right, and BaseLinker is to get its level: firmino-link stock push {card}"),
    )
}

/// That orders hold pieces of a level.
pub fn held(lang: Lang, held: i64, level: i64) -> String {
    let left = pieces(lang, level - held);
    let held = pieces(lang, held);
    lang.pick(
        format!("Zamówienia, które czekają, zajmują {held}: do sprzedania zostaje {left}"),
        format!("Orders that wait hold {held}: {left} left to sell"),
    )
}

/// A level; an unknown one is not zero.
pub fn level(level: Option<i64>) -> String {
    level.map_or_else(|| "–".to_owned(), |level| level.to_string())
}

/// That some levels are below zero now.
pub fn below_zero(lang: Lang, levels: usize) -> String {
    let levels = count(
        lang,
        levels,
        ["stan jest", "stany są", "stanów jest"],
        ["level is", "levels are"],
    );
    lang.pick(
        format!("uwaga: {levels} poniżej zera; do BaseLinker idzie wtedy 0"),
        format!("note: {levels} below zero; BaseLinker is sent 0 then"),
    )
}

/// What is wrong with `--as-of`, and what to write.
pub fn unclear(lang: Lang, text: &str, wrong: Unclear, now: i64) -> (String, String) {
    let example = warsaw::day(now)
        .yesterday()
        .unwrap_or_else(|_| warsaw::day(now));
    let full = |day: Date| {
        let evening = day.at(18, 0, 0, 0).to_zoned_datetime(warsaw::zone());
        let offset = evening.map_or_else(|_| String::new(), |at| at.strftime("%:z").to_string());
        lang.pick(
            format!("podaj dzień i godzinę: --as-of \"{day} 18:00\" (czas w Warszawie) albo z przesunięciem: {day}T18:00:00{offset}"),
            format!("name day and hour: --as-of \"{day} 18:00\" (time in Warsaw), or with an offset: {day}T18:00:00{offset}"),
        )
    };
    let offset = lang.pick(
        "podaj czas z przesunięciem, np. 2026-10-25T02:30:00+02:00",
        "give the time with its offset, such as 2026-10-25T02:30:00+02:00",
    );
    match wrong {
        Unclear::Form => (
            lang.pick(
                format!("„{text}” nie jest chwilą, którą można odczytać"),
                format!("\"{text}\" is no moment that can be read"),
            ),
            full(example),
        ),
        Unclear::Day(day) => (
            lang.pick(
                format!("„{text}” to cały dzień: nie wiadomo, czy stan jest z jego początku, czy z końca"),
                format!("\"{text}\" is a whole day: the level may be that of its beginning or of its end"),
            ),
            full(day),
        ),
        Unclear::Skipped => (
            lang.pick(
                format!("„{text}”: takiej godziny nie było, zegary przestawiono wtedy do przodu"),
                format!("\"{text}\": there was no such hour, clocks were set forward then"),
            ),
            offset.to_owned(),
        ),
        Unclear::Twice => (
            lang.pick(
                format!("„{text}”: ta godzina była dwa razy, zegary przestawiono wtedy do tyłu"),
                format!("\"{text}\": that hour came twice, clocks were set back then"),
            ),
            offset.to_owned(),
        ),
        Unclear::Future => (
            lang.pick(
                format!("„{text}” jeszcze nie nadeszło"),
                format!("\"{text}\" is still to come"),
            ),
            full(example),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_day_is_told_its_full_form() {
        let day = jiff::civil::date(2026, 7, 23);
        let (message, fix) = unclear(Lang::Pl, "2026-07-23", Unclear::Day(day), 1_795_500_000);
        assert!(message.contains("cały dzień"), "{message}");
        assert!(fix.contains("--as-of \"2026-07-23 18:00\""), "{fix}");
        assert!(fix.contains("2026-07-23T18:00:00+02:00"), "{fix}");
    }
}
