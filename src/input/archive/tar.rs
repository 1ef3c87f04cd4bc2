//! The members of a tar archive, whose bytes lie in it as they are.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use tar::EntryType;

use super::{Listing, MAX_MEMBERS, Member};
use crate::problem::Problem;

/// What is in it; of a cut off archive what comes before the cut.
pub(super) fn list(path: &Path) -> Listing {
    let mut listing = Listing::default();
    let mut archive = match File::open(path) {
        Ok(file) => tar::Archive::new(BufReader::new(file)),
        Err(error) => return unreadable(listing, &error),
    };
    let entries = match archive.entries_with_seek() {
        Ok(entries) => entries,
        Err(error) => return unreadable(listing, &error),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return unreadable(listing, &error),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).replace('\\', "/");
        let name = name.trim_start_matches("./").trim_start_matches('/').to_owned();
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => {
                let member = Member::Tar { start: entry.raw_file_position(), size: entry.size() };
                listing.members.push((name, member));
            }
            EntryType::GNUSparse => {
                let text = "the member is stored with gaps, which is not read here: unpack the archive and name the folder";
                listing.problems.push((name, Problem::file("unsupported-archive", text)));
            }
            // Folders and links hold nothing; what they point at is a member of its own.
            _ => {}
        }
        if MAX_MEMBERS < listing.members.len() {
            let text =
                format!("the archive has more than {MAX_MEMBERS} members: unpack it and name the folder");
            listing.problems.push((String::new(), Problem::file("too-many-members", text)));
            return listing;
        }
    }
    listing
}

fn unreadable(mut listing: Listing, error: &io::Error) -> Listing {
    let problem = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
            Problem::file("cannot-open", format!("the archive cannot be read: {error}"))
        }
        _ => Problem::file(
            "damaged-archive",
            "the archive is cut off or damaged: what comes before is read; download or export it again",
        ),
    };
    listing.problems.push((String::new(), problem));
    listing
}
