//! Orders and sale documents: init, add, update, delete.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;

use super::account::Firmino;
use super::answer::{Refusal, Response};
use super::article::Article;
use super::call::{Scene, Task};
use super::customer::Customer;
use super::document::{
    Currency, DocumentState, DocumentType, Order, Payment, PaymentMethod, PriceType, SaleDocument,
    Sheet,
};
use super::fields::{Fields, missing, mistyped};
use super::line::{Line, Rates};
use super::numbering::Series;
use super::store::refuse_used;
use super::totals::Totals;
use crate::sandbox::nbp;
use crate::sandbox::unknowns::{
    ChangedType, DeletedPieces, FirminoUnknowns, NewCustomer, NoCustomer, OmittedFields,
    OssProcedure, OwnName, PaidOnAdd, SameName,
};

/// Fields of orders and sale documents.
const SHEET: [&str; 14] = [
    "id",
    "ordinalNumber",
    "documentName",
    "documentDate",
    "saleDate",
    "salePlace",
    "documentState",
    "priceType",
    "printNotes",
    "customer",
    "items",
    "currency",
    "payment",
    "ossProcedure",
];
const ORDER: [&str; 2] = ["finalDocumentType", "notes"];
const SALE: [&str; 2] = ["documentType", "documentFunction"];

impl Firmino {
    pub(super) fn init_order(&mut self, _: &Task, scene: Scene) -> Result<Response, Refusal> {
        let mut order = self.blank_order(scene.today);
        order.sheet.ordinal_number = self.free(Series::Orders, scene)?;
        Ok(Response::Value(order.shown(scene.unknowns).value()))
    }

    pub(super) fn add_order(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let fields = task.fields(scene);
        let order = self.read_order(&fields, self.blank_order(scene.today), scene)?;
        Ok(self.keep_order(order, scene))
    }

    pub(super) fn update_order(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let present = self.order(task.id_in_body("id", scene)?)?;
        let base = match scene.unknowns.omitted_fields {
            OmittedFields::Kept => present.clone(),
            OmittedFields::Reset => {
                let mut blank = self.blank_order(scene.today);
                blank.sheet.id = present.sheet.id;
                blank.sheet.ordinal_number = present.sheet.ordinal_number;
                blank.end_documents.clone_from(&present.end_documents);
                blank.completed = present.completed;
                blank
            }
        };
        let order = self.read_order(&task.fields(scene), base, scene)?;
        Ok(self.keep_order(order, scene))
    }

    pub(super) fn delete_order(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let order = self.order(task.id(scene)?)?;
        let id = order.sheet.id;
        refuse_used(!order.end_documents.is_empty(), scene)?;
        self.orders.remove(&id);
        Ok(scene.nothing())
    }

    pub(super) fn init_sale(&mut self, _: &Task, scene: Scene) -> Result<Response, Refusal> {
        let mut document = self.blank_sale(scene.today);
        document.sheet.ordinal_number = self.free(Series::Sales(document.document_type), scene)?;
        Ok(Response::Value(document.shown(scene.unknowns).value()))
    }

    pub(super) fn add_sale(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let fields = task.fields(scene);
        let document = self.read_sale(&fields, self.blank_sale(scene.today), scene)?;
        Ok(self.keep_sale(document, scene))
    }

    pub(super) fn update_sale(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let present = self.sale(task.id_in_body("id", scene)?)?.clone();
        let mut base = match scene.unknowns.omitted_fields {
            OmittedFields::Kept => present.clone(),
            OmittedFields::Reset => {
                let mut blank = self.blank_sale(scene.today);
                blank.sheet.id = present.sheet.id;
                blank.sheet.ordinal_number = present.sheet.ordinal_number;
                blank.order = present.order;
                blank
            }
        };
        base.document_type = present.document_type;
        let document = self.read_sale(&task.fields(scene), base, scene)?;
        self.move_stock(&present.sheet, Decimal::ONE);
        Ok(self.keep_sale(document, scene))
    }

