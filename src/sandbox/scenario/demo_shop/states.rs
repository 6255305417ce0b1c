//! Orders 1001 and 1006–1013: how far an order has come.

use super::draft::{Desk, dec};
use crate::sandbox::order::Order;
use crate::sandbox::scenario::account::{CANCELLED, DONE, NEW, PACKED, RETURNED};

pub(super) fn orders(desk: &mut Desk<'_>) -> Vec<Order> {
    let to = |id, name| {
        desk.order(id)
            .ship_to(name, "ul. Krótka 3", "90-001", "Łódź")
    };
    vec![
        to(1001, "Anna Próbna").product(560_001, 1).courier().paid(),
        // Not finished by the buyer: no address yet.
        desk.order(1006)
            .product(560_002, 1)
            .edit(|order| {
                order.confirmed = false;
                order.date_confirmed = 0;
                order.payment_method.clear();
                order.delivery_country.clear();
                order.delivery_country_code.clear();
            })
            .unpaid(),
        to(1007, "Bartosz Przykładny")
            .product(560_003, 2)
            .courier()
            .status(NEW)
            .edit(|order| order.payment_method = "Przelew".into())
            .unpaid(),
        to(1008, "Celina Wzorcowa")
            .product(560_001, 1)
            .product(560_007, 1)
            .delivery("Kurier pobranie", "19.99")
            .status(PACKED)
            .edit(|order| {
                order.payment_method = "Pobranie".into();
                order.payment_method_cod = true;
            })
            .unpaid(),
        // Confirmed later than 1012, so ids and times do not ascend together.
        to(1009, "Dawid Testowy")
            .product(560_012, 1)
            .courier()
            .confirmed_at(desk.second_of(1012) + 600)
            .edit(|order| order.payment_done = dec("50"))
            .unpaid(),
        to(1010, "Ewa Próbna")
            .product(560_004, 1)
            .courier()
            .status(CANCELLED)
            .paid(),
        to(1011, "Filip Przykładny")
            .product(560_005, 1)
            .courier()
            .status(DONE)
            .edit(|order| {
                order.delivery_package_module = "sandbox".into();
                order.delivery_package_nr = "00000000001011".into();
            })
            .paid(),
        to(1012, "Grażyna Wzorcowa")
            .product(560_006, 1)
            .status(RETURNED)
            .edit(|order| {
                order.order_source = "order_return".into();
                order.order_source_id = 0;
                order.shop_order_id = 0;
            })
            .unpaid(),
        to(1013, "Hubert Testowy").unpaid(),
    ]
}
