package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a conversation is known for when the file changes between two of its requests. */
final class SessionReloadTest {
  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void itIsStillKnownUnderOtherBounds() {
    String first = ask();

    reload("remember_minutes = 60\nmax = 7\n");

    assertThat(operator.get("/v1/decisions/" + ask()).at("/question/session_last"))
        .isEqualTo(operator.get("/v1/decisions/" + first).at("/plan/0/model"));
  }

  @Test
  void itIsForgottenWhenNoneIsToBeKnown() {
    ask();

    reload("max = 0\n");

    assertThat(operator.get("/v1/decisions/" + ask()).at("/question/session_last").isMissingNode())
        .isTrue();
  }

  @Test
  void itIsTakenToBeCachedAsLongAsTheFileSaysFromTheNextRequestOn() {
    ask();
    reload("cache_minutes = 5\n");
    Control.Answer warm = operator.get("/v1/decisions/" + ask());

    reload("cache_minutes = 0\n");
    Control.Answer cold = operator.get("/v1/decisions/" + ask());
    reload("cache_minutes = 60\n");
    Control.Answer again = operator.get("/v1/decisions/" + ask());

    assertThat(cached(warm)).isPositive();
    assertThat(cached(cold)).isZero();
    assertThat(cold.at("/question/session_last")).isEqualTo(warm.at("/question/session_last"));
    assertThat(cached(again)).isEqualTo(cached(warm));
    assertThat(operator.get("/v1/decisions/" + warm.at("/id").asText())).isEqualTo(warm);
  }

  private static long cached(Control.Answer decision) {
    return decision.at("/question/session_cached_tokens").asLong();
  }

  private void reload(String sessions) {
    assertThat(RunningGateway.await(gateway.reload(Control.CONFIG + "[sessions]\n" + sessions)))
        .isEmpty();
  }

  private String ask() {
    return operator.decisionOf(
        operator
            .request("/v1/chat/completions")
            .header("x-session", "s-1")
            .POST(BodyPublishers.ofString(ClientApi.CHAT.body("auto", false))));
  }
}
