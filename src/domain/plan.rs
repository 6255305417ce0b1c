//! From an order to its document, or to the reasons why there is none yet. Pure.

mod buyer;
mod lines;
mod payment;
mod rate;
#[cfg(test)]
mod tests;
mod there;

pub use buyer::{buyer, buyer_key};
pub use lines::order_gross;
pub use payment::is_paid;
pub use there::There;

use jiff::civil::Date;

use super::country::Country;
use super::document::{Conversion, Draft};
use super::edits::Said;
use super::kind::{self, DocumentKind, KindDecision, KindInput, Standing};
use super::money::Amount;
use super::note;
use super::order::Order;
use super::reason::{Code, Reason};
use super::rules::{BusinessInvoices, Issue, IssueWhen, Rules, VatPayer};
use super::tax_id;
use super::totals::{self, TotalsError};
use super::vat::split_gross;
use super::warsaw;
use there::Found;

/// What a line is linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardLink {
    /// Linking is off.
    Off,
    /// A card that is there; whether its rate is 0 % by a person's word or an import.
    Linked {
        /// The card.
        card: i64,
        /// 0 % by a person's word or an import.
        zero_rated: bool,
    },
    /// A card is made with the order.
    New,
    /// Nothing is linked; the text says between which cards.
    Conflict(String),
}

/// Where a line's goods come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// No stock is kept (module `warehouses` not chosen), or the line is not linked to a card.
    NotKept,
    /// A linked warehouse and its country, where known.
    Warehouse {
        /// The warehouse.
        id: i64,
        /// Its country.
        country: Option<Country>,
    },
    /// A warehouse that is not linked, by its name in BaseLinker.
    Unlinked(String),
}

/// A rate of NBP's table A.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NbpRate {
    /// PLN for one unit.
    pub mid: rust_decimal::Decimal,
    /// Number of the table.
    pub table: String,
    /// Day of the table.
    pub day: Date,
}

/// What the plan needs to know beside the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Warsaw day of issue.
    pub today: Date,
    /// One for each line.
    pub cards: Vec<CardLink>,
    /// One for each line.
    pub sources: Vec<Source>,
    /// Several cards that fit the buyer, as text.
    pub contractor_conflict: Option<String>,
    /// Rate of the order's currency for its tax day.
    pub rate: Option<NbpRate>,
    /// Why no document may get a number now (clock), with what was seen.
    pub clock: Option<String>,
    /// What a person said beside the order's fields.
    pub said: Said,
    /// What the sale has in BaseLinker.
    pub there: There,
    /// The documented order that it may be the sale of, as text.
    pub duplicate: Option<String>,
    /// Warsaw day of payment, where it was seen.
    pub paid_on: Option<Date>,
}

/// The reason of a kind that a person chose (`orders edit --set kind=…`).
pub const KIND_BY_PERSON: &str = "kind.by-person";

/// The reason of an invoice that follows a receipt (`orders issue --to-receipt`).
pub const KIND_TO_RECEIPT: &str = "kind.to-receipt";

/// Who asks for the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A pass.
    ByPass,
    /// A person, for this order: an open payment is no hindrance then.
    ByPerson,
}

/// What becomes of the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It gets its number and document now.
    Issue,
    /// Everything is decided, but it gets no number now, for these reasons (none: a person issues).
    Ready(Vec<Reason>),
    /// It is held until these are mended.
    NeedsEditing(Vec<Reason>),
    /// The sale has its document elsewhere: nothing is issued.
    Elsewhere(Reason),
}

/// The plan of one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Kind and the code of the rule that chose it, where one did.
    pub kind: Option<(DocumentKind, String)>,
    /// Sum of the order, where it can be computed.
    pub gross: Option<Amount>,
    /// The document; only where nothing needs editing.
    pub draft: Option<Draft>,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// Plans one order.
