//! Arguments and their help.

use std::path::Path;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::measure::group::By;
use crate::message::Band;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  hearback audit inbox.mbox           the whole picture, no settings needed
  hearback audit exports/ --team @shop.example
                                      a folder of exports of any kind
  hearback unanswered exports/        who waits now, oldest first
  hearback waits exports/ > waits.csv
                                      every wait, for a spreadsheet
  hearback check exports/ --require 'p90(first_response) <= 24h'
                                      exit code 1 when it does not hold

Exit codes: 0 done; 1 only of check: an error-level rule is broken;
2 the job could not be done";

/// Do your customers hear back?
///
/// Reads exported mail, chats, calls and reviews, and tells how long customers waited for a human answer,
/// who is still waiting and which complaints were ignored. Works offline.
#[derive(Debug, Parser)]
#[command(name = "hearback", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 80)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// The arguments of the process; help, the version and what is wrong with them end it.
    pub fn of_process() -> Self {
        Self::try_parse().unwrap_or_else(|mut error| {
            if let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand)
                && Path::new(given).exists()
            {
                let tip = format!("a command goes first, such as 'hearback audit {given}'");
                error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
            }
            error.exit()
        })
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The report for people: verdicts, who waits, whom we ignored, times
    #[command(
        after_help = "Examples:\n  hearback audit inbox.mbox\n  hearback audit exports/ --by week --lang pl\n  hearback audit exports/ -o audit.json -o measures.csv"
    )]
    Audit {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
        /// Group the table of times
        #[arg(long, default_value = By::Channel.name(), value_parser = by_names())]
        by: By,
        #[command(flatten)]
        past: Past,
        #[command(flatten)]
        gate: Gate,
    },
    /// One row per wait: first and later responses
    #[command(
        after_help = "Examples:\n  hearback waits exports/ > waits.csv\n  hearback waits exports/ --channel email --last 30d -f table\n  hearback waits exports/ -o waits.csv --csv excel --lang pl"
    )]
    Waits {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        past: Past,
    },
    /// One row per open wait, oldest first
    #[command(
        after_help = "Examples:\n  hearback unanswered exports/ --as-of now\n  hearback unanswered inbox.mbox -f table --limit 20"
    )]
    Unanswered {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        past: Past,
    },
    /// One row per ignored negative message or review, worst first
    #[command(
        after_help = "Examples:\n  hearback ignored exports/ -f table\n  hearback ignored exports/ --channel review -f ndjson\n  hearback ignored exports/ --by product\n  hearback ignored exports/ --min-band possible"
    )]
    Ignored {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
        /// Count them by group instead of listing them
        #[arg(long, value_parser = by_names())]
        by: Option<By>,
        #[command(flatten)]
        past: Past,
        /// How sure it must be that a message complains: certain, likely or possible
        #[arg(long, value_name = "BAND", default_value = Band::Likely.name(), value_parser = band_names())]
        min_band: Band,
    },
    /// Rules against the data; exit code 1 when one is broken
    #[command(
        after_help = "Examples:\n  hearback check exports/\n  hearback check exports/ --require 'share(first_response <= w4h) >= 95%'\n  hearback check exports/ --require 'count(unanswered, age > 48h) == 0'\n\nFunctions: share, p50, p75, p90, p95, mean, max, count. Subjects:\nfirst_response, next_response, unanswered, ignored, promises_broken.\nDurations: 90m, 4h, 2d; w4h is working time.\nTargets and rules of hearback.toml are checked too, with their levels."
    )]
    Check {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
        /// A requirement, such as 'p90(first_response) <= 24h'; may be given several times
        #[arg(long, value_name = "RULE", help_heading = "Rules")]
        require: Vec<String>,
        /// Show names and texts; they are masked otherwise, as CI logs are read by many
        #[arg(long, help_heading = "Output")]
        show_names: bool,
        #[command(flatten)]
        past: Past,
        #[command(flatten)]
        gate: Gate,
    },
    /// One conversation: each message, its class and why, the time counted
    #[command(
        after_help = "Examples:\n  hearback explain 'Marta Nowak#2' exports/\n  hearback explain order-12@mail.example exports/ --config hearback.toml\n\n`hearback waits` lists the names of conversations."
    )]
    Explain {
        /// Name of a conversation as in the reports, or the id of one of its messages
        id: String,
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
    },
    /// The normalised messages; as NDJSON they can be read again
    #[command(
        after_help = "Examples:\n  hearback messages exports/ -f ndjson > messages.ndjson\n  hearback audit messages.ndjson"
    )]
    Messages {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        output: Output,
    },
    /// Learn the tone of words from your own rated texts
    #[command(
        after_help = "Example:\n  hearback tune reviews.csv -o words.hbw\n\nThen name the file in hearback.toml:\n  [words]\n  model = \"words.hbw\"\n\nNothing leaves this machine. A fifth of the texts is kept apart, and what is not\nbetter on them is refused (exit code 2)."
    )]
    Tune {
        #[command(flatten)]
        input: Input,
        /// The file to write
        #[arg(short, long, value_name = "FILE")]
        output: String,
    },
    /// Known export formats; with paths: what each file is taken for
    #[command(
        after_help = "Examples:\n  hearback formats\n  hearback formats exports/\n  hearback formats --show website-comments > mapping.toml\n  hearback formats --explain exports/chats.csv"
    )]
    Formats {
        /// Files and folders to look at; nothing is audited
        #[arg(value_name = "PATH")]
        paths: Vec<String>,
        /// Print a column mapping that ships with the program, to copy and change
        #[arg(long, value_name = "NAME", conflicts_with = "paths")]
        show: Option<String>,
        /// Print the first 20 records of a mapped file, with the rule that decided each field
        #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "show"])]
        explain: Option<String>,
        #[command(flatten)]
        output: Output,
        /// Settings file
        #[arg(long, value_name = "FILE")]
        config: Option<String>,
    },
}

