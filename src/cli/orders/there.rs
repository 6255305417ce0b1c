//! How far an order, or its document that was issued here, has come in Firmino (`mirror push`).

use serde_json::{Value, json};

use crate::domain::handover::{OwnStage, Refusal, Stage};
use crate::domain::state::State;
use crate::mirror::handovers::Handover;
use crate::mirror::orders::OrderRow;
use crate::mirror::own_handovers::OwnHandover;
use crate::mirror::{Mirror, MirrorError};
use crate::report::visible;
use crate::texts::{Lang, handover as texts, own_documents};

/// `firmino` of the order as JSON: the order's own way where it was handed over, else that of its newest document issued
/// here (`"own": true`); `null` where no push has begun with either.
///
/// # Errors
/// Those of the book.
pub(super) fn json(lang: Lang, mirror: &Mirror, order: &OrderRow) -> Result<Value, MirrorError> {
    let way = mirror.handover(order.key)?;
    let own = mirror.own_handovers_of(order.key)?.pop();
    Ok(match (way, own) {
        (Some(way), None) => of_order(lang, &way),
        (Some(way), Some(_)) if way.stage.handed_over() => of_order(lang, &way),
        (_, Some(own)) => of_document(lang, &own),
        (None, None) => Value::Null,
    })
}

fn of_order(lang: Lang, way: &Handover) -> Value {
    let (stage, id, document) = match way.stage {
        Stage::Pending => ("pending", None, None),
        Stage::Sent(_) => ("sent", None, None),
        Stage::There(order) => ("there", Some(order), None),
        Stage::Ending { order, .. } => ("ending", Some(order), None),
        Stage::Issued { order, document } => ("issued", Some(order), Some(document)),
        Stage::Confirmed { order, document } => ("confirmed", Some(order), Some(document)),
    };
    let refusal = way.refusal.map(|refusal| {
        let why = texts::why(lang, refusal, &way.said);
        let fix = texts::fix(lang, way.order, refusal, &way.said);
        refused(refusal, &why, &fix)
    });
    json!({
        "own": false,
        "stage": stage,
        "order": id,
        "document": document,
        "number": way.number,
        "marker": way.marker.as_str(),
        "refusal": refusal,
    })
}

/// A document's way, in the same form.
pub(in crate::cli) fn of_document(lang: Lang, own: &OwnHandover) -> Value {
    let stage = match own.stage {
        OwnStage::Pending => "pending",
        OwnStage::Sent(_) => "sent",
        OwnStage::There(_) => "there",
        OwnStage::Agreed(_) => "agreed",
    };
    let refusal = own.refusal.map(|refusal| {
        let why = own_documents::why(lang, refusal, &own.said);
        let fix = own_documents::fix(lang, own.order, &own.number, refusal);
        refused(refusal, &why, &fix)
    });
    json!({
        "own": true,
        "stage": stage,
        "order": null,
        "document": own.stage.id(),
        "number": own.number,
        "marker": own.marker.as_str(),
        "refusal": refusal,
    })
}

fn refused(refusal: Refusal, why: &str, fix: &str) -> Value {
    json!({
        "code": format!("push.{}", refusal.code()),
        "message": visible(why),
        "fix": visible(fix),
    })
}

/// The same for people, of all its documents; empty where no push has begun with any.
///
/// # Errors
/// Those of the book.
pub(super) fn text(lang: Lang, mirror: &Mirror, order: &OrderRow) -> Result<String, MirrorError> {
    let own = mirror.own_handovers_of(order.key)?;
    let way = mirror.handover(order.key)?;
    let way = way.filter(|way| own.is_empty() || way.stage.handed_over());
    let mut lines: Vec<String> = way.iter().map(|way| told(lang, order.state, way)).collect();
    lines.extend(own.iter().map(|own| document(lang, own)));
    Ok(lines.join("\n"))
}

fn told(lang: Lang, state: State, way: &Handover) -> String {
    let stage = match (way.stage, state) {
        // A person told its document, so that no push waits for one.
        (Stage::There(order), State::Documented) => texts::ended(lang, order),
        (stage, _) => texts::stage(lang, stage, way.number.as_deref()),
    };
    let refusal = way.refusal.map(|refusal| {
        let why = texts::why(lang, refusal, &way.said);
        (why, texts::fix(lang, way.order, refusal, &way.said))
    });
    shown(&format!("Firmino: {stage}"), refusal)
}

/// How far a document issued here has come.
pub(in crate::cli) fn document(lang: Lang, own: &OwnHandover) -> String {
    let stage = own_documents::stage(lang, own.stage);
    let refusal = own.refusal.map(|refusal| {
        let why = own_documents::why(lang, refusal, &own.said);
        (
            why,
            own_documents::fix(lang, own.order, &own.number, refusal),
        )
    });
    shown(&format!("Firmino: {} – {stage}", own.number), refusal)
}

fn shown(head: &str, refusal: Option<(String, String)>) -> String {
    let mut text = head.to_owned();
    if let Some((why, fix)) = refusal {
        text += &format!("\n  ! {why}\n    → {fix}");
    }
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}
