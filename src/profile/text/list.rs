//! Changes a list item by item, so that the comments of those that stay remain.

use std::ops::Range;

use super::ProfileText;
use super::layout::{line_end, line_start, past_comma};
use super::tree::Body;
use super::value::Value;

impl ProfileText {
    /// Makes the list at `path` hold `wanted`.
    pub(super) fn change_list(&mut self, path: &[&str], wanted: &[Value]) {
        let items = self.items(path);
        let mut stay = 0;
        let mut gone = Vec::new();
        for (index, (_, value)) in items.iter().enumerate() {
            if wanted.get(stay).is_some_and(|next| value.means(next)) {
                stay += 1;
            } else {
                gone.push(index);
            }
        }
        if stay == 0 {
            if let Some(span) = self.list_span(path) {
                self.splice(span, &Value::List(wanted.to_vec()).written());
            }
            return;
        }
        for index in gone.into_iter().rev() {
            self.drop_item(path, index);
        }
        for value in &wanted[stay..] {
            self.append_item(path, &value.written());
        }
    }

    pub(super) fn items(&self, path: &[&str]) -> Vec<(Range<usize>, Value)> {
        match self.tree().find(path).map(|node| &node.body) {
            Some(Body::List { items, .. }) => items.clone(),
            _ => Vec::new(),
        }
    }

    fn list_span(&self, path: &[&str]) -> Option<Range<usize>> {
        match self.tree().find(path).map(|node| &node.body) {
            Some(Body::List { span, .. }) => Some(span.clone()),
            _ => None,
        }
    }

    pub(super) fn drop_item(&mut self, path: &[&str], index: usize) {
        let items = self.items(path);
        let text = &self.text;
        let item = &items[index].0;
        let comma = past_comma(text, item.end);
        let next = items.get(index + 1).map(|(span, _)| span.start);
        let end = line_end(text, item.end);
        let alone = stands_first(text, item.start)
            && comma.is_none_or(|comma| comma <= end)
            && rest_is_comment(&text[comma.unwrap_or(item.end)..end]);
        let cut = if alone {
            line_start(text, item.start)..end
        } else if let Some(next) = next {
            item.start..next
        } else if let Some((before, _)) = index.checked_sub(1).map(|before| &items[before])
            && !text[before.end..item.start].contains('\n')
        {
            before.end..item.end
        } else {
            item.start..comma.unwrap_or(item.end)
        };
        self.splice(cut, "");
    }

    pub(super) fn append_item(&mut self, path: &[&str], written: &str) {
        let Some(span) = self.list_span(path) else {
            return;
        };
        let items = self.items(path);
        let Some((last, _)) = items.last() else {
            return self.splice(span, &format!("[{written}]"));
        };
        let text = &self.text;
        let comma = past_comma(text, last.end);
        let end = line_end(text, comma.unwrap_or(last.end));
        if stands_first(text, last.start) && end < span.end {
            let indent = &text[line_start(text, last.start)..last.start];
            let line = format!("{indent}{written},{}", self.newline);
            let last = last.end;
            self.text.insert_str(end, &line);
            if comma.is_none() {
                self.text.insert(last, ',');
            }
        } else {
            let last = last.end;
            self.splice(last..last, &format!(", {written}"));
        }
    }
}

fn stands_first(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim().is_empty()
}

fn rest_is_comment(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with('#')
}
