//! Printouts to BaseLinker: our invoice there, made if there is none that could carry the document, then file and number
//! (design.md §4.5). A failed call undoes nothing; a later pass goes on.

use std::time::Duration;

use super::crash;
use super::documents::print::{NotPrinted, print};
use super::orders::PassError;
use super::orders::elsewhere::Elsewhere;
use super::patience::Patience;
use crate::baselinker::{Account, ApiError, INVOICE_FILE_SIZE, INVOICE_NUMBER_WIDTH};
use crate::domain::delivery::{Plain, Refusal, Stage, Step, looked, next};
use crate::mirror::printouts::PrintoutRow;
use crate::mirror::remote::{Made, RemoteDocument, RemoteKind};
use crate::mirror::{Mirror, MirrorError};
use crate::net::{Line, Outcome};

/// Refusals of one printout before a person has to look.
const TRIES: i64 = 3;

/// Calls of one printout at most: BaseLinker's invoice is made, then it gets the file.
pub const CALLS: usize = 2;

/// Printouts of one reading of the book.
const ROWS: i64 = 100;

/// A printout that BaseLinker does not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// BaseLinker's order.
    pub order: i64,
    /// The document's number.
    pub number: String,
    /// Why.
    pub refusal: Refusal,
    /// What BaseLinker said.
    pub said: String,
}

/// How a sending ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Printouts that BaseLinker has now.
    pub sent: u64,
    /// Those still on their way.
    pub pending: u64,
    /// Of these, those whose invoice may have been made.
    pub in_doubt: u64,
    /// What is new for a person.
    pub unsent: Vec<Unsent>,
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Every printout on its way.
    Open,
    /// Those of these documents.
    Documents(Vec<i64>),
}

/// A sending.
pub struct Sending<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// The world.
    pub line: Line<'a>,
    /// What stands there.
    pub elsewhere: &'a Elsewhere<'a>,
    /// The series that our documents go into.
    pub series: i64,
    /// From sending the making of an invoice until a look can be believed (seconds).
    pub window: i64,
    /// How long BaseLinker may be told; `None`: until it is.
    pub telling: Option<Duration>,
}

/// Whether the others can still be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Stop,
}

