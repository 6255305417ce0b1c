//! The document of an order comes back: number, day and print, as if by `documents confirm`.

use super::tally::Done;
use super::{Load, Run, Trouble, crash};
use crate::domain::handover::{Refusal, Stage};
use crate::firmino::{Document, FirminoError};
use crate::mirror::Mirror;
use crate::mirror::handovers::Handover;
use crate::net::BODY_CAP;
use crate::sync::documents::Refused;
use crate::sync::documents::confirm::{Word, confirm};

/// Characters of a number that BaseLinker takes.
const NUMBER: usize = 30;

impl Run<'_> {
    pub(super) fn fetch(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &mut Handover,
        order: i64,
        document: i64,
    ) -> Done<()> {
        if way.content.as_ref() != Some(&load.parcel.content()) {
            return self.refuse(mirror, &*way, Refusal::Changed, way.marker.as_str());
        }
        let there = match self.push.client.get_sale(document) {
            Err(FirminoError::Refused { message, .. }) => {
                let said = format!("{document}: {message}");
                return self.refuse(mirror, &*way, Refusal::Unconfirmed, &said);
            }
            there => there?,
        };
        if let Some(odd) = odd(&there, load) {
            return self.refuse(mirror, &*way, Refusal::Unconfirmed, &odd);
        }
        self.agree(mirror, load, way, there.total)?;
        let (Some(name), Some(day)) = (there.name.as_deref(), there.issued_on) else {
            return self.refuse(
                mirror,
                &*way,
                Refusal::Unconfirmed,
                "documentName? documentDate?",
            );
        };
        let number = number(name, load.parcel.kind.word());
        mirror.write(|mirror| mirror.number_handover(way.order_key, &number))?;
        crash::point();
        let pdf = match self.push.client.download_sale(document) {
            Ok(pdf) => pdf,
            // What is kept is the same in every language.
            Err(FirminoError::Refused { method, message }) => {
                let said = format!("{method}: {message}");
                return self.refuse(mirror, &*way, Refusal::Unconfirmed, &said);
            }
            Err(FirminoError::TooLarge { method, .. }) => {
                let said = format!("{method}: > {} MiB", BODY_CAP >> 20);
                return self.refuse(mirror, &*way, Refusal::Unconfirmed, &said);
            }
            Err(error) => return Err(error.into()),
        };
        let word = Word {
            order: way.order,
            number: &number,
            day: Some(day),
            ksef: None,
            pdf: Some(&pdf),
        };
        match confirm(self.push.settings, mirror, self.push.clock, &word) {
            Ok(noted) => {
                crash::point();
                self.done.orders.confirmed += 1;
                if noted.ksef_missing {
                    self.done.without_ksef.push(way.order);
                }
                self.at(mirror, way, Stage::Confirmed { order, document })
            }
            Err(Refused::Book(error)) => Err(error.into()),
            Err(refused) => {
                let done = self.refuse(mirror, &*way, Refusal::Unconfirmed, &number);
                // The cause in full takes the place of the general word.
                self.done.troubles.pop();
                self.done.troubles.push(Trouble::Unconfirmed {
                    order: way.order,
                    number,
                    refused: Box::new(refused),
                });
                done
            }
        }
    }
}

/// Why a document there is not the one that the order ends in.
fn odd(there: &Document, load: &Load) -> Option<String> {
    let wanted = load.parcel.kind.word();
    if there.is_cancelled() {
        return Some("documentState cancelled".to_owned());
    }
    let other = there.kind.as_deref().filter(|kind| *kind != wanted)?;
    Some(format!("documentType {other} ≠ {wanted}"))
}

/// The number as printed: the document's name, `Faktura VAT 1/11/2026`. Where that is longer than BaseLinker takes, only
/// what begins with its first figure, after Firmino's word for the kind: `FDW 1/11/2026`.
fn number(name: &str, kind: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= NUMBER {
        return name.to_owned();
    }
    let mut words = name.split_whitespace();
    let tail = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    match tail {
        None => name.to_owned(),
        Some(first) => {
            let rest: Vec<&str> = std::iter::once(first).chain(words).collect();
            format!("{} {}", kind.to_uppercase(), rest.join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_name_unless_that_is_too_long() {
        for (name, kind, printed) in [
            ("Faktura VAT 1/11/2026", "fas", "Faktura VAT 1/11/2026"),
            (" Paragon VAT 7/11/2026 ", "par", "Paragon VAT 7/11/2026"),
            (
                "Dostawa wewnątrzwspólnotowa 12/11/2026",
                "fdw",
                "FDW 12/11/2026",
            ),
            (
                "Faktura eksportowa bardzo długa 3/11/2026 BL",
                "fe",
                "FE 3/11/2026 BL",
            ),
            (
                "Faktura bez żadnego numeru w nazwie",
                "fas",
                "Faktura bez żadnego numeru w nazwie",
            ),
        ] {
            assert_eq!(number(name, kind), printed);
        }
    }
}
