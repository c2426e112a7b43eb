//! Formats that are not read, converted by LibreOffice where it is installed and the user asks for it.
//!
//! Of the readers of doc written in Rust that were tried, litchi 0.0.1 does not build with doc alone; office_oxide 0.1.16
//! read the text and tables of a small one well, and is not tried on many yet.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use super::error::SourceError;
use super::limits::{LimitError, Watch};

/// What a file of a format becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A text document.
    Docx,
    /// A spreadsheet.
    Xlsx,
}

impl Target {
    fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The names of the program.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];

/// Between two looks whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Converts a file of a format; the program works in a directory and with a profile of its own, so that many may run
/// at once, and is ended when the document's time is up.
pub(super) fn convert(
    bytes: &[u8],
    format: &'static str,
    target: Target,
    watch: &Watch,
) -> Result<Vec<u8>, SourceError> {
    let failed = |reason: &dyn std::fmt::Display| SourceError::Unconverted {
        format,
        reason: reason.to_string(),
    };
    let room = tempfile::tempdir().map_err(|error| failed(&error))?;
    let file = room.path().join("document");
    fs::write(&file, bytes).map_err(|error| failed(&error))?;
    let mut program = start(room.path(), target).map_err(|error| failed(&error))?;
    let status = wait(&mut program, watch).map_err(|error| failed(&error))?;
    let Some(status) = status else {
        let limit = watch.limits().time;
        return Err(LimitError::Time { limit }.into());
    };
    let converted = file.with_extension(target.ending());
    match fs::metadata(&converted) {
        Ok(made) => watch.bytes(made.len())?,
        Err(_) => {
            return Err(failed(&format_args!(
                "LibreOffice made nothing of it ({status})"
            )));
        }
    }
    fs::read(&converted).map_err(|error| failed(&error))
}

fn start(room: &Path, target: Target) -> io::Result<Child> {
    let profile = format!("-env:UserInstallation=file://{}/profile", room.display());
    let mut missing = io::Error::from(io::ErrorKind::NotFound);
    for program in PROGRAMS {
        let mut command = Command::new(program);
        // It is a script that starts others: all of them are one group.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let started = command
            .args([
                "--headless",
                "--norestore",
                &profile,
                "--convert-to",
                target.ending(),
            ])
            .arg("--outdir")
            .arg(room)
            .arg(room.join("document"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing = error,
            started => return started,
        }
    }
    let told = format!("LibreOffice (soffice) is not installed: {missing}");
    Err(io::Error::new(io::ErrorKind::NotFound, told))
}

/// Waits for the program; `None` if the time was up, and it was ended.
fn wait(program: &mut Child, watch: &Watch) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = program.try_wait()? {
            return Ok(Some(status));
        }
        if watch.left().is_zero() {
            let group = format!("-{}", program.id());
            // Where there are no groups, or no such program, at least the one that was started is ended.
            let _ = Command::new("kill")
                .args(["-KILL", "--", &group])
                .stderr(Stdio::null())
                .status();
            program.kill()?;
            program.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}
