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
