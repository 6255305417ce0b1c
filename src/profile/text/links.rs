//! `[[warehouses.links]]` and `[payments]`, whose entries have names of the user's own.

use super::ProfileText;
use super::tree::Body;
use super::value::Value;

const LINKS: [&str; 2] = ["warehouses", "links"];

impl ProfileText {
    /// Makes `[[warehouses.links]]` hold these pairs of BaseLinker's key and Firmino's symbol.
    ///
    /// A link that stays keeps its text and comments; one of the same key with another symbol
    /// gets only that changed; new ones come last.
    pub fn set_links(&mut self, links: &[(String, String)]) {
        let there = match self.get(&LINKS) {
            Some(Value::List(there)) => there,
            Some(_) => {
                self.remove(&LINKS);
                Vec::new()
            }
            None => Vec::new(),
        };
        let keys: Vec<Option<String>> = there.iter().map(warehouse).collect();
        for index in (0..keys.len()).rev() {
            let wanted = |key: &String| {
                let first = keys.iter().position(|other| other.as_ref() == Some(key));
                first == Some(index) && links.iter().any(|(own, _)| own.trim() == key)
            };
            if !keys[index].as_ref().is_some_and(wanted) {
                self.drop_link(index);
            }
        }
        for (baselinker, firmino) in links {
            let at = self
                .links()
                .iter()
                .position(|link| warehouse(link).as_deref() == Some(baselinker.trim()));
            match at {
                Some(index) => self.set_symbol(index, firmino),
                None => self.add_link(baselinker, firmino),
            }
        }
    }

    /// Makes `[payments]` tell the form and the days to pay of one of BaseLinker's methods.
    pub fn set_payment(&mut self, method: &str, form: &str, days: u32) {
        let method = method.trim();
        // A profile's reader trims the names.
        let written = match self.get(&["payments"]) {
            Some(Value::Pairs(pairs)) => pairs
                .into_iter()
                .map(|(name, _)| name)
                .find(|name| name.trim() == method),
            _ => None,
        };
        let terms = Value::Pairs(vec![
            ("form".to_owned(), Value::Text(form.to_owned())),
            ("days".to_owned(), Value::Whole(days.into())),
        ]);
        self.set(&["payments", written.as_deref().unwrap_or(method)], terms);
    }

    fn links(&self) -> Vec<Value> {
        match self.get(&LINKS) {
            Some(Value::List(links)) => links,
            _ => Vec::new(),
        }
    }

    fn drop_link(&mut self, index: usize) {
        match self.tree().find(&LINKS).map(|node| node.body.clone()) {
            Some(Body::Tables { items }) => self.cut_section(&items[index].0),
            Some(Body::List { items, .. }) if items.len() == 1 => self.remove(&LINKS),
            Some(Body::List { .. }) => self.drop_item(&LINKS, index),
            _ => {}
        }
    }

    fn set_symbol(&mut self, index: usize, firmino: &str) {
        let wanted = Value::Text(firmino.to_owned());
        match self.tree().find(&LINKS).map(|node| node.body.clone()) {
            Some(Body::Tables { items }) => {
                let (header, keys) = &items[index];
                let symbol = keys.iter().find(|node| node.name == "firmino");
                match symbol.map(|node| (&node.body, node.value())) {
                    Some((_, value)) if value.means(&wanted) => {}
                    Some((Body::Plain { span, .. } | Body::List { span, .. }, _)) => {
                        self.splice(span.clone(), &wanted.written());
                    }
                    Some(_) => {}
                    None => {
                        let line = format!("firmino = {}", wanted.written());
                        self.add_line(header.end, &line);
                    }
                }
            }
            Some(Body::List { items, .. }) => {
                let (span, value) = &items[index];
                let Value::Pairs(mut pairs) = value.clone() else {
                    return;
                };
                let symbol = ("firmino".to_owned(), wanted);
                match pairs.iter_mut().find(|(name, _)| name == "firmino") {
                    Some(pair) if pair.1.means(&symbol.1) => return,
                    Some(pair) => *pair = symbol,
                    None => pairs.push(symbol),
                }
                self.splice(span.clone(), &Value::Pairs(pairs).written());
            }
            _ => {}
        }
    }

    fn add_link(&mut self, baselinker: &str, firmino: &str) {
        let pair = |name: &str, text: &str| (name.to_owned(), Value::Text(text.to_owned()));
        let link = [pair("baselinker", baselinker), pair("firmino", firmino)];
        let list = self.tree().find(&LINKS).map(|node| node.body.clone());
        if let Some(Body::List { .. }) = list {
            return self.append_item(&LINKS, &Value::Pairs(link.into()).written());
        }
        match self.tree().find(&LINKS[..1]).map(|node| &node.body) {
            None | Some(Body::Table { .. }) => {
                let lines = link.map(|(name, value)| format!("{name} = {}", value.written()));
                self.add_section(&LINKS, true, &lines);
            }
            // No header may extend a table that is written otherwise.
            Some(_) => self.insert(&LINKS, &Value::List(vec![Value::Pairs(link.into())])),
        }
    }
}

/// The warehouse that a link names: the id 8801 is the one of the key `bl_8801`.
fn warehouse(link: &Value) -> Option<String> {
    let Value::Pairs(pairs) = link else {
        return None;
    };
    match pairs.iter().find(|(name, _)| name == "baselinker")? {
        (_, Value::Text(text)) => Some(text.trim().to_owned()),
        (_, Value::Whole(id)) => Some(format!("bl_{id}")),
        _ => None,
    }
}
