package dev.signalbox.gateway.tracing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RunningGateway;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector that reads OTLP: takes traces, or does what it is told to do instead. */
final class TestCollector implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Queue<Export> exports = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server =
      RunningGateway.await(
          vertx.createHttpServer().requestHandler(this::hear).listen(0, "127.0.0.1"));
  private volatile boolean deaf;

  /** What came in one export, and what was answered. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Export(String path, MultiMap headers, byte[] body, long nanos, int status) {}

  /** Instead of taking what comes. */
  private record Answer(int status, Map<String, String> headers) {}

  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Answers the next export with {@code status}. */
  TestCollector then(int status, Map<String, String> headers) {
    answers.add(new Answer(status, headers));
    return this;
  }

  /** Answers nothing from now on. */
  void deafen() {
    deaf = true;
  }

  private void hear(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    Answer next = answers.poll();
    int status = deaf ? 0 : next == null ? 200 : next.status();
    exports.add(
        new Export(
            String.valueOf(request.path()),
            request.headers(),
            body.getBytes(),
            System.nanoTime(),
            status));
    if (deaf) {
      return;
    }
    if (next != null) {
      next.headers().forEach(request.response()::putHeader);
    }
    request.response().setStatusCode(status).end();
  }

  /** Every export that came. */
  List<Export> exports() {
    return List.copyOf(exports);
  }

  /** The spans that it took. */
  List<SeenSpan> spans() {
    return exports.stream()
        .filter(export -> export.status() == 200)
        .flatMap(export -> SeenSpan.in(parsed(export.body())).stream())
        .toList();
  }

  private static ExportTraceServiceRequest parsed(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until it has so many spans at least. */
  List<SeenSpan> awaitSpans(int least) {
    return Eventually.get("spans", this::spans, seen -> seen.size() >= least);
  }

  /** Waits for the span of a request and those of its calls. */
  Tree awaitTree(int calls) {
    return new Tree(awaitSpans(calls + 1));
  }

  /** What came of one request. */
  record Tree(List<SeenSpan> all) {
    SeenSpan request() {
      return all.stream().filter(SeenSpan::isServer).findFirst().orElseThrow();
    }

    /** In the order they began. */
    List<SeenSpan> calls() {
      return all.stream()
          .filter(span -> !span.isServer())
          .sorted(Comparator.comparingLong(SeenSpan::start))
          .toList();
    }
  }

  @Override
  public void close() {
    RunningGateway.await(vertx.close());
  }
}
