//! `[products]`: who leads, and what is carried over.

use super::name_or_id::NameOrId;
use super::reading::Section;

/// The module `Produkty` (requirements.md, rows 32–50, 74–76).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Products {
    /// The main source.
    pub source: ProductSource,
    /// `Aktualizuj nazwę produktu w BaseLinker`.
    pub update_names: bool,
    /// `Nadpisuj zdjęcia BaseLinker zdjęciami ze Streamsoft Firmino`.
    pub overwrite_images: bool,
    /// The price group that prices are read from and written to; unset: the catalogue's default.
    pub price_group: Option<NameOrId>,
    /// Days after which the details of all products are read again; 0: in every pass.
    pub audit_days: u32,
}

/// The main source of products (row 33).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductSource {
    /// `Automatyczna: Streamsoft Firmino jako główne źródło produktów`.
    Firmino,
    /// `Automatyczna: BaseLinker jako główne źródło produktów`.
    BaseLinker,
    /// `Ręczny proces synchronizacji`.
    Manual,
}

impl ProductSource {
    const WORDS: [(&'static str, Self); 3] = [
        ("firmino", Self::Firmino),
        ("baselinker", Self::BaseLinker),
        ("manual", Self::Manual),
    ];

    /// The value as the profile writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Firmino => "firmino",
            Self::BaseLinker => "baselinker",
            Self::Manual => "manual",
        }
    }
}

impl Products {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            source: section
                .entry("source")
                .choice(&ProductSource::WORDS)
                .unwrap_or(ProductSource::Firmino),
            update_names: section.entry("update_names").flag(true),
            overwrite_images: section.entry("overwrite_images").flag(false),
            price_group: NameOrId::read(&section.entry("price_group"), "\"Detal\""),
            audit_days: section.entry("audit_days").whole(7, 0..=u32::MAX),
        }
    }
}
