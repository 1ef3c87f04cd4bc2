//! Why a mapped file is read as it is: the fields of its first records and the rule that decided each.

use std::io;

use super::build::transcript;
use super::mapping::{From, Mapping, Pick};
use super::view::{Place, View};
use super::{Broken, Export, Visit, mapping_of};
use crate::problem::Problem;
use crate::source::Stream;

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name of the mapping's key.
    pub name: &'static str,
    /// What was found, at most 80 characters.
    pub value: String,
    /// The path, constant or rule that gave it.
    pub rule: String,
}

/// The mapping of a file and what it makes of the first records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub mapping: String,
    /// Of each record its line and its fields.
    pub records: Vec<(u64, Vec<Field>)>,
}

/// The first records of a file; a field that is absent is left out.
pub fn explain(stream: &Stream<'_>, n_records: usize) -> io::Result<Explained> {
    let head = stream.entry.peek()?;
    let mapping = mapping_of(stream, &head)?;
    let export = Export::of(&mapping, stream, head, &mut |_| {});
    let mut explainer = Explainer { mapping: &mapping, left: n_records, records: Vec::new() };
    export.visit(&mut explainer)?;
    Ok(Explained { mapping: mapping.name.clone(), records: explainer.records })
}

struct Explainer<'m> {
    mapping: &'m Mapping,
    left: usize,
    records: Vec<(u64, Vec<Field>)>,
}

impl Explainer<'_> {
    fn explain(&mut self, view: &View<'_>, line: u64) {
        if self.left != 0 {
            self.left -= 1;
            self.records.push((line, fields(self.mapping, view)));
        }
    }
}

impl Visit for Explainer<'_> {
    fn record(&mut self, view: View<'_>, line: u64) {
        let Some(explode) = &self.mapping.records.explode else {
            return self.explain(&view, line);
        };
        let text = view.text(explode.field).unwrap_or_default();
        for groups in &transcript::parts(explode, &text) {
            self.explain(&View { place: Place::Part { groups, outer: &view }, ..view }, line);
        }
    }

    fn broken(&mut self, _problem: Broken) {}

    fn outside(&mut self, _reason: &'static str) {}

    fn remark(&mut self, _problem: Problem) {}

    fn is_done(&self) -> bool {
        self.left == 0
    }
}

fn fields(mapping: &Mapping, view: &View<'_>) -> Vec<Field> {
    if let Some(idx) = mapping.drops.iter().position(|when| when.holds(view)) {
        let rule = format!("[[drop]] {}", idx + 1);
        return vec![Field { name: "outside", value: "dropped".to_owned(), rule }];
    }
    let fields = &mapping.fields;
    let picks: [(&'static str, &Pick); 24] = [
        ("conversation", &fields.conversation),
        ("id", &fields.id),
        ("reply_to", &fields.reply_to),
        ("time", &mapping.times.from),
        ("author", &fields.author),
        ("name", &fields.name),
        ("email", &fields.email),
        ("phone", &fields.phone),
        ("to", &fields.to),
        ("subject", &fields.subject),
        ("about", &fields.about),
        ("title", &fields.title),
        ("text", &fields.text),
        ("rating", &fields.rating),
        ("edited", &fields.edited),
        ("reply", &fields.reply),
        ("reply_at", &fields.reply_at),
        ("reply_name", &fields.reply_name),
        ("first_inbound_at", &fields.first_inbound_at),
        ("first_reply_at", &fields.first_reply_at),
        ("closed_at", &fields.closed_at),
        ("removable_until", &fields.removable_until),
        ("link", &fields.link),
        ("language", &fields.language),
    ];
    let metrics = mapping.metrics.iter().map(|metric| (metric.name, &metric.from));
    let mut found: Vec<Field> = picks
        .into_iter()
        .chain(metrics)
        .filter_map(|(name, pick)| {
            let (from, text) = pick.0.iter().find_map(|from| Some((from, from.text(view)?)))?;
            let value = text.chars().take(80).collect();
            Some(Field { name, value, rule: describe(mapping, from) })
        })
        .collect();
    if let Some(idx) = mapping.roles.iter().position(|rule| rule.when.holds(view)) {
        let value = mapping.roles[idx].set.name().to_owned();
        found.push(Field { name: "role", value, rule: format!("[[role]] {}", idx + 1) });
    } else if let Some(role) = mapping.default_role {
        let rule = "[[role]] default, unless [team] names the author".to_owned();
        found.push(Field { name: "role", value: role.name().to_owned(), rule });
    }
    if let Some(idx) = mapping.kinds.iter().position(|rule| rule.when.holds(view)) {
        let value = mapping.kinds[idx].set.name().to_owned();
        found.push(Field { name: "kind", value, rule: format!("[[kind]] {}", idx + 1) });
    }
    found
}

fn describe(mapping: &Mapping, from: &From) -> String {
    let raw = |id: &usize| mapping.paths.get(*id).map_or("", |path| path.raw.as_str());
    match from {
        From::Path(id) => raw(id).to_owned(),
        From::Constant(_) => "constant".to_owned(),
        From::If(id, _) => format!("{} under its condition", raw(id)),
        From::Join { parts, .. } => parts.iter().map(raw).collect::<Vec<_>>().join(" + "),
    }
}
