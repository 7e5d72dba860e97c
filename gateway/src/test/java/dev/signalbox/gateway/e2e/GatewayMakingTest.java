package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/** What making a virtual gateway leads to, and what it does not, where everybody is let in. */
final class GatewayMakingTest {
  private static final String PATH = "/v1/gateways";

  @Test
  void leavesAnOpenGatewayOpenAndIsNotOpenItself() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard())) {
      Control anyone = new Control(open, "");
      Control.Answer made =
          anyone.post(
              PATH,
              "{\"id\": \"1\", \"upstream_url\": \"%s\", \"model\": \"sim-mini\", \"allow_private\": true}"
                  .formatted(open.simulator().origin()));
      Control client = new Control(open, made.at("/token").asText());

      assertThat(anyone.get(PATH).status()).isEqualTo(200);
      assertThat(anyone.get("/gateway/1/v1/models").status()).isEqualTo(401);
      assertThat(client.get("/gateway/1/v1/models").status()).isEqualTo(200);
    }
  }

  @Test
  void refusesAnInnerUpstreamThatNobodyAllowed() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard())) {
      Control.Answer refused =
          new Control(open, "")
              .post(
                  PATH,
                  "{\"upstream_url\": \"http://127.0.0.1:1\", \"model\": \"m\", \"name\": \"n\"}");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.at("/error/message").asText()).contains("allow_private");
      assertThat(refused.at("/error/param").asText()).isEqualTo("upstream_url");
    }
  }

  @Test
  void doesNotOfferWhatWouldNotHelpWhereNothingIsEverCalled() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard())) {
      Control.Answer refused =
          new Control(open, "")
              .post(PATH, "{\"upstream_url\": \"http://169.254.169.254\", \"model\": \"m\"}");

      assertThat(refused.at("/error/message").asText())
          .isEqualTo("the address is not called: its address is not one of the public internet");
    }
  }

  @Test
  void refusesAProfileThatThereIsNotNamingThoseThereAre() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard())) {
      Control anyone = new Control(open, "");
      String document =
          "{\"id\": \"1\", \"upstream_url\": \"%s\", \"model\": \"sim-mini\", \"allow_private\": true%s}";
      String origin = open.simulator().origin();

      Control.Answer unknown =
          anyone.post(PATH, document.formatted(origin, ", \"profile\": \"zzz\""));
      Control.Answer known =
          anyone.post(PATH, document.formatted(origin, ", \"profile\": \"cheap\""));
      Control.Answer changed = anyone.patch(PATH + "/1", "{\"profile\": \"fst\"}");

      assertThat(unknown.status()).isEqualTo(400);
      assertThat(unknown.at("/error/param").asText()).isEqualTo("profile");
      assertThat(unknown.at("/error/message").asText())
          .startsWith("there is no profile `zzz`; there are ")
          .contains("balanced, best, chat, cheap");
      assertThat(known.status()).isEqualTo(200);
      assertThat(changed.at("/error/message").asText()).contains("did you mean `fast`?");
    }
  }

  @Test
  void refusesWhatIsWrongNamingEveryKey() {
    try (RunningGateway open = new RunningGateway("", SimulatorOptions.standard())) {
      Control anyone = new Control(open, "");

      Control.Answer wrong = anyone.post(PATH, "{\"upstream_url\": \"ftp://x\", \"modle\": \"m\"}");

      assertThat(wrong.status()).isEqualTo(400);
      assertThat(wrong.at("/error/code").asText()).isEqualTo("invalid_gateway");
      assertThat(wrong.at("/error/message").asText())
          .contains("`upstream_url`", "did you mean `model`?", "`model` must be there")
          .doesNotContain("``");
      assertThat(anyone.get(PATH).at("/data")).isEmpty();
    }
  }
}
