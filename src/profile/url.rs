//! Addresses that the token or the heartbeat is sent to.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::reading::{Entry, masked};
use crate::texts::Said;

/// An address over https, or over http on this machine only; never with a name and password.
pub(super) fn read(entry: &Entry<'_>, example: &str) -> Option<String> {
    let quoted = format!("{example:?}");
    let text = entry.filled_text(&quoted)?;
    match fault(&text) {
        None => Some(text),
        Some(Fault::Login) => {
            let what = Said::new(
                "ma przed nazwą serwera użytkownika albo hasło",
                "holds a user name or password before the host",
            );
            let fix = Said::new(
                "usuń wszystko między `//` a `@`",
                "leave out everything between `//` and `@`",
            );
            entry.refuse(&what, fix);
            None
        }
        Some(Fault::Http) => {
            let what = Said::of(|lang| {
                let shown = masked(&text);
                lang.pick(
                    format!("jest {shown:?}: przez http inni mogliby to przeczytać"),
                    format!("is {shown:?}: http would send it readable by others"),
                )
            });
            let fix = Said::new(
                "napisz `https://…`; http jest tylko dla 127.0.0.1, ::1 i localhost",
                "write `https://…`; http is for 127.0.0.1, ::1 and localhost only",
            );
            entry.refuse(&what, fix);
            None
        }
        Some(Fault::Form) => {
            let what = Said::of(|lang| {
                let shown = masked(&text);
                lang.pick(
                    format!("jest {shown:?}, a to nie jest adres"),
                    format!("is {shown:?}, which is not an address"),
                )
            });
            entry.refuse(&what, entry.write(&quoted));
            None
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Fault {
    Form,
    Http,
    Login,
}

fn fault(text: &str) -> Option<Fault> {
    let odd = |letter: char| !letter.is_ascii_graphic() || "\\#\"<>`{}|^".contains(letter);
    let lower = text.to_ascii_lowercase();
    let (rest, secure) = match (
        lower.strip_prefix("https://"),
        lower.strip_prefix("http://"),
    ) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => {
            return Some(if text.contains('@') {
                Fault::Login
            } else {
                Fault::Form
            });
        }
    };
    let authority = rest.split(['/', '?', '\\', '#']).next().unwrap_or(rest);
    if authority.contains('@') {
        return Some(Fault::Login);
    }
    if text.contains(odd) {
        return Some(Fault::Form);
    }
    let Some(host) = host(authority) else {
        return Some(Fault::Form);
    };
    (!secure && !host.is_loopback()).then_some(Fault::Http)
}

enum Host<'a> {
    Name(&'a str),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl Host<'_> {
    fn is_loopback(&self) -> bool {
        match self {
            Self::Name(name) => *name == "localhost",
            Self::V4(address) => address.is_loopback(),
            Self::V6(address) => address.is_loopback(),
        }
    }
}

fn host(authority: &str) -> Option<Host<'_>> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        right_port(port)?;
        return address.parse().ok().map(Host::V6);
    }
    let (name, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
    right_port(port)?;
    if let Ok(address) = name.parse() {
        return Some(Host::V4(address));
    }
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let labels = name.strip_suffix('.').unwrap_or(name).split('.');
    labels
        .into_iter()
        .all(|label| !label.is_empty() && label.chars().all(letters))
        .then_some(Host::Name(name))
}

/// Nothing, or a colon and a port.
fn right_port(text: &str) -> Option<()> {
    match text.strip_prefix(':') {
        None => text.is_empty().then_some(()),
        Some(port) => port
            .parse::<u16>()
            .ok()
            .filter(|port| *port > 0)
            .map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_pass() {
        for (text, expected) in [
            ("https://api.baselinker.com/connector.php", None),
            ("HTTPS://example.pl:8443/x?y=1", None),
            ("http://127.0.0.1:8080/connector.php", None),
            ("http://127.9.9.9", None),
            ("http://[::1]:9/", None),
            ("http://localhost:1234", None),
            ("http://api.baselinker.com", Some(Fault::Http)),
            ("http://localhost.example.com", Some(Fault::Http)),
            ("http://127.0.0.1.example.com", Some(Fault::Http)),
            ("http://10.0.0.1", Some(Fault::Http)),
            ("https://user:word@example.pl/", Some(Fault::Login)),
            ("http://127.0.0.1@example.pl/", Some(Fault::Login)),
            ("http://127.0.0.1\\@example.pl/", Some(Fault::Form)),
            ("http://127.0.0.1#@example.pl/", Some(Fault::Form)),
            ("https://", Some(Fault::Form)),
            ("https://exa mple.pl", Some(Fault::Form)),
            ("https://example.pl:99999", Some(Fault::Form)),
            ("ftp://example.pl", Some(Fault::Form)),
            ("api.baselinker.com", Some(Fault::Form)),
        ] {
            assert_eq!(fault(text), expected, "{text}");
        }
    }
}
