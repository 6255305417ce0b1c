//! Reasons in words: what is wrong, and what mends it.

use super::fields::{place, several};
use super::{Lang, handover};
use crate::domain::reason::{Code, Reason};

/// What is wrong, with the value seen.
pub fn message(lang: Lang, reason: &Reason) -> String {
    let value = reason.value.as_str();
    let field = reason.field.as_str();
    let place = place(lang, field);
    match reason.code {
        Code::NoLines => lang.pick("zamówienie nie ma pozycji".into(), "the order has no lines".into()),
        Code::NoCountry => lang.pick(
            "nie wiadomo, do jakiego kraju idzie towar".into(),
            "the country that the goods go to is not known".into(),
        ),
        Code::CountriesDiffer => lang.pick(
            format!("kraj faktury i kraj dostawy są różne ({value}), a jeden z nich to nie Polska"),
            format!("the countries of invoice and delivery differ ({value}), and one of them is not Poland"),
        ),
        Code::SpecialTerritory => lang.pick(
            format!("{value} jest dla VAT terytorium szczególnym: o rodzaju dokumentu decyduje księgowa"),
            format!("{value} is a special territory for VAT: the accountant decides about the kind of document"),
        ),
        Code::NipChecksum => lang.pick(
            format!("NIP „{value}” ma złą sumę kontrolną albo zły zapis"),
            format!("the NIP \"{value}\" has a wrong checksum or form"),
        ),
        Code::WantInvoiceNoNip => lang.pick(
            format!("firma „{value}” chce fakturę, ale nie podała NIP"),
            format!("the firm \"{value}\" wants an invoice but gave no NIP"),
        ),
        Code::ForeignWarehouse => lang.pick(
            format!("towar wychodzi z magazynu poza Polską ({value})"),
            format!("goods leave a warehouse outside Poland ({value})"),
        ),
        Code::WdtNotRegistered => lang.pick(
            format!("kupujący ma numer VAT UE {value}, a firma nie jest zgłoszona do VAT-UE (company.vat_eu)"),
            format!("the buyer has the EU VAT number {value}, and the company is not registered for VAT-UE (company.vat_eu)"),
        ),
        Code::OssUnset => lang.pick(
            format!("sprzedaż konsumentowi w {value}: profil nie mówi, czy firma jest w OSS (company.oss)"),
            format!("a sale to a consumer in {value}: the profile does not say whether the company is in OSS (company.oss)"),
        ),
        Code::PolishNipAbroad => lang.pick(
            format!("kupujący ma polski NIP ({value}), a towar jedzie do innego kraju UE"),
            format!("the buyer has a Polish NIP ({value}), and the goods go to another EU state"),
        ),
        Code::TaxIdUnreadable => lang.pick(
            format!("„{value}” nie jest numerem VAT UE"),
            format!("\"{value}\" is not an EU VAT number"),
        ),
        Code::ForeignNumberInPoland => lang.pick(
            format!("kupujący ma zagraniczny numer VAT ({value}), a dostawa jest w Polsce"),
            format!("the buyer has a foreign VAT number ({value}), and the delivery is in Poland"),
        ),
        Code::OddValue => lang.pick(
            format!("pola {field} nie da się odczytać: „{value}”"),
            format!("the field {field} cannot be read: \"{value}\""),
        ),
        Code::Unknown => lang.pick(
            "BaseLinker nie pokazuje takiego potwierdzonego zamówienia".into(),
            "BaseLinker shows no such confirmed order".into(),
        ),
        Code::BeforeStart => lang.pick(
            format!("potwierdzone {value}, przed orders.from: nie jest pobierane"),
            format!("confirmed on {value}, before orders.from: it is not taken"),
        ),
        Code::Gone => lang.pick(
            "zamówienia nie ma już w BaseLinker (usunięte albo połączone)".into(),
            "the order is no longer in BaseLinker (deleted or merged)".into(),
        ),
        Code::Missed => lang.pick(
            format!("zamówienie przeszło do statusu „{value}”, nie będąc w żadnym z dozwolonych"),
            format!("the order went to the status \"{value}\" without having been in an allowed one"),
        ),
        Code::ReturnSource => lang.pick(
            "zamówienie pochodzi ze zwrotu".into(),
            "the order comes from a return".into(),
        ),
        Code::OtherIdentity => lang.pick(
            format!("pod znanym numerem jest teraz inne zamówienie: {field} to „{value}”"),
            format!("another order stands under a known number now: {field} is \"{value}\""),
        ),
        Code::MarkedIssued => lang.pick(
            "oznaczone ręcznie: dokument wystawiono gdzie indziej".into(),
            "marked by hand: its document was issued elsewhere".into(),
        ),
        Code::Changed => lang.pick(
            format!("zamówienie zmieniło się po wystawieniu dokumentu; dokumentu nie zmieniono ({value})"),
            format!("the order has changed since its document was issued; the document was not ({value})"),
        ),
        Code::CancelledAfter => lang.pick(
            "zamówienie anulowano po wystawieniu dokumentu".into(),
            "the order was cancelled after its document was issued".into(),
        ),
        Code::LeftOut => lang.pick(
            "zamówienie zmieniło się po zatrzymaniu planu i nie dostało dokumentu".into(),
            "the order has changed since the plan was stopped, and got no document".into(),
        ),
        Code::ForeignRates => lang.pick(
            format!("{place}: stawka inna niż znane stawki tej sprzedaży ({value})"),
            format!("{place}: the rate is none of those known for this sale ({value})"),
        ),
        Code::BuyerNoName => lang.pick("faktura wymaga nazwy nabywcy".into(), "an invoice needs the buyer's name".into()),
        Code::BuyerNoCity => lang.pick("faktura wymaga miejscowości nabywcy".into(), "an invoice needs the buyer's city".into()),
        Code::BuyerNoPostcode => {
            lang.pick("faktura wymaga kodu pocztowego nabywcy".into(), "an invoice needs the buyer's postcode".into())
        }
        Code::ContractorAmbiguous => lang.pick(
            format!("do nabywcy pasuje kilka kartotek kontrahentów ({value})"),
            format!("several contractors' cards fit the buyer ({value})"),
        ),
        Code::LineNoName => lang.pick(format!("{place}: brak nazwy"), format!("{place}: it has no name")),
        Code::LineNameTooLong => lang.pick(
            format!("{place}: nazwa ma {value} znaków, a Firmino przyjmuje najwyżej 512"),
            format!("{place}: the name has {value} characters, and Firmino takes 512 at most"),
        ),
        Code::LinePrice => lang.pick(
            format!("{place}: cena nieznana albo nie do przyjęcia: „{value}”"),
            format!("{place}: the price is unknown or cannot be used: \"{value}\""),
        ),
        Code::LineQuantity => lang.pick(
            format!("{place}: ilość musi być całkowita i większa od zera, jest „{value}”"),
            format!("{place}: the quantity must be a whole number above zero, it is \"{value}\""),
        ),
        Code::LineCardConflict => lang.pick(
            format!("{place}: nie wiadomo, która kartoteka: {}", several(lang, value)),
            format!("{place}: it is not clear which card it is: {}", several(lang, value)),
        ),
        Code::LineWarehouse if value.is_empty() => lang.pick(
            format!("{place}: nie podano magazynu"),
            format!("{place}: no warehouse is given"),
        ),
        Code::LineWarehouse => lang.pick(
            format!("{place}: magazyn {value} nie jest połączony z żadnym magazynem Firmino"),
            format!("{place}: the warehouse {value} is not linked to a Firmino warehouse"),
        ),
        Code::VatUnknown => lang.pick(
            format!("{place}: nieznana stawka VAT „{value}”"),
            format!("{place}: unknown VAT rate \"{value}\""),
        ),
        Code::VatZero => lang.pick(
            format!("{place}: stawka 0 % w sprzedaży krajowej (w BaseLinker oznacza zwykle, że stawki nie wpisano)"),
            format!("{place}: rate 0 % in a domestic sale (in BaseLinker it usually means that no rate was entered)"),
        ),
        Code::VatNotPolish => lang.pick(
            format!("{place}: stawka {value} nie jest polską stawką VAT na towary"),
            format!("{place}: the rate {value} is not a Polish VAT rate for goods"),
        ),
        Code::VatExemptBasis => lang.pick(
            format!("{place}: stawka zw wymaga podstawy prawnej (company.exempt_basis)"),
            format!("{place}: the rate zw needs its legal ground (company.exempt_basis)"),
        ),
        Code::DeliveryPrice => lang.pick(
            format!("nieznany albo niemożliwy koszt dostawy: „{value}”"),
            format!("the price of delivery is unknown or impossible: \"{value}\""),
        ),
        Code::TotalsDifference => lang.pick(
            format!("suma dokumentu różni się od sumy zamówienia: {value}"),
            format!("the document's sum differs from the order's: {value}"),
        ),
        Code::TotalsNegative => lang.pick(
            format!("rabaty przewyższają towary: {value}"),
            format!("the discounts exceed the goods: {value}"),
        ),
        Code::TotalsNothing => {
            lang.pick("suma zamówienia wynosi 0,00".into(), "the order's sum is 0.00".into())
        }
        Code::CurrencyUnknown => lang.pick(
            format!("nieznana waluta „{value}”"),
            format!("unknown currency \"{value}\""),
        ),
        Code::CurrencyNoRate => lang.pick(
            format!("brak kursu NBP dla {value}"),
            format!("no NBP rate for {value}"),
        ),
        Code::PaymentOpen => lang.pick(
            format!("nieopłacone: {value}"),
            format!("not paid: {value}"),
        ),
        Code::KsefRequired => lang.pick(
            "tę fakturę musi przyjąć KSeF: wystaw ją w Firmino (tu nie dostaje ani numeru, ani wydruku)".into(),
            "this invoice must go through KSeF: issue it in Firmino (it gets neither number nor printout here)".into(),
        ),
        Code::CompanyVatUnknown => lang.pick(
            "profil nie mówi, czy firma płaci VAT: żaden dokument nie dostanie numeru".into(),
            "the profile does not say whether the company pays VAT: no document gets a number".into(),
        ),
        Code::ClockBehind => lang.pick(
            format!("zegar komputera nie jest pewny: {value}"),
            format!("the computer's clock cannot be trusted: {value}"),
        ),
        Code::PossibleDuplicate => lang.pick(
            format!("może to być ta sama sprzedaż co zamówienie {value}, które ma już dokument"),
            format!("it may be the same sale as the order {value}, which has its document already"),
        ),
        Code::InvoiceElsewhere => lang.pick(
            format!("sprzedaż ma już fakturę w BaseLinker: {value}"),
            format!("the sale has an invoice in BaseLinker already: {value}"),
        ),
        Code::ReceiptElsewhere => lang.pick(
            format!("sprzedaż ma już paragon w BaseLinker: {value}"),
            format!("the sale has a receipt in BaseLinker already: {value}"),
        ),
        Code::ReceiptBars => lang.pick(
            format!("paragon {value} w BaseLinker nie ma NIP nabywcy: faktury z NIP nie wolno do niego wystawić (art. 106b ust. 5)"),
            format!("the receipt {value} in BaseLinker lacks the buyer's NIP: no invoice with NIP may be issued to it (art. 106b ust. 5)"),
        ),
        Code::ReceiptFirst => lang.pick(
            format!("sprzedaż ma już paragon w BaseLinker ({value}), a nabywca chce fakturę"),
            format!("the sale has a receipt in BaseLinker already ({value}), and the buyer wants an invoice"),
        ),
        Code::SkippedByPerson => lang.pick(
            format!("pominięte ręcznie: {value}"),
            format!("left out by hand: {value}"),
        ),
        Code::Returned => lang.pick(
            format!("zwrot w BaseLinker: {value}"),
            format!("a return in BaseLinker: {value}"),
        ),
        // Of the whole order, or the whole buyer: no one value overtook it.
        Code::EditOvertaken if matches!(field, "kind" | "contractor") => lang.pick(
            format!("poprawka {field} przestała obowiązywać: zamówienie zmieniło się w BaseLinker"),
            format!("the correction of {field} no longer stands: the order has changed in BaseLinker"),
        ),
        Code::EditOvertaken => lang.pick(
            format!("poprawka {field} przestała obowiązywać: w BaseLinker jest teraz „{value}”"),
            format!("the correction of {field} no longer stands: BaseLinker says \"{value}\" now"),
        ),
        Code::Confirmed => lang.pick(
            format!("dokument wystawiono w Firmino: {value}"),
            format!("its document was issued in Firmino: {value}"),
        ),
        Code::Voided => lang.pick(
            format!("dokument {value} unieważniono; następny tylko na polecenie"),
            format!("the document {value} was made void; another one only on your word"),
        ),
        Code::FirminoTooLong
        | Code::FirminoMissing
        | Code::FirminoCountry
        | Code::FirminoNip
        | Code::FirminoRate
        | Code::FirminoPrice
        | Code::FirminoQuantity
        | Code::FirminoCurrency
        | Code::FirminoKind
        | Code::FirminoHandedOver => handover::misfit(lang, reason),
    }
}

