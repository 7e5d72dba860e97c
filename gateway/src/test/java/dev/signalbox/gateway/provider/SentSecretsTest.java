package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** X08: what a provider was told is taken out of what it says. */
final class SentSecretsTest {
  private static final String KEY = "sk-0123456789abcdef";
  private static final String OWN = "own-0123456789abcdef";
  private static final String ORGANIZATION = "org-0123456789abcdef";
  private static final SentSecrets SECRETS =
      SentSecrets.of(spec()).and(Optional.of(new Credential("own", OWN)));

  @Test
  void nothingOfItIsLeftInErrors() {
    String said = "wrong: " + KEY + " " + OWN + " " + ORGANIZATION + " ollama 2023";
    Problem problem =
        Problem.of(ProblemKind.UPSTREAM, said)
            .withCode(KEY)
            .withParam(OWN)
            .withDetails(StrictJson.object().put("value", said));

    String told = SECRETS.outOf(problem).toString();

    assertThat(told).doesNotContain(KEY, OWN, ORGANIZATION, "ollama").contains("2023");
    assertThat(SECRETS.outOfError(said)).isEqualTo("wrong: [key] [key] [key] [key] 2023");
  }

  @Test
  void answersKeepWordsAndWhatIsNoSecret() {
    Buffer answer = Buffer.buffer("ollama at " + ORGANIZATION);

    assertThat(SECRETS.outOfAnswer(answer)).isSameAs(answer);
    assertThat(SECRETS.outOfAnswer(Buffer.buffer("<" + KEY + OWN + ">")).toString())
        .isEqualTo("<[key][key]>");
  }

  private static UpstreamSpec spec() {
    return new UpstreamSpec(
        "p",
        "",
        ProviderTypes.LOCAL.apis("", ""),
        Dialect.OPENAI,
        false,
        URI.create("http://localhost"),
        List.of(new Credential("p#1", KEY), new Credential("p#2", "ollama")),
        List.of(),
        Map.of("openai-organization", ORGANIZATION, "x-version", "2023"),
        UpstreamSpec.Timeouts.STANDARD,
        UpstreamSpec.Transport.STANDARD,
        ExecutionSettings.STANDARD);
  }
}
