//! The methods that are modelled, and what one of them gets.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::account::Firmino;
use super::answer::{Refusal, Response};
use super::fields::{Fields, missing, mistyped};
use crate::sandbox::unknowns::{Added, FirminoUnknowns, IdPlace};

/// What a call asks for, read from the wire.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// Last part of the path.
    pub(super) path_id: Option<String>,
    /// The object in the body.
    pub(super) body: Map<String, Value>,
    /// Whether `Accept` names PDF.
    pub(super) wants_pdf: bool,
}

/// When and how a call is carried out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// Today in Warsaw.
    pub(super) today: Date,
    /// How Firmino is.
    pub(super) unknowns: FirminoUnknowns,
}

/// Carries a call out.
pub(super) type Deed = fn(&mut Firmino, &Task, Scene) -> Result<Response, Refusal>;

/// The deed of `RESOURCE/METHOD`; `None` if there is none.
pub(super) fn find(name: &str) -> Option<Deed> {
    Some(match name {
        "customers/add" => Firmino::add_customer,
        "customers/get" => Firmino::get_customer,
        "customers/find" => Firmino::find_customers,
        "customers/update" => Firmino::update_customer,
        "customers/delete" => Firmino::delete_customer,
        "customers/gus" => Firmino::gus,
        "articles/add" => Firmino::add_article,
        "articles/get" => Firmino::get_article,
        "articles/find" => Firmino::find_articles,
        "articles/update" => Firmino::update_article,
        "articles/delete" => Firmino::delete_article,
        "order-documents/init" => Firmino::init_order,
        "order-documents/add" => Firmino::add_order,
        "order-documents/get" => Firmino::get_order,
        "order-documents/find" => Firmino::find_orders,
        "order-documents/update" => Firmino::update_order,
        "order-documents/delete" => Firmino::delete_order,
        "order-documents/download" => Firmino::download_order,
        "order-documents/complete" => Firmino::complete_order,
        "order-documents/similar" => Firmino::similar_order,
        "order-documents/init-end-doc" => Firmino::init_end_doc,
        "order-documents/add-end-doc" => Firmino::add_end_doc,
        "sale-documents/init" => Firmino::init_sale,
        "sale-documents/add" => Firmino::add_sale,
        "sale-documents/get" => Firmino::get_sale,
        "sale-documents/find" => Firmino::find_sales,
        "sale-documents/update" => Firmino::update_sale,
        "sale-documents/delete" => Firmino::delete_sale,
        "sale-documents/download" => Firmino::download_sale,
        "sale-documents/mail" => Firmino::mail,
        "sale-documents/payoff" => Firmino::payoff,
        "sale-documents/unpaid" => Firmino::unpaid,
        _ => return None,
    })
}

impl Task {
    pub(super) fn fields(&self, scene: Scene) -> Fields<'_> {
        Fields::new(&self.body, scene.unknowns)
    }

    /// The id, from where no page says it stands.
    pub(super) fn id(&self, scene: Scene) -> Result<u64, Refusal> {
        match scene.unknowns.id_place {
            IdPlace::Path => self.id_in_path(),
            IdPlace::Body => self.id_in_body("id", scene),
            IdPlace::Either if self.path_id.is_some() => self.id_in_path(),
            IdPlace::Either => self.id_in_body("id", scene),
        }
    }

    pub(super) fn id_in_path(&self) -> Result<u64, Refusal> {
        let id = self.path_id.as_deref().ok_or_else(|| missing("id"))?;
        id.parse().map_err(|_| mistyped("id"))
    }

    pub(super) fn id_in_body(&self, name: &str, scene: Scene) -> Result<u64, Refusal> {
        self.fields(scene).whole(name)?.ok_or_else(|| missing(name))
    }
}

impl Scene {
    /// The answer to an `add` or `update`.
    pub(super) fn written(self, id: u64, whole: Value) -> Response {
        Response::Value(match self.unknowns.added {
            Added::Whole => whole,
            Added::Id => json!({"id": id}),
        })
    }

    /// The answer that has nothing to say.
    pub(super) fn nothing(self) -> Response {
        Response::nothing(self.unknowns)
    }
}
