//! Mail shared by its sources: MIME to text, people, threads and classes of mail.

pub mod class;
pub mod decode;
pub mod folder;
pub mod header;
pub mod ids;
pub mod mime;
pub mod person;
pub mod split;
pub mod subject;

#[cfg(test)]
mod tests;
