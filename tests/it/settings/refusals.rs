//! Who may not change the settings, and what no settings are.

use super::*;

both! {
    async fn whoever_may_not_manage_settings_neither_sees_nor_changes_them(site: &TestSite) {
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            let somebody = Browser::signed_in(site, role.as_str(), role).await;
            for path in [paths::SETTINGS, paths::SYSTEM] {
                assert_eq!(somebody.get(path).await.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
            let refused = somebody.post(paths::SETTINGS, &[("_base", "0"), ("name", "Mine")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role}");
            let actor = Actor::person(galley::vocabulary::PersonId::new(), "Somebody", role);
            let publisher = &site.app.publisher;
            assert!(matches!(publisher.site(&actor).await, Err(SiteError::Denied)), "{role}");
            let changed = publisher.change_site(&actor, CatalogVersion(0), Site::default()).await;
            assert!(matches!(changed, Err(SiteError::Denied)), "{role}");
        }
        let reader = Actor::token(galley::vocabulary::TokenId::new(), "site", vec![Scope::ContentWrite], None);
        assert!(matches!(site.app.publisher.site(&reader).await, Err(SiteError::Denied)));
        assert_eq!(site.app.publisher.site(&owner()).await.unwrap(), SiteVersion::default());
    }

    async fn another_site_cannot_change_the_settings(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let forged = ada.client.post(format!("{}{}", site.url, paths::SETTINGS)).header("origin", "https://evil.example");
        let forged = forged.header("content-type", "application/x-www-form-urlencoded").body("_base=0&name=Mine");
        assert_eq!(forged.send().await.unwrap().status(), StatusCode::FORBIDDEN);
        assert_eq!(site.app.publisher.site(&owner()).await.unwrap(), SiteVersion::default());
    }

    async fn what_is_wrong_stands_at_its_field_and_nothing_is_changed(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let wrong = [
            ("name", " "),
            ("baseUrl", "ftp://clinic.example"),
            ("paths.articles", "/{slug}"),
            ("paths.faqs", "/q-{slug}"),
            ("paths.tags", "tags"),
            ("organisation.logo", "javascript:alert(1)"),
            ("defaultLocale", "Deutsch"),
            ("timeZone", "Mars/Olympus"),
        ];
        let page = ada.post(paths::SETTINGS, &[&[("_base", "0")], wrong.as_slice()].concat()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("<title>Error: ") && page.says("the articles could have the same address"), "{}", page.text);
        for field in ["name", "baseUrl", "paths-faqs", "paths-tags", "organisation-logo", "defaultLocale", "timeZone"] {
            assert!(page.says(&format!("id=\"field-{field}-error\"")), "{field} in {}", page.text);
        }
        assert!(page.says("value=\"ftp://clinic.example\"") && page.says("Mars/Olympus"));
        assert_eq!(site.app.publisher.site(&owner()).await.unwrap(), SiteVersion::default());
        for base_url in [
            "https://a:b@clinic.example", "https://clinic.example?x", "https://clinic.example#x", "//clinic.example",
            "clinic.example", "https://", "data:text/html,x",
        ] {
            let refused = change(site, |site| site.base_url = base_url.into()).await;
            assert!(matches!(refused, Err(SiteError::Invalid(errors)) if errors.at("baseUrl").is_some()), "{base_url}");
        }
        let refused = change(site, |site| drop(site.paths.insert("robots".into(), "/r/{slug}".into()))).await;
        assert!(matches!(refused, Err(SiteError::Invalid(errors)) if errors.at("paths.robots").is_some()));
        let refused = change(site, |site| site.organisation.url = "https://ltd.example".into()).await;
        assert!(matches!(refused, Err(SiteError::Invalid(errors)) if errors.at("organisation.name").is_some()));
    }
}
