//! A template service with its timer; the instance is the profile.

use std::path::Path;

use super::{Home, Job, SYSTEM};

/// `firmino-link@.service`.
pub(super) fn service(job: &Job) -> String {
    let mut text = match &job.home {
        Home::System => system_head(job),
        Home::Person { .. } => person_head(job),
    };
    let which = match &job.config {
        Some(path) => format!("--config {}", argument(&instance_file(path))),
        None => "--profile %i".to_owned(),
    };
    text += &format!(
        "[Unit]
Description=firmino-link: passes of profile %i
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={} {which} -q sync all
{}
SuccessExitStatus=3 75
TimeoutStartSec=1h
Nice=10

",
        word(&job.program),
        job.lang.pick(
            "# 3: jest coś nowego dla człowieka; 75: spróbuj później, następny przebieg nadrobi",
            "# 3: something new for a person; 75: try later, the next pass catches up",
        )
    );
    text += &match &job.home {
        Home::System => SYSTEM_PLACES.to_owned(),
        Home::Person { user, writes } => person_places(job, user, writes),
    };
    text += HARDENING;
    text
}

/// `firmino-link@.timer`.
pub(super) fn timer(job: &Job) -> String {
    let comment = job.lang.pick(
        "# /etc/systemd/system/firmino-link@.timer\n# Co pięć minut, każdy profil ze stałym przesunięciem; po przerwie jeden przebieg od razu.",
        "# /etc/systemd/system/firmino-link@.timer\n# Every five minutes, each profile at a steady shift of its own; after a pause one pass at once.",
    );
    format!(
        "{comment}

[Unit]
Description=firmino-link: every five minutes, profile %i

[Timer]
OnCalendar=*:0/5
RandomizedDelaySec=2min
FixedRandomDelay=true
AccuracySec=10s
Persistent=true

[Install]
WantedBy=timers.target
"
    )
}

const SYSTEM_PLACES: &str = "User=firmino-link
Group=firmino-link
Environment=XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib
StateDirectory=firmino-link
StateDirectoryMode=0700
LoadCredential=baselinker-token:/etc/credstore/firmino-link.%i
ProtectHome=true

";

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

fn system_head(job: &Job) -> String {
    let text = job.lang.pick(
        "# /etc/systemd/system/firmino-link@.service
# Samo wypisanie niczego nie instaluje. Jako root:
#   useradd --system --home-dir /var/lib/firmino-link --shell /usr/sbin/nologin firmino-link
#   install -d -o root -g firmino-link -m 0750 /etc/firmino-link
#   profil: /etc/firmino-link/NAZWA.toml (root:firmino-link, 0640), bez NAZWA.token obok
#   token, sam, w pliku (root, 0600): /etc/credstore/firmino-link.NAZWA
#   oba pliki do /etc/systemd/system, potem:
#   systemctl daemon-reload
#   systemctl enable --now firmino-link@NAZWA.timer
# Ręcznie, na tych samych danych:
#   sudo -u firmino-link env XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib \\
#     PROGRAM --profile NAZWA orders list
# Co robił: journalctl -u firmino-link@NAZWA",
        "# /etc/systemd/system/firmino-link@.service
# Printing it installs nothing. As root:
#   useradd --system --home-dir /var/lib/firmino-link --shell /usr/sbin/nologin firmino-link
#   install -d -o root -g firmino-link -m 0750 /etc/firmino-link
#   the profile: /etc/firmino-link/NAME.toml (root:firmino-link, 0640), without NAME.token beside it
#   the token, alone in a file (root, 0600): /etc/credstore/firmino-link.NAME
#   both units into /etc/systemd/system, then:
#   systemctl daemon-reload
#   systemctl enable --now firmino-link@NAME.timer
# By hand, on the same data:
#   sudo -u firmino-link env XDG_CONFIG_HOME=/etc XDG_DATA_HOME=/var/lib XDG_STATE_HOME=/var/lib \\
#     PROGRAM --profile NAME orders list
# What it did: journalctl -u firmino-link@NAME",
    );
    text.replace("PROGRAM", &job.program) + "\n\n"
}

fn person_head(job: &Job) -> String {
    let text = job.lang.pick(
        "# /etc/systemd/system/firmino-link@.service
# Samo wypisanie niczego nie instaluje. Dla profilu, który jest u użytkownika (niżej: User=); jako root:
#   oba pliki do /etc/systemd/system, potem:
#   systemctl daemon-reload
#   systemctl enable --now firmino-link@NAZWA.timer
# Inne profile tego użytkownika: ich katalog kopii danych też musi stać w ReadWritePaths=.
# Co robił: journalctl -u firmino-link@NAZWA",
        "# /etc/systemd/system/firmino-link@.service
# Printing it installs nothing. For a profile that a user keeps (User= below); as root:
#   both units into /etc/systemd/system, then:
#   systemctl daemon-reload
#   systemctl enable --now firmino-link@NAME.timer
# Other profiles of this user: the folder of their mirror has to stand in ReadWritePaths=, too.
# What it did: journalctl -u firmino-link@NAME",
    );
    let names = ["NAZWA", "NAME"];
    names.iter().fold(text.to_owned(), |text, name| {
        text.replace(name, &job.profile)
    }) + "\n\n"
}

fn person_places(job: &Job, user: &str, writes: &[String]) -> String {
    let mut text = format!("User={user}\n");
    for (name, value) in &job.variables {
        text += &format!("Environment={}\n", word(&format!("{name}={value}")));
    }
    for folder in writes {
        text += &format!("ReadWritePaths={}\n", word(folder));
    }
    text += job.lang.pick(
        "# Zamiast pliku z tokenem obok profilu (root, 0600; wtedy bez niego):\n",
        "# Instead of the token's file beside the profile (root, 0600; then without that one):\n",
    );
    text + "#LoadCredential=baselinker-token:/etc/credstore/firmino-link.%i\nProtectHome=read-only\n\n"
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
