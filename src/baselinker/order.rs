//! An order and its lines, as getOrders gives them.

use super::wire::{Decimal, Flag, Int, Lenient, List, Map, Text, record};

record! {
    /// An order of getOrders (`reference/baselinker-api.md` §2.1). Times are Unix seconds, money is gross in
    /// major units of `currency`.
    pub struct Order {
        /// BaseLinker's id; may be given to another order later, so never an identity by itself.
        pub order_id: Int,
        /// The shop's own order number; 0 where there is none.
        pub shop_order_id: Int,
        /// The marketplace's or shop's number.
        pub external_order_id: Text,
        /// `shop`, `personal`, `order_return` or a marketplace's code.
        pub order_source: Text,
        /// Unique only together with `order_source`; 0 is the default personal source.
        pub order_source_id: Int,
        /// Documented as unavailable; `-` in live replies.
        pub order_source_info: Text,
        /// Status, see getOrderStatusList.
        pub order_status_id: Int,
        /// When the order was made.
        pub date_add: Int,
        /// When it was confirmed; 0 while it is not.
        pub date_confirmed: Int,
        /// Since when it stands in its status.
        pub date_in_status: Int,
        /// Whether the buyer has finished the order.
        pub confirmed: Flag,
        /// Three letters; may be empty on a real order.
        pub currency: Text,
        /// Method of payment, as the shop names it.
        pub payment_method: Text,
        /// Cash on delivery.
        pub payment_method_cod: Flag,
        /// Amount paid so far.
        pub payment_done: Decimal,
        /// Buyer's login.
        pub user_login: Text,
        /// Buyer's e-mail.
        pub email: Text,
        /// Buyer's telephone.
        pub phone: Text,
        /// What the buyer wrote.
        pub user_comments: Text,
        /// What the seller wrote.
        pub admin_comments: Text,
        /// 0 where the method is not mapped.
        pub delivery_method_id: Int,
        /// Method of delivery.
        pub delivery_method: Text,
        /// Gross price of delivery; it has no VAT rate of its own here.
        pub delivery_price: Decimal,
        /// Carrier of the last shipment.
        pub delivery_package_module: Text,
        /// Number of the last shipment.
        pub delivery_package_nr: Text,
        /// Delivery: person.
        pub delivery_fullname: Text,
        /// Delivery: company.
        pub delivery_company: Text,
        /// Delivery: street and house.
        pub delivery_address: Text,
        /// Delivery: postcode.
        pub delivery_postcode: Text,
        /// Delivery: town.
        pub delivery_city: Text,
        /// Delivery: province.
        pub delivery_state: Text,
        /// Delivery: country by its name in some language.
        pub delivery_country: Text,
        /// Delivery: country by two letters.
        pub delivery_country_code: Text,
        /// Parcel point: its code.
        pub delivery_point_id: Text,
        /// Parcel point: its name.
        pub delivery_point_name: Text,
        /// Parcel point: street and house.
        pub delivery_point_address: Text,
        /// Parcel point: postcode.
        pub delivery_point_postcode: Text,
        /// Parcel point: town.
        pub delivery_point_city: Text,
        /// Invoice: person.
        pub invoice_fullname: Text,
        /// Invoice: company.
        pub invoice_company: Text,
        /// Invoice: tax number, as typed by the buyer.
        pub invoice_nip: Text,
        /// Invoice: street and house.
        pub invoice_address: Text,
        /// Invoice: postcode.
        pub invoice_postcode: Text,
        /// Invoice: town.
        pub invoice_city: Text,
        /// Invoice: province.
        pub invoice_state: Text,
        /// Invoice: country by its name in some language.
        pub invoice_country: Text,
        /// Invoice: country by two letters.
        pub invoice_country_code: Text,
        /// Whether the buyer asks for an invoice.
        pub want_invoice: Flag,
        /// First free field.
        pub extra_field_1: Text,
        /// Second free field.
        pub extra_field_2: Text,
        /// Further fields by id; only on request. A file is an object and reads as odd.
        pub custom_extra_fields: Lenient<Map<Text>>,
        /// Page of the order for its buyer.
        pub order_page: Text,
        /// Picked: 0 or 1.
        pub pick_state: Int,
        /// Packed: 0 or 1.
        pub pack_state: Int,
        /// The lines.
        pub products: List<OrderLine>,
    }
}

record! {
    /// A line of an order. Names, SKU and EAN are copies from the time of the order.
    pub struct OrderLine {
        /// `db` is BaseLinker's catalogue; `shop` and `warehouse` have another space of ids.
        pub storage: Text,
        /// For `db` the inventory, else the shop or wholesaler.
        pub storage_id: Int,
        /// The line's id.
        pub order_product_id: Int,
        /// Product of the catalogue; a variant's own id for a variant; absent when the line is not linked.
        pub product_id: Text,
        /// Empty or `0` for goods of the catalogue.
        pub variant_id: Text,
        /// Name of the product.
        pub name: Text,
        /// Variant's attributes as text.
        pub attributes: Text,
        /// SKU.
        pub sku: Text,
        /// EAN.
        pub ean: Text,
        /// Place in the warehouse.
        pub location: Text,
        /// Source warehouse, without its `bl_`.
        pub warehouse_id: Int,
        /// `bl` and the like; undocumented, live only.
        pub warehouse_type: Text,
        /// Undocumented, live only.
        pub warehouse_source_id: Int,
        /// Offer on the marketplace; `0` where there is none.
        pub auction_id: Text,
        /// Gross price of a piece.
        pub price_brutto: Decimal,
        /// 0 to 100, or −1 exempt (zw), −0.02 not subject (np), −0.03 reverse charge (oo).
        pub tax_rate: Decimal,
        /// Pieces.
        pub quantity: Int,
        /// Kilograms a piece.
        pub weight: Decimal,
        /// Bundle this line was split out of; 0 where there is none.
        pub bundle_id: Int,
        /// Undocumented, live only.
        pub transaction_id: Text,
    }
}
