//! Walks what the user names and lists every stream in it, once and in order.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::archive::{Archive, Member};
use super::book::{BOOKS, Book};
use super::compressed::{self, Container, MAGIC, Packing};
use super::once::Once;
use super::{Entry, Inputs, Place};
use crate::problem::Problem;

/// Endings of pictures, sounds, films and documents, which hold no messages that can be read here.
const MEDIA: &[&str] = &[
    "3gp", "aac", "aif", "aiff", "amr", "ape", "apng", "avi", "avif", "bmp", "dng", "doc", "docm", "docx",
    "emf", "eps", "epub", "flac", "flv", "gif", "heic", "heif", "ico", "jfif", "jpe", "jpeg", "jpg", "jxl",
    "key", "m4a", "m4v", "mid", "midi", "mka", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "numbers", "odg",
    "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "pages", "pdf", "png", "ppt", "pptm", "pptx", "psd",
    "rtf", "svg", "tga", "tgs", "tif", "tiff", "ttf", "vcf", "wav", "weba", "webm", "webp", "wma", "wmf",
    "wmv", "woff", "woff2", "xls", "xlsb",
];

/// Endings of archives, which are not opened inside another one.
const ARCHIVES: &[&str] = &["zip", "tar", "tgz", "tar.gz", "tar.zst", "tzst"];

/// Opens standard input.
pub(super) type Stdin<'a> = &'a mut dyn FnMut() -> Box<dyn Read + Send>;

/// A file that was found, before it is looked into.
struct Found {
    path: PathBuf,
    /// The user named it, as against a folder that holds it.
    named: bool,
}

/// See [`super::find`].
pub(super) fn find(paths: &[String], stdin: Stdin<'_>) -> Inputs {
    let mut inputs = Inputs::default();
    // Sorted, and the spelling that comes first names a file: the order of the arguments cannot matter.
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let mut wants_stdin = false;
    for path in paths {
        if path == "-" {
            wants_stdin = true;
        } else {
            walk(path, &mut found, &mut inputs);
        }
    }
    let mut seen: BTreeMap<OsString, Option<usize>> = BTreeMap::new();
    let mut folder = (PathBuf::new(), PathBuf::new());
    for (name, file) in found {
        let real = real_path(&file.path, &mut folder);
        if let Some(entry_idx) = seen.get(&real) {
            if let Some(entry) = entry_idx.and_then(|entry_idx| inputs.entries.get_mut(entry_idx)) {
                entry.media &= !file.named;
            }
            continue;
        }
        let n_before = inputs.entries.len();
        add_file(name, &file, &mut inputs);
        seen.insert(real, (inputs.entries.len() == n_before + 1).then_some(n_before));
    }
    if wants_stdin {
        add_once("-".to_owned(), Once::new(stdin()), &mut inputs);
    }
    inputs.entries.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.problems.sort();
    inputs.problems.dedup();
    inputs
}

/// The one spelling of a path. `folder` keeps the last folder and its spelling: a Maildir holds a million
/// files, and its own path need not be looked up for each.
fn real_path(path: &Path, folder: &mut (PathBuf, PathBuf)) -> OsString {
    let whole = || fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return whole() };
    if is_link || parent.as_os_str().is_empty() {
        return whole();
    }
    if folder.0 != parent {
        let Ok(real) = fs::canonicalize(parent) else { return whole() };
        *folder = (parent.to_owned(), real);
    }
    folder.1.join(name).into_os_string()
}

/// Collects the files under one argument.
fn walk(path: &str, found: &mut BTreeMap<String, Found>, inputs: &mut Inputs) {
    let kind = match fs::metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) => {
            inputs.problems.push((path.to_owned(), not_found(&error, true)));
            return;
        }
    };
    if !kind.is_dir() {
        let found = found.entry(shown(Path::new(path))).or_insert(Found { path: path.into(), named: true });
        found.named = true;
        return;
    }
    let n_problems_before = inputs.problems.len();
    let mut any = false;
    let walk = WalkDir::new(path).follow_links(true).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_wanted(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                any = true;
                let path = entry.into_path();
                found.entry(shown(&path)).or_insert(Found { path, named: false });
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let text =
                    "a pipe, socket or device is not opened in a folder: name a pipe itself to read it";
                inputs.problems.push((shown(entry.path()), Problem::file("not-a-file", text)));
            }
            // The folder is walked already.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let name = error.path().map_or_else(|| path.to_owned(), shown);
                let is_hidden = name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
                if !is_hidden {
                    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("unknown error"));
                    inputs.problems.push((name, not_found(&error, false)));
                }
            }
        }
    }
    if !any && inputs.problems.len() == n_problems_before {
        let text = "no files in it: check the name of the folder, or unpack the export into it";
        inputs.problems.push((path.to_owned(), Problem::file("empty-folder", text)));
    }
}

