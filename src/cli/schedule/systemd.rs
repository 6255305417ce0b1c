//! Template services with their timers; the instance is the profile.

use std::path::Path;

use super::{Home, Job, SYSTEM};

/// What a pair of units runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// The passes of BaseLinker.
    Passes,
    /// Reading Firmino.
    Pull,
    /// Handing over to Firmino.
    Push,
}

impl Work {
    /// The template's name, to which `.service` or `.timer` is added.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Work::Passes => "firmino-link@",
            Work::Pull => "firmino-link-pull@",
            Work::Push => "firmino-link-push@",
        }
    }

    fn instance(self, profile: &str) -> String {
        self.unit().to_owned() + profile
    }

    /// The command after the options. What reads Firmino waits for a pass at work, as a day has few such runs.
    fn command(self) -> &'static str {
        match self {
            Work::Passes => "sync all",
            Work::Pull => "mirror pull --wait 600",
            Work::Push => "mirror push --wait 600",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Work::Passes => "passes of profile %i",
            Work::Pull => "articles and customers of Firmino, profile %i",
            Work::Push => "orders to Firmino, profile %i",
        }
    }

    /// The credential that it needs, as systemd loads it.
    fn credential(self) -> &'static str {
        match self {
            Work::Passes => "baselinker-token:/etc/credstore/firmino-link.%i",
            Work::Pull | Work::Push => "firmino-credentials:/etc/credstore/firmino-link.%i.firmino",
        }
    }
}

/// The template of a service.
pub(super) fn service(job: &Job, work: Work) -> String {
    let mut text = match &job.home {
        Home::System => system_head(job, work),
        Home::Person { .. } => person_head(job, work),
    };
    let which = match &job.config {
        Some(path) => format!("--config {}", argument(&instance_file(path))),
        None => "--profile %i".to_owned(),
    };
    text += &format!(
        "[Unit]
Description=firmino-link: {}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={} {which} -q {}
{}
SuccessExitStatus=3 75
{}
SuccessExitStatus=130
TimeoutStartSec=1h
Nice=10

",
        work.description(),
        word(&job.program),
        work.command(),
        job.lang.pick(
            "# 3: jest coś nowego dla człowieka; 75: spróbuj później, następny przebieg nadrobi",
            "# 3: something new for a person; 75: try later, the next pass catches up",
        ),
        job.lang.pick(
            "# 130: przerwany przez systemctl stop albo wyłączenie komputera, w bezpiecznym miejscu",
            "# 130: ended by systemctl stop or a shutdown, at a safe place",
        ),
    );
    text += &match &job.home {
        Home::System => system_places(work),
        Home::Person { user, writes } => person_places(job, work, user, writes),
    };
    text += HARDENING;
    text
}

/// The template of its timer.
pub(super) fn timer(job: &Job, work: Work) -> String {
    let comment = match work {
        Work::Passes => job.lang.pick(
            "# Co pięć minut, każdy profil ze stałym przesunięciem; po przerwie jeden przebieg od razu.",
            "# Every five minutes, each profile at a steady shift of its own; after a pause one pass at once.",
        ),
        Work::Pull => job.lang.pick(
            "# Raz na dobę, między 3 a 4, każdy profil ze stałym przesunięciem; po przerwie od razu.",
            "# Once a day, between 3 and 4, each profile at a steady shift of its own; after a pause at once.",
        ),
        Work::Push => job.lang.pick(
            "# Co godzinę, każdy profil ze stałym przesunięciem; po przerwie od razu.",
            "# Every hour, each profile at a steady shift of its own; after a pause at once.",
        ),
    };
    let (often, calendar, shift) = match work {
        Work::Passes => ("every five minutes", "*:0/5", "2min"),
        Work::Pull => ("Firmino's lists every night", "*-*-* 03:00", "50min"),
        Work::Push => ("orders to Firmino every hour", "hourly", "50min"),
    };
    format!(
        "# /etc/systemd/system/{}.timer
{comment}

[Unit]
Description=firmino-link: {often}, profile %i

[Timer]
OnCalendar={calendar}
RandomizedDelaySec={shift}
FixedRandomDelay=true
AccuracySec=10s
Persistent=true

[Install]
WantedBy=timers.target
",
        work.unit()
    )
}

fn system_places(work: Work) -> String {
    format!(
        "User=firmino-link
Group=firmino-link
Environment=XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib
StateDirectory=firmino-link
StateDirectoryMode=0700
LoadCredential={}
ProtectHome=true

",
        work.credential()
    )
}

const HARDENING: &str = "UMask=0077
NoNewPrivileges=true
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
ProtectProc=invisible
PrivateTmp=true
PrivateDevices=true
LockPersonality=true
MemoryDenyWriteExecute=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
";

