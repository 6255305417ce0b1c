//! Brakes of a sending, weighed before anything is written: the first one of a profile, and many products that would go to
//! zero – an offer that has none left may be ended for good (pains.md P25).

use sha2::{Digest as _, Sha256};

use super::plan::Job;
use super::tally::Counts;
use super::{Ended, SendSettings};
use crate::mirror::shelves::Place;
use crate::mirror::{Mirror, MirrorError};
use crate::report::pass::Brake;
use crate::sync::orders::PassError;

/// Fewer products than these stop nothing by their share.
const FEW: i64 = 5;

/// The name of a plan that is still being made.
const UNNAMED: &str = "";

/// Why a sending stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It is the first one of this profile with these settings.
    First,
    /// Too many products would go to zero.
    Zero,
}

impl Why {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Why::First => "first_sending",
            Why::Zero => "zero_products",
        }
    }
}

/// Whether too many products would go to zero; how many they are, and of how many.
///
/// # Errors
/// Those of the book.
pub(super) fn zero(
    sending: &SendSettings,
    mirror: &Mirror,
) -> Result<Option<(i64, i64)>, MirrorError> {
    let (zero, all) = mirror.going_to_zero(i64::from(sending.buffer))?;
    let share = zero >= FEW && zero * 100 > all * i64::from(sending.zero_percent);
    let many = zero > i64::from(sending.zero_products);
    Ok((share || many).then_some((zero, all)))
}

/// A plan on its way into the book: its levels one by one, then its name.
pub(super) struct Plan {
    digest: Sha256,
    pub(super) counts: Counts,
}

impl Plan {
    pub(super) fn begin(why: Why) -> Plan {
        let mut digest = Sha256::new();
        digest.update(why.word());
        Plan {
            digest,
            counts: Counts::new(),
        }
    }

    /// Adds what is wanted of a shelf; `remote` is what can be sold there now.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn add(
        &mut self,
        mirror: &Mirror,
        job: &Job,
        remote: Option<i64>,
    ) -> Result<(), MirrorError> {
        let Place { product, place } = &job.row.at;
        let wanted = job.to_send;
        self.digest.update(format!("\n{product} {place} {wanted}"));
        mirror.keep_sending(UNNAMED, &job.row.at, wanted)?;
        let value = wanted.max(0);
        let word = match remote {
            None => "unread",
            Some(remote) if value > remote => "higher",
            Some(remote) if value < remote && value == 0 => "to_zero",
            Some(remote) if value < remote => "lower",
            Some(_) => "same",
        };
        *self.counts.entry(word.to_owned()).or_default() += 1;
        *self.counts.entry("levels".to_owned()).or_default() += 1;
        Ok(())
    }

    /// Keeps it under its hash, so that a person can let exactly it go.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn stop(
        self,
        why: Why,
        mirror: &mut Mirror,
        ended: &mut Ended,
        now: i64,
    ) -> Result<(), PassError> {
        let hash: String = self
            .digest
            .finalize()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        mirror.write(|mirror| {
            mirror.keep_plan(&hash, why.word(), &std::collections::BTreeMap::new(), now)?;
            mirror.name_sending(UNNAMED, &hash)
        })?;
        ended.brake = Some(Brake {
            reason: why.word().to_owned(),
            hash,
            counts: self.counts,
        });
        Ok(())
    }
}
