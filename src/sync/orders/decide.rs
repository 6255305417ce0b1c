//! What a seen order means for the book: a pure step from what is known to what is to be done.

use super::statuses::{Stage, Statuses};
use crate::domain::order::{Identity, Order};
use crate::domain::state::State;

/// What the book knows of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What made it this order.
    pub identity: Identity,
    /// State.
    pub state: State,
    /// Hash of what was planned.
    pub content: String,
    /// It was taken once: it has a number, and perhaps movements.
    pub taken: Taken,
}

/// Whether an order was taken into the book at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It has our number; its pieces may have been lowered.
    Yes,
    /// It was only seen so far.
    No,
}

/// What is to be done with a seen order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is none of ours: not confirmed, or confirmed before `orders.from`.
    LeaveOut,
    /// It comes from a return: noted, never sold.
    Return,
    /// Another order under a known id.
    Quarantine,
    /// A person said that it has its document from elsewhere.
    Elsewhere,
    /// Not in an allowed status yet.
    Wait,
    /// Cancelled without having been taken.
    WaitCancelled,
    /// Beyond the path without having been taken.
    Miss,
    /// To be planned: taken now, or planned anew.
    Plan,
    /// Taken, without a document, and cancelled now: nothing is issued, its pieces come back.
    Cancel,
    /// Nothing but status and flags to note.
    Note {
        /// Buyer, lines or sums differ from what was documented.
        changed: bool,
        /// Its status says cancelled.
        cancelled: bool,
    },
}

/// Decides the step. `from` is `orders.from` as a second; what was confirmed before `issued_before` has its document
/// elsewhere.
pub fn decide(
    order: &Order,
    known: Option<&Known>,
    statuses: &Statuses,
    from: i64,
    issued_before: i64,
) -> Step {
    let Some(confirmed_at) = order.confirmed_at else {
        return Step::LeaveOut;
    };
    let stage = statuses.stage(order.status);
    let Some(known) = known else {
        return match stage {
            _ if confirmed_at < from => Step::LeaveOut,
            _ if order.is_return() => Step::Return,
            _ if confirmed_at < issued_before => Step::Elsewhere,
            Stage::Allowed => Step::Plan,
            Stage::Cancelled => Step::WaitCancelled,
            Stage::Finished => Step::Miss,
            Stage::Elsewhere | Stage::Held => Step::Wait,
        };
    };
    if !known.identity.agrees(&order.identity) {
        return Step::Quarantine;
    }
    let note = Step::Note {
        changed: known.content != order.content_hash(),
        cancelled: stage == Stage::Cancelled,
    };
    match (known.state, known.taken, stage) {
        (State::Documented | State::Skipped | State::Quarantined, _, _) => note,
        (
            State::Waiting | State::Missed | State::Ready | State::NeedsEditing,
            _,
            Stage::Allowed,
        ) => Step::Plan,
        // A pass itself put it there; it comes back from there by being mended.
        (State::NeedsEditing | State::Ready, _, Stage::Held) => Step::Plan,
        (State::Missed, _, Stage::Cancelled | Stage::Finished | Stage::Elsewhere | Stage::Held) => {
            note
        }
        (State::Waiting, Taken::No, Stage::Finished) => Step::Miss,
        (State::Waiting, Taken::No, Stage::Cancelled) => Step::WaitCancelled,
        // Taken on the path and finished since: the sale still needs its document.
        (State::Waiting | State::Ready | State::NeedsEditing, _, Stage::Finished) => Step::Plan,
        (State::Waiting | State::Ready | State::NeedsEditing, _, Stage::Cancelled) => Step::Cancel,
        (State::Waiting, _, Stage::Elsewhere | Stage::Held) => Step::Wait,
        // Taken, and in a status of no list: it stays what it is, and keeps its reasons.
        (State::Ready | State::NeedsEditing, _, Stage::Elsewhere) => note,
    }
}

#[cfg(test)]
mod tests {
    use super::super::statuses::{Named, Wanted};
    use super::*;

    const NEW: i64 = 1;
    const PAID: i64 = 2;
    const CANCELLED: i64 = 3;
    const DONE: i64 = 4;

