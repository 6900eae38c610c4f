//! The one authorisation function for every view of an entry and every verb on it.

use super::{ContentError, Entry};
use crate::permission::{Actor, Permission};

/// Whether `actor` may do this to `entry`. Edit, preview, history, usage, API: all ask here.
///
/// # Errors
/// [`ContentError::NotFound`] for whoever may not even read it (its existence is not told),
/// [`ContentError::Denied`] for whoever may read but not do this.
pub fn authorise(actor: &Actor, permission: Permission, entry: &Entry) -> Result<(), ContentError> {
    if actor.may(permission, &entry.created_by) {
        Ok(())
    } else if actor.may(Permission::ReadContent, &entry.created_by) {
        Err(ContentError::Denied)
    } else {
        Err(ContentError::NotFound)
    }
}

/// Whether `actor` may do this at all, where no entry is concerned yet.
///
/// # Errors
/// [`ContentError::Denied`].
pub fn authorise_some(actor: &Actor, permission: Permission) -> Result<(), ContentError> {
    if actor.may_some(permission) { Ok(()) } else { Err(ContentError::Denied) }
}
