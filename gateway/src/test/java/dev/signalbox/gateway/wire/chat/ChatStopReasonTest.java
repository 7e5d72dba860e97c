package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reason to stop, both ways. */
final class ChatStopReasonTest {
  private static final String CALL =
      "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}";

  private static ObjectNode written(List<Part> parts, StopReason stop, Losses losses) {
    Choice choice = new Choice(0, parts, stop, Optional.empty(), Extras.NONE);
    return Chat.CLIENT.encodeReply(
        new Reply("id", "m", 7, List.of(choice), Optional.empty(), Extras.NONE),
        Chat.frame(),
        losses);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, END",
    "length, MAX_TOKENS",
    "content_filter, CONTENT_FILTER",
    "tool_calls, END",
    "function_call, END",
    "eos, END",
    "eos_token, END",
    "stop_sequence, STOP_SEQUENCE",
    "model_length, CONTEXT_EXCEEDED",
    "model_context_window_exceeded, CONTEXT_EXCEEDED",
    "error, ERROR",
    "insufficient_system_resource, ERROR",
    "abort, ERROR",
    "network_error, ERROR",
    "sensitive, CONTENT_FILTER",
    "something_new, END",
  })
  void everyFinishReasonIsRead(String reason, StopReason stop) {
    assertThat(Chat.answer("{'content':'x'}", reason).choices().getFirst().stop()).isEqualTo(stop);
  }

  @ParameterizedTest
  @CsvSource({
    "stop, TOOL_CALLS",
    "tool_calls, TOOL_CALLS",
    "function_call, TOOL_CALLS",
    "length, MAX_TOKENS",
    "content_filter, CONTENT_FILTER",
  })
  void callsDecideThatToolsWereCalled(String reason, StopReason stop) {
    Reply reply = Chat.answer("{'content':null,'tool_calls':[%s]}".formatted(CALL), reason);

    assertThat(reply.choices().getFirst().stop()).isEqualTo(stop);
  }

  @ParameterizedTest
  @CsvSource({
    "END, stop, 0",
    "STOP_SEQUENCE, stop, 0",
    "MAX_TOKENS, length, 0",
    "TOOL_CALLS, tool_calls, 0",
    "CONTENT_FILTER, content_filter, 0",
    "REFUSAL, content_filter, 0",
    "PAUSE, stop, 1",
    "CONTEXT_EXCEEDED, length, 1",
    "ERROR, stop, 1",
  })
  void everyStopReasonIsWritten(StopReason stop, String reason, int losses) {
    Losses told = new Losses();

    ObjectNode body = written(List.of(Part.Text.of("x")), stop, told);

    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo(reason);
    assertThat(told.toList()).hasSize(losses);
  }

  @Test
  void anUnknownReasonIsKeptForTheClientToBeToldOf() {
    Choice choice = Chat.answer("{'content':'x'}", "something_new").choices().getFirst();

    assertThat(choice.extras())
        .isEqualTo(Extras.of(Protocol.CHAT, Chat.json("{'finish_reason':'something_new'}")));
  }

  @Test
  void theStopTextOfVllmIsRead() {
    Choice choice =
        Chat.reply(
                "{'choices':[{'message':{'content':'x'},'finish_reason':'stop','stop_reason':'END'}]}")
            .choices()
            .getFirst();

    assertThat(choice.stop()).isEqualTo(StopReason.STOP_SEQUENCE);
    assertThat(choice.stopSequence()).contains("END");
  }

  @Test
  void aFilteredChoiceWithoutMessageIsAnAnswer() {
    Choice choice =
        Chat.reply("{'choices':[{'index':0,'finish_reason':'content_filter'}]}")
            .choices()
            .getFirst();

    assertThat(choice)
        .isEqualTo(
            new Choice(0, List.of(), StopReason.CONTENT_FILTER, Optional.empty(), Extras.NONE));
  }
}
