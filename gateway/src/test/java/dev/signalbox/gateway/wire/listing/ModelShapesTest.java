package dev.signalbox.gateway.wire.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.models.models.ModelListPageResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.ListModelsResponse;
import com.google.genai.types.Model;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelShapesTest {
  private static final ListedModel KNOWN =
      new ListedModel(
          "gpt-4o",
          ListedModel.Kind.GENERATION,
          "openai-eu",
          "openai",
          "GPT-4o",
          1_715_367_049,
          OptionalLong.of(128_000),
          OptionalLong.of(16_384),
          List.of("tools", "vision"));
  private static final ListedModel BARE = ListedModel.of("llama3:8b", "local");

  @Test
  void listsForOpenAiClientsWithProviderAndOwner() {
    assertThat(sent(OpenAiModels.list(List.of(KNOWN, BARE))))
        .isEqualTo(
            object(
                """
                {"object":"list","data":[
                  {"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"openai",
                   "provider":"openai-eu","name":"GPT-4o","context_length":128000,
                   "max_output_tokens":16384,"capabilities":["tools","vision"]},
                  {"id":"llama3:8b","object":"model","created":0,"owned_by":"local",
                   "provider":"local","name":"llama3:8b"}]}"""));
  }

  @Test
  void listsForAnthropicClients() {
    assertThat(sent(AnthropicModels.list(List.of(KNOWN, BARE), AnthropicModels.Page.FIRST)))
        .isEqualTo(
            object(
                """
                {"data":[
                  {"type":"model","id":"gpt-4o","display_name":"GPT-4o",
                   "created_at":"2024-05-10T18:50:49Z","lifecycle":"active",
                   "max_input_tokens":128000,"max_tokens":16384,"provider":"openai-eu"},
                  {"type":"model","id":"llama3:8b","display_name":"llama3:8b",
                   "created_at":"1970-01-01T00:00:00Z","lifecycle":"active",
                   "max_input_tokens":null,"max_tokens":null,"provider":"local"}],
                 "has_more":false,"first_id":"gpt-4o","last_id":"llama3:8b"}"""));
  }

  @Test
  void listsForGeminiClients() {
    ListedModel vectors =
        new ListedModel(
            "embed-1",
            ListedModel.Kind.EMBEDDING,
            "google",
            "google",
            "Embed 1",
            0,
            OptionalLong.of(2_048),
            OptionalLong.empty(),
            List.of());

    assertThat(sent(GeminiModels.list(List.of(KNOWN, vectors), GeminiModels.Page.FIRST)))
        .isEqualTo(
            object(
                """
                {"models":[
                  {"name":"models/gpt-4o","baseModelId":"gpt-4o","version":"unknown",
                   "displayName":"GPT-4o","inputTokenLimit":128000,"outputTokenLimit":16384,
                   "supportedGenerationMethods":
                     ["generateContent","streamGenerateContent","countTokens"],
                   "provider":"openai-eu"},
                  {"name":"models/embed-1","baseModelId":"embed-1","version":"unknown",
                   "displayName":"Embed 1","inputTokenLimit":2048,
                   "supportedGenerationMethods":["embedContent","batchEmbedContents"],
                   "provider":"google"}]}"""));
  }

  @Test
  void listsNothingInEveryShape() {
    assertThat(OpenAiModels.list(List.of())).isEqualTo(object("{\"object\":\"list\",\"data\":[]}"));
    assertThat(AnthropicModels.list(List.of(), AnthropicModels.Page.FIRST))
        .isEqualTo(object("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}"));
    assertThat(GeminiModels.list(List.of(), GeminiModels.Page.FIRST))
        .isEqualTo(object("{\"models\":[]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=2,m0 m1,true",
    "limit=2&after=m1,m2 m3,true",
    "limit=2&after=m2,m3 m4,false",
    "limit=2&after=m4,'',false",
    "limit=2&before=m3,m1 m2,true",
    "limit=2&before=m2,m0 m1,false",
    "limit=2&before=m0,'',false",
    "'',m0 m1 m2 m3 m4,false",
    "limit=1000&after=m0,m1 m2 m3 m4,false"
  })
  void pagesForAnthropicClients(String query, String ids, boolean more) {
    ObjectNode page = AnthropicModels.list(models(5), page(query));

    assertThat(String.join(" ", ProviderModels.readIds(page))).isEqualTo(ids);
    assertThat(page.path("has_more").asBoolean()).isEqualTo(more);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,limit",
    "limit=1001,limit",
    "limit=ten,limit",
    "after=mX,after_id",
    "before=mX,before_id",
    "after=m0&before=m4,before_id"
  })
  void refusesAPageThatCannotBeHad(String query, String param) {
    assertThat(problemOf(() -> AnthropicModels.list(models(5), page(query))).param())
        .contains(param);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "7", "1000", "5000"})
  void pagesForGeminiClientsUntilAllAreSeen(String size) {
    List<ListedModel> models = models(7);
    List<String> seen = new ArrayList<>();
    Optional<String> token = Optional.empty();

    do {
      ObjectNode page = GeminiModels.list(models, new GeminiModels.Page(Optional.of(size), token));
      seen.addAll(ProviderModels.readIds(page));
      token = Optional.ofNullable(page.path("nextPageToken").textValue());
    } while (token.isPresent() && seen.size() < 100);

    assertThat(seen).isEqualTo(models.stream().map(ListedModel::id).toList());
  }

  @ParameterizedTest
  @CsvSource({"0,,pageSize", "-1,,pageSize", "x,,pageSize", ",m3,pageToken", ",!,pageToken"})
  void refusesAGeminiPageThatCannotBeHad(String size, String token, String param) {
    GeminiModels.Page page =
        new GeminiModels.Page(Optional.ofNullable(size), Optional.ofNullable(token));

    assertThat(problemOf(() -> GeminiModels.list(models(5), page)).param()).contains(param);
  }

  @Test
  void takesAnImpossibleReleaseForAnUnknownOne() {
    ListedModel odd =
        new ListedModel(
            "m",
            ListedModel.Kind.GENERATION,
            "p",
            "p",
            "m",
            Long.MAX_VALUE,
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of());

    assertThat(AnthropicModels.one(odd).path("created_at").asText())
        .isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void satisfiesTheOfficialSdks() throws JsonProcessingException {
    List<ListedModel> models = List.of(KNOWN, BARE);

    var openAi =
        com.openai.core.ObjectMappers.jsonMapper()
            .readValue(
                StrictJson.toText(OpenAiModels.list(models)),
                com.openai.models.models.ModelListPageResponse.class)
            .validate();
    var anthropic =
        com.anthropic.core.ObjectMappers.jsonMapper()
            .readValue(
                StrictJson.toText(AnthropicModels.list(models, AnthropicModels.Page.FIRST)),
                ModelListPageResponse.class)
            .validate();
    Model gemini = Model.fromJson(StrictJson.toText(GeminiModels.one(KNOWN)));
    ListModelsResponse geminiList =
        ListModelsResponse.fromJson(
            StrictJson.toText(GeminiModels.list(models, GeminiModels.Page.FIRST)));

    assertThat(openAi.data())
        .extracting(com.openai.models.models.Model::id)
        .containsExactly("gpt-4o", "llama3:8b");
    assertThat(anthropic.data().getFirst().createdAt())
        .isEqualTo(Instant.ofEpochSecond(1_715_367_049).atOffset(ZoneOffset.UTC));
    assertThat(anthropic.data().getLast().maxInputTokens()).isEmpty();
    assertThat(gemini.inputTokenLimit()).contains(128_000);
    assertThat(geminiList.models().orElseThrow()).hasSize(2);
  }

  private static AnthropicModels.Page page(String query) {
    return new AnthropicModels.Page(
        value(query, "limit"), value(query, "after"), value(query, "before"));
  }

  private static Optional<String> value(String query, String name) {
    return Stream.of(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  private static List<ListedModel> models(int count) {
    return IntStream.range(0, count).mapToObj(i -> ListedModel.of("m" + i, "p")).toList();
  }

  private static Problem problemOf(Runnable action) {
    return catchThrowableOfType(ProblemException.class, action::run).problem();
  }

  private static JsonNode object(String json) {
    return StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  /** As it is once it was sent: whether a number was a long or an int is gone. */
  private static ObjectNode sent(ObjectNode written) {
    return StrictJson.parseObject(StrictJson.toBytes(written));
  }
}
