//! What every account has: statuses, sources, warehouses, a price group, number series.

use std::collections::BTreeMap;

use crate::sandbox::catalog::{
    DEFAULT_PRICE_GROUP, DEFAULT_WAREHOUSE, PriceGroup, Sources, Status, StatusKind, Warehouse,
};
use crate::sandbox::invoice::{Series, SeriesKind};

pub(crate) const NEW: u64 = 51001;
pub(crate) const PAID: u64 = 51002;
pub(crate) const PACKED: u64 = 51003;
pub(crate) const SENT: u64 = 51004;
pub(crate) const CANCELLED: u64 = 51005;
pub(crate) const DONE: u64 = 51006;
pub(crate) const RETURNED: u64 = 51007;

/// Series of the invoices that BaseLinker issues by itself.
pub(crate) const INVOICES: u64 = 15;
pub(crate) const CORRECTIONS: u64 = 16;

/// Statuses with the names of the profile sample.
pub(crate) fn statuses() -> Vec<Status> {
    [
        (NEW, "Nowe", "Przyjęto", "#0077DA", StatusKind::Unpaid),
        (
            PAID,
            "Opłacone",
            "Opłacono",
            "#2E9E5B",
            StatusKind::InProgress,
        ),
        (
            PACKED,
            "Spakowane",
            "Spakowano",
            "#8A6D3B",
            StatusKind::InProgress,
        ),
        (SENT, "Wysłane", "Wysłano", "#6F42C1", StatusKind::Sent),
        (
            CANCELLED,
            "Anulowane",
            "Anulowano",
            "#D54839",
            StatusKind::Cancelled,
        ),
        (
            DONE,
            "Zrealizowane",
            "Zakończono",
            "#555555",
            StatusKind::Delivered,
        ),
        (RETURNED, "Zwrot", "Zwrot", "#E08E0B", StatusKind::Return),
    ]
    .into_iter()
    .map(|(id, name, name_for_customer, color, kind)| Status {
        id,
        name: name.into(),
        name_for_customer: name_for_customer.into(),
        color: color.into(),
        kind,
    })
    .collect()
}

/// Telephone orders, returns, one shop and one Allegro account.
pub(crate) fn sources() -> Sources {
    [
        ("personal", 0, "Osobiście/tel."),
        ("order_return", 0, "Zwrot"),
        ("shop", 2334, "MójSklep"),
        ("allegro", 4021, "Konto A"),
    ]
    .into_iter()
    .map(|(kind, id, name)| (kind.into(), BTreeMap::from([(id, name.into())])))
    .collect()
}

/// Two own warehouses and the mirror of the shop's.
pub(crate) fn warehouses() -> Vec<Warehouse> {
    [
        ("bl", DEFAULT_WAREHOUSE, "Główny", true),
        ("bl", 8802, "Sklep", false),
        ("shop", 2334, "MójSklep", false),
    ]
    .into_iter()
    .map(|(kind, warehouse_id, name, is_default)| Warehouse {
        warehouse_type: kind.into(),
        warehouse_id,
        name: name.into(),
        country: "PL".into(),
        is_default,
    })
    .collect()
}

/// One price group in PLN.
pub(crate) fn price_groups() -> Vec<PriceGroup> {
    vec![PriceGroup {
        price_group_id: DEFAULT_PRICE_GROUP,
        name: "Detal".into(),
        currency: "PLN".into(),
        is_default: true,
    }]
}

/// BaseLinker's own series of each type, and one for invoices that come from elsewhere.
pub(crate) fn series() -> Vec<Series> {
    [
        (INVOICES, SeriesKind::Invoice, "Faktury", "%N/%M/%Y"),
        (CORRECTIONS, SeriesKind::Correction, "Korekty", "K %N/%M/%Y"),
        (61_178, SeriesKind::Receipt, "Paragony", "%N/%M/%Y"),
        (61_179, SeriesKind::Invoice, "Faktury BL", "BL %N/%M/%Y"),
    ]
    .into_iter()
    .map(|(id, kind, name, format)| Series {
        id,
        kind,
        name: name.into(),
        format: format.into(),
    })
    .collect()
}
