//! Firmino's account: whether the mirror is joined with it, its login, who issues there, and whose count its quantity is.

use super::{filled, flag, line, picked};
use crate::profile::LoginText;
use crate::report::visible;
use crate::wizard::draft::{Draft, LoginMeant};
use crate::wizard::facts::{Facts, LoginThere, Need};
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// Whether a question is about Firmino's account.
pub(super) fn is_question(question: Question) -> bool {
    matches!(
        question,
        Question::Firmino
            | Question::FirminoKeep
            | Question::FirminoLogin
            | Question::FirminoPassword
            | Question::FirminoCompany
            | Question::FirminoIssue
            | Question::FirminoWarehouse
    )
}

/// Whether a login is there that may be kept or typed anew.
pub fn may_stay(facts: &Facts) -> bool {
    matches!(facts.login, LoginThere::File(_))
}

/// Whether login and password are typed in this run.
pub fn is_typed(draft: &Draft, facts: &Facts) -> bool {
    match facts.login {
        LoginThere::Nowhere | LoginThere::Unusable(_) => true,
        LoginThere::File(_) => draft.firmino.login == LoginMeant::Typed,
        LoginThere::Given(_) => false,
    }
}

/// Whether the password for the login in the draft was typed already.
fn has_password(view: &View<'_>) -> bool {
    view.facts.password_of.as_ref() == Some(&view.draft.firmino.user)
}

/// Where login and password come from, for the summary.
pub(super) fn source(view: &View<'_>) -> String {
    let source = match &view.facts.login {
        // The profile that was there: nobody has typed one for it.
        LoginThere::Nowhere | LoginThere::Unusable(_) if view.draft.firmino.user.is_empty() => {
            view.pick("bez loginu", "without a login").to_owned()
        }
        _ if is_typed(view.draft, view.facts) => view
            .pick("login wpisany teraz", "login typed now")
            .to_owned(),
        LoginThere::File(place) | LoginThere::Given(place) => visible(place).into_owned(),
        LoginThere::Nowhere | LoginThere::Unusable(_) => String::new(),
    };
    if view.facts.settled(Need::Firmino) && view.facts.firmino().is_none() {
        return view.pick(
            format!("{source}, niesprawdzony"),
            format!("{source}, not tried"),
        );
    }
    source
}

/// Symbols of the warehouses that there are, or will be by these answers, each once.
fn symbols(view: &View<'_>) -> Vec<String> {
    let mut all = view.facts.symbols.clone();
    all.extend(view.draft.links.values().flatten().cloned());
    all.extend(view.facts.default_symbol.clone());
    all.retain(|symbol| !symbol.is_empty());
    all.sort();
    all.dedup();
    all
}

/// What is wrong with the warehouse that the answers name; `None`: nothing.
pub fn lost_warehouse(view: &View<'_>) -> Option<String> {
    let symbol = view.draft.firmino.warehouse.as_ref()?;
    let all = symbols(view);
    if all.contains(symbol) {
        return None;
    }
    let (symbol, known) = (visible(symbol), all.join(", "));
    Some(view.pick(
        format!("nie ma magazynu „{symbol}” (są: {known})"),
        format!("there is no warehouse \"{symbol}\" (there are: {known})"),
    ))
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Firmino => joined(view),
        Question::FirminoKeep => keep(view),
        Question::FirminoLogin => login(view),
        Question::FirminoPassword => password(view),
        Question::FirminoCompany => company(view),
        Question::FirminoIssue => issue(view),
        _ => warehouse(view),
    }
}

