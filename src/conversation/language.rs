//! The vote of a conversation: a message too short to tell its language has that of its neighbours.

use super::Conversations;
use crate::message::{Channel, Language};
use crate::source::collect::Archive;

/// Gives messages with words but without a language the one that most messages of their conversation have; where
/// two have equally many, none. In public everybody writes in a language of their own, and shops answer in theirs.
pub fn vote(archive: &mut Archive, conversations: &Conversations) {
    if !archive.census.has_channel(|channel| !channel.is_public()) {
        return;
    }
    for conversation in &conversations.list {
        let members = conversations.members_of(conversation);
        let channel = members.first().map(|&idx| archive.messages[idx as usize].channel);
        if channel.is_some_and(Channel::is_public) {
            continue;
        }
        let mut votes = [0_usize; Language::ALL.len()];
        let mut n_open = 0;
        for &idx in members {
            let message = &archive.messages[idx as usize];
            match message.language {
                Some(language) => votes[language as usize] += 1,
                None => n_open += usize::from(message.tone.is_some()),
            }
        }
        if n_open == 0 {
            continue;
        }
        let Some(winner) = most(&votes) else { continue };
        for &idx in members {
            let message = &mut archive.messages[idx as usize];
            if message.tone.is_some() {
                message.language = message.language.or(Some(winner));
            }
        }
    }
}

fn most(votes: &[usize; Language::ALL.len()]) -> Option<Language> {
    let most = *votes.iter().max()?;
    let mut winners = Language::ALL.iter().filter(|&&language| votes[language as usize] == most);
    let winner = winners.next().filter(|_| most > 0);
    winner.filter(|_| winners.next().is_none()).copied()
}

#[cfg(test)]
mod tests;
