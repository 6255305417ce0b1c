//! The buyer of a document.

use super::{Context, Source};
use crate::domain::contractor::BuyerKey;
use crate::domain::country::Country;
use crate::domain::document::Buyer;
use crate::domain::eu_vat::Prefix;
use crate::domain::kind::HoldReason;
use crate::domain::names;
use crate::domain::order::Order;
use crate::domain::reason::{Code, Reason};
use crate::domain::tax_id::{self, TaxId};

/// The buyer as the document shows it: invoice data, else delivery data.
pub fn buyer(order: &Order) -> Buyer {
    let place = order.buyer_place();
    let country =
        Country::parse(&place.country).or_else(|| Country::parse(&order.delivery.country));
    let (name, person) = match place.company.is_empty() {
        true => (&place.name, ""),
        false => (&place.company, place.name.as_str()),
    };
    Buyer {
        name: names::folded(name),
        person: names::folded(person),
        street: names::folded(&place.street),
        postcode: names::folded(&place.postcode),
        city: names::folded(&place.city),
        country: country
            .map(|country| country.to_string())
            .unwrap_or_default(),
        tax_id: tax_id::classify(&order.tax_id, country)
            .key()
            .unwrap_or_default(),
    }
}

/// What a contractor's card is looked up by.
pub fn buyer_key(buyer: &Buyer) -> BuyerKey {
    BuyerKey {
        nip: Some(buyer.tax_id.clone()).filter(|id| !id.is_empty()),
        name: names::key(&buyer.name),
        postcode: names::postcode_key(&buyer.postcode),
        city: names::city_key(&buyer.city),
        country: Country::parse(&buyer.country),
    }
}

/// What an invoice lacks.
pub(super) fn missing(buyer: &Buyer) -> Vec<Reason> {
    [
        (&buyer.name, Code::BuyerNoName, "invoice_fullname"),
        (&buyer.city, Code::BuyerNoCity, "invoice_city"),
        (&buyer.postcode, Code::BuyerNoPostcode, "invoice_postcode"),
        (&buyer.country, Code::NoCountry, "invoice_country_code"),
    ]
    .into_iter()
    .filter(|(value, ..)| value.is_empty())
    .map(|(_, code, field)| Reason::new(code, field, ""))
    .collect()
}

/// Why no kind was chosen, with the value that a person has to look at.
pub(super) fn hold(hold: HoldReason, order: &Order, context: &Context) -> Reason {
    let tax_id =
        || match tax_id::classify(&order.tax_id, Country::parse(&order.buyer_place().country)) {
            TaxId::Eu(number) => number.to_string(),
            _ => order.tax_id.clone(),
        };
    let outside = || {
        let countries = context.sources.iter().filter_map(|source| match source {
            Source::Warehouse {
                country: Some(country),
                ..
            } if *country != Country::PL => Some(country.to_string()),
            _ => None,
        });
        countries.collect::<Vec<_>>().join(", ")
    };
    match hold {
        HoldReason::NoCountry => Reason::new(
            Code::NoCountry,
            "delivery_country_code",
            &order.delivery.country,
        ),
        HoldReason::CountriesDiffer => {
            let both = format!("{} / {}", order.invoice.country, order.delivery.country);
            Reason::new(Code::CountriesDiffer, "invoice_country_code", both)
        }
        HoldReason::SpecialTerritory => {
            let (field, value) = special(order);
            Reason::new(Code::SpecialTerritory, field, value)
        }
        HoldReason::ForeignWarehouse => {
            Reason::new(Code::ForeignWarehouse, "products.warehouse_id", outside())
        }
        HoldReason::PolishNipAbroad => {
            Reason::new(Code::PolishNipAbroad, "invoice_nip", &order.tax_id)
        }
        HoldReason::TaxIdUnreadable => {
            Reason::new(Code::TaxIdUnreadable, "invoice_nip", &order.tax_id)
        }
        HoldReason::ForeignNumberInPoland => {
            Reason::new(Code::ForeignNumberInPoland, "invoice_nip", tax_id())
        }
        HoldReason::NipChecksum => Reason::new(Code::NipChecksum, "invoice_nip", &order.tax_id),
        HoldReason::WantInvoiceNoNip => Reason::new(
            Code::WantInvoiceNoNip,
            "invoice_nip",
            &order.buyer_place().company,
        ),
        HoldReason::WdtNotRegistered => {
            Reason::new(Code::WdtNotRegistered, "invoice_nip", tax_id())
        }
        HoldReason::OssUnset => Reason::new(
            Code::OssUnset,
            "delivery_country_code",
            order
                .goes_to()
                .map(|country| country.to_string())
                .unwrap_or_default(),
        ),
    }
}

/// The field that names a special territory, and the territory: a country, else the prefix of the VAT number.
fn special(order: &Order) -> (&'static str, String) {
    [
        ("delivery_country_code", &order.delivery.country),
        ("invoice_country_code", &order.invoice.country),
    ]
    .into_iter()
    .filter_map(|(field, code)| Country::parse(code).map(|country| (field, country)))
    .find(|(_, country)| country.is_special_territory())
    .map_or_else(
        || ("invoice_nip", Prefix::NORTHERN_IRELAND.to_string()),
        |(field, country)| (field, country.to_string()),
    )
}
