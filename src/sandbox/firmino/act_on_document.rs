//! What is done with orders and sale documents that are there: get, download, complete, similar, mail, payoff, unpaid.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::account::{Firmino, Mail};
use super::answer::{Refusal, Response, padded};
use super::call::{Scene, Task};
use super::document::{DocumentState, Sheet};
use super::fields::{missing, mistyped};
use super::numbering::Series;
use super::print::pdf;
use crate::sandbox::unknowns::Downloaded;

impl Firmino {
    pub(super) fn get_order(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let order = self.order(task.id(scene)?)?;
        Ok(Response::Value(order.shown(scene.unknowns).value()))
    }

    pub(super) fn get_sale(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let document = self.sale(task.id(scene)?)?;
        Ok(Response::Value(document.shown(scene.unknowns).value()))
    }

    pub(super) fn download_order(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let order = self.order(task.id_in_path()?)?;
        let (id, name) = (order.sheet.id, order.name());
        let order = self.orders.get_mut(&id).map(|order| &mut order.sheet);
        print(order, &name, task, scene)
    }

    pub(super) fn download_sale(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let document = self.sale(task.id_in_path()?)?;
        let (id, name) = (document.sheet.id, document.name());
        let document = self.sales.get_mut(&id).map(|document| &mut document.sheet);
        print(document, &name, task, scene)
    }

    /// Marks an order as carried out; what else it does is not known, so nothing else is done.
    pub(super) fn complete_order(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let id = self.order(task.id(scene)?)?.sheet.id;
        if let Some(order) = self.orders.get_mut(&id) {
            order.completed = true;
        }
        Ok(scene.nothing())
    }

    /// Proposes an order like another one, of today; keeps nothing.
    pub(super) fn similar_order(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let mut like = self.order(task.id(scene)?)?.clone();
        like.sheet.id = 0;
        like.sheet.document_date = scene.today;
        like.sheet.sale_date = scene.today;
        like.sheet.document_state = DocumentState::New;
        like.sheet.payment.paid = Decimal::ZERO;
        like.sheet.payment.payment_date = None;
        like.sheet.ordinal_number = self.free(Series::Orders, scene)?;
        Ok(Response::Value(like.shown(scene.unknowns).value()))
    }

    /// Sends a sale document by e-mail.
    pub(super) fn mail(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let fields = task.fields(scene);
        fields.only(&["idDocument", "mail", "title", "content"])?;
        let document = self.sale(task.id_in_body("idDocument", scene)?)?.sheet.id;
        let to = fields.text("mail", 250)?.ok_or_else(|| missing("mail"))?;
        if to
            .split_once('@')
            .is_none_or(|(name, host)| name.is_empty() || !host.contains('.'))
        {
            return Err(mistyped("mail"));
        }
        self.mails.push(Mail {
            document,
            to,
            title: fields.text("title", 250)?.unwrap_or_default(),
            content: fields.text("content", 100_000)?.unwrap_or_default(),
        });
        Ok(scene.nothing())
    }

    /// Pays the whole document today.
    pub(super) fn payoff(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let id = task.id_in_path()?;
        self.pay(id, Some(scene.today), DocumentState::Paid)?;
        Ok(scene.nothing())
    }

    /// Takes every payment back.
    pub(super) fn unpaid(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let id = task.id(scene)?;
        self.pay(id, None, DocumentState::Unpaid)?;
        Ok(scene.nothing())
    }

    fn pay(&mut self, id: u64, day: Option<Date>, state: DocumentState) -> Result<(), Refusal> {
        let found = self.sales.get_mut(&id);
        let sheet = &mut found.ok_or_else(|| Refusal::no_such("dokument", id))?.sheet;
        sheet.payment.paid = match day {
            Some(_) => sheet.payment.total,
            None => Decimal::ZERO,
        };
        sheet.payment.payment_date = day;
        sheet.document_state = state;
        Ok(())
    }
}

fn print(
    sheet: Option<&mut Sheet>,
    name: &str,
    task: &Task,
    scene: Scene,
) -> Result<Response, Refusal> {
    if !task.wants_pdf {
        return Err(Refusal {
            status: 406,
            text: "Nieobsługiwany format odpowiedzi".into(),
        });
    }
    let mut total = Decimal::ZERO;
    if let Some(sheet) = sheet {
        total = sheet.payment.total;
        let is_new = sheet.document_state == DocumentState::New;
        if is_new && scene.unknowns.downloaded == Downloaded::Printed {
            sheet.document_state = DocumentState::Printed;
        }
    }
    Ok(Response::Pdf(pdf(name, &padded(total, 2))))
}