    pub(super) fn delete_sale(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let document = self.sale(task.id(scene)?)?.clone();
        self.sales.remove(&document.sheet.id);
        for order in self.orders.values_mut() {
            order.end_documents.retain(|id| *id != document.sheet.id);
        }
        if scene.unknowns.deleted_pieces == DeletedPieces::Returned {
            self.move_stock(&document.sheet, Decimal::ONE);
        }
        Ok(scene.nothing())
    }

    pub(super) fn order(&self, id: u64) -> Result<&Order, Refusal> {
        let found = self.orders.get(&id);
        found.ok_or_else(|| Refusal::no_such("zamówienie", id))
    }

    pub(super) fn sale(&self, id: u64) -> Result<&SaleDocument, Refusal> {
        let found = self.sales.get(&id);
        found.ok_or_else(|| Refusal::no_such("dokument", id))
    }

    /// The lowest free number of today.
    pub(super) fn free(&self, series: Series, scene: Scene) -> Result<u32, Refusal> {
        self.number(series, scene.today, None, 0, scene.unknowns.taken_number)
    }

    /// Takes a sale document in, lowers the stock of its lines, and answers it.
    pub(super) fn keep_sale(&mut self, mut document: SaleDocument, scene: Scene) -> Response {
        self.keep_sheet(&mut document.sheet, scene);
        self.move_stock(&document.sheet, Decimal::NEGATIVE_ONE);
        let id = document.sheet.id;
        let answer = scene.written(id, document.shown(scene.unknowns).value());
        self.sales.insert(id, document);
        answer
    }

    fn keep_order(&mut self, mut order: Order, scene: Scene) -> Response {
        self.keep_sheet(&mut order.sheet, scene);
        let id = order.sheet.id;
        let answer = scene.written(id, order.shown(scene.unknowns).value());
        self.orders.insert(id, order);
        answer
    }

    /// Gives a new document its id, and a new customer of it, too.
    fn keep_sheet(&mut self, sheet: &mut Sheet, scene: Scene) {
        let described = sheet.customer.id == 0 && !sheet.customer.full_name.is_empty();
        if described && scene.unknowns.new_customer == NewCustomer::Added {
            sheet.customer.id = self.next_id();
            let customer = sheet.customer.clone();
            self.customers.insert(customer.id, customer);
        }
        if sheet.id == 0 {
            sheet.id = self.next_id();
        }
    }

    fn blank_order(&self, today: Date) -> Order {
        Order {
            sheet: blank_sheet(today),
            final_document_type: self.default_type(),
            ..Order::default()
        }
    }

    fn blank_sale(&self, today: Date) -> SaleDocument {
        SaleDocument {
            sheet: blank_sheet(today),
            document_type: self.default_type(),
            ..SaleDocument::default()
        }
    }

    fn default_type(&self) -> DocumentType {
        if self.vat_payer {
            DocumentType::Fas
        } else {
            DocumentType::Fhan
        }
    }

    /// What a call makes of an order.
    fn read_order(
        &self,
        fields: &Fields<'_>,
        mut base: Order,
        scene: Scene,
    ) -> Result<Order, Refusal> {
        fields.only(&[&SHEET[..], &ORDER].concat())?;
        base.final_document_type = match fields.text("finalDocumentType", 10)? {
            None => base.final_document_type,
            Some(word) => DocumentType::read(&word)
                .filter(|kind| *kind != DocumentType::Fzal)
                .ok_or_else(|| mistyped("finalDocumentType"))?,
        };
        if let Some(notes) = fields.text("notes", 1000)? {
            base.notes = notes;
        }
        base.sheet = self.read_sheet(fields, base.sheet, Series::Orders, Rates::Polish, scene)?;
        Ok(base)
    }

