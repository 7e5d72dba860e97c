package dev.signalbox.gateway.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages that no other class looks at are fit to be seen, as {@link Inspection} says, and so is
 * one of each thing that has a page of its own.
 */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageElseIT {
  private static final Set<String> ELSEWHERE =
      Set.of(EveryPageObserveIT.GROUP, EveryPageDecideIT.GROUP);

  private static final String LINK_IN_BUTTON = ".opblock-summary-control";

  private final Chromium chromium;
  private final Gateway gateway;
  private final Inspection inspection;

  EveryPageElseIT(Chromium chromium, Gateway gateway) {
    this.chromium = chromium;
    this.gateway = gateway;
    inspection = new Inspection(chromium, gateway);
  }

  @TestFactory
  Stream<DynamicTest> isFitToBeSeen() {
    return inspection.ofPages(group -> !ELSEWHERE.contains(group));
  }

  @TestFactory
  Stream<DynamicTest> oneOfEachThingIsFitToBeSeen() {
    JsonNode record = first("/v1/records?limit=1");
    JsonNode card = first("/v1/catalog?limit=1&deployed=true");
    String id = record.path("id").asText();
    return Stream.concat(
        inspection.ofThings(
            List.of(
                "/requests/" + id,
                "/catalogue/" + card.path("id").asText(),
                "/profiles/balanced",
                "/gateways?app=playground")),
        Stream.of(inspection.ofView("/requests?open=" + id)));
  }

  private JsonNode first(String path) {
    return Http.send(Http.Ask.get(gateway.at(path))).good().json().at("/data/0");
  }

  /** What is around every page: looked at here with everything, elsewhere with what can differ. */
  @Test
  void theFrameIsFitToBeSeen() {
    Visit visit = inspection.visit();
    for (Screen screen : Screen.values()) {
      visit.screen(screen).go("/docs");
      if (screen == Screen.PHONE) {
        visit.button("Menu").click();
      }

      assertThat(visit.link("Requests")).isVisible();
      assertThat(visit.theme("light").axe("html")).isEmpty();
      assertThat(visit.theme("dark").axe("html")).isEmpty();
      assertThat(visit.wide()).isEmpty();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void loggingInIsFitToBeSeen() {
    Visit visit = inspection.visit();
    for (Screen screen : Screen.values()) {
      visit.screen(screen).go("/login");

      assertThat(visit.heading("Log in to Signalbox")).isVisible();
      assertThat(visit.wide()).isEmpty();
      assertThat(visit.theme("light").axe("html")).isEmpty();
      assertThat(visit.theme("dark").axe("html")).isEmpty();
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void whereThereIsNoPageThereIsAWayBack() {
    Visit visit = inspection.visit().screen(Screen.DESK).go("/there/is/none");

    assertThat(visit.heading("There is no such page")).isVisible();
    visit.link("To the overview").click();
    assertThat(visit.heading("Overview")).isVisible();
  }

  /** Made by swagger-ui, which has a link in the button of each operation: these are left out. */
  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void theReferenceOfTheApiIsFitToBeSeen(ColorScheme scheme) {
    try (Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK)) {
      visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      visit.page().navigate("/docs/api");
      visit.page().locator("[data-tag=records] button").click();
      visit.page().locator("[data-path='/v1/records']").first().waitFor();

      assertThat(visit.axeWithout(LINK_IN_BUTTON, "html")).isEmpty();
      for (Screen screen : Screen.values()) {
        assertThat(visit.screen(screen).wide()).isEmpty();
      }
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @AfterAll
  void leave() {
    inspection.close();
  }
}
