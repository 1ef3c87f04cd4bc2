//! The people of a workspace, out of users.json.

use std::collections::BTreeMap;

use crate::input::Entry;
use crate::source::aside;
use crate::source::beside::Beside;
use crate::source::json::fields::Fields;

/// More people than this are not kept; their messages still have their ids.
const MAX_USERS: usize = 1_000_000;

#[derive(Default)]
pub struct Users {
    by_id: BTreeMap<String, User>,
    /// The team that most people belong to.
    home: Option<String>,
}

pub struct User {
    pub name: Option<String>,
    pub email: Option<String>,
    pub is_bot: bool,
    is_guest: bool,
    team: Option<String>,
}

impl Users {
    pub fn get(&self, id: &str) -> Option<&User> {
        self.by_id.get(id)
    }

    /// A guest by the list, or somebody of another workspace.
    pub fn is_guest(&self, user: &User) -> bool {
        user.is_guest || user.team.as_deref().is_some_and(|team| self.is_other_team(team))
    }

    /// Not the workspace whose export this is.
    pub fn is_other_team(&self, team: &str) -> bool {
        self.home.as_deref().is_some_and(|home| home != team)
    }
}

/// Reads users.json; what cannot be read leaves people unknown.
pub fn read(beside: &Beside<'_>, entry: &Entry) -> Users {
    let mut users = Users::default();
    aside::read(beside, entry, "slack-users", &["[*]"], |_, record| {
        if let Some(id) = record.text("id").filter(|_| users.by_id.len() < MAX_USERS) {
            users.by_id.insert(id.into_owned(), user(record));
        }
    });
    users.home = home(&users.by_id);
    users
}

fn user(user: Fields<'_>) -> User {
    let name = ["profile.real_name", "real_name", "profile.display_name", "name"];
    let guest = ["is_restricted", "is_ultra_restricted", "is_stranger"];
    User {
        name: name.iter().find_map(|path| user.text(path)).map(Into::into),
        email: user.text("profile.email").map(Into::into),
        is_bot: user.is_true("is_bot"),
        is_guest: guest.iter().any(|path| user.is_true(path)),
        team: user.text("team_id").map(Into::into),
    }
}

/// The team of most people who are neither guests nor machines; the first by name of equals.
fn home(users: &BTreeMap<String, User>) -> Option<String> {
    let mut teams: BTreeMap<&str, usize> = BTreeMap::new();
    for user in users.values().filter(|user| !user.is_guest && !user.is_bot) {
        if let Some(team) = &user.team {
            *teams.entry(team).or_default() += 1;
        }
    }
    let most = teams.values().copied().max()?;
    teams.into_iter().find(|&(_, n)| n == most).map(|(team, _)| team.to_owned())
}
