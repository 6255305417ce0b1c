//! Lines of a crontab.

use super::{Job, Joined, hash};

/// The lines: all passes in one, and passes of their own as comments.
pub(super) fn text(job: &Job) -> String {
    let command = command(job, "sync");
    let minutes = Minutes::of(&job.profile);
    let mut text = head(job, &which(job));
    text += &format!("{}\n", line(job));
    let passes: String = job
        .passes
        .iter()
        .map(|pass| {
            format!(
                "#{} * * * *  {command} {pass} >/dev/null\n",
                minutes.pass(pass)
            )
        })
        .collect();
    if job.passes.len() > 1 {
        text += job.lang.pick(
            "\n# Zamiast tego przebiegi osobno, każdy w swoim tempie:\n",
            "\n# Instead of it passes of their own, each at its pace:\n",
        );
        text += &passes;
    }
    text + &firmino(job, &minutes)
}

/// Lines of Firmino's own API. They wait for a pass at work, as a day has few of them.
fn firmino(job: &Job, minutes: &Minutes) -> String {
    let hand_over = match job.firmino {
        Joined::Not => return String::new(),
        Joined::Read => "#",
        Joined::Both => "",
    };
    let command = command(job, "mirror");
    let (pull, push) = (minutes.pass("pull"), minutes.pass("push"));
    let told = job.lang.pick(
        "\n# Firmino: raz na dobę odczyt towarów i kontrahentów, co godzinę zamówienia dla KSeF i ich dokumenty:\n",
        "\n# Firmino: articles and customers once a day, orders for KSeF and their documents once an hour:\n",
    );
    format!(
        "{told}{pull} 3 * * *  {command} pull --wait 600 >/dev/null\n{hand_over}{push} * * * *  {command} push --wait 600 >/dev/null\n"
    )
}

/// The lines that are no comments.
pub(super) fn lines(job: &Job) -> Vec<String> {
    let firmino = firmino(job, &Minutes::of(&job.profile));
    let working = firmino.lines();
    let working = working.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut lines = vec![line(job)];
    lines.extend(working.map(str::to_owned));
    lines
}

/// The one line that runs all passes.
fn line(job: &Job) -> String {
    let minutes = Minutes::of(&job.profile).all();
    format!("{minutes} * * * *  {} all >/dev/null", command(job, "sync"))
}

/// The command up to the pass.
fn command(job: &Job, group: &str) -> String {
    let variables: String = job
        .variables
        .iter()
        .map(|(name, value)| format!("{name}={} ", quoted(value)))
        .collect();
    let program = quoted(&job.program);
    format!("{variables}{program} {} -q {group}", which(job))
}

/// The option that names the profile.
fn which(job: &Job) -> String {
    match &job.config {
        Some(path) => format!("--config {}", quoted(path)),
        None => format!("--profile {}", job.profile),
    }
}

fn head(job: &Job, which: &str) -> String {
    let name = &job.profile;
    match job.lang {
        crate::texts::Lang::Pl => format!(
            "# firmino-link, profil {name}: wiersze do `crontab -e`. Samo wypisanie niczego nie instaluje.
# Minuty wynikają z nazwy profilu, żeby wiele profili nie zaczynało jednocześnie.
#
# Cron wysyła na MAILTO to, co wiersz wypisze; na kody wyjścia nie patrzy. Wyniki idą tu do /dev/null
# (przypomni je `firmino-link {which} runs show`), więc pocztą przychodzą tylko błędy, a z -q każdy raz, dopóki trwa:
#   3   jest coś nowego dla człowieka (`firmino-link {which} orders list --needs-me`): to nie błąd, nie ma listu
#   75  spróbuj później (sieć, limit BaseLinkera): list z pierwszego takiego przebiegu; nadrobi następny
# O zmianach stanu (coś czeka na człowieka, nic nie działa, znowu działa) powiadamia [alerts] w profilu.
# MAILTO=ty@example.com

"
        ),
        crate::texts::Lang::En => format!(
            "# firmino-link, profile {name}: lines for `crontab -e`. Printing them installs nothing.
# The minutes follow from the profile's name, so that many profiles do not begin at once.
#
# Cron mails what a line prints to MAILTO; it does not look at exit codes. Results go to /dev/null here
# (`firmino-link {which} runs show` tells them again), so only errors are mailed, with -q each once while it lasts:
#   3   something new for a person (`firmino-link {which} orders list --needs-me`): no error, no mail
#   75  try later (network, BaseLinker's limit): a mail from the first such pass; the next one catches up
# Changes of state (a person is needed, nothing runs, it runs again) are told by [alerts] in the profile.
# MAILTO=you@example.com

"
        ),
    }
}

/// When the passes begin. Those of one profile never begin in the same minute, and none at the full hour.
struct Minutes {
    /// 1 to 4
    first: u64,
    /// 0 to 11
    part: u64,
}

impl Minutes {
    fn of(profile: &str) -> Minutes {
        let hash = hash(profile);
        Minutes {
            first: 1 + hash % 4,
            part: (hash / 4) % 12,
        }
    }

    fn all(&self) -> String {
        format!("{}-59/5", self.first)
    }

    fn pass(&self, pass: &str) -> String {
        let not_full = |minute: u64| if minute == 0 { 5 } else { minute };
        match pass {
            "products" => not_full(5 * self.part + (self.first + 1) % 5).to_string(),
            "pull" => not_full(5 * self.part + (self.first + 3) % 5).to_string(),
            "push" => not_full((5 * self.part + 30 + (self.first + 3) % 5) % 60).to_string(),
            "stock" => {
                let minute = not_full(5 * (self.part % 3) + (self.first + 2) % 5);
                format!("{minute}-59/15")
            }
            _ => self.all(),
        }
    }
}

/// A word as the shell takes it; cron itself would make a `%` a line break.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+@,".contains(letter);
    if word.chars().all(plain) {
        return word.to_owned();
    }
    let parts: Vec<String> = word
        .split('%')
        .map(|part| match part {
            "" => String::new(),
            part => format!("'{}'", part.replace('\'', r"'\''")),
        })
        .collect();
    parts.join(r"\%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stays_one_word() {
        for (word, shell) in [
            ("/usr/local/bin/firmino-link", "/usr/local/bin/firmino-link"),
            ("/home/my shop/x", "'/home/my shop/x'"),
            ("/it's", r"'/it'\''s'"),
            ("/100%/a b", r"'/100'\%'/a b'"),
        ] {
            assert_eq!(quoted(word), shell);
        }
    }

    #[test]
    fn passes_of_a_profile_begin_apart() {
        for name in ["default", "shop", "a", "b", "c", "d", "e", "sklep-2"] {
            let minutes = Minutes::of(name);
            let first = |text: String| -> u64 {
                let digits = text.split('-').next().unwrap_or_default().to_owned();
                digits.parse().expect("a minute")
            };
            let all = ["orders", "products", "stock"].map(|pass| first(minutes.pass(pass)));
            assert!(all.iter().all(|minute| (1..60).contains(minute)), "{all:?}");
            let rests = all.map(|minute| minute % 5);
            assert!(rests[0] != rests[1] && rests[1] != rests[2] && rests[0] != rests[2]);
            assert!(all[2] < 15, "{all:?}");
            let firmino = ["pull", "push"].map(|pass| first(minutes.pass(pass)));
            assert!(
                firmino.iter().all(|minute| (1..60).contains(minute)),
                "{firmino:?}"
            );
            assert_ne!(firmino[0], firmino[1]);
        }
        assert_ne!(Minutes::of("a").all(), Minutes::of("b").all());
    }
}
