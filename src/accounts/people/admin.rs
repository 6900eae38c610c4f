//! People, their pages and invitations over HTTP.

use axum::{
    Form, Router,
    extract::{Path, Query, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::pages::{self, InviteView, LinkPage, PeoplePage, PersonPage};
use crate::{
    accounts::{
        Accounts, IssuedLink, SignedIn,
        model::{AccountError, Person, may_manage, read_email},
    },
    error::AppError,
    paths,
    permission::{Principal, Role},
    platform::http::SHOWN_ONCE,
    vocabulary::{FieldErrors, InvitationId, PersonId},
    words::t,
};

/// People on one page.
const PER_PAGE: u64 = 50;

pub fn routes() -> Router<Accounts> {
    Router::new()
        .route(paths::PEOPLE, get(index))
        .route(paths::NEW_PERSON, get(new).post(invite))
        .route(paths::PERSON, get(show).post(change_role))
        .route(paths::DISABLING, get(ask_to_disable).post(disable))
        .route(paths::ENABLING, post(enable))
        .route(paths::RESET_LINK, post(make_reset_link))
        .route(paths::INVITATION_LINK, post(renew_invitation))
        .route(paths::WITHDRAWAL, post(withdraw_invitation))
}

/// The part of the address behind the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
    /// What was just done; see [`pages::done`].
    done: String,
}

#[derive(Deserialize)]
struct InviteForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize)]
struct RoleForm {
    #[serde(default)]
    role: String,
}

