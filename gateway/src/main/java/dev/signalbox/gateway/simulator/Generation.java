package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.Answer.Beat;
import dev.signalbox.gateway.simulator.model.SimulatedModel;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers generation requests of any format.
 *
 * @param pace waits between tokens
 * @param clock time of answers
 */
record Generation(SimulatedModel model, Pace pace, Clock clock) {
  /**
   * One generation request.
   *
   * @param serverSentEvents whether a stream is sent as events; otherwise as a JSON array (Gemini)
   */
  record Asked(
      ClientFormat format, ObjectNode body, RequestTarget target, boolean serverSentEvents) {
    Request decoded() {
      return format.decodeRequest(body, target);
    }
  }

  /** The answer to {@code asked}. */
  Answer answer(Asked asked, Deviations deviations) {
    Request request = asked.decoded();
    Reply reply = model.reply(request, asked.format().protocol());
    ReplyFrame frame =
        new ReplyFrame(
            reply.id(),
            "",
            clock.instant().getEpochSecond(),
            asked.serverSentEvents(),
            asked.body());
    Answer answer =
        request.stream()
            ? streamed(reply, frame, asked, deviations)
            : whole(reply, frame, asked, deviations);
    return answer.withHeaders(
        Map.of(requestIdHeader(asked.format().protocol()), "req_" + reply.id()));
  }

  private static String requestIdHeader(Protocol protocol) {
    return protocol == Protocol.ANTHROPIC ? "request-id" : "x-request-id";
  }

  private Answer whole(Reply reply, ReplyFrame frame, Asked asked, Deviations deviations) {
    if (deviations.errorAfter().isPresent()) {
      return Answer.json(200, asked.format().encodeProblem(failure(), "req_" + reply.id()));
    }
    ObjectNode body = asked.format().encodeReply(reply, frame, new Losses());
    if (!deviations.usage()) {
      WireEvents.removeUsage(body);
    }
    long tokens = reply.usage().map(Usage::output).orElse(0L);
    return Answer.json(200, body).withWait(pace.beforeWhole(tokens));
  }

  private Answer streamed(Reply reply, ReplyFrame frame, Asked asked, Deviations deviations) {
    StreamEncoder encoder = asked.format().streamEncoder(frame, new Losses());
    StreamBuffer buffer = new StreamBuffer();
    List<Beat> beats = new ArrayList<>();
    int tokens = 0;
    for (ReplyEvent event : changed(ReplyEvents.of(reply, deviations.usage()), deviations, asked)) {
      boolean fails =
          deviations.errorAfter().isPresent()
              && (beats.size() >= deviations.errorAfter().getAsInt()
                  || event instanceof ReplyEvent.Ended);
      encoder.accept(fails ? new ReplyEvent.Failed(failure()) : event, buffer);
      boolean spoken = event instanceof ReplyEvent.Delta;
      long wait =
          beats.isEmpty()
              ? pace.beforeToken(0)
              : spoken && tokens > 0 ? pace.beforeToken(tokens) : 0;
      tokens += spoken ? 1 : 0;
      addBeats(buffer.take(), wait, deviations, beats);
      if (fails) {
        break;
      }
    }
    return Answer.stream(
        asked.serverSentEvents() ? "text/event-stream; charset=utf-8" : "application/json", beats);
  }

  /** The events without those that make the protocol's own end, when that is to be missing. */
  private static List<ReplyEvent> changed(
      List<ReplyEvent> events, Deviations deviations, Asked asked) {
    if (deviations.terminator()) {
      return events;
    }
    boolean gemini = asked.format().protocol() == Protocol.GEMINI;
    return events.stream()
        .filter(event -> !(event instanceof ReplyEvent.Ended))
        .filter(event -> !(gemini && event instanceof ReplyEvent.Stopped))
        .toList();
  }

  private static void addBeats(byte[] bytes, long wait, Deviations deviations, List<Beat> beats) {
    long left = wait;
    for (byte[] written : WireEvents.split(bytes)) {
      byte[] event =
          deviations.usage() ? written : WireEvents.withoutUsage(written).orElse(new byte[0]);
      if (event.length > 0) {
        beats.add(new Beat(left, Buffer.buffer(event)));
        left = 0;
      }
    }
  }

  private static Problem failure() {
    return Problem.of(ProblemKind.OVERLOADED, "simulated failure in the middle of an answer");
  }
}
