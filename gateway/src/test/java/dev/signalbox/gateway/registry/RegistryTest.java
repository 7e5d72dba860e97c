package dev.signalbox.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.provider.auth.RfcKey;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryTest {
  private static final Registration.Change BY =
      new Registration.Change("ann", Instant.parse("2026-11-26T12:00:00Z"));

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));

  @AfterEach
  void stop() {
    await(vertx.close().map(true));
  }

  /** The key of a service account takes long to be read, the first time very long. */
  @Test
  void documentsAreReadOnWorkersAndAnsweredOnTheLoopThatAsked() {
    Registry registry =
        new Registry(
            vertx,
            new Registered(List.of()),
            _ -> Future.succeededFuture(List.of(InetAddress.ofLiteral("8.8.8.8"))),
            change -> Future.succeededFuture(change.apply(new Registered(List.of()))));
    Context loop = vertx.getOrCreateContext();
    Promise<Boolean> doneWithoutWorker = Promise.promise();
    Promise<Boolean> onTheLoop = Promise.promise();
    CountDownLatch seen = new CountDownLatch(1);
    Future<Boolean> onlyWorker =
        vertx
            .executeBlocking(() -> seen.await(20, TimeUnit.SECONDS), false)
            .map(Objects::requireNonNull);

    loop.runOnContext(
        _ -> {
          Future<Registration> added = registry.add(Kind.PROVIDER, vertexProvider(), BY);
          doneWithoutWorker.complete(added.isComplete());
          seen.countDown();
          added.map(_ -> loop.equals(Vertx.currentContext())).onComplete(onTheLoop);
        });

    assertThat(await(doneWithoutWorker.future())).isFalse();
    assertThat(await(onlyWorker)).isTrue();
    assertThat(await(onTheLoop.future())).isTrue();
  }

  private static ObjectNode vertexProvider() {
    ObjectNode account =
        StrictJson.object()
            .put("type", "service_account")
            .put("project_id", "p")
            .put("client_email", "a@p.example")
            .put("private_key", RfcKey.pem())
            .put("token_uri", "https://oauth2.googleapis.com/token");
    return StrictJson.object()
        .put("id", "vertex")
        .put("provider_type", "vertex")
        .put("location", "europe-west4")
        .put("service_account", StrictJson.toText(account));
  }

  private static <T> T await(Future<T> future) {
    return Optional.ofNullable(
            future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join())
        .orElseThrow();
  }
}
