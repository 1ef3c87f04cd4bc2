use super::*;

#[test]
fn items_come_to_stand_where_the_order_wants_them() {
    let mut items = ["a", "b", "c", "d", "e"];
    // Two circles: one of a, c and e, and one of b and d.
    arrange(&mut items, vec![2, 3, 4, 1, 0]);
    assert_eq!(items, ["c", "d", "e", "b", "a"]);
    arrange(&mut items, vec![0, 1, 2, 3, 4]);
    assert_eq!(items, ["c", "d", "e", "b", "a"]);
    arrange(&mut [(); 0], Vec::new());
}
