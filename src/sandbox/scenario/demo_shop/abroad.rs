//! Orders 1015–1018 and 1033: another country or another currency.

use super::draft::{Desk, dec};
use crate::sandbox::order::Order;

pub(super) fn orders(desk: &mut Desk<'_>) -> Vec<Order> {
    vec![
        desk.order(1015)
            .ship_abroad("DE", "Erika Probe", "Kurze Straße 3", "10115", "Berlin")
            .product(560_001, 2)
            .all_at("19")
            .delivery("Kurier DE", "39.00")
            .paid(),
        desk.order(1016)
            .ship_abroad("DE", "Max Muster", "Lange Straße 8", "80331", "München")
            .firm("Muster Handel GmbH", "DE999111223")
            .wants_invoice()
            .product(560_001, 20)
            .all_at("0")
            .delivery("Kurier DE", "59.00")
            .paid(),
        desk.order(1017)
            .ship_abroad("CH", "Urs Beispiel", "Musterweg 1", "8001", "Zürich")
            .invoice_same()
            .product(560_008, 1)
            .all_at("0")
            .delivery("Kurier CH", "89.00")
            .paid(),
        desk.order(1018)
            .ship_to("Renata Próbna", "ul. Graniczna 2", "69-100", "Słubice")
            .invoice_same()
            .wants_invoice()
            .product(560_002, 2)
            .line(|line| line.price_brutto = dec("12.49"))
            .delivery("Kurier", "3.50")
            .edit(|order| order.currency = "EUR".into())
            .paid(),
        desk.order(1033)
            .ship_to(
                "Sylwia Przykładna",
                "ul. Fabryczna 1",
                "65-001",
                "Zielona Góra",
            )
            .firm("Próbna Hurtownia sp. z o.o.", "1234563218")
            .wants_invoice()
            .ship_abroad("DE", "Lager Muster", "Hafenstraße 5", "20457", "Hamburg")
            .product(560_003, 5)
            .delivery("Kurier DE", "39.00")
            .paid(),
    ]
}
