//! Every reason and every gate in both languages, as agreed.

use firmino_link::domain::gates::{Gate, Passage, gate_of};
use firmino_link::domain::reason::{Code, Reason};
use firmino_link::report::gates;
use firmino_link::texts::{Lang, reasons};

use super::golden::compare;

/// A reason as the plan would say it.
fn sample(code: Code) -> Reason {
    let text = code.text();
    let (field, value) = match code {
        Code::CountriesDiffer => ("invoice_country_code", "DE / PL"),
        Code::NipChecksum | Code::KsefRequired => ("invoice_nip", "1234563210"),
        Code::LineCardConflict => ("products[2].sku", "several-by-sku (3, 4)"),
        Code::LineWarehouse => ("products[2].warehouse_id", "bl_8802"),
        Code::TotalsDifference => ("products", "2 × 3.10 = 6.20; 6.20 ≠ 6.21"),
        Code::PaymentOpen => ("payment_done", "0.00 / 54.98 PLN"),
        Code::ReceiptBars | Code::ReceiptFirst | Code::ReceiptElsewhere => ("receipt", "PAR/7"),
        Code::InvoiceElsewhere => ("invoice", "FV 7/2026"),
        Code::PossibleDuplicate => ("order_id", "1001 (same-content)"),
        Code::Missed => ("order_status_id", "Zrealizowane"),
        Code::EditOvertaken => ("nip", "1234563218"),
        _ if text.starts_with("line.")
            || text.starts_with("vat.")
            || code == Code::ForeignRates =>
        {
            ("products[2].tax_rate", "7")
        }
        _ => ("pole", "wartość"),
    };
    Reason::new(code, field, value)
}

#[test]
fn every_reason_has_its_agreed_words() {
    let mut text = String::new();
    for code in Code::ALL {
        let reason = sample(code);
        text += &format!("{}\n", code.text());
        for (mark, lang) in [("pl", Lang::Pl), ("en", Lang::En)] {
            text += &format!("  {mark} {}\n", reasons::message(lang, &reason));
            match reasons::fix(lang, &reason, 1001).as_str() {
                "" => {}
                fix => text += &format!("     → {fix}\n"),
            }
        }
    }
    compare("reasons.txt", &text);
}

fn seen(gate: Gate) -> &'static str {
    match gate {
        Gate::Known => "mirror",
        Gate::Confirmed | Gate::Clock => "2026-11-25",
        Gate::Start => "2026-11-25 / 2026-11-23",
        Gate::Return => "shop",
        Gate::Identity => "shop 2334 EXT-7",
        Gate::Status | Gate::Cancelled => "Opłacone",
        Gate::SetAside | Gate::Duplicate => "",
        Gate::Elsewhere => "",
        Gate::Country => "DE / PL",
        Gate::Kind => "receipt kind.default",
        Gate::Buyer => "Anna Próbna, 90-001, Łódź",
        Gate::Lines => "2",
        Gate::Vat => "23, 8",
        Gate::Cards => "12, +",
        Gate::Warehouses => "MAG, bl_8802",
        Gate::Currency => "EUR 4.3021 226/A/NBP/2026",
        Gate::Totals => "54.98 PLN",
        Gate::Seller => "yes",
        Gate::Ksef => "1234563218",
        Gate::Payment => "0 / 54.98 PLN (PayU)",
        Gate::Issuer => "automatically",
    }
}

#[test]
fn every_gate_open_and_closed_has_its_agreed_words_in_80_columns() {
    for (name, lang) in [("gates.pl.txt", Lang::Pl), ("gates.en.txt", Lang::En)] {
        let mut text = String::new();
        for gate in Gate::ALL {
            let mut add = |passed: Option<bool>, value: &str, reasons: Vec<Reason>| {
                let passage = Passage {
                    gate,
                    passed,
                    value: value.to_owned(),
                    reasons,
                };
                for line in gates::lines(lang, &passage, 1001, "Opłacone, Wysłane", 80) {
                    let line = console::strip_ansi_codes(&line).into_owned();
                    assert!(console::measure_text_width(&line) <= 80, "{line}");
                    text += &format!("{line}\n");
                }
            };
            add(Some(true), seen(gate), Vec::new());
            add(None, "", Vec::new());
            if gate.own_code().is_some() {
                let value = match gate {
                    Gate::Known => "baselinker",
                    Gate::Issuer => "manually",
                    Gate::Status => "Nowe",
                    Gate::Cancelled => "Anulowane",
                    _ => "",
                };
                add(Some(false), value, Vec::new());
            }
            for code in Code::ALL
                .into_iter()
                .filter(|code| gate_of(*code) == Some(gate))
            {
                add(Some(false), "", vec![sample(code)]);
            }
        }
        compare(name, &text);
    }
}
