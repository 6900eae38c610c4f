//! Every route of the table, asked by everybody: nobody, each role about its own and about another's, and tokens with
//! each scope. What is to come out is computed from the table of permissions.

use galley::{
    paths::{Access, ROUTES, Route},
    permission::{Permission, Reach, reach},
};

use super::{
    recipes::{Filling, Subject, recipe},
    *,
};

/// What may come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Refused,
    Done,
}

fn of_the_panel(route: &&Route) -> bool {
    route.pattern.starts_with(paths::HOME)
}

/// Who asks: whose entries are their own, and how far which permission goes.
struct Asking<'a> {
    own: &'a Actor,
    reach: &'a dyn Fn(Permission) -> Reach,
}

/// What the table of permissions says. An entry that cannot be read is not there.
fn expected(reach: Reach, reads: Reach, route: &Route, own: bool) -> Outcome {
    let about_an_entry = recipe(route).subject == Subject::Entry;
    match reach {
        _ if about_an_entry && reads == Reach::None => Outcome::Refused,
        Reach::Any => Outcome::Done,
        Reach::Own if own || !about_an_entry => Outcome::Done,
        Reach::Own | Reach::None => Outcome::Refused,
    }
}

/// Holds what came of it against what should have.
#[track_caller]
fn hold(expected: Outcome, answer: &Answer, route: &Route, who: &str) {
    let status = answer.status;
    match expected {
        Outcome::Refused => assert!([403, 404].contains(&status), "{who} {route:?}: {status}"),
        Outcome::Done if recipe(route).subject == Subject::Absent => {
            assert!([200, 303, 404].contains(&status), "{who} {route:?}: {status}");
        }
        Outcome::Done => {
            let through = ![401, 403, 404, 405].contains(&status) && status < 500;
            assert!(through, "{who} {route:?}: {status} {}", answer.text());
        }
    }
}

/// Asks the routes that are refused, sees that nothing changed, and then asks the others.
async fn ask_all(site: &TestSite, who: &str, asked: Vec<(&Route, Outcome, RequestBuilder)>) {
    let (refused, done): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(_, outcome, _)| *outcome == Outcome::Refused);
    let before = everything(site).await;
    for (route, outcome, request) in refused {
        hold(outcome, &Answer::of(request.send().await.unwrap()).await, route, who);
    }
    assert_eq!(everything(site).await, before, "{who}");
    for (route, outcome, request) in done {
        hold(outcome, &Answer::of(request.send().await.unwrap()).await, route, who);
    }
}

/// Says who asks.
type Signed<'a> = &'a dyn Fn(RequestBuilder) -> RequestBuilder;

/// Every route that takes a permission, about the actor's own entry and about another's. Each is asked about an entry
/// of its own, so that what one did does not stand in another's way.
async fn asked<'a>(
    site: &TestSite,
    Asking { own, reach }: Asking<'_>,
    routes: impl Iterator<Item = &'a Route>,
    signed: Signed<'_>,
) -> Vec<(&'a Route, Outcome, RequestBuilder)> {
    let (system, mut all) = (Actor::system("test"), Vec::new());
    for route in routes {
        let Access::Needs(permission) = route.access else { continue };
        for (maker, is_own) in [(own, true), (&system, false)] {
            let filling = Filling::of(site, route, maker).await;
            let request = signed(filling.ask(&site.url, route));
            all.push((route, expected(reach(permission), reach(Permission::ReadContent), route, is_own), request));
        }
    }
    all
}

both! {
    async fn nobody_gets_in_without_a_session_or_a_token(site: &TestSite) {
        let mut asked = Vec::new();
        for route in ROUTES.iter().filter(|route| route.access != Access::Anyone) {
            asked.push((route, Filling::of(site, route, &Actor::system("test")).await));
        }
        let before = everything(site).await;
        for (route, about) in &asked {
            for (name, value) in [("cookie", "galley=AAAAAAAAAAAAAAAAAAAAAA"), ("authorization", "Bearer glly_x"), ("x-nothing", "")] {
                let answer = about.ask(&site.url, route).header(name, value).send().await.unwrap();
                let status = answer.status().as_u16();
                let led_away = status == 303 && route.method == "GET" && of_the_panel(route);
                assert!(led_away || status == 401, "{route:?}: {status}");
            }
        }
        assert_eq!(everything(site).await, before);
    }

    async fn a_role_gets_no_further_than_the_table_says(site: &TestSite) {
        for role in Role::ALL {
            let member = Member::join(site, role.as_str(), role).await;
            // A viewer made things before they became one.
            let maker = Actor::person(member.id, "somebody", Role::Editor);
            let signed = |request: RequestBuilder| request.header(header::COOKIE, &member.cookie);
            let may = |permission| reach(role, permission);
            let all = asked(site, Asking { own: &maker, reach: &may }, ROUTES.iter().filter(of_the_panel), &signed).await;
            ask_all(site, role.as_str(), all).await;
        }
    }

    async fn a_token_gets_no_further_than_its_makers_role(site: &TestSite) {
        for role in Role::ALL {
            let member = Member::join(site, role.as_str(), role).await;
            let maker = Actor::person(member.id, "somebody", Role::Editor);
            let (_, secret) = token(site, &Actor::person(member.id, "somebody", Role::Admin), &Scope::ALL).await;
            let signed = |request: RequestBuilder| request.bearer_auth(&secret);
            let may = |permission| reach(role, permission);
            let all = asked(site, Asking { own: &maker, reach: &may }, ROUTES.iter().filter(|route| !of_the_panel(route)), &signed).await;
            // That it was used is written down before anything is compared.
            signed(Filling::nothing().ask(&site.url, &ROUTES[ROUTES.len() - 1])).send().await.unwrap();
            ask_all(site, role.as_str(), all).await;
        }
    }

    async fn a_token_gets_no_further_than_its_scopes(site: &TestSite) {
        let alone = Scope::ALL.map(|scope| vec![scope]);
        let reading = Scope::ALL.map(|scope| vec![Scope::ContentRead, scope]);
        for scopes in alone.into_iter().chain(reading) {
            let (_, secret) = token(site, &Actor::system("test"), &scopes).await;
            let signed = |request: RequestBuilder| request.bearer_auth(&secret);
            let may = |permission| match Scope::for_permission(permission).is_some_and(|scope| scopes.contains(&scope)) {
                true => Reach::Any,
                false => Reach::None,
            };
            let system = Actor::system("test");
            let all = asked(site, Asking { own: &system, reach: &may }, ROUTES.iter().filter(|route| !of_the_panel(route)), &signed).await;
            signed(Filling::nothing().ask(&site.url, &ROUTES[ROUTES.len() - 1])).send().await.unwrap();
            ask_all(site, &format!("{scopes:?}"), all).await;
        }
    }

    async fn a_token_opens_no_page_and_a_session_no_call(site: &TestSite) {
        let olga = Member::join(site, "olga", Role::Owner).await;
        let (_, secret) = token(site, &olga.actor(), &Scope::ALL).await;
        for route in ROUTES.iter().filter(|route| route.access != Access::Anyone) {
            let request = Filling::nothing().ask(&site.url, route);
            let request = match of_the_panel(&route) {
                true => request.bearer_auth(&secret),
                false => request.header(header::COOKIE, &olga.cookie),
            };
            let status = request.send().await.unwrap().status().as_u16();
            assert!([303, 401].contains(&status), "{route:?}: {status}");
        }
    }
}
