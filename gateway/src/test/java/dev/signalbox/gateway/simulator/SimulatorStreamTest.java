package dev.signalbox.gateway.simulator;

import static dev.signalbox.gateway.simulator.RunningSimulator.body;
import static dev.signalbox.gateway.simulator.RunningSimulator.events;
import static dev.signalbox.gateway.simulator.RunningSimulator.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatorStreamTest {
  private static final String CHAT_TOOL =
      "'tools':[{'type':'function','function':{'name':'look','parameters':{'type':'object',"
          + "'properties':{'city':{'type':'string'}},'required':['city']}}}]";
  private static final String ANTHROPIC_TOOL =
      "'tools':[{'name':'look','input_schema':{'type':'object','properties':{'city':"
          + "{'type':'string'}},'required':['city']}}]";
  private static final String GEMINI_TOOL =
      "'tools':[{'functionDeclarations':[{'name':'look','parameters':{'type':'OBJECT',"
          + "'properties':{'city':{'type':'STRING'}},'required':['city']}}]}]";

  @ParameterizedTest
  @EnumSource
  void sendsTokensOneByOneOverTime(Protocol protocol) throws IOException {
    try (RunningSimulator running =
        new RunningSimulator(SimulatorOptions.standard().withPace(new Pace(80, 4)))) {
      long start = System.nanoTime();
      HttpResponse<InputStream> answer =
          running.sendFor(
              running.post(path(protocol, "m", true), body(protocol, "m", true)),
              HttpResponse.BodyHandlers.ofInputStream());

      List<Long> arrivals = arrivals(answer.body(), start);

      long span = arrivals.getLast() - arrivals.getFirst();
      assertThat(arrivals.getFirst()).isGreaterThanOrEqualTo(79);
      assertThat(span).as("from the first to the last byte, in ms").isGreaterThan(80);
      assertThat(arrivals.stream().distinct().count()).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAT | 'messages':[{'role':'user','content':'Hi'}]",
        "CHAT | 'messages':[{'role':'user','content':'this and that'}]," + CHAT_TOOL,
        "CHAT | 'messages':[{'role':'user','content':'Hi'}],'n':3,'logprobs':true,'top_logprobs':2",
        "CHAT | 'messages':[{'role':'user','content':'Hi'}],'reasoning_effort':'low'",
        "CHAT | 'messages':[{'role':'user','content':'Hi'}],'max_completion_tokens':5",
        "RESPONSES | 'input':'Hi'",
        "RESPONSES | 'input':'this and that','reasoning':{'effort':'low','summary':'auto'},"
            + "'tools':[{'type':'function','name':'look','parameters':{'type':'object'}}]",
        "ANTHROPIC | 'max_tokens':2000,'messages':[{'role':'user','content':'Hi'}]",
        "ANTHROPIC | 'max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':1024},"
            + "'messages':[{'role':'user','content':'this and that'}],"
            + ANTHROPIC_TOOL,
        "ANTHROPIC | 'max_tokens':2000,'stop_sequences':['imul'],"
            + "'messages':[{'role':'user','content':'Hi'}]",
        "GEMINI | 'contents':[{'parts':[{'text':'Hi'}]}]",
        "GEMINI | 'contents':[{'parts':[{'text':'this and that'}]}],"
            + "'generationConfig':{'thinkingConfig':{'includeThoughts':true}},"
            + GEMINI_TOOL
      })
  void streamsWhatItSendsWhole(Protocol protocol, String fields) {
    ProviderFormat format = new WireFormats(new SignatureSeal(new byte[16])).provider(protocol);
    try (RunningSimulator running = RunningSimulator.standard()) {
      Reply whole =
          format.decodeReply(
              (ObjectNode) running.askJson(path(protocol, "m", false), question(fields, false)));
      byte[] stream = running.ask(path(protocol, "m", true), question(fields, true)).body();

      Reply folded = folded(format, stream);

      assertThat(folded.choices())
          .extracting(Choice::parts)
          .isEqualTo(whole.choices().stream().map(Choice::parts).toList());
      assertThat(folded.choices())
          .extracting(Choice::stop)
          .isEqualTo(whole.choices().stream().map(Choice::stop).toList());
      assertThat(folded.usage()).isEqualTo(whole.usage());
    }
  }

  @Test
  void noticesThatTheOtherSideLeft() throws IOException {
    try (RunningSimulator running = RunningSimulator.standard()) {
      running.simulator().script().then(new Step.StallAfterEvents(2));
      HttpResponse<InputStream> answer =
          running.sendFor(
              running.post(path(Protocol.CHAT, "m", true), body(Protocol.CHAT, "m", true)),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.body().read()).isEqualTo('d');
      Received received = running.simulator().received().getFirst();
      assertThat(received.outcome().isComplete()).isFalse();

      answer.body().close();

      assertThat(received.outcome().timeout(10, TimeUnit.SECONDS).await())
          .isEqualTo(Received.Outcome.ABORTED);
    }
  }

  @Test
  void givesNoAnswerUntilTheOtherSideLeaves() {
    try (RunningSimulator running = RunningSimulator.standard()) {
      running.simulator().script().then(new Step.NoAnswer());
      var call =
          running.sendLater(running.post("/v1/responses", body(Protocol.RESPONSES, "m", false)));
      Received received = running.simulator().arrival(0).timeout(10, TimeUnit.SECONDS).await();

      call.cancel(true);

      assertThat(received.outcome().timeout(10, TimeUnit.SECONDS).await())
          .isEqualTo(Received.Outcome.ABORTED);
    }
  }

  @Test
  void waitsWhileTheOtherSideDoesNotRead() throws IOException {
    try (RunningSimulator running = RunningSimulator.standard()) {
      long size = 100_000_000L;
      running.simulator().script().then(new Step.HugeEvent(size));
      HttpResponse<InputStream> answer =
          running.sendFor(
              running.post(path(Protocol.CHAT, "m", true), body(Protocol.CHAT, "m", true)),
              HttpResponse.BodyHandlers.ofInputStream());
      Received received = running.simulator().received().getFirst();
      assertThat(received.outcome().isComplete()).isFalse();

      long read = answer.body().skip(Long.MAX_VALUE);

      assertThat(read).isGreaterThan(size);
      assertThat(received.outcome().timeout(10, TimeUnit.SECONDS).await())
          .isEqualTo(Received.Outcome.SENT);
    }
  }

  private static String question(String fields, boolean stream) {
    String flags =
        fields.contains("'contents'")
            ? ""
            : ",'model':'m','stream':"
                + stream
                + (stream && fields.contains("'messages'") && !fields.contains("'max_tokens'")
                    ? ",'stream_options':{'include_usage':true}"
                    : "");
    return "{" + fields + flags + "}";
  }

  private static Reply folded(ProviderFormat format, byte[] stream) {
    StreamDecoder decoder = format.streamDecoder();
    ReplyFold fold = new ReplyFold();
    events(stream).forEach(event -> decoder.accept(event, fold::accept));
    decoder.end(fold::accept);
    return fold.toReply();
  }

  /** The times at which bytes were there, in milliseconds since {@code start}. */
  private static List<Long> arrivals(InputStream body, long start) throws IOException {
    List<Long> arrivals = new ArrayList<>();
    byte[] chunk = new byte[16 * 1024];
    while (body.read(chunk) >= 0) {
      arrivals.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    return arrivals;
  }
}
