//! Views for tests, from the scripts of [`crate::conversation::testing`].

use crate::finding::ignored::{Ignored, ignored};
use crate::finding::{Evidence, Finding, all};
use crate::measure::testing::Gauge;
use crate::message::Language;

use super::labels::Labels;
use super::units::Units;
use super::view::View;
use super::{Document, Section, Table, Value};

/// The signs of English.
pub fn units() -> Units {
    Labels::new(Language::English).units
}

/// Everything that a report looks at.
pub struct Desk {
    pub gauge: Gauge,
    ignored: Vec<Ignored>,
    findings: Vec<Finding>,
    labels: Labels,
}

impl Desk {
    pub fn new(script: &str) -> Self {
        let gauge = Gauge::new(script);
        let ignored = ignored(&gauge.ruler(), &gauge.waits);
        let findings = all(&Evidence {
            ruler: gauge.ruler(),
            waits: &gauge.waits,
            ignored: &ignored,
            blind: gauge.case.all.blind,
        });
        Self { gauge, ignored, findings, labels: Labels::new(Language::English) }
    }

    pub fn view(&self) -> View<'_> {
        View {
            archive: &self.gauge.case.archive,
            settings: &self.gauge.case.settings,
            conversations: &self.gauge.case.all,
            waits: &self.gauge.waits,
            ignored: &self.ignored,
            findings: &self.findings,
            labels: &self.labels,
            redact: false,
            limit: None,
        }
    }
}

/// The cells of a column, from the first row to the last.
pub fn column<'a>(table: &Table<'a>, key: &str) -> Vec<Value<'a>> {
    let idx = table.columns.iter().position(|column| column.key == key).unwrap();
    table.rows.iter().map(|row| row[idx].clone()).collect()
}

/// The texts of a section's lines.
pub fn lines<'s>(section: &'s Section<'_>) -> Vec<&'s str> {
    section.lines.iter().map(|line| line.text.as_str()).collect()
}

/// The document with all its rows made, so that it may outlive its desk.
pub fn held(document: Document<'_>) -> Document<'static> {
    let sections = document.sections.into_iter().map(|section| Section {
        key: section.key,
        title: section.title,
        lines: section.lines,
        table: section.table.map(Table::into_held),
    });
    Document { meta: document.meta, sections: sections.collect() }
}
