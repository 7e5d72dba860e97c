package dev.signalbox.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The listening side: {@code [server]}.
 *
 * @param port TCP port; 0 takes any free one
 * @param host address or name to bind
 * @param allowOpen whether other machines may connect although no key is configured
 * @param apiKeys tokens every caller may use; empty when none is configured
 * @param allowedHosts {@code Host} values accepted, lower case, without port; empty accepts all
 * @param strict whether translation with loss is refused unless the request says otherwise
 * @param eventLoops threads that serve; 0 for one per core
 * @param signingKey key that seals what is handed to clients and comes back, such as reasoning
 *     signatures; absent: a random one per start
 * @param limits bounds on sizes and counts
 * @param timeouts bounds on waiting
 */
public record ServerConfig(
    int port,
    String host,
    boolean allowOpen,
    List<Secret> apiKeys,
    List<String> allowedHosts,
    boolean strict,
    int eventLoops,
    Optional<Secret> signingKey,
    Limits limits,
    Timeouts timeouts) {
  public ServerConfig {
    apiKeys = List.copyOf(apiKeys);
    allowedHosts = List.copyOf(allowedHosts);
  }

  /**
   * Bounds on what one client or provider may send.
   *
   * @param bodyBytes largest request body read
   * @param responseBytes largest whole answer, or single stream event, kept in memory
   * @param headerBytes largest request head and answer head
   * @param connections client connections open at once
   */
  public record Limits(long bodyBytes, long responseBytes, int headerBytes, int connections) {}

  /**
   * Bounds on waiting for clients.
   *
   * @param header longest time for a request's head to arrive
   * @param idle longest time a connection may be silent in both directions
   * @param request longest time from request to the end of the answer, all attempts included
   * @param write longest time a client may leave written bytes unread
   * @param drain longest time running answers get to finish when the server stops
   * @param keepAlive silence after which a comment line goes to a streaming client; zero for never
   * @param idempotency how long a client that repeats an {@code idempotency-key} gets the answer it
   *     had; zero for never
   */
  public record Timeouts(
      Duration header,
      Duration idle,
      Duration request,
      Duration write,
      Duration drain,
      Duration keepAlive,
      Duration idempotency) {}

  /** Whether only this machine can connect. Names but {@code localhost} are not looked up. */
  boolean isLoopback() {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  /** The same with the fixed keys of {@code running}. */
  ServerConfig keeping(ServerConfig running) {
    return new ServerConfig(
        running.port,
        running.host,
        allowOpen,
        apiKeys,
        allowedHosts,
        strict,
        running.eventLoops,
        running.signingKey,
        new Limits(
            limits.bodyBytes,
            limits.responseBytes,
            running.limits.headerBytes,
            running.limits.connections),
        new Timeouts(
            running.timeouts.header,
            running.timeouts.idle,
            timeouts.request,
            timeouts.write,
            timeouts.drain,
            timeouts.keepAlive,
            timeouts.idempotency));
  }

  ServerConfig withPort(int newPort) {
    return new ServerConfig(
        newPort,
        host,
        allowOpen,
        apiKeys,
        allowedHosts,
        strict,
        eventLoops,
        signingKey,
        limits,
        timeouts);
  }
}
