package dev.signalbox.gateway.limit;

import dev.signalbox.analytics.shared.SharedStates;
import dev.signalbox.analytics.shared.StatePage;
import dev.signalbox.analytics.shared.StatesUnavailable;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Shared states as keys of a Redis server. What was read is written only where it is still the
 * same; else it is read again, and the work done anew. One connection, opened anew after each
 * failure.
 */
public final class RedisStates implements SharedStates {
  /** Requests that wait do not wait for this; who has more patience waits longer. */
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private Optional<StatefulRedisConnection<String, byte[]>> open = Optional.empty();

  /**
   * Where a server is.
   *
   * @param user empty text for the one that a password alone names
   * @param password empty text for none
   */
  public record Server(
      String host, int port, boolean encrypted, int database, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Server[" + host + ":" + port + "]";
    }

    private RedisURI uri() {
      RedisURI.Builder uri =
          RedisURI.builder()
              .withHost(host)
              .withPort(port)
              .withSsl(encrypted)
              .withDatabase(database)
              .withClientName("signalbox");
      if (!password.isEmpty() && user.isEmpty()) {
        uri.withPassword(password.toCharArray());
      } else if (!password.isEmpty()) {
        uri.withAuthentication(user, password.toCharArray());
      }
      return uri.build();
    }
  }

  /** The states on {@code server}, which is not connected to yet. */
  public RedisStates(Server server) {
    this.uri = server.uri();
    this.resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECTED_WITHIN).keepAlive(true).build())
            .build());
  }

  /** A question to the server. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(RedisSession session) throws ExecutionException, TimeoutException, InterruptedException;
  }

  private <T> T asked(Duration patience, Question<T> question) {
    try {
      RedisAsyncCommands<String, byte[]> redis = connected(patience).async();
      return question.ask(new RedisSession(redis, System.nanoTime() + patience.toNanos()));
    } catch (InterruptedException e) {
      drop();
      Thread.currentThread().interrupt();
      throw new StatesUnavailable("the question was given up", e);
    } catch (TimeoutException e) {
      drop();
      throw new StatesUnavailable("no answer in time", e);
    } catch (ExecutionException e) {
      drop();
      throw new StatesUnavailable(reason(e), e);
    } catch (RuntimeException e) {
      drop();
      throw e;
    }
  }

  /** What the innermost cause says. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private StatefulRedisConnection<String, byte[]> connected(Duration patience)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (open.isEmpty() || !open.get().isOpen()) {
      drop();
      Duration within = patience.compareTo(CONNECTED_WITHIN) > 0 ? patience : CONNECTED_WITHIN;
      open =
          Optional.of(
              RedisSession.within(
                  client
                      .connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri)
                      .toCompletableFuture(),
                  System.nanoTime() + within.toNanos()));
    }
    return open.orElseThrow();
  }

  @Override
  public <T> T change(SortedSet<String> keys, Duration patience, Function<StatePage, T> work) {
    return asked(patience, session -> session.change(keys, work));
  }

  @Override
  public Listing read(SortedSet<String> keys, Duration patience) {
    return asked(patience, session -> session.read(keys));
  }

  @Override
  public Listing list(String prefix, int most, Duration patience) {
    return asked(patience, session -> session.list(prefix, most));
  }

  /** Closes the connection; the next question opens another one. */
  private void drop() {
    open.filter(StatefulRedisConnection::isOpen)
        .ifPresent(
            connection -> {
              var _ = connection.closeAsync();
            });
    open = Optional.empty();
  }

  /** Gives the threads back too: nothing can be asked after it. */
  @Override
  public void close() {
    open = Optional.empty();
    var _ =
        client
            .shutdownAsync(0, 1, TimeUnit.SECONDS)
            .whenComplete(
                (_, _) -> {
                  var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
                });
  }
}
