use super::*;
use crate::net::{Outcome, TransportError};

const DONE: &str = "{\"status\":\"SUCCESS\"}";

fn set(script: impl FnOnce(Script<'_>) -> Script<'_>) -> (Outcome<(), ApiError>, u64) {
    with_account(script, |account, _, _| {
        let outcome = account.set_order_status(70010021, 51002);
        (outcome, account.counts().calls)
    })
}

#[test]
fn success_needs_no_further_key() {
    assert_eq!(set(|script| script.body(DONE)).0.applied(), Some(()));
}

#[test]
fn a_lost_reply_is_followed_by_a_second_try() {
    let (outcome, calls) = set(|script| {
        script
            .fails(TransportError::Broken("reset".to_owned()))
            .body(DONE)
    });
    assert_eq!((outcome.applied(), calls), (Some(()), 2));
}

#[test]
fn a_code_that_nobody_knows_leaves_it_in_doubt() {
    let (outcome, calls) = set(|script| script.body(&error("ERROR_ORDER_ID", "No order")));
    assert!(matches!(
        outcome,
        Outcome::InDoubt(ApiError::Refused { .. })
    ));
    assert_eq!(calls, 1);
}

#[test]
fn a_refused_token_leaves_nothing_in_doubt() {
    let (outcome, _) = set(|script| script.body(&error("ERROR_BAD_TOKEN", "")));
    assert!(matches!(
        outcome,
        Outcome::NotApplied(ApiError::TokenRefused { .. })
    ));
}

#[test]
fn the_arguments_travel_under_the_names_of_the_api() {
    let method = crate::baselinker::set_status::SetOrderStatus {
        order_id: 1,
        status_id: 2,
    };
    assert_eq!(parameters(&method), "{\"order_id\":1,\"status_id\":2}");
}
