package dev.signalbox.gateway.wire.eventstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Tells an event stream as server-sent events, message by message. An event of the stream has its
 * type as name and its payload as data. A {@code chunk}, which wraps an event of a model's own
 * stream (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html">
 * InvokeModelWithResponseStream</a>, read 2026-11), becomes that event. An exception becomes an
 * {@code error} event whose data has the exception's {@code __type} beside what it says. Used by
 * one thread at a time.
 */
public final class EventStreamText {
  /** The name of events that are exceptions. */
  public static final String ERROR = "error";

  /** Where the data of an {@link #ERROR} says which exception it is. */
  public static final String TYPE = "__type";

  /** What a model's own event may be called. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private static final Set<String> FAILURES = Set.of("exception", "error");
  private static final byte[] NOTHING = {};

  private final MessageDecoder messages;
  private final UnaryOperator<ObjectNode> failure;
  private Optional<ProblemException> damage = Optional.empty();

  /**
   * At the start of a stream.
   *
   * @param maxMessageBytes largest message accepted
   * @param failure makes what an exception says, its {@link #TYPE} included, what the API behind
   *     the stream has for an error
   */
  public EventStreamText(int maxMessageBytes, UnaryOperator<ObjectNode> failure) {
    this.messages = new MessageDecoder(maxMessageBytes);
    this.failure = failure;
  }

  /**
   * What the next bytes become; may be nothing.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when the
   *     stream is damaged; where messages came whole before that in the same bytes, they are given
   *     first, and it is thrown the next time
   */
  public byte[] accept(byte[] chunk) {
    throwDamage();
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * chunk.length);
    try {
      messages.accept(chunk, message -> tell(message, out));
    } catch (ProblemException e) {
      damage = Optional.of(e);
    }
    if (out.size() == 0) {
      throwDamage();
      return NOTHING;
    }
    return out.toByteArray();
  }

  /**
   * Takes the end of the stream.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when it is
   *     damaged or ends within a message
   */
  public void end() {
    throwDamage();
    messages.end();
  }

  private void throwDamage() {
    if (damage.isPresent()) {
      throw damage.get();
    }
  }

  private void tell(Message message, ByteArrayOutputStream out) {
    if (FAILURES.contains(message.header(":message-type"))) {
      event(ERROR, StrictJson.toBytes(failure.apply(said(message))), out);
      return;
    }
    String type = message.header(":event-type");
    Optional<byte[]> wrapped = type.equals("chunk") ? unwrapped(message) : Optional.empty();
    if (wrapped.isPresent()) {
      event(nameIn(wrapped.get()), wrapped.get(), out);
    } else {
      event(type, message.payload(), out);
    }
  }

  /** An exception has a type and a payload of its own, an error has two headers only. */
  private static ObjectNode said(Message message) {
    ObjectNode said =
        StrictJson.tryParse(message.payload())
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .orElseGet(StrictJson::object);
    String type = message.header(":exception-type");
    said.put(TYPE, type.isEmpty() ? message.header(":error-code") : type);
    if (Lenient.textOf(said, "message").isEmpty()) {
      said.put("message", message.header(":error-message"));
    }
    return said;
  }

  private static Optional<byte[]> unwrapped(Message message) {
    try {
      return StrictJson.tryParse(message.payload())
          .flatMap(payload -> Lenient.text(payload, "bytes"))
          .map(text -> Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // what is no base64 is told as it came
    }
  }

  private static String nameIn(byte[] event) {
    return StrictJson.tryParse(event).map(json -> Lenient.textOf(json, "type")).orElse("");
  }

  /** A line break would end the data; JSON has none but between its tokens. */
  private static void event(String name, byte[] data, ByteArrayOutputStream out) {
    if (NAME.matcher(name).matches()) {
      out.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
    for (byte b : data) {
      out.write(b == '\n' || b == '\r' ? ' ' : b);
    }
    out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
  }
}
