//! A document's way to BaseLinker: our invoice there, then its printout (design.md §4.5; reliability.md P2–P5). Pure: what
//! is known goes in, the next step comes out; `docs/printouts.md` tells it.
//!
//! Making an invoice cannot be repeated, so it is never sent again before it is sure that the first try will not take
//! effect any more: after the window, and after a look. Uploading a file replaces one: it may be repeated.

#[cfg(test)]
mod tests;

/// How far a document has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was sent.
    Pending,
    /// The making of an invoice was sent at this second, and nothing is known of it.
    Sent(i64),
    /// The invoice is there; the file may be.
    Made(i64),
    /// The invoice carries our file and number.
    Applied(i64),
    /// BaseLinker will not take it: a person looks.
    NotApplied,
}

/// Invoices of the order in our series that carry nothing yet, as just read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// None.
    None,
    /// One, by its id.
    One(i64),
    /// Several: nobody knows which.
    Several,
}

impl Plain {
    /// Of a list of ids.
    pub fn of(ids: &[i64]) -> Plain {
        match ids {
            [] => Plain::None,
            [id] => Plain::One(*id),
            _ => Plain::Several,
        }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Look whether an invoice is there.
    Look,
    /// Upload to this one.
    Upload(i64),
    /// Wait for a later pass.
    Wait,
    /// Nothing any more.
    Nothing,
}

/// The next step. `window` (seconds): from sending until a look can be believed.
pub fn next(stage: Stage, now: i64, window: i64) -> Step {
    match stage {
        Stage::Pending => Step::Look,
        // A clock that was set back is no reason to believe too early, nor to wait for ever.
        Stage::Sent(at) if now >= at && now - at < window => Step::Wait,
        Stage::Sent(at) if now < at && at - now < window => Step::Wait,
        Stage::Sent(_) => Step::Look,
        Stage::Made(invoice) => Step::Upload(invoice),
        Stage::Applied(_) | Stage::NotApplied => Step::Nothing,
    }
}

/// What a look shows: an invoice to fill, none – then one may be made –, or several.
pub fn looked(plain: Plain) -> Result<Stage, Refusal> {
    match plain {
        Plain::None => Ok(Stage::Pending),
        Plain::One(invoice) => Ok(Stage::Made(invoice)),
        Plain::Several => Err(Refusal::Several),
    }
}

/// Why a document is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Several invoices of the order could carry it.
    Several,
    /// The order has another document there, which somebody else made.
    Foreign,
    /// BaseLinker said no.
    Refused,
    /// The printout is larger than BaseLinker takes.
    TooLarge,
    /// Its number is longer than BaseLinker takes.
    Number,
    /// There is no printout.
    NoPrintout,
}

impl Refusal {
    /// Its code, as kept.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Several => "several",
            Refusal::Foreign => "foreign",
            Refusal::Refused => "refused",
            Refusal::TooLarge => "too-large",
            Refusal::Number => "number",
            Refusal::NoPrintout => "no-printout",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Refusal> {
        let all = [
            Refusal::Several,
            Refusal::Foreign,
            Refusal::Refused,
            Refusal::TooLarge,
            Refusal::Number,
            Refusal::NoPrintout,
        ];
        all.into_iter().find(|refusal| refusal.code() == code)
    }
}
