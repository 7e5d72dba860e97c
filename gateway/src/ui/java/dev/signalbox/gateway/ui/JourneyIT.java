package dev.signalbox.gateway.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.signalbox.gateway.sdk.Clients;
import dev.signalbox.gateway.sdk.Gateway;
import dev.signalbox.gateway.sdk.Http;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first day of somebody who has just set the gateway up; each step goes on from the last. */
@ExtendWith(Demo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JourneyIT {
  private static final String CONFIG =
      """
      [analytics]
      capture = "all"

      [[providers]]
      id = "openai-sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "openai"
      models = ["gpt-5.5", "gpt-5.4-mini"]
      local = false

      [[providers]]
      id = "anthropic-sim"
      provider_type = "simulator"
      protocol = "anthropic"
      maker = "anthropic"
      models = ["claude-opus-5-5", "claude-haiku-4-5"]
      local = false

      [models]
      assistant.targets = ["openai-sim/gpt-5.4-mini:fault=503", "anthropic-sim/claude-haiku-4-5"]
      """;

  private static final String PASSWORD = "a long enough password";

  private final Gateway gateway = Gateway.start(CONFIG);
  private final Visit visit;
  private final Page page;
  private String winner = "";

  JourneyIT(Chromium chromium) {
    visit = chromium.visit(gateway.address().toString(), Screen.DESK);
    page = visit.page();
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(visit.complaints()).isEmpty();
  }

  @AfterAll
  void leave() {
    visit.close();
    gateway.close();
  }

  @Test
  @Order(1)
  void findsAnEmptyGatewayThatSaysHowToBegin() {
    visit.open("/requests");

    assertThat(visit.heading("Nothing has come through yet")).isVisible();
    assertThat(page.locator("main pre"))
        .containsText("curl " + gateway.address() + "/v1/chat/completions");
  }

  @Test
  @Order(2)
  void seesTheFirstRequestWithoutLoadingAnew() {
    ask("auto", "Hello!").good();

    assertThat(page.locator("table a.rowlink")).hasCount(1);
    assertThat(page.locator("tbody")).containsText("first-day");
  }

  @Test
  @Order(3)
  void opensItAndSeesWhatHappenedWhen() {
    page.locator("table a.rowlink").click();

    Locator drawer = page.getByRole(AriaRole.DIALOG);
    assertThat(drawer).isVisible();
    tab(drawer, "Timeline").click();
    assertThat(drawer).containsText("first byte");
    tab(drawer, "Content").click();
    drawer.getByRole(AriaRole.BUTTON, in("Show what was kept")).click();
    assertThat(drawer).containsText("[simulated] You said \"Hello!\".");
  }

  @Test
  @Order(4)
  void learnsWhyThisModelAndWhyNotAnother() {
    Locator drawer = page.getByRole(AriaRole.DIALOG);
    tab(drawer, "Routing").click();
    assertThat(drawer.getByRole(AriaRole.ROWHEADER, in("Utility"))).isVisible();
    winner = drawer.locator("sb-decision h2").first().innerText();

    String other =
        winner.startsWith("openai-sim") ? "anthropic-sim/claude-opus-5-5" : "openai-sim/gpt-5.5";
    drawer.getByLabel("Another model").selectOption(other);

    assertThat(
            drawer.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText(other)))
        .containsText(other + ": it ");
    drawer.getByRole(AriaRole.LINK, in("See it layer by layer")).click();
    page.waitForURL(Pattern.compile("/routing\\?decision=d_"));
    visit.settle();
    assertThat(page.locator("main")).containsText(winner);
  }

  @Test
  @Order(5)
  void changesAProfileSeesWhereRequestsWouldGoAndAppliesIt() {
    visit.open("/profiles/balanced");
    page.getByLabel("A point of quality, $ per 1,000 requests, exactly").fill("50");
    page.keyboard().press("Tab");

    assertThat(page.locator("sb-profile-preview")).containsText("would have changed");
    visit.button("Save").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("50");
    dialog.getByRole(AriaRole.BUTTON, in("Save")).click();
    assertThat(page.getByText("balanced is in force")).isVisible();
    assertThat(dialog).hasCount(0);

    ask("auto", "And now?").good();
    visit.go("/profiles/balanced");
    assertThat(page.locator("main")).containsText("$50");
  }

  @Test
  @Order(6)
  void takesTheProfileBack() {
    page.locator("sb-table[name=profile-versions] tbody tr")
        .filter(new Locator.FilterOptions().setHasText("file or built in"))
        .getByRole(AriaRole.BUTTON, in("Roll back"))
        .click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Roll balanced back");
    assertThat(dialog).containsText("50");
    dialog.getByRole(AriaRole.BUTTON, in("Roll back")).click();

    assertThat(page.getByText("balanced is back at what is declared")).isVisible();
    assertThat(dialog).hasCount(0);
    visit.settle();
    assertThat(page.getByLabel("A point of quality, $ per 1,000 requests, exactly"))
        .not()
        .hasValue("50");
    assertThat(page.locator("sb-table[name=profile-versions] tbody tr").first())
        .containsText("deleted");
  }

  @Test
  @Order(7)
  void saysHowGoodAnAnswerWasAndSeesQualityMove() {
    visit.go("/requests");
    page.locator("table a.rowlink").first().click();
    Locator drawer = page.locator("dialog.drawer");
    tab(drawer, "Signals").click();
    drawer.getByRole(AriaRole.BUTTON, in("Say how good the answer was")).click();
    page.getByLabel("Good", exactly()).check();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();

    assertThat(page.getByText(Pattern.compile("Taken\\. .*0 → 1 signals"))).isVisible();
    assertThat(drawer.locator("tbody")).containsText("applied");
    visit.go("/quality");
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("insufficient data");
  }

  @Test
  @Order(8)
  void findsAFailureThatNobodyFelt() {
    Http.Reply saved = ask("assistant", "Hello!").good();

    visit.go("/failures");
    assertThat(page.locator("main")).containsText("mitigated by failover");
    page.getByRole(AriaRole.LINK, named("Requests")).nth(1).click();
    page.locator("main table a.rowlink").first().click();
    page.waitForURL(url -> url.contains(saved.header("x-request-id").orElseThrow()));
    visit.settle();
    tab(page.locator("main"), "Timeline").click();
    assertThat(page.locator("main")).containsText("openai-sim/gpt-5.4-mini:fault=503");
    assertThat(page.locator("main")).containsText("anthropic-sim/claude-haiku-4-5");
  }

  @Test
  @Order(9)
  void asksAQuestion() {
    visit.go("/ask");
    page.getByLabel("Question", exactly()).fill("requests by model last 7 days");
    page.getByRole(AriaRole.BUTTON, named("Ask")).click();

    assertThat(page.locator("main")).containsText("vocabulary, certain");
    assertThat(page.locator("main table").last()).containsText("claude-haiku-4-5");
    assertThat(page.locator("textarea[name=sql]"))
        .hasValue(Pattern.compile("select", Pattern.CASE_INSENSITIVE));
  }

  @Test
  @Order(10)
  void makesAVirtualGatewayAndUsesItWithAnSdk() {
    visit.go("/gateways");
    visit.button("Make the first").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator("[name=name]").fill("Editor");
    dialog.locator("[name=upstream_url]").fill(gateway.at("/v1"));
    dialog.locator("[name=model]").fill("gpt-5.4-mini");
    dialog.locator("[name=custom_model]").fill("house-model");
    dialog.getByText("More fields").click();
    dialog.locator("[name=allow_private]").selectOption("true");
    dialog.getByRole(AriaRole.BUTTON, in("Make it")).click();

    Locator shown = page.getByRole(AriaRole.DIALOG, named("Your new gateway"));
    String token = shown.locator("sb-code pre").first().innerText().strip();
    shown.getByRole(AriaRole.BUTTON, in("I have kept it")).click();
    String address = page.locator("dl.facts dd code").first().innerText().strip();
    String answer = completion(Clients.openAi(address + "/v1", token), "house-model");

    assertThat(answer).startsWith("[simulated] You said");
    visit.go("/requests").go("/gateways");
    assertThat(page.locator("tbody tr").getByRole(AriaRole.LINK, in("1"))).isVisible();
  }

  @Test
  @Order(11)
  void letsAPersonInAndLogsIn() {
    visit.go("/access?tab=people");
    visit.button("New person").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Name").fill("ann");
    dialog.getByLabel("Role").selectOption("admin");
    dialog.getByLabel("Password").fill(PASSWORD);
    dialog.getByRole(AriaRole.BUTTON, in("Add")).click();

    page.waitForURL(Pattern.compile("/login"));
    login("not the password at all");
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    login(PASSWORD);
    assertThat(page.locator("header.top")).containsText("ann");
    visit.complaints().forEach(each -> assertThat(each).contains("401"));
  }

  @Test
  @Order(12)
  void makesAKeyAndHitsItsLimit() {
    visit.go("/access");
    visit.button("New key").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator("[name=label]").fill("Team Alpha");
    dialog.locator("[name=project]").fill("alpha");
    dialog.locator("[name=limits]").fill("{\"requests_per_minute\": 2}");
    dialog.getByRole(AriaRole.BUTTON, in("Make it")).click();
    Locator secret = page.getByRole(AriaRole.DIALOG, named("Your new key"));
    String key = secret.locator("pre").innerText().strip();
    secret.getByRole(AriaRole.BUTTON, in("I have kept it")).click();

    int[] statuses = new int[3];
    for (int at = 0; at < statuses.length; at++) {
      statuses[at] =
          Http.send(question("auto", "Hello!").with("authorization", "Bearer " + key)).status();
    }

    assertThat(statuses).containsExactly(200, 200, 429);
    Http.Ask own = Http.Ask.get(gateway.at("/v1/records")).with("authorization", "Bearer " + key);
    page.waitForCondition(() -> Http.send(own).good().json().path("data").size() == 3);
    visit.go("/requests?key_label=Team+Alpha");
    assertThat(page.locator("tbody tr")).hasCount(3);
    assertThat(page.locator("tbody tr").first()).containsText("429");
    visit.go("/requesters?tab=limits");
    assertThat(page.locator("main")).containsText("Team Alpha");
  }

  @Test
  @Order(13)
  void logsOutAndComesBackToWhereItWas() {
    visit.button("Log out").click();
    page.waitForURL(Pattern.compile("/login$"));

    visit.open("/quality?from=now-7d");
    assertThat(visit.at()).isEqualTo("/login?next=%2Fquality%3Ffrom%3Dnow-7d");
    login(PASSWORD);
    page.waitForURL(Pattern.compile("/quality\\?from=now-7d$"));
    assertThat(visit.heading("Signals & quality").first()).isVisible();
    visit.complaints().forEach(each -> assertThat(each).contains("401"));
  }

  @Test
  @Order(14)
  void isAskedToLogInAgainWhenTheSessionEnds() {
    page.context().clearCookies();
    page.getByLabel("Pages").getByRole(AriaRole.LINK, in("Catalogue")).click();

    page.waitForURL(Pattern.compile("/login\\?next="));
    login(PASSWORD);
    assertThat(visit.heading("Catalogue").first()).isVisible();
    visit.complaints().forEach(each -> assertThat(each).contains("401"));
  }

  private void login(String password) {
    page.getByLabel("Name").fill("ann");
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, named("Log in")).click();
  }

  private Http.Reply ask(String model, String prompt) {
    return Http.send(question(model, prompt));
  }

  private Http.Ask question(String model, String prompt) {
    return Http.Ask.post(
            gateway.at("/v1/chat/completions"),
            "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(model, prompt))
        .with("x-project", "first-day");
  }

  private static String completion(OpenAIClient client, String model) {
    return client
        .chat()
        .completions()
        .create(ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello!").build())
        .choices()
        .getFirst()
        .message()
        .content()
        .orElseThrow();
  }

  private static Locator tab(Locator within, String name) {
    return within.locator("nav.tabs").getByRole(AriaRole.LINK, in(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
