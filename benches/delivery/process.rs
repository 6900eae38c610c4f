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
    /// Whether it has to be told to end, for others end with it.
    pub asked_to_end: bool,
    child: Child,
}

impl Server {
    /// Starts a command that has been told its port.
    pub fn at(port: u16, command: &mut Command) -> anyhow::Result<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        Ok(Self { address: format!("http://127.0.0.1:{port}"), asked_to_end: false, child })
    }

    /// Starts a command that takes a free port and prints its address as the last word of its first line.
    pub fn announced(command: &mut Command) -> anyhow::Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("no standard output")?;
        let mut server = Self { address: String::new(), asked_to_end: false, child };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        line.split_whitespace().last().context("an address")?.clone_into(&mut server.address);
        Ok(server)
    }

    /// User and system time so far, of its workers too.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let pid = self.child.id();
        let workers = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"))?;
        workers.split_whitespace().try_fold(Self::cpu_of(&pid.to_string())?, |all, pid| Ok(all + Self::cpu_of(pid)?))
    }

    fn cpu_of(pid: &str) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
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
        let asked = self.asked_to_end
            && Command::new("kill").arg(self.child.id().to_string()).status().is_ok_and(|status| status.success());
        // A server that has ended by itself has nothing left to kill.
        if !asked {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

/// Of the last minute, over all processors: `0.42 on 2`.
pub fn load_average() -> anyhow::Result<String> {
    let load = fs::read_to_string("/proc/loadavg")?;
    let processors = std::thread::available_parallelism()?;
    Ok(format!("{} on {processors}", load.split(' ').next().unwrap_or_default()))
}