/// What mends it.
pub fn fix(lang: Lang, reason: &Reason, order: i64) -> String {
    let in_panel = |what: (&str, &str)| {
        lang.pick(
            format!(
                "popraw w panelu BaseLinker ({}); zamówienie zostanie odczytane ponownie",
                what.0
            ),
            format!(
                "mend it in BaseLinker's panel ({}); the order is read again",
                what.1
            ),
        )
    };
    let edit = |set: &str| {
        lang.pick(
            format!("firmino-link orders edit {order} --set {set} (albo popraw w panelu BaseLinker: zostanie odczytane ponownie)"),
            format!("firmino-link orders edit {order} --set {set} (or mend it in BaseLinker's panel: it is read again)"),
        )
    };
    // Pasted as it is, none of these changes anything: `…` is refused as a value. `products[2].tax_rate` is about the
    // second line.
    let line = |what: &str| {
        let place = reason.field.split(['[', ']']).nth(1).unwrap_or("1");
        format!("{what}:{place}=…")
    };
    match reason.code {
        Code::NoLines => in_panel(("dodaj pozycje", "add the lines")),
        Code::NoCountry => edit("country=…"),
        Code::CountriesDiffer => edit("country=…"),
        Code::PolishNipAbroad | Code::ForeignNumberInPoland => edit("nip=…"),
        Code::SpecialTerritory
        | Code::ForeignWarehouse
        | Code::TotalsNothing => lang.pick(
            format!("wystaw dokument w Firmino, potem: firmino-link orders mark-issued {order}"),
            format!("issue the document in Firmino, then: firmino-link orders mark-issued {order}"),
        ),
        Code::ForeignRates => edit(&line("vat")),
        Code::NipChecksum | Code::TaxIdUnreadable | Code::WantInvoiceNoNip => edit("nip=…"),
        Code::WdtNotRegistered => lang.pick("ustaw company.vat_eu w profilu".into(), "set company.vat_eu in the profile".into()),
        Code::OssUnset => lang.pick(
            "ustaw company.oss = \"registered\" albo \"below-threshold\" w profilu (zapytaj księgową)".into(),
            "set company.oss = \"registered\" or \"below-threshold\" in the profile (ask the accountant)".into(),
        ),
        Code::OddValue => in_panel(("to pole", "this field")),
        Code::BeforeStart => {
            lang.pick("ustaw wcześniejsze orders.from w profilu".into(), "set an earlier orders.from in the profile".into())
        }
        Code::Unknown => lang.pick(
            "sprawdź numer w panelu BaseLinker i czy zamówienie jest potwierdzone; znane tutaj: firmino-link orders list".into(),
            "check the number in BaseLinker's panel, and whether the order is confirmed; those known here: firmino-link orders list".into(),
        ),
        Code::Gone | Code::ReturnSource | Code::MarkedIssued => String::new(),
        Code::Missed => lang.pick(
            format!("firmino-link sync orders --order {order} (po powrocie do dozwolonego statusu) albo firmino-link orders mark-issued {order}"),
            format!("firmino-link sync orders --order {order} (once it is back in an allowed status), or firmino-link orders mark-issued {order}"),
        ),
        Code::OtherIdentity => lang.pick(
            format!("sprawdź zamówienie {order} w panelu BaseLinker: nic dla niego nie wystawiono"),
            format!("look at order {order} in BaseLinker's panel: nothing was issued for it"),
        ),
        Code::BuyerNoName => edit("name=…"),
        Code::BuyerNoCity => edit("city=…"),
        Code::BuyerNoPostcode => edit("postcode=…"),
        Code::ContractorAmbiguous => edit("contractor=…"),
        Code::LineNoName | Code::LineNameTooLong => in_panel(("nazwa pozycji", "the line's name")),
        Code::LinePrice => in_panel(("cena pozycji", "the line's price")),
        Code::LineQuantity => in_panel(("ilość", "the quantity")),
        Code::LineCardConflict => edit(&line("card")),
        Code::LineWarehouse => lang.pick(
            format!("dodaj [[warehouses.links]] albo warehouses.default w profilu; tylko tu: firmino-link orders edit {order} --set {}", line("warehouse")),
            format!("add [[warehouses.links]] or warehouses.default to the profile; here only: firmino-link orders edit {order} --set {}", line("warehouse")),
        ),
        Code::VatUnknown | Code::VatZero | Code::VatNotPolish => edit(&line("vat")),
        Code::VatExemptBasis => lang.pick(
            "wpisz company.exempt_basis w profilu (np. art. 43 ust. 1 ustawy o VAT)".into(),
            "fill in company.exempt_basis in the profile (for example art. 43 ust. 1 of the VAT act)".into(),
        ),
        Code::DeliveryPrice => in_panel(("koszt dostawy", "the price of delivery")),
        Code::TotalsDifference | Code::TotalsNegative => in_panel(("ceny, rabaty, dostawa", "prices, discounts, delivery")),
        Code::CurrencyUnknown => in_panel(("waluta", "the currency")),
        Code::CurrencyNoRate => lang.pick(
            format!("następna synchronizacja spróbuje ponownie; albo podaj kurs: firmino-link orders edit {order} --set currency_rate=…"),
            format!("the next pass tries again; or tell the rate: firmino-link orders edit {order} --set currency_rate=…"),
        ),
        Code::Changed | Code::CancelledAfter => lang.pick(
            format!("sprawdź, czy trzeba korekty: firmino-link orders show {order}"),
            format!("see whether a correction is due: firmino-link orders show {order}"),
        ),
        Code::LeftOut => lang.pick(
            format!("sprawdź je, potem: firmino-link orders issue {order}"),
            format!("look at it, then: firmino-link orders issue {order}"),
        ),
        Code::PaymentOpen => lang.pick(
            format!("po wpłacie, albo wcześniej na Twoje słowo: firmino-link orders issue {order}"),
            format!("once it is paid, or before that on your word: firmino-link orders issue {order}"),
        ),
        Code::CompanyVatUnknown => lang.pick(
            "zapytaj księgową, potem ustaw company.vat_payer w profilu (true albo false): firmino-link setup".into(),
            "ask the accountant, then set company.vat_payer in the profile (true or false): firmino-link setup".into(),
        ),
        Code::KsefRequired => lang.pick(
            format!("z [firmino] w profilu: firmino-link mirror push {order}; bez niego wystaw fakturę w Firmino, potem: firmino-link documents confirm {order} --number NUMER --ksef NUMER-KSEF"),
            format!("with [firmino] in the profile: firmino-link mirror push {order}; without it issue the invoice in Firmino, then: firmino-link documents confirm {order} --number NUMBER --ksef KSEF-NUMBER"),
        ),
        Code::ClockBehind => lang.pick(
            "ustaw zegar komputera (na przykład: timedatectl set-ntp true)".into(),
            "set the computer's clock (for example: timedatectl set-ntp true)".into(),
        ),
        Code::PossibleDuplicate => lang.pick(
            format!("jeśli to osobna sprzedaż: firmino-link orders issue {order}; jeśli ta sama: firmino-link orders skip {order} --reason POWÓD"),
            format!("if it is a sale of its own: firmino-link orders issue {order}; if it is the same: firmino-link orders skip {order} --reason WHY"),
        ),
        Code::ReceiptBars => lang.pick(
            format!("zostaw paragon (firmino-link orders mark-issued {order}) albo popraw NIP: firmino-link orders edit {order} --set nip=…"),
            format!("let the receipt stand (firmino-link orders mark-issued {order}), or correct the NIP: firmino-link orders edit {order} --set nip=…"),
        ),
        Code::ReceiptFirst => lang.pick(
            format!("faktura do paragonu: firmino-link orders issue {order} --kind invoice --to-receipt {}", reason.value),
            format!("an invoice to the receipt: firmino-link orders issue {order} --kind invoice --to-receipt {}", reason.value),
        ),
        Code::SkippedByPerson => lang.pick(
            format!("cofnij: firmino-link orders retry {order}"),
            format!("take it back: firmino-link orders retry {order}"),
        ),
        Code::Returned => lang.pick(
            format!("korektę wystaw w Firmino (documents corrected); towar na stan: firmino-link orders return {order}"),
            format!("issue the correction in Firmino (documents corrected); pieces into stock: firmino-link orders return {order}"),
        ),
        Code::EditOvertaken => lang.pick(
            format!("jeśli trzeba, popraw ponownie: firmino-link orders edit {order} --set {}=…", reason.field),
            format!("correct it again where needed: firmino-link orders edit {order} --set {}=…", reason.field),
        ),
        Code::Voided => lang.pick(
            format!("firmino-link orders issue {order} albo firmino-link orders skip {order} --reason POWÓD"),
            format!("firmino-link orders issue {order}, or firmino-link orders skip {order} --reason WHY"),
        ),
        Code::FirminoTooLong
        | Code::FirminoMissing
        | Code::FirminoCountry
        | Code::FirminoNip
        | Code::FirminoRate
        | Code::FirminoPrice
        | Code::FirminoQuantity
        | Code::FirminoCurrency
        | Code::FirminoKind
        | Code::FirminoHandedOver => handover::mend(lang, reason, order),
        Code::InvoiceElsewhere | Code::ReceiptElsewhere | Code::Confirmed => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_said_in_both_languages_and_shows_what_was_seen() {
        for code in Code::ALL {
            let reason = Reason::new(code, "pole-7", "wartość-7");
            let (pl, en) = (message(Lang::Pl, &reason), message(Lang::En, &reason));
            assert_ne!(pl, en, "{}", code.text());
            assert_eq!(
                pl.contains("wartość-7"),
                en.contains("wartość-7"),
                "{}",
                code.text()
            );
            assert_eq!(
                fix(Lang::Pl, &reason, 7).is_empty(),
                fix(Lang::En, &reason, 7).is_empty(),
                "{}",
                code.text()
            );
            assert!(code.text().contains('.'), "{code:?}");
        }
    }
}
