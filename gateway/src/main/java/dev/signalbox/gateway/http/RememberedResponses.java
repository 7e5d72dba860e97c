package dev.signalbox.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers in the memory of this process: bounded in number, in bytes and in time. The cache is
 * concurrent, its values immutable.
 */
public final class RememberedResponses implements ResponseStore {
  private final Cache<String, Stored> cache;
  private final boolean keeps;

  /**
   * An empty store.
   *
   * @param retention how long an answer is kept; zero keeps none
   * @param maxStored most answers kept, at least 1
   * @param maxBytes most bytes kept, at least 1
   */
  public RememberedResponses(Duration retention, int maxStored, long maxBytes) {
    this.keeps = !retention.isZero();
    long least = Math.max(1, maxBytes / maxStored);
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(keeps ? retention : Duration.ofNanos(1))
            .maximumWeight(maxBytes)
            .weigher(
                (String _, Stored stored) ->
                    (int) Math.clamp(stored.bytes(), least, Integer.MAX_VALUE))
            .build();
  }

  @Override
  public void put(String id, Stored stored) {
    if (keeps) {
      cache.put(id, stored);
    }
  }

  @Override
  public Future<Optional<Stored>> find(String id, String owner) {
    return Future.succeededFuture(known(id, owner));
  }

  private Optional<Stored> known(String id, String owner) {
    return Optional.ofNullable(cache.getIfPresent(id))
        .filter(stored -> stored.owner().equals(owner));
  }

  @Override
  public Future<Boolean> delete(String id, String owner) {
    boolean there = known(id, owner).isPresent();
    if (there) {
      cache.invalidate(id);
    }
    return Future.succeededFuture(there);
  }
}
