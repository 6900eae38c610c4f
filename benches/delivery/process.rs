//! A server process that is watched from outside: its CPU time and memory as the kernel counts them.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::Context as _;

/// Kernel ticks per second in `/proc/PID/stat`: 100 on every Linux architecture that Rust's tier 1 names.
const TICKS_PER_SECOND: u32 = 100;

/// A running server; killed when dropped.
pub struct Server {
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    child: Child,
}

impl Server {
    /// Starts a command that has been told its port.
    pub fn at(port: u16, command: &mut Command) -> anyhow::Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        Ok(Self { address: format!("http://127.0.0.1:{port}"), child })
    }

    /// Starts a command that takes a free port and prints its address as the last word of its first line.
    pub fn announced(command: &mut Command) -> anyhow::Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("no standard output")?;
        let mut server = Self { address: String::new(), child };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        line.split_whitespace().last().context("an address")?.clone_into(&mut server.address);
        Ok(server)
    }

    /// User and system time so far.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The command's name, in parentheses, may hold spaces; utime and stime are fields 14 and 15.
        let (_, rest) = stat.rsplit_once(')').context("no name in stat")?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks: u32 =
            fields.get(11).context("utime")?.parse::<u32>()? + fields.get(12).context("stime")?.parse::<u32>()?;
        Ok(Duration::from_secs(1) * ticks / TICKS_PER_SECOND)
    }

    /// Resident memory, in bytes.
    pub fn memory(&self) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended by itself has nothing left to kill.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Of the last minute, over all processors: `0.42 on 2`.
pub fn load_average() -> anyhow::Result<String> {
    let load = fs::read_to_string("/proc/loadavg")?;
    let processors = std::thread::available_parallelism()?;
    Ok(format!("{} on {processors}", load.split(' ').next().unwrap_or_default()))
}
