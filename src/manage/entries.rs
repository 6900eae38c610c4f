//! Entries: list, create, read, save, trash and recovery, usage.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    Manage,
    query::{Parameters, if_match, object, only, text},
    shapes, view,
};
use crate::{
    accounts::Bearer,
    content::{BodyForm, Cause, Change, ContentError, Entry, Input, NewEntry, Revision, Saved, Shown, error::Stale},
    error::{AppError, StaleVersions, pointer},
    paths,
    permission::Actor,
    vocabulary::{FieldError, FieldErrors, Locale, RevisionNumber},
    words::t,
};

type Pairs = Query<Vec<(String, String)>>;
type At = Path<(String, String)>;

pub async fn index(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(plural): Path<String>,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let kind = manage.kind(&plural)?;
    let mut parameters = Parameters::new(pairs, shapes::INDEX)?;
    let query = parameters.list(kind)?;
    let body = parameters.body()?;
    let (entries, total) = manage.entries.list_shown(&actor, &query, body).await?;
    let data: Vec<Value> = entries.iter().map(view::shown).collect();
    let meta = json!({
        "page": query.page,
        "limit": query.limit,
        "total": total,
        "totalPages": total.div_ceil(query.limit),
    });
    Ok(Json(json!({ "data": data, "meta": meta })).into_response())
}

pub async fn create(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(plural): Path<String>,
    Query(pairs): Pairs,
    body: Bytes,
) -> Result<Response, AppError> {
    let kind = manage.kind(&plural)?;
    let form = only_body(pairs)?;
    let sent = object(&body)?;
    only(&sent, shapes::NEW_ENTRY)?;
    let new = NewEntry {
        kind,
        locale: locale(&sent)?,
        slug: text(&sent, "slug")?,
        translation_of: match text(&sent, "translationOf")? {
            None => None,
            Some(id) => {
                Some(id.parse().map_err(|_| FieldErrors::one("/translationOf", "not_an_id", t!("problem-id-entry")))?)
            }
        },
        external_id: text(&sent, "externalId")?,
        content: content(&sent)?,
    };
    let saved = manage.entries.create(&actor, new).await?;
    let location = [(header::LOCATION, paths::manage_entry(&plural, saved.entry.id))];
    let answer = written(&manage, saved, form).await?;
    Ok((StatusCode::CREATED, location, answer).into_response())
}

pub async fn show(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let form = only_body(pairs)?;
    let entry = manage.entry(&actor, &at).await?;
    one(&manage, &actor, &entry, form).await
}

/// `PUT`: the whole content; what is not given becomes empty.
pub async fn replace(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let form = only_body(pairs)?;
    let (entry, based_on, sent) = sent_over(&manage, &actor, &at, &headers, &body).await?;
    let change = Change { based_on, slug: text(&sent, "slug")?, content: content(&sent)?, cause: Cause::Save };
    save(&manage, &actor, &entry, change, form).await
}

/// `PATCH`: a merge patch (RFC 7396) over the revision named by `If-Match`.
pub async fn update(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let form = only_body(pairs)?;
    let (entry, based_on, sent) = sent_over(&manage, &actor, &at, &headers, &body).await?;
    // A patch means the revision that its author saw. The tree's own form loses nothing on the way.
    let base = base_of(&manage, &actor, &entry, based_on).await?;
    let mut patched = base.content;
    if let Some(patch) = sent.get("content") {
        merge(&mut patched, patch);
    }
    let slug = text(&sent, "slug")?;
    let change = Change { based_on, slug, content: Input::json(patched), cause: Cause::Save };
    save(&manage, &actor, &entry, change, form).await
}

pub async fn destroy(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let mut parameters = Parameters::new(pairs, shapes::TAKE_AWAY)?;
    let force = parameters.flag("force")?;
    let form = parameters.body()?;
    let entry = manage.entry(&actor, &at).await?;
    let entry = manage.publisher.trash(&actor, entry.id, force).await?;
    one(&manage, &actor, &entry, form).await
}

pub async fn recover(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let form = only_body(pairs)?;
    let entry = manage.entry(&actor, &at).await?;
    let entry = manage.publisher.recover(&actor, entry.id).await?;
    one(&manage, &actor, &entry, form).await
}

pub async fn usage(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    Parameters::new(pairs, shapes::NO_PARAMETERS)?;
    let entry = manage.entry(&actor, &at).await?;
    let uses = manage.entries.usage(&actor, entry.id).await?;
    Ok(Json(json!({ "data": uses, "meta": { "total": uses.len() } })).into_response())
}

/// An entry as it is now, with its ETag.
pub async fn one(manage: &Manage, actor: &Actor, entry: &Entry, form: BodyForm) -> Result<Response, AppError> {
    let shown = manage.entries.show(actor, entry.kind, entry.id, None, form).await?;
    Ok((etag(&shown), Json(json!({ "data": view::shown(&shown) }))).into_response())
}

/// The draft's number, as `If-Match` takes it.
fn etag(shown: &Shown) -> [(HeaderName, String); 1] {
    [(header::ETAG, format!("\"{}\"", shown.entry.draft))]
}

