package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Labels;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.OutputSpec;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReasoningRequest;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Sampling;
import dev.signalbox.gateway.wire.model.Tooling;
import dev.signalbox.gateway.wire.model.Turn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestWriterTest {
  private static final OutputSpec NOTHING = OutputSpec.NONE;

  private final Losses losses = new Losses();

  @ParameterizedTest
  @CsvSource({"15, 16, 1", "16, 16, 0", "17, 17, 0"})
  void theLeastLimitIs16Tokens(int asked, int sent, int told) {
    OutputSpec output =
        new OutputSpec(
            Optional.of(asked), Optional.empty(), ReasoningRequest.NONE, Optional.empty());

    assertThat(written(output, Labels.NONE).path("max_output_tokens").asInt()).isEqualTo(sent);
    assertThat(losses.toList()).hasSize(told);
  }

  @ParameterizedTest
  @CsvSource({"azAZ09_-, azAZ09_-", "`{@[/:é, _______", "'', response"})
  void theNameOfASchemaIsALabel(String name, String sent) {
    assertThat(
            written(format(name, StrictJson.object(), false), Labels.NONE)
                .at("/text/format/name")
                .asText())
        .isEqualTo(sent);
    assertThat(
            written(format("x".repeat(65), StrictJson.object(), false), Labels.NONE)
                .at("/text/format/name")
                .asText())
        .isEqualTo("x".repeat(64));
  }

  @Test
  void strictIsGivenUpWhereTheSchemaDoesNotFit() {
    ObjectNode open = StrictJson.object().put("type", "object");
    ObjectNode closed =
        StrictJson.object().put("type", "object").put("additionalProperties", false);

    assertThat(
            written(format("n", closed, true), Labels.NONE).at("/text/format/strict").asBoolean())
        .isTrue();
    assertThat(losses.toList()).isEmpty();
    assertThat(
            written(format("n", open, true), Labels.NONE).at("/text/format/strict").asBoolean(true))
        .isFalse();
    assertThat(losses.toList())
        .extracting(loss -> loss.kind() + " " + loss.field())
        .containsExactly("ADAPTED text.format.strict");
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void aLabelHas64Characters(int length, boolean sent) {
    String value = "k".repeat(length);

    ObjectNode body = written(NOTHING, labels(Optional.of(value), Optional.empty()));

    assertThat(body.path("prompt_cache_key").asText().equals(value)).isEqualTo(sent);
    assertThat(losses.isEmpty()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"scale, scale, ", "standard_only, default, ADAPTED", "turbo, '', DROPPED"})
  void aTierThatTheApiDoesNotKnowIsTold(String tier, String sent, @Nullable String told) {
    ObjectNode body = written(NOTHING, labels(Optional.empty(), Optional.of(tier)));

    assertThat(body.path("service_tier").asText()).isEqualTo(sent);
    assertThat(losses.toList())
        .extracting(loss -> loss.kind().name())
        .isEqualTo(told == null ? List.of() : List.of(told));
  }

  @Test
  void whatInstructionsHaveNoPlaceForIsTold() {
    Extras hint = Extras.of(Protocol.ANTHROPIC, StrictJson.object().put("hint", 1));
    Turn system =
        new Turn(
            Role.SYSTEM,
            Optional.of("house"),
            List.of(new Part.Text("be kind", List.of(), List.of(), Optional.empty(), hint)),
            hint);
    Turn user = Turn.of(Role.USER, List.of(Part.Text.of("hi")));

    ObjectNode body = written(List.of(system, user), NOTHING, Labels.NONE);

    assertThat(body)
        .isEqualTo(
            Wire.json(
                "{'model':'m','instructions':'be kind','input':["
                    + "{'type':'message','role':'user','content':'hi'}]}"));
    assertThat(losses.toList())
        .extracting(loss -> loss.kind() + " " + loss.field())
        .containsExactly(
            "DROPPED messages[0].name",
            "DROPPED messages[0].hint",
            "DROPPED messages[0].content[0].hint");
  }

  private static OutputSpec format(String name, ObjectNode schema, boolean strict) {
    return new OutputSpec(
        Optional.empty(),
        Optional.of(
            new ResponseFormat.JsonSchema(name, Optional.empty(), schema, Optional.of(strict))),
        ReasoningRequest.NONE,
        Optional.empty());
  }

  private static Labels labels(Optional<String> cacheKey, Optional<String> tier) {
    return new Labels(
        Optional.empty(), Optional.empty(), Optional.empty(), cacheKey, tier, Optional.empty());
  }

  private ObjectNode written(OutputSpec output, Labels labels) {
    return written(List.of(), output, labels);
  }

  private ObjectNode written(List<Turn> turns, OutputSpec output, Labels labels) {
    return Wire.encode(
        new Request("m", false, turns, Tooling.NONE, Sampling.NONE, output, labels, Extras.NONE),
        losses);
  }
}
