//! The final document of an order.

use super::account::Firmino;
use super::answer::{Refusal, Response};
use super::call::{Scene, Task};
use super::document::{Order, SaleDocument, Sheet};
use super::fields::missing;
use super::numbering::Series;
use crate::sandbox::unknowns::{EndDocBody, SecondEndDoc};

impl Firmino {
    /// Proposes the final document; issues nothing.
    pub(super) fn init_end_doc(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let order = self.order(task.id(scene)?)?;
        let mut document = end_of(order, scene);
        document.sheet.ordinal_number = self.free(Series::Sales(document.document_type), scene)?;
        Ok(Response::Value(document.shown(scene.unknowns).value()))
    }

    /// Issues the final document and lowers the stock of its lines.
    pub(super) fn add_end_doc(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let order = self.order(task.id(scene)?)?;
        let id = order.sheet.id;
        let ended = !order.end_documents.is_empty();
        if ended && scene.unknowns.second_end_doc == SecondEndDoc::Refused {
            return Err(Refusal::conflict(format!(
                "{} ma już dokument końcowy",
                order.name()
            )));
        }
        let fields = task.fields(scene);
        if scene.unknowns.end_doc_body == EndDocBody::Required {
            for name in ["documentType", "customer", "items"] {
                fields.value(name).ok_or_else(|| missing(name))?;
            }
        }
        let document = self.read_sale(&fields, end_of(order, scene), scene)?;
        let answer = self.keep_sale(document, scene);
        let issued = self.sales.keys().next_back().copied();
        if let Some(order) = self.orders.get_mut(&id) {
            order.end_documents.extend(issued);
        }
        Ok(answer)
    }
}

/// The final document of an order, of today and without a number.
fn end_of(order: &Order, scene: Scene) -> SaleDocument {
    let from = &order.sheet;
    let mut payment = from.payment.clone();
    payment.term_date = jiff::civil::Date::default();
    SaleDocument {
        sheet: Sheet {
            document_date: scene.today,
            sale_date: scene.today,
            sale_place: from.sale_place.clone(),
            price_type: from.price_type,
            print_notes: from.print_notes.clone(),
            customer: from.customer.clone(),
            items: from.items.clone(),
            currency: from.currency.clone(),
            payment,
            ..Sheet::default()
        },
        document_type: order.final_document_type,
        order: Some(from.id),
        ..SaleDocument::default()
    }
}
