use super::Hash;

/// From the test vectors of the draft that describes FNV.
#[test]
fn known_texts_have_their_known_hashes() {
    assert_eq!(Hash::of(""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(Hash::of("a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(Hash::of("foobar"), 0x8594_4171_f739_67e8);
}
