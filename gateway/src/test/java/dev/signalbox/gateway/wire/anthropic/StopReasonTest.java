package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StopReasonTest {
  private static Reply answered(String stopReason) {
    return Given.PROVIDER.decodeReply(
        Given.json("{'type':'message','content':[],'stop_reason':'%s'}".formatted(stopReason)));
  }

  private static ObjectNode written(StopReason stop, List<Part> parts, Losses losses) {
    Choice choice = new Choice(0, parts, stop, Optional.empty(), Extras.NONE);
    return Given.CLIENT.encodeReply(
        new Reply("id", "m", 0, List.of(choice), Optional.empty(), Extras.NONE),
        Given.FRAME,
        losses);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, END",
    "stop_sequence, STOP_SEQUENCE",
    "max_tokens, MAX_TOKENS",
    "tool_use, TOOL_CALLS",
    "pause_turn, PAUSE",
    "refusal, REFUSAL",
    "model_context_window_exceeded, CONTEXT_EXCEEDED"
  })
  void readsAndWritesEveryDocumentedStopReason(String name, StopReason stop) {
    Losses losses = new Losses();

    assertThat(answered(name).choices().getFirst().stop()).isEqualTo(stop);
    assertThat(written(stop, List.of(), losses).path("stop_reason").asText()).isEqualTo(name);
    assertThat(losses.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"CONTENT_FILTER, refusal", "ERROR, end_turn"})
  void tellsThatItHasNoStopReasonOfTheSameMeaning(StopReason stop, String name) {
    Losses losses = new Losses();

    assertThat(written(stop, List.of(), losses).path("stop_reason").asText()).isEqualTo(name);
    assertThat(losses.toList()).extracting("field").containsExactly("stop_reason");
  }

  @Test
  void keepsAnUnknownStopReasonForClientsOfThisApiAndTakesItForAnEnd() {
    Reply reply = answered("compaction");

    assertThat(reply.choices().getFirst().stop()).isEqualTo(StopReason.END);
    assertThat(
            Given.CLIENT.encodeReply(reply, Given.FRAME, new Losses()).path("stop_reason").asText())
        .isEqualTo("compaction");
  }

  @Test
  void stopsWithARefusalWhenTheAnswerIsOne() {
    ObjectNode body = written(StopReason.END, List.of(new Part.Refusal("No.")), new Losses());

    assertThat(body.path("stop_reason").asText()).isEqualTo("refusal");
    assertThat(body.path("content"))
        .isEqualTo(Given.node("[{'type':'text','text':'No.','citations':null}]"));
  }

  @Test
  void keepsTheStopTextAndTheDetailsOfARefusal() {
    String body =
        "{'type':'message','content':[],'stop_reason':'refusal','stop_sequence':'X',"
            + "'stop_details':{'type':'refusal','category':'cyber'}}";

    ObjectNode again =
        Given.CLIENT.encodeReply(
            Given.PROVIDER.decodeReply(Given.json(body)), Given.FRAME, new Losses());

    assertThat(again.path("stop_sequence").asText()).isEqualTo("X");
    assertThat(again.path("stop_details"))
        .isEqualTo(Given.node("{'type':'refusal','category':'cyber'}"));
  }
}
