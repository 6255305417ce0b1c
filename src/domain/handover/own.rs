//! A document that was issued here on its way to Firmino: made there once, read back, compared.
//!
//! Its number is on paper before Firmino hears of it. Nothing says that Firmino takes a number from elsewhere, so what was
//! made is believed only once it was read back.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::parcel::{OwnParcel, Taxed};
use super::{Look, Refusal, settles};
use crate::domain::money::Amount;
use crate::domain::names;

/// How far it has come. Ids are Firmino's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnStage {
    /// Nothing was sent, or what was sent is known to have had no effect.
    Pending,
    /// It was sent at this second, and nothing is known of it.
    Sent(i64),
    /// It is there; whether it is the same was not seen yet.
    There(i64),
    /// It is there, and the same.
    Agreed(i64),
}

impl OwnStage {
    /// Firmino's id, once known.
    pub const fn id(self) -> Option<i64> {
        match self {
            OwnStage::Pending | OwnStage::Sent(_) => None,
            OwnStage::There(id) | OwnStage::Agreed(id) => Some(id),
        }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnStep {
    /// Make it.
    Add,
    /// Look whether it is there.
    Look,
    /// Read it back.
    Compare(i64),
    /// Leave it to a later push.
    Wait,
    /// Nothing any more.
    Nothing,
}

/// The next step. `window` (seconds): from sending until a look can be believed.
pub fn next_own(stage: OwnStage, now: i64, window: i64) -> OwnStep {
    match stage {
        OwnStage::Pending => OwnStep::Add,
        OwnStage::Sent(at) if settles(at, now, window) => OwnStep::Wait,
        OwnStage::Sent(_) => OwnStep::Look,
        OwnStage::There(id) => OwnStep::Compare(id),
        OwnStage::Agreed(_) => OwnStep::Nothing,
    }
}

/// What a look for one in doubt means.
///
/// # Errors
/// A person has to say what is there.
pub fn own_looked(look: Look) -> Result<OwnStage, Refusal> {
    match look {
        Look::Absent => Ok(OwnStage::Pending),
        Look::One(id) => Ok(OwnStage::There(id)),
        Look::Several => Err(Refusal::SeveralDocuments),
        Look::Unproved => Err(Refusal::Unproved),
    }
}

/// Whether a name there is a number of ours: the same text, but for spaces.
pub fn same_number(name: &str, number: &str) -> bool {
    names::folded(name) == names::folded(number)
}

/// A document as it was read back; `None` is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnThere {
    /// Whether its notes carry the marker.
    pub author: Author,
    /// Name with its number.
    pub name: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Firmino's word for the kind.
    pub kind: Option<String>,
    /// Firmino's word for the state.
    pub state: Option<String>,
    /// Gross sum.
    pub total: Option<Amount>,
    /// By which rules it is taxed.
    pub taxed: Taxed,
    /// VAT rates of its lines, in Firmino's words.
    pub rates: Option<Vec<String>>,
    /// PLN for one unit of its currency.
    pub exchange: Option<Decimal>,
}

/// Who made a document there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// We: it carries the marker, or Firmino answered our making it.
    We,
    /// Somebody else, under our number.
    Other,
    /// We, but it is another document: one of a mirror that was lost, whose number was given again.
    Elsewise,
}

/// Whether what stands there is what was issued here, to the grosz.
///
/// # Errors
/// What a person has to look at, with what was seen.
pub fn own_compared(ours: &OwnParcel, there: &OwnThere) -> Result<(), (Refusal, String)> {
    let name = there.name.as_deref().unwrap_or("?");
    let odd = odd(ours, there);
    match there.author {
        // Only what we made comes here under another name, whether or not Firmino kept our notes.
        _ if !same_number(name, &ours.number) => {
            Err((Refusal::Renumbered, format!("{name} ≠ {}", ours.number)))
        }
        Author::We => match (odd, there.total == Some(ours.gross)) {
            (Some(said), _) => Err((Refusal::Unlike, said)),
            (None, false) => Err((Refusal::Sums, sums(ours, there))),
            (None, true) => Ok(()),
        },
        Author::Elsewise => Err((Refusal::NumberTaken, name.to_owned())),
        Author::Other => {
            let same = there.issued_on == Some(ours.issued_on)
                && there.kind.as_deref() == Some(ours.kind.word())
                && there.total == Some(ours.gross);
            match (same, odd) {
                (true, None) => Ok(()),
                (_, Some(said)) => Err((Refusal::NumberTaken, format!("{name}: {said}"))),
                (false, None) => Err((
                    Refusal::NumberTaken,
                    format!("{name}: {}", sums(ours, there)),
                )),
            }
        }
    }
}

fn sums(ours: &OwnParcel, there: &OwnThere) -> String {
    let total = there
        .total
        .map_or("?".to_owned(), |total| total.to_string());
    let currency = &ours.currency;
    format!("{total} {currency} ≠ {} {currency}", ours.gross)
}

/// What of its kind, day, state and tax is known to be another.
fn odd(ours: &OwnParcel, there: &OwnThere) -> Option<String> {
    let unlike = |what: &str, theirs: &str, ours: &str| Some(format!("{what}: {theirs} ≠ {ours}"));
    if there.state.as_deref() == Some("cancelled") {
        return Some("documentState: cancelled".to_owned());
    }
    if let Some(kind) = there
        .kind
        .as_deref()
        .filter(|kind| *kind != ours.kind.word())
    {
        return unlike("documentType", kind, ours.kind.word());
    }
    if let Some(day) = there.issued_on.filter(|day| *day != ours.issued_on) {
        return unlike(
            "documentDate",
            &day.to_string(),
            &ours.issued_on.to_string(),
        );
    }
    if there.taxed != ours.taxed {
        let word = |taxed| match taxed {
            Taxed::Polish => "–",
            Taxed::Oss => "OSS",
        };
        return unlike("ossProcedure", word(there.taxed), word(ours.taxed));
    }
    // VAT in PLN follows from it (art. 106e ust. 11).
    if let (Some(there), Some(here)) = (there.exchange, ours.exchange)
        && there.normalize() != here.normalize()
    {
        let (there, here) = (there.normalize(), here.normalize());
        return unlike("currency.rate", &there.to_string(), &here.to_string());
    }
    let wanted: Vec<String> = ours.items.iter().map(|item| plain(&item.rate)).collect();
    let rates = there.rates.as_ref()?;
    let rates: Vec<String> = rates.iter().map(|rate| plain(rate)).collect();
    let sorted = |mut rates: Vec<String>| {
        rates.sort();
        rates.join(" ")
    };
    let (rates, wanted) = (sorted(rates), sorted(wanted));
    (rates != wanted).then(|| format!("vatRate: {rates} ≠ {wanted}"))
}

/// A rate without zeros at its end: `25.50` is `25.5`.
fn plain(rate: &str) -> String {
    match rate.parse::<Decimal>() {
        Ok(number) => number.normalize().to_string(),
        Err(_) => rate.to_owned(),
    }
}

/// Whether an answer that refuses a document without a customer refuses it for want of one.
pub fn wants_customer(said: &str) -> bool {
    let said = said.to_lowercase();
    ["customer", "kontrahent", "nabywc", "klient"]
        .iter()
        .any(|word| said.contains(word))
}

#[cfg(test)]
mod tests;
