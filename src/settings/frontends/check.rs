//! What stands between a draft and its being seen on a frontend, as far as one request tells.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use url::Url;

use super::Settings;
use crate::{
    content::{Entry, Query},
    error::AppError,
    frontends::{Framing, Frontend},
    permission::Actor,
    platform::outbound::{Fetched, OutboundError},
};

/// One thing that is wrong: a word of the catalogue, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub detail: String,
}

fn finding(code: &'static str, detail: impl Into<String>) -> Finding {
    Finding { code, detail: detail.into() }
}

/// What a test found.
pub struct Report {
    /// The entry whose draft was asked for.
    pub entry: Option<Entry>,
    pub findings: Vec<Finding>,
    /// Whether the panel may frame it; `None` where nothing answered.
    pub framing: Option<Framing>,
}

impl Settings {
    /// Asks the frontend for the newest draft, as a browser would by the link, and sees whether it asked us in turn.
    /// `ours`: where the panel is.
    pub(super) async fn test(&self, actor: &Actor, frontend: &Frontend, ours: &str) -> Result<Report, AppError> {
        let Some(entry) = self.newest(actor).await? else {
            return Ok(Report { entry: None, findings: vec![finding("no-entry", "")], framing: None });
        };
        let (probe, token) = self.links.probe(actor, &entry).await?;
        let fetched = match Url::parse(&frontend.address(&entry, &token)) {
            Ok(url) => self.outbound.get(&url).await,
            Err(_) => Err(OutboundError::Unusable),
        };
        let used = self.links.forget_probe(probe).await?;
        Ok(match fetched {
            Ok(fetched) => {
                let refusal = frame_refusal(&fetched, ours);
                let framing = if refusal.is_some() { Framing::Refused } else { Framing::Allowed };
                let findings = judge(&fetched, ours, used, refusal);
                Report { entry: Some(entry), findings, framing: Some(framing) }
            }
            Err(error) => Report { entry: Some(entry), findings: vec![unreachable(error)], framing: None },
        })
    }

