//! What `warnings` say; but for the first, the texts are invented.

use crate::sandbox::unknowns::WarningText;

/// Why something of a call was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Warning {
    NoProduct,
    /// A warehouse that is not attached to the catalogue.
    NoWarehouse(String),
    /// A warehouse of a connected shop or wholesaler.
    ForeignWarehouse(String),
    /// A price group that is not attached to the catalogue.
    NoPriceGroup(String),
    /// A picture by its place from 1 that cannot be fetched.
    Unreachable(usize),
    /// A picture by its place from 1 that is too large, or its address too long.
    TooLarge(usize),
    /// A picture that is neither address nor data, or stands in no place from 0 to 15.
    NoPicture(String),
}

impl Warning {
    pub(super) fn text(&self, language: WarningText) -> String {
        let english = language == WarningText::English;
        match self {
            Self::NoProduct if english => "No product with given ID".to_owned(),
            Self::NoProduct => "Brak produktu o podanym ID".to_owned(),
            Self::NoWarehouse(key) if english => {
                format!("Warehouse {key} is not assigned to the catalog")
            }
            Self::NoWarehouse(key) => {
                format!("Magazyn {key} nie jest przypisany do katalogu")
            }
            Self::ForeignWarehouse(key) if english => {
                format!("Stock of warehouse {key} cannot be changed")
            }
            Self::ForeignWarehouse(key) => {
                format!("Nie można zmienić stanu magazynu {key}")
            }
            Self::NoPriceGroup(key) if english => {
                format!("Price group {key} is not assigned to the catalog")
            }
            Self::NoPriceGroup(key) => {
                format!("Grupa cenowa {key} nie jest przypisana do katalogu")
            }
            Self::Unreachable(place) if english => {
                format!("Photo {place}: could not be downloaded")
            }
            Self::Unreachable(place) => {
                format!("Zdjęcie {place}: nie udało się pobrać")
            }
            Self::TooLarge(place) if english => format!("Photo {place}: too large"),
            Self::TooLarge(place) => format!("Zdjęcie {place}: za duże"),
            Self::NoPicture(key) if english => format!("Photo at {key}: wrong format"),
            Self::NoPicture(key) => format!("Zdjęcie na pozycji {key}: zły format"),
        }
    }

    /// Several as one text.
    pub(super) fn texts(warnings: &[Self], language: WarningText) -> String {
        let texts: Vec<String> = warnings.iter().map(|one| one.text(language)).collect();
        texts.join("; ")
    }
}
