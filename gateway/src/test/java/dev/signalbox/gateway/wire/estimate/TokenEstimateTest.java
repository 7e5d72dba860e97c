package dev.signalbox.gateway.wire.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenEstimateTest {
  @ParameterizedTest
  @CsvSource({"'',0", "a,1", "abcd,1", "abcde,2", "Grüße,2", "привет,3", "你好,2", "こんにちは,5", "🙂,2"})
  void countsEachScriptByItsOwnRate(String text, long tokens) {
    assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
  }

  @Test
  void countsAtLeastOne() {
    assertThat(TokenEstimate.of(request(List.of(), Tooling.NONE))).isEqualTo(1);
  }

  @Test
  void countsTurnsToolsCallsAndResults() {
    ObjectNode schema = object("{\"type\":\"object\"}");
    Tool tool =
        new Tool.Function(
            "abcd", Optional.of("efgh"), Optional.of(schema), Optional.empty(), Extras.NONE);
    Turn call = Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("id", "abcd", "{\"a\":12}")));
    Turn result =
        Turn.of(
            Role.USER,
            List.of(
                new Part.ToolResult(
                    "id", "abcd", List.of(Part.Text.of("abcdefgh")), false, Extras.NONE)));

    long tokens =
        TokenEstimate.of(
            request(
                List.of(call, result),
                new Tooling(List.of(tool), Optional.empty(), Optional.empty())));

    // 8 and 8 characters of the tool's texts, 16 of its schema, 12 of the call, 8 of the result.
    assertThat(tokens)
        .isEqualTo(2L * TokenEstimate.TURN + TokenEstimate.TOOL + 2 * TokenEstimate.CALL + 11);
  }

  @Test
  void countsMediaByKindWhateverTheirSize() {
    Part image = media(MediaKind.IMAGE, new MediaSource.Inline("image/png", "A".repeat(1_000_000)));
    Part document = media(MediaKind.DOCUMENT, new MediaSource.PlainText("abcdefgh"));

    long tokens =
        TokenEstimate.of(
            request(List.of(Turn.of(Role.USER, List.of(image, document))), Tooling.NONE));

    assertThat(tokens).isEqualTo(TokenEstimate.TURN + TokenEstimate.IMAGE + 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':'bcd'} | 3", // four marks, the key, two marks, the text: ten quarters
        "{'a':[1,23]} | 3", // four, one, one and one, one and two: ten
        "{'ab':true,'c':null} | 5", // four, two, four; four, one, four: nineteen
        "{'a':'ͯͯ'} | 3", // the last that counts one quarter: nine
        "{'a':'ͰͰ'} | 3", // two quarters each: eleven
        "{'a':'⹿⹿'} | 3", // the last of them
        "{'a':'⺀⺀'} | 4" // four quarters each: fifteen
      },
      quoteCharacter = '~')
  void countsJsonAsIfWrittenWithoutSpaces(String json, long tokens) {
    TextMeter meter = new TextMeter();
    meter.add(object(json.replace('\'', '"')));

    assertThat(meter.tokens()).isEqualTo(tokens);
  }

  @Test
  void countsNamesReasoningRefusalsAndWhatIsNotUnderstood() {
    ObjectNode raw = object("{\"a\":\"bc\"}");
    Turn turn =
        new Turn(
            Role.ASSISTANT,
            Optional.of("name"),
            List.of(
                new Part.Reasoning("reasoned", Optional.empty(), Extras.NONE),
                new Part.Refusal("refused it!!"),
                new Part.Opaque(Protocol.GEMINI, "x", raw),
                new Part.Media(
                    MediaKind.VIDEO,
                    new MediaSource.Inline("video/mp4", "AA"),
                    Optional.of("file"),
                    Extras.NONE)),
            Extras.NONE);
    Tool tool = new Tool.Native(Protocol.GEMINI, "x", raw);

    long tokens =
        TokenEstimate.of(
            request(List.of(turn), new Tooling(List.of(tool), Optional.empty(), Optional.empty())));

    // 4, 8, 12 and 4 characters, and 10 of JSON twice.
    assertThat(tokens)
        .isEqualTo(TokenEstimate.TURN + TokenEstimate.TOOL + TokenEstimate.VIDEO + 12);
  }

  @Test
  void countsTheSchemaOfTheAnswer() {
    ResponseFormat schema =
        new ResponseFormat.JsonSchema(
            "n", Optional.of("said of"), object("{\"a\":\"bcdef\"}"), Optional.empty());

    assertThat(TokenEstimate.of(answering(schema))).isEqualTo(5);
    assertThat(TokenEstimate.of(answering(new ResponseFormat.JsonObject()))).isEqualTo(1);
  }

  private static Request answering(ResponseFormat format) {
    OutputSpec output =
        new OutputSpec(
            Optional.empty(), Optional.of(format), ReasoningRequest.NONE, Optional.empty());
    return new Request(
        "m", false, List.of(), Tooling.NONE, Sampling.NONE, output, Labels.NONE, Extras.NONE);
  }

  @Test
  void countsWhatItDoesNotLookAtLikeTheRest() {
    String text = "a".repeat(TextMeter.MAX_CHARACTERS) + "你".repeat(TextMeter.MAX_CHARACTERS);

    assertThat(TokenEstimate.of(text)).isEqualTo(TextMeter.MAX_CHARACTERS / 2);
  }

  @Test
  void countsManyTextsAfterTheBound() {
    TextMeter meter = new TextMeter();
    meter.add("a".repeat(TextMeter.MAX_CHARACTERS));
    meter.addPlain(4);
    meter.add("abcd");
    meter.add(object("{\"abc\":\"de\"}"));

    assertThat(meter.tokens()).isEqualTo(TextMeter.MAX_CHARACTERS / 4 + 1 + 1 + 3);
  }

  @Property
  void countsALongerTextNoLower(@ForAll String text, @ForAll String more) {
    assertThat(TokenEstimate.of(text + more)).isGreaterThanOrEqualTo(TokenEstimate.of(text));
  }

  private static Part media(MediaKind kind, MediaSource source) {
    return new Part.Media(kind, source, Optional.empty(), Extras.NONE);
  }

  private static Request request(List<Turn> turns, Tooling tooling) {
    return new Request(
        "m", false, turns, tooling, Sampling.NONE, OutputSpec.NONE, Labels.NONE, Extras.NONE);
  }

  private static ObjectNode object(String json) {
    return StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }
}
