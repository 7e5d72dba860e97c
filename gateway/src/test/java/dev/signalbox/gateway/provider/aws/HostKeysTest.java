package dev.signalbox.gateway.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.auth.Renewed;
import dev.signalbox.gateway.provider.auth.Unauthorized;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where access keys of a machine are found, in which order, and what is not called for them. */
final class HostKeysTest {
  private static final Instant NOW = Instant.parse("2026-12-31T18:00:00Z");
  private static final AwsKeys FIRST =
      new AwsKeys("ASIA1", "secret-canary-1", Optional.of("token-canary-1"));

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final AgentServer agent = new AgentServer();
  private final Map<String, String> variables = new HashMap<>();

  @AfterEach
  void stop() {
    agent.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void theEnvironmentComesFirst() throws IOException {
    onAnInstance();
    profiles("[default]\naws_access_key_id = other\naws_secret_access_key = other\n");
    variables.put("AWS_ACCESS_KEY_ID", "AKIA");
    variables.put("AWS_SECRET_ACCESS_KEY", "s");

    Renewed.Fresh<AwsKeys> found = found(AwsHost.Source.CHAIN);

    assertThat(found.value()).isEqualTo(new AwsKeys("AKIA", "s", Optional.empty()));
    assertThat(agent.asked()).isEmpty();
  }

  @Test
  void thenTheProfileThatIsNamed() throws IOException {
    onAnInstance();
    profiles(
        """
        # of the team
        [default]
        aws_access_key_id = other
        aws_secret_access_key = other

        [team]
        region = eu-central-1
        aws_access_key_id=AKIA
          aws_secret_access_key = s=with/equals+
        aws_session_token = t
        [empty]
        """);
    variables.put("AWS_PROFILE", "team");

    assertThat(found(AwsHost.Source.CHAIN).value())
        .isEqualTo(new AwsKeys("AKIA", "s=with/equals+", Optional.of("t")));
    assertThat(agent.asked()).isEmpty();
  }

  @Test
  void thenTheAgentOfTheContainerWithTheTokenOfItsFile() throws IOException {
    onAnInstance();
    profiles("[default]\nrole_arn = arn:aws:iam::1:role/r\n");
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.origin() + "/keys");
    variables.put(
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        Files.writeString(folder.resolve("token"), AgentServer.CONTAINER_TOKEN + "\n").toString());

    Renewed.Fresh<AwsKeys> found = found(AwsHost.Source.CHAIN);

    assertThat(found).isEqualTo(new Renewed.Fresh<>(FIRST, Duration.ofHours(6)));
    assertThat(agent.asked()).containsExactly("GET /keys");
  }

  @Test
  void thenTheInstanceInASession() {
    onAnInstance();

    Renewed.Fresh<AwsKeys> found = found(AwsHost.Source.CHAIN);

    assertThat(found).isEqualTo(new Renewed.Fresh<>(FIRST, Duration.ofHours(6)));
    assertThat(agent.asked())
        .containsExactly(
            "PUT /latest/api/token",
            "GET /latest/meta-data/iam/security-credentials/",
            "GET /latest/meta-data/iam/security-credentials/the-role");
  }

  @ParameterizedTest
  @CsvSource({"ENVIRONMENT", "PROFILE", "CONTAINER"})
  void onlyThatPlaceIsAskedWhereOneIsNamed(AwsHost.Source only) {
    onAnInstance();

    Unauthorized failure = failureIn(only);

    assertThat(failure.why()).isEqualTo(Unauthorized.Why.REFUSED);
    assertThat(failure.clause()).isEqualTo("the machine has no access key of AWS where it was to");
    assertThat(agent.asked()).isEmpty();
  }

  @Test
  void anInstanceIsNotAskedWhereThatIsSwitchedOff() {
    onAnInstance();
    variables.put("AWS_EC2_METADATA_DISABLED", "TRUE");

    assertThat(failureIn(AwsHost.Source.CHAIN).why()).isEqualTo(Unauthorized.Why.REFUSED);
    assertThat(agent.asked()).isEmpty();
  }

  /** Without a session anybody could be made to ask. */
  @Test
  void nothingIsAskedOutsideOfASession() {
    onAnInstance();
    agent.next(403, "");

    Unauthorized failure = failureIn(AwsHost.Source.INSTANCE);

    assertThat(failure.clause())
        .isEqualTo("the metadata service of the instance answered with status 403");
    assertThat(agent.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/keys",
        "http://169.254.169.254/keys",
        "http://agent.example/keys",
        "nonsense",
        "http://[::2]/keys"
      })
  void noTokenGoesToAnAgentElsewhere(String address) {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);

    assertThat(failureIn(AwsHost.Source.CHAIN).clause())
        .isEqualTo("the agent of the container may only be asked on this machine, or by https");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   | UNAVAILABLE | could not be reached
          503 | UNAVAILABLE | answered with status 503
          404 | REFUSED     | answered with status 404
          302 | REFUSED     | answered with status 302
          200 | NONSENSE    | answer is no access key
          """)
  void whatTheAgentDoesWrongIsTold(int status, Unauthorized.Why why, String clause) {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.origin() + "/keys");
    agent.next(status, "{\"Code\": \"Failed\"}");

    Unauthorized failure = failureIn(AwsHost.Source.CONTAINER);

    assertThat(failure.why()).isEqualTo(why);
    assertThat(failure.clause()).startsWith("the agent of the container").endsWith(clause);
  }

  @Test
  void anAnswerWithoutAnEndIsNotRead() {
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.origin() + "/keys");
    agent.next(200, "x".repeat(1 << 20));

    assertThat(failureIn(AwsHost.Source.CONTAINER).clause()).endsWith("answer is too large");
  }

  @Test
  void tellsNothingSecretOfItself() {
    variables.put("AWS_SECRET_ACCESS_KEY", "secret-canary");

    assertThat(host(AwsHost.Source.CHAIN) + " " + FIRST).isEqualTo("AwsHost[chain] ASIA1");
  }

  private void onAnInstance() {
    variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", agent.origin());
  }

  private void profiles(String text) throws IOException {
    Path aws = Files.createDirectories(folder.resolve(".aws"));
    Files.writeString(aws.resolve("credentials"), text);
    variables.put("HOME", folder.toString());
  }

  private AwsHost host(AwsHost.Source source) {
    return new AwsHost(source, variables);
  }

  private Future<Renewed.Fresh<AwsKeys>> ask(AwsHost.Source source) {
    return new HostKeys(vertx, new MetadataClient(vertx, 300), host(source)).ask(NOW);
  }

  private Renewed.Fresh<AwsKeys> found(AwsHost.Source source) {
    return await(ask(source));
  }

  private Unauthorized failureIn(AwsHost.Source source) {
    try {
      throw new AssertionError("it found " + List.of(found(source)));
    } catch (CompletionException e) {
      if (e.getCause() instanceof Unauthorized failure) {
        return failure;
      }
      throw e;
    }
  }

  private static <T> T await(Future<T> future) {
    return Objects.requireNonNull(
        future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join());
  }
}
