//! The folder that an index is kept in: named by its format and its fields, so that another Galley's is never mistaken
//! for this one's.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use tantivy::directory::MmapDirectory;

use super::{
    index::{IndexError, settings},
    schema::{FORMAT, Fields},
};

pub struct Place {
    folder: PathBuf,
    name: String,
    /// The name with what tells formats apart.
    full: String,
    fields: Fields,
}

impl Place {
    pub fn new(folder: &Path, name: &str, fields: &Fields) -> Result<Self, IndexError> {
        let schema = Sha256::digest(serde_json::to_vec(&fields.schema)?);
        let hash: String = schema.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let full = format!("{name}-{FORMAT}-{hash}");
        Ok(Self { folder: folder.to_owned(), name: name.to_owned(), full, fields: fields.clone() })
    }

    /// Keeps other processes out until the file is closed, which the end of this one does too.
    pub fn lock(&self) -> Result<File, IndexError> {
        fs::create_dir_all(&self.folder)?;
        let file = self.folder.join(format!(".{}.lock", self.full));
        let file = File::options().create(true).truncate(false).write(true).open(file)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(IndexError::Busy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The index that is there, or else a new one.
    pub fn open(&self) -> Result<tantivy::Index, IndexError> {
        let path = self.path();
        fs::create_dir_all(&path)?;
        let directory = self.directory()?;
        if !tantivy::Index::exists(&directory).map_err(tantivy::TantivyError::from)? {
            return self.make();
        }
        let index = tantivy::Index::open(directory)?;
        if index.schema() != self.fields.schema {
            return Err(io::Error::other("an index with other fields").into());
        }
        Ok(index)
    }

    /// A new index, where there is none.
    pub fn make(&self) -> Result<tantivy::Index, IndexError> {
        fs::create_dir_all(self.path())?;
        let builder = tantivy::Index::builder().schema(self.fields.schema.clone()).settings(settings());
        Ok(builder.create_in_dir(self.path())?)
    }

    /// Takes away what is there.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes away indexes of this name in other formats: nobody reads them again.
    pub fn forget_others(&self) {
        let beginning = format!("{}-", self.name);
        for other in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = other.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&beginning)
                && *name != *self.full
                && let Err(error) = fs::remove_dir_all(other.path())
            {
                tracing::warn!(folder = %other.path().display(), %error, "an old search index stays where it is");
            }
        }
    }

    fn directory(&self) -> Result<MmapDirectory, IndexError> {
        Ok(MmapDirectory::open(self.path()).map_err(tantivy::TantivyError::from)?)
    }

    fn path(&self) -> PathBuf {
        self.folder.join(&self.full)
    }
}
