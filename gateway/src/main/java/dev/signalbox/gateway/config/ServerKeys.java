package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [server]}. */
final class ServerKeys {
  static final Key<Integer> PORT =
      Key.of("port", Kinds.whole(0, 65_535), 8930, "TCP port to listen on; 0 takes any free one")
          .fixedAtStart();
  static final Key<String> HOST =
      Key.of(
              "host",
              Kinds.matching("[A-Za-z0-9._:%-]{1,253}", "a host name or an IP address"),
              "127.0.0.1",
              "address to listen on; anything but loopback needs a key or allow_open")
          .fixedAtStart();
  static final Key<Boolean> ALLOW_OPEN =
      Key.of(
          "allow_open", Kinds.flag(), false, "let other machines in although no key is configured");
  static final Key<List<Secret>> API_KEY =
      Key.of(
          "api_key",
          CommonKinds.SECRETS,
          List.of(),
          "key, or list of keys, that callers must present; none: everybody who can connect");
  static final Key<List<String>> ALLOWED_HOSTS =
      Key.of(
          "allowed_hosts",
          new Kind.Many<>(
              Kinds.matching("[A-Za-z0-9._:\\[\\]-]{1,253}", "a host name without port"),
              CommonKinds.MOST_KEYS,
              true),
          List.of(),
          "host names that requests may be addressed to; none: all");
  static final Key<List<String>> ALLOWED_ORIGINS =
      Key.of(
          "allowed_origins",
          new Kind.Many<>(
              Kinds.matching(
                  "[a-z][a-z0-9+.-]{0,31}://[A-Za-z0-9._:\\[\\]-]{1,253}",
                  "an origin such as `https://chat.example.com` or `http://localhost:3000`"),
              CommonKinds.MOST_KEYS,
              true),
          List.of(),
          "web sites, other than the portal, whose pages may use the doors from a browser; none: no other");
  static final Key<Boolean> STRICT =
      Key.of(
          "strict", Kinds.flag(), false, "refuse requests that cannot be translated without loss");
  static final Key<Integer> EVENT_LOOPS =
      Key.of("event_loops", Kinds.whole(0, 256), 0, "threads that serve; 0 is one per core")
          .fixedAtStart();
  static final Key<Optional<Secret>> SIGNING_KEY =
      Key.optional(
              "signing_key",
              Kinds.secret(
                  "a text of at least 32 characters",
                  value -> value.length() < 32 ? Optional.empty() : Optional.of(new Secret(value))),
              "seals what clients send back to us, so that it holds over restarts; none: a random one"
                  + " per start")
          .fixedAtStart();
  static final Key<Long> MAX_BODY_BYTES =
      Key.of("max_body_bytes", Kinds.wholeLong(1_024, 1L << 30), 32L << 20, "largest request body");
  static final Key<Long> MAX_RESPONSE_BYTES =
      Key.of(
          "max_response_bytes",
          Kinds.wholeLong(1_024, 1L << 30),
          64L << 20,
          "largest whole answer, or single stream event, of a provider");
  static final Key<Integer> HEADER_BYTES =
      Key.of(
              "header_bytes",
              Kinds.whole(4_096, 1 << 20),
              32 << 10,
              "largest head of a request or an answer")
          .fixedAtStart();
  static final Key<Integer> MAX_CONNECTIONS =
      Key.of(
              "max_connections",
              Kinds.whole(1, 1_000_000),
              10_000,
              "client connections open at once")
          .fixedAtStart();
  static final Key<Duration> HEADER_TIMEOUT =
      Key.of(
              "header_timeout_ms",
              Kinds.millis(100, 300_000),
              Duration.ofSeconds(10),
              "longest time for the head of a request to arrive")
          .fixedAtStart();
  static final Key<Duration> BODY_TIMEOUT =
      Key.of(
          "body_timeout_ms",
          Kinds.millis(100, 3_600_000),
          Duration.ofSeconds(30),
          "longest time for the body of a request to arrive, plus a second for each 32 KiB of it");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
              "idle_timeout_ms",
              Kinds.millis(1_000, 3_600_000),
              Duration.ofMinutes(3),
              "longest silence on a client connection, in both directions")
          .fixedAtStart();
  static final Key<Duration> REQUEST_TIMEOUT =
      Key.of(
          "request_timeout_ms",
          Kinds.millis(1_000, 86_400_000),
          Duration.ofMinutes(15),
          "longest time from a request to the end of its answer, all attempts included");
  static final Key<Duration> WRITE_TIMEOUT =
      Key.of(
          "write_timeout_ms",
          Kinds.millis(1_000, 3_600_000),
          Duration.ofMinutes(1),
          "longest time a client may leave an answer unread");
  static final Key<Duration> DRAIN =
      Key.of(
          "drain_seconds",
          Kinds.seconds(0, 3_600),
          Duration.ofSeconds(30),
          "time that running answers get to finish when the server stops");
  static final Key<Duration> KEEP_ALIVE =
      Key.of(
          "keep_alive_seconds",
          Kinds.seconds(0, 300),
          Duration.ofSeconds(15),
          "silence on a stream after which a comment line goes out; 0 is never");
  static final Key<Duration> IDEMPOTENCY =
      Key.of(
          "idempotency_minutes",
          Kinds.minutes(0, 10_080),
          Duration.ofDays(1),
          "time a client that repeats an `idempotency-key` gets the answer it had, from memory; 0 is never");

  static final Section<ServerConfig> SECTION =
      Section.of(
          List.of(
              PORT,
              HOST,
              ALLOW_OPEN,
              API_KEY,
              ALLOWED_HOSTS,
              ALLOWED_ORIGINS,
              STRICT,
              EVENT_LOOPS,
              SIGNING_KEY,
              MAX_BODY_BYTES,
              MAX_RESPONSE_BYTES,
              HEADER_BYTES,
              MAX_CONNECTIONS,
              HEADER_TIMEOUT,
              BODY_TIMEOUT,
              IDLE_TIMEOUT,
              REQUEST_TIMEOUT,
              WRITE_TIMEOUT,
              DRAIN,
              KEEP_ALIVE,
              IDEMPOTENCY),
          values -> new ServerConfig(values.settings()));

  private ServerKeys() {}
}
