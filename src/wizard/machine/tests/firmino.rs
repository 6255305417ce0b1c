//! Firmino's account: when it is asked about, what is tried anew, and the ways on where that fails.

use super::*;
use crate::wizard::draft::LoginMeant;
use crate::wizard::facts::LoginThere;

/// At the question whether the mirror is joined, with this login there already.
fn at_firmino(login: LoginThere) -> Machine {
    let mut machine = fresh();
    machine.facts_mut().login = login;
    while let Some(shown) = screen(&mut machine) {
        if shown.question == Question::Firmino {
            break;
        }
        machine.answer(&sensible(&shown)).unwrap();
    }
    machine
}

fn file() -> LoginThere {
    LoginThere::File("shop.firmino".to_owned())
}

fn given() -> LoginThere {
    LoginThere::Given("the variable `X`".to_owned())
}

fn trouble(token: TokenAtFault) -> Trouble {
    Trouble {
        token,
        message: "no answer".to_owned(),
        fix: "later".to_owned(),
    }
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

/// Answers up to the read.
fn typed(machine: &mut Machine, user: &str) {
    for (at, answer) in [
        (Question::FirminoLogin, user),
        (Question::FirminoPassword, "secret"),
        (Question::FirminoCompany, ""),
    ] {
        assert_eq!(screen(machine).unwrap().question, at);
        machine.answer(&text(answer)).unwrap();
    }
    assert_eq!(machine.turn(), Turn::Look(Need::Firmino));
}

/// A machine for a profile with these answers.
fn rerun(draft: Draft) -> Machine {
    let was = Some(draft.clone());
    let mut machine = Machine::new(Lang::En, TODAY, draft, was, Origin::Profile, TokenAsked::No);
    machine.facts_mut().login = file();
    machine
}

#[test]
fn what_is_asked_hangs_on_the_login_that_is_there() {
    use Question as Q;
    let unusable = LoginThere::Unusable("0644".to_owned());
    let whole = [Q::FirminoLogin, Q::FirminoPassword, Q::FirminoCompany];
    let both = [&[Q::FirminoKeep], &whole[..]].concat();
    let kept = [Q::FirminoKeep, Q::FirminoCompany];
    for (login, meant, asked) in [
        (LoginThere::Nowhere, LoginMeant::Found, &whole[..]),
        (unusable, LoginMeant::Found, &whole),
        (file(), LoginMeant::Found, &kept),
        (file(), LoginMeant::Typed, &both),
        (given(), LoginMeant::Typed, &[Q::FirminoCompany]),
    ] {
        let mut machine = at_firmino(login.clone());
        assert!(!machine.draft().firmino.joined, "off unless it is wanted");
        assert!(!machine.path().contains(&Q::FirminoIssue));
        machine.answer(&Answer::Flag(true)).unwrap();
        machine.draft.firmino.login = meant;
        let path = machine.path().into_iter();
        let path: Vec<Q> = path
            .filter(|question| (Q::FirminoKeep..Q::FirminoIssue).contains(question))
            .collect();
        assert_eq!(path, asked, "{login:?} {meant:?}");
    }
}

#[test]
fn a_refused_login_is_asked_for_again_and_tried_again() {
    let mut machine = at_firmino(LoginThere::Nowhere);
    machine.answer(&Answer::Flag(true)).unwrap();
    let colon = machine.answer(&text("a:b"));
    assert!(colon.unwrap_err().contains("dwukropka"));
    typed(&mut machine, "ewa@example.com");
    machine.failed(Need::Firmino, trouble(TokenAtFault::Yes));
    let again = screen(&mut machine).unwrap();
    assert_eq!(again.question, Question::FirminoLogin);
    assert_eq!(again.body[..2], ["! no answer", "later"]);
    assert_eq!(again.form.present(), Ok(text("ewa@example.com")));
    machine.answer(&text("ewa@example.com")).unwrap();
    let nothing = machine.answer(&text(""));
    assert!(nothing.is_err(), "the refused password is not kept");
    machine.answer(&text("right")).unwrap();
    machine.answer(&text("")).unwrap();
    let issue = screen(&mut machine).unwrap();
    assert_eq!(issue.body, ["Firmino przyjmuje ten login."]);
    // Back and forth without another word costs no other request; another company does.
    machine.back();
    machine.back();
    machine.answer(&text("")).unwrap();
    machine.answer(&text("")).unwrap();
    assert!(matches!(machine.turn(), Turn::Ask(_)));
    machine.back();
    machine.answer(&text("INNA")).unwrap();
    assert_eq!(machine.turn(), Turn::Look(Need::Firmino));
}

#[test]
fn the_password_of_another_login_is_not_taken() {
    let mut machine = at_firmino(LoginThere::Nowhere);
    machine.answer(&Answer::Flag(true)).unwrap();
    typed(&mut machine, "ewa@example.com");
    machine.learned(Fact::Firmino(LoginTried));
    for _ in 0..3 {
        machine.back();
    }
    machine.answer(&text("jan@example.com")).unwrap();
    let asked = screen(&mut machine).unwrap();
    assert_eq!(asked.form, Form::Secret { known: false });
    assert!(machine.answer(&text("")).is_err());
}

#[test]
fn a_kept_login_that_is_refused_is_typed_and_one_of_a_variable_never() {
    let mut machine = at_firmino(file());
    machine.answer(&Answer::Flag(true)).unwrap();
    machine.answer(&Answer::Pick(0)).unwrap();
    machine.answer(&text("")).unwrap();
    machine.failed(Need::Firmino, trouble(TokenAtFault::Yes));
    assert_eq!(machine.at(), Question::FirminoLogin);
    machine.back();
    assert_eq!(machine.at(), Question::FirminoKeep);

    let mut machine = at_firmino(given());
    machine.answer(&Answer::Flag(true)).unwrap();
    machine.answer(&text("")).unwrap();
    machine.failed(Need::Firmino, trouble(TokenAtFault::Yes));
    let shown = screen(&mut machine).unwrap();
    assert_eq!(shown.prompt, "Nie udało się sprawdzić konta Firmino");
    machine.answer(&Answer::Pick(1)).unwrap();
    assert_eq!(machine.at(), Question::FirminoCompany);
}

#[test]
fn where_firmino_cannot_be_asked_there_are_ways_on() {
    let mut machine = at_firmino(LoginThere::Nowhere);
    machine.answer(&Answer::Flag(true)).unwrap();
    typed(&mut machine, "ewa@example.com");
    machine.failed(Need::Firmino, trouble(TokenAtFault::Perhaps));
    let shown = screen(&mut machine).unwrap();
    assert_eq!(shown.body, ["! no answer", "later"]);
    let Form::Pick { items, .. } = &shown.form else {
        panic!("{shown:?}")
    };
    assert_eq!(items.len(), 4, "{items:?}");

    let mut again = machine.clone();
    again.answer(&Answer::Pick(0)).unwrap();
    assert_eq!(again.turn(), Turn::Look(Need::Firmino));

    let mut corrected = machine.clone();
    corrected.answer(&Answer::Pick(1)).unwrap();
    assert_eq!(corrected.at(), Question::FirminoLogin);

    let mut untried = machine.clone();
    untried.answer(&Answer::Pick(2)).unwrap();
    let issue = screen(&mut untried).unwrap();
    assert_eq!(issue.question, Question::FirminoIssue);
    assert!(issue.body[0].starts_with("! Login niesprawdzony"));
    assert!(untried.draft().firmino.joined);
    let summary = untried.summary();
    let told = "konto Firmino: tak, login wpisany teraz, niesprawdzony (Ty)";
    assert!(summary.contains(told), "{summary}");

    machine.answer(&Answer::Pick(3)).unwrap();
    assert_eq!(machine.at(), Question::Modules);
    assert!(!machine.draft().firmino.joined);
    assert!(machine.summary().contains("konto Firmino: nie"));
}

#[test]
fn the_warehouse_is_one_that_there_is_or_will_be() {
    let mut draft = Draft::new(TODAY);
    draft.modules = BTreeSet::from([Module::Warehouses]);
    draft.firmino.joined = true;
    draft.firmino.warehouse = Some("STARY".to_owned());
    let mut machine = rerun(draft);
    machine.facts_mut().symbols = vec!["MAG".to_owned()];
    machine.facts_mut().default_symbol = Some("ZAPAS".to_owned());
    loop {
        let shown = screen(&mut machine).unwrap();
        if shown.question != Question::FirminoWarehouse {
            machine.answer(&sensible(&shown)).unwrap();
            continue;
        }
        let told = "! firmino.warehouse: there is no warehouse \"STARY\"";
        assert!(shown.body[0].starts_with(told), "{shown:?}");
        let Form::Pick { items, present } = shown.form else {
            panic!("a list")
        };
        assert_eq!(present, None);
        // None, MAG of the mirror, two that are made on the spot, the default.
        assert_eq!(items.len(), 5, "{items:?}");
        let zapas = items.iter().position(|item| item.ends_with("ZAPAS"));
        machine.answer(&Answer::Pick(zapas.unwrap())).unwrap();
        break;
    }
    assert_eq!(machine.draft().firmino.warehouse.as_deref(), Some("ZAPAS"));
    let summary = machine.summary();
    let told = "Firmino's quantity: STARY → ZAPAS (you)";
    assert!(summary.contains(told), "{summary}");
}

#[test]
fn the_account_can_be_taken_out_again_and_the_file_stays() {
    let mut draft = Draft::new(TODAY);
    draft.seller.name = "Sklep".to_owned();
    draft.firmino.joined = true;
    draft.firmino.company = "SKLEP".to_owned();
    let mut machine = rerun(draft);
    screen(&mut machine).unwrap();
    machine.answer(&Answer::Pick(1)).unwrap();
    assert_eq!(machine.at(), Question::ChangeStep);
    machine.answer(&Answer::Pick(1)).unwrap();
    assert_eq!(machine.at(), Question::Firmino);
    machine.answer(&Answer::Flag(false)).unwrap();
    let shown = screen(&mut machine).unwrap();
    assert_eq!(shown.question, Question::Summary);
    assert!(shown.body[0].contains("shop.firmino stays"), "{shown:?}");
    let summary = machine.summary();
    let told = "* Firmino's account: yes, shop.firmino → no (you)";
    assert!(summary.contains(told), "{summary}");
    let given = "version = 1\n\n# ours\n[firmino]\nrequests_per_day = 3 # few\ncredentials = { file = \"x\" }\n\n[mirror] # where\npath = \"x\"\n";
    let mut text = ProfileText::parse(given).unwrap();
    written::write(machine.draft(), Lang::En, &mut text);
    let text = text.render();
    let gone = ["firmino]", "few", "ours", "\"x\" }"];
    assert!(!gone.iter().any(|gone| text.contains(gone)), "{text}");
    assert!(text.contains("[mirror] # where\npath = \"x\""), "{text}");
}

#[test]
fn what_is_never_asked_of_firmino_stays_as_it_was_written() {
    let kept = "[firmino] # ours\ncredentials = { env = \"X\" }\nsend_own = true # soon\n";
    let given = format!("version = 1\nmodules = [\"products\"]\n\n{kept}");
    let mut text = ProfileText::parse(&given).unwrap();
    let profile = Profile::parse(&given, TODAY).unwrap();
    let mut draft = read::draft(&profile, &text, TODAY);
    written::write(&draft, Lang::En, &mut text);
    assert!(text.render().contains(kept), "{}", text.render());
    draft.firmino.issue = true;
    draft.firmino.company = "SKLEP".to_owned();
    written::write(&draft, Lang::En, &mut text);
    let written = text.render();
    assert!(written.contains(kept.trim_end()), "{written}");
    let firmino = Profile::parse(&written, TODAY).unwrap().firmino.unwrap();
    assert!(firmino.issue && firmino.send_own);
    assert_eq!(firmino.company.as_deref(), Some("SKLEP"));
}
