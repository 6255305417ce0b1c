use super::*;
use crate::baselinker::journal::GetJournalList;

const JOURNAL: &str = include_str!("journal.json");

fn journal(body: &str) -> Result<Vec<JournalEntry>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_journal(None, &[]),
    )
}

#[test]
fn the_sample_of_get_journal_list_reads_whole() {
    let journal = journal(JOURNAL).expect("entries");
    let entry = |log_id, log_type, object_id, date| JournalEntry {
        log_id,
        order_id: Some(70010021),
        log_type,
        object_id: wire::Int::Known(object_id),
        date: wire::Int::Known(date),
    };
    assert_eq!(
        journal,
        [
            entry(82000010, 12, 0, 1788000200),
            entry(82000011, 18, 51002, 1788000950)
        ]
    );
}

#[test]
fn quirks_of_the_journal_change_nothing() {
    let plain = journal(JOURNAL).expect("entries");
    for (from, to) in [
        ("\"log_id\":", "\"id\":"),
        ("\"log_id\":", "\"id\":7,\"log_id\":"),
        ("\"log_id\":82000010", "\"log_id\":\"82000010\""),
        ("\"log_type\":18", "\"log_type\":\"18\""),
        ("\"object_id\":51002", "\"object_id\":\"51002\""),
        ("\"date\":1788000200", "\"date\":\"1788000200\""),
        ("\"object_id\":0", "\"object_id\":0,\"brand_new\":[]"),
    ] {
        let quirky = JOURNAL.replace(from, to);
        assert_eq!(journal(&quirky).expect("entries"), plain, "{to}");
    }
    for empty in ["[]", "{}", "\"\""] {
        let body = format!("{{\"status\":\"SUCCESS\",\"logs\":{empty}}}");
        assert_eq!(journal(&body).expect("none"), []);
    }
}

#[test]
fn a_wrong_shape_is_never_an_empty_journal() {
    let entry = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"logs\":[{{{fields}}}]}}");
    for body in [
        "{\"status\":\"SUCCESS\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"logs\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"logs\":[7]}".to_owned(),
        entry(""),
        entry("\"log_id\":0,\"log_type\":1"),
        entry("\"log_id\":\"x\",\"id\":7,\"log_type\":1"),
        entry("\"log_id\":7"),
        entry("\"log_id\":7,\"log_type\":\"x\""),
        entry("\"log_id\":7,\"log_type\":1,\"order_id\":\"x\""),
    ] {
        let error = journal(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        assert!(error.to_string().starts_with("getJournalList: "), "{error}");
    }
}

#[test]
fn the_journal_is_asked_for_under_the_names_of_the_api() {
    let asked = |last_log_id, types| parameters(&GetJournalList::new(last_log_id, types));
    assert_eq!(
        asked(Some(82000010), &[2, 18]),
        "{\"last_log_id\":82000010,\"logs_types\":[2,18]}"
    );
    assert_eq!(asked(None, &[]), "{}");
    assert_eq!(asked(Some(0), &[]), "{}", "BaseLinker refuses 0");
}
