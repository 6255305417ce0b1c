//! An order as it would be handed over: computed as for a document here, in Firmino's words.

use crate::domain::handover::{Contact, Parcel, parcel};
use crate::domain::reason::Reason;
use crate::mirror::handovers::Handover;
use crate::mirror::orders::{LineRow, OrderRow};
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;
use crate::sync::documents::{Refused, by_person, confirm};
use crate::sync::orders::apply::by_word;
use crate::sync::orders::prepare;
use crate::sync::orders::statuses::Statuses;
use crate::sync::settings::Settings;

/// An order with what it takes to hand it over.
pub(super) struct Load {
    pub(super) row: OrderRow,
    lines: Vec<LineRow>,
    pub(super) parcel: Parcel,
}

impl Load {
    /// The card of a line of the order.
    pub(super) fn card(&self, line: Option<i64>) -> Option<i64> {
        let found = self.lines.iter().find(|link| Some(link.line) == line);
        found.and_then(|link| link.card)
    }
}

/// The order as computed here, or what keeps it from Firmino; nothing is written.
pub(super) fn loaded(
    settings: &Settings,
    clock: &dyn Clock,
    mirror: &mut Mirror,
    row: OrderRow,
    way: &Handover,
) -> Result<Result<Load, Vec<Reason>>, MirrorError> {
    let lines = mirror.lines(row.key)?;
    let now = prepare::now(clock, None, mirror)?;
    let statuses = Statuses::default();
    let apply = by_person(settings, &statuses, &now);
    let kept = row.clone();
    let taking = mirror.rehearse(|mirror| by_word(&apply, mirror, kept))?;
    let draft = match confirm::draft(&taking) {
        Ok((draft, _)) => draft,
        Err(Refused::Held { reasons, .. }) => return Ok(Err(reasons)),
        Err(Refused::Book(error)) => return Err(error),
        Err(_) => return Ok(Err(row.reasons)),
    };
    let contact = Contact {
        email: &row.seen.email,
        phone: &row.seen.phone,
    };
    let seller = settings.rules.vat_payer;
    let parcel = parcel(&draft, contact, seller, &way.marker);
    Ok(parcel.map(|parcel| Load { row, lines, parcel }))
}
