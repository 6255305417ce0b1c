//! The profile's status names as ids of the account.

use std::collections::{BTreeMap, BTreeSet};

/// A status as the profile names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// By name.
    Name(String),
    /// By id.
    Id(i64),
}

/// The lists of the profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `orders.statuses`.
    pub allowed: Vec<Named>,
    /// `orders.cancelled_statuses`.
    pub cancelled: Vec<Named>,
    /// `orders.finished_statuses`.
    pub finished: Vec<Named>,
    /// `orders.status_after.needs_editing`.
    pub held: Option<Named>,
    /// `orders.status_after.documented`.
    pub documented: Option<Named>,
}

/// What a status means for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The order may be taken.
    Allowed,
    /// It is cancelled.
    Cancelled,
    /// It is beyond the path.
    Finished,
    /// It was put there by a pass, since it needs editing.
    Held,
    /// It is before the path, or beside it.
    Elsewhere,
}

/// A name that does not lead to one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// No status of the account has the name or id.
    Gone {
        /// Key of the profile.
        key: &'static str,
        /// Name or id.
        name: String,
        /// Names that there are.
        known: Vec<String>,
    },
    /// Several statuses have the name.
    Several {
        /// Key of the profile.
        key: &'static str,
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<i64>,
    },
}

/// Statuses of the account, and what each means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    names: BTreeMap<i64, String>,
    allowed: BTreeSet<i64>,
    cancelled: BTreeSet<i64>,
    finished: BTreeSet<i64>,
    held: Option<i64>,
}

impl Statuses {
    /// Resolves the profile's lists against the account's statuses (id, name).
    ///
    /// # Errors
    /// Every name that is gone or stands for several statuses: never "all" instead (pains.md, trap 8).
    pub fn resolve(account: &[(i64, String)], wanted: &Wanted) -> Result<Statuses, Vec<Lost>> {
        let mut lost = Vec::new();
        let mut resolve = |key: &'static str, list: &[Named]| -> BTreeSet<i64> {
            list.iter()
                .filter_map(|named| {
                    one(account, key, named)
                        .map_err(|found| lost.push(found))
                        .ok()
                })
                .collect()
        };
        let statuses = Statuses {
            names: account.iter().cloned().collect(),
            allowed: resolve("orders.statuses", &wanted.allowed),
            cancelled: resolve("orders.cancelled_statuses", &wanted.cancelled),
            finished: resolve("orders.finished_statuses", &wanted.finished),
            held: resolve("orders.status_after.needs_editing", wanted.held.as_slice())
                .into_iter()
                .next(),
        };
        resolve(
            "orders.status_after.documented",
            wanted.documented.as_slice(),
        );
        if lost.is_empty() {
            Ok(statuses)
        } else {
            Err(lost)
        }
    }

    /// Statuses in which goods have left.
    pub fn shipped(&self) -> Vec<i64> {
        self.finished.iter().copied().collect()
    }

    /// Whether goods have left in a status: it is a finished one, also where it is allowed, too.
    pub fn is_shipped(&self, status: i64) -> bool {
        self.finished.contains(&status)
    }

    /// What a status means. An allowed one wins over the other lists (design.md §6).
    pub fn stage(&self, status: i64) -> Stage {
        if self.allowed.contains(&status) {
            Stage::Allowed
        } else if self.cancelled.contains(&status) {
            Stage::Cancelled
        } else if self.finished.contains(&status) {
            Stage::Finished
        } else if self.held == Some(status) {
            Stage::Held
        } else {
            Stage::Elsewhere
        }
    }

    /// Name of a status, or its id.
    pub fn name(&self, status: i64) -> String {
        self.names
            .get(&status)
            .cloned()
            .unwrap_or_else(|| status.to_string())
    }

    /// Ids of all statuses of the account.
    pub fn all(&self) -> Vec<i64> {
        self.names.keys().copied().collect()
    }

    /// Ids of the statuses in which a waiting order is no longer waiting.
    pub fn ends_of_waiting(&self) -> BTreeSet<i64> {
        self.allowed
            .iter()
            .chain(&self.cancelled)
            .chain(&self.finished)
            .chain(&self.held)
            .copied()
            .collect()
    }

    /// Whether an order in this status may be moved to another one by a pass: nobody else has moved it off the path.
    pub fn on_path(&self, status: i64) -> bool {
        matches!(self.stage(status), Stage::Allowed | Stage::Held)
    }
}

fn one(account: &[(i64, String)], key: &'static str, named: &Named) -> Result<i64, Lost> {
    let gone = |name: String| Lost::Gone {
        key,
        name,
        known: account.iter().map(|(_, name)| name.clone()).collect(),
    };
    match named {
        Named::Id(id) => account
            .iter()
            .any(|(known, _)| known == id)
            .then_some(*id)
            .ok_or_else(|| gone(id.to_string())),
        Named::Name(name) => {
            let ids: Vec<i64> = account
                .iter()
                .filter(|(_, known)| known.trim() == name.trim())
                .map(|(id, _)| *id)
                .collect();
            match ids.as_slice() {
                [id] => Ok(*id),
                [] => Err(gone(name.clone())),
                _ => Err(Lost::Several {
                    key,
                    name: name.clone(),
                    ids,
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Named {
        Named::Name(name.to_owned())
    }

    #[test]
    fn names_become_ids_and_allowed_wins() {
        let account = [
            (1, "Nowe".to_owned()),
            (2, "Opłacone".to_owned()),
            (3, "Anulowane".to_owned()),
            (4, "Wysłane".to_owned()),
        ];
        let wanted = Wanted {
            allowed: vec![name("Opłacone"), Named::Id(4)],
            cancelled: vec![name("Anulowane")],
            finished: vec![name("Wysłane")],
            ..Wanted::default()
        };
        let statuses = Statuses::resolve(&account, &wanted).unwrap();
        let stages = [1, 2, 3, 4, 99].map(|id| statuses.stage(id));
        assert_eq!(
            stages,
            [
                Stage::Elsewhere,
                Stage::Allowed,
                Stage::Cancelled,
                Stage::Allowed,
                Stage::Elsewhere
            ]
        );
    }

    #[test]
    fn what_is_gone_or_double_is_named() {
        let account = [(1, "Nowe".to_owned()), (2, "Nowe".to_owned())];
        let wanted = Wanted {
            allowed: vec![name("Nowe"), name("Opłacone"), Named::Id(7)],
            ..Wanted::default()
        };
        let lost = Statuses::resolve(&account, &wanted).unwrap_err();
        assert!(matches!(&lost[0], Lost::Several { ids, .. } if *ids == [1, 2]));
        assert!(
            matches!(&lost[1], Lost::Gone { name, key: "orders.statuses", .. } if name == "Opłacone")
        );
        assert!(matches!(&lost[2], Lost::Gone { name, .. } if name == "7"));
    }
}