pub fn plan(order: &Order, rules: &Rules, context: &Context, asked: Asked) -> Plan {
    let mut reasons: Vec<Reason> = order
        .odd
        .iter()
        .map(|(field, value)| Reason::new(Code::OddValue, field, value))
        .collect();
    if let Some(day) = order
        .confirmed_at
        .map(warsaw::day)
        .filter(|day| *day > tomorrow(context.today))
    {
        reasons.push(Reason::new(
            Code::OddValue,
            "date_confirmed",
            day.to_string(),
        ));
    }
    let gross = lines::order_gross(order);
    let kind = decide(order, rules, context)
        .map_err(|hold| reasons.push(hold))
        .ok();
    let draft = kind.as_ref().and_then(|(kind, why)| {
        draft(order, rules, context, *kind, why)
            .map_err(|found| reasons.extend(found))
            .ok()
    });
    let kind = kind.map(|(kind, why)| (kind, why.to_owned()));
    reasons.extend(links(context, kind.as_ref().map(|(kind, _)| *kind)));
    if let Some(other) = &context.duplicate {
        reasons.push(Reason::new(Code::PossibleDuplicate, "order_id", other));
    }
    let verdict = match there::of(order, kind.as_ref().map(|(kind, _)| *kind), context) {
        Found::Elsewhere(reason) => Verdict::Elsewhere(reason),
        Found::Bars(reason) => {
            reasons.push(reason);
            Verdict::NeedsEditing(reasons)
        }
        Found::Nothing => match (&draft, reasons.is_empty()) {
            (Some(draft), true) => issue(order, rules, context, asked, draft),
            _ => Verdict::NeedsEditing(reasons),
        },
    };
    let draft = draft.filter(|_| matches!(verdict, Verdict::Issue | Verdict::Ready(_)));
    Plan {
        kind,
        gross,
        draft,
        verdict,
    }
}

/// An order from a clock a little ahead is let through, one from another week is not.
fn tomorrow(today: Date) -> Date {
    today.tomorrow().unwrap_or(today)
}

/// The day that NBP's rate is asked for: the day of supply or, if the document is issued earlier, that of issue
/// (art. 31a). The rate is that of the last working day before it.
pub fn tax_day(order: &Order, paid_on: Option<Date>, today: Date) -> Date {
    payment::sold_on(order, paid_on, today).min(today)
}

fn decide(
    order: &Order,
    rules: &Rules,
    context: &Context,
) -> Result<(DocumentKind, &'static str), Reason> {
    if let Some(kind) = context.said.kind {
        return Ok((kind, KIND_BY_PERSON));
    }
    let warehouses: Vec<Option<Country>> = context
        .sources
        .iter()
        .map(|source| match source {
            Source::Warehouse { country, .. } => *country,
            Source::NotKept | Source::Unlinked(_) => None,
        })
        .collect();
    let input = KindInput {
        choice: rules.kind_choice,
        default: rules.default_kind,
        warehouses: &warehouses,
        delivery: Country::parse(&order.delivery.country),
        invoice: Country::parse(&order.invoice.country).filter(|_| !order.invoice.is_empty()),
        tax_id: &order.tax_id,
        want_invoice: order.want_invoice,
        company: !order.buyer_place().company.is_empty(),
        vat_eu: rules.vat_eu,
        oss: rules.oss,
        day: context.today,
    };
    match kind::decide(&input) {
        KindDecision::Decided { kind, reason } => Ok((kind, reason.code())),
        KindDecision::Hold(hold) => Err(buyer::hold(hold, order, context)),
    }
}

fn draft(
    order: &Order,
    rules: &Rules,
    context: &Context,
    kind: DocumentKind,
    why: &str,
) -> Result<Draft, Vec<Reason>> {
    let mut reasons = Vec::new();
    let buyer = buyer(order);
    if kind != DocumentKind::Receipt {
        reasons.extend(buyer::missing(&buyer));
    }
    let currency = lines::currency(order)
        .map_err(|found| reasons.push(found))
        .ok();
    let lines = lines::document_lines(order, kind, rules, context)
        .map_err(|found| reasons.extend(found))
        .ok();
    let (Some(lines), Some(currency)) = (lines, currency) else {
        return Err(reasons);
    };
    let parts: Vec<totals::Line> = lines
        .iter()
        .map(|line| totals::Line {
            rate: line.rate,
            quantity: line.quantity,
            unit_price: line.price,
        })
        .collect();
    let sums = match totals::totals(&parts) {
        Ok(sums) => sums,
        Err(error) => {
            let told = match error {
                TotalsError::NegativeRate { rate, gross } => format!("{rate}: {gross}"),
                TotalsError::Money(_) => "?".to_owned(),
            };
            reasons.push(Reason::new(Code::TotalsNegative, "products", told));
            return Err(reasons);
        }
    };
    match lines::order_gross(order).map(|gross| totals::gate(sums.gross, gross)) {
        Some(Ok(())) => {}
        Some(Err(difference)) => {
            let arithmetic = totals::arithmetic(&parts).unwrap_or_default();
            reasons.push(Reason::new(
                Code::TotalsDifference,
                "products",
                format!("{arithmetic}; {difference}"),
            ));
        }
        None => reasons.push(Reason::new(Code::TotalsDifference, "products", "?")),
    }
    if sums.gross == Amount::ZERO {
        reasons.push(Reason::bare(Code::TotalsNothing));
    }
    let conversion = match (currency.as_str(), &context.rate) {
        ("PLN", _) => None,
        (_, Some(rate)) => Some(convert(rate, &sums)),
        (other, None) => {
            reasons.push(Reason::new(Code::CurrencyNoRate, "currency", other));
            None
        }
    };
    if !reasons.is_empty() {
        return Err(reasons);
    }
    Ok(Draft {
        kind,
        kind_reason: why.to_owned(),
        sold_on: payment::sold_on(order, context.paid_on, context.today),
        currency,
        lines,
        net: sums.net,
        vat: sums.vat,
        gross: sums.gross,
        notes: note::notes(
            kind,
            sums.rates.iter().map(|sum| sum.rate),
            &rules.seller.exempt_basis,
        ),
        rates: sums.rates,
        seller: rules.seller.clone(),
        buyer,
        payment: payment::payment(order, rules, context.today),
        conversion,
    })
}

