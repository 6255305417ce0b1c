//! The wizard on a terminal: shows the machine's questions, brings answers, looks things up, saves when told to.

use super::base::Base;
use super::confirm::{self, After, Ended};
use super::keep::{self, Save};
use super::look::{Looks, token_of};
use super::token::of_flag;
use super::{Setup, answers};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::profile::token::TokenSource;
use crate::profile::{LoginText, ProfileText, TokenText};
use crate::report::{Exit, Failure};
use crate::wizard::ask::{Reply, Terminal, interrupt};
use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::Places;
use crate::wizard::{Machine, Origin, TokenAsked, Turn, welcome};

/// The terminal went away in the middle.
fn gone(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        "setup.terminal",
        error.to_string(),
        "firmino-link setup",
    )
}

/// The whole wizard.
///
/// # Errors
/// Those of files; what goes wrong with BaseLinker is a question in it.
pub(super) fn run(global: &Global, command: &Setup, base: Base) -> Result<Exit, Failure> {
    let terminal = Terminal::open(base.lang).map_err(|error| gone(&error))?;
    let flag = of_flag(command, &base)?;
    let token = match flag {
        Some(token) => Some(token),
        None => token_of(None, &base, base.present.as_ref())?,
    };
    // What a flag or the environment gives is not asked for, and said to be there.
    let asked = match token.as_ref().map(TokenText::source) {
        Some(
            TokenSource::FlagFile(_)
            | TokenSource::Stdin
            | TokenSource::Variable(_)
            | TokenSource::Credential(_),
        ) => TokenAsked::No,
        _ => TokenAsked::Yes,
    };
    let was = base.was();
    let (draft, origin) = match &was {
        Some(was) => (was.clone(), Origin::Profile),
        None => (Draft::new(base.today), Origin::Default),
    };
    let mut machine = Machine::new(base.lang, base.today, draft, was, origin, asked);
    base.remember(base.present.as_ref(), machine.facts_mut());
    let places = Places {
        profile: base.location.file().display().to_string(),
    };
    let mut lines = welcome(&machine.view(), &places).into_iter();
    if let Some(title) = lines.next() {
        terminal.title(&title).map_err(|error| gone(&error))?;
    }
    for line in lines {
        terminal.say(&line).map_err(|error| gone(&error))?;
    }
    if let (TokenAsked::No, Some(token)) = (asked, &token) {
        let source = token.source().told(base.lang);
        let said = base.lang.pick(
            format!("Token: {source}, bez pytania."),
            format!("Token: from {source}, not asked for."),
        );
        terminal.say(&said).map_err(|error| gone(&error))?;
    }
    let onto = base.text();
    Talk {
        global,
        command,
        base: &base,
        machine,
        looks: Looks::new(&base, token.clone())?,
        token,
        onto,
        terminal,
    }
    .run()
}

/// From the summary on: answers came from a file, and a person decides.
///
/// # Errors
/// As [`run`].
pub(super) fn review(
    global: &Global,
    command: &Setup,
    base: &Base,
    mut machine: Machine,
    looks: Looks<'_>,
    token: TokenText,
    onto: ProfileText,
) -> Result<Exit, Failure> {
    let terminal = Terminal::open(base.lang).map_err(|error| gone(&error))?;
    machine.review();
    Talk {
        global,
        command,
        base,
        machine,
        looks,
        token: Some(token),
        onto,
        terminal,
    }
    .run()
}

struct Talk<'a> {
    global: &'a Global,
    command: &'a Setup,
    base: &'a Base,
    machine: Machine,
    looks: Looks<'a>,
    token: Option<TokenText>,
    onto: ProfileText,
    terminal: Terminal,
}

impl<'a> Talk<'a> {
    fn say(&self, line: &str) -> Result<(), Failure> {
        self.terminal.say(line).map_err(|error| gone(&error))
    }

    fn run(mut self) -> Result<Exit, Failure> {
        loop {
            match self.machine.turn() {
                Turn::Look(need) => match self.looks.look(need, &self.machine) {
                    Ok(fact) => self.machine.learned(fact),
                    Err(trouble) => self.machine.failed(need, trouble),
                },
                Turn::Ask(screen) => self.ask(&screen)?,
                Turn::Save => self.save()?,
                Turn::Try => {
                    self.integrate(After::DryRun)?;
                    self.machine.tried();
                }
                Turn::Integrate => return self.integrate(After::Now).map(|ended| ended.exit),
                Turn::Later => return Ok(Exit::Done),
                Turn::Leave => {
                    self.say(
                        self.base
                            .lang
                            .pick("Nic nie zostało zapisane.", "Nothing was saved."),
                    )?;
                    return Ok(Exit::Done);
                }
            }
        }
    }

