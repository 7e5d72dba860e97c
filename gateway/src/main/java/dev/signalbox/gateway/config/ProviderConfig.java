package dev.signalbox.gateway.config;

import dev.signalbox.gateway.provider.ProviderType;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.aws.AwsHost;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One place requests go to: {@code [[providers]]}.
 *
 * @param id unique name, also the part before the slash in {@code provider/model}
 * @param type what kind of service it is
 * @param enabled whether it takes requests
 * @param apiKeys keys used in turn; may be empty
 * @param endpoint address without a slash at its end, with or without {@code /v1}; absent: the
 *     vendor's own
 * @param azure how Azure addresses are made; used by {@link ProviderTypes#AZURE_OPENAI} only
 * @param bedrock how Bedrock is asked; used by {@link ProviderTypes#BEDROCK} only
 * @param dialect name of the Chat dialect; absent: the one of the type
 * @param streamUsage whether Chat streams are asked for their usage where the client did not;
 *     absent: where the dialect is known to take it
 * @param models models it is known to serve; empty: unknown, any name goes through
 * @param headers further request headers, by lower-case name
 * @param connection how it is connected to
 * @param timeouts how long it is waited for
 * @param hosting what is said of where its models run
 * @param quota what it lets us ask of it
 * @param breaker when it is left alone for a while
 * @param oauth how its tokens are had, in place of keys
 * @param vertex where its models are; present exactly for {@link ProviderTypes#VERTEX}
 * @param simulator settings of a {@link ProviderTypes#SIMULATOR}; present exactly for that type
 */
public record ProviderConfig(
    String id,
    ProviderType type,
    boolean enabled,
    List<Secret> apiKeys,
    Optional<URI> endpoint,
    Azure azure,
    Bedrock bedrock,
    Optional<String> dialect,
    Optional<Boolean> streamUsage,
    List<Model> models,
    Map<String, Secret> headers,
    Connection connection,
    Timeouts timeouts,
    Hosting hosting,
    Quota quota,
    Breaker breaker,
    Optional<OauthConfig> oauth,
    Optional<VertexConfig> vertex,
    Optional<Simulator> simulator) {
  public ProviderConfig {
    apiKeys = List.copyOf(apiKeys);
    models = List.copyOf(models);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** How many credentials it has; that by which tokens are had is one, as is an AWS access key. */
  public int keyCount() {
    return oauth.isPresent() || vertex.isPresent()
        ? 1
        : apiKeys.size() + bedrock.keys().size() + (bedrock.host().isPresent() ? 1 : 0);
  }

  /** What it is told, or may be told of, that nobody may read. */
  public List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(apiKeys);
    oauth.ifPresent(tokens -> secrets.addAll(tokens.secrets()));
    vertex.ifPresent(place -> secrets.add(place.key()));
    for (AccessKey key : bedrock.keys()) {
      secrets.add(key.secret());
      key.sessionToken().ifPresent(secrets::add);
    }
    return secrets;
  }

  /** The same under another id. */
  ProviderConfig called(String newId) {
    return with(newId, connection, bedrock);
  }

  /** The same on a machine whose environment says {@code variables} of AWS. */
  ProviderConfig onHost(Map<String, String> variables) {
    return with(
        id,
        connection,
        new Bedrock(
            bedrock.api(),
            bedrock.region(),
            bedrock.keys(),
            bedrock.host().map(host -> new AwsHost(host.source(), variables))));
  }

  /** The same with its address checked before each call. */
  ProviderConfig checkedAt(boolean allowPrivate) {
    return with(
        id,
        new Connection(
            connection.proxy(),
            connection.maxConnections(),
            connection.maxWaiting(),
            connection.http2(),
            connection.insecureTls(),
            Optional.of(allowPrivate)),
        bedrock);
  }

  private ProviderConfig with(String newId, Connection newConnection, Bedrock newBedrock) {
    return new ProviderConfig(
        newId,
        type,
        enabled,
        apiKeys,
        endpoint,
        azure,
        newBedrock,
        dialect,
        streamUsage,
        models,
        headers,
        newConnection,
        timeouts,
        hosting,
        quota,
        breaker,
        oauth,
        vertex,
        simulator);
  }

  /** How the address of an Azure model is made. */
  public enum AzureForm {
    /** {@code /openai/deployments/NAME/…?api-version=…}. */
    DEPLOYMENT,
    /** {@code /openai/v1/…}, the model named in the body. */
    V1
  }

  /**
   * What Azure needs besides an endpoint.
   *
   * @param form how addresses are made
   * @param deployment the deployment; always present with {@link AzureForm#DEPLOYMENT}
   * @param apiVersion the {@code api-version} parameter
   */
  public record Azure(AzureForm form, Optional<String> deployment, String apiVersion) {}

  /** How Bedrock is asked. */
  public enum BedrockApi {
    /** By Converse, which is the same for all models. */
    CONVERSE,
    /** By InvokeModel, in the format of Anthropic's own API. */
    INVOKE
  }

  /**
   * What Bedrock needs besides keys of its own.
   *
   * @param api the one way; absent: by what client and model are
   * @param region such as {@code eu-central-1}; empty for other types
   * @param keys AWS access keys that requests are signed with, used in turn
   * @param host where the machine has one more
   */
  public record Bedrock(
      Optional<BedrockApi> api, String region, List<AccessKey> keys, Optional<AwsHost> host) {
    public Bedrock {
      keys = List.copyOf(keys);
    }
  }

  /**
   * An AWS access key.
   *
   * @param sessionToken of a temporary one
   */
  public record AccessKey(Secret id, Secret secret, Optional<Secret> sessionToken) {}

  /**
   * A model the provider serves.
   *
   * @param id the name the provider knows
   * @param maxOutput most output tokens it gives
   * @param api the API it is spoken to in; absent: as its name or its provider tells
   */
  public record Model(String id, OptionalInt maxOutput, Optional<Protocol> api) {}

  /**
   * How a provider is connected to.
   *
   * @param proxy HTTP proxy; absent: direct
   * @param maxConnections connections open at once
   * @param maxWaiting requests waiting for one; 0: refused when all are busy
   * @param http2 whether HTTP/2 is used when the provider offers it
   * @param insecureTls whether certificates are not checked; only ever true for a local provider
   * @param allowPrivate whether this machine and inner networks may be called; absent: its address
   *     is taken as it is written
   */
  public record Connection(
      Optional<URI> proxy,
      int maxConnections,
      int maxWaiting,
      boolean http2,
      boolean insecureTls,
      Optional<Boolean> allowPrivate) {}

  /**
   * How long a provider is waited for.
   *
   * @param connect to connect, TLS included
   * @param firstByte from the request to the answer's first byte
   * @param idle between two pieces of an answer
   * @param total from the request to the answer's end
   */
  public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {}

  /**
   * What is said of where its models run.
   *
   * @param maker whose catalog cards apply; absent: what type, address and dialect tell
   * @param regions where prompts are processed; empty: what the cards say
   * @param clearances tags that rules and profiles may ask for
   * @param keepsNothing whether it keeps no prompts; absent: what the cards say
   * @param local whether it is a server of one's own
   */
  public record Hosting(
      Optional<String> maker,
      Set<String> regions,
      Set<String> clearances,
      Optional<Boolean> keepsNothing,
      boolean local) {
    public Hosting {
      regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
      clearances = Collections.unmodifiableSortedSet(new TreeSet<>(clearances));
    }
  }

  /** What it lets us ask of it; absent: not limited by us. */
  public record Quota(
      OptionalInt requestsPerMinute, OptionalLong tokensPerMinute, OptionalInt maxInFlight) {}

  /**
   * When it is left alone for a while.
   *
   * @param failurePercent failed calls, of the latest, that open the circuit
   * @param minCalls calls before it may open
   * @param open time it lets no call pass
   * @param halfOpenCalls calls that then try whether it works again
   */
  public record Breaker(int failurePercent, int minCalls, Duration open, int halfOpenCalls) {}

  /**
   * What a simulator does.
   *
   * @param protocol the format it speaks
   * @param seed changes its answers; the same seed gives the same ones
   * @param firstTokenDelay time before the first token
   * @param tokenDelay time between tokens
   * @param faults what goes wrong now and then
   */
  public record Simulator(
      Protocol protocol,
      long seed,
      Duration firstTokenDelay,
      Duration tokenDelay,
      List<SimulatedFault> faults) {
    public Simulator {
      faults = List.copyOf(faults);
    }
  }

  /**
   * What goes wrong at a simulator now and then.
   *
   * @param fault what, in the words of model names that ask for a fault, such as {@code 429}
   * @param percent of how many requests, while it goes wrong
   * @param every how often it begins to; zero: it always does
   * @param lasting for how long it does, at the end of that time
   */
  public record SimulatedFault(String fault, double percent, Duration every, Duration lasting) {}
}
