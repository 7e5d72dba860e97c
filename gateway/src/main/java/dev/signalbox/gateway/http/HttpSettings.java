package dev.signalbox.gateway.http;

import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Priorities;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the listening side behaves.
 *
 * @param host address or name to bind
 * @param port TCP port; 0 takes any free one
 * @param allowedHosts {@code Host} values accepted, lower case, without port; empty accepts all
 * @param origins web origins, in lower case, whose pages may use the doors
 * @param strict whether translation with loss is refused unless the request says otherwise
 * @param commitFirst whether an answer ends only when its record is stored
 * @param bounds sizes and waits
 * @param guard looks at what clients send
 * @param idempotency how long answers are kept by idempotency key; zero keeps none
 * @param priorities whose requests are kept out first
 */
public record HttpSettings(
    String host,
    int port,
    Set<String> allowedHosts,
    Set<String> origins,
    boolean strict,
    boolean commitFirst,
    Authenticator authenticator,
    Bounds bounds,
    List<Mount> mounts,
    Serving.Limits limits,
    Guard guard,
    Duration idempotency,
    Priorities priorities) {
  public HttpSettings {
    allowedHosts = Set.copyOf(allowedHosts);
    origins = Set.copyOf(origins);
    mounts = List.copyOf(mounts);
  }

  /**
   * Bounds on what clients send and how long they take.
   *
   * @param bodyBytes largest request body read into memory
   * @param headBytes largest request head
   * @param head longest time for a request's head
   * @param idle longest time a connection without a request stays open
   * @param body longest time for a request's body, plus a second per 32 KiB of it
   */
  public record Bounds(int bodyBytes, int headBytes, Duration head, Duration idle, Duration body) {}
}
