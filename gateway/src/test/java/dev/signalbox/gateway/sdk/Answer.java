package dev.signalbox.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an SDK read, in words of no API.
 *
 * @param input tokens of the question
 * @param output tokens of the answer
 */
record Answer(String text, List<Call> calls, End end, long input, long output) {
  /** Why it ended. */
  enum End {
    DONE,
    CALLS,
    LIMIT,
    OTHER
  }

  /** A call of a function. */
  record Call(String id, String name, JsonNode arguments) {}

  /** The same without the ids of calls. */
  Answer withoutIds() {
    return new Answer(
        text,
        calls.stream().map(call -> new Call("", call.name(), call.arguments())).toList(),
        end,
        input,
        output);
  }
}