fn joined(view: &View<'_>) -> Screen {
    Screen::new(
        Question::Firmino,
        view.pick(
            "Połączyć z kontem Firmino przez jego API?",
            "Join with an account of Firmino by its API?",
        ),
        Form::YesNo { present: view.draft.firmino.joined },
        view.pick(
            "Połączenie działa tylko na polecenie (mirror pull, mirror push), nigdy samo, i niczego w Firmino nie zmienia ani nie kasuje: dopisuje kontrahentów, towary i zamówienia. O zmianach Firmino samo nie zawiadamia. Można to włączyć także później. Bez konta kartoteki i kontrahentów wczytuje się z plików CSV.",
            "The connection works on command alone (mirror pull, mirror push), never by itself, and changes or deletes nothing in Firmino: it adds customers, articles and orders. Firmino tells of no changes by itself. It can be switched on later, too. Without an account cards and customers are read from CSV files.",
        ),
    )
    .above(view.pick(
        "Jeśli tak: mirror pull czyta stamtąd towary i kontrahentów, a mirror push przekazuje tam gotowe zamówienia.",
        "If yes: mirror pull reads articles and customers there, and mirror push hands ready orders over.",
    ))
    .above(view.pick(
        "Nic innego tego nie wymaga. Limit Firmino to około 500 żądań dziennie.",
        "Nothing else needs it. Firmino allows about 500 requests a day.",
    ))
}

fn keep(view: &View<'_>) -> Screen {
    let present = match view.draft.firmino.login {
        LoginMeant::Found => 0,
        LoginMeant::Typed => 1,
    };
    let screen = Screen::new(
        Question::FirminoKeep,
        view.pick("Login i hasło Firmino już są", "Login and password of Firmino are there"),
        Form::pick(
            [
                view.pick("Zostaw obecne", "Keep them"),
                view.pick("Wpiszę inne", "I'll type others"),
            ],
            Some(present),
        ),
        view.pick(
            "Obecne zostaną sprawdzone jednym odczytem. Inne zastąpią je dopiero przy zapisie profilu.",
            "Those that are there are tried by one read. Others take their place only when the profile is saved.",
        ),
    );
    match &view.facts.login {
        LoginThere::File(place) => screen.above(view.pick(
            format!("Są w pliku {}.", visible(place)),
            format!("They are in the file {}.", visible(place)),
        )),
        _ => screen,
    }
}

fn login(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::FirminoLogin,
        view.pick("Login Firmino (e-mail)", "Firmino's login (e-mail)"),
        Form::text(&view.draft.firmino.user),
        view.pick(
            "Ten sam, którym wchodzisz na app.firmino.pl; API nie ma osobnego klucza. Lepiej dać narzędziu własnego użytkownika.",
            "The one that you sign in with at app.firmino.pl; the API has no key of its own. Better give this tool a user of its own.",
        ),
    );
    match &view.facts.login {
        LoginThere::Unusable(why) => screen.above(view.pick(
            format!("! Tego, co jest, nie da się użyć: {}", visible(why)),
            format!("! What is there cannot be used: {}", visible(why)),
        )),
        _ => screen,
    }
}

fn password(view: &View<'_>) -> Screen {
    let file = visible(&view.facts.login_file);
    let known = has_password(view);
    let screen = Screen::new(
        Question::FirminoPassword,
        view.pick("Hasło Firmino", "Firmino's password"),
        Form::Secret { known },
        view.pick(
            "Hasło do tego loginu. Nie trafia do profilu, do plików odpowiedzi ani do dziennika.",
            "The password of this login. It goes neither to the profile nor to answers files nor to any log.",
        ),
    )
    .above(view.pick(
        format!("Hasła nie widać. Przy zapisie profilu trafi do pliku {file} (0600) obok niego."),
        format!("The password is not shown. When the profile is saved, it goes to {file} (0600) beside it."),
    ));
    if known {
        screen.above(view.pick(
            "Enter bez wpisywania zostawia hasło wpisane przed chwilą.",
            "Enter alone keeps the password that was typed just now.",
        ))
    } else {
        screen
    }
}

fn company(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::FirminoCompany,
        view.pick("Nazwa skrócona firmy w Firmino", "Short name of the company in Firmino"),
        Form::text_or_nothing(&view.draft.firmino.company),
        view.pick(
            "Tylko gdy jeden login prowadzi kilka firm: nazwa skrócona z Ustawienia → Konto → Dane firm. „-” usuwa ją: wtedy jest to firma, którą login ma sam.",
            "Only where one login has several companies: the short name of Ustawienia → Konto → Dane firm. \"-\" empties it: then it is the login's own company.",
        ),
    )
    .above(view.pick(
        "Jedna firma na ten login: sam Enter.",
        "One company with this login: Enter alone.",
    ));
    match &view.facts.login {
        LoginThere::Given(place) => screen.above(view.pick(
            format!("Login i hasło: {}, bez pytania.", visible(place)),
            format!(
                "Login and password: from {}, not asked for.",
                visible(place)
            ),
        )),
        _ => screen,
    }
}

