//! Judgements with evidence: one file per check.