    fn ask(&mut self, screen: &Screen) -> Result<(), Failure> {
        let machine = &self.machine;
        let reply = self.terminal.ask(screen, &|answer| machine.refusal(answer));
        let answer = match reply.map_err(|error| gone(&error))? {
            Reply::Back => {
                if !self.machine.back() {
                    let at = self.machine.at();
                    self.terminal
                        .no_way_back(at)
                        .map_err(|error| gone(&error))?;
                }
                return Ok(());
            }
            Reply::Answer(answer) => answer,
        };
        if screen.question == Question::FirminoPassword {
            if let Answer::Text(password) = &answer
                && !password.is_empty()
            {
                let user = self.machine.draft().firmino.user.as_str();
                match LoginText::typed(user, password) {
                    Ok(login) => self.looks.use_login(login),
                    Err(error) => return self.say(&format!("! {}", error.told(self.base.lang))),
                }
            }
        } else if let (Form::Secret { .. }, Answer::Text(text)) = (&screen.form, &answer)
            && !text.is_empty()
        {
            match TokenText::parse(text, TokenSource::Typed) {
                Ok(token) => {
                    self.looks.use_token(token.clone());
                    self.token = Some(token);
                    self.machine.token_changed();
                }
                Err(error) => return self.say(&format!("! {}", error.told(self.base.lang))),
            }
        }
        if screen.question == Question::CardsFile {
            self.machine.cards_changed();
        }
        match self.machine.answer(&answer) {
            Ok(()) => Ok(()),
            Err(why) => self.say(&format!("! {why}")),
        }
    }

    fn save(&mut self) -> Result<(), Failure> {
        let draft = self.machine.draft();
        let mut text = self.base.written(draft, self.onto.clone());
        let typed = self.token.as_ref().is_some_and(|token| {
            matches!(
                token.source(),
                TokenSource::Typed | TokenSource::FlagFile(_) | TokenSource::Stdin
            )
        });
        if typed {
            self.base.name_token_file(&mut text);
        }
        let token = self.token.as_ref();
        let login = self.looks.typed_login(&self.machine);
        if login.is_some() {
            self.base.use_own_login_file(&mut text);
        }
        let save = Save {
            login: login.as_ref(),
            token: token.and_then(|token| answers::own_token(token, &text, self.base)),
            text,
            answers: self.command.save_answers.as_deref(),
        };
        let saved = keep::keep(self.base, &save)?;
        let path = self.base.location.file().display().to_string();
        interrupt::say_then(&self.base.lang.pick(
            format!("Przerwano. Profil jest zapisany: {path}"),
            format!("Interrupted. The profile is saved: {path}"),
        ));
        for line in keep::told(self.base, self.global, &saved, self.machine.draft()) {
            // A command is to be copied: only the terminal may break it.
            let told = if line.starts_with(' ') {
                self.terminal.verbatim(&line).map_err(|error| gone(&error))
            } else {
                self.say(&line)
            };
            told?;
        }
        self.machine.saved();
        let desk = Desk::open(self.global)?;
        if let Err(failure) = keep::cards(self.global, &desk, self.machine.draft()) {
            self.say(&format!("! {}", failure.text(self.base.lang)))?;
        }
        Ok(())
    }

    fn integrate(&mut self, after: After) -> Result<Ended, Failure> {
        let desk = Desk::open(self.global)?;
        let mut ended = confirm::run(self.global, &desk, self.machine.draft(), after)?;
        let Some(brake) = ended.brake.take().filter(|_| after == After::Now) else {
            return Ok(ended);
        };
        // Orders from before today were shown: they wait for a word.
        let lang = self.base.lang;
        let screen = Screen::new(
            Question::AfterTrial,
            lang.pick("Wystawić dokumenty zatrzymanego planu?", "Issue the documents of the stopped plan?"),
            Form::YesNo { present: false },
            lang.pick(
                "Nie: zamówienia zostają nietknięte. Jeśli mają już dokumenty: firmino-link orders mark-issued --before DZIEŃ",
                "No: the orders stay as they are. If they have documents already: firmino-link orders mark-issued --before DAY",
            ),
        );
        let reply = self
            .terminal
            .ask(&screen, &|_| None)
            .map_err(|error| gone(&error))?;
        if reply == Reply::Answer(Answer::Flag(true)) {
            let released = confirm::release(self.global, &desk, &brake.hash);
            return Ok(released);
        }
        Ok(ended)
    }
}
