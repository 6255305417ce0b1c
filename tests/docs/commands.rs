//! Every command line that a document shows is one that the program understands, and what a document shows of the demo
//! shop is what the program says of it.

use firmino_link::cli::parses;

use super::*;

/// README.md, CHANGELOG.md and everything in docs.
fn pages() -> Vec<(String, String)> {
    let mut names = vec!["README.md".to_owned(), "CHANGELOG.md".to_owned()];
    for folder in ["docs", "docs/decisions"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(path).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                names.push(format!("{folder}/{name}"));
            }
        }
    }
    names.sort();
    let page = |name: String| (name.clone(), read(&name));
    names.into_iter().map(page).collect()
}

/// The fenced blocks of a page.
fn blocks(text: &str) -> Vec<&str> {
    text.split("\n```")
        .skip(1)
        .step_by(2)
        .map(|block| block.split_once('\n').map_or("", |(_, block)| block))
        .collect()
}

/// The lines of a block that call the program: those after a prompt where it has one, else those that begin with it.
fn lines(block: &str) -> Vec<String> {
    let joined = block.replace("\\\n", " ");
    let prompt = joined.lines().any(|line| line.starts_with("$ "));
    joined
        .lines()
        .filter_map(|line| match prompt {
            true => line.strip_prefix("$ "),
            false => Some(line),
        })
        .filter(|line| line.starts_with("firmino-link"))
        .map(str::to_owned)
        .collect()
}

/// Commands within a sentence: `firmino-link …` between backticks.
fn spans(text: &str) -> Vec<String> {
    let mut prose = String::new();
    for (at, part) in text.split("\n```").enumerate() {
        if at % 2 == 0 {
            prose += part;
        }
    }
    let spans = prose.split('`').skip(1).step_by(2);
    spans
        .filter(|span| span.starts_with("firmino-link ") && !span.contains('\n'))
        .map(str::to_owned)
        .collect()
}

/// The calls that a line stands for, with its placeholders filled: `ID…` is one id, `[--dry-run]` is there, and of `A|B`
/// there is a call with each.
fn calls(line: &str) -> Vec<String> {
    let mut open = vec![line.replace(['[', ']'], "")];
    let mut calls = Vec::new();
    while let Some(line) = open.pop() {
        let word = line
            .split(' ')
            .find(|word| word.len() > 1 && word.contains('|') && !word.contains('"'));
        match word {
            None => calls.push(line.split(' ').map(filled).collect::<Vec<_>>().join(" ")),
            Some(word) => {
                for one in word.split('|') {
                    open.push(line.replacen(word, one, 1));
                }
            }
        }
    }
    calls
}

/// A placeholder that the program would not take as it stands.
fn filled(word: &str) -> String {
    let bare = word.trim_end_matches('…').trim_end_matches("...");
    match bare {
        "ID" | "ORDER" | "BL_ID" | "N" | "M" | "SECS" | "P" => "1".to_owned(),
        "DAY" | "D" => "2026-11-23".to_owned(),
        "YYYY-MM" => "2026-11".to_owned(),
        "SHELL" => "bash".to_owned(),
        "QTY" => "5".to_owned(),
        bare => bare.to_owned(),
    }
}

#[test]
fn every_command_of_a_page_is_understood() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (name, text) in pages() {
        let in_blocks = blocks(&text).into_iter().flat_map(lines);
        for line in in_blocks.chain(spans(&text)) {
            for call in calls(&line) {
                seen += 1;
                if let Err(error) = parses(&call) {
                    let said = error.lines().next().unwrap_or_default().to_owned();
                    wrong.push(format!("{name}: {line}\n    {said}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen > 100, "only {seen} commands were found");
}

#[test]
fn a_wrong_command_in_a_page_is_found() {
    let page = "See `firmino-link orders shwo ID`:\n\n```\n$ firmino-link stock set KUB 1\nfirmino-link says\n```\n\nand\n\n```\nfirmino-link orders issue \\\n  ID… # x\nfirmino-link mirror export products|buyers FILE\n```\n";
    let found: Vec<String> = blocks(page).into_iter().flat_map(lines).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    let judged: Vec<bool> = found
        .iter()
        .chain(&spans(page))
        .flat_map(|line| calls(line))
        .map(|call| parses(&call).is_ok())
        .collect();
    // Quantity missing; two well; an export of buyers; a misspelt word.
    assert_eq!(judged.iter().filter(|well| **well).count(), 2, "{judged:?}");
    assert_eq!(judged.len(), 5);
}

/// Blocks that begin with a command on a kept demo (`$ firmino-link --config …/demo.toml …`) show what it says there,
/// in the page's language; `…` stands for lines that were left out.
#[test]
fn what_pages_show_of_the_demo_is_what_it_says() {
    let home = Home::new();
    let kept = home.path().join("kept");
    let demo = home.run(&["demo", "--keep", kept.to_str().unwrap()]);
    assert_eq!(demo.status.code(), Some(0), "{}", text(&demo.stderr));
    let mut shown = 0;
    for (name, page) in pages() {
        let lang = if name.ends_with(".pl.md") { "pl" } else { "en" };
        for block in blocks(&page) {
            let Some((command, rest)) = block.split_once('\n') else {
                continue;
            };
            let Some(arguments) = command
                .strip_prefix("$ firmino-link --config ")
                .and_then(|rest| rest.split_once("demo.toml "))
            else {
                continue;
            };
            let config = kept.join("demo.toml");
            let mut words = vec!["--lang", lang, "--config", config.to_str().unwrap()];
            words.extend(arguments.1.split(' '));
            let typed = format!("{}demo.toml", arguments.0);
            let said = text(&home.run(&words).stdout).replace(words[3], &typed);
            let mut said = said.lines();
            for line in rest.lines().filter(|line| line.trim() != "…") {
                assert!(
                    said.any(|said| said == line),
                    "{name} shows, but `{command}` does not say here: {line}"
                );
            }
            shown += 1;
        }
    }
    assert!(shown > 0, "no page shows the demo");
}

/// A screen of the wizard that a page shows is one of those that its own tests hold, line by line.
#[test]
fn screens_of_the_wizard_are_real() {
    let mut shown = 0;
    for (name, page) in pages() {
        let lang = if name.ends_with(".pl.md") { "pl" } else { "en" };
        let real = read(&format!("tests/it/setup/screens.{lang}.txt"));
        let screens: Vec<&str> = real.split("\n----\n").collect();
        for block in blocks(&page) {
            let screen = block.trim_end();
            // Every list of the wizard ends so.
            let help = ["\n  ? Objaśnij", "\n  ? Explain"];
            if !help.iter().any(|end| screen.ends_with(end)) {
                continue;
            }
            let there = screens.iter().any(|real| real.ends_with(screen));
            assert!(
                there,
                "{name} shows a screen that the wizard does not:\n{screen}"
            );
            shown += 1;
        }
    }
    assert!(shown > 0, "no page shows the wizard");
}
