package dev.signalbox.gateway.wire.needs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one request needs of a model.
 *
 * @param capabilities what the model must be able to do
 * @param inputTokens tokens of the prompt, at least 1
 * @param exact whether the model itself will count as many, rather than roughly
 * @param maxOutputTokens the client's limit for the answer
 * @param temperature whether the client sets the temperature
 * @param stop whether the client gives stop texts
 * @param signed whether the conversation holds something that only its provider can read:
 *     signatures or encrypted reasoning
 * @param sealed whether it holds something that we sealed for another provider's sake
 * @param session what the client calls the conversation or its user, for keeping caches warm
 */
public record RequestNeeds(
    Set<Capability> capabilities,
    long inputTokens,
    boolean exact,
    OptionalLong maxOutputTokens,
    boolean temperature,
    boolean stop,
    boolean signed,
    boolean sealed,
    Optional<String> session) {
  /** Of operations that any model can do. */
  public static final RequestNeeds NONE =
      new RequestNeeds(
          Set.of(), 1, false, OptionalLong.empty(), false, false, false, false, Optional.empty());

  private static final Set<String> CONTENT =
      Set.of(
          "messages",
          "system",
          "input",
          "instructions",
          "contents",
          "systemInstruction",
          "system_instruction",
          "prompt");

  /** {@code functions} is Chat's older name for them. */
  private static final Set<String> TOOLS = Set.of("tools", "functions");

  public RequestNeeds {
    capabilities = Set.copyOf(capabilities);
  }

  /** The same with the prompt counted. */
  public RequestNeeds withInput(long tokens, boolean countedExactly) {
    return new RequestNeeds(
        capabilities,
        tokens,
        countedExactly,
        maxOutputTokens,
        temperature,
        stop,
        signed,
        sealed,
        session);
  }

  /** The same in the conversation {@code other}, unless it calls its conversation something. */
  public RequestNeeds inSession(Optional<String> other) {
    return session.isPresent() || other.isEmpty()
        ? this
        : new RequestNeeds(
            capabilities,
            inputTokens,
            exact,
            maxOutputTokens,
            temperature,
            stop,
            signed,
            sealed,
            other);
  }

  /**
   * The needs of the request {@code body}, in any of the four formats.
   *
   * @param body one strict JSON object, already checked
   */
  public static RequestNeeds of(byte[] body) {
    Tally tally = new Tally(body);
    try (JsonParser parser = StrictJson.reader(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (CONTENT.contains(name)) {
          ContentScan.read(parser, name, tally);
        } else if (TOOLS.contains(name)) {
          tools(parser, token, tally);
        } else {
          SettingsScan.read(parser, name, tally);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the body was checked before", e);
    }
    return tally.toNeeds();
  }

  /** Tools are read by the model as text; what stands in their schemas is not looked into. */
  private static void tools(JsonParser parser, JsonToken token, Tally tally) throws IOException {
    if (token == JsonToken.START_OBJECT) { // Gemini takes one without a list
      tally.need(Capability.TOOLS);
      tally.skipCounted(parser);
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      tally.need(Capability.TOOLS);
      tally.skipCounted(parser);
    }
  }
}
