use super::*;

#[test]
fn every_gate_but_those_of_the_book_itself_can_be_closed_by_a_reason() {
    for gate in Gate::ALL {
        let closing = Code::ALL
            .into_iter()
            .any(|code| gate_of(code) == Some(gate));
        assert!(closing || gate.own_code().is_some(), "{gate:?}");
    }
}

#[test]
fn what_is_no_gate_is_told_of_a_document_that_is_there_or_of_firmino() {
    let none: Vec<Code> = Code::ALL
        .into_iter()
        .filter(|code| gate_of(*code).is_none())
        .collect();
    assert_eq!(
        none,
        [
            Code::Changed,
            Code::Returned,
            Code::EditOvertaken,
            Code::FirminoTooLong,
            Code::FirminoMissing,
            Code::FirminoCountry,
            Code::FirminoNip,
            Code::FirminoRate,
            Code::FirminoPrice,
            Code::FirminoQuantity,
            Code::FirminoCurrency,
            Code::FirminoKind
        ]
    );
}

fn passage(gate: Gate, passed: Option<bool>) -> Passage {
    Passage {
        gate,
        passed,
        value: String::new(),
        reasons: Vec::new(),
    }
}

#[test]
fn the_first_closed_gate_is_told_and_an_order_not_read_yet_tells_what_else_is_in_its_way() {
    let walked = [
        passage(Gate::Known, Some(false)),
        passage(Gate::Confirmed, Some(true)),
        passage(Gate::Kind, None),
        passage(Gate::Issuer, Some(false)),
    ];
    assert_eq!(first_closed(&walked).map(|one| one.gate), Some(Gate::Known));
    let mut walked = walked.to_vec();
    walked.insert(2, passage(Gate::Status, Some(false)));
    assert_eq!(
        first_closed(&walked).map(|one| one.gate),
        Some(Gate::Status)
    );
    assert_eq!(first_closed(&walked[1..2]), None);
}

#[test]
fn words_are_unique() {
    let words: std::collections::BTreeSet<&str> = Gate::ALL.into_iter().map(Gate::text).collect();
    assert_eq!(words.len(), Gate::ALL.len());
}
