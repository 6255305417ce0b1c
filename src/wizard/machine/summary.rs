//! The summary: every answer with where it came from; of a profile that was there, what changed.

use super::Machine;
use crate::wizard::question::{LinkPart, Question};
use crate::wizard::screen::Answer;
use crate::wizard::steps;
use crate::wizard::view::View;

/// Where a value of the summary comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Typed or chosen in this run.
    You,
    /// Read from the BaseLinker account.
    Account,
    /// The profile that was there.
    Profile,
    /// The answers file.
    Answers,
    /// The wizard's default.
    Default,
}

/// How an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::wizard) enum By {
    /// The proposal was taken as it stood.
    Enter,
    /// Something else was typed or chosen.
    Hand,
}

impl Machine {
    /// The table of the summary: value and origin of each answer; of a profile that was there, changed rows as
    /// `was → is`.
    pub fn summary(&self) -> String {
        let view = self.view();
        let before = self
            .was
            .as_ref()
            .map(|was| steps::rows(&View { draft: was, ..view }));
        let rows = steps::rows(&view).into_iter().map(|row| {
            let old = before
                .as_ref()
                .map(|rows| rows.iter().find(|old| old.label == row.label));
            let changed = match old {
                Some(Some(old)) if old.value != row.value => Some(old.value.clone()),
                Some(None) => Some("–".to_owned()),
                _ => None,
            };
            let value = match &changed {
                Some(old) => format!("{old} → {}", row.value),
                None => row.value.clone(),
            };
            let mark = if changed.is_some() { "*" } else { " " };
            let origin = self.origin(row.question);
            format!("{mark} {}: {value} ({origin})", row.label)
        });
        let mut lines: Vec<String> = rows.map(|line| format!(" {line}")).collect();
        if self.is_unchanged() {
            lines.push(
                view.pick("Nic się nie zmieniło.", "Nothing has changed.")
                    .to_owned(),
            );
        }
        lines.join("\n")
    }

    fn origin(&self, question: Question) -> &'static str {
        let view = self.view();
        match self.origins.get(&question).copied().unwrap_or(self.base) {
            Origin::You => view.pick("Ty", "you"),
            Origin::Account => view.pick("konto BaseLinker", "BaseLinker account"),
            Origin::Profile => view.pick("obecny profil", "present profile"),
            Origin::Answers => view.pick("plik odpowiedzi", "answers file"),
            Origin::Default => view.pick("domyślnie", "default"),
        }
    }

    /// Whether a profile was there and every answer is as it was.
    pub fn is_unchanged(&self) -> bool {
        let view = self.view();
        self.was.as_ref().is_some_and(|was| {
            steps::rows(&view) == steps::rows(&View { draft: was, ..view })
                && was.payments == self.draft.payments
        })
    }

    pub(super) fn note_origin(&mut self, at: Question, answer: &Answer, changed: bool, by: By) {
        let sellers = self.facts.sellers().map_or(0, Vec::len);
        let from_account = at == Question::Seller
            && changed
            && matches!(answer, Answer::Pick(picked) if *picked < sellers);
        if from_account {
            for question in [
                Question::SellerName,
                Question::SellerNip,
                Question::SellerStreet,
            ] {
                self.origins.insert(question, Origin::Account);
            }
        } else if changed {
            // One row shows the whole address.
            let shown = match at {
                Question::SellerPostcode | Question::SellerCity => Question::SellerStreet,
                Question::ExemptBasis | Question::ExemptWords => Question::VatPayer,
                Question::KsefDay => Question::Ksef,
                Question::Consent => Question::BusinessInvoices,
                Question::InvoiceStart => Question::InvoiceFormat,
                Question::ReceiptStart => Question::ReceiptFormat,
                Question::FirminoKeep | Question::FirminoLogin | Question::FirminoPassword => {
                    Question::Firmino
                }
                Question::Series => Question::SendInvoices,
                Question::Effect => Question::Statuses,
                Question::Payment(..) => Question::Payments,
                Question::Link(..) => Question::Link(0, LinkPart::With),
                Question::LinkingOff => Question::LinkProducts,
                other => other,
            };
            // What is proposed here was read of the account; Enter alone is nobody's own word.
            let proposed = matches!(
                shown,
                Question::Inventory
                    | Question::Statuses
                    | Question::Cancelled
                    | Question::Finished
                    | Question::Payments
                    | Question::Link(..)
            );
            let origin = match by {
                By::Enter if proposed => Origin::Account,
                By::Enter | By::Hand => Origin::You,
            };
            self.origins.insert(shown, origin);
        }
    }
}
