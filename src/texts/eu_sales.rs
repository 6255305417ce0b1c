//! The limit of sales to consumers in other EU states, in words.

use super::Lang;
use crate::domain::eu_sales::{EuYear, Level};
use crate::domain::money::Amount;

/// What is to be said of a year, with the sum and the limit; `None` where all is fine.
pub fn message(lang: Lang, found: &EuYear) -> Option<String> {
    let money =
        |amount: Amount| lang.pick(format!("{} PLN", amount.polish()), format!("{amount} PLN"));
    let (year, total, limit) = (found.year, money(found.total), money(found.limit));
    match (found.level, found.last_year) {
        (Level::Fine, _) => None,
        (Level::Near, _) => Some(lang.pick(
            format!("sprzedaż konsumentom w innych państwach UE w {year} r. to {total} netto, limit wynosi {limit}: powyżej niego obowiązuje VAT kraju nabywcy (zapytaj księgową o OSS)"),
            format!("sales to consumers in other EU states in {year} are {total} net, the limit is {limit}: above it the VAT is that of the buyer's country (ask the accountant about OSS)"),
        )),
        (Level::Over, Some(last)) if found.total <= found.limit => {
            let last = money(last);
            let before = year - 1;
            Some(lang.pick(
                format!("sprzedaż konsumentom w innych państwach UE w {before} r. ({last} netto) przekroczyła limit, więc także w {year} r. ({total} netto, limit {limit}) obowiązuje VAT kraju nabywcy: zapytaj księgową o OSS, potem ustaw company.oss"),
                format!("sales to consumers in other EU states in {before} ({last} net) went above the limit, so in {year} ({total} net, limit {limit}), too, the VAT is that of the buyer's country: ask the accountant about OSS, then set company.oss"),
            ))
        }
        (Level::Over, _) => Some(lang.pick(
            format!("sprzedaż konsumentom w innych państwach UE w {year} r. to {total} netto i przekracza limit {limit}: od sprzedaży, która go przekroczyła, obowiązuje VAT kraju nabywcy: zapytaj księgową o OSS, potem ustaw company.oss"),
            format!("sales to consumers in other EU states in {year} are {total} net, above the limit of {limit}: from the sale that went above it the VAT is that of the buyer's country: ask the accountant about OSS, then set company.oss"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_over_name_the_sum_and_the_limit_in_both_languages() {
        let limit = Amount::from_grosze(4_200_000);
        let of = |level, total, last_year: Option<i64>| EuYear {
            year: 2026,
            total: Amount::from_grosze(total),
            limit,
            level,
            passed_on: None,
            last_year: last_year.map(Amount::from_grosze),
        };
        let fine = of(Level::Fine, 100, None);
        assert_eq!(message(Lang::Pl, &fine), None);
        assert_eq!(message(Lang::En, &fine), None);
        let mut said = Vec::new();
        for (found, sums) in [
            (
                of(Level::Near, 3_400_050, None),
                &["34 000,50", "34000.50"][..],
            ),
            (of(Level::Over, 4_300_000, None), &["43 000,00", "43000.00"]),
            (
                of(Level::Over, 4_300_000, Some(5_000_000)),
                &["43 000,00", "43000.00"],
            ),
            (
                of(Level::Over, 100, Some(5_000_000)),
                &["50 000,00", "50000.00"],
            ),
        ] {
            for (at, lang) in [Lang::Pl, Lang::En].into_iter().enumerate() {
                let words = message(lang, &found).unwrap().replace('\u{a0}', " ");
                assert!(words.contains(sums[at]), "{words}");
                assert!(
                    words.contains(["42 000,00 PLN", "42000.00 PLN"][at]),
                    "{words}"
                );
                assert!(words.contains("2026"), "{words}");
                said.push(words);
            }
        }
        said.sort();
        said.dedup();
        assert_eq!(said.len(), 6);
    }
}
