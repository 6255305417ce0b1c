//! The sending of levels in words.

use super::Lang;
use crate::domain::stock::Lowers;

/// When BaseLinker lowers a level.
pub fn lowers(lang: Lang, lowers: Lowers) -> &'static str {
    match lowers {
        Lowers::AtConfirmation => lang.pick(
            "przy potwierdzeniu zamówienia (\"confirmed\")",
            "when an order is confirmed (\"confirmed\")",
        ),
        Lowers::AtShipping => lang.pick(
            "przy wysyłce (\"shipped\")",
            "when an order is shipped (\"shipped\")",
        ),
        Lowers::ByReservation => lang.pick(
            "nie zmniejsza, prowadzi rezerwacje (\"reservation\")",
            "not at all: it keeps reservations (\"reservation\")",
        ),
    }
}

/// A level that differs from what is explained.
pub fn drift(lang: Lang, named: &str, place: &str, target: i64, remote: i64) -> String {
    let expected = target.max(0);
    lang.pick(
        format!("{named} w {place}: w BaseLinker jest {remote}, a zamówienia i wysłane stany tłumaczą {expected}"),
        format!("{named} in {place}: BaseLinker has {remote}, and orders and levels sent explain {expected}"),
    )
}

/// What settles it.
pub fn drift_fix(lang: Lang, named: &str) -> String {
    lang.pick(
        format!("rację ma BaseLinker: firmino-link stock accept {named}; kopia danych: firmino-link stock push {named}"),
        format!("BaseLinker is right: firmino-link stock accept {named}; the mirror is: firmino-link stock push {named}"),
    )
}

/// A level that BaseLinker did not write.
pub fn refused(lang: Lang, named: &str, place: &str, value: i64, said: &str) -> String {
    if said.is_empty() {
        return lang.pick(
            format!("{named} w {place}: BaseLinker przyjął stan {value}, ale go nie zapisał"),
            format!("{named} in {place}: BaseLinker took the level {value}, but did not write it"),
        );
    }
    lang.pick(
        format!("{named} w {place}: BaseLinker nie zapisał stanu {value}: {said}"),
        format!("{named} in {place}: BaseLinker did not write the level {value}: {said}"),
    )
}

/// What mends it.
pub fn refused_fix(lang: Lang, said: &str) -> &'static str {
    if said.is_empty() {
        return lang.pick(
            "następny przebieg wyśle go znowu: firmino-link sync stock",
            "the next pass sends it again: firmino-link sync stock",
        );
    }
    lang.pick(
        "sprawdź produkt i magazyn w panelu BaseLinker; potem: firmino-link sync stock --full",
        "look at product and warehouse in BaseLinker's panel; then: firmino-link sync stock --full",
    )
}

/// BaseLinker lowers at another moment than the profile says.
pub fn lowers_otherwise(lang: Lang, said: Lowers, seen: Lowers) -> String {
    let (said, seen) = (lowers(lang, said), lowers(lang, seen));
    lang.pick(
        format!("baselinker_lowers mówi: {said}, a stany w BaseLinker pokazują: {seen}; niczego nie wysłano, bo sprzedane sztuki mogłyby wrócić"),
        format!("baselinker_lowers says: {said}, but BaseLinker's levels show: {seen}; nothing was sent, since sold pieces could come back"),
    )
}

/// Without orders.
pub fn no_orders(lang: Lang) -> &'static str {
    lang.pick(
        "bez modułu zamówień (orders) nikt nie wie, co sprzedano, a czego jeszcze nie wysłano: stany są tylko obniżane o to, co zmieniło się w kopii danych, lub podnoszone przez nowe policzenie",
        "without the module `orders` nobody knows what was sold and not shipped yet: levels follow only what changes in the mirror",
    )
}

