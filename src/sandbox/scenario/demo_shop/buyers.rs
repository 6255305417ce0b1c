//! Orders 1031, 1032 and 1036–1040: marketplaces, warehouses and buyers of one name.

use super::draft::Desk;
use crate::sandbox::order::Order;
use crate::sandbox::scenario::account::{PACKED, SENT};

pub(super) fn orders(desk: &mut Desk<'_>) -> Vec<Order> {
    let one_second = desk.second_of(1036);
    let allegro = |id: u64, number: &'static str| {
        move |order: &mut Order| {
            order.order_source = "allegro".into();
            order.order_source_id = 4021;
            order.shop_order_id = 0;
            order.external_order_id = number.into();
            order.user_login = format!("kupujacy_{id}");
            order.payment_method = "Allegro Finance".into();
        }
    };
    vec![
        desk.order(1031)
            .ship_to("Gabriela Próbna", "ul. Rynek 1", "35-001", "Rzeszów")
            .product(560_005, 1)
            .delivery("Allegro Kurier DPD", "0")
            .edit(allegro(1031, "a1b2c3d4-0001-11ef-0000-000000001031"))
            .edit(|order| order.email = "a8d3kq7xw1+1c9f0b2a7@allegromail.pl".into())
            .paid(),
        desk.order(1032)
            .ship_to("Henryk Przykładny", "ul. Rynek 2", "35-001", "Rzeszów")
            .product(560_006, 2)
            .delivery("Allegro Paczkomaty InPost", "9.99")
            .edit(allegro(1032, "a1b2c3d4-0001-11ef-0000-000000001032"))
            .edit(|order| {
                order.email = "b1z9mm2ee4+77aa01c3d@allegromail.pl".into();
                order.delivery_point_id = "SBX01A".into();
                order.delivery_point_name = "Paczkomat SBX01A".into();
                order.delivery_point_address = "ul. Dworcowa 1".into();
                order.delivery_point_postcode = "35-001".into();
                order.delivery_point_city = "Rzeszów".into();
            })
            .paid(),
        desk.order(1036)
            .ship_to("Iga Wzorcowa", "ul. Szkolna 6", "70-001", "Szczecin")
            .confirmed_at(one_second)
            .product(560_007, 1)
            .product_from(560_008, 1, "bl", 8802)
            .courier()
            .status(PACKED)
            .paid(),
        desk.order(1037)
            .ship_to("Jan Kowalski", "ul. Zielona 1", "15-001", "Białystok")
            .confirmed_at(one_second)
            .product(560_040, 1)
            .product_from(560_009, 1, "shop", 2334)
            .courier()
            .paid(),
        desk.order(1038)
            .ship_to("Jan Kowalski", "ul. Czerwona 99", "85-001", "Bydgoszcz")
            .confirmed_at(one_second)
            .product(560_010, 1)
            .courier()
            .status(SENT)
            .paid(),
        desk.order(1039)
            .ship_to(
                "Krystyna Testowa",
                "ul. Fabryczna 1",
                "65-001",
                "Zielona Góra",
            )
            .firm("PRÓBNA HURTOWNIA SP. Z O.O.", "1234563218")
            .wants_invoice()
            .product(560_011, 4)
            .courier()
            .status(SENT)
            .paid(),
        // Goods kept in the shop's own storage: that id belongs to another id space.
        desk.order(1040)
            .ship_to("Leon Próbny", "ul. Targowa 8", "25-001", "Kielce")
            .product_from(560_038, 1, "shop", 2334)
            .line(|line| {
                line.storage = "shop".into();
                line.storage_id = 2334;
                line.product_id = "77".into();
            })
            .courier()
            .paid(),
    ]
}
