package dev.signalbox.gateway.pipeline;

import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.guard.AnswerGuard;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An answer that goes through the guard: what looks on sees it scanned, with stand-ins; the client
 * gets the values back. An answer with a finding that blocks is not given; a stream ends where it
 * was found, with the error of its protocol. Lives on one event loop.
 */
final class GuardedAnswer {
  private static final Buffer NOTHING = Buffer.buffer();

  private final AnswerGuard guard;
  private final ClientFormat format;
  private final ReplyFrame frame;
  private final String requestId;
  private Optional<Buffer> scanned = Optional.empty();
  private boolean refused;

  GuardedAnswer(AnswerGuard guard, ClientFormat format, Exchange exchange) {
    this.guard = guard;
    this.format = format;
    this.requestId = exchange.origin().id();
    this.frame =
        new ReplyFrame(
            requestId.replace("req_", ""),
            "",
            exchange.origin().at().getEpochSecond(),
            true,
            StrictJson::object);
  }

  List<FindingRecord> findings() {
    return guard.receipts();
  }

  /** Scans a whole body; the status to refuse it with, when it is refused. */
  Optional<Integer> refusalOf(Buffer body, String contentType) {
    scanned = Optional.of(Buffer.buffer(guard.inspected(body.getBytes(), contentType)));
    Optional<Problem> problem = guard.blocked().map(GuardStep::problemOf);
    problem.ifPresent(
        found ->
            scanned =
                Optional.of(
                    Buffer.buffer(StrictJson.toBytes(format.encodeProblem(found, requestId)))));
    return problem.map(format::statusOf);
  }

  /** What goes out of a whole body that was scanned. */
  Buffer whole(Buffer body, String contentType, Consumer<Buffer> onlooker) {
    Buffer seen = scanned.orElse(body);
    onlooker.accept(seen);
    return guard.blocked().isPresent()
        ? seen
        : Buffer.buffer(guard.restored(seen.getBytes(), contentType));
  }

  /** What goes out now that {@code chunk} has come. */
  Buffer chunk(Buffer chunk, String contentType, Consumer<Buffer> onlooker) {
    if (refused) {
      return NOTHING;
    }
    byte[] seen = guard.inspectedChunk(chunk.getBytes(), contentType);
    if (guard.blocked().isPresent()) {
      return refusal(onlooker);
    }
    onlooker.accept(Buffer.buffer(seen));
    return Buffer.buffer(guard.restoredChunk(seen, contentType));
  }

  /** What goes out at the end. */
  Buffer end(Consumer<Buffer> onlooker) {
    if (refused) {
      return NOTHING;
    }
    byte[] seen = guard.inspectedEnd();
    if (guard.blocked().isPresent()) {
      return refusal(onlooker);
    }
    onlooker.accept(Buffer.buffer(seen));
    return Buffer.buffer(guard.restoredChunk(seen, "")).appendBytes(guard.restoredEnd());
  }

  private Buffer refusal(Consumer<Buffer> onlooker) {
    refused = true;
    var out = new StreamBuffer();
    Problem problem = guard.blocked().map(GuardStep::problemOf).orElseThrow();
    format.streamEncoder(frame, new Losses()).accept(new ReplyEvent.Failed(problem), out);
    Buffer event = Buffer.buffer(out.take());
    onlooker.accept(event);
    return event;
  }
}