/// What nobody named stops nothing: a program's lock, or a mail that was moved meanwhile.
fn not_found(error: &io::Error, named: bool) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound if !named => Problem::file("broken-link", "a link to nothing, or moved away"),
        io::ErrorKind::NotFound => {
            Problem::file("not-found", "no such file or folder: check the spelling and the working directory")
        }
        io::ErrorKind::PermissionDenied => {
            Problem::file("cannot-open", "no permission to read it: change its access rights or copy it")
        }
        _ => Problem::file("cannot-open", format!("cannot be read: {error}")),
    }
}

/// The path as people write it: `/` between the parts, without `./`.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let parts = text.split('/').enumerate().filter(|(i, part)| *part != "." && (*i == 0 || !part.is_empty()));
    let name = parts.map(|(_, part)| part).collect::<Vec<_>>().join("/");
    if name.is_empty() { text } else { name }
}

/// Files that programs leave beside exports are passed over, as are hidden ones; hidden folders are
/// entered where Maildir++ puts its subfolders.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if entry.file_type().is_dir() {
        let holds = |part| entry.path().join(part).is_dir();
        return !name.starts_with('.') || holds("cur") || holds("new");
    }
    !is_litter(&name)
}

fn is_litter(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with('.') || lower == "thumbs.db" || lower == "desktop.ini" || lower.ends_with(".msf")
}

/// The same rule for a member's path.
fn is_wanted_member(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let (Some(last), folders) = (parts.last(), parts.len().saturating_sub(1)) else { return false };
    let enters = |folder_idx: usize, folder: &str| {
        let next = parts.get(folder_idx + 1).copied().unwrap_or_default();
        let is_maildir = folder_idx + 1 < folders && matches!(next, "cur" | "new");
        folder != "__MACOSX" && (!folder.starts_with('.') || is_maildir || matches!(folder, "." | ".."))
    };
    !is_litter(last) && parts.iter().take(folders).enumerate().all(|(i, folder)| enters(i, folder))
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let lower = name.to_ascii_lowercase();
    let file_name = lower.rsplit('/').next().unwrap_or_default();
    endings.iter().any(|ending| {
        file_name.strip_suffix(ending).is_some_and(|stem| stem.len() > 1 && stem.ends_with('.'))
    })
}

fn add_file(name: String, found: &Found, inputs: &mut Inputs) {
    let media = !found.named && has_ending(&name, MEDIA);
    let metadata = match fs::metadata(&found.path) {
        Ok(metadata) => metadata,
        Err(error) => {
            inputs.problems.push((name, not_found(&error, true)));
            return;
        }
    };
    if media {
        let place = Place::File(found.path.clone(), Packing::None);
        inputs.entries.push(Entry { name, size: Some(metadata.len()), seekable: true, media, place });
        return;
    }
    let mut file = match File::open(&found.path) {
        Ok(file) => file,
        Err(error) => {
            inputs.problems.push((name, not_found(&error, true)));
            return;
        }
    };
    if !metadata.is_file() {
        add_once(name, Once::new(Box::new(file)), inputs);
        return;
    }
    let head = match compressed::magic(&mut file) {
        Ok(head) => head,
        Err(error) => {
            inputs.problems.push((name, not_found(&error, true)));
            return;
        }
    };
    let packing = compressed::packing_of(&head);
    if has_ending(&name, BOOKS)
        && let Ok(book) = Book::of(Archive::new(found.path.clone(), Container::Zip))
    {
        inputs.entries.push(Entry::book_of(name, Some(metadata.len()), book));
        return;
    }
    if let Some(container) = container(&name, &head, packing) {
        add_archive(&name, Archive::new(found.path.clone(), container), inputs);
        return;
    }
    let place = Place::File(found.path.clone(), packing);
    let seekable = packing == Packing::None;
    let entry = Entry { name, size: Some(metadata.len()), seekable, media, place };
    if packing != Packing::None
        && let Ok(head) = entry.open(0).and_then(|mut stream| compressed::magic(&mut stream))
    {
        match inside(&head) {
            Inside::Tar => {
                spool(entry.name.clone(), Container::Tar, entry.open(0), inputs);
                return;
            }
            Inside::Archive => {
                inputs.problems.push((entry.name, nested()));
                return;
            }
            Inside::File => {}
        }
    }
    inputs.entries.push(entry);
}

