//! From the profile's words to the settings of a pass.

use crate::domain::card_match::ByEan;
use crate::domain::contractor::ByName;
use crate::domain::document::Seller;
use crate::domain::kind::{self, Choice};
use crate::domain::numbering::Format;
use crate::domain::rules::{
    BusinessInvoices, Issue, IssueWhen, LinkContractors, PaymentTerms, Rules, VatPayer,
};
use crate::domain::totals::DeliveryVat;
use crate::domain::vat::Rate;
use crate::profile::{self, NameOrId, Profile};
use crate::sync::orders::statuses::{Named, Wanted};
use crate::sync::settings::{
    Brakes, ImportWarehouses, KeepStock, LinkProducts, Numbering, Series, Settings,
};

impl Settings {
    /// Settings of an orders pass; `None` where the module `orders` is not chosen.
    pub fn from_profile(name: &str, profile: &Profile) -> Option<Settings> {
        let orders = profile.orders.as_ref()?;
        let company = profile.company.as_ref()?;
        let named = |list: &[NameOrId]| list.iter().map(self::named).collect();
        let vat_payer = match &company.vat {
            profile::VatStanding::Payer => VatPayer::Yes,
            profile::VatStanding::Exempt => VatPayer::Exempt,
        };
        let seller = Seller {
            name: company.name.clone(),
            nip: company.nip.clone(),
            street: company.street.clone(),
            postcode: company.postcode.clone(),
            city: company.city.clone(),
            country: company.country.clone(),
            bank_account: company.bank_account.clone().unwrap_or_default(),
            exempt_basis: company.exempt_basis.clone().unwrap_or_default(),
        };
        let rules = Rules {
            seller,
            vat_payer,
            vat_eu: company.vat_eu,
            oss: company.oss.map(|oss| match oss {
                profile::Oss::Registered => kind::Oss::Registered,
                profile::Oss::BelowThreshold => kind::Oss::BelowThreshold,
            }),
            default_kind: match orders.default_document {
                profile::DefaultDocument::Receipt => kind::DefaultDocument::Receipt,
                profile::DefaultDocument::Invoice => kind::DefaultDocument::Invoice,
            },
            kind_choice: if orders.auto_document_type {
                Choice::Automatic
            } else {
                Choice::AlwaysDefault
            },
            ksef_from: Some(profile.ksef.from),
            business_invoices: match profile.ksef.business_invoices {
                profile::BusinessInvoices::Hold => BusinessInvoices::Hold,
                profile::BusinessInvoices::IssueHere => BusinessInvoices::IssueHere,
            },
            delivery: match profile.delivery_vat {
                profile::DeliveryVat::Proportional => DeliveryVat::Proportional,
                profile::DeliveryVat::Highest => DeliveryVat::Highest,
                profile::DeliveryVat::Rate(percent) => {
                    DeliveryVat::Fixed(Rate::Percent(u32::from(percent) * 100))
                }
            },
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
            issue: match orders.issue {
                profile::Issue::Manually => Issue::Manually,
                profile::Issue::Automatically => Issue::Automatically,
            },
            issue_when: match orders.issue_when {
                profile::IssueWhen::Paid => IssueWhen::Paid,
                profile::IssueWhen::Any => IssueWhen::Any,
            },
            contractors: match (orders.link_contractors, orders.contractors) {
                (false, _) => LinkContractors::Off,
                (true, profile::ContractorScope::All) => LinkContractors::All,
                (true, profile::ContractorScope::Invoices) => LinkContractors::Invoices,
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
        let series = |format: &profile::NumberFormat, start: u32| {
            Some(Series {
                format: Format::parse(format.as_str()).ok()?,
                start: i64::from(start),
            })
        };
        Some(Settings {
            profile: name.to_owned(),
            from: orders.from,
            statuses: Wanted {
                allowed: named(&orders.statuses),
                cancelled: named(&orders.cancelled_statuses),
                finished: named(&orders.finished_statuses),
            },
            rules,
            products: if orders.link_products {
                LinkProducts::On
            } else {
                LinkProducts::Off
            },
            stock: stock(profile),
            numbering: Numbering {
                invoice: series(&numbering.invoice, numbering.start.invoice)?,
                receipt: series(&numbering.receipt, numbering.start.receipt)?,
                order: series(&numbering.order, numbering.start.order)?,
            },
            brakes: Brakes {
                old_orders: u64::from(profile.brakes.old_orders),
                documents_per_run: u64::from(profile.brakes.documents_per_run),
            },
            nbp_url: profile.nbp_url.clone(),
        })
    }
}

fn named(status: &NameOrId) -> Named {
    match status {
        NameOrId::Name(name) => Named::Name(name.clone()),
        NameOrId::Id(id) => Named::Id(*id),
    }
}

fn stock(profile: &Profile) -> KeepStock {
    let Some(warehouses) = &profile.warehouses else {
        return KeepStock::No;
    };
    let key = |warehouse: &NameOrId| match warehouse {
        NameOrId::Name(name) => name.clone(),
        NameOrId::Id(id) => format!("bl_{id}"),
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
    }
}