impl Sending<'_> {
    /// Sends printouts, oldest first. A call that fails for now leaves the rest to the next pass.
    ///
    /// # Errors
    /// Those of the book, and of reading what stands there.
    pub fn run(&self, mirror: &mut Mirror, which: &Which) -> Result<Sent, PassError> {
        let mut sent = Sent::default();
        let patience = Patience::begin(self.line, self.telling);
        let mut after = 0;
        // Invoices with higher ids are read by this walk; what was read before may have got a file since.
        let mut fresh_from = i64::MAX;
        'pages: loop {
            let rows = self.rows(mirror, which, after)?;
            let Some(last) = rows.last() else { break };
            after = last.document;
            if fresh_from == i64::MAX && rows.iter().any(|row| row.stage == Stage::Pending) {
                fresh_from = mirror.remote_cursor(RemoteKind::Invoice)?.unwrap_or(0) + 1;
                self.elsewhere.read(mirror)?;
            }
            for row in rows {
                if patience.is_over() {
                    break 'pages;
                }
                if self.one(mirror, row, fresh_from, &mut sent)? == Flow::Stop {
                    break 'pages;
                }
            }
        }
        (sent.pending, sent.in_doubt) = mirror.count_open_printouts()?;
        Ok(sent)
    }

    fn rows(
        &self,
        mirror: &Mirror,
        which: &Which,
        after: i64,
    ) -> Result<Vec<PrintoutRow>, MirrorError> {
        match which {
            Which::Open => mirror.open_printouts(after, ROWS),
            Which::Documents(documents) => {
                let mut documents = documents.clone();
                documents.sort_unstable();
                let mut rows = Vec::new();
                for document in documents.into_iter().filter(|id| *id > after) {
                    rows.extend(mirror.printout(document)?);
                }
                Ok(rows)
            }
        }
    }

    /// Brings one printout as far as it goes.
    fn one(
        &self,
        mirror: &mut Mirror,
        row: PrintoutRow,
        fresh_from: i64,
        sent: &mut Sent,
    ) -> Result<Flow, PassError> {
        let mut stage = row.stage;
        loop {
            let now = self.line.clock.wall().as_second();
            match next(stage, now, self.window) {
                Step::Wait | Step::Nothing => return Ok(Flow::On),
                Step::Look => match self.look(mirror, &row, stage, fresh_from)? {
                    Err(refusal) => {
                        self.refuse(mirror, &row, refusal, "", sent)?;
                        return Ok(Flow::On);
                    }
                    Ok(Stage::Pending) => match self.make(mirror, &row, now, sent)? {
                        Ok(made) => stage = made,
                        Err(flow) => return Ok(flow),
                    },
                    Ok(found) => {
                        mirror.write(|mirror| mirror.set_printout(row.document, found))?;
                        crash::point();
                        stage = found;
                    }
                },
                Step::Upload(invoice) => {
                    return self.upload(mirror, &row, invoice, sent);
                }
            }
        }
    }

    /// Whether an invoice is there that could carry the document, or a foreign one.
    fn look(
        &self,
        mirror: &mut Mirror,
        row: &PrintoutRow,
        stage: Stage,
        fresh_from: i64,
    ) -> Result<Result<Stage, Refusal>, PassError> {
        let invoices = |mirror: &Mirror| -> Result<Vec<RemoteDocument>, MirrorError> {
            let mut there = mirror.remote_of(row.order)?;
            there.retain(|document| document.kind == RemoteKind::Invoice);
            Ok(there)
        };
        // After a lost answer only the order itself tells.
        let old = |document: &RemoteDocument| document.id < fresh_from;
        if stage != Stage::Pending || invoices(mirror)?.iter().any(old) {
            self.elsewhere.read_of(mirror, row.order)?;
            crash::point();
        }
        let there = invoices(mirror)?;
        let ours = |document: &&RemoteDocument| {
            document.made == Made::Plain && document.series == Some(self.series)
        };
        if there.iter().any(|document| !ours(&document)) {
            return Ok(Err(Refusal::Foreign));
        }
        let plain: Vec<i64> = there.iter().filter(ours).map(|one| one.id).collect();
        Ok(looked(Plain::of(&plain)))
    }

    /// Makes the invoice: noted before it is sent, so that no kill makes a second one.
    fn make(
        &self,
        mirror: &mut Mirror,
        row: &PrintoutRow,
        now: i64,
        sent: &mut Sent,
    ) -> Result<Result<Stage, Flow>, PassError> {
        mirror.write(|mirror| mirror.set_printout(row.document, Stage::Sent(now)))?;
        crash::point();
        let outcome = self.account.add_invoice(row.order, self.series);
        crash::point();
        match outcome {
            Outcome::Applied(invoice) => {
                let made = Stage::Made(invoice);
                mirror.write(|mirror| mirror.set_printout(row.document, made))?;
                crash::point();
                Ok(Ok(made))
            }
            Outcome::NotApplied(error) => {
                mirror.write(|mirror| mirror.set_printout(row.document, Stage::Pending))?;
                Ok(Err(self.said_no(mirror, row, &error, sent)?))
            }
            // It may still take effect: the next passes look. Whatever failed would fail the others, too.
            Outcome::InDoubt(_) => Ok(Err(Flow::Stop)),
        }
    }

    fn upload(
        &self,
        mirror: &mut Mirror,
        row: &PrintoutRow,
        invoice: i64,
        sent: &mut Sent,
    ) -> Result<Flow, PassError> {
        if row.number.chars().count() > INVOICE_NUMBER_WIDTH {
            self.refuse(mirror, row, Refusal::Number, "", sent)?;
            return Ok(Flow::On);
        }
        let pdf = match print(mirror, &row.number) {
            Ok(print) => print.bytes,
            Err(NotPrinted::Book(error)) => return Err(error.into()),
            Err(_) => {
                self.refuse(mirror, row, Refusal::NoPrintout, "", sent)?;
                return Ok(Flow::On);
            }
        };
        if pdf.len() > INVOICE_FILE_SIZE {
            self.refuse(mirror, row, Refusal::TooLarge, "", sent)?;
            return Ok(Flow::On);
        }
        crash::point();
        let outcome = self
            .account
            .add_order_invoice_file(invoice, &pdf, &row.number);
        crash::point();
        match outcome {
            Outcome::Applied(()) => {
                let stage = Stage::Applied(invoice);
                mirror.write(|mirror| mirror.set_printout(row.document, stage))?;
                crash::point();
                sent.sent += 1;
                Ok(Flow::On)
            }
            Outcome::NotApplied(error) | Outcome::InDoubt(error) => {
                self.said_no(mirror, row, &error, sent)
            }
        }
    }

    /// A refusal by name is about this printout; anything else is about the line or the account.
    fn said_no(
        &self,
        mirror: &mut Mirror,
        row: &PrintoutRow,
        error: &ApiError,
        sent: &mut Sent,
    ) -> Result<Flow, PassError> {
        if !matches!(error, ApiError::Refused { .. }) {
            return Ok(Flow::Stop);
        }
        let said = error.to_string();
        if row.tries + 1 >= TRIES {
            self.refuse(mirror, row, Refusal::Refused, &said, sent)?;
        } else {
            mirror.write(|mirror| mirror.refuse_printout(row.document, &said, None))?;
        }
        Ok(Flow::On)
    }

    fn refuse(
        &self,
        mirror: &mut Mirror,
        row: &PrintoutRow,
        refusal: Refusal,
        said: &str,
        sent: &mut Sent,
    ) -> Result<(), PassError> {
        mirror.write(|mirror| mirror.refuse_printout(row.document, said, Some(refusal)))?;
        crash::point();
        sent.unsent.push(Unsent {
            order: row.order,
            number: row.number.clone(),
            refusal,
            said: said.to_owned(),
        });
        Ok(())
    }
}
