package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of models: the catalog, and the lists that clients read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CatalogTest {
  /** One more provider without declared models, one that is off, and one with a retired model. */
  private static final String MORE =
      """
      [[providers]]
      id = "whole"
      provider_type = "openai"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      [[providers]]
      id = "off"
      provider_type = "anthropic"
      enabled = false
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["claude-opus-5-5"]
      [[providers]]
      id = "late"
      provider_type = "openai"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["gpt-4-32k", "gpt-6-astra"]
      """;

  private final RunningGateway gateway =
      new RunningGateway(
          Control.CONFIG.replace("[[apps]]", MORE + "[[apps]]"), SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);
  private final Control blue = new Control(gateway, Control.BLUE);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aCardHasPricesInBothUnitsItsPriorAndHowItsDeploymentsStand() {
    Control.Answer card = blue.get("/v1/catalog/openai/gpt-6-sol");

    assertThat(card.at("/id").asText()).isEqualTo("openai/gpt-6-sol");
    assertThat(card.at("/price/rows/0/usd_per_million/input").doubleValue()).isEqualTo(2.0);
    assertThat(card.at("/price/rows/0/nanos_per_million/input").longValue())
        .isEqualTo(2_000_000_000L);
    assertThat(card.at("/price/now/usd_per_million/output").doubleValue()).isEqualTo(10.0);
    assertThat(card.at("/price/source").asText()).isNotEmpty();
    assertThat(card.at("/price/as_of").asText()).startsWith("20");
    assertThat(card.at("/price/confidence").asText()).isNotEmpty();
    assertThat(card.at("/lifecycle/stage_today").asText()).isEqualTo("active");
    assertThat(card.at("/prior/quality/code/q").doubleValue()).isBetween(0.0, 1.0);
    assertThat(card.at("/prior/latency/ttft_ms").isInt()).isTrue();
    assertThat(card.all("/deployments", "model"))
        .containsExactly("oa/gpt-6-sol", "whole/gpt-6-sol");
    assertThat(card.at("/deployments/0/latency/n").longValue()).isZero();
    assertThat(card.at("/deployments/0/latency/source").asText()).isNotEmpty();
  }

  @Test
  void howLongItsAnswersAreIsToldTaskByTask() {
    for (String task : List.of("letters", "letters", "poems")) {
      HttpRequest request =
          operator
              .request("/v1/chat/completions")
              .header("x-task", task)
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"model": "an/claude-haiku-5-5", "messages": [{"role": "user", "content": "Hi"}]}
                      """))
              .build();
      assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    }

    JsonNode output =
        Eventually.get(
            "lengths",
            () ->
                operator.get("/v1/catalog/anthropic/claude-haiku-5-5").at("/deployments/0/output"),
            it -> it.path("n").intValue() == 3);

    assertThat(output.at("/tasks/letters/n").intValue()).isEqualTo(2);
    assertThat(output.at("/tasks/letters/mean_tokens").intValue()).isPositive();
    assertThat(output.path("tasks")).hasSize(2);
  }

  @Test
  void aPriceThatDependsOnTheSizeOfARequestIsShownRowByRow() {
    Control.Answer card = operator.get("/v1/catalog/google/gemini-2.5-pro");

    assertThat(card.at("/price/rows")).hasSizeGreaterThan(1);
    assertThat(card.at("/price/rows"))
        .anySatisfy(row -> assertThat(row.has("above_input_tokens")).isTrue());
  }

  @Test
  void pagesHoldEveryCardOnce() {
    List<String> seen = new ArrayList<>();
    String query = "/v1/catalog?maker=openai&limit=10";
    Control.Answer page = operator.get(query);
    int total = page.at("/total").intValue();
    seen.addAll(page.all("/data", "id"));
    while (!page.at("/next").isNull()) {
      page = operator.get(query + "&after=" + page.at("/next").asText());
      seen.addAll(page.all("/data", "id"));
    }

    assertThat(seen).hasSize(total).doesNotHaveDuplicates().isSorted();
    assertThat(page.at("/facets/maker/openai").intValue()).isEqualTo(total);
  }

  @ParameterizedTest
  @CsvSource({
    "kind=embedding, /kind, embedding",
    "stage=retired, /stage, retired",
    "maker=google, /maker, google",
    "q=claude+haiku, /family, claude-haiku"
  })
  void filtersNarrowTheList(String query, String pointer, String value) {
    Control.Answer found = operator.get("/v1/catalog?" + query);

    assertThat(found.at("/data"))
        .isNotEmpty()
        .allSatisfy(card -> assertThat(card.at(pointer).asText()).isEqualTo(value));
  }

  @Test
  void everyCapabilityAskedForIsThere() {
    Control.Answer found =
        operator.get("/v1/catalog?capability=vision&capability=json_schema&sort=-quality");

    assertThat(found.at("/data"))
        .isNotEmpty()
        .allSatisfy(
            card -> assertThat(texts(card.path("capabilities"))).contains("vision", "json_schema"));
    assertThat(doubles(found.at("/data"), "quality"))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void deployedModelsAreThoseThatAnEnabledProviderServes() {
    List<String> ids =
        operator.get("/v1/catalog?deployed=true&limit=500&maker=anthropic").all("/data", "id");

    assertThat(ids).containsExactly("anthropic/claude-haiku-5-5", "anthropic/claude-sonnet-5-5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=engine",
        "stage=dead",
        "capability=wings",
        "sort=beauty",
        "limit=501",
        "deployed=maybe",
        "after=openai/none"
      })
  void aWrongQueryIsNamed(String query) {
    Control.Answer answer = operator.get("/v1/catalog?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(query).startsWith(answer.at("/error/param").asText());
  }

  @Test
  void anUnknownCardIsNotFoundWithNearOnes() {
    Control.Answer answer = operator.get("/v1/catalog/openai/gpt-6-soul");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/error/message").asText()).contains("`openai/gpt-6-sol`");
  }

  @Test
  void listsForClientsHoldNeitherRetiredModelsNorThoseOfDisabledProviders() {
    List<String> ids = operator.get("/v1/models").all("/data", "id");

    assertThat(ids).contains("gpt-6-sol", "gpt-6-astra", "claude-sonnet-5-5");
    assertThat(ids).doesNotContain("gpt-4-32k", "gpt-3.5-turbo-1106", "claude-opus-5-5");
    assertThat(operator.get("/v1/models/gpt-4-32k").at("/id").asText()).isEqualTo("gpt-4-32k");
    assertThat(operator.get("/v1/models/claude-opus-5-5").status()).isEqualTo(404);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<Double> doubles(JsonNode list, String field) {
    List<Double> values = new ArrayList<>();
    list.forEach(each -> values.add(each.path(field).doubleValue()));
    return values;
  }
}