    fn statuses() -> Statuses {
        let account = [
            (NEW, "Nowe"),
            (PAID, "Opłacone"),
            (CANCELLED, "Anulowane"),
            (DONE, "Zrealizowane"),
        ];
        let account: Vec<_> = account.map(|(id, name)| (id, name.to_owned())).into();
        let wanted = Wanted {
            allowed: vec![Named::Id(PAID)],
            cancelled: vec![Named::Id(CANCELLED)],
            finished: vec![Named::Id(DONE)],
            ..Wanted::default()
        };
        Statuses::resolve(&account, &wanted).unwrap()
    }

    fn order(status: i64) -> Order {
        let json = serde_json::json!({
            "id": 1, "identity": {"date_add": 5, "source": "shop", "source_id": 1, "external": ""}, "status": status,
            "confirmed_at": 100, "currency": "PLN", "payment_method": "", "cash_on_delivery": false, "paid": null,
            "email": "", "phone": "", "delivery": {"name": "", "company": "", "street": "", "postcode": "", "city": "",
            "country": ""}, "delivery_method": "", "delivery_price": null, "invoice": {"name": "", "company": "",
            "street": "", "postcode": "", "city": "", "country": ""}, "tax_id": "", "want_invoice": false, "lines": [],
            "odd": []
        });
        serde_json::from_value(json).unwrap()
    }

    fn known(state: State) -> Known {
        let order = order(PAID);
        Known {
            identity: order.identity.clone(),
            state,
            content: order.content_hash(),
            taken: Taken::No,
        }
    }

    #[test]
    fn table() {
        let note = Step::Note {
            changed: false,
            cancelled: false,
        };
        let cancelled = Step::Note {
            changed: false,
            cancelled: true,
        };
        let rows = [
            (
                None,
                [Step::Wait, Step::Plan, Step::WaitCancelled, Step::Miss],
            ),
            (
                Some(State::Waiting),
                [Step::Wait, Step::Plan, Step::WaitCancelled, Step::Miss],
            ),
            (Some(State::Missed), [note, Step::Plan, cancelled, note]),
            (
                Some(State::Ready),
                [note, Step::Plan, Step::Cancel, Step::Plan],
            ),
            (
                Some(State::NeedsEditing),
                [note, Step::Plan, Step::Cancel, Step::Plan],
            ),
            (Some(State::Documented), [note, note, cancelled, note]),
            (Some(State::Skipped), [note, note, cancelled, note]),
        ];
        for (state, steps) in rows {
            for (status, step) in [NEW, PAID, CANCELLED, DONE].into_iter().zip(steps) {
                let known = state.map(known);
                assert_eq!(
                    decide(&order(status), known.as_ref(), &statuses(), 100, 0),
                    step,
                    "{state:?} in {status}"
                );
            }
        }
    }

    #[test]
    fn a_taken_order_is_not_missed_and_gives_its_pieces_back() {
        let taken = Known {
            taken: Taken::Yes,
            ..known(State::Waiting)
        };
        let steps = [NEW, PAID, CANCELLED, DONE]
            .map(|status| decide(&order(status), Some(&taken), &statuses(), 0, 0));
        assert_eq!(steps, [Step::Wait, Step::Plan, Step::Cancel, Step::Plan]);
    }

    #[test]
    fn what_is_not_ours() {
        let statuses = statuses();
        let before = decide(&order(PAID), None, &statuses, 101, 0);
        let unconfirmed = decide(
            &Order {
                confirmed_at: None,
                ..order(PAID)
            },
            None,
            &statuses,
            0,
            0,
        );
        let mut back = order(PAID);
        back.identity.source = "order_return".to_owned();
        assert_eq!(
            [before, unconfirmed, decide(&back, None, &statuses, 0, 0)],
            [Step::LeaveOut, Step::LeaveOut, Step::Return]
        );
    }

    #[test]
    fn a_reused_id_is_quarantined_and_an_edit_is_not() {
        let mut other = order(PAID);
        other.identity.date_add += 1;
        assert_eq!(
            decide(&other, Some(&known(State::Documented)), &statuses(), 0, 0),
            Step::Quarantine
        );
        let mut edited = order(PAID);
        edited.delivery.city = "Łódź".to_owned();
        edited.identity.external = "A-7".to_owned();
        let step = decide(&edited, Some(&known(State::Documented)), &statuses(), 0, 0);
        assert_eq!(
            step,
            Step::Note {
                changed: true,
                cancelled: false
            }
        );
    }
}
