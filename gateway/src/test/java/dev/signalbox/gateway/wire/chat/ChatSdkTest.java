package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients receive, read by OpenAI's own Java SDK with its validation on. */
final class ChatSdkTest {
  private static ChatCompletion whole(Reply reply) throws JsonProcessingException {
    ObjectNode body = Chat.CLIENT.encodeReply(reply, Chat.frame(), new Losses());
    return ObjectMappers.jsonMapper().readValue(body.toString(), ChatCompletion.class).validate();
  }

  private static ChatCompletion streamed(List<ReplyEvent> events) throws JsonProcessingException {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    long choices = events.stream().filter(ReplyEvent.Stopped.class::isInstance).count();
    ReplyFrame frame =
        Chat.frame("{'n':%d,'stream_options':{'include_usage':true}}".formatted(choices));
    String stream = Chat.streamed(events, frame, new Losses());
    for (ObjectNode chunk : Chat.chunksOf(stream)) {
      accumulator.accumulate(
          ObjectMappers.jsonMapper()
              .readValue(chunk.toString(), ChatCompletionChunk.class)
              .validate());
    }
    return accumulator.chatCompletion();
  }

  private static List<ReplyEvent> unfolded(Reply reply) {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    return events;
  }

  private static List<String> said(ChatCompletion completion) {
    List<String> said = new ArrayList<>();
    for (ChatCompletion.Choice choice : completion.choices()) {
      said.add("text " + choice.message().content().orElse(""));
      said.add("refusal " + choice.message().refusal().orElse(""));
      for (ChatCompletionMessageToolCall call : choice.message().toolCalls().orElse(List.of())) {
        if (call.isFunction()) {
          said.add(
              "call %s %s %s"
                  .formatted(
                      call.asFunction().id(),
                      call.asFunction().function().name(),
                      call.asFunction().function().arguments()));
        }
      }
      said.add("end " + choice.finishReason().asString());
    }
    return said;
  }

  private static Reply everything(StopReason stop) {
    Signature signature = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "sig");
    Citation citation =
        new Citation(
            Optional.of("u"),
            Optional.of("t"),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Extras.NONE);
    TokenLogProb token = new TokenLogProb("a", new BigDecimal("-0.5"), Optional.empty(), List.of());
    List<Part> parts =
        List.of(
            new Part.Reasoning("thought", Optional.of(signature), Extras.NONE),
            new Part.Text(
                "answer", List.of(citation), List.of(token), Optional.empty(), Extras.NONE),
            new Part.Refusal("no"),
            new Part.Media(
                MediaKind.AUDIO,
                new MediaSource.Inline("audio/wav", "UklGRg=="),
                Optional.empty(),
                Extras.NONE),
            new Part.Media(
                MediaKind.IMAGE,
                new MediaSource.Inline("image/png", "AA=="),
                Optional.empty(),
                Extras.NONE),
            new Part.ToolCall("a", "f", "{\"x\":1}", Optional.of(signature), Extras.NONE),
            Part.ToolCall.of("b", "g", ""));
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      choices.add(new Choice(i, parts, stop, Optional.of("x"), Extras.NONE));
    }
    Usage usage = new Usage(10, 5, 3, 1, 2, 9, 4, 1, 1, "");
    return new Reply("id", "m", 5, choices, Optional.of(usage), Extras.NONE);
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void theSdkReadsEveryPartWholeAndStreamedTheSame(StopReason stop) throws JsonProcessingException {
    Reply reply = everything(stop);

    ChatCompletion whole = whole(reply);
    ChatCompletion streamed = streamed(unfolded(reply));

    assertThat(said(streamed)).isEqualTo(said(whole));
    assertThat(streamed.usage()).isEqualTo(whole.usage());
    assertThat(whole.usage().orElseThrow().promptTokens()).isEqualTo(21);
    assertThat(whole.choices().getFirst().message().content()).contains("answer");
    assertThat(whole.choices().getFirst().message().annotations().orElseThrow()).hasSize(1);
  }

  @Test
  void theSdkReadsEveryRecordedAnswerAsWeWriteIt(TestReporter reporter)
      throws JsonProcessingException {
    List<Recording> recordings = new ArrayList<>(Recordings.of("openai-chat"));
    recordings.addAll(Recordings.of("openai-chat-dialect"));
    int answers = 0;
    int streams = 0;
    for (Recording recording : recordings) {
      if (recording.status() < 300 && recording.body().orElse(Chat.json("{}")).has("choices")) {
        Reply reply = Chat.PROVIDER.decodeReply((ObjectNode) recording.body().orElseThrow());
        assertThat(said(streamed(unfolded(reply))))
            .as("%s", recording)
            .isEqualTo(said(whole(reply)));
        answers++;
      } else if (recording.sse().isPresent()) {
        List<ReplyEvent> events = Chat.events(recording.sse().get());
        if (Chat.fold(events).ended()) {
          assertThat(said(streamed(events)))
              .as("%s", recording)
              .isEqualTo(said(whole(Chat.folded(events))));
          streams++;
        }
      }
    }
    reporter.publishEntry("chat answers read by the SDK", String.valueOf(answers));
    reporter.publishEntry("chat streams read by the SDK", String.valueOf(streams));
  }
}
