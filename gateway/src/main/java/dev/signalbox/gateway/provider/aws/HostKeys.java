package dev.signalbox.gateway.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.provider.auth.Renewed;
import dev.signalbox.gateway.provider.auth.Unauthorized;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the AWS access keys of the machine, in the order of AWS's own SDKs: environment, profile,
 * container, instance (<a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">credential
 * providers</a>, read 2026-11). The addresses of agents are fixed, or from the environment; nothing
 * that a client or an administrator says leads there.
 */
final class HostKeys implements Renewed.Giver<AwsKeys> {
  /** How long keys are used that say of no end; files may be written anew. */
  private static final Duration LASTING = Duration.ofDays(1);

  private static final Duration IN_A_FILE = Duration.ofMinutes(5);

  private static final String CONTAINER = "the agent of the container";
  private static final String INSTANCE = "the metadata service of the instance";

  /** Where agents of containers may be without encryption, beside this machine. */
  private static final Set<String> AGENTS =
      Set.of(
          "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "127.0.0.1", "[::1]");

  private static final URI AGENT = URI.create("http://169.254.170.2");
  private static final URI METADATA = URI.create("http://169.254.169.254");
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final String SESSION_SECONDS = "21600";

  private final Vertx vertx;
  private final MetadataClient client;
  private final AwsHost host;

  HostKeys(Vertx vertx, MetadataClient client, AwsHost host) {
    this.vertx = vertx;
    this.client = client;
    this.host = host;
  }

  @Override
  public Future<Renewed.Fresh<AwsKeys>> ask(Instant now) {
    return Future.<Void>succeededFuture()
        .compose(_ -> found(now))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof Unauthorized
                        ? cause
                        : new Unauthorized(
                            Unauthorized.Why.NONSENSE,
                            "the address of what gives access keys is none")));
  }

  private Future<Renewed.Fresh<AwsKeys>> found(Instant now) {
    Optional<AwsKeys> here = inEnvironment();
    if (here.isPresent()) {
      return Future.succeededFuture(new Renewed.Fresh<>(here.get(), LASTING));
    }
    return inProfile()
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(new Renewed.Fresh<>(found.get(), IN_A_FILE))
                    : ofAgents(now));
  }

  private Optional<AwsKeys> inEnvironment() {
    if (!host.looksIn(AwsHost.Source.ENVIRONMENT)) {
      return Optional.empty();
    }
    return host.variable("AWS_ACCESS_KEY_ID")
        .flatMap(
            id ->
                host.variable("AWS_SECRET_ACCESS_KEY")
                    .map(secret -> new AwsKeys(id, secret, host.variable("AWS_SESSION_TOKEN"))));
  }

  private Future<Optional<AwsKeys>> inProfile() {
    return host.looksIn(AwsHost.Source.PROFILE)
        ? vertx.executeBlocking(() -> ProfileFile.keys(host), false).map(Objects::requireNonNull)
        : Future.succeededFuture(Optional.empty());
  }

  private Future<Renewed.Fresh<AwsKeys>> ofAgents(Instant now) {
    Optional<URI> agent = agent();
    if (agent.isPresent()) {
      return ofContainer(agent.get(), now);
    }
    boolean disabled =
        host.variable("AWS_EC2_METADATA_DISABLED").filter("true"::equalsIgnoreCase).isPresent();
    return host.looksIn(AwsHost.Source.INSTANCE) && !disabled
        ? ofInstance(now)
        : Future.failedFuture(
            new Unauthorized(
                Unauthorized.Why.REFUSED, "the machine has no access key of AWS where it was to"));
  }

  private Optional<URI> agent() {
    return host.looksIn(AwsHost.Source.CONTAINER)
        ? host.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            .map(path -> AGENT + path)
            .or(() -> host.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
            .map(URI::create)
        : Optional.empty();
  }

  private Future<Renewed.Fresh<AwsKeys>> ofContainer(URI agent, Instant now) {
    if (!"https".equals(agent.getScheme()) && !AGENTS.contains(String.valueOf(agent.getHost()))) {
      return Future.failedFuture(
          new Unauthorized(
              Unauthorized.Why.REFUSED,
              CONTAINER + " may only be asked on this machine, or by https"));
    }
    return vertx
        .executeBlocking(this::authorization, false)
        .map(Objects::requireNonNull)
        .compose(
            headers ->
                client.ask(new MetadataClient.Question(HttpMethod.GET, agent, headers), CONTAINER))
        .compose(text -> read(text, now, CONTAINER));
  }

  /** The token of a file is another one every few hours. */
  private Map<String, String> authorization() {
    return host.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        .map(HostKeys::token)
        .or(() -> host.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
        .map(token -> Map.of("authorization", token))
        .orElse(Map.of());
  }

  private static String token(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new Unauthorized(
          Unauthorized.Why.REFUSED, "the token for " + CONTAINER + " cannot be read");
    }
  }

  /** Only by sessions (IMDSv2), which a request that was smuggled in cannot open. */
  private Future<Renewed.Fresh<AwsKeys>> ofInstance(Instant now) {
    URI service =
        host.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").map(URI::create).orElse(METADATA);
    return client
        .ask(
            new MetadataClient.Question(
                HttpMethod.PUT,
                service.resolve("/latest/api/token"),
                Map.of("x-aws-ec2-metadata-token-ttl-seconds", SESSION_SECONDS)),
            INSTANCE)
        .compose(
            session ->
                inSession(service.resolve(ROLES), session)
                    .compose(
                        roles ->
                            inSession(
                                service.resolve(
                                    ROLES + roles.lines().findFirst().orElse("").strip()),
                                session)))
        .compose(text -> read(text, now, INSTANCE));
  }

  private Future<String> inSession(URI uri, String session) {
    return client.ask(
        new MetadataClient.Question(
            HttpMethod.GET, uri, Map.of("x-aws-ec2-metadata-token", session.strip())),
        INSTANCE);
  }

  private static Future<Renewed.Fresh<AwsKeys>> read(String text, Instant now, String giver) {
    JsonNode tree = StrictJson.tryParse(text).orElseGet(StrictJson::object);
    String id = tree.path("AccessKeyId").asText("");
    String secret = tree.path("SecretAccessKey").asText("");
    String code = tree.path("Code").asText("Success");
    if (id.isEmpty() || secret.isEmpty() || !code.equals("Success")) {
      return Future.failedFuture(
          new Unauthorized(Unauthorized.Why.NONSENSE, giver + "'s answer is no access key"));
    }
    return Future.succeededFuture(
        new Renewed.Fresh<>(
            new AwsKeys(
                id,
                secret,
                Optional.of(tree.path("Token").asText("")).filter(token -> !token.isEmpty())),
            life(tree.path("Expiration").asText(""), now)));
  }

  private static Duration life(String expiration, Instant now) {
    try {
      Duration left = Duration.between(now, Instant.parse(expiration));
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException _) {
      return IN_A_FILE;
    }
  }
}