fn issue(view: &View<'_>) -> Screen {
    let screen = Screen::new(
        Question::FirminoIssue,
        view.pick(
            "Czy dokumenty przekazanych zamówień wystawia od razu Firmino?",
            "Does Firmino issue documents of orders handed over at once?",
        ),
        Form::YesNo { present: view.draft.firmino.issue },
        view.pick(
            "Tak: mirror push zleca dokument w Firmino, gdy suma zamówienia zgadza się tam co do grosza. Nie: wystawiasz go w Firmino, a następny mirror push odnajduje go po znaczniku w uwagach. Numer i PDF wracają tak samo.",
            "Yes: mirror push asks Firmino for the document once the order's sum is the same there to the grosz. No: you issue it in Firmino, and a later mirror push finds it by the marker in its notes. Number and PDF come back alike.",
        ),
    );
    let tried = match view.facts.firmino() {
        Some(_) => view.pick(
            "Firmino przyjmuje ten login.",
            "Firmino lets this login in.",
        ),
        None => view.pick(
            "! Login niesprawdzony; sprawdzi go pierwsze mirror pull.",
            "! The login was not tried; the first mirror pull tries it.",
        ),
    };
    screen.above(tried)
}

fn warehouse(view: &View<'_>) -> Screen {
    let all = symbols(view);
    let present = match &view.draft.firmino.warehouse {
        None => Some(0),
        Some(symbol) => all.iter().position(|one| one == symbol).map(|at| at + 1),
    };
    let mut items = vec![
        view.pick(
            "Żadnego – ilości z Firmino się nie liczą",
            "None – Firmino's quantities do not count",
        )
        .to_owned(),
    ];
    items.extend(all.iter().map(|symbol| {
        view.pick(
            format!("Magazyn {}", visible(symbol)),
            format!("Warehouse {}", visible(symbol)),
        )
    }));
    let screen = Screen::new(
        Question::FirminoWarehouse,
        view.pick(
            "Którego magazynu dotyczy ilość podawana przez Firmino?",
            "Which warehouse does the quantity told by Firmino belong to?",
        ),
        Form::pick(items, present),
        view.pick(
            "API Firmino podaje przy towarze jedną ilość, bez magazynu. Jeśli w Firmino jest jeden magazyn, wskaż go; przy kilku nie da się powiedzieć, z którego ona jest.",
            "Firmino's API tells one quantity of an article, and no warehouse. Where Firmino has one warehouse, choose it; of several nobody can say which one it is.",
        ),
    );
    match lost_warehouse(view) {
        Some(why) => screen.above(format!("! firmino.warehouse: {why}")),
        None => screen,
    }
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    let firmino = &mut draft.firmino;
    match question {
        Question::Firmino => firmino.joined = flag(answer),
        Question::FirminoKeep => {
            firmino.login = match picked(answer) {
                0 => LoginMeant::Found,
                _ => LoginMeant::Typed,
            };
        }
        Question::FirminoLogin => {
            let user = filled(view, answer)?;
            // What stands for the password does not matter.
            if LoginText::typed(&user, "-").is_err() {
                return Err(view
                    .pick("login bez dwukropka", "a login without a colon")
                    .to_owned());
            }
            firmino.user = user;
        }
        Question::FirminoPassword if has_password(view) => {
            line(view, answer)?;
        }
        Question::FirminoPassword => {
            filled(view, answer)?;
        }
        Question::FirminoCompany => firmino.company = line(view, answer)?,
        Question::FirminoIssue => firmino.issue = flag(answer),
        _ => {
            let all = symbols(view);
            firmino.warehouse = picked(answer)
                .checked_sub(1)
                .and_then(|at| all.get(at).cloned());
        }
    }
    Ok(())
}
