//! `[brakes]`: what stops a pass before it writes.

use super::reading::Section;

/// Limits beyond which a person has to look first (design.md, section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brakes {
    /// Per cent of the products, of five and more, that may go to zero pieces at once; 0 to 100.
    pub zero_percent: u32,
    /// Products that may go to zero pieces at once.
    pub zero_products: u32,
    /// Documents for orders older than the mirror.
    pub old_orders: u32,
    /// Documents of one pass.
    pub documents_per_run: u32,
}

impl Brakes {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let limit = |key: &str, default| section.entry(key).whole(default, 0..=u32::MAX);
        Self {
            zero_percent: section.entry("zero_percent").whole(20, 0..=100),
            zero_products: limit("zero_products", 50),
            old_orders: limit("old_orders", 0),
            documents_per_run: limit("documents_per_run", 500),
        }
    }
}
