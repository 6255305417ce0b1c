//! What the wizard reads of the account: a method or a few for each need, and nothing that writes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::Looks;
use crate::baselinker::{Account, ApiError, InvoicesFilter, LISTED, ProductsFilter, SeriesKind};
use crate::cli::setup::sellers;
use crate::profile::NameOrId;
use crate::sync::preview::{self, Sample};
use crate::wizard::Machine;
use crate::wizard::facts::{
    AccountSeen, Fact, InStatus, Named, Need, OrdersSeen, ProductSeen, ProductsSeen, SeriesSeen,
    WarehouseSeen,
};

/// One lookup of several pages takes no longer than about this.
const LOOKUP: Duration = Duration::from_secs(30);

/// Invoices of so many days are looked at for sellers and used series.
const INVOICE_DAYS: i64 = 90;

/// Pages of products that are compared.
const PRODUCT_PAGES: u32 = 3;

impl Looks<'_> {
    pub(super) fn fetch(
        &self,
        account: &Account<'_>,
        need: Need,
        machine: &Machine,
    ) -> Result<Fact, ApiError> {
        let named = |id: i64, name: String| Named { id, name };
        Ok(match need {
            Need::Account => {
                let statuses = account.get_order_status_list()?;
                let catalogues = account.get_inventories()?.into_iter();
                let catalogues = catalogues.map(|one| named(one.id, one.name)).collect();
                *self.statuses.borrow_mut() = statuses
                    .iter()
                    .map(|one| (one.id, one.name.clone()))
                    .collect();
                let statuses = statuses
                    .into_iter()
                    .map(|one| named(one.id, one.name))
                    .collect();
                Fact::Account(AccountSeen {
                    catalogues,
                    statuses,
                })
            }
            Need::Sellers => Fact::Sellers(self.sellers(account)?),
            Need::Orders => {
                let begun = Instant::now();
                let now = now();
                let sample = preview::sample(account, now, || begun.elapsed() > LOOKUP)?;
                let seen = orders_seen(&sample);
                *self.sample.borrow_mut() = sample;
                Fact::Orders(seen)
            }
            Need::Series => {
                if self.used_series.borrow().is_empty() {
                    self.sellers(account)?;
                }
                let used = self.used_series.borrow();
                let series = account.get_series()?.into_iter().map(|series| SeriesSeen {
                    used: used.contains(&series.id),
                    invoices: series.kind == SeriesKind::Invoice,
                    named: named(series.id, series.name),
                });
                Fact::Series(series.collect())
            }
            Need::PriceGroups => {
                let groups = account.get_inventory_price_groups()?.into_iter();
                Fact::PriceGroups(groups.map(|group| named(group.id, group.name)).collect())
            }
            Need::Products => Fact::Products(self.products(account, machine)?),
            Need::Warehouses => {
                let all = account.get_inventory_warehouses()?;
                let seen = all.iter().map(|one| WarehouseSeen {
                    key: one.key(),
                    name: one.name.clone(),
                    own: one.kind == "bl",
                });
                let seen = seen.collect();
                *self.warehouses.borrow_mut() = all;
                Fact::Warehouses(seen)
            }
            Need::Firmino | Need::Effect | Need::Cards => Fact::Effect(None),
        })
    }

    /// Sellers on invoices, and the series that invoices stand in.
    fn sellers(
        &self,
        account: &Account<'_>,
    ) -> Result<Vec<crate::wizard::draft::Seller>, ApiError> {
        let filter = InvoicesFilter {
            date_from: Some(now() - INVOICE_DAYS * 86_400),
            id_from: Some(1),
            ..InvoicesFilter::default()
        };
        let invoices = account.get_invoices(&filter)?;
        self.used_series
            .borrow_mut()
            .extend(invoices.iter().filter_map(|invoice| invoice.series_id));
        Ok(sellers::of(
            invoices.iter().rev().map(|invoice| invoice.seller.text()),
        ))
    }

    fn products(&self, account: &Account<'_>, machine: &Machine) -> Result<ProductsSeen, ApiError> {
        let catalogues = machine.facts().catalogues();
        let chosen = match &machine.draft().inventory {
            Some(NameOrId::Id(id)) => Some(*id),
            Some(NameOrId::Name(name)) => catalogues
                .iter()
                .find(|one| one.name.trim() == name)
                .map(|one| one.id),
            None => catalogues.first().map(|one| one.id),
        };
        let Some(inventory) = chosen else {
            return Ok(ProductsSeen {
                products: Vec::new(),
                all: true,
            });
        };
        let begun = Instant::now();
        let mut products = Vec::new();
        let mut all = false;
        for page in 1..=PRODUCT_PAGES {
            let listed =
                account.get_inventory_products_list(&ProductsFilter::page(inventory, page))?;
            // Variants come beside the page's thousand products, so a short page is the last one.
            all = listed.len() < LISTED;
            products.extend(listed.into_iter().filter_map(|(id, product)| {
                let product = product.into_known()?;
                Some(ProductSeen {
                    id,
                    sku: product.sku.text().to_owned(),
                    name: product.name.text().to_owned(),
                })
            }));
            if all || begun.elapsed() > LOOKUP {
                break;
            }
        }
        Ok(ProductsSeen { products, all })
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn orders_seen(sample: &Sample) -> OrdersSeen {
    let mut seen = OrdersSeen {
        orders: sample.orders.len() as u64,
        since: sample.since,
        ..OrdersSeen::default()
    };
    let mut payments = BTreeMap::<&str, u64>::new();
    for order in &sample.orders {
        let here: &mut InStatus = seen.by_status.entry(order.status).or_default();
        here.orders += 1;
        let nothing = order.paid.is_some_and(|paid| paid.is_zero());
        if nothing && !order.cash_on_delivery {
            here.unpaid += 1;
        }
        seen.confirmed
            .entry(order.status)
            .or_default()
            .extend(order.confirmed_at);
        *payments.entry(order.payment_method.trim()).or_default() += 1;
    }
    let mut payments: Vec<(String, u64)> = payments
        .into_iter()
        .map(|(method, n)| (method.to_owned(), n))
        .collect();
    payments.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    seen.payments = payments;
    seen
}
