//! Makes the admin panel's styles and scripts, which `platform/assets.rs` embeds from `$OUT_DIR/admin-dist`.
//!
//! `npm ci` and esbuild run inside `OUT_DIR`, so that the source tree stays clean. `ADMIN_DIST=folder` takes
//! what another run of `bundle.mjs` made (a container's Node stage, a build without a network) instead.

#![expect(clippy::disallowed_methods, reason = "a build script is told by the environment alone")]

use std::{
    env,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

const SOURCE: &str = "admin-assets";
/// What the bundle is made of; a change of any runs this again.
const INPUTS: [&str; 6] = ["package.json", "package-lock.json", "bundle.mjs", "css", "js", "icons"];
const NO_NODE: &str = "the admin panel's assets need Node.js 20 or newer with npm (Debian: apt-get install nodejs npm), \
                       or ADMIN_DIST=<a folder that bundle.mjs made>";

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=ADMIN_DIST");
    for input in INPUTS {
        println!("cargo::rerun-if-changed={SOURCE}/{input}");
    }
    match make() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            for line in reason.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn make() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR; run me through cargo")?);
    let dist = out.join("admin-dist");
    if let Some(ready) = env::var_os("ADMIN_DIST").filter(|folder| !folder.is_empty()) {
        println!("cargo::rerun-if-changed={}", ready.display());
        return take(Path::new(&ready), &dist);
    }
    let work = out.join("admin-build");
    for input in INPUTS {
        let target = work.join(input);
        clear(&target).and_then(|()| copy(&Path::new(SOURCE).join(input), &target)).map_err(failed("copy", input))?;
    }
    install(&work)?;
    run(&work, "node", &[OsStr::new("bundle.mjs"), dist.as_os_str()])
}

/// Takes a ready folder over as it is.
fn take(ready: &Path, dist: &Path) -> Result<(), String> {
    if !ready.join("manifest.json").is_file() {
        return Err(format!("ADMIN_DIST={} holds no manifest.json", ready.display()));
    }
    clear(dist).and_then(|()| copy(ready, dist)).map_err(failed("copy", &ready.display().to_string()))
}

/// Installs what the lock file names, unless that is what is installed.
fn install(work: &Path) -> Result<(), String> {
    let installed = work.join("installed-lock.json");
    let lock = fs::read(work.join("package-lock.json")).map_err(failed("read", "package-lock.json"))?;
    if fs::read(&installed).is_ok_and(|known| known == lock) && work.join("node_modules").is_dir() {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(work, npm, &["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"].map(OsStr::new))?;
    fs::write(&installed, lock).map_err(failed("write", "installed-lock.json"))
}

fn run(folder: &Path, program: &str, arguments: &[&OsStr]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound { NO_NODE.to_owned() } else { format!("{program}: {error}") }
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{program} failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

fn failed(verb: &'static str, what: &str) -> impl FnOnce(io::Error) -> String {
    move |error| format!("cannot {verb} {what}: {error}")
}

fn clear(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