    /// What a call makes of a sale document; the type of one that exists stays.
    pub(super) fn read_sale(
        &self,
        fields: &Fields<'_>,
        mut base: SaleDocument,
        scene: Scene,
    ) -> Result<SaleDocument, Refusal> {
        fields.only(&[&SHEET[..], &SALE].concat())?;
        if let Some(word) = fields.text("documentType", 10)? {
            let kind = DocumentType::read(&word).ok_or_else(|| mistyped("documentType"))?;
            if base.sheet.id == 0 {
                base.document_type = kind;
            } else if kind != base.document_type
                && scene.unknowns.changed_type == ChangedType::Refused
            {
                return Err(Refusal::wrong("Nie można zmienić typu dokumentu".into()));
            }
        }
        if fields
            .text("documentFunction", 20)?
            .is_some_and(|word| word != "normal")
        {
            return Err(mistyped("documentFunction"));
        }
        self.read_own_name(fields, &mut base, scene.unknowns)?;
        let oss = fields.value("ossProcedure");
        let read_oss = scene.unknowns.oss_procedure == OssProcedure::Kept;
        if let Some(oss) = oss.filter(|_| read_oss) {
            base.oss_procedure = match oss {
                Value::Bool(false) => Value::Null,
                Value::String(text) if text.is_empty() => Value::Null,
                given => given.clone(),
            };
        }
        let rates = match base.oss_procedure {
            Value::Null => Rates::Polish,
            _ => Rates::Oss,
        };
        let series = Series::Sales(base.document_type);
        base.sheet = self.read_sheet(fields, base.sheet, series, rates, scene)?;
        Ok(base)
    }

    /// Takes the name that a caller gives a sale document, where Firmino takes one.
    fn read_own_name(
        &self,
        fields: &Fields<'_>,
        base: &mut SaleDocument,
        unknowns: FirminoUnknowns,
    ) -> Result<(), Refusal> {
        // How long a name may be is not documented.
        let name = fields.text("documentName", 250)?.unwrap_or_default();
        if unknowns.own_name == OwnName::Ignored || name.trim().is_empty() {
            return Ok(());
        }
        let others = self
            .sales
            .values()
            .filter(|one| one.sheet.id != base.sheet.id);
        let taken = others.map(SaleDocument::name).any(|other| other == name);
        if taken && unknowns.same_name == SameName::Refused {
            return Err(Refusal::conflict(format!("Dokument {name} już istnieje")));
        }
        base.own_name = name;
        Ok(())
    }

    fn read_sheet(
        &self,
        fields: &Fields<'_>,
        mut base: Sheet,
        series: Series,
        rates: Rates,
        scene: Scene,
    ) -> Result<Sheet, Refusal> {
        let is_new = base.id == 0;
        base.document_date = fields.day("documentDate")?.unwrap_or(base.document_date);
        base.sale_date = fields.day("saleDate")?.unwrap_or(base.sale_date);
        if let Some(place) = fields.text("salePlace", 60)? {
            base.sale_place = place;
        }
        if let Some(notes) = fields.text("printNotes", 1000)? {
            base.print_notes = notes;
        }
        base.price_type = match fields.text("priceType", 10)?.as_deref() {
            None => base.price_type,
            Some("net") => PriceType::Net,
            Some("gross") => PriceType::Gross,
            Some(_) => return Err(mistyped("priceType")),
        };
        if let Some(customer) = fields.object("customer")? {
            base.customer = self.read_customer(&customer, scene)?;
        } else if base.customer.full_name.is_empty() && !may_lack_customer(series, scene.unknowns) {
            return Err(missing("customer"));
        }
        if let Some(items) = fields.list("items")? {
            base.items = self.read_lines(&items, base.price_type, rates)?;
        }
        base.currency = match fields.object("currency")? {
            Some(currency) => read_currency(&currency, base.document_date)?,
            None => find_rate(&base.currency.code, base.document_date)?,
        };
        let wanted = match fields.whole("ordinalNumber")? {
            Some(number) => Some(u32::try_from(number).map_err(|_| mistyped("ordinalNumber"))?),
            None if is_new => None,
            None => Some(base.ordinal_number),
        };
        let rule = scene.unknowns.taken_number;
        base.ordinal_number = self.number(series, base.document_date, wanted, base.id, rule)?;
        let totals = Totals::of(&base.items, base.price_type, scene.unknowns);
        base.payment = read_payment(fields, &base, totals.gross, is_new, scene)?;
        if base.payment.paid > Decimal::ZERO {
            base.document_state = paid_state(&base.payment);
        }
        Ok(base)
    }

