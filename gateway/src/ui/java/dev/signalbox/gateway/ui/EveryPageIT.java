package dev.signalbox.gateway.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page in every state, light and dark, wide and narrow: it is drawn, does not scroll
 * sideways, axe finds nothing, and the browser has nothing to complain of.
 */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageIT {
  private static final List<String> STATES =
      List.of("loading", "first-run", "filtered-empty", "error", "stale", "forbidden", "partial");

  /** What depends on colours alone; everything else is the same in either theme. */
  private static final String COLOURS = "color-contrast";

  private final Chromium chromium;
  private final Gateway gateway;
  private final Visit wide;
  private final Visit narrow;

  EveryPageIT(Chromium chromium, Gateway gateway) {
    this.chromium = chromium;
    this.gateway = gateway;
    wide = chromium.visit(gateway.address().toString(), Screen.DESK).open("/");
    narrow = chromium.visit(gateway.address().toString(), Screen.PHONE).open("/");
  }

  @TestFactory
  Stream<DynamicTest> everyPageIsFitToBeSeen() {
    return registered().stream()
        .filter(path -> !path.equals("/login"))
        .map(path -> DynamicTest.dynamicTest(path, () -> look(path, true)));
  }

  /** States are those of the page that it is one of. */
  @TestFactory
  Stream<DynamicTest> everyThingIsFitToBeSeen() {
    return details().stream().map(path -> DynamicTest.dynamicTest(path, () -> look(path, false)));
  }

  @Test
  void loggingInIsFitToBeSeen() {
    for (Visit visit : List.of(wide, narrow)) {
      visit.go("/login");

      assertThat(visit.heading("Log in to Signalbox")).isVisible();
      assertThat(visit.wide()).isEmpty();
      assertThat(visit.theme("light").axe("html")).isEmpty();
      assertThat(visit.theme("dark").axe("html")).isEmpty();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void whereThereIsNoPageThereIsAWayBack() {
    wide.go("/there/is/none");

    assertThat(wide.heading("There is no such page")).isVisible();
    wide.link("To the overview").click();
    assertThat(wide.heading("Overview")).isVisible();
  }

  /** Made by swagger-ui, whose markup is not ours: axe has a word to say on it that we cannot. */
  @Test
  void theReferenceOfTheApiIsDrawnAndStaysAtHome() {
    for (Screen screen : Screen.values()) {
      try (Visit visit = chromium.visit(gateway.address().toString(), screen)) {
        visit.page().navigate("/docs/api");

        visit.page().locator("[data-tag=records] button").click();
        visit.page().locator("[data-path='/v1/records']").first().waitFor();
        assertThat(visit.wide()).isEmpty();
        assertThat(visit.complaints()).isEmpty();
      }
    }
  }

  @AfterAll
  void leave() {
    wide.close();
    narrow.close();
  }

  /** The paths of the registry of pages, so that none is forgotten. */
  private List<String> registered() {
    return Visit.lines(
        wide.page()
            .evaluate(
                """
                async () => (await import(new URL('pages/pages.js', document.baseURI).href)).pages
                    .map((page) => '/' + page.path)
                """));
  }

  /** One of each thing that has a page of its own. */
  private List<String> details() {
    JsonNode record =
        Http.send(Http.Ask.get(gateway.at("/v1/records?limit=1"))).good().json().at("/data/0");
    JsonNode card =
        Http.send(Http.Ask.get(gateway.at("/v1/catalog?limit=1&deployed=true")))
            .good()
            .json()
            .at("/data/0");
    return List.of(
        "/requests/" + record.path("id").asText(),
        "/requests?open=" + record.path("id").asText(),
        "/catalogue/" + card.path("id").asText(),
        "/profiles/balanced");
  }

  private void look(String path, boolean stated) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    List<String> views = new ArrayList<>(List.of(path));
    views.addAll(tabs(path));
    if (stated) {
      STATES.forEach(state -> views.add(path + "?state=" + state));
    }
    for (String view : views) {
      note(found, view + ", wide", seen(wide, view));
      note(found, view + ", narrow", seen(narrow, view));
    }

    assertThat(found).isEmpty();
  }

  /** The addresses of the tabs of that page. */
  private List<String> tabs(String path) {
    return Visit.lines(
            wide.go(path)
                .page()
                .evaluate(
                    """
                    () => [...document.querySelectorAll('main .tabs a')]
                        .map((tab) => new URL(tab.href)).map((url) => url.pathname + url.search)
                    """))
        .stream()
        .filter(tab -> !tab.equals(path))
        .toList();
  }

  private List<String> seen(Visit visit, String view) {
    List<String> wrong = new ArrayList<>();
    visit.go(view).theme("light");
    int at = view.indexOf("state=");
    String wanted = at < 0 ? "ready" : view.substring(at + "state=".length());
    if (!visit.state().equals(wanted)) {
      wrong.add("is " + visit.state() + " instead of " + wanted);
    }
    visit.wide().forEach(wide -> wrong.add("scrolls sideways: " + wide));
    if (Visit.FULL || at < 0 || visit == wide) {
      wrong.addAll(visit.axe(at < 0 || Visit.FULL ? "html" : "main"));
    }
    visit.theme("dark");
    if (Visit.FULL) {
      wrong.addAll(visit.axe("html"));
    } else if (visit == wide) {
      visit.axe("main", COLOURS).forEach(dark -> wrong.add("dark: " + dark));
    }
    wrong.addAll(visit.complaints());
    return wrong;
  }

  private static void note(Map<String, List<String>> found, String name, List<String> wrong) {
    if (!wrong.isEmpty()) {
      found.put(name, wrong);
    }
  }
}
