package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.codec.Dialect;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What local servers list, and who is told of it on which thread. */
final class ModelDirectoryTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
  private volatile String listed = "one";
  private final HttpServer server =
      await(
          vertx
              .createHttpServer()
              .requestHandler(
                  request ->
                      request
                          .response()
                          .end(
                              "{\"object\":\"list\",\"data\":[{\"id\":\"%s\"}]}".formatted(listed)))
              .listen(0, "127.0.0.1"));

  private record Told(Map<String, List<String>> known, boolean onWorker) {}

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void tellsOnAWorkerThreadAndBeforeItIsDone() {
    ModelDirectory directory = directory(spec("a"), spec("b"));

    await(fromEventLoop(directory));

    assertThat(told).extracting(Told::onWorker).containsOnly(true);
    assertThat(told.getLast().known())
        .isEqualTo(Map.of("a", List.of("one"), "b", List.of("one")))
        .isEqualTo(directory.known());
  }

  @Test
  void tellsNothingAgainThatWasTold() {
    UpstreamSpec same = spec("a");
    ModelDirectory before = directory(same);
    await(fromEventLoop(before));

    ModelDirectory after = directory(same);
    await(vertx.executeBlocking(() -> takenOver(after, before)));
    await(fromEventLoop(after));

    assertThat(told)
        .as("by the first, and by the second when it took over")
        .hasSize(2)
        .allMatch(Told::onWorker);
    assertThat(after.known()).isEqualTo(Map.of("a", List.of("one")));
  }

  @Test
  void takesNothingOverOfAServerThatIsAskedOtherwise() {
    ModelDirectory before = directory(spec("a"));
    await(fromEventLoop(before));
    told.clear();
    listed = "two";

    ModelDirectory after = directory(spec("b"));
    await(vertx.executeBlocking(() -> takenOver(after, before)));

    assertThat(told).isEmpty();
    assertThat(after.known()).isEmpty();
  }

  private static ModelDirectory takenOver(ModelDirectory after, ModelDirectory before) {
    after.takeOver(before);
    return after;
  }

  /** As doors and starts ask. */
  private Future<Void> fromEventLoop(ModelDirectory directory) {
    return Future.future(
        promise -> vertx.runOnContext(_ -> directory.refresh().onComplete(promise)));
  }

  private ModelDirectory directory(UpstreamSpec... specs) {
    return new ModelDirectory(
        vertx, List.of(specs), known -> told.add(new Told(known, Context.isOnWorkerThread())));
  }

  private UpstreamSpec spec(String id) {
    return new UpstreamSpec(
        id,
        "",
        ProviderTypes.LOCAL.apis("", ""),
        Dialect.OPENAI,
        true,
        URI.create("http://127.0.0.1:" + server.actualPort()),
        List.of(),
        List.of(),
        Map.of(),
        UpstreamSpec.Timeouts.STANDARD,
        UpstreamSpec.Transport.STANDARD,
        ExecutionSettings.STANDARD);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