/// What a file that begins with `head` holds; documents are no archives, whatever they are made of.
fn container(name: &str, head: &[u8], packing: Packing) -> Option<Container> {
    match compressed::container_of(head) {
        Some(Container::Zip) if has_ending(name, MEDIA) || has_ending(name, BOOKS) => None,
        // Old tar archives have no magic number.
        None if packing == Packing::None && has_ending(name, &["tar"]) && head.len() == MAGIC => {
            Some(Container::Tar)
        }
        container => container,
    }
}

/// What a compressed stream holds.
enum Inside {
    File,
    Tar,
    /// Something that would have to be unpacked again.
    Archive,
}

fn inside(head: &[u8]) -> Inside {
    match compressed::container_of(head) {
        Some(Container::Tar) => Inside::Tar,
        Some(Container::Zip) => Inside::Archive,
        None if compressed::packing_of(head) != Packing::None => Inside::Archive,
        None => Inside::File,
    }
}

fn nested() -> Problem {
    let text = "an archive inside an archive is not opened: unpack the outer one first";
    Problem::file("nested-archive", text)
}

/// Keeps an archive that cannot be read at any place in a temporary file, and lists it.
fn spool(name: String, container: Container, stream: io::Result<Box<dyn Read + Send>>, inputs: &mut Inputs) {
    match stream.and_then(|mut stream| Archive::spool(&mut stream, container)) {
        Ok((archive, error)) => {
            let book = if container == Container::Zip { Book::of(archive) } else { Err(archive) };
            match book {
                Ok(book) => inputs.entries.push(Entry::book_of(name.clone(), None, book)),
                Err(archive) if archive.is_document() => {
                    let place = Place::Document(archive);
                    let name = name.clone();
                    inputs.entries.push(Entry { name, size: None, seekable: false, media: false, place });
                }
                Err(archive) => add_archive(&name, archive, inputs),
            }
            // The list of a cut off archive says the same.
            if let Some(error) = error
                && inputs.problems.iter().all(|(named, _)| *named != name)
            {
                inputs.problems.push((name, Problem::file("damaged-archive", error.to_string())));
            }
        }
        Err(error) => {
            let text = format!("the archive cannot be kept in a temporary file: {error}");
            inputs.problems.push((name, Problem::file("cannot-open", text)));
        }
    }
}

/// Lists standard input or a pipe.
fn add_once(name: String, once: Once, inputs: &mut Inputs) {
    let document = compressed::is_document(once.head()).then_some(Container::Zip);
    if let Some(container) = compressed::container_of(once.head()).or(document) {
        spool(name, container, once.stored(), inputs);
        return;
    }
    if once.packing() != Packing::None
        && let Ok(head) = once.peek().and_then(|mut stream| compressed::magic(&mut stream))
    {
        match inside(&head) {
            Inside::Tar => {
                spool(name, Container::Tar, once.open(None), inputs);
                return;
            }
            Inside::Archive => {
                inputs.problems.push((name, nested()));
                return;
            }
            Inside::File => {}
        }
    }
    inputs.entries.push(Entry { name, size: None, seekable: false, media: false, place: Place::Once(once) });
}

/// The workbook that a member is; its own members are read from a temporary file.
fn book_in(archive: &Archive, member: Member) -> Option<Book> {
    let mut stream = archive.open(member, None).ok()?;
    let (spooled, error) = Archive::spool(&mut stream, Container::Zip).ok()?;
    Book::of(spooled).ok().filter(|_| error.is_none())
}

fn add_archive(archive_name: &str, archive: Archive, inputs: &mut Inputs) {
    let listing = archive.list();
    let archive = Arc::new(archive);
    let full = |name: &str| match name {
        "" => archive_name.to_owned(),
        name => format!("{archive_name}/{name}"),
    };
    let before = (inputs.entries.len(), inputs.problems.len());
    for (name, problem) in listing.problems {
        if name.is_empty() || (is_wanted_member(&name) && !has_ending(&name, MEDIA)) {
            inputs.problems.push((full(&name), problem));
        }
    }
    for (name, member) in listing.members {
        if !is_wanted_member(&name) {
            continue;
        }
        if has_ending(&name, ARCHIVES) {
            inputs.problems.push((full(&name), nested()));
            continue;
        }
        if has_ending(&name, BOOKS)
            && let Some(book) = book_in(&archive, member)
        {
            inputs.entries.push(Entry::book_of(full(&name), Some(member.stored()), book));
            continue;
        }
        inputs.entries.push(Entry {
            name: full(&name),
            size: Some(member.stored()),
            seekable: false,
            media: has_ending(&name, MEDIA),
            place: Place::Member(Arc::clone(&archive), member),
        });
    }
    if before == (inputs.entries.len(), inputs.problems.len()) {
        let text = "no files in it: check that it is the right archive";
        inputs.problems.push((archive_name.to_owned(), Problem::file("empty-folder", text)));
    }
}
