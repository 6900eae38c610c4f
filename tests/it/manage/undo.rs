//! Undo: one press, for ten minutes.

use super::*;

/// An article and its button, both live by one press.
async fn together(desk: &Desk) -> (String, String) {
    let book = desk.draft("ctas", "book", &button("Book")).await;
    let path = desk.live("articles", "t", &article("T", "Text.\n\n::cta{ref=\"book\"}")).await;
    (path, book)
}

both! {
    async fn what_was_never_live_or_undone_already_cannot_be_undone(desk: &Desk) {
        let path = desk.draft("tags", "knees", &named("Knees")).await;
        let undo = format!("{path}/undo");
        assert_eq!(desk.post(&undo, &Json::Null).await.is(409).code(), "nothing_to_undo");
        desk.publish(&path).await.is(200);
        desk.post(&undo, &Json::Null).await.is(200);
        assert_eq!(desk.post(&undo, &Json::Null).await.is(409).code(), "nothing_to_undo");
    }

    async fn after_ten_minutes_it_is_too_late(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        desk.site.clock.advance(TimeDelta::minutes(10) + TimeDelta::seconds(1));
        assert_eq!(desk.post(&format!("{path}/undo"), &Json::Null).await.is(409).code(), "nothing_to_undo");
        desk.read("/tags/knees").await.is(200);
    }

    async fn a_first_publication_is_taken_back_and_does_not_count_as_the_first(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        desk.site.clock.advance(TimeDelta::minutes(10));
        let undone = desk.post(&format!("{path}/undo"), &Json::Null).await.is(200).data();
        assert_eq!((&undone["state"], &undone["publishedAt"]), (&json!("draft"), &Json::Null));
        assert_eq!(desk.read("/tags/knees").await.is(410).code(), "gone");
        desk.site.clock.advance(TimeDelta::hours(1));
        desk.publish(&path).await.is(200);
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["publishedAt"], "2026-03-02T10:10:00Z");
    }

    async fn undo_brings_back_what_readers_had_before(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        let before = desk.read("/tags/knees").await;
        desk.site.clock.advance(TimeDelta::hours(1));
        desk.patch(&path, &json!({ "slug": "knee", "content": named("Knee") })).await;
        desk.publish(&path).await.is(200);
        desk.read("/tags/knees").await.is(308);
        let undone = desk.post(&format!("{path}/undo"), &Json::Null).await.is(200).data();
        assert_eq!((&undone["state"], &undone["liveRevision"], &undone["draftRevision"]), (&json!("changed"), &json!(1), &json!(2)));
        let after = desk.read("/tags/knees").await.is(200);
        assert_eq!(after.data()["name"], before.data()["name"]);
        desk.read("/tags/knee").await.is(308);

        desk.publish(&path).await.is(200);
        desk.delete(&format!("{path}/publication")).await.is(200);
        desk.read("/tags/knee").await.is(410);
        desk.post(&format!("{path}/undo"), &Json::Null).await.is(200);
        assert_eq!(desk.read("/tags/knee").await.is(200).data()["name"], "Knee");
    }

    async fn what_went_live_together_goes_back_together(desk: &Desk) {
        let (path, book) = together(desk).await;
        desk.read("/ctas/book").await.is(200);
        desk.post(&format!("{path}/undo"), &Json::Null).await.is(200);
        desk.read("/articles/t").await.is(410);
        desk.read("/ctas/book").await.is(410);
        assert_eq!(desk.get(&book).await.data()["state"], "draft");
    }

    async fn what_others_show_meanwhile_is_not_taken_back_from_them(desk: &Desk) {
        let (path, _) = together(desk).await;
        desk.live("articles", "other", &article("Other", "Text.\n\n::cta{ref=\"book\"}")).await;
        let refused = desk.post(&format!("{path}/undo"), &Json::Null).await.is(409);
        assert_eq!(refused.code(), "in_use");
        assert_eq!(each(&refused.json()["uses"], "slug"), ["other"]);
        desk.read("/articles/t").await.is(200);
    }
}
