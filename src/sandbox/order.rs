//! One order of the account, with every field of `getOrders`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::lenient;

/// An order as BaseLinker keeps it. Field names are the API's; money is in major units of `currency`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Order {
    /// Id; 0 in a world file or in `put_order` means: give the next free one.
    pub order_id: u64,
    /// Number in the connected shop; 0 = none.
    pub shop_order_id: i64,
    /// Number on the marketplace; empty = none.
    pub external_order_id: String,
    /// `shop`, `personal`, `order_return` or a marketplace code.
    pub order_source: String,
    /// Account of the source; unique only together with it.
    pub order_source_id: u64,
    /// Always `-` in live answers.
    pub order_source_info: String,
    /// Present status.
    pub order_status_id: u64,
    /// Unix seconds; 0 in a world file means: now.
    pub date_add: i64,
    /// Unix seconds; 0 while unconfirmed, or (in a world file) as `date_add`.
    pub date_confirmed: i64,
    /// Unix seconds; 0 in a world file means: as `date_confirmed`.
    pub date_in_status: i64,
    /// Whether the buyer has finished the order.
    #[serde(deserialize_with = "lenient::flag")]
    pub confirmed: bool,
    /// Buyer's login on the source.
    pub user_login: String,
    /// Three letters; may be empty.
    pub currency: String,
    /// Name of the payment method.
    pub payment_method: String,
    /// Cash on delivery.
    #[serde(deserialize_with = "lenient::flag")]
    pub payment_method_cod: bool,
    /// Paid so far.
    #[serde(with = "lenient::decimal")]
    pub payment_done: Decimal,
    /// Buyer's comment.
    pub user_comments: String,
    /// Seller's note.
    pub admin_comments: String,
    /// Buyer's e-mail, often masked by a marketplace.
    pub email: String,
    /// Buyer's telephone.
    pub phone: String,
    /// 0 if not mapped.
    pub delivery_method_id: u64,
    /// Name of the delivery method.
    pub delivery_method: String,
    /// Gross.
    #[serde(with = "lenient::decimal")]
    pub delivery_price: Decimal,
    /// Courier of the last shipment.
    pub delivery_package_module: String,
    /// Parcel number of the last shipment.
    pub delivery_package_nr: String,
    /// Recipient.
    pub delivery_fullname: String,
    /// Recipient's firm.
    pub delivery_company: String,
    /// Street and number.
    pub delivery_address: String,
    /// Postcode.
    pub delivery_postcode: String,
    /// City.
    pub delivery_city: String,
    /// Region.
    pub delivery_state: String,
    /// Country's name in the account's language.
    pub delivery_country: String,
    /// Two letters.
    pub delivery_country_code: String,
    /// Code of a parcel locker.
    pub delivery_point_id: String,
    /// Name of a parcel locker.
    pub delivery_point_name: String,
    /// Its street.
    pub delivery_point_address: String,
    /// Its postcode.
    pub delivery_point_postcode: String,
    /// Its city.
    pub delivery_point_city: String,
    /// Buyer on the invoice.
    pub invoice_fullname: String,
    /// Firm on the invoice.
    pub invoice_company: String,
    /// Tax number as typed: may carry a prefix, hyphens, spaces.
    pub invoice_nip: String,
    /// Street and number on the invoice.
    pub invoice_address: String,
    /// Postcode on the invoice.
    pub invoice_postcode: String,
    /// City on the invoice.
    pub invoice_city: String,
    /// Region on the invoice.
    pub invoice_state: String,
    /// Country's name on the invoice.
    pub invoice_country: String,
    /// Two letters.
    pub invoice_country_code: String,
    /// The buyer asks for an invoice.
    #[serde(deserialize_with = "lenient::flag")]
    pub want_invoice: bool,
    /// First built-in extra field.
    pub extra_field_1: String,
    /// Second built-in extra field.
    pub extra_field_2: String,
    /// Extra fields by id; sent on request only.
    pub custom_extra_fields: BTreeMap<u64, String>,
    /// Page of the order for the buyer.
    pub order_page: String,
    /// 0 or 1.
    pub pick_state: u8,
    /// 0 or 1.
    pub pack_state: u8,
    /// 0 to 5.
    pub star: u8,
    /// 0 = none.
    pub crm_client_id: u64,
    /// Marketplace commissions; sent on request only.
    pub commissions: Vec<Commission>,
    /// Link to another account through Base Connect; sent on request only.
    pub connect_data: ConnectData,
    /// Lines.
    pub products: Vec<OrderLine>,
}

