//! The walk: from what is known of an order to how it stands before each gate.

use jiff::civil::Date;

use super::{Gate, Passage, gate_of};
use crate::domain::money::Amount;
use crate::domain::order::Order;
use crate::domain::plan::{CardLink, Context, Plan, Source, There, Verdict};
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::{Issue, Rules, VatPayer};
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;

/// Where the order was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the mirror.
    Mirror,
    /// Only in BaseLinker.
    BaseLinker,
    /// Nowhere.
    Nowhere,
}

/// What the mirror says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// State.
    pub state: State,
    /// Flags.
    pub flags: Flags,
    /// Reasons that it stands with.
    pub reasons: Vec<Reason>,
    /// Kind and reason, as decided.
    pub kind: Option<(String, String)>,
}

/// Its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Name, else id.
    pub name: String,
    /// Whether a pass takes it, or goes on with it, in this status; `None` where the profile's statuses are not known.
    pub taken: Option<bool>,
    /// It is one of `orders.cancelled_statuses`.
    pub cancelled: bool,
}

/// What is known.
#[derive(Debug)]
pub struct Facts<'a> {
    /// Where it was found.
    pub place: Place,
    /// The order as corrected.
    pub order: Option<&'a Order>,
    /// What the mirror says.
    pub known: Option<&'a Known>,
    /// `orders.from`.
    pub from: Date,
    /// Another order under the id.
    pub quarantined: Option<&'a Reason>,
    /// Its status.
    pub status: Status,
    /// What a person said of it before it was known (`mark-issued --before`).
    pub said: Option<Reason>,
    /// The plan as by a pass now, and what it was made of; `None` where nothing is to be planned any more.
    pub planned: Option<(&'a Plan, &'a Context)>,
    /// Symbols of the lines' warehouses.
    pub warehouses: Vec<String>,
    /// No pass has asked for the currency's rate yet.
    pub rate_to_come: bool,
    /// The profile's rules.
    pub rules: &'a Rules,
}

/// How the order stands before every gate.
pub fn walk(facts: &Facts<'_>) -> Vec<Passage> {
    Gate::ALL
        .into_iter()
        .map(|gate| {
            let reasons = facts.closing(gate);
            let (passed, value) = match facts.order {
                None => (None, String::new()),
                Some(order) => facts.stand(gate, order),
            };
            let passed = if gate == Gate::Known && facts.place != Place::Mirror {
                Some(false)
            } else if reasons.is_empty() {
                passed
            } else {
                Some(false)
            };
            let value = match (gate, reasons.first()) {
                (
                    Gate::SetAside | Gate::Identity | Gate::Duplicate | Gate::Elsewhere,
                    Some(reason),
                ) => reason.value.clone(),
                _ => value,
            };
            Passage {
                gate,
                passed,
                value,
                reasons,
            }
        })
        .collect()
}

