package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers of the Responses API that can be continued and read again, in memory: bounded in number,
 * in bytes and in time. Safe for use by all event loops; the cache is concurrent, its values
 * immutable.
 */
public final class ResponseStore {
  private final Cache<String, Stored> cache;
  private final boolean keeps;

  /**
   * One kept answer.
   *
   * @param owner label of the key it was asked with; nobody else sees it
   * @param provider id of the provider that gave it
   * @param keptThere whether that provider keeps it too, under the same id
   * @param input the items of its whole conversation before the answer
   * @param response the answer, as the client got it
   * @param bytes about how large it is
   */
  public record Stored(
      String owner,
      String provider,
      boolean keptThere,
      List<JsonNode> input,
      JsonNode response,
      int bytes) {
    public Stored {
      input = List.copyOf(input);
    }
  }

  /**
   * An empty store.
   *
   * @param retention how long an answer is kept; zero keeps none
   * @param maxStored most answers kept, at least 1
   * @param maxBytes most bytes kept, at least 1
   */
  public ResponseStore(Duration retention, int maxStored, long maxBytes) {
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

  /** Keeps {@code stored} under its id. */
  void put(String id, Stored stored) {
    if (keeps) {
      cache.put(id, stored);
    }
  }

  /** The answer {@code id} of {@code owner}. */
  Optional<Stored> find(String id, String owner) {
    return Optional.ofNullable(cache.getIfPresent(id))
        .filter(stored -> stored.owner().equals(owner));
  }

  /** Forgets the answer {@code id} of {@code owner}; whether there was one. */
  boolean delete(String id, String owner) {
    if (find(id, owner).isEmpty()) {
      return false;
    }
    cache.invalidate(id);
    return true;
  }
}