/// One line of an [`Order`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderLine {
    /// `db` (BaseLinker's catalogue), `shop` or `warehouse`.
    pub storage: String,
    /// For `db` the inventory's id.
    pub storage_id: u64,
    /// Line id; 0 in a world file or in `put_order` means: give the next free one.
    pub order_product_id: u64,
    /// Product's (or variant's own) id as text; empty = not linked.
    pub product_id: String,
    /// Empty or `0` for catalogue goods.
    pub variant_id: String,
    /// Name at the time of the order.
    pub name: String,
    /// Variant's attributes as text.
    pub attributes: String,
    /// SKU at the time of the order.
    pub sku: String,
    /// EAN at the time of the order.
    pub ean: String,
    /// Shelf.
    pub location: String,
    /// Source warehouse, without prefix; 0 = unknown.
    pub warehouse_id: u64,
    /// Prefix of the warehouse: `bl`, `shop`, `warehouse`.
    pub warehouse_type: String,
    /// 0 in a world file means: as `warehouse_id`.
    pub warehouse_source_id: u64,
    /// Marketplace offer; `0` = none.
    pub auction_id: String,
    /// Gross price of one piece.
    #[serde(with = "lenient::decimal")]
    pub price_brutto: Decimal,
    /// Per cent; −1 exempt, −0.02 outside VAT, −0.03 reverse charge.
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Pieces.
    pub quantity: i64,
    /// Kilograms a piece.
    #[serde(with = "lenient::decimal")]
    pub weight: Decimal,
    /// Bundle out of which the line was split; 0 = none.
    pub bundle_id: u64,
    /// Marketplace transaction.
    pub transaction_id: String,
    /// Second part of the transaction's id.
    pub transaction2_id: String,
}

/// Marketplace commission of an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commission {
    /// Name.
    pub commission_name: String,
    /// `sale`, `payment`, ….
    pub commission_type: String,
    /// Net.
    #[serde(with = "lenient::decimal")]
    pub cost_netto: Decimal,
    /// Gross.
    #[serde(with = "lenient::decimal")]
    pub cost_brutto: Decimal,
    /// Currency.
    pub cost_currency: String,
}

/// Base Connect ids of an order; 0 = none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectData {
    /// Integration.
    pub connect_integration_id: u64,
    /// Contractor.
    pub connect_contractor_id: u64,
    /// Sale.
    pub connect_sale_id: u64,
}

impl Default for OrderLine {
    fn default() -> Self {
        Self {
            storage: "db".into(),
            storage_id: super::catalog::DEFAULT_INVENTORY,
            order_product_id: 0,
            product_id: String::new(),
            variant_id: String::new(),
            name: String::new(),
            attributes: String::new(),
            sku: String::new(),
            ean: String::new(),
            location: String::new(),
            warehouse_id: super::catalog::DEFAULT_WAREHOUSE,
            warehouse_type: "bl".into(),
            warehouse_source_id: 0,
            auction_id: "0".into(),
            price_brutto: Decimal::ZERO,
            tax_rate: Decimal::from(23),
            quantity: 1,
            weight: Decimal::ZERO,
            bundle_id: 0,
            transaction_id: String::new(),
            transaction2_id: String::new(),
        }
    }
}

impl Default for Order {
    fn default() -> Self {
        Self {
            order_id: 0,
            shop_order_id: 0,
            external_order_id: String::new(),
            order_source: "personal".into(),
            order_source_id: 0,
            order_source_info: "-".into(),
            order_status_id: 0,
            date_add: 0,
            date_confirmed: 0,
            date_in_status: 0,
            confirmed: true,
            user_login: String::new(),
            currency: "PLN".into(),
            payment_method: String::new(),
            payment_method_cod: false,
            payment_done: Decimal::ZERO,
            user_comments: String::new(),
            admin_comments: String::new(),
            email: String::new(),
            phone: String::new(),
            delivery_method_id: 0,
            delivery_method: String::new(),
            delivery_price: Decimal::ZERO,
            delivery_package_module: String::new(),
            delivery_package_nr: String::new(),
            delivery_fullname: String::new(),
            delivery_company: String::new(),
            delivery_address: String::new(),
            delivery_postcode: String::new(),
            delivery_city: String::new(),
            delivery_state: String::new(),
            delivery_country: "Polska".into(),
            delivery_country_code: "PL".into(),
            delivery_point_id: String::new(),
            delivery_point_name: String::new(),
            delivery_point_address: String::new(),
            delivery_point_postcode: String::new(),
            delivery_point_city: String::new(),
            invoice_fullname: String::new(),
            invoice_company: String::new(),
            invoice_nip: String::new(),
            invoice_address: String::new(),
            invoice_postcode: String::new(),
            invoice_city: String::new(),
            invoice_state: String::new(),
            invoice_country: String::new(),
            invoice_country_code: String::new(),
            want_invoice: false,
            extra_field_1: String::new(),
            extra_field_2: String::new(),
            custom_extra_fields: BTreeMap::new(),
            order_page: String::new(),
            pick_state: 0,
            pack_state: 0,
            star: 0,
            crm_client_id: 0,
            commissions: Vec::new(),
            connect_data: ConnectData::default(),
            products: Vec::new(),
        }
    }
}

impl Order {
    /// What the buyer owes: Σ price × quantity + delivery, gross, in the order's currency.
    pub fn total(&self) -> Decimal {
        self.products.iter().fold(self.delivery_price, |sum, line| {
            sum + line.price_brutto * Decimal::from(line.quantity)
        })
    }

    /// Marks the order as paid in full.
    #[must_use]
    pub fn paid(mut self) -> Self {
        self.payment_done = self.total();
        self
    }
}
