package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** O04: a secret that is empty, or not set, stops the start; it never means that none is needed. */
final class EmptySecretsTest {
  @ParameterizedTest(name = "O04 {0}")
  @ValueSource(
      strings = {
        "[server];api_key = SECRET",
        "[server];api_key = [SECRET]",
        "[server];signing_key = SECRET",
        "[access];admin_password = SECRET",
        "[key_map.SECRET];label = \"x\"",
        "[key_map.a];openai_key = SECRET",
        "[key_map.a];provider_keys = { p = SECRET }",
        "[[providers]];id = \"p\";type = \"openai\";api_key = SECRET",
        "[[providers]];id = \"p\";type = \"openai\";api_key = [\"good\", SECRET]",
        "[sanitization];stand_in_key = SECRET",
        "[[sanitization.webhooks]];name = \"h\";url = \"http://x.example\";bearer = SECRET",
        "[access.oidc];issuer = \"https://x.example\";client_id = \"c\";client_secret = SECRET;"
            + "redirect_url = \"https://y.example/v1/login/oidc/callback\""
      })
  void stopsTheStart(String text) {
    String toml = text.replace(";", "\n");

    for (String empty : new String[] {"\"\"", "\"${EMPTY}\"", "\"${NOT_SET}\"", "\" \""}) {
      String written = toml.replace("SECRET", empty);
      boolean reference = toml.contains("[key_map.SECRET]") && empty.contains("$");
      if (!reference) { // names of tables are taken as they are
        Throwable told =
            catchThrowable(
                () -> new ConfigLoader(Map.of("EMPTY", "")).parse("config.toml", written));
        assertThat(told).as(written).isInstanceOf(ConfigException.class);
      }
    }
  }
}
