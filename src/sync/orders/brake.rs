//! Brakes of an orders pass: weighed before anything is written, on a rehearsal where they might bite.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::tally::Issued;
use crate::report::pass::Brake;
use crate::sync::settings::Brakes;

/// A plan that a brake stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// For the report.
    pub brake: Brake,
    /// Orders that would have got their documents, with the content that was planned.
    pub members: BTreeMap<i64, String>,
}

/// Weighs the documents that would be issued. `old_before` is the second at which the mirror's first Warsaw day began;
/// `before` are documents of this run that were issued already; members of a released plan do not count.
pub fn weigh(
    issued: &[Issued],
    brakes: Brakes,
    old_before: i64,
    before: &[Issued],
    released: Option<&BTreeMap<i64, String>>,
) -> Option<Stopped> {
    let counted: Vec<&Issued> = before
        .iter()
        .chain(issued)
        .filter(|one| released.is_none_or(|members| !members.contains_key(&one.order)))
        .collect();
    let old = counted
        .iter()
        .filter(|one| one.confirmed_at < old_before)
        .count() as u64;
    let all = counted.len() as u64;
    let (reason, count, limit) = if old > brakes.old_orders {
        ("old_orders", old, brakes.old_orders)
    } else if all > brakes.documents_per_run {
        ("documents_per_run", all, brakes.documents_per_run)
    } else {
        return None;
    };
    let members: BTreeMap<i64, String> = issued
        .iter()
        .map(|one| (one.order, one.content.clone()))
        .collect();
    let counts = BTreeMap::from([
        ("documents".to_owned(), (before.len() + issued.len()) as u64),
        (reason.to_owned(), count),
        ("limit".to_owned(), limit),
    ]);
    Some(Stopped {
        brake: Brake {
            reason: reason.to_owned(),
            hash: hash(reason, &members),
            counts,
        },
        members,
    })
}

/// Twelve hex digits that name exactly this plan.
fn hash(reason: &str, members: &BTreeMap<i64, String>) -> String {
    let mut digest = Sha256::new();
    digest.update(reason);
    for (order, content) in members {
        digest.update(format!("\n{order} {content}"));
    }
    digest
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::DocumentKind;
    use crate::domain::money::Amount;

    fn issued(orders: &[(i64, i64)]) -> Vec<Issued> {
        orders
            .iter()
            .map(|(order, confirmed_at)| Issued {
                order: *order,
                confirmed_at: *confirmed_at,
                content: "c".into(),
                kind: DocumentKind::Receipt,
                number: String::new(),
                gross: Amount::ZERO,
                currency: "PLN".into(),
            })
            .collect()
    }

    const BRAKES: Brakes = Brakes {
        old_orders: 1,
        documents_per_run: 3,
    };

    #[test]
    fn old_orders_and_many_documents_bite() {
        assert_eq!(
            weigh(&issued(&[(1, 5), (2, 10), (3, 10)]), BRAKES, 10, &[], None),
            None
        );
        let old = weigh(&issued(&[(1, 5), (2, 9), (3, 10)]), BRAKES, 10, &[], None).unwrap();
        assert_eq!(
            (old.brake.reason.as_str(), old.brake.counts["old_orders"]),
            ("old_orders", 2)
        );
        assert_eq!(old.members.len(), 3);
        let many = weigh(
            &issued(&[(2, 10), (3, 10)]),
            BRAKES,
            10,
            &issued(&[(8, 10), (9, 10)]),
            None,
        )
        .unwrap();
        assert_eq!(
            (
                many.brake.reason.as_str(),
                many.brake.counts["documents_per_run"]
            ),
            ("documents_per_run", 4)
        );
    }

    #[test]
    fn a_released_plan_runs_and_newcomers_are_weighed() {
        let plan = issued(&[(1, 5), (2, 6), (3, 7)]);
        let stopped = weigh(&plan, BRAKES, 10, &[], None).unwrap();
        assert_eq!(weigh(&plan, BRAKES, 10, &[], Some(&stopped.members)), None);
        let more = issued(&[(1, 5), (2, 6), (3, 7), (4, 8), (5, 8)]);
        let again = weigh(&more, BRAKES, 10, &[], Some(&stopped.members)).unwrap();
        assert_ne!(again.brake.hash, stopped.brake.hash);
    }
}
