//! From the profile's words to the settings of a pass.

use crate::domain::card_match::ByEan;
use crate::domain::contractor::ByName;
use crate::domain::document::Seller;
use crate::domain::kind::Choice;
use crate::domain::numbering::Format;
use crate::domain::rules::{LinkContractors, PaymentTerms, Rules};
use crate::domain::stock::Lowers;
use crate::profile::{self, ContractorScope, NameOrId, Profile, SendInvoices};
use crate::sync::orders::statuses::{Named, Wanted};
use crate::sync::settings::{
    Brakes, ImportWarehouses, KeepStock, LinkProducts, Numbering, Series, Settings, WarehouseThere,
};

impl Settings {
    /// Settings of an orders pass; `None` where the module `orders` is not chosen.
    pub fn from_profile(name: &str, profile: &Profile) -> Option<Settings> {
        let orders = profile.orders.as_ref()?;
        let company = profile.company.as_ref()?;
        let named = |list: &[NameOrId]| list.iter().map(self::named).collect();
        let seller = Seller {
            name: company.name.clone(),
            nip: company.nip.to_string(),
            street: company.street.clone(),
            postcode: company.postcode.clone(),
            city: company.city.clone(),
            country: company.country.clone(),
            bank_account: company.bank_account.clone().unwrap_or_default(),
            exempt_basis: company.exempt_basis.clone().unwrap_or_default(),
        };
        let rules = Rules {
            seller,
            vat_payer: company.vat,
            vat_eu: company.vat_eu,
            oss: company.oss,
            default_kind: orders.default_document,
            kind_choice: if orders.auto_document_type {
                Choice::Automatic
            } else {
                Choice::AlwaysDefault
            },
            ksef_from: Some(profile.ksef.from),
            business_invoices: profile.ksef.business_invoices,
            delivery: profile.delivery_vat,
            payments: profile
                .payments
                .iter()
                .map(|(method, terms)| {
                    let form = terms.form.to_string();
                    (
                        method.clone(),
                        PaymentTerms {
                            form,
                            days: i64::from(terms.days),
                        },
                    )
                })
                .collect(),
            issue: orders.issue,
            issue_when: orders.issue_when,
            contractors: match (orders.link_contractors, orders.contractors) {
                (false, _) => LinkContractors::Off,
                (true, ContractorScope::All) => LinkContractors::All,
                (true, ContractorScope::Invoices) => LinkContractors::Invoices,
            },
            by_name: if orders.match_by_name_only {
                ByName::Alone
            } else {
                ByName::WithAddress
            },
            by_ean: if orders.match_by_ean {
                ByEan::Counts
            } else {
                ByEan::Ignored
            },
        };
        let numbering = &orders.numbering;
        let series = |format: &Format, start: u32| Series {
            format: format.clone(),
            start: i64::from(start),
        };
        Some(Settings {
            profile: name.to_owned(),
            from: orders.from,
            statuses: Wanted {
                allowed: named(&orders.statuses),
                cancelled: named(&orders.cancelled_statuses),
                finished: named(&orders.finished_statuses),
                held: orders.status_after.needs_editing.as_ref().map(self::named),
                documented: orders.status_after.documented.as_ref().map(self::named),
            },
            rules,
            products: if orders.link_products {
                LinkProducts::On
            } else {
                LinkProducts::Off
            },
            stock: stock(profile),
            hold_days: orders.hold_days,
            numbering: Numbering {
                invoice: series(&numbering.invoice, numbering.start.invoice),
                receipt: series(&numbering.receipt, numbering.start.receipt),
                order: series(&numbering.order, numbering.start.order),
            },
            brakes: Brakes {
                old_orders: u64::from(profile.brakes.old_orders),
                documents_per_run: u64::from(profile.brakes.documents_per_run),
            },
            nbp_url: profile.nbp_url.clone(),
            series: match &orders.send_invoices {
                SendInvoices::Off => None,
                SendInvoices::To(series) => Some(self::named(series)),
            },
            settle_window: i64::try_from(profile.baselinker.settle_window.as_secs())
                .unwrap_or(i64::MAX),
        })
    }
}

impl KeepStock {
    /// `[warehouses]`, also where the module `orders` is not chosen.
    pub fn from_profile(profile: &Profile) -> KeepStock {
        stock(profile)
    }
}

fn named(status: &NameOrId) -> Named {
    match status {
        NameOrId::Name(name) => Named::Name(name.clone()),
        NameOrId::Id(id) => Named::Id(*id),
    }
}

/// Whether levels are kept, and how.
pub(in crate::sync) fn stock(profile: &Profile) -> KeepStock {
    let Some(warehouses) = &profile.warehouses else {
        return KeepStock::No;
    };
    let key = |warehouse: &NameOrId| match warehouse {
        NameOrId::Name(name) => WarehouseThere::Name(name.clone()),
        NameOrId::Id(id) => WarehouseThere::Key(format!("bl_{id}")),
    };
    KeepStock::Yes {
        default: warehouses.default.clone(),
        links: warehouses
            .links
            .iter()
            .map(|link| (key(&link.baselinker), link.firmino.clone()))
            .collect(),
        import: if warehouses.import_new {
            ImportWarehouses::New
        } else {
            ImportWarehouses::ByHand
        },
        lowers: warehouses.baselinker_lowers.map(|lowers| match lowers {
            profile::Lowers::Confirmed => Lowers::AtConfirmation,
            profile::Lowers::Shipped => Lowers::AtShipping,
            profile::Lowers::Reservation => Lowers::ByReservation,
        }),
    }
}
