//! Faults of the network and of the server, and the rules that say which call they hit.
//!
//! A rule is text, `WHEN=FAULT`, the same in world files, on the command line and in tests;
//! `docs/sandbox.md` has the grammar.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What goes wrong with one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// HTTP 502 with an HTML body, method not carried out.
    BadGateway,
    /// HTTP 502 with an HTML body, method carried out.
    BadGatewayAfter,
    /// HTTP 429, with `Retry-After` in seconds if given; not carried out.
    TooManyRequests(Option<u32>),
    /// HTTP 503, not carried out.
    Unavailable,
    /// Never answered, not carried out.
    Hang,
    /// Never answered, carried out.
    HangAfter,
    /// Connection reset (TCP RST), not carried out.
    ResetBefore,
    /// Connection reset (TCP RST), carried out.
    ResetAfter,
    /// Connection reset; carried out so many seconds later.
    Late(u32),
    /// Of so many products nothing is written, and only the smaller `counter` tells; of a call without products, all is.
    Lose(u32),
    /// So many products are refused by name in `warnings`; of a call without products, none is.
    Warn(u32),
    /// Carried out; the connection closes in the middle of the announced body.
    CutBody,
    /// Carried out; whole body sent, but `Content-Length` announces more.
    LongLength,
    /// Carried out; body arrives at so many bytes a second.
    Slow(u32),
    /// Body of so many bytes, valid JSON, streamed; not carried out.
    Huge(u64),
    /// Carried out; HTTP 200 with another shape than the method's.
    Shape(WrongShape),
    /// HTTP redirect with this status to this address; not carried out.
    Redirect(u16, String),
    /// `status: ERROR` with a code nobody knows; not carried out.
    UnknownError,
    /// `ERROR_USER_ACCOUNT_BLOCKED`; not carried out.
    AccountBlocked,
}

/// An HTTP 200 whose body is not the method's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongShape {
    /// `{"status":"SUCCESS"}` without the method's key.
    MissingKey,
    /// The method's key holds a text.
    KeyText,
    /// The method's key holds a number.
    KeyNumber,
    /// JSON cut in the middle, with the right `Content-Length`.
    Truncated,
    /// An HTML page.
    Html,
    /// `null`
    Null,
    /// `[]`
    EmptyList,
    /// No byte at all.
    Empty,
}

const SHAPES: [(WrongShape, &str); 8] = [
    (WrongShape::MissingKey, "missing-key"),
    (WrongShape::KeyText, "key-text"),
    (WrongShape::KeyNumber, "key-number"),
    (WrongShape::Truncated, "truncated"),
    (WrongShape::Html, "html"),
    (WrongShape::Null, "null"),
    (WrongShape::EmptyList, "list"),
    (WrongShape::Empty, "empty"),
];

/// Which calls a [`FaultRule`] hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The n-th call from the moment the rule was made, from 1; spent afterwards.
    Nth(u32),
    /// Every call.
    Always,
    /// So many of a thousand calls, drawn from the world's seed.
    PerMille(u16),
}

/// A [`Fault`] for some calls of one method, or of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// Only calls of this method are counted and hit; `None` = of every method.
    pub method: Option<String>,
    /// Which of these calls.
    pub when: When,
    /// What happens to them.
    pub fault: Fault,
}

/// A fault or a rule that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no fault rule, expected e.g. `getOrders:2=reset-after` or `*=slow:10`")]
pub struct BadFault(String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadGateway => f.write_str("bad-gateway"),
            Self::BadGatewayAfter => f.write_str("bad-gateway-after"),
            Self::TooManyRequests(None) => f.write_str("too-many-requests"),
            Self::TooManyRequests(Some(seconds)) => write!(f, "too-many-requests:{seconds}"),
            Self::Unavailable => f.write_str("unavailable"),
            Self::Hang => f.write_str("hang"),
            Self::HangAfter => f.write_str("hang-after"),
            Self::ResetBefore => f.write_str("reset-before"),
            Self::ResetAfter => f.write_str("reset-after"),
            Self::Late(seconds) => write!(f, "late:{seconds}"),
            Self::Lose(products) => write!(f, "lose:{products}"),
            Self::Warn(products) => write!(f, "warn:{products}"),
            Self::CutBody => f.write_str("cut-body"),
            Self::LongLength => f.write_str("long-length"),
            Self::Slow(bytes) => write!(f, "slow:{bytes}"),
            Self::Huge(bytes) => write!(f, "huge:{bytes}"),
            Self::Shape(shape) => write!(f, "shape:{shape}"),
            Self::Redirect(status, to) => write!(f, "redirect:{status}:{to}"),
            Self::UnknownError => f.write_str("unknown-error"),
            Self::AccountBlocked => f.write_str("account-blocked"),
        }
    }
}

