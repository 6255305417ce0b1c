//! `documents void`: a document that never left the house is void; its number stays explained (legal.md 19).

use super::Refused;
use crate::domain::delivery::Stage;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::{Flags, State};
use crate::mirror::Mirror;
use crate::mirror::documents::{Origin, Role};
use crate::mirror::marks::{Mark, Marked};
use crate::mirror::orders::OrderRow;
use crate::mirror::outbox::Effect;
use crate::net::Clock;

/// What became of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// BaseLinker's order id.
    pub order: i64,
    /// Its state now.
    pub state: State,
    /// Its flags now.
    pub flags: Flags,
}

/// What a person says of a document that was sent to Firmino.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InFirmino {
    /// Nothing: one that is there, or may be, stays.
    Unsaid,
    /// It was cancelled there; the next push looks.
    Cancelled,
}

/// Makes a document void. Its order is ready again, and gets another document only by a person's word; an invoice to a
/// receipt leaves the order as it is.
///
/// # Errors
/// See [`Refused`]; nothing is written then.
pub fn void(
    mirror: &mut Mirror,
    clock: &dyn Clock,
    (number, reason): (&str, &str),
    there: InFirmino,
) -> Result<Option<Left>, Refused> {
    mirror.write(|mirror| {
        let now = clock.wall().as_second();
        let document = mirror.document(number)?;
        let document = document.ok_or_else(|| Refused::UnknownDocument(number.to_owned()))?;
        if document.origin == Origin::Elsewhere {
            return Err(Refused::NotOurs(document.number));
        }
        if document.void().is_some() {
            return Err(Refused::Void(document.number));
        }
        // One that is on its way may be there, too.
        let printout = mirror.printout(document.id)?;
        let left =
            |stage: Stage| matches!(stage, Stage::Sent(_) | Stage::Made(_) | Stage::Applied(_));
        if printout.is_some_and(|printout| left(printout.stage)) {
            return Err(Refused::Sent(document.number));
        }
        let own = mirror.own_handover(document.id)?;
        if there == InFirmino::Unsaid && own.is_some_and(|own| own.may_be_there()) {
            return Err(Refused::InFirmino(document.number));
        }
        let correction = document.corrections().next();
        if let Some(by) = correction.map(|(by, ..)| by.clone()) {
            return Err(Refused::Corrected {
                by,
                number: document.number,
            });
        }
        let order = mirror.order(document.order)?;
        let order = order.filter(|order| order.key == document.order_key);
        let is_sale = document.role == Role::Sale.text();
        if let Some(order) = order.as_ref().filter(|_| is_sale)
            && let Some(invoice) = mirror.document_of(order, Role::ToReceipt)?
        {
            return Err(Refused::HasInvoice {
                number: document.number,
                invoice: invoice.number,
            });
        }
        let mark = Mark {
            what: Marked::Void,
            reason: reason.to_owned(),
            correction: None,
        };
        mirror.add_mark(document.id, &mark, now)?;
        let Some(order) = order else {
            return Ok(None);
        };
        let order = match is_sale && order.state == State::Documented {
            true => reopened(mirror, order, number)?,
            false => order,
        };
        Ok(Some(Left {
            order: order.seen.id,
            state: order.state,
            flags: order.flags,
        }))
    })
}

/// The order without its document. Where it has changed since, it says so until it is read again.
fn reopened(mirror: &Mirror, order: OrderRow, number: &str) -> Result<OrderRow, Refused> {
    let order = OrderRow {
        state: State::Ready,
        reasons: vec![Reason::new(Code::Voided, "document", number)],
        ..order
    };
    mirror.save_order(&order)?;
    mirror.look_again(order.key)?;
    mirror.withdraw(order.key, Effect::Status)?;
    Ok(order)
}
