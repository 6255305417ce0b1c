//! What a documented order lacks is made up for, where a person asks to read it anew: links, movements, the promised
//! status. Its document stays as it is, and nothing is done twice.

use super::Apply;
use super::take::{links, lowered};
use crate::domain::kind::DocumentKind;
use crate::mirror::orders::OrderRow;
use crate::mirror::outbox::Effect;
use crate::mirror::{Mirror, Result};
use crate::sync::orders::context::{Seen, Twins, surroundings};
use crate::sync::orders::tally::Tally;

impl Apply<'_> {
    /// Mends `order`, by what its document shows; a line that is linked keeps its card and warehouse.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn mend(
        &self,
        mirror: &Mirror,
        order: &mut OrderRow,
        tally: &mut Tally,
    ) -> Result<()> {
        let corrected = order.edits.apply(&order.seen);
        let seen = Seen {
            corrected: &corrected,
            row: Some(order),
            twins: Twins::Overruled,
        };
        let around = surroundings(mirror, self.settings, seen, self.now.today, None)?;
        if order.contractor.is_none() {
            let kind = order.kind.as_deref();
            let kind = kind.and_then(|kind| kind.parse::<DocumentKind>().ok());
            order.contractor = self.contractor(mirror, order, &around, kind, tally)?;
        }
        let cards = self.cards(mirror, &corrected.order, &around.cards, true, tally)?;
        let mut links = links(&order.seen, &cards, &around.context.sources);
        for kept in mirror.lines(order.key)? {
            if let Some(link) = links.iter_mut().find(|link| link.line == kept.line) {
                link.card = kept.card.or(link.card);
                link.warehouse = kept.warehouse.or(link.warehouse);
            }
        }
        mirror.save_lines(order.key, &order.seen, &links)?;
        if !order.flags.cancelled {
            let lowered = lowered(&order.seen, &links, &mirror.taken_back(order.key)?);
            let kept: Vec<i64> = links.iter().map(|link| link.line).collect();
            tally.lowered(mirror.lower(order.key, &lowered, &kept, self.now.second)?);
        }
        let here = !mirror.document_numbers(order)?.is_empty();
        if here && !mirror.was_promised(order.key, Effect::Status)? {
            let wanted = self.settings.statuses.documented.as_ref();
            self.promise_status(mirror, order, wanted)?;
        }
        Ok(())
    }
}
