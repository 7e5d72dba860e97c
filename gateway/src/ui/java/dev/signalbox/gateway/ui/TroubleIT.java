package dev.signalbox.gateway.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import dev.signalbox.gateway.sdk.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not as it should be is told to whoever looks, without loading anew where it can be. */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TroubleIT {
  /** Nobody listens where the webhook is said to be. */
  private static final String CONFIG =
      """
      [[providers]]
      id = "sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat"]

      [sanitization]
      enabled = true

      [[sanitization.webhooks]]
      name = "eyes"
      url = "http://127.0.0.1:1/guard"
      on_failure = "open"

      [overload]
      breaker = { failure_percent = 50, min_calls = 2, open_seconds = 300, half_open_calls = 1 }

      [signals.alerts]
      least_samples = 3
      quality = 0.6
      """;

  private final Chromium chromium;
  private final Path file;
  private final Gateway gateway;

  TroubleIT(Chromium chromium) throws IOException {
    this.chromium = chromium;
    Path folder = Files.createTempDirectory("signalbox-trouble");
    file = Files.writeString(folder.resolve("config.toml"), CONFIG);
    gateway = Gateway.of(PackagedProgram.start(folder, "serve", "-c", file.toString(), "-p", "0"));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void whatDoesNotAnswerIsToldUntilItIsSeen() {
    for (int i = 0; i < 4; i++) {
      answered();
    }
    for (Screen screen : Screen.values()) {
      try (Visit visit = chromium.visit(gateway.address().toString(), screen)) {
        waitForHealth(visit, health -> health.path("degraded").toString().contains("webhook:eyes"));
        visit.open("/requests");
        Locator banner = banner(visit, "The webhook eyes does not answer");

        assertThat(banner).isVisible();
        assertThat(banner.locator("a")).hasAttribute("href", "/health");
        assertThat(visit.wide()).isEmpty();
        assertThat(visit.theme("light").axe(".banners")).isEmpty();
        assertThat(visit.theme("dark").axe(".banners")).isEmpty();
        visit.button("Hide this").click();
        assertThat(banner).hasCount(0);
        visit.go("/catalogue");
        assertThat(banner).hasCount(0);
        assertThat(visit.complaints()).isEmpty();
      }
    }
  }

  @Test
  void aFileThatCannotBeUsedIsToldUntilItIsMended() throws IOException {
    try (Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK)) {
      Locator banner = banner(visit, "The configuration file could not be used");

      Files.writeString(file, CONFIG + "[server]\nport = \"many\"\n");
      waitForHealth(visit, health -> health.path("config").has("last_error"));
      visit.open("/providers");
      assertThat(banner).containsText("port");

      Files.writeString(file, CONFIG);
      waitForHealth(visit, health -> !health.path("config").has("last_error"));
      visit.page().evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
      assertThat(banner).hasCount(0);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  @Test
  void anAlertIsThereAsSoonAsAnswersAreBad() {
    try (Visit visit = chromium.visit(gateway.address().toString(), Screen.DESK)) {
      judge(visit, answered());
      visit.open("/quality?tab=alerts");
      assertThat(visit.heading("No alert")).isVisible();

      judge(visit, answered());
      judge(visit, answered());

      assertThat(visit.page().locator("main tbody tr")).containsText("beyond its bound");
      assertThat(visit.page().locator("main tbody tr")).containsText("sim-chat");
      assertThat(visit.complaints()).isEmpty();
    }
  }

  private static Locator banner(Visit visit, String text) {
    return visit
        .page()
        .locator(".banners .notice")
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  private void waitForHealth(Visit visit, Predicate<JsonNode> wanted) {
    Http.Ask health = Http.Ask.get(gateway.at("/health"));
    visit
        .page()
        .waitForCondition(
            () -> wanted.test(Http.send(health).good().json()),
            new Page.WaitForConditionOptions().setTimeout(20_000));
  }

  /** Has a request answered, and gives its id. */
  private String answered() {
    return Http.send(
            Http.Ask.post(
                gateway.at("/v1/chat/completions"),
                "{\"model\": \"sim-chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello!\"}]}"))
        .good()
        .header("x-request-id")
        .orElseThrow();
  }

  private void judge(Visit visit, String request) {
    Http.Ask record = Http.Ask.get(gateway.at("/v1/records/" + request));
    visit.page().waitForCondition(() -> Http.send(record).status() == 200);
    Http.Ask signal =
        Http.Ask.post(
            gateway.at("/v1/signals"),
            "{\"request_id\": \"%s\", \"name\": \"rating\", \"value\": 0}".formatted(request));
    assertThat(Http.send(signal).status()).isEqualTo(202);
  }
}
