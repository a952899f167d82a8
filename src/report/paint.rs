//! Colours: codespan's hooks on anstyle.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

use crate::terms::Level;

/// A writer that colours, if it was told to.
pub(crate) struct Paint<'w> {
    out: &'w mut dyn Write,
    color: bool,
}

/// Titles of manual pages.
pub(crate) const TITLE: Style = Style::new().bold();
const QUIET: Style = AnsiColor::Cyan.on_default();

/// The style of a level.
pub(crate) fn level_style(level: Level) -> Style {
    color_of(severity(level)).on_default().bold()
}

/// A level as codespan knows it.
pub(crate) fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}

fn color_of(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Bug | Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note | Severity::Help => AnsiColor::Green,
    }
}

impl<'w> Paint<'w> {
    /// Writes to `out`, with colours if `color`.
    pub(crate) fn new(out: &'w mut dyn Write, color: bool) -> Self {
        Paint { out, color }
    }

    fn set(&mut self, style: Style) -> io::Result<()> {
        if self.color { write!(self.out, "{}", style.render()) } else { Ok(()) }
    }

    /// Writes `text` in `style`.
    pub(crate) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.set(style)?;
        self.out.write_all(text.as_bytes())?;
        self.reset()
    }
}

impl Write for Paint<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Paint<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(color_of(severity).on_default().bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(TITLE)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(QUIET)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(QUIET)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(QUIET)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        match style {
            LabelStyle::Primary => self.set(color_of(severity).on_default()),
            LabelStyle::Secondary => self.set(QUIET),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        if self.color { write!(self.out, "{}", anstyle::Reset.render()) } else { Ok(()) }
    }
}
