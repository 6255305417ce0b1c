//! Writes orders down in few words.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::FIRST;
use crate::sandbox::catalog::DEFAULT_PRICE_GROUP;
use crate::sandbox::method::country_name;
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::product::Product;
use crate::sandbox::scenario::account::PAID;

/// Where orders are written: knows the time and the goods.
pub(super) struct Desk<'w> {
    now: i64,
    products: &'w BTreeMap<u64, Product>,
}

/// An order in the making.
pub(super) struct Draft<'w> {
    order: Order,
    products: &'w BTreeMap<u64, Product>,
}

impl<'w> Desk<'w> {
    pub(super) fn new(now: i64, products: &'w BTreeMap<u64, Product>) -> Self {
        Self { now, products }
    }

    /// A paid order in PLN from the shop, confirmed about 100 minutes after the one before it.
    pub(super) fn order(&self, id: u64) -> Draft<'w> {
        let place = i64::try_from(id - FIRST).unwrap_or(0);
        let second = self.now - 3 * 86_400 + 3600 + place * 6000;
        Draft {
            order: Order {
                order_id: id,
                order_source: "shop".into(),
                order_source_id: 2334,
                shop_order_id: 9000 + place,
                order_status_id: PAID,
                email: format!("kupujacy{id}@example.com"),
                phone: format!("600000{:03}", id % 1000),
                payment_method: "PayU".into(),
                ..Order::default()
            },
            products: self.products,
        }
        .confirmed_at(second)
    }

    /// The second in which an order is confirmed unless said otherwise.
    pub(super) fn second_of(&self, id: u64) -> i64 {
        self.order(id).order.date_confirmed
    }
}

/// An exact decimal from its text.
pub(super) fn dec(text: &str) -> Decimal {
    text.parse().expect("the scenario's numbers are decimals")
}

impl Draft<'_> {
    pub(super) fn confirmed_at(mut self, second: i64) -> Self {
        self.order.date_add = second - 240;
        self.order.date_confirmed = second;
        self.order.date_in_status = second;
        self
    }

    /// Recipient in Poland.
    pub(super) fn ship_to(self, name: &str, street: &str, postcode: &str, city: &str) -> Self {
        self.ship_abroad("PL", name, street, postcode, city)
    }

    pub(super) fn ship_abroad(
        mut self,
        country: &str,
        name: &str,
        street: &str,
        postcode: &str,
        city: &str,
    ) -> Self {
        self.order.delivery_fullname = name.into();
        self.order.delivery_address = street.into();
        self.order.delivery_postcode = postcode.into();
        self.order.delivery_city = city.into();
        self.order.delivery_country_code = country.into();
        self.order.delivery_country = country_name(country).into();
        self
    }

    /// Invoice to the recipient's own name and address.
    pub(super) fn invoice_same(mut self) -> Self {
        let order = &mut self.order;
        order.invoice_fullname.clone_from(&order.delivery_fullname);
        order.invoice_address.clone_from(&order.delivery_address);
        order.invoice_postcode.clone_from(&order.delivery_postcode);
        order.invoice_city.clone_from(&order.delivery_city);
        order.invoice_country.clone_from(&order.delivery_country);
        order
            .invoice_country_code
            .clone_from(&order.delivery_country_code);
        self
    }

    /// Invoice to a firm at the recipient's address.
    pub(super) fn firm(self, company: &str, tax_number: &str) -> Self {
        let mut draft = self.invoice_same();
        draft.order.invoice_company = company.into();
        draft.order.invoice_nip = tax_number.into();
        draft
    }

    pub(super) fn wants_invoice(mut self) -> Self {
        self.order.want_invoice = true;
        self
    }

    /// A line of a product, at its price and rate, from `bl_8801`.
    pub(super) fn product(self, id: u64, quantity: i64) -> Self {
        self.product_from(id, quantity, "bl", 8801)
    }

    pub(super) fn product_from(
        mut self,
        id: u64,
        quantity: i64,
        warehouse_type: &str,
        warehouse_id: u64,
    ) -> Self {
        let product = &self.products[&id];
        self.order.products.push(OrderLine {
            product_id: id.to_string(),
            name: product.name.clone(),
            sku: product.sku.clone(),
            ean: product.ean.clone(),
            price_brutto: product
                .prices
                .get(&DEFAULT_PRICE_GROUP)
                .copied()
                .unwrap_or_default(),
            tax_rate: product.tax_rate,
            weight: product.weight,
            quantity,
            warehouse_type: warehouse_type.into(),
            warehouse_id,
            ..OrderLine::default()
        });
        self
    }

    /// A line typed by hand, linked to no product and no warehouse.
    pub(super) fn typed(mut self, name: &str, price: &str, rate: &str, quantity: i64) -> Self {
        self.order.products.push(OrderLine {
            name: name.into(),
            price_brutto: dec(price),
            tax_rate: dec(rate),
            quantity,
            warehouse_id: 0,
            ..OrderLine::default()
        });
        self
    }

    /// Changes the last line.
    pub(super) fn line(mut self, edit: impl FnOnce(&mut OrderLine)) -> Self {
        edit(
            self.order
                .products
                .last_mut()
                .expect("a line comes before its change"),
        );
        self
    }

    /// Gives every line so far this rate.
    pub(super) fn all_at(mut self, rate: &str) -> Self {
        for line in &mut self.order.products {
            line.tax_rate = dec(rate);
        }
        self
    }

    pub(super) fn delivery(mut self, method: &str, price: &str) -> Self {
        self.order.delivery_method = method.into();
        self.order.delivery_method_id = 11;
        self.order.delivery_price = dec(price);
        self
    }

    pub(super) fn courier(self) -> Self {
        self.delivery("Kurier", "14.99")
    }

    pub(super) fn status(mut self, status_id: u64) -> Self {
        self.order.order_status_id = status_id;
        self
    }

    pub(super) fn edit(mut self, edit: impl FnOnce(&mut Order)) -> Self {
        edit(&mut self.order);
        self
    }

    pub(super) fn paid(self) -> Order {
        self.order.paid()
    }

    pub(super) fn unpaid(self) -> Order {
        self.order
    }
}