/// What is read and how it is understood.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Input")]
pub struct Input {
    /// Files, folders, .zip .tar .gz .zst archives, or - for standard input; any mixture
    #[arg(required = true, value_name = "PATH", help_heading = None)]
    pub paths: Vec<String>,
    /// Settings file [default: hearback.toml in the working directory, if there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<String>,
    /// Read everything as this format instead of looking
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Who the team is: an address, @domain, phone number or name; may be given several times
    #[arg(long, value_name = "WHO")]
    pub team: Vec<String>,
    /// Zone of local times, working hours and the report, such as
    /// Europe/Warsaw [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// The instant to speak for: a time, or now [default: the newest message]
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Only waits opened from here on; who waits now always shows
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only waits opened before here
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Only waits opened in so much time before as-of, such as 7d
    #[arg(long, value_name = "SPAN", conflicts_with = "since")]
    pub last: Option<String>,
    /// Only this channel: email, form, chat, phone, forum, social, comment or
    /// review; may be given several times
    #[arg(long, value_name = "CHANNEL", value_delimiter = ',')]
    pub channel: Vec<String>,
    /// Threads [default: one per core]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Damage in the input makes the exit code 2
    #[arg(long)]
    pub strict: bool,
}

/// Where reports go and how they look.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// Format on standard output: table, csv, tsv, json, ndjson [default: table; rows in a pipe: csv]
    #[arg(short, long, value_name = "NAME")]
    pub format: Option<String>,
    /// Write a file too; the format is told by the ending. May be given several times
    #[arg(short, long, value_name = "[FORMAT=]PATH")]
    pub output: Vec<String>,
    /// How CSV is spelt: plain for pipes, excel for a double click
    #[arg(long, value_enum, default_value_t = CsvName::Plain)]
    pub csv: CsvName,
    /// Language of the report: en, pl, ru, fi
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Mask names and texts; times and structure stay
    #[arg(long)]
    pub redact: bool,
    /// Rows of a table; 0 is all [default: 10 in audit, else all]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// No progress bar
    #[arg(long)]
    pub no_progress: bool,
    /// No remarks on standard error
    #[arg(short, long)]
    pub quiet: bool,
    /// More remarks on standard error: what each file was taken for
    #[arg(short, long)]
    pub verbose: bool,
}

/// What earlier runs knew.
#[derive(Args, Clone, Debug, Default)]
pub struct Past {
    /// Folder that remembers reviews between runs, to tell edits after an
    /// answer, removed answers and reviews that are gone
    #[arg(long, value_name = "DIR", help_heading = "Input", value_parser = NonEmptyStringValueParser::new())]
    pub history: Option<String>,
}

/// When there is nothing to judge.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Gate {
    /// An input without anything to judge is fine
    #[arg(long, help_heading = "Input")]
    pub allow_empty: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CsvName {
    #[default]
    Plain,
    Excel,
}

/// The names of groups, each as its group.
fn by_names() -> impl TypedValueParser<Value = By> {
    let named = |name: String| By::ALL.iter().copied().find(|by| by.name() == name).ok_or("no such group");
    PossibleValuesParser::new(By::ALL.iter().map(|by| by.name())).try_map(named)
}

/// The names of bands, each as its band.
fn band_names() -> impl TypedValueParser<Value = Band> {
    let named = |name: String| Band::from_name(&name).ok_or("no such band");
    PossibleValuesParser::new(Band::ALL.iter().map(|band| band.name())).try_map(named)
}
