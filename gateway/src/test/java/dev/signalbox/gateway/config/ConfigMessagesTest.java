package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.gateway.config.schema.ConfigProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigMessagesTest {
  private static final String PROVIDER =
      "[[providers]]\nid = \"anthropic\"\ntype = \"anthropic\"\n";

  @ParameterizedTest
  @MethodSource({"ofKeys", "ofValues", "ofProviders", "ofReferences", "ofTexts"})
  void saysKeyPlaceAndWhatIsAllowed(String text, List<String> messages) {
    assertThat(messagesOf(text)).isEqualTo(messages);
  }

  static Stream<Arguments> ofKeys() {
    return Stream.of(
        golden(
            "\n[server]\nprot = 1",
            "unknown key `server.prot` at config.toml:3; did you mean `server.port`?"),
        golden(
            "port = 1",
            "unknown key `port` at config.toml:1; did you mean `server.port`, `portal`?"),
        golden("[sever]\nport = 1", "unknown key `sever` at config.toml:1; did you mean `server`?"),
        golden(
            "[database]\nzzzzzz = 1",
            "unknown key `database.zzzzzz` at config.toml:2; allowed here: `dir`, `url`"),
        golden(
            "[metrics]\nenable = true",
            "unknown key `metrics.enable` at config.toml:2; did you mean `metrics.enabled`?"),
        golden(
            "[database]\nurl = \"x\"",
            "`database.url` at config.toml:2 must be the address of a PostgreSQL database"),
        golden(
            "[key_map.top-secret-token]\nopnai_key = \"x\"",
            "unknown key `key_map[0].opnai_key` at config.toml:2; did you mean"
                + " `key_map[0].openai_key`?"),
        golden(
            PROVIDER + "provider_type = \"openai\"",
            "`providers.anthropic.type` at config.toml:3 is another name of `provider_type`: only"
                + " one of them is allowed"),
        golden(
            "[models.x]",
            "`models.x` at config.toml:1 needs the key `targets`: `provider/model`, or a table with"
                + " `model`, `weight`, or a list of these"));
  }

  static Stream<Arguments> ofValues() {
    return Stream.of(
        golden(
            "[server]\nport = 70000",
            "`server.port` at config.toml:2 must be a whole number from 0 to 65535, not `70000`"),
        golden(
            "[server]\nport = \"x\"",
            "`server.port` at config.toml:2 must be a whole number from 0 to 65535, not the text"
                + " `x`"),
        golden(
            "[server]\nport = 1.5",
            "`server.port` at config.toml:2 must be a whole number from 0 to 65535, not a number"
                + " with a fraction"),
        golden(
            "[server]\nstrict = 1",
            "`server.strict` at config.toml:2 must be true or false, not `1`"),
        golden(
            "[server]\nhost = [1]",
            "`server.host` at config.toml:2 must be a host name or an IP address, not a list"),
        golden("server = 3", "`server` at config.toml:1 must be a table, not a whole number"),
        golden(
            "[server]\napi_key = [\"top-secret\", 3]",
            "`server.api_key[1]` at config.toml:2 must be a text of one line that is not empty, not"
                + " a whole number"),
        golden(
            "[server]\nsigning_key = \"top-secret\"",
            "`server.signing_key` at config.toml:2 must be a text of at least 32 characters"),
        golden(
            "[server]\napi_key = \"\"",
            "`server.api_key` at config.toml:2 must be a text of one line that is not empty, not an"
                + " empty text"),
        golden(
            "[server]\nhost = \"0.0.0.0\"",
            "`server.host` at config.toml:2 must be a loopback address such as `127.0.0.1` while no"
                + " key is configured, not `0.0.0.0`; set `server.api_key`, add a `[key_map.…]`, or"
                + " set `server.allow_open = true` to let everybody in; `access.required = true`"
                + " leaves it to keys made by `signalbox keys create`"));
  }

  static Stream<Arguments> ofProviders() {
    return Stream.of(
        golden(
            "[[providers]]\nid = \"a b\"\ntype = \"opnai\"",
            "`providers.\"a b\".id` at config.toml:2 must be 1 to 63 lower-case letters, digits,"
                + " `.`, `_` or `-`, the first a letter or digit, not `a b`",
            "`providers.\"a b\".type` at config.toml:3 must be one of `openai`, `openai_chat`,"
                + " `openai_responses`, `anthropic`, `google`, `cohere`, `bedrock`, `azure_openai`,"
                + " `vertex`, `local`,"
                + " `simulator`, `gemini`, not `opnai`; did you mean `openai`?"),
        golden(
            PROVIDER + PROVIDER,
            "`providers.anthropic.id` at config.toml:5 must be unique: `anthropic` is already at"
                + " config.toml:2"),
        golden(
            "[[providers]]\nid = \"a\"\ntype = \"azure_openai\"\nseed = 3",
            "`providers.a` at config.toml:1 needs the key `endpoint` for `provider_type ="
                + " \"azure_openai\"`: such as `https://myresource.openai.azure.com`",
            "`providers.a` at config.toml:1 needs the key `deployment` for `provider_type ="
                + " \"azure_openai\"`: the deployment's name, or else `api_form = \"v1\"`",
            "`providers.a.seed` at config.toml:4 is only for `provider_type = \"simulator\"`, not"
                + " for `azure_openai`"),
        golden(
            "[[providers]]\nid = \"a\"\ntype = \"local\"\nendpoint = \"ftp://x\"",
            "`providers.a.endpoint` at config.toml:4 must be an address that starts with `http://`"
                + " or `https://` and names a host, without user, query or fragment, not"
                + " `ftp://x`"),
        golden(
            "[[providers]]\nid = \"a\"\ntype = \"simulator\"",
            "`providers.a` at config.toml:1 needs the key `protocol` for `provider_type ="
                + " \"simulator\"`: one of `openai_chat`, `openai_responses`, `anthropic`,"
                + " `gemini`"),
        golden(
            PROVIDER + "insecure_tls = true",
            "`providers.anthropic.insecure_tls` at config.toml:4 may be true only for"
                + " `provider_type = \"local\"`: keys would go to anybody"),
        golden(
            PROVIDER + "headers = { \"Host\" = \"x\" }",
            "`providers.anthropic.headers.Host` at config.toml:4 has a name that must be a header"
                + " name other than those that frame the message"));
  }

  static Stream<Arguments> ofReferences() {
    return Stream.of(
        golden(
            PROVIDER + "[models.x]\ntargets = [\n\"antropic/c\",\n{ model = \"q/c\" }]",
            "`models.x.targets[0]` at config.toml:6 names the unknown provider `antropic`; did you"
                + " mean `anthropic`?",
            "`models.x.targets[1].model` at config.toml:7 names the unknown provider `q`;"
                + " configured are `anthropic`"),
        golden(
            PROVIDER
                + "[routing]\ndefault = \"nope\"\nprefixes = { \"claude-3.5\" = \"anthropi\" }\n"
                + "rewrites = [{ model_exact = \"b\", provider = \"b\" }]",
            "`routing.default` at config.toml:5 names the unknown provider `nope`; configured are"
                + " `anthropic`",
            "`routing.prefixes.\"claude-3.5\"` at config.toml:6 names the unknown provider"
                + " `anthropi`; did you mean `anthropic`?",
            "`routing.rewrites[0].provider` at config.toml:7 names the unknown provider `b`;"
                + " configured are `anthropic`"),
        golden(
            "[routing]\nrewrites = [{ provider = \"a\" }]",
            "`routing.rewrites[0].provider` at config.toml:2 is in a rewrite that must have either"
                + " `model_exact` or `model_prefix`"),
        golden(
            "[key_map.top-secret]\nprovider_keys = { nope = \"k\" }",
            "`key_map[0].provider_keys.nope` at config.toml:2 names the unknown provider `nope`; no"
                + " provider is configured"),
        golden(
            "[[apps]]\nname = \"a\"\npath = \"/x\"\n[[apps]]\nname = \"b\"\npath = \"/x\"",
            "`apps.b.path` at config.toml:6 must be unique: the app `a` has `/x` already"),
        golden(
            "[[apps]]\nname = \"a\"\npath = \"/v1\"",
            "`apps.a.path` at config.toml:3 must be `/` and one name that no path of our own has,"
                + " such as `/openai`, not `/v1`"));
  }

  static Stream<Arguments> ofTexts() {
    return Stream.of(
        golden("[server\n", "config.toml:1 is not valid TOML: the line ends too early"),
        golden("a = 1\na = 2\n", "config.toml:2 is not valid TOML: a key is written twice"),
        golden("[a]\n[a]\n", "config.toml:2 is not valid TOML: a table is written twice"),
        golden("[server]\nport =", "config.toml:2 is not valid TOML: the file ends too early"),
        golden("a = 012", "config.toml:1 is not valid TOML: a number starts with 0"),
        golden(
            "key top-secret = 1",
            "config.toml:1 is not valid TOML: this is not a key, a table or a value; texts need"
                + " quotes"));
  }

  @Test
  void tellsTwentyProblemsByLineAndCountsTheRest() {
    String text =
        IntStream.rangeClosed(1, 25)
            .mapToObj(number -> "[zzzzzz" + number + "]")
            .collect(Collectors.joining("\n"));

    ConfigException failure = failureOf(text);

    assertThat(failure.problems()).extracting(problem -> problem.place().line()).isSorted();
    assertThat(failure.problems()).hasSize(ConfigException.MOST_TOLD);
    assertThat(failure.untold()).isEqualTo(5);
    assertThat(failure).hasMessageEndingWith("\nand 5 more");
  }

  private static Arguments golden(String text, String... messages) {
    return Arguments.of(text, List.of(messages));
  }

  private static List<String> messagesOf(String text) {
    return failureOf(text).problems().stream().map(ConfigProblem::message).toList();
  }

  private static ConfigException failureOf(String text) {
    return catchThrowableOfType(
        ConfigException.class, () -> new ConfigLoader(Map.of()).parse("config.toml", text));
  }
}
