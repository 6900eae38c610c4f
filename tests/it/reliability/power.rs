//! SQLite keeps what was acknowledged when the power goes: the database lies on a disk of its own, in an image, and
//! what the image holds at a random moment is all that is left.

use std::{
    fmt,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use galley::{
    app::App,
    config::Config,
    platform::{clock::Clock, db::Db},
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tempfile::TempDir;

use super::{
    api::Api,
    invariants, number, seed, token,
    workers::{Gate, Worker},
};
use crate::harness::Server;

/// A file system in an image, mounted.
struct Disk {
    directory: TempDir,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "mounts images, which only root may do: run by make soak"]
async fn a_power_cut_loses_nothing_acknowledged() {
    let mut disk = match Disk::empty() {
        Ok(disk) => disk,
        Err(why) => return println!("SKIPPED, since no image can be mounted here: {why}"),
    };
    let (cuts, mut chance) = (number("GALLEY_TEST_CUTS", 20), StdRng::seed_from_u64(seed()));
    let url = disk.url();
    let data = disk.data().to_str().unwrap().to_owned();
    let given = [("GALLEY_DATABASE_URL", url.as_str()), ("GALLEY_DATA_DIR", &data), ("GALLEY_LOG", "error")];
    let config = Config::from_variables(given.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap();
    let app = App::build(config, Clock::system()).await.unwrap();
    let token = token(&app, "worker").await;
    app.db.close().await.unwrap();
    drop(app);

    let mut server = Server::start(&given);
    let mut api = Api::new(&server.url, &token);
    let began = Instant::now();
    let mut anna = Worker::new(&api, "anna", StdRng::seed_from_u64(chance.random())).await;
    let mut ben = Worker::new(&api, "ben", StdRng::seed_from_u64(chance.random())).await;
    let usual = began.elapsed() / 6;
    let mut requests = 0;
    for _ in 0..cuts {
        let gate = Gate::after(chance.random_range(1..12));
        let late = usual.mul_f64(chance.random_range(0.0..2.0));
        tokio::join!(anna.work(&api, &gate), ben.work(&api, &gate), async {
            gate.reached.notified().await;
            tokio::task::block_in_place(|| {
                std::thread::sleep(late);
                // Nothing is acknowledged from here on.
                server.pause();
                disk.keep();
                server.kill();
            });
        });
        requests += gate.begun();
        disk.cut();
        server = Server::start(&given);
        api = api.at(&server.url);
        let db = Db::connect(&url.parse().unwrap()).await.unwrap();
        let whole = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let whole = db.reader().query_one_raw(whole).await.unwrap().unwrap();
        assert_eq!(whole.try_get_by::<String, _>(0).unwrap(), "ok");
        invariants::assert_sound(&db).await;
        db.close().await.unwrap();
        anna.check_all(&api).await;
        ben.check_all(&api).await;
    }
    server.kill();
    println!("{cuts} cuts in {requests} requests");
}

impl Disk {
    /// # Errors
    /// What the system said.
    fn empty() -> Result<Self, String> {
        let disk = Self { directory: tempfile::tempdir().unwrap() };
        std::fs::create_dir(disk.mounted()).unwrap();
        let image = std::fs::File::create(disk.image()).unwrap();
        image.set_len(128 * 1024 * 1024).unwrap();
        run("mkfs.ext4", &[&"-q", &"-F", &disk.image().display()])?;
        disk.mount()?;
        std::fs::create_dir(disk.data()).unwrap();
        run("sync", &[&"-f", &disk.data().display()])?;
        Ok(disk)
    }

    fn data(&self) -> PathBuf {
        self.mounted().join("data")
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.data().join("galley.db").display())
    }

    /// Keeps what has reached the disk at this moment: not what the system still holds in memory for it.
    fn keep(&self) {
        run("cp", &[&"--sparse=always", &self.image().display(), &self.kept().display()]).unwrap();
    }

    /// Goes on with what was kept, as after a power cut.
    fn cut(&mut self) {
        run("umount", &[&self.mounted().display()]).unwrap();
        std::fs::rename(self.kept(), self.image()).unwrap();
        self.mount().unwrap();
    }

    /// The journal is written when somebody insists, and not by the clock while the image is copied.
    fn mount(&self) -> Result<(), String> {
        run("mount", &[&"-o", &"loop,commit=300", &self.image().display(), &self.mounted().display()])
    }

    fn image(&self) -> PathBuf {
        self.within("image")
    }

    fn kept(&self) -> PathBuf {
        self.within("kept")
    }

    fn mounted(&self) -> PathBuf {
        self.within("mounted")
    }

    fn within(&self, name: &str) -> PathBuf {
        Path::new(self.directory.path()).join(name)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a test that failed may still have files open.
        run("umount", &[&"-l", &self.mounted().display()]).ok();
    }
}

fn run(program: &str, arguments: &[&dyn fmt::Display]) -> Result<(), String> {
    let arguments = arguments.iter().map(ToString::to_string);
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
