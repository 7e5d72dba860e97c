package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The listening side: {@code [server]}. */
public record ServerConfig(Settings settings) implements Tabled<ServerConfig> {
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
   * @param body longest time for a request's body, without what its size adds
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
      Duration body,
      Duration idle,
      Duration request,
      Duration write,
      Duration drain,
      Duration keepAlive,
      Duration idempotency) {}

  /** TCP port; 0 takes any free one. */
  public int port() {
    return settings.get(ServerKeys.PORT);
  }

  /** Address or name to bind. */
  public String host() {
    return settings.get(ServerKeys.HOST);
  }

  /** Whether other machines may connect although no key is configured. */
  public boolean allowOpen() {
    return settings.get(ServerKeys.ALLOW_OPEN);
  }

  /** Web sites, other than the portal, whose pages may use the doors. */
  public List<String> allowedOrigins() {
    return settings.get(ServerKeys.ALLOWED_ORIGINS);
  }

  /** Tokens every caller may use; empty when none is configured. */
  public List<Secret> apiKeys() {
    return settings.get(ServerKeys.API_KEY);
  }

  /** {@code Host} values accepted, lower case, without port; empty accepts all. */
  public List<String> allowedHosts() {
    return settings.get(ServerKeys.ALLOWED_HOSTS).stream()
        .map(host -> host.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Whether translation with loss is refused unless the request says otherwise. */
  public boolean strict() {
    return settings.get(ServerKeys.STRICT);
  }

  /** Threads that serve; 0 for one per core. */
  public int eventLoops() {
    return settings.get(ServerKeys.EVENT_LOOPS);
  }

  /**
   * Key that seals what is handed to clients and comes back, such as reasoning signatures; absent:
   * a random one per start.
   */
  public Optional<Secret> signingKey() {
    return settings.get(ServerKeys.SIGNING_KEY);
  }

  /** Bounds on sizes and counts. */
  public Limits limits() {
    return new Limits(
        settings.get(ServerKeys.MAX_BODY_BYTES),
        settings.get(ServerKeys.MAX_RESPONSE_BYTES),
        settings.get(ServerKeys.HEADER_BYTES),
        settings.get(ServerKeys.MAX_CONNECTIONS));
  }

  /** Bounds on waiting. */
  public Timeouts timeouts() {
    return new Timeouts(
        settings.get(ServerKeys.HEADER_TIMEOUT),
        settings.get(ServerKeys.BODY_TIMEOUT),
        settings.get(ServerKeys.IDLE_TIMEOUT),
        settings.get(ServerKeys.REQUEST_TIMEOUT),
        settings.get(ServerKeys.WRITE_TIMEOUT),
        settings.get(ServerKeys.DRAIN),
        settings.get(ServerKeys.KEEP_ALIVE),
        settings.get(ServerKeys.IDEMPOTENCY));
  }

  /** Whether only this machine can connect. Names but {@code localhost} are not looked up. */
  boolean isLoopback() {
    String name = host().toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  @Override
  public ServerConfig with(Settings changed) {
    return new ServerConfig(changed);
  }
}
