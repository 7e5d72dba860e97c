package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One configured provider, ready to be called.
 *
 * @param id its id in the config
 * @param maker whose catalog cards it serves ({@code openai}, {@code anthropic} …); empty text for
 *     none
 * @param apis the APIs it has, at least one; the first is for clients of any other
 * @param dialect its Chat dialect
 * @param asksUsage whether its Chat streams are asked for their usage where the client did not
 * @param endpoint scheme, host, port and base path
 * @param keys used in turn; none for servers that need none
 * @param models names it is declared to serve; none when not declared
 * @param headers sent with every call
 * @param execution how much it is asked at once, and when it is left alone
 */
public record UpstreamSpec(
    String id,
    String maker,
    List<ProviderApi> apis,
    Dialect dialect,
    boolean asksUsage,
    URI endpoint,
    List<Credential> keys,
    List<String> models,
    Map<String, String> headers,
    Timeouts timeouts,
    Transport transport,
    ExecutionSettings execution) {
  public UpstreamSpec {
    if (apis.isEmpty()) {
      throw new IllegalArgumentException("a provider has at least one API");
    }
    apis = List.copyOf(apis);
    keys = List.copyOf(keys);
    models = List.copyOf(models);
    headers = Map.copyOf(headers);
  }

  /** The API formats it speaks, at least one; the first is for clients of any other. */
  public List<ApiFormat> protocols() {
    return apis.stream().map(ProviderApi::format).toList();
  }

  /**
   * The API to speak with it of {@code model} for a client of {@code client}: of the client's own
   * format where it can.
   */
  public ProviderApi apiFor(Protocol client, String model) {
    ProviderApi first = null;
    for (ProviderApi api : apis) {
      if (api.scope().has(model)) {
        if (api.format() == client) {
          return api;
        }
        first = first == null ? api : first;
      }
    }
    return first == null ? apis.getFirst() : first;
  }

  /** The format to speak with it of {@code model}: the client's own where it can. */
  public ApiFormat protocolFor(Protocol client, String model) {
    return apiFor(client, model).format();
  }

  /** Whether it speaks the client's own format of {@code model}, so that bytes pass. */
  public boolean speaks(Protocol client, String model) {
    return protocolFor(client, model) == client;
  }

  /** The formats it may be spoken to in for a client of {@code client}, whichever the model. */
  public Set<ApiFormat> protocolsFor(Protocol client) {
    if (apis.stream().allMatch(api -> api.scope().equals(ModelScope.ALL))) {
      return Set.of(speaks(client) ? client : apis.getFirst().format());
    }
    return apis.stream().map(ProviderApi::format).collect(Collectors.toSet());
  }

  /** Whether it speaks the client's own format, of some model at least. */
  public boolean speaks(Protocol client) {
    return apis.stream().anyMatch(api -> api.format() == client);
  }

  /**
   * How it is asked in {@code format}; as in its first one where it does not speak that, which
   * holds for the operations that APIs of one maker share, such as OpenAI's embeddings.
   */
  public ProviderApi apiFor(ApiFormat format) {
    return apis.stream()
        .filter(api -> api.format().equals(format))
        .findFirst()
        .orElseGet(apis::getFirst);
  }

  /**
   * How long each phase of a call may take.
   *
   * @param connect until the connection stands, TLS included
   * @param firstByte from the request until the first piece of a stream, or the whole of another
   *     answer
   * @param idle between two pieces of an answer
   * @param total the whole call
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    /** What is used where nothing is configured. */
    public static final Timeouts STANDARD =
        new Timeouts(
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(90),
            Duration.ofMinutes(30));
  }

  /**
   * How connections are made.
   *
   * @param maxConnections per event loop, at least 1
   * @param maxWaiting calls that may wait for a connection, at least 0
   * @param http2 whether HTTP/2 is offered (over TLS)
   * @param insecureTls whether certificates are not checked; local servers only
   * @param proxy HTTP proxy to go through
   * @param allowPrivate whether this machine and inner networks may be called; empty when its
   *     address is called unchecked
   */
  public record Transport(
      int maxConnections,
      int maxWaiting,
      boolean http2,
      boolean insecureTls,
      Optional<URI> proxy,
      Optional<Boolean> allowPrivate) {
    /** What is used where nothing is configured. */
    public static final Transport STANDARD =
        new Transport(256, 1_024, false, false, Optional.empty(), Optional.empty());
  }
}
