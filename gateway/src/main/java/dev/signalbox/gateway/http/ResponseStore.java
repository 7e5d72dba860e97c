package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Answers of the Responses API that can be continued and read again. Used by all event loops at
 * once; what is asked completes on the loop that asked.
 */
public interface ResponseStore {
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
  record Stored(
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

  /** Keeps {@code stored} under its id; here it is found at once. Never waits. */
  void put(String id, Stored stored);

  /**
   * The answer {@code id} of {@code owner}; fails with a {@link
   * dev.signalbox.gateway.wire.problem.ProblemException} where that cannot be told.
   */
  Future<Optional<Stored>> find(String id, String owner);

  /** Forgets the answer {@code id} of {@code owner}; whether there was one. Fails as above. */
  Future<Boolean> delete(String id, String owner);
}
