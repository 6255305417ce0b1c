//! Buyers' cards as a file.

use super::Exported;
use crate::domain::contractor::{ContractorField, ContractorValues};
use crate::domain::country::Country;
use crate::domain::import::FileField as _;
use crate::mirror::{Mirror, MirrorError};
use crate::report::sheet::{Cell, Sheet};
use crate::sync::import::{Problems, contractors};

/// All buyers' cards, oldest first, under the headings that an import knows.
///
/// # Errors
/// Those of the book.
pub fn contractors(mirror: &Mirror) -> Result<Exported, MirrorError> {
    let cards = mirror.contractor_cards()?;
    let mut sheet = Sheet::default();
    sheet.texts(ContractorField::ALL.map(ContractorField::word));
    for card in &cards {
        sheet.row(ContractorField::ALL.map(|field| cell(card, field)));
    }
    let text = sheet.finish();
    let (refused, otherwise) = match cards.len() {
        0 => (Problems::default(), Vec::new()),
        _ => read_back(mirror, &text, &cards)?,
    };
    Ok(Exported {
        text,
        rows: cards.len(),
        blank: 0,
        refused,
        otherwise,
    })
}

fn cell(card: &ContractorValues, field: ContractorField) -> Cell {
    let text = match field {
        ContractorField::Name => &card.name,
        ContractorField::ShortName => &card.short_name,
        ContractorField::Nip => &card.nip,
        ContractorField::Country => &card.country.as_ref().map(Country::to_string),
        ContractorField::Street => &card.street,
        ContractorField::House => &card.house,
        ContractorField::Flat => &card.flat,
        ContractorField::Postcode => &card.postcode,
        ContractorField::City => &card.city,
        ContractorField::Email => &card.email,
        ContractorField::Phone => &card.phone,
    };
    text.clone().map_or(Cell::Empty, Cell::Exact)
}

/// What an import makes of the file. A card of an order may hold what a file cannot say, such as a word in the place of
/// a tax number: that is told now, not when the file comes back.
fn read_back(
    mirror: &Mirror,
    text: &str,
    cards: &[ContractorValues],
) -> Result<(Problems, Vec<u64>), MirrorError> {
    let file = match contractors::read(text.as_bytes(), &contractors::remembered(mirror)?) {
        Err(problems) => return Ok((problems, Vec::new())),
        Ok(file) => file,
    };
    let pairs = file.rows.iter().zip(cards);
    let otherwise = pairs.filter(|(row, card)| row.values != **card);
    Ok((
        Problems::default(),
        otherwise.map(|(row, _)| row.line).collect(),
    ))
}
