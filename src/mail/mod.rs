//! Mail shared by its sources: MIME to text, people, threads and classes of mail.
pub mod subject;
