//! How far an order has come in Firmino (`mirror push`).

use serde_json::{Value, json};

use crate::domain::handover::Stage;
use crate::mirror::handovers::Handover;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::report::visible;
use crate::texts::{Lang, handover as texts};

/// `firmino` of the order as JSON: `null` where no push has begun with it.
///
/// # Errors
/// Those of the book.
pub(super) fn json(lang: Lang, mirror: &Mirror, order: &OrderRow) -> Result<Value, MirrorError> {
    let way = mirror.handover(order.key)?;
    Ok(way.map_or(Value::Null, |way| {
        let (stage, id, document) = match way.stage {
            Stage::Pending => ("pending", None, None),
            Stage::Sent(_) => ("sent", None, None),
            Stage::There(order) => ("there", Some(order), None),
            Stage::Ending { order, .. } => ("ending", Some(order), None),
            Stage::Issued { order, document } => ("issued", Some(order), Some(document)),
            Stage::Confirmed { order, document } => ("confirmed", Some(order), Some(document)),
        };
        json!({
            "stage": stage,
            "order": id,
            "document": document,
            "number": way.number,
            "marker": way.marker.as_str(),
            "refusal": way.refusal.map(|refusal| json!({
                "code": format!("push.{}", refusal.code()),
                "message": visible(&texts::why(lang, refusal, &way.said)),
                "fix": visible(&texts::fix(lang, way.order, refusal)),
            })),
        })
    }))
}

/// The same for people; empty where no push has begun with it.
///
/// # Errors
/// Those of the book.
pub(super) fn text(lang: Lang, mirror: &Mirror, order_key: i64) -> Result<String, MirrorError> {
    let way = mirror.handover(order_key)?;
    Ok(way.map(|way| told(lang, &way)).unwrap_or_default())
}

fn told(lang: Lang, way: &Handover) -> String {
    let mut text = format!(
        "Firmino: {}",
        texts::stage(lang, way.stage, way.number.as_deref())
    );
    if let Some(refusal) = way.refusal {
        let (why, fix) = (
            texts::why(lang, refusal, &way.said),
            texts::fix(lang, way.order, refusal),
        );
        text += &format!("\n  ! {why}\n    → {fix}");
    }
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}