async fn index(
    State(accounts): State<Accounts>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, AppError> {
    let page = asked.page.parse().unwrap_or(1).max(1);
    let (people, total) = accounts.people(&who.actor, page, PER_PAGE).await?;
    let invitations = if page == 1 { accounts.invitations(&who.actor).await? } else { Vec::new() };
    let view = PeoplePage {
        viewer: &who.viewer,
        people: &people,
        invitations: &invitations,
        page,
        per_page: PER_PAGE,
        total,
        done: pages::done(&asked.done),
    };
    Ok(view.render())
}

async fn new(who: SignedIn) -> Markup {
    let view =
        InviteView { roles: &roles_for(&who), email: "", role: Role::Editor.as_str(), errors: FieldErrors::default() };
    pages::invite(&who.viewer, &view)
}

async fn invite(
    State(accounts): State<Accounts>,
    who: SignedIn,
    headers: HeaderMap,
    Form(form): Form<InviteForm>,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let email = read_email(&form.email, &mut errors);
    let role = read_role(&form.role, &mut errors);
    let invited = match (email, role) {
        (Some(email), Some(role)) => accounts.invite(&who.actor, email, role).await,
        _ => Err(AccountError::Invalid(errors)),
    };
    match invited {
        Ok(link) => Ok(link_page(&who, &accounts.address(&headers, &paths::join(link.secret.reveal())), &link, true)),
        Err(AccountError::Invalid(errors)) => {
            let view = InviteView { roles: &roles_for(&who), email: &form.email, role: &form.role, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::invite(&who.viewer, &view)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<PersonId>, PathRejection>,
    Query(asked): Query<Asked>,
) -> Result<Markup, AppError> {
    let person = accounts.person(&who.actor, known(id)?).await?;
    Ok(person_page(&who, &person, &FieldErrors::default(), &asked.done))
}

async fn change_role(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<PersonId>, PathRejection>,
    Form(form): Form<RoleForm>,
) -> Result<Response, AppError> {
    let id = known(id)?;
    let mut errors = FieldErrors::default();
    let Some(role) = read_role(&form.role, &mut errors) else {
        let person = accounts.person(&who.actor, id).await?;
        let page = person_page(&who, &person, &errors, "");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    accounts.change_role(&who.actor, id, role).await?;
    Ok(back(&paths::person(id), "role"))
}

async fn ask_to_disable(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<PersonId>, PathRejection>,
) -> Result<Markup, AppError> {
    let person = accounts.person(&who.actor, known(id)?).await?;
    if !may_manage(&who.actor, &[person.role]) {
        return Err(AppError::Forbidden);
    }
    if is_oneself(&who, &person) {
        return Err(AccountError::Yourself.into());
    }
    Ok(pages::disabling(&who.viewer, &person))
}

async fn disable(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<PersonId>, PathRejection>,
) -> Result<Response, AppError> {
    let person = accounts.set_disabled(&who.actor, known(id)?, true).await?;
    Ok(back(&paths::person(person.id), "disabled"))
}

async fn enable(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<PersonId>, PathRejection>,
) -> Result<Response, AppError> {
    let person = accounts.set_disabled(&who.actor, known(id)?, false).await?;
    Ok(back(&paths::person(person.id), "enabled"))
}

async fn make_reset_link(
    State(accounts): State<Accounts>,
    who: SignedIn,
    headers: HeaderMap,
    id: Result<Path<PersonId>, PathRejection>,
) -> Result<Response, AppError> {
    let link = accounts.make_reset_link(&who.actor, known(id)?).await?;
    Ok(link_page(&who, &accounts.address(&headers, &paths::reset(link.secret.reveal())), &link, false))
}

async fn renew_invitation(
    State(accounts): State<Accounts>,
    who: SignedIn,
    headers: HeaderMap,
    id: Result<Path<InvitationId>, PathRejection>,
) -> Result<Response, AppError> {
    let link = accounts.renew_invitation(&who.actor, known(id)?).await?;
    Ok(link_page(&who, &accounts.address(&headers, &paths::join(link.secret.reveal())), &link, true))
}

async fn withdraw_invitation(
    State(accounts): State<Accounts>,
    who: SignedIn,
    id: Result<Path<InvitationId>, PathRejection>,
) -> Result<Response, AppError> {
    accounts.withdraw_invitation(&who.actor, known(id)?).await?;
    Ok(back(&paths::people(), "withdrawn"))
}

impl Accounts {
    /// A path of ours as somebody else can open it: under the public address, or else under the one that whoever
    /// asks has typed.
    #[must_use]
    pub fn address(&self, headers: &HeaderMap, path: &str) -> String {
        let typed = || {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            format!("http://{host}")
        };
        format!("{}{path}", self.public_url.as_deref().map_or_else(typed, str::to_owned))
    }
}

/// The page that shows a link, this once. Nobody on the way may keep it or rewrite it.
fn link_page(who: &SignedIn, address: &str, link: &IssuedLink, joins: bool) -> Response {
    let page = LinkPage { viewer: &who.viewer, address, email: &link.email, expires_at: link.expires_at, joins };
    ([SHOWN_ONCE], page.render()).into_response()
}

fn person_page(who: &SignedIn, person: &Person, errors: &FieldErrors, done: &str) -> Markup {
    let page = PersonPage {
        viewer: &who.viewer,
        person,
        roles: &roles_for(who),
        is_oneself: is_oneself(who, person),
        may_manage: may_manage(&who.actor, &[person.role]),
        errors,
        done: pages::done(done),
    };
    page.render()
}

/// The roles that somebody may give.
fn roles_for(who: &SignedIn) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| may_manage(&who.actor, &[*role])).collect()
}

fn is_oneself(who: &SignedIn, person: &Person) -> bool {
    who.actor.principal == Principal::Person(person.id)
}

fn read_role(word: &str, errors: &mut FieldErrors) -> Option<Role> {
    let role = word.parse().ok();
    if role.is_none() {
        errors.add("role", "required", t!("role-required"));
    }
    role
}

/// What is no id is nobody's.
fn known<T>(id: Result<Path<T>, PathRejection>) -> Result<T, AppError> {
    id.map(|Path(id)| id).map_err(|_| AppError::NotFound)
}

fn back(path: &str, done: &str) -> Response {
    Redirect::to(&format!("{path}?done={done}")).into_response()
}
