package dev.signalbox.gateway.wire.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentResponse;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.embeddings.EmbeddingInput.Content;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeminiEmbeddingsTest {
  private static final RequestTarget TARGET = new RequestTarget(Optional.of("m"), Optional.empty());

  private final GeminiEmbeddings gemini = new GeminiEmbeddings();
  private final OpenAiEmbeddings openAi = new OpenAiEmbeddings();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':{'parts':[{'text':'a'}]},'taskType':'T','title':'t','outputDimensionality':4}",
        "{'content':{'role':'user','parts':[{'text':'a'}]},'task_type':'T','title':'t',"
            + "'output_dimensionality':4}",
        "{'model':'models/m','content':{'parts':[{'text':'a'}]},'embedContentConfig':"
            + "{'taskType':'T','title':'t','outputDimensionality':4}}",
        "{'content':{'parts':[{'text':'a'}]},'embed_content_config':"
            + "{'task_type':'T','title':'t','output_dimensionality':4}}"
      })
  void readsOneInputInEverySpelling(String json) {
    EmbeddingRequest request = decode(json);

    assertThat(request)
        .isEqualTo(
            new EmbeddingRequest(
                "m",
                List.of(
                    new EmbeddingInput(
                        new Content.Text("a"),
                        Optional.of(4),
                        Optional.of("T"),
                        Optional.of("t"),
                        Extras.NONE)),
                true,
                Optional.empty(),
                Optional.empty(),
                Extras.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':{'parts':[{'text':'a'}]},'taskType':'T','outputDimensionality':4}",
        "{'content':{'parts':[{'text':'a'},{'inlineData':{'mimeType':'image/png','data':'AA'}}]}}",
        "{'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'title':'t'},"
            + "{'model':'models/m','content':{'parts':[{'text':'b'}]},'outputDimensionality':4}]}",
        "{'content':{'parts':[{'text':'a'}]},'embedContentConfig':{'autoTruncate':true}}"
      })
  void writesBackWhatItRead(String json) {
    Losses losses = new Losses();

    ObjectNode written = gemini.encodeRequest(decode(json), "m", losses);

    assertThat(written).isEqualTo(object(json));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|content",
        "{'content':{}}|content.parts",
        "{'content':{'parts':[]}}|content.parts",
        "{'requests':[]}|requests",
        "{'requests':{}}|requests",
        "{'requests':[{}]}|requests[0].content",
        "{'content':{'parts':[{'text':'a'}]},'taskType':3}|taskType",
        "{'content':{'parts':[{'text':'a'}]},'outputDimensionality':0}|outputDimensionality"
      },
      quoteCharacter = '"')
  void refusesAWrongFieldByName(String json, String param) {
    Problem problem = problemOf(() -> decode(json));

    assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    assertThat(problem.param()).contains(param);
  }

  @Test
  void sendsOneTextOfAnOpenAiClientAsEmbedContent() {
    Losses losses = new Losses();
    EmbeddingRequest request =
        fromOpenAi(
            "{'model':'x','input':['a'],'dimensions':3,'user':'u','encoding_format':'float'}");

    ObjectNode written = gemini.encodeRequest(request, "m", losses);

    assertThat(GeminiEmbeddings.isBatch(request)).isFalse();
    assertThat(written)
        .isEqualTo(object("{'content':{'parts':[{'text':'a'}]},'outputDimensionality':3}"));
    assertThat(losses.toList())
        .containsExactly(new Loss("user", Loss.Kind.DROPPED, "not part of the gemini API"));
  }

  @Test
  void sendsSeveralTextsOfAnOpenAiClientAsABatchInOrder() {
    Losses losses = new Losses();
    EmbeddingRequest request = fromOpenAi("{'model':'x','input':['a','b'],'extra':1}");

    ObjectNode written = gemini.encodeRequest(request, "m", losses);

    assertThat(GeminiEmbeddings.isBatch(request)).isTrue();
    assertThat(written)
        .isEqualTo(
            object(
                "{'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]}},"
                    + "{'model':'models/m','content':{'parts':[{'text':'b'}]}}]}"));
    assertThat(losses.toList())
        .containsExactly(new Loss("extra", Loss.Kind.DROPPED, "not part of the gemini API"));
  }

  @Test
  void refusesTokenNumbersThatGeminiCannotTake() {
    EmbeddingRequest request = fromOpenAi("{'model':'x','input':[1,2]}");

    assertThat(problemOf(() -> gemini.encodeRequest(request, "m", new Losses())))
        .isEqualTo(
            Problem.invalid(
                "input",
                "`input` must be a string: the provider of this model takes no token numbers"));
  }

  @Test
  void sendsABatchOfAGeminiClientToAnOpenAiProviderAndTellsWhatStaysBehind() {
    Losses losses = new Losses();
    EmbeddingRequest request =
        decode(
            "{'requests':[{'content':{'parts':[{'text':'a'},{'text':'b'}]},'taskType':'T'},"
                + "{'content':{'parts':[{'text':'c'}]},'title':'t','x':1}],'y':2}");

    ObjectNode written = openAi.encodeRequest(request, "m", losses);

    assertThat(written).isEqualTo(object("{'model':'m','input':['ab','c']}"));
    assertThat(losses.toList())
        .containsExactly(
            new Loss("requests[0].taskType", Loss.Kind.DROPPED, "not part of the OpenAI API"),
            new Loss("requests[0].content.parts", Loss.Kind.ADAPTED, "joined to one text"),
            new Loss("requests[1].title", Loss.Kind.DROPPED, "not part of the OpenAI API"),
            new Loss("requests[1].x", Loss.Kind.DROPPED, "not part of the openai_chat API"),
            new Loss("y", Loss.Kind.DROPPED, "not part of the openai_chat API"));
  }

  @Test
  void refusesWhatAnOpenAiProviderCannotEmbed() {
    EmbeddingRequest media =
        decode("{'content':{'parts':[{'inlineData':{'mimeType':'image/png','data':'AA'}}]}}");
    EmbeddingRequest lengths =
        decode(
            "{'requests':[{'content':{'parts':[{'text':'a'}]}},"
                + "{'content':{'parts':[{'text':'b'}]},'outputDimensionality':4}]}");

    assertThat(problemOf(() -> openAi.encodeRequest(media, "m", new Losses())).param())
        .contains("content.parts");
    assertThat(problemOf(() -> openAi.encodeRequest(lengths, "m", new Losses())).param())
        .contains("requests[1].outputDimensionality");
  }

  @Test
  void readsBothFormsOfAnAnswer() {
    EmbeddingReply one = gemini.decodeReply(object("{'embedding':{'values':[0.10]}}"));
    EmbeddingReply many =
        gemini.decodeReply(
            object(
                "{'embeddings':[{'values':[1]},{'values':[2]}],"
                    + "'usageMetadata':{'promptTokenCount':4},'metadata':{'a':1}}"));

    assertThat(one)
        .isEqualTo(
            new EmbeddingReply("", List.of(numbers("[0.10]")), OptionalLong.empty(), Extras.NONE));
    assertThat(many)
        .isEqualTo(
            new EmbeddingReply(
                "",
                List.of(numbers("[1]"), numbers("[2]")),
                OptionalLong.of(4),
                Extras.of(Protocol.GEMINI, object("{'metadata':{'a':1}}"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'embedding':7}", "{'embedding':{}}", "{'embeddings':[{'values':['a']}]}"})
  void takesAnythingElseForAFailureOfTheProvider(String json) {
    assertThat(problemOf(() -> gemini.decodeReply(object(json))).kind())
        .isEqualTo(ProblemKind.UPSTREAM);
  }

  @Test
  void answersInTheFormThatWasAsked() {
    EmbeddingReply reply =
        new EmbeddingReply("m", List.of(numbers("[0.10]")), OptionalLong.of(4), Extras.NONE);
    EmbeddingRequest one = decode("{'content':{'parts':[{'text':'a'}]}}");
    EmbeddingRequest list = decode("{'requests':[{'content':{'parts':[{'text':'a'}]}}]}");

    assertThat(sent(gemini.encodeReply(reply, one, "m", new Losses())))
        .isEqualTo(
            object(
                "{'embedding':{'values':[0.10]},"
                    + "'usageMetadata':{'promptTokenCount':4,'totalTokenCount':4}}"));
    assertThat(gemini.encodeReply(reply, list, "m", new Losses()).path("embeddings"))
        .isEqualTo(object("{'embeddings':[{'values':[0.10]}]}").path("embeddings"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'model':'models/a','content':{'parts':[{'text':'a'}]}}|a",
        "{'model':'a','content':{'parts':[{'text':'a'}]}}|a",
        "{'model':'b','requests':[{'model':'models/a','content':{'parts':[{'text':'a'}]}}]}|a",
        "{'content':{'parts':[{'text':'a'}]}}|''"
      },
      quoteCharacter = '"')
  void theModelIsInTheBodyWhereItIsNotInThePath(String json, String model) {
    EmbeddingRequest request = gemini.decodeRequest(object(json), RequestTarget.IN_BODY);

    assertThat(request.model()).isEqualTo(model.replace("'", ""));
  }

  @Test
  void anAnswerKeepsWhatElseGeminiSaidAndAFigureOfNothing() {
    EmbeddingReply reply =
        gemini.decodeReply(
            object(
                "{'embedding':{'values':[1]},'usageMetadata':{'promptTokenCount':0},"
                    + "'metadata':{'a':1}}"));
    EmbeddingRequest one = decode("{'content':{'parts':[{'text':'a'}]}}");

    assertThat(sent(gemini.encodeReply(reply, one, "m", new Losses())))
        .isEqualTo(
            object(
                "{'embedding':{'values':[1]},"
                    + "'usageMetadata':{'promptTokenCount':0,'totalTokenCount':0},"
                    + "'metadata':{'a':1}}"));
  }

  @Test
  void refusesAnAnswerWithAnotherNumberOfVectors() {
    EmbeddingReply none = new EmbeddingReply("m", List.of(), OptionalLong.of(4), Extras.NONE);
    EmbeddingRequest list = decode("{'requests':[{'content':{'parts':[{'text':'a'}]}}]}");

    assertThat(problemOf(() -> gemini.encodeReply(none, list, "m", new Losses())))
        .isEqualTo(
            Problem.of(ProblemKind.UPSTREAM, "the provider answered 1 inputs with 0 vectors"));
  }

  @Test
  void satisfiesTheOfficialSdk() {
    EmbeddingReply reply =
        new EmbeddingReply(
            "m",
            List.of(new EmbeddingVector.Packed("AACAPwAAAL8=")),
            OptionalLong.of(4),
            Extras.NONE);
    EmbeddingRequest request = decode("{'requests':[{'content':{'parts':[{'text':'a'}]}}]}");

    ObjectNode answer = gemini.encodeReply(reply, request, "m", new Losses());
    EmbedContentResponse parsed = EmbedContentResponse.fromJson(StrictJson.toText(answer));

    assertThat(parsed.embeddings().orElseThrow())
        .extracting(ContentEmbedding::values)
        .containsExactly(Optional.of(List.of(1f, -0.5f)));
  }

  @Test
  void keepsARecordedInteraction() {
    List<Recording> recordings =
        Recordings.of("gemini").stream()
            .filter(recording -> recording.path().contains("mbedContent"))
            .toList();
    assertThat(recordings).isNotEmpty();
    for (Recording recording : recordings) {
      ObjectNode body = (ObjectNode) recording.requestBody().orElseThrow();
      ObjectNode answer = (ObjectNode) recording.body().orElseThrow();
      EmbeddingRequest request = gemini.decodeRequest(body, RequestTarget.IN_BODY);
      EmbeddingReply reply = gemini.decodeReply(answer);
      ObjectNode written = gemini.encodeReply(reply, request, "m", new Losses());

      assertThat(reply.inputTokens())
          .hasValue(answer.at("/usageMetadata/promptTokenCount").asLong());
      assertThat(written.path("embedding")).isEqualTo(answer.path("embedding"));
      assertThat(written.path("embeddings")).isEqualTo(answer.path("embeddings"));
    }
  }

  private EmbeddingRequest decode(String json) {
    return gemini.decodeRequest(object(json), TARGET);
  }

  private EmbeddingRequest fromOpenAi(String json) {
    return openAi.decodeRequest(object(json), RequestTarget.IN_BODY);
  }

  private static EmbeddingVector numbers(String json) {
    return EmbeddingVector.read(StrictJson.tryParse(json).orElseThrow()).orElseThrow();
  }

  private static Problem problemOf(Runnable action) {
    return catchThrowableOfType(ProblemException.class, action::run).problem();
  }

  private static ObjectNode object(String json) {
    return StrictJson.parseObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** As it is once it was sent: whether a number was a long or an int is gone. */
  private static ObjectNode sent(ObjectNode written) {
    return StrictJson.parseObject(StrictJson.toBytes(written));
  }
}