fn system_head(job: &Job, work: Work) -> String {
    let text = match work {
        Work::Passes => job.lang.pick(
            "# /etc/systemd/system/UNIT.service
# Samo wypisanie niczego nie instaluje. Jako root:
#   useradd --system --home-dir /var/lib/firmino-link --shell /usr/sbin/nologin firmino-link
#   install -d -o root -g firmino-link -m 0750 /etc/firmino-link
#   profil: /etc/firmino-link/NAZWA.toml (root:firmino-link, 0640), bez NAZWA.token obok
#   token, sam, w pliku (root, 0600): /etc/credstore/firmino-link.NAZWA
#   oba pliki do /etc/systemd/system, potem:
#   systemctl daemon-reload
#   systemctl enable --now UNITNAZWA.timer
# Ręcznie, na tych samych danych:
#   sudo -u firmino-link env XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib \\
#     PROGRAM --profile NAZWA orders list
# Co robił: journalctl -u UNITNAZWA",
            "# /etc/systemd/system/UNIT.service
# Printing it installs nothing. As root:
#   useradd --system --home-dir /var/lib/firmino-link --shell /usr/sbin/nologin firmino-link
#   install -d -o root -g firmino-link -m 0750 /etc/firmino-link
#   the profile: /etc/firmino-link/NAME.toml (root:firmino-link, 0640), without NAME.token beside it
#   the token, alone in a file (root, 0600): /etc/credstore/firmino-link.NAME
#   both units into /etc/systemd/system, then:
#   systemctl daemon-reload
#   systemctl enable --now UNITNAME.timer
# By hand, on the same data:
#   sudo -u firmino-link env XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib \\
#     PROGRAM --profile NAME orders list
# What it did: journalctl -u UNITNAME",
        ),
        Work::Pull | Work::Push => job.lang.pick(
            "# /etc/systemd/system/UNIT.service
# Samo wypisanie niczego nie instaluje. Dla profilu z tabelą [firmino], obok firmino-link@.service (tam jest reszta);
# jako root:
#   login i hasło Firmino, dwa wiersze, w pliku (root, 0600): /etc/credstore/firmino-link.NAZWA.firmino
#   bez NAZWA.firmino obok profilu
#   oba pliki do /etc/systemd/system, potem:
#   systemctl daemon-reload
#   systemctl enable --now UNITNAZWA.timer
# Co robił: journalctl -u UNITNAZWA",
            "# /etc/systemd/system/UNIT.service
# Printing it installs nothing. For a profile with a table [firmino], beside firmino-link@.service (which has the rest);
# as root:
#   Firmino's login and password, two lines, in a file (root, 0600): /etc/credstore/firmino-link.NAME.firmino
#   without NAME.firmino beside the profile
#   both units into /etc/systemd/system, then:
#   systemctl daemon-reload
#   systemctl enable --now UNITNAME.timer
# What it did: journalctl -u UNITNAME",
        ),
    };
    text.replace("UNIT", work.unit())
        .replace("PROGRAM", &job.program)
        + "\n\n"
}

fn person_head(job: &Job, work: Work) -> String {
    let text = job.lang.pick(
        "# /etc/systemd/system/UNIT.service
# Samo wypisanie niczego nie instaluje. Dla profilu, który jest u użytkownika (niżej: User=); jako root:
#   oba pliki do /etc/systemd/system, potem:
#   systemctl daemon-reload
#   systemctl enable --now INSTANCE.timer
# Inne profile tego użytkownika: ich katalog kopii danych też musi stać w ReadWritePaths=.
# Co robił: journalctl -u INSTANCE",
        "# /etc/systemd/system/UNIT.service
# Printing it installs nothing. For a profile that a user keeps (User= below); as root:
#   both units into /etc/systemd/system, then:
#   systemctl daemon-reload
#   systemctl enable --now INSTANCE.timer
# Other profiles of this user: the folder of their mirror has to stand in ReadWritePaths=, too.
# What it did: journalctl -u INSTANCE",
    );
    text.replace("UNIT", work.unit())
        .replace("INSTANCE", &work.instance(&job.profile))
        + "\n\n"
}

fn person_places(job: &Job, work: Work, user: &str, writes: &[String]) -> String {
    let mut text = format!("User={user}\n");
    for (name, value) in &job.variables {
        text += &format!("Environment={}\n", word(&format!("{name}={value}")));
    }
    for folder in writes {
        text += &format!("ReadWritePaths={}\n", word(folder));
    }
    text += match work {
        Work::Passes => job.lang.pick(
            "# Zamiast pliku z tokenem obok profilu (root, 0600; wtedy bez niego):\n",
            "# Instead of the token's file beside the profile (root, 0600; then without that one):\n",
        ),
        Work::Pull | Work::Push => job.lang.pick(
            "# Zamiast pliku z loginem obok profilu (root, 0600; wtedy bez niego):\n",
            "# Instead of the login's file beside the profile (root, 0600; then without that one):\n",
        ),
    };
    text + &format!(
        "#LoadCredential={}\nProtectHome=read-only\n\n",
        work.credential()
    )
}

/// The profile's file with the instance for its stem, which is the profile's name.
fn instance_file(path: &str) -> String {
    let path = Path::new(path);
    let folder = path.parent().unwrap_or(Path::new(SYSTEM));
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map_or_else(String::new, |ending| format!(".{ending}"));
    // The instance's `%` is put in after those of the folder have been doubled.
    format!("{}/\u{0}{ending}", folder.to_str().unwrap_or(SYSTEM))
}

/// An argument of a command: a `$` names no variable.
fn argument(text: &str) -> String {
    word(&text.replace('$', "$$")).replace('\u{0}', "%i")
}

/// A word as systemd takes it.
fn word(text: &str) -> String {
    let text = text.replace('%', "%%");
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+@,=%$:\u{0}".contains(letter);
    if text.chars().all(plain) {
        return text;
    }
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', r#"\""#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_as_systemd_wants() {
        assert_eq!(word("/usr/bin/x"), "/usr/bin/x");
        assert_eq!(word("/100%/a b"), "\"/100%%/a b\"");
        assert_eq!(word(r#"/a"b\c"#), r#""/a\"b\\c""#);
        assert_eq!(
            argument(&instance_file("/home/my $hop/100%/shop.toml")),
            "\"/home/my $$hop/100%%/%i.toml\""
        );
    }
}
