//! A pass's report for people.

mod stock;

use console::style;

use super::pass::{Outcome, PassReport, Planned, PlannedChange, Problem};
use super::table::{Column, table};
use super::visible;
use crate::texts::{Lang, orders};

/// The report as text, with the commands to type next; `width` is the terminal's.
pub fn text(lang: Lang, report: &PassReport, width: Option<u16>) -> String {
    let mut parts = vec![told(lang, report, width)];
    parts.extend(next(lang, report));
    parts.join("\n")
}

/// The report as text.
pub fn told(lang: Lang, report: &PassReport, width: Option<u16>) -> String {
    let mut parts = vec![heading(lang, report)];
    parts.push(
        table(
            &[("", Column::Left), ("", Column::Right)],
            counts(lang, report),
            width,
        )
        .trim_matches('\n')
        .to_owned(),
    );
    if !report.planned.is_empty() {
        parts.push(planned(lang, &report.planned, width));
    }
    if !report.changes.is_empty() {
        parts.push(changes(lang, &report.changes));
    }
    if !report.levels.is_empty() {
        parts.push(stock::levels(lang, &report.levels, width));
    }
    if let Some(brake) = &report.brake {
        parts.push(self::brake(lang, report, &brake.reason, &brake.hash));
    }
    if !report.problems.is_empty() {
        parts.push(problems(lang, &report.problems));
    }
    if !report.notices.is_empty() {
        parts.push(notices(lang, &report.notices));
    }
    parts.push(last_line(lang, report));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn heading(lang: Lang, report: &PassReport) -> String {
    let dry = lang.pick("próba, nic nie zmieniono", "dry run, nothing was changed");
    let run = match report.run {
        Some(run) => lang.pick(format!("przebieg {run}"), format!("run {run}")),
        None => dry.to_owned(),
    };
    let profile = visible(&report.profile);
    let pass = match report.pass.as_str() {
        "products" => lang.pick("Produkty", "Products"),
        "stock" => lang.pick("Stany", "Stock"),
        _ => lang.pick("Zamówienia", "Orders"),
    };
    let title = format!("{pass} ({profile}), {run}");
    style(title).bold().to_string()
}

fn counts(lang: Lang, report: &PassReport) -> Vec<Vec<String>> {
    let (orders, documents) = (&report.orders, &report.documents);
    let issued = &documents.issued;
    let ready = |code: &str| report.ready_reasons.get(code).copied().unwrap_or(0);
    let always = [
        (
            lang.pick("odczytane zamówienia", "orders read"),
            orders.seen,
        ),
        (lang.pick("pobrane", "taken"), orders.taken),
    ];
    let if_any = [
        (
            lang.pick("  Paragon", "  receipts (Paragon)"),
            issued.receipt,
        ),
        (
            lang.pick("  Faktura", "  invoices (Faktura)"),
            issued.invoice,
        ),
        (
            lang.pick("  Faktura WDT", "  WDT invoices"),
            issued.invoice_wdt,
        ),
        (
            lang.pick("  Faktura eksportowa", "  export invoices"),
            issued.invoice_export,
        ),
        (
            lang.pick("  Faktura OSS", "  OSS invoices"),
            issued.invoice_oss,
        ),
        (
            lang.pick("  do wystawienia", "  ready to issue"),
            orders.ready,
        ),
        (
            lang.pick("    w Firmino (KSeF)", "    in Firmino (KSeF)"),
            ready("ksef.required"),
        ),
        (
            lang.pick("    po wpłacie", "    once paid"),
            ready("payment.open"),
        ),
        (
            lang.pick("  Wymaga edycji", "  needs editing"),
            orders.needs_editing,
        ),
        (
            lang.pick(
                "mają dokument gdzie indziej",
                "have their document elsewhere",
            ),
            documents.elsewhere,
        ),
        (
            lang.pick("znane już wcześniej", "known before"),
            orders.known,
        ),
        (
            lang.pick(
                "czekają na dozwolony status",
                "waiting for an allowed status",
            ),
            orders.waiting,
        ),
        (
            lang.pick("ominęły dozwolone statusy", "missed the allowed statuses"),
            orders.missed,
        ),
        (
            lang.pick("zmienione po wystawieniu", "changed since issued"),
            orders.changed,
        ),
        (lang.pick("anulowane", "cancelled"), orders.cancelled),
        (
            lang.pick("w kwarantannie", "quarantined"),
            orders.quarantined,
        ),
        (
            lang.pick("kontrahenci: połączone", "contractors linked"),
            report.contractors.linked,
        ),
        (
            lang.pick("kontrahenci: nowe kartoteki", "contractors created"),
            report.contractors.created,
        ),
        (
            lang.pick("produkty: połączone po SKU", "products linked by SKU"),
            report.products.linked_by_sku,
        ),
        (
            lang.pick("produkty: połączone po nazwie", "products linked by name"),
            report.products.linked_by_name,
        ),
        (
            lang.pick("produkty: nowe kartoteki", "products created"),
            report.products.created_here,
        ),
        (
            lang.pick("produkty: zmienione kartoteki", "products changed here"),
            report.products.updated_here,
        ),
        (
            lang.pick(
                "produkty: założone w BaseLinker",
                "products created in BaseLinker",
            ),
            report.products.created_there,
        ),
        (
            lang.pick(
                "produkty: zmienione w BaseLinker",
                "products changed in BaseLinker",
            ),
            report.products.updated_there,
        ),
        (
            lang.pick("produkty: bez zmian", "products unchanged"),
            report.products.unchanged,
        ),
        (
            lang.pick("produkty: konflikty", "products in conflict"),
            report.products.conflicts,
        ),
        (
            lang.pick("ruchy magazynowe", "stock movements"),
            report.stock.lines_lowered,
        ),
        (
            lang.pick("ustawione statusy", "statuses set"),
            report.statuses.set,
        ),
        (
            lang.pick("statusy do ustawienia", "statuses still to set"),
            report.statuses.pending,
        ),
    ];
    let calls = (
        lang.pick("wywołania BaseLinker", "calls to BaseLinker"),
        report.api.calls,
    );
    // A pass of products reads no orders.
    let always = always.into_iter().filter(|_| report.pass == "orders");
    let if_any = if_any.into_iter().chain(stock::counts(lang, report));
    let rows = always.chain(if_any.chain([calls]).filter(|(_, count)| *count > 0));
    rows.map(|(label, count)| vec![label.to_owned(), count.to_string()])
        .collect()
}

fn planned(lang: Lang, planned: &[Planned], width: Option<u16>) -> String {
    let headings = [
        (lang.pick("zamówienie", "order"), Column::Right),
        (lang.pick("dokument", "document"), Column::Left),
        (lang.pick("numer", "number"), Column::Left),
        (lang.pick("suma", "sum"), Column::Right),
    ];
    let row = |one: &Planned| {
        let kind = orders::kind(lang, &one.kind).to_owned();
        vec![
            one.order.to_string(),
            kind,
            one.number.clone(),
            format!("{} {}", one.gross, visible(&one.currency)),
        ]
    };
    table(&headings, planned.iter().map(row).collect(), width)
}

/// Changes of product data, the first of many.
fn changes(lang: Lang, changes: &[PlannedChange]) -> String {
    const SHOWN: usize = 20;
    let line = |change: &PlannedChange| {
        let parts = match change.parts.is_empty() {
            true => lang.pick("nowy", "new").to_owned(),
            false => change.parts.join("; "),
        };
        visible(&format!("  {} – {parts}", change.name)).into_owned()
    };
    let mut lines: Vec<String> = changes.iter().take(SHOWN).map(line).collect();
    if changes.len() > SHOWN {
        lines.push(more(lang, changes.len() - SHOWN));
    }
    lines.join("\n")
}

fn more(lang: Lang, rest: usize) -> String {
    lang.pick(
        format!("  … i {rest} więcej (--json pokazuje wszystkie)"),
        format!("  … and {rest} more (--json shows all)"),
    )
}

fn problems(lang: Lang, problems: &[Problem]) -> String {
    listed(lang, lang.pick("Dla człowieka:", "For a person:"), problems)
}

fn notices(lang: Lang, notices: &[Problem]) -> String {
    listed(
        lang,
        lang.pick("Warto wiedzieć:", "Worth knowing:"),
        notices,
    )
}

/// The first of many; all are in the run's row.
fn listed(lang: Lang, title: &str, problems: &[Problem]) -> String {
    const SHOWN: usize = 50;
    let shown = problems.iter().take(SHOWN).map(|problem| {
        let subject = problem
            .subject
            .filter(|_| {
                !problem.code.starts_with("product.") && !problem.code.starts_with("stock.")
            })
            .map(|order| format!("{order}: "))
            .unwrap_or_default();
        let fix = if problem.fix.is_empty() {
            String::new()
        } else {
            format!("\n     → {}", problem.fix)
        };
        format!(
            "  {} {subject}{}{fix}",
            style("!").yellow(),
            problem.message
        )
    });
    let rest = problems.len().saturating_sub(SHOWN);
    let more = (rest > 0).then(|| more(lang, rest));
    std::iter::once(style(title).bold().to_string())
        .chain(shown)
        .chain(more)
        .collect::<Vec<_>>()
        .join("\n")
}

fn brake(lang: Lang, report: &PassReport, reason: &str, hash: &str) -> String {
    let counts = report.brake.as_ref().map(|brake| &brake.counts);
    let count = |name: &str| {
        counts
            .and_then(|counts| counts.get(name))
            .copied()
            .unwrap_or(0)
    };
    let (n, limit) = (count(reason), count("limit"));
    if let Some(why) = stock::brake(lang, reason, count) {
        return stopped(lang, report, &why, hash);
    }
    let why = match reason {
        "old_orders" => lang.pick(
            format!("{n} dokumentów dotyczyłoby zamówień sprzed dnia założenia tej kopii danych (dozwolone: {limit}).\nMoże mają już swoje dokumenty: firmino-link orders mark-issued --before RRRR-MM-DD"),
            format!("{n} documents would be for orders from before the day on which this mirror was made (allowed: {limit}).\nPerhaps they have theirs: firmino-link orders mark-issued --before YYYY-MM-DD"),
        ),
        "products_gone" => lang.pick(
            format!("na liście BaseLinker brakuje {n} znanych produktów."),
            format!("{n} known products are missing from BaseLinker's list."),
        ),
        "prices" => lang.pick(
            format!("ceny {n} produktów zmieniłyby się o więcej niż 30 %."),
            format!("the prices of {n} products would change by more than 30 %."),
        ),
        _ => lang.pick(
            format!("jeden przebieg wystawiłby {n} dokumentów (dozwolone: {limit})."),
            format!("one run would issue {n} documents (allowed: {limit})."),
        ),
    };
    stopped(lang, report, &why, hash)
}

fn stopped(lang: Lang, report: &PassReport, why: &str, hash: &str) -> String {
    let go = if report.dry_run {
        lang.pick(
            "Próba nie przechowuje planu; najpierw uruchom bez --dry-run: wtedy plan zostanie zachowany.",
            "A dry run keeps no plan; run it without --dry-run first: it keeps the plan.",
        )
        .to_owned()
    } else {
        let right = lang.pick("Jeśli ten plan jest dobry", "If this plan is right");
        format!("{right}: firmino-link sync {} --force {hash}", report.pass)
    };
    let stop = match report.documents.issued.all() {
        0 => lang.pick("Hamulec: nic nie zapisano.", "Brake: nothing was written."),
        _ => lang.pick(
            "Hamulec: dalszych zamówień nie zapisano.",
            "Brake: no further orders were written.",
        ),
    };
    format!("{} {why}\n{go}", style(stop).red().bold())
}

fn last_line(lang: Lang, report: &PassReport) -> String {
    let documents = report.documents.issued.all();
    match report.outcome {
        Outcome::Done | Outcome::Partial if report.dry_run && report.pass != "orders" => lang
            .pick("Niczego nie zmieniono.", "Nothing was changed.")
            .to_owned(),
        Outcome::Done | Outcome::Partial if report.dry_run => lang.pick(
            format!("Wystawiłoby się dokumentów: {documents}."),
            format!("Documents that would be issued: {documents}."),
        ),
        Outcome::Done | Outcome::Partial if documents > 0 => lang.pick(
            format!("Wystawione dokumenty: {documents}."),
            format!("Documents issued: {documents}."),
        ),
        Outcome::Done | Outcome::Partial => lang.pick("Gotowe.", "Done.").to_owned(),
        Outcome::Failed => lang
            .pick("Przerwane przez błąd.", "Stopped by an error.")
            .to_owned(),
        Outcome::Brake => lang
            .pick("Zatrzymane hamulcem.", "Stopped by a brake.")
            .to_owned(),
        Outcome::Later => lang
            .pick("Do powtórzenia później.", "To be tried again later.")
            .to_owned(),
    }
}

/// Commands to type next, a line each; none after a dry run, whose orders are not in the mirror.
fn next(lang: Lang, report: &PassReport) -> Vec<String> {
    let orders = report.pass == "orders";
    let needs_me = orders
        && report
            .problems
            .iter()
            .any(|problem| problem.subject.is_some());
    let hints = [
        (
            report.documents.issued.all() > 0,
            lang.pick("Dokumenty", "Documents"),
            "firmino-link documents list",
        ),
        (
            report.orders.ready > 0,
            lang.pick("Do wystawienia", "Ready to issue"),
            "firmino-link orders list --state ready",
        ),
        (
            needs_me,
            lang.pick("Dla człowieka", "For a person"),
            "firmino-link orders list --needs-me",
        ),
        (
            report.pass == "products" && report.products.conflicts > 0,
            lang.pick("Dla człowieka", "For a person"),
            "firmino-link products conflicts",
        ),
    ];
    let hints = hints
        .into_iter()
        .filter(|(applies, ..)| *applies && !report.dry_run);
    hints
        .map(|(_, what, command)| format!("{what}: {command}"))
        .collect()
}
