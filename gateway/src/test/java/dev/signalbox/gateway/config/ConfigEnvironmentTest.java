package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** O04. */
final class ConfigEnvironmentTest {
  private static final String PROVIDER =
      "[[providers]]\nid = \"open-ai\"\ntype = \"openai\"\napi_key = \"${KEY}\"\n";

  @Test
  void replacesSeveralVariablesInOneText() {
    var config = parse("[server]\napi_key = \"${A}-x-${B}\"", Map.of("A", "1", "B", "${A}"));

    assertThat(config.server().apiKeys()).containsExactly(new Secret("1-x-${A}"));
  }

  @Test
  void keepsEscapedReferencesAndLoneDollarSigns() {
    var config = parse("[server]\napi_key = \"$${A} $5 $\"", Map.of("A", "1"));

    assertThat(config.server().apiKeys()).containsExactly(new Secret("${A} $5 $"));
  }

  @Test
  void namesKeyAndLineOfAVariableThatIsNotSet() {
    assertThat(messageOf("[server]\n\napi_key = \"${A}\"", Map.of()))
        .isEqualTo(
            "`server.api_key` at config.toml:3 needs the environment variable `A`, which is not"
                + " set");
  }

  @Test
  void refusesASecretWhoseVariableIsEmpty() {
    assertThat(messageOf("[server]\napi_key = \"${A}\"", Map.of("A", "")))
        .isEqualTo(
            "`server.api_key` at config.toml:2 must be a text of one line that is not empty; the"
                + " environment variable `A` is set but empty");
  }

  @Test
  void refusesAReferenceThatIsNotClosed() {
    assertThat(messageOf("[server]\napi_key = \"${A\"", Map.of("A", "1")))
        .isEqualTo(
            "`server.api_key` at config.toml:2 has `${` without a variable's name and `}`; write"
                + " `$${` for the signs themselves");
  }

  @Test
  void setsNumbersFlagsTextsAndListsFromVariables() {
    var environment =
        Map.of(
            "SIGNALBOX__SERVER__PORT", "9000",
            "SIGNALBOX__SERVER__STRICT", "true",
            "SIGNALBOX__SERVER__HOST", "::1",
            "SIGNALBOX__SERVER__ALLOWED_HOSTS", "A.example, b.example",
            "SIGNALBOX__SERVER__API_KEY", "[\"x,y\"]");

    ServerConfig server = parse("[server]\nport = 1", environment).server();

    assertThat(
            List.of(
                server.port(),
                server.strict(),
                server.host(),
                server.allowedHosts(),
                server.apiKeys()))
        .isEqualTo(
            List.of(
                9000, true, "::1", List.of("a.example", "b.example"), List.of(new Secret("x,y"))));
  }

  @Test
  void setsKeysOfAProviderByItsIdAndNeedsNoVariableTheyReplace() {
    var config =
        parse(
            PROVIDER,
            Map.of(
                "SIGNALBOX__PROVIDERS__OPEN_AI__API_KEY", "${literal}",
                "SIGNALBOX__PROVIDERS__OPEN_AI__TYPE", "anthropic",
                "SIGNALBOX__PROVIDERS__OPEN_AI__HEADERS__X_TEAM", "blue"));

    ProviderConfig provider = config.providers().getFirst();
    assertThat(provider.apiKeys()).containsExactly(new Secret("${literal}"));
    assertThat(provider.type()).isEqualTo(ProviderTypes.ANTHROPIC);
    assertThat(provider.headers()).isEqualTo(Map.of("x_team", new Secret("blue")));
  }

  @Test
  void setsAnAliasAndACallersTokenByTheirNames() {
    var config =
        parse(
            PROVIDER + "[models.\"gpt-4.1\"]\ntargets = []\n[key_map.my-token]\n",
            Map.of(
                "KEY", "k",
                "SIGNALBOX__MODELS__GPT_4_1__TARGETS", "open-ai/a,open-ai/b",
                "SIGNALBOX__KEY_MAP__MY_TOKEN__LABEL", "Blue"));

    assertThat(config.models().values())
        .containsExactly(
            new ModelAlias(
                "gpt-4.1",
                List.of(
                    new ModelAlias.Target("open-ai", "a", 0),
                    new ModelAlias.Target("open-ai", "b", 0))));
    assertThat(config.keyMap()).extracting(KeyMapEntry::label).containsExactly("Blue");
  }

  @Test
  void refusesAVariableThatNamesNoKey() {
    assertThat(messageOf("", Map.of("SIGNALBOX__SERVER__PROT", "1")))
        .isEqualTo(
            "unknown key `server.prot` at environment variable `SIGNALBOX__SERVER__PROT`; did you"
                + " mean `server.port`?");
  }

  @Test
  void refusesAVariableForAProviderThatIsNotThere() {
    assertThat(
            messageOf(
                PROVIDER, Map.of("KEY", "k", "SIGNALBOX__PROVIDERS__OPENAI__ENABLED", "true")))
        .isEqualTo(
            "`providers` has no entry `openai`, which environment variable"
                + " `SIGNALBOX__PROVIDERS__OPENAI__ENABLED` sets; did you mean `open-ai`?");
  }

  @Test
  void refusesAVariableWhoseValueIsOfAnotherType() {
    assertThat(messageOf("", Map.of("SIGNALBOX__SERVER__PORT", "many")))
        .isEqualTo(
            "`server.port` at environment variable `SIGNALBOX__SERVER__PORT` must be a whole number"
                + " from 0 to 65535, not the text `many`");
  }

  @Test
  void refusesAVariableThatGoesInsideASingleValueOrStopsAtATable() {
    assertThat(messageOf("", Map.of("SIGNALBOX__SERVER__PORT__X", "1")))
        .isEqualTo(
            "`server.port` at environment variable `SIGNALBOX__SERVER__PORT__X` must be a whole"
                + " number from 0 to 65535: nothing can be set inside it");
    assertThat(messageOf("", Map.of("SIGNALBOX__SERVER", "1")))
        .isEqualTo(
            "`server` at environment variable `SIGNALBOX__SERVER` must be a table, not a whole"
                + " number");
  }

  private static GatewayConfig parse(String text, Map<String, String> environment) {
    return new ConfigLoader(environment).parse("config.toml", text).config();
  }

  private static String messageOf(String text, Map<String, String> environment) {
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> parse(text, environment));
    return String.valueOf(failure.getMessage());
  }
}
