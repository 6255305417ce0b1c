//! Customers and articles: add, get, update, delete, and what `gus` knows.

use rust_decimal::Decimal;
use serde_json::json;

use super::account::Firmino;
use super::answer::{Refusal, Response};
use super::article::Article;
use super::call::{Scene, Task};
use super::customer::Customer;
use super::document::Sheet;
use super::fields::missing;
use super::identity::is_nip;
use crate::sandbox::unknowns::{
    DeleteUsed, FirminoUnknowns, Gus, NipSpelling, OmittedFields, QuantityUpdate, SameCode,
    ShortNameCase,
};

impl Firmino {
    pub(super) fn add_customer(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let mut customer = Customer::read(&task.fields(scene), Customer::default())?;
        self.check_customer(&customer, scene.unknowns)?;
        customer.id = self.next_id();
        let answer = scene.written(customer.id, customer.shown(scene.unknowns));
        self.customers.insert(customer.id, customer);
        Ok(answer)
    }

    pub(super) fn get_customer(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let customer = self.customer(task.id(scene)?)?;
        Ok(Response::Value(customer.shown(scene.unknowns)))
    }

    pub(super) fn update_customer(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let present = self.customer(task.id_in_body("id", scene)?)?;
        let base = match scene.unknowns.omitted_fields {
            OmittedFields::Kept => present.clone(),
            OmittedFields::Reset => Customer {
                id: present.id,
                ..Customer::default()
            },
        };
        let customer = Customer::read(&task.fields(scene), base)?;
        self.check_customer(&customer, scene.unknowns)?;
        let answer = scene.written(customer.id, customer.shown(scene.unknowns));
        self.customers.insert(customer.id, customer);
        Ok(answer)
    }

    pub(super) fn delete_customer(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let id = self.customer(task.id(scene)?)?.id;
        let used = self.sheets().any(|sheet| sheet.customer.id == id);
        refuse_used(used, scene)?;
        self.customers.remove(&id);
        Ok(scene.nothing())
    }

    /// Data of a firm by its NIP (`tin`).
    pub(super) fn gus(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let tin = task.fields(scene).text("tin", 20)?;
        let tin = tin.ok_or_else(|| missing("tin"))?;
        if !is_nip(&tin, NipSpelling::DigitsOnly) {
            return Err(Refusal::wrong("Nieprawidłowy numer NIP".into()));
        }
        match scene.unknowns.gus {
            Gus::Down => Err(Refusal::conflict("Usługa GUS jest niedostępna".into())),
            Gus::Answers => Ok(Response::Value(json!({
                "fullName": format!("Firma Wzorcowa {tin}"),
                "tin": tin,
                "countryCode": "PL",
                "street": "ul. Krótka",
                "houseNo": "3",
                "postCode": "65-001",
                "locality": "Zielona Góra",
            }))),
        }
    }

    pub(super) fn add_article(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let mut article = Article::read(&task.fields(scene), Article::default())?;
        self.check_article(&article, scene.unknowns)?;
        article.id = self.next_id();
        let answer = scene.written(article.id, article.shown(scene.unknowns));
        self.articles.insert(article.id, article);
        Ok(answer)
    }

    pub(super) fn get_article(&mut self, task: &Task, scene: Scene) -> Result<Response, Refusal> {
        let article = self.article_by_id(task.id(scene)?)?;
        Ok(Response::Value(article.shown(scene.unknowns)))
    }

    pub(super) fn update_article(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let present = self.article_by_id(task.id_in_body("id", scene)?)?;
        let quantity = present.quantity;
        let base = match scene.unknowns.omitted_fields {
            OmittedFields::Kept => present.clone(),
            OmittedFields::Reset => Article {
                id: present.id,
                ..Article::default()
            },
        };
        let mut article = Article::read(&task.fields(scene), base)?;
        self.check_article(&article, scene.unknowns)?;
        if scene.unknowns.quantity_update == QuantityUpdate::Ignored {
            article.quantity = quantity;
        }
        let answer = scene.written(article.id, article.shown(scene.unknowns));
        self.articles.insert(article.id, article);
        Ok(answer)
    }

    pub(super) fn delete_article(
        &mut self,
        task: &Task,
        scene: Scene,
    ) -> Result<Response, Refusal> {
        let id = self.article_by_id(task.id(scene)?)?.id;
        let used = self
            .sheets()
            .any(|sheet| sheet.items.iter().any(|line| line.id_article == Some(id)));
        refuse_used(used, scene)?;
        self.articles.remove(&id);
        Ok(scene.nothing())
    }

    pub(super) fn customer(&self, id: u64) -> Result<&Customer, Refusal> {
        let found = self.customers.get(&id);
        found.ok_or_else(|| Refusal::no_such("kontrahent", id))
    }

    pub(super) fn article_by_id(&self, id: u64) -> Result<&Article, Refusal> {
        let found = self.articles.get(&id);
        found.ok_or_else(|| Refusal::no_such("towar", id))
    }

    /// Whether a customer may be in the account, alone and beside the others.
    pub(super) fn check_customer(
        &self,
        customer: &Customer,
        unknowns: FirminoUnknowns,
    ) -> Result<(), Refusal> {
        customer.check(unknowns)?;
        let key = |name: &str| match unknowns.short_name_case {
            ShortNameCase::Exact => name.to_owned(),
            ShortNameCase::Folded => name.to_lowercase(),
        };
        let own = key(&customer.short_name);
        let mut others = self.customers().filter(|other| other.id != customer.id);
        if others.any(|other| key(&other.short_name) == own) {
            return Err(Refusal::conflict(format!(
                "Kontrahent o nazwie skróconej {} już istnieje",
                customer.short_name
            )));
        }
        Ok(())
    }

    fn check_article(&self, article: &Article, unknowns: FirminoUnknowns) -> Result<(), Refusal> {
        article.check()?;
        let mut others = self.articles().filter(|other| other.id != article.id);
        if unknowns.same_code == SameCode::Refused && others.any(|one| one.code == article.code) {
            return Err(Refusal::conflict(format!(
                "Towar o kodzie {} już istnieje",
                article.code
            )));
        }
        Ok(())
    }

    /// Adds pieces to the stock of what a document's lines name; services have none.
    pub(super) fn move_stock(&mut self, sheet: &Sheet, sign: Decimal) {
        for line in &sheet.items {
            let card = line.id_article.and_then(|id| self.articles.get_mut(&id));
            if let Some(article) = card.filter(|one| one.kind == super::ArticleKind::Good) {
                article.quantity += sign * line.quantity;
            }
        }
    }

    fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        let orders = self.orders().map(|order| &order.sheet);
        orders.chain(self.sale_documents().map(|document| &document.sheet))
    }
}

pub(super) fn refuse_used(used: bool, scene: Scene) -> Result<(), Refusal> {
    if used && scene.unknowns.delete_used == DeleteUsed::Refused {
        return Err(Refusal::conflict("Pozycja jest używana".into()));
    }
    Ok(())
}