/// What a save made, and what of the input could not be kept.
pub async fn written(manage: &Manage, saved: Saved, form: BodyForm) -> Result<Response, AppError> {
    let note = |note: &FieldError| json!({ "pointer": pointer(&note.field), "detail": note.detail });
    let notes: Vec<Value> = saved.not_kept.0.iter().map(note).collect();
    let shown = manage.entries.shown(saved, form).await?;
    let mut answer = json!({ "data": view::shown(&shown) });
    if !notes.is_empty()
        && let Some(answer) = answer.as_object_mut()
    {
        answer.insert("meta".into(), json!({ "notKept": notes }));
    }
    Ok((etag(&shown), Json(answer)).into_response())
}

async fn save(
    manage: &Manage,
    actor: &Actor,
    entry: &Entry,
    change: Change,
    form: BodyForm,
) -> Result<Response, AppError> {
    match manage.entries.save(actor, entry.id, change).await {
        Ok(saved) => written(manage, saved, form).await,
        Err(ContentError::Stale(stale)) => Err(versions(manage, actor, &stale, form).await?),
        Err(error) => Err(error.into()),
    }
}

/// A conflict with both sides, and what both began with, as input would say them: a client can merge them and send
/// the result.
async fn versions(manage: &Manage, actor: &Actor, stale: &Stale, form: BodyForm) -> Result<AppError, AppError> {
    let (kind, locale) = (stale.entry.kind, &stale.entry.locale);
    let yours = manage.entries.write(kind, locale, &stale.yours, form).await?;
    let theirs = manage.entries.write(kind, locale, &stale.theirs.content, form).await?;
    let base = match manage.entries.show(actor, kind, stale.entry.id, Some(stale.base), form).await {
        Ok(shown) => version(&shown.revision, shown.content),
        Err(ContentError::NotFound) => json!({ "revision": stale.base }),
        Err(error) => return Err(error.into()),
    };
    Ok(AppError::Stale(Box::new(StaleVersions {
        base,
        yours: json!({ "slug": stale.your_slug, "content": yours }),
        theirs: version(&stale.theirs, theirs),
    })))
}

fn version(revision: &Revision, content: Value) -> Value {
    json!({
        "revision": revision.number,
        "slug": revision.slug,
        "content": content,
        "by": revision.author_name,
        "at": revision.at,
    })
}

/// What `PUT` and `PATCH` have in common: the entry, the revision that the save is based on, and what was sent.
async fn sent_over(
    manage: &Manage,
    actor: &Actor,
    at: &(String, String),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Entry, RevisionNumber, Map<String, Value>), AppError> {
    let sent = object(body)?;
    let entry = manage.entry(actor, at).await?;
    let based_on = if_match(headers)?;
    only(&sent, shapes::CHANGE)?;
    same_locale(&sent, &entry)?;
    Ok((entry, based_on, sent))
}

async fn base_of(manage: &Manage, actor: &Actor, entry: &Entry, number: RevisionNumber) -> Result<Shown, AppError> {
    match manage.entries.show(actor, entry.kind, entry.id, Some(number), BodyForm::Doc).await {
        Ok(shown) => Ok(shown),
        // There never was such a revision: the save will be told that it is stale, over what there is.
        Err(ContentError::NotFound) => {
            Ok(manage.entries.show(actor, entry.kind, entry.id, None, BodyForm::Doc).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// JSON Merge Patch (RFC 7396, section 2). Rich text and references are replaced whole, not merged: their forms
/// exclude each other.
fn merge(target: &mut Value, patch: &Value) {
    const WHOLE: [&str; 7] = ["markdown", "html", "doc", "slug", "id", "kind", "entry"];
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    let whole = patch.keys().any(|key| matches!(key.as_str(), "markdown" | "html" | "doc"))
        || (!patch.is_empty() && patch.keys().all(|key| WHOLE.contains(&key.as_str())) && is_reference(target));
    if whole || !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(object) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            object.shift_remove(name);
        } else {
            merge(object.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

fn is_reference(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        !object.is_empty() && object.keys().all(|key| matches!(key.as_str(), "slug" | "id" | "kind"))
    })
}

fn only_body(pairs: Vec<(String, String)>) -> Result<BodyForm, AppError> {
    Parameters::new(pairs, shapes::SHOW)?.body()
}

fn locale(sent: &Map<String, Value>) -> Result<Locale, AppError> {
    let Some(text) = text(sent, "locale")? else { return Ok(Locale::default()) };
    text.parse().map_err(|_: crate::vocabulary::slug::InvalidLocale| {
        FieldErrors::one("locale", "not_a_locale", t!("problem-not-a-locale")).into()
    })
}

fn same_locale(sent: &Map<String, Value>, entry: &Entry) -> Result<(), AppError> {
    match text(sent, "locale")? {
        Some(text) if text != entry.locale.as_str() => {
            Err(FieldErrors::one("locale", "fixed", t!("problem-entry-s-language-does-not")).into())
        }
        _ => Ok(()),
    }
}

fn content(sent: &Map<String, Value>) -> Result<Input, AppError> {
    match sent.get("content") {
        None => Ok(Input::json(Value::Object(Map::new()))),
        Some(content @ Value::Object(_)) => Ok(Input::json(content.clone())),
        Some(_) => Err(FieldErrors::one("", "not_an_object", t!("problem-json-object")).into()),
    }
}
