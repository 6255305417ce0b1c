//! Orders 1002–1005 and 1014, 1029, 1034, 1035: which document, for whom, and to the grosz.

use super::draft::Desk;
use crate::sandbox::order::Order;

pub(super) fn orders(desk: &mut Desk<'_>) -> Vec<Order> {
    let long_name = format!(
        "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe {}Próba spółka z ograniczoną odpowiedzialnością spółka komandytowa",
        "Łożysk, Śrub i Źródeł ".repeat(9)
    );
    vec![
        desk.order(1002)
            .ship_to("Irena Próbna", "ul. Długa 7/2", "00-001", "Warszawa")
            .invoice_same()
            .wants_invoice()
            .product(560_002, 2)
            .courier()
            .paid(),
        desk.order(1003)
            .ship_to(
                "Jacek Przykładny",
                "ul. Fabryczna 1",
                "65-001",
                "Zielona Góra",
            )
            .firm("Próbna Hurtownia sp. z o.o.", "PL 123-456-32-18")
            .wants_invoice()
            .product(560_001, 10)
            .courier()
            .paid(),
        desk.order(1004)
            .ship_to("Kamil Wzorcowy", "ul. Polna 4", "31-001", "Kraków")
            .firm("Zła Suma s.c.", "1234567890")
            .wants_invoice()
            .product(560_003, 1)
            .courier()
            .paid(),
        desk.order(1005)
            .ship_to("Lidia Testowa", "ul. Leśna 5", "80-001", "Gdańsk")
            .firm("Bez Numeru Lidia Testowa", "")
            .wants_invoice()
            .product(560_004, 1)
            .courier()
            .paid(),
        desk.order(1014)
            .ship_to("Marek Próbny", "ul. Wodna 9", "50-001", "")
            .firm("Bezmiejska Spółka Jawna", "1111111111")
            .wants_invoice()
            .product(560_005, 1)
            .courier()
            .paid(),
        desk.order(1029)
            .ship_to(
                "Natalia Wzorcowa",
                "al. Przemysłowa 12",
                "40-001",
                "Katowice",
            )
            .firm(&long_name, "9991001375")
            .wants_invoice()
            .product(560_006, 3)
            .courier()
            .paid(),
        desk.order(1034)
            .ship_to("Oskar Przykładny", "ul. Rolna 3", "60-001", "Poznań")
            .product(560_030, 100)
            .line(|line| line.price_brutto = super::draft::dec("1.99"))
            .delivery("Odbiór osobisty", "0")
            .paid(),
        desk.order(1035)
            .ship_to("Paulina Testowa", "ul. Rolna 5", "60-001", "Poznań")
            .product(560_031, 3)
            .line(|line| line.price_brutto = super::draft::dec("9.99"))
            .delivery("Odbiór osobisty", "0")
            .paid(),
    ]
}
