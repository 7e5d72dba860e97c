package dev.signalbox.gateway.wire.responses;

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
import org.junit.jupiter.params.provider.EnumSource;

final class StopReasonsTest {
  private static final String TEXT =
      "{'type':'message','role':'assistant','id':'m','content':[{'type':'output_text','text':'a'}]}";
  private static final String CALL =
      "{'type':'function_call','id':'f','call_id':'c','name':'n','arguments':'{}'}";
  private static final String REFUSAL =
      "{'type':'message','role':'assistant','id':'m','content':[{'type':'refusal','refusal':'no'}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completed   |                   | TEXT    | END",
        "complete    |                   | TEXT    | END",
        "completed   |                   | CALL    | TOOL_CALLS",
        "completed   |                   | REFUSAL | REFUSAL",
        "incomplete  | max_output_tokens | TEXT    | MAX_TOKENS",
        "incomplete  | max_output_tokens | CALL    | MAX_TOKENS",
        "incomplete  | content_filter    | TEXT    | CONTENT_FILTER",
        "incomplete  | a_new_reason      | TEXT    | END",
        "cancelled   |                   | TEXT    | ERROR",
        "queued      |                   | TEXT    | PAUSE",
        "in_progress |                   | TEXT    | PAUSE",
        "a_new_state |                   | TEXT    | END",
      })
  void readsTheStatusOfAResponse(String status, String reason, String output, StopReason stop) {
    ObjectNode body = Wire.json("{'id':'r','model':'m','output':[%s]}".formatted(item(output)));
    body.put("status", status);
    if (reason != null) {
      body.putObject("incomplete_details").put("reason", reason);
    }

    assertThat(Wire.PROVIDER.decodeReply(body).choices().getFirst().stop()).isEqualTo(stop);
  }

  private static String item(String name) {
    return switch (name) {
      case "CALL" -> CALL;
      case "REFUSAL" -> REFUSAL;
      default -> TEXT;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "END,              completed,  '',                false",
    "STOP_SEQUENCE,    completed,  '',                false",
    "TOOL_CALLS,       completed,  '',                false",
    "MAX_TOKENS,       incomplete, max_output_tokens, false",
    "CONTENT_FILTER,   incomplete, content_filter,    false",
    "REFUSAL,          incomplete, content_filter,    true",
    "PAUSE,            completed,  '',                true",
    "CONTEXT_EXCEEDED, incomplete, max_output_tokens, true",
    "ERROR,            failed,     '',                false",
  })
  void writesEveryStopReason(StopReason stop, String status, String reason, boolean told) {
    Losses losses = new Losses();

    ObjectNode body = Wire.CLIENT.encodeReply(reply(stop, Part.Text.of("a")), Wire.frame(), losses);

    assertThat(body.path("status").asText()).isEqualTo(status);
    assertThat(body.path("incomplete_details").path("reason").asText()).isEqualTo(reason);
    assertThat(body.path("error").isNull()).isEqualTo(stop != StopReason.ERROR);
    assertThat(losses.isEmpty()).isEqualTo(!told);
  }

  @ParameterizedTest
  @EnumSource
  void everyStopReasonHasARow(StopReason stop) {
    assertThat(
            Wire.CLIENT
                .encodeReply(reply(stop, Part.Text.of("a")), Wire.frame(), new Losses())
                .path("status")
                .asText())
        .isIn("completed", "incomplete", "failed");
  }

  @Test
  void aRefusalInWordsIsACompletedAnswer() {
    Losses losses = new Losses();

    ObjectNode body =
        Wire.CLIENT.encodeReply(
            reply(StopReason.REFUSAL, new Part.Refusal("no")), Wire.frame(), losses);

    assertThat(body.path("status").asText()).isEqualTo("completed");
    assertThat(Wire.PROVIDER.decodeReply(body).choices().getFirst().stop())
        .isEqualTo(StopReason.REFUSAL);
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void anUnknownReasonForBeingIncompleteIsKeptForItsOwnProtocol() {
    ObjectNode body =
        Wire.json(
            "{'id':'r','model':'m','status':'incomplete','output':[],"
                + "'incomplete_details':{'reason':'a_new_reason'}}");

    Reply reply = Wire.PROVIDER.decodeReply(body);
    ObjectNode again = Wire.CLIENT.encodeReply(reply, Wire.frame(), new Losses());

    assertThat(again.path("incomplete_details")).isEqualTo(body.path("incomplete_details"));
    assertThat(again.path("status").asText()).isEqualTo("incomplete");
  }

  private static Reply reply(StopReason stop, Part part) {
    Choice choice = new Choice(0, List.of(part), stop, Optional.empty(), Extras.NONE);
    return new Reply("r", "m", 1, List.of(choice), Optional.empty(), Extras.NONE);
  }
}
