//! The walk over the catalogue's list: what changed there is marked, and its details are read later.

use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};

use super::place::Place;
use super::tally::Trouble;
use super::{Ended, Extent, Pass, Way};
use crate::baselinker::wire::Lenient;
use crate::baselinker::{ListedProduct, ProductsFilter};
use crate::domain::goods::{Goods, Part};
use crate::domain::money::Amount;
use crate::domain::names;
use crate::mirror::catalogue::{ProductRow, Role};
use crate::mirror::{Mirror, MirrorError};
use crate::sync::crash;
use crate::sync::orders::PassError;

/// Products whose links are dropped in one transaction.
const BATCH: i64 = 500;

/// A row of the list, freed from the API's encodings.
struct Listed {
    row: ProductRow,
    price: Option<Amount>,
}

/// Reads the whole list, a page a call and a transaction, and marks what is new or differs. Memory holds one page.
///
/// # Errors
/// Those of the calls and of the book.
pub(super) fn list(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    mirror.begin_listing()?;
    for page in 1.. {
        pass.go_on()?;
        crash::point();
        let products = pass
            .account
            .get_inventory_products_list(&ProductsFilter::page(place.inventory, page))?;
        crash::point();
        let rows = products.len();
        let new = mirror.write(|mirror| {
            let mut new = 0;
            for (id, product) in &products {
                if !mirror.note_listed(*id)? {
                    continue;
                }
                new += 1;
                ended.tally.listed += 1;
                match read(*id, product, place) {
                    Ok(listed) => {
                        keep(pass, mirror, listed, ended)?;
                    }
                    Err(seen) => ended
                        .tally
                        .troubles
                        .push(Trouble::Odd { product: *id, seen }),
                }
            }
            Ok::<_, PassError>(new)
        })?;
        pass.progress
            .listed(page as usize, ended.tally.listed as usize);
        if rows == 0 || new == 0 {
            break;
        }
    }
    mirror.write(|mirror| mirror.note_parents())?;
    let audit = pass.today();
    let days = jiff::Span::new().days(i64::from(pass.settings.audit_days));
    let day = audit.checked_sub(days).unwrap_or(audit);
    if pass.ask.way == Way::Pull {
        mirror.write(|mirror| mirror.audit(&day.to_string()))?;
    }
    Ok(())
}

fn read(id: i64, product: &Lenient<ListedProduct>, place: &Place) -> Result<Listed, String> {
    let product = match product {
        Lenient::Known(product) => product,
        Lenient::Absent => return Err(String::new()),
        Lenient::Odd(seen) => return Err(seen.to_string()),
    };
    let price = price(product, place)?;
    let parent = product.parent_id.known().copied().filter(|id| *id > 0);
    let (sku, ean) = (
        names::sku_key(product.sku.text()),
        names::ean_key(product.ean.text()),
    );
    let name = product.name.text().to_owned();
    let hashed = format!("{parent:?} {sku:?} {ean:?} {name:?} {price:?}");
    let digest = Sha256::digest(hashed.as_bytes());
    let row_hash = digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(Listed {
        row: ProductRow {
            product: id,
            parent,
            sku,
            ean,
            name_key: names::key(&name),
            name,
            role: Role::Unknown,
            row_hash,
            stale: true,
            agreed: None,
            read_on: None,
            gone_at: None,
        },
        price,
    })
}

/// The gross price of the pass's price group; `None` where there is none.
fn price(product: &ListedProduct, place: &Place) -> Result<Option<Amount>, String> {
    let (Some(group), Lenient::Known(prices)) = (place.group, &product.prices) else {
        return Ok(None);
    };
    let found = prices.0.iter().find(|(key, _)| *key == group.to_string());
    match found.map(|(_, price)| price.checked()) {
        None | Some(Ok(None)) => Ok(None),
        Some(Ok(Some(price))) => Ok(amount(price)),
        Some(Err(seen)) => Err(seen.to_owned()),
    }
}

/// A price to the grosz; 0 is BaseLinker's word for none.
pub(super) fn amount(price: &Decimal) -> Option<Amount> {
    Amount::rounded(*price)
        .ok()
        .filter(|price| *price > Amount::ZERO)
}

/// Keeps a listed row, where it differs from what is known.
fn keep(
    pass: &Pass<'_>,
    mirror: &Mirror,
    listed: Listed,
    ended: &mut Ended,
) -> Result<(), MirrorError> {
    let Listed { row, price } = listed;
    let anew = pass.ask.extent == Extent::Full || !pass.ask.skus.is_empty();
    let wanted = pass.wants(row.sku.as_deref());
    if mirror.row_hash(row.product)?.as_deref() == Some(row.row_hash.as_str()) && !(anew && wanted)
    {
        // A push counts cards.
        ended.tally.products.unchanged += u64::from(pass.ask.way == Way::Pull);
        return Ok(());
    }
    let known = mirror.product(row.product)?;
    if let Some(agreed) = known.as_ref().and_then(|known| known.agreed.as_ref()) {
        let old = agreed
            .get(Part::Price)
            .and_then(|old| old.parse::<Decimal>().ok());
        super::brake::note(&mut ended.tally, old, price);
    }
    let row = match known {
        None => row,
        Some(known) => ProductRow {
            role: known.role,
            agreed: known.agreed.filter(|goods| *goods != Goods::default()),
            read_on: known.read_on,
            ..row
        },
    };
    mirror.keep_product(&row)
}

/// Products that the list no longer shows: their links are dropped and told, and nothing is made anew for their cards.
///
/// # Errors
/// Those of the book.
pub(super) fn vanished(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    loop {
        let gone = mirror.unlisted(BATCH)?;
        if gone.is_empty() {
            return Ok(());
        }
        let now = pass.now();
        mirror.write(|mirror| {
            for product in &gone {
                if let Some(card) = super::book::gone(mirror, *product, now)? {
                    ended.tally.troubles.push(Trouble::Gone {
                        product: *product,
                        card,
                    });
                }
            }
            Ok::<_, PassError>(())
        })?;
        crash::point();
    }
}
