//! `[warehouses]`: which warehouse is which, and whether levels are sent.

use std::collections::BTreeSet;

use super::modules::Module;
use super::name_or_id::NameOrId;
use super::products::{ProductSource, Products};
use super::reading::{Entry, Section};
use crate::texts::Said;

/// The module `Magazyny` (requirements.md, rows 51–59d).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warehouses {
    /// `Pobranie nowych magazynów z BaseLinker do Streamsoft Firmino`.
    pub import_new: bool,
    /// `Wysyłaj automatycznie stany produktów do BaseLinker`; only with Firmino as source.
    pub send_stock: bool,
    /// When BaseLinker itself lowers a level; unset and not evident: nothing is sent.
    pub baselinker_lowers: Option<Lowers>,
    /// Symbol of the warehouse for lines whose own is not linked.
    pub default: Option<String>,
    /// Pieces kept back of each level that is sent.
    pub buffer: u32,
    /// Pairs set by hand, which win over those of the mirror.
    pub links: Vec<WarehouseLink>,
}

/// When BaseLinker itself lowers a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lowers {
    /// When an order is confirmed.
    Confirmed,
    /// When an order is shipped or finished.
    Shipped,
    /// Never: it keeps reservations.
    Reservation,
}

/// A warehouse of BaseLinker and its symbol in the mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarehouseLink {
    /// The name, or the id: 8801 of the key `bl_8801`.
    pub baselinker: NameOrId,
    /// The symbol, such as `MAG`.
    pub firmino: String,
}

impl Warehouses {
    pub(super) fn read(
        section: &Section<'_>,
        modules: &BTreeSet<Module>,
        products: &Products,
    ) -> Self {
        let send_stock = section.entry("send_stock");
        let sending = send_stock.flag(false);
        let hindrance = if !modules.contains(&Module::Products) {
            Some(Said::new(
                "moduł `products` nie jest wybrany",
                "the module `products` is not chosen",
            ))
        } else if products.source != ProductSource::Firmino {
            let source = products.source.as_str();
            Some(Said::of(|lang| {
                lang.pick(
                    format!("`products.source` jest {source:?}"),
                    format!("`products.source` is {source:?}"),
                )
            }))
        } else {
            None
        };
        if sending && let Some(hindrance) = hindrance {
            let what = Said::of(|lang| {
                let hindrance = hindrance.told(lang);
                lang.pick(
                    format!("jest true, ale {hindrance}: stany są wysyłane tylko z modułem `products` i `products.source = \"firmino\"`"),
                    format!("is true, but {hindrance}: levels are sent only with the module `products` and `products.source = \"firmino\"`"),
                )
            });
            let fix = Said::new(
                "napisz `send_stock = false` albo wybierz ten moduł i `source = \"firmino\"` pod `[products]`",
                "write `send_stock = false`, or choose the module and `source = \"firmino\"` under `[products]`",
            );
            send_stock.refuse(&what, fix);
        }
        let lowers = [
            ("confirmed", Lowers::Confirmed),
            ("shipped", Lowers::Shipped),
            ("reservation", Lowers::Reservation),
        ];
        Self {
            import_new: section.entry("import_new").flag(true),
            send_stock: sending,
            baselinker_lowers: section.entry("baselinker_lowers").choice(&lowers),
            default: section.entry("default").filled_text("\"MAG\""),
            buffer: section.entry("buffer").whole(0, 0..=u32::MAX),
            links: read_links(section),
        }
    }
}

fn read_links(section: &Section<'_>) -> Vec<WarehouseLink> {
    let symbol = Said::new(
        "powiązanie podaje symbol magazynu",
        "a link names the symbol of the warehouse",
    );
    let mut links: Vec<WarehouseLink> = Vec::new();
    for link in section.sections("links", &["baselinker", "firmino"]) {
        let key = link.entry("baselinker");
        let baselinker = read_warehouse(&key);
        let firmino = link.entry("firmino").required_text(&symbol, "\"MAG\"");
        let (Some(baselinker), Some(firmino)) = (baselinker, firmino) else {
            continue;
        };
        if links.iter().any(|other| other.baselinker == baselinker) {
            let what = Said::of(|lang| {
                let shown = key.shown(lang);
                lang.pick(
                    format!("jest {shown}, a ten magazyn ma już wcześniejsze powiązanie"),
                    format!("is {shown}, which an earlier link holds already"),
                )
            });
            let fix = Said::new(
                "zostaw jedno powiązanie na magazyn BaseLinker",
                "leave one link to each warehouse of BaseLinker",
            );
            key.refuse(&what, fix);
        }
        links.push(WarehouseLink {
            baselinker,
            firmino,
        });
    }
    links
}

/// `bl_8801`, the id 8801, or a name. Warehouses of shops and wholesalers cannot be written
/// (baselinker-api.md, warehouse kinds).
fn read_warehouse(entry: &Entry<'_>) -> Option<NameOrId> {
    if entry.is_unset() {
        let why = Said::new(
            "powiązanie podaje magazyn BaseLinker",
            "a link names a warehouse of BaseLinker",
        );
        entry.absent(&why, "\"bl_8801\"");
        return None;
    }
    let NameOrId::Name(name) = NameOrId::read(entry, "\"bl_8801\"")? else {
        return NameOrId::read(entry, "\"bl_8801\"");
    };
    if name.starts_with("shop_") || name.starts_with("warehouse_") {
        let what = Said::of(|lang| {
            let shown = entry.shown(lang);
            lang.pick(
                format!("jest {shown}, magazynem podłączonego sklepu albo hurtowni, którego się nie zapisuje"),
                format!("is {shown}, a warehouse of a connected shop or wholesaler, which is never written"),
            )
        });
        let fix = Said::new(
            "powiąż jeden z własnych magazynów, o kluczu od `bl_`",
            "link one of the own warehouses, whose keys begin with `bl_`",
        );
        entry.refuse(&what, fix);
        return None;
    }
    let Some(digits) = name.strip_prefix("bl_") else {
        return Some(NameOrId::Name(name));
    };
    let id = digits.parse::<i64>().ok().filter(|id| *id > 0);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || id.is_none() {
        let what = Said::of(|lang| {
            let shown = entry.shown(lang);
            lang.pick(
                format!("jest {shown}, a ma być `bl_` i cyfry, id albo nazwa"),
                format!("is {shown}; expected `bl_` and digits, the id or the name"),
            )
        });
        let fix = Said::new(
            "napisz `baselinker = \"bl_8801\"` albo nazwę z panelu BaseLinker",
            "write `baselinker = \"bl_8801\"`, or the name that BaseLinker's panel shows",
        );
        entry.refuse(&what, fix);
        return None;
    }
    id.map(NameOrId::Id)
}
