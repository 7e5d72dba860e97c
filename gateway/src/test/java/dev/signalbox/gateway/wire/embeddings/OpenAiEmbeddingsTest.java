package dev.signalbox.gateway.wire.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.embeddings.EmbeddingInput.Content;
import dev.signalbox.gateway.wire.embeddings.EmbeddingRequest.Encoding;
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

final class OpenAiEmbeddingsTest {
  private final OpenAiEmbeddings format = new OpenAiEmbeddings();

  @Test
  void readsEveryFieldAndKeepsUnknownOnes() {
    EmbeddingRequest request =
        decode(
            """
            {"model":"m","input":["a","b"],"dimensions":8,"encoding_format":"base64",
             "user":"u","truncate":true}""");

    assertThat(request)
        .isEqualTo(
            new EmbeddingRequest(
                "m",
                List.of(
                    EmbeddingInput.of(new Content.Text("a"), Optional.of(8)),
                    EmbeddingInput.of(new Content.Text("b"), Optional.of(8))),
                false,
                Optional.of(Encoding.BASE64),
                Optional.of("u"),
                Extras.of(Protocol.CHAT, object("{\"truncate\":true}"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"input\":\"a\"}",
        "{\"model\":\"m\",\"input\":[\"a\"]}",
        "{\"model\":\"m\",\"input\":[1,2,3]}",
        "{\"model\":\"m\",\"input\":[[1,2],[3]]}",
        "{\"model\":\"m\",\"input\":[\"\"],\"encoding_format\":\"float\",\"user\":\"u\"}",
        "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":3,\"other\":{\"x\":null}}"
      })
  void writesBackWhatItRead(String json) {
    Losses losses = new Losses();

    ObjectNode written = format.encodeRequest(decode(json), "m", losses);

    assertThat(written).isEqualTo(object(json));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'input':'a'}|model",
        "{'model':'m'}|input",
        "{'model':'m','input':[]}|input",
        "{'model':'m','input':7}|input",
        "{'model':'m','input':[{}]}|input[0]",
        "{'model':'m','input':['a',1.5]}|input[1]",
        "{'model':'m','input':[1.5]}|input",
        "{'model':'m','input':[[1,-2]]}|input[0]",
        "{'model':'m','input':[[1,'a']]}|input[0]",
        "{'model':'m','input':[4294967296]}|input",
        "{'model':'m','input':'a','dimensions':0}|dimensions",
        "{'model':'m','input':'a','dimensions':'8'}|dimensions",
        "{'model':'m','input':'a','encoding_format':'hex'}|encoding_format",
        "{'model':'m','input':'a','user':3}|user"
      },
      quoteCharacter = '"')
  void refusesAWrongFieldByName(String json, String param) {
    Problem problem = problemOf(() -> decode(json.replace('\'', '"')));

    assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    assertThat(problem.param()).contains(param);
  }

  @Test
  void refusesMoreInputsThanOneRequestMayHave() {
    String most = "\"a\",".repeat(EmbeddingRequest.MAX_INPUTS - 1) + "\"a\"";

    assertThat(decode("{\"model\":\"m\",\"input\":[" + most + "]}").inputs()).hasSize(2_048);
    assertThat(problemOf(() -> decode("{\"model\":\"m\",\"input\":[" + most + ",\"a\"]}")))
        .isEqualTo(Problem.invalid("input", "`input` must have 1 to 2048 items, not 2049"));
  }

  @Test
  void readsAnAnswerInTheOrderOfItsIndexes() {
    EmbeddingReply reply =
        format.decodeReply(
            object(
                """
                {"object":"list","model":"m","data":[
                  {"object":"embedding","index":1,"embedding":[0.30]},
                  {"object":"embedding","index":0,"embedding":[1e-7,-2]}],
                 "usage":{"prompt_tokens":3,"total_tokens":3},"provider":"p"}"""));

    assertThat(reply)
        .isEqualTo(
            new EmbeddingReply(
                "m",
                List.of(numbers("[1e-7,-2]"), numbers("[0.30]")),
                OptionalLong.of(3),
                Extras.of(Protocol.CHAT, object("{\"provider\":\"p\"}"))));
  }

  @Test
  void readsAnAnswerWithoutIndexesUsageOrModel() {
    EmbeddingReply reply =
        format.decodeReply(object("{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}]}"));

    assertThat(reply)
        .isEqualTo(
            new EmbeddingReply(
                "", List.of(numbers("[1]"), numbers("[2]")), OptionalLong.empty(), Extras.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"error\":{\"message\":\"no\"}}",
        "{\"data\":{}}",
        "{\"data\":[7]}",
        "{\"data\":[{\"index\":0}]}",
        "{\"data\":[{\"embedding\":\"AAA\"}]}",
        "{\"data\":[{\"embedding\":\"AAAA\"}]}",
        "{\"data\":[{\"embedding\":\"AADAfw==\"}]}",
        "{\"data\":[{\"embedding\":[1,\"a\"]}]}"
      })
  void takesAnythingElseForAFailureOfTheProvider(String json) {
    assertThat(problemOf(() -> format.decodeReply(object(json))).kind())
        .isEqualTo(ProblemKind.UPSTREAM);
  }

  @Test
  void packsNumbersForAClientThatAskedForBase64() {
    EmbeddingReply reply = reply(numbers("[1,-0.5]"));
    EmbeddingRequest request =
        decode("{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"base64\"}");

    ObjectNode answer = format.encodeReply(reply, request, "m", new Losses());

    // 1.0 is 3f800000 and -0.5 is bf000000, least significant byte first.
    assertThat(sent(answer))
        .isEqualTo(
            object(
                """
                {"object":"list","data":[{"object":"embedding","index":0,
                  "embedding":"AACAPwAAAL8="}],"model":"m",
                 "usage":{"prompt_tokens":5,"total_tokens":5}}"""));
  }

  @Test
  void answersInNumbersWhereTheyWereAskedForAndKeepsWhatElseWasSaid() {
    EmbeddingReply reply =
        format.decodeReply(
            object(
                """
                {"data":[{"embedding":[1]}],"usage":{"prompt_tokens":0},"provider":"p"}"""));
    EmbeddingRequest request =
        decode("{\"model\":\"m\",\"input\":[0],\"encoding_format\":\"float\"}");
    Losses losses = new Losses();

    assertThat(sent(format.encodeReply(reply, request, "m", losses)))
        .isEqualTo(
            object(
                """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]}],
                 "model":"m","usage":{"prompt_tokens":0,"total_tokens":0},"provider":"p"}"""));
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void unpacksBase64ForAClientThatWantsNumbers() {
    EmbeddingReply reply = reply(new EmbeddingVector.Packed("AACAPwAAAL/NzMw9"));

    ObjectNode answer =
        format.encodeReply(reply, decode("{\"model\":\"m\",\"input\":\"a\"}"), "m", new Losses());

    assertThat(StrictJson.toText(answer.at("/data/0/embedding"))).isEqualTo("[1.0,-0.5,0.1]");
  }

  @Test
  void tellsThatFiguresAreMissing() {
    Losses losses = new Losses();
    EmbeddingReply reply =
        new EmbeddingReply("", List.of(numbers("[1]")), OptionalLong.empty(), Extras.NONE);

    ObjectNode answer =
        format.encodeReply(reply, decode("{\"model\":\"m\",\"input\":\"a\"}"), "m", losses);

    assertThat(answer.at("/usage/prompt_tokens").asInt(-1)).isZero();
    assertThat(losses.toList())
        .containsExactly(
            new Loss("usage", Loss.Kind.ADAPTED, "the provider gave no figures, so they are 0"));
  }

  @Test
  void refusesAnAnswerWithAnotherNumberOfVectors() {
    EmbeddingRequest request = decode("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}");

    Problem problem =
        problemOf(() -> format.encodeReply(reply(numbers("[1]")), request, "m", new Losses()));

    assertThat(problem)
        .isEqualTo(
            Problem.of(ProblemKind.UPSTREAM, "the provider answered 2 inputs with 1 vectors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "base64"})
  void satisfiesTheOfficialSdk(String encoding) throws JsonProcessingException {
    EmbeddingRequest request =
        decode(
            "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"%s\"}"
                .formatted(encoding));
    EmbeddingReply reply = reply(numbers("[1,-0.5]"), new EmbeddingVector.Packed("AACAPwAAAL8="));

    ObjectNode answer = format.encodeReply(reply, request, "m", new Losses());
    CreateEmbeddingResponse parsed =
        ObjectMappers.jsonMapper()
            .readValue(StrictJson.toText(answer), CreateEmbeddingResponse.class)
            .validate();

    assertThat(parsed.usage().promptTokens()).isEqualTo(5);
    assertThat(parsed.data())
        .allSatisfy(item -> assertThat(item.embedding()).containsExactly(1f, -0.5f));
  }

  @Test
  void keepsARecordedInteraction() {
    for (Recording recording : recorded()) {
      ObjectNode body = (ObjectNode) recording.requestBody().orElseThrow();
      ObjectNode answer = (ObjectNode) recording.body().orElseThrow();
      EmbeddingRequest request = format.decodeRequest(body, RequestTarget.IN_BODY);
      Losses losses = new Losses();

      assertThat(format.encodeRequest(request, request.model(), losses)).isEqualTo(body);
      EmbeddingReply reply = format.decodeReply(answer);
      assertThat(sent(format.encodeReply(reply, request, reply.model(), losses))).isEqualTo(answer);
      assertThat(losses.toList()).isEmpty();
    }
  }

  private static List<Recording> recorded() {
    List<Recording> found =
        Recordings.of("openai-chat").stream()
            .filter(recording -> recording.path().equals("/v1/embeddings"))
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private EmbeddingRequest decode(String json) {
    return format.decodeRequest(object(json), RequestTarget.IN_BODY);
  }

  private static EmbeddingReply reply(EmbeddingVector... vectors) {
    return new EmbeddingReply("m", List.of(vectors), OptionalLong.of(5), Extras.NONE);
  }

  private static EmbeddingVector numbers(String json) {
    return EmbeddingVector.read(StrictJson.tryParse(json).orElseThrow()).orElseThrow();
  }

  private static Problem problemOf(Runnable action) {
    return catchThrowableOfType(ProblemException.class, action::run).problem();
  }

  private static ObjectNode object(String json) {
    return StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  /** As it is once it was sent: whether a number was a long or an int is gone. */
  private static ObjectNode sent(ObjectNode written) {
    return StrictJson.parseObject(StrictJson.toBytes(written));
  }
}