/// VAT in PLN, per rate: the rate's gross converted first would lose grosze, so its VAT is (art. 106e ust. 11).
fn convert(rate: &NbpRate, sums: &totals::Totals) -> Conversion {
    let vat_pln = sums
        .rates
        .iter()
        .map(|sum| {
            let vat = split_gross(sum.gross, sum.rate).vat.to_decimal();
            let pln = vat
                .checked_mul(rate.mid)
                .and_then(|pln| Amount::rounded(pln).ok());
            (sum.rate, pln.unwrap_or(Amount::ZERO))
        })
        .collect();
    Conversion {
        rate: rate.mid,
        table: rate.table.clone(),
        day: rate.day,
        vat_pln,
    }
}

/// What the links say: a conflict holds the order, whatever else is right.
fn links(context: &Context, kind: Option<DocumentKind>) -> Vec<Reason> {
    let field = |index: usize, name: &str| format!("products[{}].{name}", index + 1);
    let cards = context
        .cards
        .iter()
        .enumerate()
        .filter_map(|(index, link)| match link {
            CardLink::Conflict(between) => Some(Reason::new(
                Code::LineCardConflict,
                field(index, "sku"),
                between,
            )),
            CardLink::Off | CardLink::Linked { .. } | CardLink::New => None,
        });
    let sources = context
        .sources
        .iter()
        .enumerate()
        .filter_map(|(index, source)| match source {
            Source::Unlinked(name) => Some(Reason::new(
                Code::LineWarehouse,
                field(index, "warehouse_id"),
                name,
            )),
            Source::NotKept | Source::Warehouse { .. } => None,
        });
    // A receipt names no buyer, so it need not know whose card is meant.
    let contractor = context
        .contractor_conflict
        .iter()
        .filter(|_| kind != Some(DocumentKind::Receipt))
        .map(|between| Reason::new(Code::ContractorAmbiguous, "invoice_fullname", between));
    cards.chain(sources).chain(contractor).collect()
}

fn issue(order: &Order, rules: &Rules, context: &Context, asked: Asked, draft: &Draft) -> Verdict {
    let mut reasons = Vec::new();
    let country = Country::parse(&draft.buyer.country);
    let standing = Standing::of(
        &tax_id::classify(&order.tax_id, country),
        &order.buyer_place().company,
        country,
    );
    let ksef = rules
        .ksef_from
        .is_some_and(|from| kind::ksef_required(draft.kind, standing, context.today, from));
    if ksef && rules.business_invoices == BusinessInvoices::Hold {
        reasons.push(Reason::new(
            Code::KsefRequired,
            "invoice_nip",
            &order.tax_id,
        ));
    }
    // Without that answer every rate and every kind of document would be a guess, whoever asks.
    if rules.vat_payer == VatPayer::Unknown {
        reasons.push(Reason::bare(Code::CompanyVatUnknown));
    }
    if asked == Asked::ByPass
        && rules.issue_when == IssueWhen::Paid
        && let Some(open) = payment::open(order, rules, draft.gross)
    {
        reasons.push(Reason::new(Code::PaymentOpen, "payment_done", open));
    }
    if let Some(seen) = &context.clock {
        reasons.push(Reason::new(Code::ClockBehind, "clock", seen));
    }
    match (reasons.is_empty(), asked, rules.issue) {
        (true, Asked::ByPerson, _) | (true, Asked::ByPass, Issue::Automatically) => Verdict::Issue,
        _ => Verdict::Ready(reasons),
    }
}