impl Facts<'_> {
    /// The reasons that close a gate. The plan's are fresh; the mirror's own count where a plan never says them.
    fn closing(&self, gate: Gate) -> Vec<Reason> {
        let mut found: Vec<Reason> = Vec::new();
        if self.place == Place::Nowhere && gate == Gate::Known {
            found.push(Reason::bare(Code::Unknown));
        }
        if let (Gate::Start, Some(day)) = (gate, self.early()) {
            found.push(Reason::new(
                Code::BeforeStart,
                "date_confirmed",
                day.to_string(),
            ));
        }
        if gate == Gate::Return && self.order.is_some_and(Order::is_return) {
            found.push(Reason::bare(Code::ReturnSource));
        }
        let documented = self
            .known
            .is_some_and(|known| known.state == State::Documented);
        if gate == Gate::Cancelled && documented && self.cancelled() {
            found.push(Reason::bare(Code::CancelledAfter));
        }
        let standing = self.known.map(|known| known.reasons.as_slice());
        let before = standing.unwrap_or_default().iter().filter(|_| {
            matches!(
                gate,
                Gate::Known | Gate::Status | Gate::SetAside | Gate::Elsewhere
            )
        });
        let planned = match self.planned.map(|(plan, _)| &plan.verdict) {
            Some(Verdict::Ready(reasons) | Verdict::NeedsEditing(reasons)) => reasons.as_slice(),
            Some(Verdict::Elsewhere(reason)) => std::slice::from_ref(reason),
            Some(Verdict::Issue) | None => &[],
        };
        // What a fresh plan decides itself is not taken from an earlier one.
        let stale = |reason: &&Reason| {
            gate != Gate::Elsewhere || self.planned.is_none() || planned.contains(reason)
        };
        let all = before
            .filter(stale)
            .chain(planned)
            .chain(self.quarantined)
            .chain(&self.said);
        for reason in all.filter(|reason| gate_of(reason.code) == Some(gate)) {
            if !found.contains(reason) {
                found.push(reason.clone());
            }
        }
        found
    }

    /// The day of confirmation, where it is before `orders.from`. A known order was taken up all the same.
    fn early(&self) -> Option<Date> {
        let day = self.order?.confirmed_at.map(warsaw::day)?;
        (self.known.is_none() && day < self.from).then_some(day)
    }

    /// Whether a gate is passed that no reason closes, and the value seen there.
    fn stand(&self, gate: Gate, order: &Order) -> (Option<bool>, String) {
        let planned = self.planned;
        let open = |value: String| (planned.map(|_| true), value);
        match gate {
            Gate::Known => (Some(true), place(self.place).to_owned()),
            Gate::Confirmed => {
                let day = order.confirmed_at.map(warsaw::day);
                (
                    Some(day.is_some()),
                    day.map(|day| day.to_string()).unwrap_or_default(),
                )
            }
            Gate::Start => {
                let day = order.confirmed_at.map(warsaw::day);
                let seen = day.map(|day| format!("{day} / {}", self.from));
                (day.map(|_| true), seen.unwrap_or_default())
            }
            Gate::Return => (Some(true), order.identity.source.clone()),
            Gate::Identity => {
                let identity = &order.identity;
                let seen = format!(
                    "{} {} {}",
                    identity.source, identity.source_id, identity.external
                );
                (Some(true), seen.trim().to_owned())
            }
            Gate::Status => (self.status.taken, self.status.name.clone()),
            Gate::Cancelled => (Some(!self.cancelled()), self.status.name.clone()),
            Gate::SetAside => (Some(true), String::new()),
            Gate::Elsewhere => open(
                planned
                    .map(|(_, context)| there(&context.there))
                    .unwrap_or_default(),
            ),
            Gate::Duplicate => open(String::new()),
            Gate::Country => open(countries(order)),
            Gate::Kind => self.kind(),
            Gate::Buyer => (self.decided(), buyer(order)),
            Gate::Lines => (self.decided(), order.lines.len().to_string()),
            Gate::Vat => (
                self.decided().filter(|_| !order.lines.is_empty()),
                rates(order),
            ),
            Gate::Cards => cards(planned.map(|(_, context)| context.cards.as_slice())),
            Gate::Warehouses => {
                let kept = planned.is_some_and(|(_, context)| {
                    context
                        .sources
                        .iter()
                        .any(|source| *source != Source::NotKept)
                });
                (kept.then_some(true), self.warehouses.join(", "))
            }
            Gate::Currency => self.currency(order),
            Gate::Totals => self.totals(order),
            Gate::Seller => match self.rules.vat_payer {
                VatPayer::Yes => (planned.map(|_| true), "yes".to_owned()),
                VatPayer::Exempt => (planned.map(|_| true), "no".to_owned()),
                VatPayer::Unknown => (planned.map(|_| false), "unknown".to_owned()),
            },
            Gate::Ksef => (self.computed(), order.tax_id.clone()),
            Gate::Payment => (
                self.computed(),
                payment(order, planned.and_then(|(plan, _)| plan.gross)),
            ),
            Gate::Clock => {
                let day = planned.map(|(_, context)| context.today.to_string());
                let wrong = planned.and_then(|(_, context)| context.clock.clone());
                (
                    planned.map(|_| wrong.is_none()),
                    wrong.or(day).unwrap_or_default(),
                )
            }
            Gate::Issuer => match self.rules.issue {
                Issue::Automatically => open("automatically".to_owned()),
                Issue::Manually => (planned.map(|_| false), "manually".to_owned()),
            },
        }
    }

    fn cancelled(&self) -> bool {
        self.status.cancelled || self.known.is_some_and(|known| known.flags.cancelled)
    }

    /// A kind was decided, so that buyer, lines and rates were looked at.
    fn decided(&self) -> Option<bool> {
        let (plan, _) = self.planned?;
        plan.kind.as_ref().map(|_| true)
    }

    /// The document was computed, so that it was asked whether it may get its number now.
    fn computed(&self) -> Option<bool> {
        let void = |reason: &Reason| reason.code == Code::Voided;
        match &self.planned?.0.verdict {
            Verdict::Issue => Some(true),
            // A voided one waits for a person, whatever else there is.
            Verdict::Ready(reasons) if reasons.iter().any(void) => None,
            Verdict::Ready(_) => Some(true),
            Verdict::NeedsEditing(_) | Verdict::Elsewhere(_) => None,
        }
    }

    fn kind(&self) -> (Option<bool>, String) {
        let seen = |kind: &str, why: &str| format!("{kind} {why}");
        match (self.planned, self.known) {
            (Some((plan, _)), _) => match &plan.kind {
                Some((kind, why)) => (Some(true), seen(&kind.to_string(), why)),
                None => (None, String::new()),
            },
            (None, Some(known)) => match &known.kind {
                Some((kind, why)) => (Some(true), seen(kind, why)),
                None => (None, String::new()),
            },
            (None, None) => (None, String::new()),
        }
    }

    fn currency(&self, order: &Order) -> (Option<bool>, String) {
        let Some((_, context)) = self.planned else {
            return (None, order.currency.clone());
        };
        match &context.rate {
            _ if order.currency == "PLN" => (Some(true), order.currency.clone()),
            _ if self.rate_to_come => (None, order.currency.clone()),
            Some(rate) => {
                let seen = format!("{} {} {}", order.currency, rate.mid, rate.table);
                (Some(true), seen.trim().to_owned())
            }
            None => (self.decided(), order.currency.clone()),
        }
    }

    fn totals(&self, order: &Order) -> (Option<bool>, String) {
        let Some((plan, _)) = self.planned else {
            return (None, String::new());
        };
        let closed = [Gate::Lines, Gate::Vat, Gate::Currency]
            .into_iter()
            .any(|gate| !self.closing(gate).is_empty());
        let sum = plan
            .gross
            .map(|gross| format!("{gross} {}", order.currency));
        (self.decided().filter(|_| !closed), sum.unwrap_or_default())
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Mirror => "mirror",
        Place::BaseLinker => "baselinker",
        Place::Nowhere => "",
    }
}

