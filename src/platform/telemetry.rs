//! Log lines, on standard error: one event a line, whatever was logged.

use std::io::{self, Write};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// Why logging cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("the filter cannot be read: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    #[error(transparent)]
    Installed(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends the events of the whole process to standard error.
///
/// # Errors
/// When the filter's directives cannot be read, or a subscriber is installed already.
pub fn init(filter: &str, json: bool) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().parse(filter)?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(Escaping { json }).with_ansi(false);
    if json {
        registry.with(lines.json().flatten_event(true).with_current_span(false)).try_init()?;
    } else {
        registry.with(lines).try_init()?;
    }
    Ok(())
}

/// Whether [`init`] can read the directives.
///
/// # Errors
/// Says which it cannot.
pub fn check_filter(filter: &str) -> Result<(), TelemetryError> {
    EnvFilter::builder().parse(filter)?;
    Ok(())
}

/// Writes events with control characters escaped, so that nothing logged can forge a line or steer a terminal.
#[derive(Debug, Clone, Copy)]
struct Escaping {
    /// Whether events are JSON (RFC 8259, section 7), which writes escapes in its own way.
    json: bool,
}

impl<'w> MakeWriter<'w> for Escaping {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        *self
    }
}

impl Write for Escaping {
    /// Called once an event, with its line end.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        io::stderr().lock().write_all(escape(&String::from_utf8_lossy(event), self.json).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

fn escape(event: &str, json: bool) -> String {
    let line = event.strip_suffix('\n').unwrap_or(event);
    let mut safe = String::with_capacity(event.len());
    for character in line.chars() {
        if character.is_control() && json {
            safe.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else if character.is_control() {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe.push('\n');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_that_steers_no_terminal() {
        assert_eq!(escape("{\"a\":\"\u{9b}\"}\n", true), "{\"a\":\"\\u009b\"}\n");
        assert_eq!(escape("a\nb\u{1b}[2J\u{9b}ä\n", false), "a\\u{a}b\\u{1b}[2J\\u{9b}ä\n");
    }
}
