use crate::conversation::testing::{check, check_joined};

#[test]
fn mails_of_one_thread_with_one_subject_and_customer_join_weakly() {
    check(
        "@apart
         10:00 anna id=m1 index=k1 to=team subj=Broken_cup | The cup is broken.
         11:00 team id=a1 index=k1 to=anna,jan subj=Broken_cup | Please send a picture.",
        &["anna 1 answered 3600 joined-by-thread-index weak"],
    );
}

#[test]
fn the_key_alone_joins_nothing() {
    let question = "10:00 anna id=m1 index=k1 to=team subj=Broken_cup | The cup is broken.";
    check_joined(&format!("{question}\n 11:00 anna id=m2 index=k1 to=team subj=Invoice | Can I have it?"), 2);
    check_joined(&format!("{question}\n 11:00 jan id=m2 index=k1 to=team subj=Broken_cup | Mine too."), 2);
    check_joined(&format!("{question}\n 11:00 anna id=m2 index=k2 to=team subj=Broken_cup | Hello?"), 2);
}
