//! Members of the team whom the user named and nobody saw.

use std::slice::from_ref;

use crate::conversation::people::Directory;
use crate::settings::Team;

use super::Tone;
use super::quality::Fact;
use super::view::View;

/// A slip of spelling turns every answer into a question: one fact for each name that is nowhere.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let team = &view.settings.team;
    let one = |addresses: &[String], names: &[String], phones: &[String]| Team {
        addresses: addresses.to_vec(),
        names: names.to_vec(),
        phones: phones.to_vec(),
        ..Team::default()
    };
    let named: Vec<(&String, Team)> = (team.addresses.iter().map(|who| (who, one(from_ref(who), &[], &[]))))
        .chain(team.names.iter().map(|who| (who, one(&[], from_ref(who), &[]))))
        .chain(team.phones.iter().map(|who| (who, one(&[], &[], from_ref(who)))))
        .collect();
    let unseen: Vec<&String> =
        named.iter().filter(|(_, team)| !appears(view, team)).map(|(who, _)| *who).collect();
    // Where all of them are nowhere, the headline cannot be believed.
    let first = !unseen.is_empty() && unseen.len() == named.len();
    let tone = if first { Tone::Warn } else { Tone::Plain };
    let fact = |who: &String| {
        let text = view.labels.fill("team_unseen", &[("member", &view.name(who))]);
        Fact { code: "team-unseen", n: None, tone, text, first }
    };
    unseen.into_iter().map(fact).collect()
}

/// Does any message come from this team or go to it?
fn appears(view: &View<'_>, team: &Team) -> bool {
    let mut directory = Directory::new(view.archive, team);
    view.archive.messages.iter().any(|message| {
        let people = [message.author, message.name].into_iter().flatten().chain(message.to.iter().copied());
        people.into_iter().any(|who| directory.role(who).is_some())
    })
}
