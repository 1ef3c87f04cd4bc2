use super::super::strings::Strings;
use super::*;

#[test]
fn a_set_holds_what_was_put_in_and_nothing_else() {
    let mut strings = Strings::default();
    let syms: Vec<Sym> = (0..200).filter_map(|n| strings.intern(&n.to_string())).collect();
    let mut set = SymSet::default();
    assert!(set.is_empty());
    assert!(set.insert(syms[130]) && set.insert(syms[0]) && !set.insert(syms[130]));
    assert!(!set.is_empty());
    let held: Vec<usize> = (0..200).filter(|&idx| set.contains(syms[idx])).collect();
    assert_eq!(held, [0, 130]);
}

#[test]
fn a_set_takes_in_others_but_for_those_that_are_excepted() {
    let mut strings = Strings::default();
    let syms: Vec<Sym> = (0..200).filter_map(|n| strings.intern(&n.to_string())).collect();
    let set = |held: &[usize]| held.iter().map(|&idx| syms[idx]).collect::<SymSet>();
    let mut all = set(&[3]);
    all.extend_without(&set(&[]), &set(&[3]));
    all.extend_without(&set(&[5, 70, 199]), &set(&[5, 100]));
    let held: Vec<usize> = (0..200).filter(|&idx| all.contains(syms[idx])).collect();
    assert_eq!(held, [3, 70, 199]);
    let mut none = SymSet::default();
    none.extend_without(&set(&[5]), &set(&[5]));
    assert!(none.is_empty());
}

#[test]
fn a_map_keeps_the_first_value_unless_it_is_put_anew() {
    let mut strings = Strings::default();
    let syms: Vec<Sym> = ["a", "b", "c"].iter().filter_map(|text| strings.intern(text)).collect();
    let mut map = BySym::default();
    assert_eq!((map.get_or_insert(syms[2], 7), map.get_or_insert(syms[2], 8)), (7, 7));
    map.insert(syms[0], 1);
    map.insert(syms[0], 2);
    assert_eq!([map.get(syms[0]), map.get(syms[1]), map.get(syms[2])], [Some(2), None, Some(7)]);
}
