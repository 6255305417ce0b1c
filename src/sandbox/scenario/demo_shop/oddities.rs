//! Orders 1019–1028 and 1030: lines that a careless reader gets wrong.

use super::draft::{Desk, dec};
use crate::sandbox::order::Order;

pub(super) fn orders(desk: &mut Desk<'_>) -> Vec<Order> {
    let to = |id, name| {
        desk.order(id)
            .ship_to(name, "ul. Ogrodowa 11", "20-001", "Lublin")
    };
    vec![
        to(1019, "Tomasz Wzorcowy")
            .product(560_001, 2)
            .typed("Rabat", "-10.00", "23", 1)
            .courier()
            .paid(),
        to(1020, "Urszula Testowa")
            .product(560_002, 1)
            .product(560_032, 1)
            .line(|line| line.price_brutto = dec("0"))
            .courier()
            .paid(),
        // In the same second as 1020.
        to(1021, "Wacław Próbny")
            .confirmed_at(desk.second_of(1020))
            .product(560_001, 1)
            .product(560_020, 3)
            .product(560_025, 1)
            .courier()
            .paid(),
        to(1022, "Yvonne Przykładna")
            .product(560_033, 1)
            .courier()
            .paid(),
        to(1023, "Zenon Wzorcowy")
            .product(560_003, 1)
            .typed("Grawer na kubku", "15.00", "23", 1)
            .courier()
            .paid(),
        to(1024, "Alina Testowa")
            .typed("Szkolenie z parzenia herbaty", "120.00", "-1", 1)
            .delivery("Odbiór osobisty", "0")
            .paid(),
        to(1025, "Błażej Próbny")
            .product(560_048, 2)
            .line(|line| line.attributes = "Rozmiar: L".into())
            .courier()
            .paid(),
        to(1026, "Cezary Przykładny")
            .product(560_060, 1)
            .courier()
            .paid(),
        to(1027, "Dorota Wzorcowa")
            .product(560_001, 2)
            .line(|line| {
                line.bundle_id = 560_060;
                line.price_brutto = dec("33.33");
            })
            .product(560_020, 1)
            .line(|line| {
                line.bundle_id = 560_060;
                line.price_brutto = dec("33.33");
            })
            .courier()
            .paid(),
        to(1028, "Ęwa 🦊 \u{1b}[31mCzerwona\u{1b}[0m \u{202e}anwarp")
            .product(560_004, 1)
            .line(|line| line.name = "Kubek \"Zażółć\" <b>300 ml</b> & 'emoji' 🍵; =1+1".into())
            .courier()
            .edit(|order| {
                order.user_comments = "Proszę o szybką wysyłkę!\r\n\tDziękuję \\o/ \u{7}".into()
            })
            .paid(),
        to(1030, "Fabian Testowy")
            .product(560_034, 2)
            .line(|line| line.price_brutto = dec("12.345"))
            .courier()
            .paid(),
    ]
}