/// Nobody said when BaseLinker lowers.
pub fn lowers_unknown(lang: Lang) -> &'static str {
    lang.pick(
        "nie wiadomo, kiedy BaseLinker sam zmniejsza stan (warehouses.baselinker_lowers); niczego nie wysłano, kolejne przebiegi porównują stany przed sprzedażą i po niej",
        "it is not known when BaseLinker itself lowers a level (warehouses.baselinker_lowers); nothing was sent, and later passes compare levels before and after sales",
    )
}

/// It is evident now.
pub fn lowers_evident(lang: Lang, seen: Lowers) -> String {
    let seen = lowers(lang, seen);
    lang.pick(
        format!("po stanach widać, kiedy BaseLinker je zmniejsza: {seen}"),
        format!("levels show when BaseLinker lowers them: {seen}"),
    )
}

/// Several of BaseLinker's warehouses on one of ours.
pub fn shared(lang: Lang, symbol: &str, places: &[String]) -> String {
    let places = places.join(", ");
    lang.pick(
        format!("magazyn {symbol} jest połączony z kilkoma magazynami BaseLinker ({places}): jego stanów się nie wysyła, bo każda sztuka byłaby do sprzedania w każdym z nich"),
        format!("warehouse {symbol} is linked to several of BaseLinker's ({places}): its levels are not sent, since every piece would be for sale in each of them"),
    )
}

/// A warehouse that is not the catalogue's.
pub fn not_attached(lang: Lang, place: &str) -> String {
    lang.pick(
        format!(
            "magazyn {place} nie należy do katalogu produktów: BaseLinker nie przyjmie jego stanów"
        ),
        format!(
            "warehouse {place} does not belong to the catalogue: BaseLinker takes no levels for it"
        ),
    )
}

/// Levels that changed since the plan.
pub fn left_out(lang: Lang, levels: u64) -> String {
    lang.pick(
        format!("stanów, które zmieniły się od zatrzymania planu i nie poszły z nim: {levels}; wyśle je następny przebieg"),
        format!("levels that changed since the plan was stopped and were left out: {levels}; the next pass sends them"),
    )
}

/// Levels that time did not suffice for.
pub fn left(lang: Lang, levels: u64) -> String {
    lang.pick(
        format!("na tyle stanów zabrakło czasu (--max-minutes): {levels} lub więcej; wyśle je następny przebieg"),
        format!("time did not suffice (--max-minutes) for {levels} levels or more; the next pass sends them"),
    )
}

/// A zero brake of an orders pass.
pub fn left_to_stock(lang: Lang) -> &'static str {
    lang.pick(
        "wiele produktów spadłoby do zera: stanów nie wysłano, pokaże je synchronizacja stanów",
        "many products would go to zero: no levels were sent; a pass over stock shows them",
    )
}

/// Pieces that somebody added in BaseLinker.
pub fn taken_off(lang: Lang, named: &str, pieces: i64) -> String {
    lang.pick(
        format!("{named}: w BaseLinker było o {pieces} za dużo przez dwa przebiegi; stan wrócił do stanu z kopii danych (jeśli sztuki są: firmino-link stock set)"),
        format!("{named}: BaseLinker had {pieces} too many in two passes; the mirror's level was written (if the pieces are there: firmino-link stock set)"),
    )
}

/// Reserved pieces that nobody said how to count.
pub fn reserved(lang: Lang, levels: u64) -> String {
    lang.pick(
        format!("w BaseLinker są zarezerwowane sztuki ({levels}), a baselinker_lowers nie mówi \"reservation\": tych stanów nie wysłano"),
        format!("pieces are reserved in BaseLinker ({levels} levels), and baselinker_lowers does not say \"reservation\": these levels were not sent"),
    )
}

/// A level below zero.
pub fn below_zero(lang: Lang, named: &str, symbol: &str, level: i64) -> String {
    lang.pick(
        format!("{named} w magazynie {symbol}: stan {level}, sprzedano więcej, niż było policzone"),
        format!(
            "{named} in warehouse {symbol}: the level is {level}, more was sold than was counted"
        ),
    )
}