fn there(there: &There) -> String {
    match there {
        There::Nothing => String::new(),
        There::Invoice(number) | There::Receipt { number, .. } => number.clone(),
    }
}

fn countries(order: &Order) -> String {
    let (buyer, goods) = (&order.buyer_place().country, &order.delivery.country);
    if buyer == goods || buyer.is_empty() {
        goods.clone()
    } else {
        format!("{buyer} / {goods}")
    }
}

fn buyer(order: &Order) -> String {
    let place = order.buyer_place();
    let name = match place.company.as_str() {
        "" => &place.name,
        _ => &place.company,
    };
    let parts = [name, &place.postcode, &place.city];
    let filled: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    filled.join(", ")
}

/// The rates as BaseLinker tells them, each once.
fn rates(order: &Order) -> String {
    let mut seen: Vec<String> = Vec::new();
    for line in &order.lines {
        let rate = line
            .rate
            .map_or_else(|| "?".to_owned(), |rate| rate.to_string());
        if !seen.contains(&rate) {
            seen.push(rate);
        }
    }
    seen.join(", ")
}

/// The card of each line: its id, `+` for one to be made, `-` for none, `?` for a conflict.
fn cards(links: Option<&[CardLink]>) -> (Option<bool>, String) {
    let links = links.unwrap_or_default();
    let linked = links.iter().any(|link| *link != CardLink::Off);
    let words: Vec<String> = links
        .iter()
        .map(|link| match link {
            CardLink::Off => "-".to_owned(),
            CardLink::Linked { card, .. } => card.to_string(),
            CardLink::New => "+".to_owned(),
            CardLink::Conflict(_) => "?".to_owned(),
        })
        .collect();
    (linked.then_some(true), words.join(", "))
}

fn payment(order: &Order, gross: Option<Amount>) -> String {
    let paid = order.paid.and_then(|paid| Amount::rounded(paid).ok());
    let paid = paid.map_or_else(|| "?".to_owned(), |paid| paid.to_string());
    let of = gross.map(|gross| format!("/ {gross}")).unwrap_or_default();
    let method = match order.payment_method.as_str() {
        "" => String::new(),
        method => format!("({method})"),
    };
    let parts = [paid, of, order.currency.clone(), method];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}
