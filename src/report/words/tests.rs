//! Every error is told in both languages, and neither holds words of the other.

use std::path::PathBuf;
use std::time::Duration;

use super::Words;
use crate::baselinker::ApiError;
use crate::firmino::{FirminoError, Unkept};
use crate::mirror::{BadCopy, OtherAccount};
use crate::net::pace::PaceError;
use crate::net::{AddressError, Cause, LoginError, Shape, TokenError, TransportError};
use crate::printout::PrintoutError;
use crate::texts::Lang;

/// What a server, the system or SQLite says: the same in both.
fn said() -> String {
    "said".to_owned()
}

fn path() -> PathBuf {
    PathBuf::from("rate.sqlite")
}

/// Begins with what must be the same, goes on with what must not.
fn both(error: &dyn Words, head: &str) -> [String; 2] {
    let told = [error.words(Lang::Pl), error.words(Lang::En)];
    let rest = told.each_ref().map(|told| {
        let rest = told.strip_prefix(head);
        rest.unwrap_or_else(|| panic!("`{told}` does not begin with `{head}`"))
            .to_owned()
    });
    assert_ne!(rest[0], rest[1]);
    told
}

fn transport() -> [TransportError; 7] {
    [
        TransportError::NoTls(said()),
        TransportError::NoConnection(said()),
        TransportError::Unmade(said()),
        TransportError::TimedOut(Duration::from_secs(30)),
        TransportError::Broken(said()),
        TransportError::Cut,
        TransportError::TooLarge(32 << 20),
    ]
}

fn shapes() -> [Shape; 13] {
    let (list, id, name) = ("orders", 7, "order_id");
    [
        Shape::Empty,
        Shape::Cut,
        Shape::NoJson(said()),
        Shape::NoObject,
        Shape::NoPdf,
        Shape::Field(name),
        Shape::Form(name),
        Shape::Unasked(name),
        Shape::Key(list),
        Shape::Row(list),
        Shape::RowId { list, name },
        Shape::RowForm { list, id },
        Shape::RowField { list, id, name },
    ]
}

fn pace() -> [PaceError; 6] {
    let (path, cause) = (path(), said());
    [
        PaceError::Open {
            path: path.clone(),
            cause: cause.clone(),
        },
        PaceError::Foreign { path: path.clone() },
        PaceError::NotOurs {
            path: path.clone(),
            cause: cause.clone(),
        },
        PaceError::Unusable {
            path: path.clone(),
            cause: cause.clone(),
        },
        PaceError::Full {
            path: path.clone(),
            cause,
        },
        PaceError::Busy { path },
    ]
}

fn causes() -> Vec<Cause> {
    let mut causes: Vec<Cause> = transport().map(Cause::Transport).into();
    causes.extend(shapes().map(Cause::Unreadable));
    causes.push(Cause::Status(503));
    causes.push(Cause::Address(AddressError::HoldsCredentials));
    causes
}

#[test]
fn the_network_is_told_in_both_languages() {
    for cause in causes() {
        let [_, english] = both(&cause, "");
        assert_eq!(english, cause.to_string());
    }
    for error in pace() {
        let [_, english] = both(&error, "");
        assert_eq!(english, error.to_string());
    }
    for error in [
        AddressError::NotAnAddress(said()),
        AddressError::NotEncrypted(said()),
        AddressError::HoldsCredentials,
    ] {
        both(&error, "");
    }
    both(&TokenError::Empty, "");
    both(&TokenError::OddCharacters, "");
    both(&LoginError::Empty, "");
    both(&LoginError::OddCharacters, "");
}

#[test]
fn baselinker_is_told_in_both_languages() {
    let method = "getOrders";
    let mut errors = vec![
        ApiError::TokenRefused {
            method,
            code: said(),
        },
        ApiError::AccountBlocked {
            method,
            message: said(),
        },
        ApiError::Redirect {
            method,
            status: 302,
        },
        ApiError::Http {
            method,
            status: 404,
        },
        ApiError::TooLarge {
            method,
            cause: TransportError::TooLarge(1 << 25),
        },
    ];
    errors.extend(causes().into_iter().map(|cause| match cause {
        Cause::Unreadable(what) => ApiError::WrongShape { method, what },
        cause => ApiError::Network { method, cause },
    }));
    errors.extend(pace().map(|source| ApiError::Pacing { method, source }));
    for error in errors {
        let [_, english] = both(&error, "getOrders: ");
        assert_eq!(english, error.to_string());
    }
    let refused = ApiError::Refused {
        method,
        code: "ERROR_X".to_owned(),
        message: said(),
    };
    for lang in [Lang::Pl, Lang::En] {
        assert_eq!(refused.words(lang), "getOrders: ERROR_X: said");
    }
}

#[test]
fn firmino_is_told_in_both_languages() {
    let method = "articles/find";
    let mut errors = vec![
        FirminoError::LoginRefused {
            method,
            status: 401,
        },
        FirminoError::BudgetSpent {
            method,
            used: 500,
            limit: 500,
        },
        FirminoError::RunSpent { method, limit: 5 },
        FirminoError::Stopped { method },
        FirminoError::Redirect {
            method,
            status: 302,
        },
        FirminoError::Http {
            method,
            status: 404,
        },
        FirminoError::TooLarge {
            method,
            cause: TransportError::TooLarge(1 << 25),
        },
        FirminoError::Refused {
            method,
            message: said(),
        },
    ];
    errors.extend(causes().into_iter().map(|cause| match cause {
        Cause::Unreadable(what) => FirminoError::WrongShape { method, what },
        cause => FirminoError::Network { method, cause },
    }));
    let unkept = [Unkept::Busy, Unkept::Full(said()), Unkept::Unusable(said())];
    errors.extend(unkept.map(|cause| FirminoError::Uncounted { method, cause }));
    for error in errors {
        let [_, english] = both(&error, "articles/find: ");
        assert_eq!(english, error.to_string());
    }
}

#[test]
fn the_book_and_the_printout_are_told_in_both_languages() {
    both(&OtherAccount::Order(7), "");
    both(
        &OtherAccount::Host {
            made: "a".to_owned(),
            named: "b".to_owned(),
        },
        "",
    );
    both(&BadCopy::NotUtf8, "");
    both(
        &BadCopy::Rows {
            table: "orders",
            there: 1,
            here: 2,
        },
        "orders: ",
    );
    for error in [
        PrintoutError::Face,
        PrintoutError::Font {
            name: "Noto",
            cause: said(),
        },
        PrintoutError::Compress(said()),
        PrintoutError::TooManyPages,
    ] {
        both(&error, "");
    }
}

/// As read from the server's message, which is in whatever zone: people read Warsaw's.
#[test]
fn the_end_of_a_block_is_told_in_warsaw_time() {
    let until = "2026-11-23T21:25:01Z".parse().expect("a moment");
    let error = ApiError::Blocked {
        method: "getOrders",
        until,
    };
    assert_eq!(
        both(&error, "getOrders: "),
        [
            "getOrders: BaseLinker zablokował token do 2026-11-23 22:25",
            "getOrders: BaseLinker has blocked the token until 2026-11-23 22:25",
        ]
    );
    assert_eq!(
        both(&PaceError::Blocked { until }, ""),
        [
            "token jest zablokowany do 2026-11-23 22:25",
            "the token is blocked until 2026-11-23 22:25",
        ]
    );
}
