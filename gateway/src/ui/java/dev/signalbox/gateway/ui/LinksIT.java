package dev.signalbox.gateway.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An address is a view: it can be given to somebody, gone back to, and walked by keyboard. */
@ExtendWith(Demo.class)
final class LinksIT {
  /** Four coloured squares. */
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAIUlEQVR42mM4oaEBRxoLbOCIgYoSGgEn4OjDPg04"
          + "oqIEAEg7UyHtqVP4AAAAAElFTkSuQmCC";

  /** Yesterday: nothing is added to it while one looks. */
  private final String span =
      "from=%s&to=%s"
          .formatted(
              Instant.now().truncatedTo(ChronoUnit.HOURS).minus(30, ChronoUnit.HOURS),
              Instant.now().truncatedTo(ChronoUnit.HOURS).minus(6, ChronoUnit.HOURS));

  private final Gateway gateway;
  private final Chromium chromium;
  private Visit visit;

  LinksIT(Chromium chromium, Gateway gateway) {
    this.chromium = chromium;
    this.gateway = gateway;
  }

  @BeforeEach
  void come() {
    visit = chromium.visit(gateway.address().toString(), Screen.DESK).open("/");
  }

  @AfterEach
  void leave() {
    assertThat(visit.complaints()).isEmpty();
    visit.close();
  }

  @Test
  void theSameAddressInANewTabShowsTheSame() {
    String request = rows("limit=1").getFirst();
    List<String> views =
        List.of(
            "/?" + span,
            "/requests?" + span + "&result=!ok&sort=-total_ms",
            "/requests?" + span + "&tab=sessions",
            "/requests?" + span + "&open=" + request + "&view=timeline",
            "/requests/" + request + "?view=routing",
            "/failures?" + span + "&tab=classes",
            "/requesters?" + span,
            "/routing?decision=" + decided(),
            "/catalogue?tab=table&capability=vision&sort=-quality",
            "/profiles/balanced?draft=%7B%22second_points%22%3A2%7D",
            "/ask?sql=select+'one'+as+word",
            "/docs?s=headers");
    try (Visit other = chromium.visit(gateway.address().toString(), Screen.DESK)) {
      for (String view : views) {
        String here = visit.go(view).text();

        assertThat(timeless(other.open(view).text())).as(view).isEqualTo(timeless(here));
        assertThat(other.at()).isEqualTo(visit.at());
      }
      assertThat(other.complaints()).isEmpty();
    }
  }

  /** Without what says how long ago something was, and how deployments do right now. */
  private static String timeless(String text) {
    return text.replaceAll("(?s)\nDeployments\n.*", "")
        .replaceAll("\\d+ (s|min|h|d) ago|just now", "ago")
        .replaceAll("[\\d.,]+ (ms|µs|s)\\b(\\t\\d+)?|–\\t–", "t");
  }