impl fmt::Display for WrongShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = SHAPES.iter().find(|(shape, _)| shape == self);
        f.write_str(name.map_or("", |(_, name)| name))
    }
}

impl FromStr for Fault {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, BadFault> {
        let bad = || BadFault(text.to_owned());
        let (name, argument) = match text.split_once(':') {
            Some((name, argument)) => (name, Some(argument)),
            None => (text, None),
        };
        let seconds = |default: u32| match argument {
            None => Ok(default),
            Some(digits) => digits.parse().map_err(|_| bad()),
        };
        let fault = match name {
            "too-many-requests" => match argument {
                None => Self::TooManyRequests(None),
                Some(_) => Self::TooManyRequests(Some(seconds(0)?)),
            },
            "late" => Self::Late(seconds(60)?),
            "lose" => Self::Lose(seconds(1)?),
            "warn" => Self::Warn(seconds(1)?),
            "slow" => Self::Slow(seconds(4)?.max(1)),
            "huge" => Self::Huge(match argument {
                None => 200_000_000,
                Some(digits) => digits.parse().map_err(|_| bad())?,
            }),
            "shape" => {
                let wanted = argument.ok_or_else(bad)?;
                let found = SHAPES.iter().find(|(_, name)| *name == wanted);
                Self::Shape(found.ok_or_else(bad)?.0)
            }
            "redirect" => {
                let (status, to) = argument.and_then(|a| a.split_once(':')).ok_or_else(bad)?;
                let status = status.parse().map_err(|_| bad())?;
                if !(300..400).contains(&status) || to.contains(['\r', '\n']) {
                    return Err(bad());
                }
                Self::Redirect(status, to.to_owned())
            }
            _ if argument.is_some() => return Err(bad()),
            "bad-gateway" => Self::BadGateway,
            "bad-gateway-after" => Self::BadGatewayAfter,
            "unavailable" => Self::Unavailable,
            "hang" => Self::Hang,
            "hang-after" => Self::HangAfter,
            "reset-before" => Self::ResetBefore,
            "reset-after" => Self::ResetAfter,
            "cut-body" => Self::CutBody,
            "long-length" => Self::LongLength,
            "unknown-error" => Self::UnknownError,
            "account-blocked" => Self::AccountBlocked,
            _ => return Err(bad()),
        };
        Ok(fault)
    }
}

impl fmt::Display for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(method) = &self.method {
            write!(f, "{method}:")?;
        }
        match self.when {
            When::Nth(n) => write!(f, "{n}")?,
            When::Always => f.write_str("*")?,
            When::PerMille(rate) => write!(f, "{rate}/1000")?,
        }
        write!(f, "={}", self.fault)
    }
}

impl FromStr for FaultRule {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, BadFault> {
        let bad = || BadFault(text.to_owned());
        let (target, fault) = text.split_once('=').ok_or_else(bad)?;
        let (method, when) = match target.rsplit_once(':') {
            Some((method, when)) => (Some(method.to_owned()), when),
            None => (None, target),
        };
        let when = match when.strip_suffix("/1000") {
            Some(rate) => When::PerMille(rate.parse().map_err(|_| bad())?),
            None if when == "*" => When::Always,
            None => When::Nth(when.parse().map_err(|_| bad())?),
        };
        if when == When::Nth(0) || method.as_deref() == Some("") {
            return Err(bad());
        }
        Ok(Self {
            method,
            when,
            fault: fault.parse()?,
        })
    }
}

impl Serialize for FaultRule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FaultRule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
