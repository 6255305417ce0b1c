//! The rate that article 31a of the VAT act names.

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::net::retry::{Attempts, Retry};
use crate::net::{
    Address, AddressError, Cause, Line, Request, Response, Shape, TransportError, Wait, quote,
};

/// Total deadline of one call.
const DEADLINE: Duration = Duration::from_secs(10);

/// Few tries: without an answer the order waits for the next pass.
const RETRY: Retry = Retry {
    tries: 3,
    base: Duration::from_secs(1),
    within: Duration::from_secs(20),
};

/// Days looked back over. The longest run of days without a table, Christmas to the next working day, is shorter.
const LOOK_BACK: i64 = 10;

/// A currency's average rate in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Złoty for one unit, exactly as printed in the table.
    pub mid: Decimal,
    /// Number of the table: `226/A/NBP/2026`.
    pub table: String,
    /// Day of the table.
    pub effective: Date,
}

/// Why no rate is known.
#[derive(Debug, thiserror::Error)]
pub enum NbpError {
    /// Three capital letters make a currency.
    #[error("NBP: `{0}` is no currency code")]
    NoCurrency(String),
    /// The base address and the path make no address.
    #[error("NBP: {0}")]
    Address(#[from] AddressError),
    /// The day lies at the end of the calendar.
    #[error("NBP: {0} is no day to ask for")]
    NoDay(Date),
    /// No answer, or the server's own trouble.
    #[error("NBP: {0}")]
    Network(Cause),
    /// An answer that is no rate.
    #[error("NBP: the answer cannot be read: {0}")]
    WrongShape(Shape),
    /// An answer beyond the cap on bodies.
    #[error("NBP: {0}")]
    TooLarge(TransportError),
}

/// The average rate (table A) of the last working day before `day`, as article 31a of the VAT act wants it; `None`
/// where NBP has none: an unknown currency, or days without a table. Reads the ten days before in one call. `day` must
/// not lie in the future: the last table before it might not be there yet.
///
/// # Errors
/// See [`NbpError`]. Not paced by BaseLinker's limit.
pub fn rate_before(
    line: &Line<'_>,
    base: &Address,
    currency: &str,
    day: Date,
) -> Result<Option<Rate>, NbpError> {
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(NbpError::NoCurrency(quote(currency)));
    }
    let ago = |days: i64| {
        day.checked_sub(days.days())
            .map_err(|_| NbpError::NoDay(day))
    };
    let (first, last) = (ago(LOOK_BACK)?, ago(1)?);
    let code = currency.to_ascii_lowercase();
    let address = base.join(&format!(
        "exchangerates/rates/a/{code}/{first}/{last}/?format=json"
    ))?;
    let response = ask(line, &Request::get(address))?;
    match response.status {
        404 => Ok(None),
        200 => read(&response.body, first, last).map(Some),
        status => Err(NbpError::Network(Cause::Status(status))),
    }
}

fn ask(line: &Line<'_>, request: &Request) -> Result<Response, NbpError> {
    let mut attempts = Attempts::new(RETRY);
    loop {
        let start = line.clock.boot();
        let (cause, retry_after) = match line.transport.send(request, attempts.deadline(DEADLINE)) {
            Ok(response) if response.status == 429 || response.status >= 500 => {
                (Cause::Status(response.status), response.retry_after)
            }
            Ok(response) => return Ok(response),
            Err(error @ TransportError::TooLarge(_)) => {
                return Err(NbpError::TooLarge(error));
            }
            Err(error) => (Cause::Transport(error), None),
        };
        let took = line.clock.boot() - start;
        let Some(pause) = attempts.failed(took, retry_after, line.jitter) else {
            return Err(NbpError::Network(cause));
        };
        line.wait(
            &Wait::Retry {
                method: "NBP",
                attempt: attempts.next(),
                cause,
            },
            pause,
        );
    }
}

#[derive(Deserialize)]
struct Table<'a> {
    #[serde(borrow)]
    rates: Vec<Row<'a>>,
}

/// `mid` keeps its text: the rate goes on documents to the last digit.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    no: String,
    effective_date: &'a str,
    #[serde(borrow)]
    mid: &'a RawValue,
}

fn read(body: &[u8], first: Date, last: Date) -> Result<Rate, NbpError> {
    let shape = NbpError::WrongShape;
    let table: Table<'_> = serde_json::from_slice(body).map_err(|_| shape(Shape::Form("rates")))?;
    // ISO days are ordered as their texts are.
    let row = table.rates.into_iter().max_by_key(|row| row.effective_date);
    let row = row.ok_or_else(|| shape(Shape::Field("rates")))?;
    let effective: Date = row
        .effective_date
        .parse()
        .map_err(|_| shape(Shape::Field("effectiveDate")))?;
    if !(first..=last).contains(&effective) {
        return Err(shape(Shape::Unasked("effectiveDate")));
    }
    let digits = row.mid.get().trim_matches('"');
    let mid = Decimal::from_str_exact(digits).or_else(|_| Decimal::from_scientific(digits));
    match mid {
        Ok(mid) if mid > Decimal::ZERO => Ok(Rate {
            mid,
            table: quote(&row.no),
            effective,
        }),
        _ => Err(shape(Shape::Field("mid"))),
    }
}

#[cfg(test)]
mod tests;
