//! Runs the program on files of a temporary folder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot write its input must fail loudly"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for one test; the program runs in it, so that names in reports are the same
/// everywhere and no settings of the machine are found.
pub struct Folder {
    folder: tempfile::TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs the program; whatever happens, it must not panic.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Ran {
        run_in(self.path(), args, b"")
    }

    #[track_caller]
    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        run_in(self.path(), args, stdin)
    }

    /// Runs the program with at most so many KiB of address space.
    #[track_caller]
    pub fn run_bounded(&self, args: &[&str], kib: u64) -> Ran {
        self.run_in_shell(args, &format!("ulimit -v {kib}; exec \"$0\" \"$@\""))
    }

    /// Likewise, with the seconds that the processor worked for it: other work of the machine does not count.
    #[track_caller]
    pub fn run_counted(&self, args: &[&str], kib: u64) -> (Ran, f64) {
        const TIMES: &str = "times.txt";
        let script = format!("ulimit -v {kib}; \"$0\" \"$@\"; code=$?; times > {TIMES}; exit $code");
        let ran = self.run_in_shell(args, &script);
        let times = fs::read_to_string(self.path().join(TIMES)).unwrap();
        // The second line is of the children: user and system, as `0m1.25s` (POSIX.1, times).
        let children = times.lines().nth(1).expect("the shell tells the time of its children");
        (ran, children.split_whitespace().map(seconds).sum())
    }

    #[track_caller]
    fn run_in_shell(&self, args: &[&str], script: &str) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command.arg(env!("CARGO_BIN_EXE_hearback")).args(args);
        finish(command, self.path(), args, b"")
    }
}

impl Ran {
    /// The report of a run that went well.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(Some(0), self.code, "{}", self.stderr);
        self.stdout
    }
}

fn seconds(text: &str) -> f64 {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m').unwrap();
    minutes.parse::<f64>().unwrap() * 60.0 + seconds.replace(',', ".").parse::<f64>().unwrap()
}

#[track_caller]
pub fn run_in(folder: &Path, args: &[&str], stdin: &[u8]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearback"));
    command.args(args);
    finish(command, folder, args, stdin)
}

#[track_caller]
fn finish(mut command: Command, folder: &Path, args: &[&str], stdin: &[u8]) -> Ran {
    command.current_dir(folder).env_remove("RUST_BACKTRACE").env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut pipe = child.stdin.take().unwrap();
    let stdin = stdin.to_owned();
    // The program may stop reading early, which is no fault of the test.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let ran = Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("reports are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("remarks are UTF-8"),
    };
    assert!(!ran.stderr.contains("panicked"), "{args:?}: {}", ran.stderr);
    assert!(matches!(ran.code, Some(0..=2)), "{args:?} ended with {:?}: {}", ran.code, ran.stderr);
    ran
}

/// A table of CSV by its header, without the named columns.
pub fn table(csv: &str, without: &[&str]) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let cells = header.iter().zip(record.iter()).filter(|(key, _)| !without.contains(key));
            cells.map(|(key, cell)| (key.to_owned(), cell.to_owned())).collect()
        })
        .collect()
}
