//! Mail shared by its sources: MIME to text, people, threads and classes of mail.

pub mod class;
pub mod decode;
pub mod folder;
pub mod form;
pub mod header;
pub mod ids;
pub mod mime;
pub mod person;
pub mod received;
pub mod relay;
pub mod split;
pub mod subject;
pub mod ticket;

#[cfg(test)]
mod tests;