  @Test
  void theTableAndItsCsvHaveTheSameRows() throws IOException {
    visit.go("/requests?" + span + "&project=support-bot&sort=-cost");
    List<String> shown = openable();

    Download download = visit.page().waitForDownload(() -> visit.link("CSV").click());
    List<String> lines = Files.readAllLines(download.path());

    assertThat(shown).hasSizeGreaterThan(5);
    int id = List.of(lines.getFirst().split(",", -1)).indexOf("id");
    assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[id]).toList())
        .isEqualTo(shown);
  }

  @Test
  void jAndKWalkWhatTheFiltersLeave() {
    visit.go("/requests?" + span + "&project=support-bot&result=ok");
    List<String> listed = openable();

    visit.press("j", "Enter");
    waitFor("open=" + listed.get(0));
    visit.press("j");
    waitFor("open=" + listed.get(1));
    visit.press("j");
    waitFor("open=" + listed.get(2));
    visit.press("k");
    waitFor("open=" + listed.get(1));
    visit.press("Escape");

    visit.page().waitForURL(Pattern.compile("project=support-bot&result=ok$"));
    visit.settle();
    assertThat(openable()).isEqualTo(listed);
  }

  /** Faster than what stands beside a request is read: each press counts all the same. */
  @Test
  void pressesInARowAreAsManySteps() {
    visit.go("/requests?" + span + "&project=support-bot&result=ok");
    List<String> listed = openable();
    visit.press("j", "Enter");
    waitFor("open=" + listed.get(0));

    visit.press("j", "j", "j", "j");
    waitFor("open=" + listed.get(4));
    visit.press("k", "k");
    waitFor("open=" + listed.get(2));
    visit.press("k", "j", "k");

    waitFor("open=" + listed.get(1));
  }

  @Test
  void aRequestOpenedByItselfKeepsTheFiltersForItsNeighbours() {
    List<String> listed = rows(span + "&project=support-bot&limit=3");

    visit.open("/requests/" + listed.get(1) + "?" + span + "&project=support-bot");
    visit.press("j");
    waitFor("/requests/" + listed.get(2));
    visit.press("k");
    waitFor("/requests/" + listed.get(1));
    visit.press("k");
    waitFor("/requests/" + listed.get(0));
  }

  @Test
  void aRecordedRequestIsSentAgainWithItsPicture() {
    Http.Ask asked =
        Http.Ask.post(
            gateway.at("/v1/chat/completions"),
            """
            {"model": "auto", "messages": [{"role": "user", "content": [
              {"type": "text", "text": "What does this show?"},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,%s"}}]}]}"""
                .formatted(PICTURE));
    String first = Http.send(asked).good().header("x-request-id").orElseThrow();
    Http.Ask record = Http.Ask.get(gateway.at("/v1/records/" + first));
    visit.page().waitForCondition(() -> Http.send(record).status() == 200);

    visit.go("/requests/" + first).link("Replay in the playground").click();
    assertThat(visit.page().locator("textarea[name=prompt]")).hasValue("What does this show?");
    assertThat(visit.page().locator("ul.images img"))
        .hasAttribute("src", "data:image/png;base64," + PICTURE);
    assertThat(visit.page().locator("main")).containsText("send it as it was");
    Request sent =
        visit.page().waitForRequest("**/v1/chat/completions", () -> visit.button("Send").click());

    assertThat(sent.postData()).contains(PICTURE);
    assertThat(visit.page().locator(".lanes")).containsText("[simulated]");
  }

  @Test
  void aTagLeadsToAllRequestsThatHaveIt() {
    List<String> tagged = rows(span + "&tag=prompt-v2&limit=50");
    assertThat(tagged).isNotEmpty();
    visit.go("/requests?" + span + "&open=" + tagged.getFirst());

    visit.page().locator("dialog.drawer").getByRole(AriaRole.LINK, inside("prompt-v2")).click();
    waitFor("tag=prompt-v2");
    assertThat(openable()).isEqualTo(tagged);
    assertThat(visit.page().getByLabel("Filters")).containsText("prompt-v2");
    assertThat(
            visit
                .page()
                .evaluate(
                    """
                    async () => {
                      const { passes } = await import(new URL('pages/requests/list.js', document.baseURI).href);
                      const record = { tags: 'batch,prompt-v2', result: 'ok' };
                      return ['tag=prompt-v2', 'tag=!prompt-v2', 'tag=prompt', 'tag=(none)', 'tag=x&tag=batch']
                          .map((query) => passes(record, new URLSearchParams(query)));
                    }
                    """))
        .isEqualTo(List.of(true, false, false, false, true));
  }

  @Test
  void backAndForwardGoThroughViews() {
    visit.go("/requests?" + span);
    visit.page().getByRole(AriaRole.LINK, named("By session")).click();
    visit.page().waitForURL(Pattern.compile("tab=sessions"));
    visit.page().getByLabel("Pages").getByRole(AriaRole.LINK, inside("Failures")).click();
    visit.page().waitForURL(Pattern.compile("/failures"));

    visit.page().goBack();
    visit.settle();
    assertThat(visit.at()).endsWith("tab=sessions");
    assertThat(visit.heading("Requests").first()).isVisible();
    visit.page().goBack();
    visit.settle();
    assertThat(visit.at()).isEqualTo("/requests?" + span);
    visit.page().goForward();
    visit.page().goForward();
    assertThat(visit.heading("Failures").first()).isVisible();
  }

  @Test
  void everythingIsReachedByKeyboard() {
    visit.press("g", "r");
    assertThat(visit.heading("Requests").first()).isVisible();
    visit.settle();

    visit.press("/");
    assertThat(visit.page().getByRole(AriaRole.SEARCHBOX).first()).isFocused();
    visit.page().keyboard().type("g f");
    assertThat(visit.at()).startsWith("/requests");
    visit.page().locator("main").focus();

    visit.press("Control+k");
    visit.page().keyboard().type("failures of today");
    visit.press("Enter");
    assertThat(visit.heading("Failures").first()).isVisible();
    assertThat(visit.at()).isEqualTo("/failures?from=now-24h");

    visit.press("?");
    assertThat(visit.page().getByRole(AriaRole.DIALOG)).isVisible();
    visit.press("Escape");
    assertThat(visit.page().getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void theThemeIsRememberedInEveryTab() {
    String system = background();
    visit.press("d", "d");
    assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
    assertThat(background()).isNotEqualTo(system);

    visit.open("/catalogue");
    assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
  }

  private String background() {
    return (String) visit.page().evaluate("() => getComputedStyle(document.body).backgroundColor");
  }

  private void waitFor(String part) {
    visit.page().waitForURL(url -> url.contains(part));
    visit.settle();
  }

  /** The requests that the table shows, by where their rows lead. */
  private List<String> openable() {
    return Visit.lines(
        visit
            .page()
            .locator("table a.rowlink")
            .evaluateAll("rows => rows.map((row) => new URL(row.href).searchParams.get('open'))"));
  }

  private List<String> rows(String query) {
    List<String> ids = new ArrayList<>();
    for (JsonNode row :
        Http.send(Http.Ask.get(gateway.at("/v1/records?" + query))).good().json().path("data")) {
      ids.add(row.path("id").asText());
    }
    return ids;
  }

  private String decided() {
    return Http.send(Http.Ask.get(gateway.at("/v1/decisions?limit=1")))
        .good()
        .json()
        .at("/data/0/id")
        .asText();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions inside(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