    /// The customer with the id that is sent, else the one who is described.
    fn read_customer(&self, fields: &Fields<'_>, scene: Scene) -> Result<Customer, Refusal> {
        if let Some(id) = fields.whole("id")? {
            return self.customer(id).cloned();
        }
        let customer = Customer::read(fields, Customer::default())?;
        match scene.unknowns.new_customer {
            NewCustomer::Added => self.check_customer(&customer, scene.unknowns)?,
            NewCustomer::DocumentOnly => customer.check(scene.unknowns)?,
        }
        Ok(customer)
    }

    fn read_lines(
        &self,
        items: &[Fields<'_>],
        price_type: PriceType,
        rates: Rates,
    ) -> Result<Vec<Line>, Refusal> {
        let lines = (1..).zip(items).map(|(place, fields)| {
            let article: Option<&Article> = match fields.whole("idArticle")? {
                None => None,
                Some(id) => Some(self.article_by_id(id)?),
            };
            Line::read(fields, place, article, price_type, rates)
        });
        lines.collect()
    }
}

fn may_lack_customer(series: Series, unknowns: FirminoUnknowns) -> bool {
    let receipt = matches!(series, Series::Sales(DocumentType::Par | DocumentType::Pa));
    receipt && unknowns.no_customer == NoCustomer::Accepted
}

fn blank_sheet(today: Date) -> Sheet {
    Sheet {
        document_date: today,
        sale_date: today,
        ..Sheet::default()
    }
}

fn read_currency(fields: &Fields<'_>, day: Date) -> Result<Currency, Refusal> {
    fields.only(&["code", "rate", "date", "table"])?;
    let code = fields.text("code", 3)?;
    find_rate(&code.unwrap_or_else(|| "PLN".into()), day)
}

/// The rate of the last day before a document's on which there is one; nothing that a caller sends.
fn find_rate(code: &str, document_date: Date) -> Result<Currency, Refusal> {
    if code == "PLN" {
        return Ok(Currency::default());
    }
    let mut day = document_date;
    for _ in 0..10 {
        day = day.yesterday().map_err(|_| mistyped("documentDate"))?;
        if let Some(mid) = nbp::mid(code, day) {
            return Ok(Currency {
                code: code.to_owned(),
                rate: Decimal::new(i64::try_from(mid).unwrap_or(0), 4),
                date: Some(day),
                table: "A".into(),
            });
        }
    }
    Err(Refusal::wrong(format!("Nieznana waluta {code}")))
}

fn read_payment(
    document: &Fields<'_>,
    sheet: &Sheet,
    total: Decimal,
    is_new: bool,
    scene: Scene,
) -> Result<Payment, Refusal> {
    let mut payment = sheet.payment.clone();
    payment.total = total;
    if payment.term_date == Date::default() {
        // As in the pages' example.
        payment.term_date = sheet.document_date.saturating_add(20.days());
    }
    let Some(fields) = document.object("payment")? else {
        return Ok(payment);
    };
    fields.only(&[
        "method",
        "paymentDate",
        "termDate",
        "total",
        "paid",
        "remain",
        "ramain",
    ])?;
    if let Some(word) = fields.text("method", 50)? {
        payment.method = PaymentMethod::read(&word).ok_or_else(|| mistyped("method"))?;
    }
    payment.term_date = fields.day("termDate")?.unwrap_or(payment.term_date);
    let paid = fields.decimal("paid", 2)?.unwrap_or_default();
    if is_new && scene.unknowns.paid_on_add == PaidOnAdd::Taken && paid > Decimal::ZERO {
        payment.paid = paid.min(total);
        payment.payment_date = Some(fields.day("paymentDate")?.unwrap_or(scene.today));
    }
    Ok(payment)
}

fn paid_state(payment: &Payment) -> DocumentState {
    if payment.paid >= payment.total {
        DocumentState::Paid
    } else {
        DocumentState::PartPaid
    }
}
