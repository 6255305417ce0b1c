//! The faults still to come.

use super::fault::{Fault, FaultRule, When};
use super::random::Random;

/// Rules in the order in which they were made; the first that fits a call is used.
#[derive(Clone, Debug)]
pub(crate) struct FaultPlan {
    planned: Vec<Planned>,
    random: Random,
}

#[derive(Clone, Debug)]
struct Planned {
    rule: FaultRule,
    seen: u32,
}

impl FaultPlan {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            planned: Vec::new(),
            random: Random::stream(seed, 0x6661_756c),
        }
    }

    pub(crate) fn add(&mut self, rule: FaultRule) {
        self.planned.push(Planned { rule, seen: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.planned.clear();
    }

    pub(crate) fn rules(&self) -> Vec<FaultRule> {
        self.planned.iter().map(|p| p.rule.clone()).collect()
    }

    /// The fault of a call of this method, if any; `firmino` covers `firmino:articles/add`. Every rule for it counts the call.
    pub(crate) fn take(&mut self, method: &str) -> Option<Fault> {
        let mut fault = None;
        let random = &mut self.random;
        self.planned.retain_mut(|planned| {
            if planned
                .rule
                .method
                .as_deref()
                .is_some_and(|m| !covers(m, method))
            {
                return true;
            }
            planned.seen = planned.seen.saturating_add(1);
            let (hit, spent) = match planned.rule.when {
                When::Nth(n) => (planned.seen == n, planned.seen >= n),
                When::Always => (true, false),
                When::PerMille(rate) => (random.chance(u64::from(rate)), false),
            };
            if hit && fault.is_none() {
                fault = Some(planned.rule.fault.clone());
            }
            !spent
        });
        fault
    }
}

/// Whether a rule for one method is for another one, too: for itself, or as the part before the colon.
fn covers(rule: &str, method: &str) -> bool {
    method
        .strip_prefix(rule)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
