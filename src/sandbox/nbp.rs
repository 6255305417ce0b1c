//! Exchange rates of the National Bank of Poland, table A: made-up rates in NBP's shapes.

mod calendar;

use jiff::civil::Date;

use self::calendar::{is_working_day, published_until, table_number};
use super::delivery::{Answer, Delivery};
use super::fault::Fault;
use super::random::Random;
use super::world::World;

/// Most days that NBP gives in one answer.
const LONGEST_RANGE: i32 = 93;

/// Currencies: code, NBP's name, middle rate in ten-thousandths of a złoty.
const CURRENCIES: [(&str, &str, u64); 4] = [
    ("EUR", "euro", 42_500),
    ("USD", "dolar amerykański", 36_400),
    ("GBP", "funt szterling", 48_900),
    ("CZK", "korona czeska", 1_750),
];

/// Answers `GET /nbp/api/PATH`; planned faults of the method `nbp` apply.
pub(crate) fn deliver(world: &mut World, path: &str) -> Delivery {
    let answer = answer(path, world.now());
    match world.fault_for("nbp") {
        None => Delivery::Answer(answer),
        Some(Fault::Hang | Fault::HangAfter) => Delivery::Hang,
        Some(Fault::ResetBefore | Fault::ResetAfter | Fault::Late(_)) => Delivery::Reset,
        Some(Fault::Huge(bytes)) => Delivery::Huge { bytes },
        Some(Fault::Slow(bytes_per_second)) => Delivery::Slow {
            answer,
            bytes_per_second,
        },
        Some(Fault::CutBody) => Delivery::Partial {
            declared: answer.body.len(),
            sent: answer.body.len() / 2,
            answer,
        },
        Some(Fault::Redirect(status, to)) => {
            let mut moved = Answer::html(status, "Moved");
            moved.headers.push(("Location", to));
            Delivery::Answer(moved)
        }
        Some(Fault::Shape(_) | Fault::LongLength) => {
            Delivery::Answer(Answer::html(200, "Przerwa techniczna"))
        }
        Some(_) => Delivery::Answer(Answer::html(503, "Service Unavailable")),
    }
}

/// The rate of a currency published on a day, in ten-thousandths of a złoty; `None` if there is none.
pub(crate) fn mid(code: &str, day: Date) -> Option<u64> {
    let (_, _, middle) = currency(code)?;
    let seed = code
        .bytes()
        .fold(0, |seed, byte| seed * 256 + u64::from(byte));
    let days = u64::try_from(days_since_2002(day)).ok()?;
    // Within 2 % of the middle, another value each day.
    let swing = Random::stream(seed, days).below(middle / 25);
    is_working_day(day).then(|| middle - middle / 50 + swing)
}

fn currency(code: &str) -> Option<(&'static str, &'static str, u64)> {
    CURRENCIES
        .into_iter()
        .find(|(known, _, _)| known.eq_ignore_ascii_case(code))
}

fn days_since_2002(day: Date) -> i32 {
    day.since(Date::constant(2002, 1, 2))
        .map_or(0, |span| span.get_days())
}

fn answer(path: &str, now: i64) -> Answer {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let ["exchangerates", "rates", table, code, days @ ..] = parts.as_slice() else {
        return not_found("404 NotFound");
    };
    let Some((code, name, _)) = currency(code).filter(|_| table.eq_ignore_ascii_case("a")) else {
        return not_found("404 NotFound");
    };
    let (start, end) = match days {
        [day] => (day.parse(), day.parse()),
        [start, end] => (start.parse(), end.parse()),
        _ => return not_found("404 NotFound"),
    };
    let (Ok(start), Ok(end)) = (start, end) else {
        return not_found("404 NotFound");
    };
    if days_since_2002(end) - days_since_2002(start) > LONGEST_RANGE {
        return Answer::text(
            400,
            "400 BadRequest - Przekroczony limit 93 dni / Limit of 93 days has been exceeded",
        );
    }
    if end < start {
        return Answer::text(
            400,
            "400 BadRequest - Błędny zakres dat / Invalid date range",
        );
    }
    match rates(code, start, end.min(published_until(now))) {
        rates if rates.is_empty() => not_found("404 NotFound - Not Found - Brak danych"),
        rates => Answer::json(format!(
            r#"{{"table":"A","currency":"{name}","code":"{code}","rates":[{}]}}"#,
            rates.join(",")
        )),
    }
}

fn rates(code: &str, start: Date, end: Date) -> Vec<String> {
    let mut rates = Vec::new();
    let mut day = start.max(Date::constant(2002, 1, 2));
    while day <= end {
        if let Some(mid) = mid(code, day) {
            let decimal = rust_decimal::Decimal::new(i64::try_from(mid).unwrap_or(0), 4);
            rates.push(format!(
                r#"{{"no":"{:03}/A/NBP/{}","effectiveDate":"{day}","mid":{}}}"#,
                table_number(day),
                day.year(),
                decimal.normalize(),
            ));
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    rates
}

fn not_found(text: &str) -> Answer {
    Answer::text(404, text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
