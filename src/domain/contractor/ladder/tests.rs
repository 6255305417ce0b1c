use super::*;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn buyer(nip: &str, name: &str, postcode: &str, city: &str) -> BuyerKey {
    let country = Country::parse("PL");
    BuyerKey {
        nip: text(nip),
        name: text(name),
        postcode: text(postcode),
        city: text(city),
        country,
    }
}

fn card(card: i64, nip: &str, name: &str, postcode: &str, city: &str) -> Candidate {
    let buyer = buyer(nip, name, postcode, city);
    Candidate {
        card,
        nip: buyer.nip,
        name_key: buyer.name,
        postcode_key: buyer.postcode,
        city_key: buyer.city,
        country: buyer.country,
    }
}

fn by_address(buyer: &BuyerKey, candidates: &[Candidate]) -> Match {
    match_contractor(buyer, candidates, None, ByName::WithAddress)
}

fn by_name(buyer: &BuyerKey, candidates: &[Candidate]) -> Match {
    match_contractor(buyer, candidates, None, ByName::Alone)
}

const NIP: &str = "1234563218";
const OTHER_NIP: &str = "1111111111";

#[test]
fn nip_wins_over_everything() {
    let cards = [
        card(1, NIP, "Stara nazwa", "00-001", "Warszawa"),
        card(2, "", "Próbna", "65001", "zielona góra"),
    ];
    let buyer = buyer(NIP, "Próbna", "65001", "zielona góra");
    let found = match_contractor(&buyer, &cards, Some(2), ByName::Alone);
    assert_eq!(
        found,
        Match::Linked {
            card: 1,
            by: MatchedBy::Nip
        }
    );
}

#[test]
fn two_cards_of_one_nip_need_a_decision() {
    let cards = [
        card(2, NIP, "A", "", ""),
        card(1, NIP, "B", "", ""),
        card(3, "", "C", "", ""),
    ];
    let buyer = buyer(NIP, "A", "", "");
    assert_eq!(by_address(&buyer, &cards), Match::Ambiguous(vec![1, 2]));
    let decide = |card| match_contractor(&buyer, &cards, Some(card), ByName::WithAddress);
    assert_eq!(
        decide(2),
        Match::Linked {
            card: 2,
            by: MatchedBy::Decision
        }
    );
    assert_eq!(decide(3), Match::Ambiguous(vec![1, 2]));
}

#[test]
fn a_decision_stands_unless_the_nip_differs() {
    let cards = [
        card(1, "", "Jan Kowalski", "1", ""),
        card(2, OTHER_NIP, "Jan Kowalski", "1", ""),
    ];
    let person = buyer("", "Jan Kowalski", "1", "");
    let firm = buyer(NIP, "Jan Kowalski", "2", "");
    let decide = |buyer, card| match_contractor(buyer, &cards, Some(card), ByName::WithAddress);
    assert_eq!(
        decide(&person, 2),
        Match::Linked {
            card: 2,
            by: MatchedBy::Decision
        }
    );
    assert_eq!(
        decide(&person, 9),
        Match::Linked {
            card: 9,
            by: MatchedBy::Decision
        }
    );
    assert_eq!(decide(&firm, 2), Match::New);
}

#[test]
fn name_needs_the_same_address() {
    let cards = [card(1, "", "Jan Kowalski", "00001", "warszawa")];
    let found = |postcode, city| by_address(&buyer("", "Jan Kowalski", postcode, city), &cards);
    let linked = Match::Linked {
        card: 1,
        by: MatchedBy::NameAndAddress,
    };
    assert_eq!(found("00001", "warszawa"), linked);
    assert_eq!(found("00001", ""), linked);
    assert_eq!(found("", "warszawa"), linked);
    assert_eq!(found("02222", "warszawa"), Match::New);
    assert_eq!(found("00001", "kraków"), Match::New);
    assert_eq!(found("", ""), Match::New);
    let mut abroad = buyer("", "Jan Kowalski", "00001", "warszawa");
    abroad.country = Country::parse("DE");
    assert_eq!(by_address(&abroad, &cards), Match::New);
}

#[test]
fn two_hits_are_a_person_s_to_decide() {
    let twins = [
        card(5, "", "Jan Kowalski", "1", ""),
        card(4, "", "Jan Kowalski", "1", ""),
    ];
    let buyer = buyer("", "Jan Kowalski", "1", "");
    assert_eq!(by_address(&buyer, &twins), Match::Ambiguous(vec![4, 5]));
    let once = [twins[0].clone(), twins[0].clone()];
    assert!(matches!(
        by_address(&buyer, &once),
        Match::Linked { card: 5, .. }
    ));
}

#[test]
fn another_nip_is_another_contractor() {
    let cards = [card(1, OTHER_NIP, "Próbna", "1", "łódź")];
    let firm = buyer(NIP, "Próbna", "1", "łódź");
    assert_eq!(by_address(&firm, &cards), Match::New);
    assert_eq!(by_name(&firm, &cards), Match::New);
    let without = buyer("", "Próbna", "1", "łódź");
    assert!(matches!(
        by_address(&without, &cards),
        Match::Linked { card: 1, .. }
    ));
}

#[test]
fn two_firms_never_share_a_card_without_a_nip() {
    let cards = [card(1, "", "Próbna", "1", "łódź")];
    for nip in [NIP, OTHER_NIP] {
        let firm = buyer(nip, "Próbna", "1", "łódź");
        assert_eq!(by_address(&firm, &cards), Match::New);
        assert_eq!(by_name(&firm, &cards), Match::New);
        let decided = match_contractor(&firm, &cards, Some(1), ByName::WithAddress);
        assert_eq!(
            decided,
            Match::Linked {
                card: 1,
                by: MatchedBy::Decision
            }
        );
    }
}

#[test]
fn name_alone_must_be_unique() {
    let elsewhere = card(1, "", "Jan Kowalski", "1", "łódź");
    let buyer = buyer("", "Jan Kowalski", "2", "kraków");
    let alone = std::slice::from_ref(&elsewhere);
    assert_eq!(by_address(&buyer, alone), Match::New);
    assert_eq!(
        by_name(&buyer, alone),
        Match::Linked {
            card: 1,
            by: MatchedBy::Name
        }
    );
    let twin = [elsewhere.clone(), card(2, "", "Jan Kowalski", "3", "")];
    assert_eq!(by_name(&buyer, &twin), Match::Ambiguous(vec![1, 2]));
    let other_firm = [elsewhere, card(2, OTHER_NIP, "Jan Kowalski", "3", "")];
    assert_eq!(by_name(&buyer, &other_firm), Match::Ambiguous(vec![1, 2]));
}

#[test]
fn empty_equals_nothing() {
    let cards = [card(1, "", "", "", "")];
    let nobody = buyer("", "", "", "");
    assert_eq!(by_name(&nobody, &cards), Match::New);
    assert_eq!(by_name(&nobody, &[]), Match::New);
}
