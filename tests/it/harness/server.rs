//! Galley's own program as a process, to be killed.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
};

/// The running program. Killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:port`
    pub url: String,
    /// The lines of standard output until it listened.
    pub output: Vec<String>,
}

impl Server {
    /// Starts `galley serve` on a free port with these variables alone; waits until it listens.
    pub fn start(variables: &[(&str, &str)]) -> Self {
        let mut child = command(variables).arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut output = Vec::new();
        let url = loop {
            let line = lines.next().unwrap_or_else(|| panic!("galley ended: {:?}", child.wait()));
            let listening = line.strip_prefix("Galley listens on ").map(str::to_owned);
            output.push(line);
            if let Some(url) = listening {
                break url;
            }
        };
        // Further lines must not block the program.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url, output }
    }

    /// Sends SIGTERM and waits for the end.
    pub fn terminate(mut self) -> ExitStatus {
        self.signal("-TERM");
        self.child.wait().unwrap()
    }

    /// Sends SIGSTOP: it does nothing any more, and can still be killed.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// Sends SIGKILL and waits for the end.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The program with these variables and no others.
pub fn command(variables: &[(&str, &str)]) -> Command {
    // For the clients that will ask it.
    galley::platform::outbound::use_ring();
    let mut command = Command::new(env!("CARGO_BIN_EXE_galley"));
    command.env_clear().env("GALLEY_LISTEN", "127.0.0.1:0").env("GALLEY_DRAIN_SECONDS", "0");
    command.envs(variables.iter().copied());
    command
}
