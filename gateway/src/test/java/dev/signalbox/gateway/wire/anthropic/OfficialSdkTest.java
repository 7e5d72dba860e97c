package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicInvalidDataException;
import com.anthropic.helpers.BetaMessageAccumulator;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageTokensCount;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The official Java SDK reads what we write, with validation on. */
final class OfficialSdkTest {
  private static Message read(JsonNode body) {
    return readAs(body, Message.class).validate();
  }

  private static Message accumulate(String stream) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    for (JsonNode event : events(stream)) {
      accumulator.accumulate(readAs(event, RawMessageStreamEvent.class).validate());
    }
    return accumulator.message();
  }

  private static Reply reply() {
    Signature foreign = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "g");
    Citation citation =
        new Citation(
            Optional.of("https://a"),
            Optional.empty(),
            Optional.of("q"),
            OptionalInt.of(0),
            OptionalInt.of(1),
            Extras.NONE);
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", Optional.of(foreign), Extras.NONE),
            new Part.Text("", List.of(), List.of(), Optional.empty(), Extras.NONE),
            new Part.Text("hi", List.of(citation), List.of(), Optional.of(foreign), Extras.NONE),
            Part.ToolCall.of("call_1", "f", ""),
            new Part.ToolCall("call_2", "g", "{\"a\":[1]}", Optional.of(foreign), Extras.NONE));
    Choice choice = new Choice(0, parts, StopReason.TOOL_CALLS, Optional.empty(), Extras.NONE);
    return new Reply(
        "x",
        "gpt",
        5,
        List.of(choice),
        Optional.of(new Usage(3, 4, 0, 0, 1, 6, 2, 0, 0, "")),
        Extras.NONE);
  }

  @Test
  void readsAnAnswerOfAnotherProvider() {
    Message message = read(Given.CLIENT.encodeReply(reply(), Given.FRAME, new Losses()));

    assertThat(message.content()).hasSize(5);
    assertThat(message.usage().inputTokens()).isEqualTo(4);
    assertThat(message.content().get(3).asToolUse().caller().isDirect()).isTrue();
  }

  @Test
  void readsAStreamedAnswerOfAnotherProviderAsTheWholeOne() {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply(), events::add);

    Message streamed = accumulate(Given.streamed(events, new Losses()));

    Message whole = read(Given.CLIENT.encodeReply(reply(), Given.FRAME, new Losses()));
    assertThat(streamed.content()).hasSameSizeAs(whole.content());
    assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
    assertThat(streamed.usage().outputTokens()).isEqualTo(6);
    assertThat(streamed.content().get(1).asText().text()).isEqualTo("hi");
    assertThat(streamed.content().get(0).asThinking())
        .isEqualTo(whole.content().get(0).asThinking());
    assertThat(streamed.content().get(4).asToolUse().id())
        .isEqualTo(whole.content().get(4).asToolUse().id());
  }

  @Test
  void readsEveryRecordedAnswerThatWeWriteAnewUnlessItRefusesTheProvidersOwn(
      TestReporter reporter) {
    int read = 0;
    for (Recording recording : Recordings.of("anthropic")) {
      if (recording.status() == 200
          && recording.path().contains("messages")
          && recording.body().orElse(null) instanceof ObjectNode body
          && body.has("content")) {
        Reply reply = Given.PROVIDER.decodeReply(body);
        ObjectNode written = Given.CLIENT.encodeReply(reply, Given.FRAME, new Losses());
        Optional<String> refusal = refusal(written, BetaMessage.class, BetaMessage::validate);
        if (refusal.isPresent()) {
          assertThat(refusal(body, BetaMessage.class, BetaMessage::validate))
              .as("%s: %s", recording, refusal.get())
              .isPresent();
        } else {
          read++;
        }
      }
    }
    reporter.publishEntry("SDK reads", read + " answers");
    assertThat(read).isGreaterThan(38);
  }

  @Test
  void readsEveryRecordedStreamThatWeWriteAnewUnlessItRefusesTheProvidersOwn(
      TestReporter reporter) {
    int read = 0;
    for (Recording recording : Recordings.of("anthropic")) {
      if (recording.sse().isPresent()) {
        String original = recording.sse().get();
        List<ReplyEvent> events = Given.events(original);
        String written = Given.streamed(events, new Losses());
        Optional<String> refusal = refusal(written);
        if (refusal.isPresent()) {
          assertThat(refusal(original)).as("%s: %s", recording, refusal.get()).isPresent();
        } else {
          assertGathers(recording, written, Given.fold(events).toReply());
          read++;
        }
      }
    }
    reporter.publishEntry("SDK reads", read + " streams");
    assertThat(read).isGreaterThan(20);
  }

  private static void assertGathers(Recording recording, String written, Reply reply) {
    BetaMessageAccumulator accumulator = BetaMessageAccumulator.create();
    for (JsonNode event : events(written)) {
      accumulator.accumulate(readAs(event, BetaRawMessageStreamEvent.class));
    }
    BetaMessage message = accumulator.message();
    assertThat(message.content())
        .as(recording.toString())
        .hasSameSizeAs(reply.choices().getFirst().parts());
    assertThat(message.usage().outputTokens()).isEqualTo(reply.usage().orElseThrow().output());
  }

  /** Why the SDK refuses an event of {@code stream}; empty when it takes all. */
  private static Optional<String> refusal(String stream) {
    return events(stream).stream()
        .map(
            event ->
                refusal(
                    event, BetaRawMessageStreamEvent.class, BetaRawMessageStreamEvent::validate))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<JsonNode> events(String stream) {
    return Given.data(stream.replace("data: [DONE]", ": done")).stream()
        .filter(event -> !event.path("type").asText().equals("ping"))
        .toList();
  }

  private static <T> Optional<String> refusal(JsonNode json, Class<T> type, Consumer<T> validate) {
    try {
      validate.accept(readAs(json, type));
      return Optional.empty();
    } catch (AnthropicInvalidDataException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T readAs(JsonNode json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(StrictJson.toText(json), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsTheTokenCount() {
    ObjectNode body = new AnthropicCountTokens(Given.SEAL).encodeReply(42);

    assertThat(readAs(body, MessageTokensCount.class).validate().inputTokens()).isEqualTo(42);
  }
}
