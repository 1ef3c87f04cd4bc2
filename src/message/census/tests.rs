use super::*;
use crate::conversation::testing::case;
use crate::message::Role;
use crate::message::strings::Sym;

fn of(messages: &[Message]) -> Census {
    let mut census = Census::NOTHING;
    for message in messages {
        census.add(message);
    }
    census
}

#[test]
fn nothing_occurs_among_no_messages_and_anything_among_those_nobody_looked_at() {
    let (none, any) = (Census::NOTHING, Census::default());
    for &kind in Kind::ALL {
        assert_eq!((none.has_kind(kind), any.has_kind(kind)), (false, true), "{kind:?}");
    }
    for &channel in Channel::ALL {
        let is_it = |other| other == channel;
        assert_eq!((none.has_channel(is_it), any.has_channel(is_it)), (false, true), "{channel:?}");
    }
    assert!(!none.has_flag(Flags::SENT) && any.has_flag(Flags::SENT));
    assert!(!none.has_mails_apart() && any.has_mails_apart());
}

#[test]
fn all_that_a_message_has_is_found_again() {
    let archive = case("10:00 anna | Where is it?\n11:00 team note sent | Asked the depot").archive;
    let census = of(&archive.messages);
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|&kind| census.has_kind(kind)).collect();
    assert_eq!(kinds, [Kind::Message, Kind::Note]);
    assert!(census.has_channel(Channel::is_mail) && !census.has_channel(Channel::is_public));
    assert!(census.has_flag(Flags::SENT) && census.has_flag(Flags::QUESTION));
    assert!(!census.has_flag(Flags::LISTED));
    assert!(census.addresses && !census.without_conversation && !census.has_mails_apart());
    assert!(!census.threads && !census.thread_indexes);
}

#[test]
fn one_message_that_lacks_something_is_enough() {
    let mut messages = case("10:00 anna | Where is it?\n11:00 team | On its way").archive.messages;
    for message in &mut messages {
        message.role = Some(Role::Other);
        message.id = message.conversation;
    }
    let full = of(&messages);
    assert!(!full.without_role && !full.without_id && !full.without_conversation);
    (messages[1].role, messages[1].id, messages[1].conversation) = (None, None, None);
    let lacking = of(&messages);
    assert!(lacking.without_role && lacking.without_id && lacking.has_mails_apart());
}

#[test]
fn an_id_that_comes_again_is_told() {
    let archive = case("10:00 anna | Where is it?\n11:00 team | On its way").archive;
    let with_ids = |ids: [Option<Sym>; 2]| {
        let mut messages = archive.messages.clone();
        messages.iter_mut().zip(ids).for_each(|(message, id)| message.id = id);
        of(&messages).repeated_ids
    };
    let (one, other) = (archive.messages[0].author, archive.messages[1].author);
    assert!(one != other && with_ids([one, one]));
    assert!(!with_ids([one, other]) && !with_ids([None, None]));
}

#[test]
fn what_few_messages_have_is_looked_for_in_its_box() {
    let mut message = case("10:00 anna | Where is it?").archive.messages.remove(0);
    let key = message.conversation;
    (message.author, message.to) = (None, Default::default());
    assert!(!of(std::slice::from_ref(&message)).addresses);
    message.rare_mut().answer_to = key;
    assert!(of(std::slice::from_ref(&message)).addresses);
    message.rare_mut().thread = key;
    message.rare_mut().thread_index = key;
    let census = of(std::slice::from_ref(&message));
    assert!(census.threads && census.thread_indexes);
}
