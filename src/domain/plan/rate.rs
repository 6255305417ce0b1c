//! The VAT rate of a line.

use jiff::civil::Date;

use std::collections::BTreeSet;

use super::{CardLink, Context, payment};
use crate::domain::country::Country;
use crate::domain::kind::DocumentKind;
use crate::domain::order::{Line, Order};
use crate::domain::reason::Code;
use crate::domain::rules::{Rules, VatPayer};
use crate::domain::vat::{Rate, foreign_rates, polish_rates};

/// What decides about the rate of its lines.
pub(super) struct Sale<'a> {
    pub(super) kind: DocumentKind,
    pub(super) rules: &'a Rules,
    /// Day of issue: Polish rates.
    today: Date,
    /// Day of the sale: the rates of the buyer's state.
    sold_on: Date,
    /// Where the goods go.
    country: Option<Country>,
    /// Lines whose rate is a person's word.
    said: &'a BTreeSet<i64>,
}

impl<'a> Sale<'a> {
    pub(super) fn of(
        order: &Order,
        kind: DocumentKind,
        rules: &'a Rules,
        context: &'a Context,
    ) -> Sale<'a> {
        Sale {
            kind,
            rules,
            today: context.today,
            sold_on: payment::sold_on(order, context.paid_on, context.today),
            country: order.goes_to(),
            said: &context.said.rates,
        }
    }

    /// Whether every line is `zw`: a seller who pays no VAT at home. That exemption (art. 113) ends at the border, so a
    /// seller in OSS charges the buyer's state's VAT like any other.
    pub(super) fn is_exempt(&self) -> bool {
        self.rules.vat_payer == VatPayer::Exempt && self.kind != DocumentKind::InvoiceOss
    }

    /// The rate of a line. Unknown is not 23 %, and at home 0 is BaseLinker's default for a card without a rate
    /// (legal.md 18).
    ///
    /// # Errors
    /// Code and value of the reason why the line has no rate that this sale may have.
    pub(super) fn rate(
        &self,
        line: &Line,
        link: Option<&CardLink>,
    ) -> Result<Rate, (Code, String)> {
        if self.is_exempt() {
            return Ok(Rate::Exempt);
        }
        let told = line.rate.ok_or((Code::VatUnknown, String::new()))?;
        let rate = Rate::from_api(told).map_err(|_| (Code::VatUnknown, told.to_string()))?;
        match self.kind {
            DocumentKind::Receipt | DocumentKind::Invoice => {
                self.at_home(rate, self.zero_rated(line, link))
            }
            DocumentKind::InvoiceWdt | DocumentKind::InvoiceExport => self.at_zero(rate),
            DocumentKind::InvoiceOss => self.in_the_buyers_state(rate),
        }
    }

    /// Whether 0 % is somebody's word: of a person for this line, or of its card.
    fn zero_rated(&self, line: &Line, link: Option<&CardLink>) -> bool {
        let by_card = match link {
            Some(CardLink::Linked { zero_rated, .. }) => *zero_rated,
            Some(CardLink::Off | CardLink::New | CardLink::Conflict(_)) | None => false,
        };
        self.said.contains(&line.id) || by_card
    }

    fn at_home(&self, rate: Rate, zero_rated: bool) -> Result<Rate, (Code, String)> {
        match rate {
            Rate::Percent(0) if !zero_rated => Err((Code::VatZero, rate.to_string())),
            Rate::Percent(_) if polish_rates(self.today).contains(&rate) => Ok(rate),
            Rate::Exempt if self.rules.seller.exempt_basis.is_empty() => {
                Err((Code::VatExemptBasis, rate.to_string()))
            }
            Rate::Exempt => Ok(rate),
            Rate::Percent(_) | Rate::NotSubject | Rate::ReverseCharge => {
                Err((Code::VatNotPolish, rate.to_string()))
            }
        }
    }

    /// A WDT or an export is at 0 % (art. 41, 42): any other rate there is a question for a person.
    fn at_zero(&self, rate: Rate) -> Result<Rate, (Code, String)> {
        let zero = Rate::Percent(0);
        if rate == zero {
            return Ok(rate);
        }
        Err((
            Code::ForeignRates,
            format!("{}: {} ≠ {}", self.kind, shown(rate), shown(zero)),
        ))
    }

    /// OSS: one of the rates of the state where the goods go, on the day of the sale. Never a guess: a Polish rate that is
    /// none of theirs, or a state whose rates are not known, is a question for a person.
    fn in_the_buyers_state(&self, rate: Rate) -> Result<Rate, (Code, String)> {
        let known = self
            .country
            .and_then(|country| foreign_rates(country, self.sold_on));
        if known.is_some_and(|known| known.has(rate)) {
            return Ok(rate);
        }
        let country = self
            .country
            .map_or("?".to_owned(), |country| country.to_string());
        let known: Vec<String> = known.map_or_else(
            || vec!["?".to_owned()],
            |known| known.all().map(shown).collect(),
        );
        Err((
            Code::ForeignRates,
            format!("{country}: {} ≠ {}", shown(rate), known.join(", ")),
        ))
    }
}

/// `25.5 %`, `zw`.
fn shown(rate: Rate) -> String {
    match rate {
        Rate::Percent(_) => format!("{rate} %"),
        Rate::Exempt | Rate::NotSubject | Rate::ReverseCharge => rate.to_string(),
    }
}
