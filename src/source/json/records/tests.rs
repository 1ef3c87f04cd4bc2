use super::*;
use crate::input::Entry;
use crate::settings::SourceSettings;
use crate::source::testing::Recorded;

/// Reads lists of numbers, each of which is a record.
fn read(bytes: &[u8]) -> (Vec<(u64, u64)>, Recorded) {
    let entry = Entry::memory("a.json", bytes.to_vec());
    let settings = SourceSettings::default();
    let (mut told, mut sink) = (Vec::new(), Recorded::default());
    each(&Stream::new(&entry, &settings), "lists[*]", "bad-list", &mut sink, |bytes, count, _| {
        let list: Vec<u32> = serde_json::from_slice(bytes)?;
        told.extend(list.iter().map(|_| count.next()).map(|at| (at.record, at.line)));
        Ok(())
    })
    .unwrap();
    (told, sink)
}

#[test]
fn each_record_has_its_own_number_and_the_line_of_its_value() {
    let (told, sink) = read(b"{\"lists\": [\n[7, 8],\n[],\n[9]]}");
    assert_eq!(told, [(1, 2), (2, 2), (3, 4)]);
    assert_eq!(sink, Recorded::default());
}

#[test]
fn what_cannot_be_read_is_a_record_too() {
    let (told, sink) = read(b"{\"lists\": [[7],\n\"no list\",\n[8]]}\nno JSON\n{\"lists\":[[9]]}\n");
    assert_eq!(told, [(1, 1), (3, 3), (5, 5)]);
    let places: Vec<_> =
        sink.problems.iter().map(|one| (one.code, one.record, one.place.as_deref())).collect();
    assert_eq!(places, [("bad-list", Some(2), Some("line 2")), ("bad-list", Some(4), Some("line 4"))]);
    assert_eq!(sink.tally.problems, 2);
}