    /// An article, where there is one: that is what most sites show.
    async fn newest(&self, actor: &Actor) -> Result<Option<Entry>, AppError> {
        let articles = self.kinds.plural("articles").map(|kind| kind.spec().name);
        for kind in [articles, None] {
            let query = Query { kind, page: 1, limit: 1, ..Query::default() };
            let (found, _) = self.entries.list(actor, &query).await?;
            if let Some(entry) = found.into_iter().next() {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }
}

fn unreachable(error: OutboundError) -> Finding {
    match error {
        OutboundError::NameNotFound => finding("name", ""),
        OutboundError::ConnectionRefused => finding("refused", ""),
        OutboundError::TimedOut => finding("timeout", ""),
        OutboundError::Refused(address) => finding("private", address),
        OutboundError::Tls(why) => finding("tls", why),
        OutboundError::TooManyRedirects => finding("redirects", ""),
        OutboundError::Unusable => finding("broken", ""),
        OutboundError::Broken(why) => finding("broken", why),
    }
}

/// What is wrong with an answer.
fn judge(fetched: &Fetched, ours: &str, used: bool, refusal: Option<Finding>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match fetched.status {
        StatusCode::NOT_FOUND => findings.push(finding("missing", "")),
        status if !status.is_success() => findings.push(finding("status", status.as_u16().to_string())),
        // A page that is there and never asked for the draft shows something else.
        _ if !used => findings.push(finding("no-draft", "")),
        _ => {}
    }
    findings.extend(refusal);
    if !same_site(&fetched.url, ours) {
        let lost = fetched.cookies.iter().filter_map(kept_from_frames);
        findings.extend(lost.take(1).map(|name| finding("cookie", name)));
    }
    findings
}

/// Why a browser would not show the page in a frame of `ours` (CSP level 3, section 6.4.2, and RFC 7034).
fn frame_refusal(fetched: &Fetched, ours: &str) -> Option<Finding> {
    let ours = Url::parse(ours).ok()?;
    let mut policies = Vec::new();
    for value in texts(&fetched.headers, &header::CONTENT_SECURITY_POLICY) {
        policies.extend(value.split(',').filter_map(ancestors));
    }
    // Where there is such a policy, X-Frame-Options is not looked at.
    if !policies.is_empty() {
        let allows = |policy: &String| policy.split_whitespace().any(|source| fits(source, &ours, &fetched.url));
        let refused = policies.iter().find(|policy| !allows(policy))?;
        return Some(finding("frame-ancestors", refused.clone()));
    }
    let options = texts(&fetched.headers, &header::X_FRAME_OPTIONS);
    let refuses = |value: &String| match value.trim().to_ascii_lowercase().as_str() {
        "deny" => true,
        "sameorigin" => fetched.url.origin() != ours.origin(),
        // Browsers do not know anything else.
        _ => false,
    };
    let refused = options.iter().flat_map(|line| line.split(',')).map(str::to_owned).find(refuses)?;
    Some(finding("x-frame-options", refused.trim()))
}

fn texts(headers: &HeaderMap, name: &header::HeaderName) -> Vec<String> {
    headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()
}

/// The sources of a policy's `frame-ancestors`, if it has one.
fn ancestors(policy: &str) -> Option<String> {
    policy.split(';').find_map(|directive| {
        let (name, sources) = directive.trim().split_once(char::is_whitespace).unwrap_or((directive.trim(), ""));
        name.eq_ignore_ascii_case("frame-ancestors").then(|| sources.trim().to_owned())
    })
}

/// Whether a source of a policy of `page` means us.
fn fits(source: &str, ours: &Url, page: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    match source.as_str() {
        "*" => return true,
        "'none'" => return false,
        "'self'" => return ours.origin() == page.origin(),
        _ => {}
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme == ours.scheme() || scheme == "http" && ours.scheme() == "https";
    }
    let (scheme, rest) =
        source.split_once("://").map_or((None, source.as_str()), |(scheme, rest)| (Some(scheme), rest));
    let scheme = scheme.unwrap_or(page.scheme());
    if scheme != ours.scheme() && !(scheme == "http" && ours.scheme() == "https") {
        return false;
    }
    let place = rest.split('/').next().unwrap_or_default();
    let port_at = place.rfind(':').filter(|at| !place[*at..].contains(']'));
    let (host, port) = port_at.map_or((place, None), |at| (&place[..at], Some(&place[at + 1..])));
    let our_host = ours.host_str().unwrap_or_default();
    let host_fits = match host.strip_prefix("*.") {
        Some(parent) => our_host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
        None => host == our_host,
    };
    let port_fits = match port {
        None => ours.port().is_none(),
        Some("*") => true,
        Some(port) => ours.port_or_known_default().is_some_and(|ours| ours.to_string() == port),
    };
    host_fits && port_fits
}

/// About what browsers call a site: the scheme and the end of the name.
fn same_site(page: &Url, ours: &str) -> bool {
    let Ok(ours) = Url::parse(ours) else { return false };
    let end = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        match url.domain() {
            Some(name) => name.rsplit('.').take(2).collect::<Vec<_>>().join("."),
            None => host,
        }
    };
    page.scheme() == ours.scheme() && end(page) == end(&ours)
}

/// The name of a cookie that a browser keeps from a frame on another site.
fn kept_from_frames(cookie: &HeaderValue) -> Option<String> {
    let text = String::from_utf8_lossy(cookie.as_bytes()).into_owned();
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next()?.split('=').next()?.to_owned();
    let (mut none, mut secure) = (false, false);
    for part in parts {
        secure |= part.eq_ignore_ascii_case("secure");
        let value = part.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("samesite"));
        none |= value.is_some_and(|(_, value)| value.trim().eq_ignore_ascii_case("none"));
    }
    (!(none && secure)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "https://cms.example.com/";

    fn fetched(status: u16, headers: &[(&'static str, &'static str)]) -> Fetched {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Fetched {
            url: "https://www.site.example/blog/x".parse().unwrap(),
            status: StatusCode::from_u16(status).unwrap(),
            cookies: map.get_all("set-cookie").iter().cloned().collect(),
            headers: map,
            body: bytes::Bytes::new(),
        }
    }

    fn codes(status: u16, used: bool, headers: &[(&'static str, &'static str)]) -> Vec<&'static str> {
        let fetched = fetched(status, headers);
        let refusal = frame_refusal(&fetched, OURS);
        judge(&fetched, OURS, used, refusal).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn an_answer_is_judged_by_its_status_and_by_what_it_asked() {
        assert_eq!(codes(200, true, &[]), [""; 0]);
        assert_eq!(codes(404, false, &[]), ["missing"]);
        assert_eq!(codes(500, true, &[]), ["status"]);
        assert_eq!(codes(200, false, &[]), ["no-draft"]);
    }

    #[test]
    fn a_page_that_refuses_to_be_framed_is_told_by_what() {
        for value in ["DENY", "sameorigin", "SAMEORIGIN, SAMEORIGIN"] {
            assert_eq!(codes(200, true, &[("x-frame-options", value)]), ["x-frame-options"], "{value}");
        }
        assert_eq!(codes(200, true, &[("x-frame-options", "ALLOW-FROM https://a.example")]), [""; 0]);
        let policy = |policy| codes(200, true, &[("content-security-policy", policy), ("x-frame-options", "DENY")]);
        for refused in [
            "frame-ancestors 'none'",
            "frame-ancestors 'self'",
            "default-src *; frame-ancestors",
            "frame-ancestors https://cms.example.com:8443",
            "frame-ancestors *.cms.example.com",
            "frame-ancestors *, frame-ancestors 'none'",
            "frame-ancestors http://other.example.com",
        ] {
            assert_eq!(policy(refused), ["frame-ancestors"], "{refused}");
        }
        for allowed in [
            "frame-ancestors *",
            "Frame-Ancestors 'self' https://cms.example.com",
            "frame-ancestors cms.example.com",
            "frame-ancestors https://*.example.com",
            "frame-ancestors https:",
            "frame-ancestors http://cms.example.com:*",
            "frame-ancestors https://cms.example.com:443",
        ] {
            assert_eq!(policy(allowed), [""; 0], "{allowed}");
        }
    }

    #[test]
    fn a_cookie_that_a_frame_would_not_get_is_named() {
        for lost in ["draft=1", "draft=1; SameSite=Lax; Secure", "draft=1; SameSite=None"] {
            assert_eq!(codes(200, true, &[("set-cookie", lost)]), ["cookie"], "{lost}");
        }
        assert_eq!(codes(200, true, &[("set-cookie", "draft=1; Path=/; samesite=none; secure")]), [""; 0]);
        let page: Url = "https://www.example.com/".parse().unwrap();
        assert!(same_site(&page, OURS) && !same_site(&page, "http://cms.example.com/"));
        let local: Url = "http://localhost:4321/".parse().unwrap();
        assert!(same_site(&local, "http://localhost:8080/") && !same_site(&local, "http://127.0.0.1:8080/"));
    }

    #[test]
    fn what_did_not_answer_is_named() {
        let named = [
            (OutboundError::NameNotFound, "name"),
            (OutboundError::ConnectionRefused, "refused"),
            (OutboundError::TimedOut, "timeout"),
            (OutboundError::Refused("10.0.0.1".into()), "private"),
            (OutboundError::Tls("expired".into()), "tls"),
            (OutboundError::TooManyRedirects, "redirects"),
            (OutboundError::Broken("odd".into()), "broken"),
        ];
        for (error, code) in named {
            assert_eq!(unreachable(error).code, code);
        }
    }
}
