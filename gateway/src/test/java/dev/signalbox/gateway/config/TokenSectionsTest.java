package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.provider.auth.Proof;
import dev.signalbox.gateway.provider.auth.RfcKey;
import dev.signalbox.gateway.provider.auth.SigningKey;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of providers whose credential is a token. */
final class TokenSectionsTest {
  private static final String ACCOUNT = RfcKey.account("https://oauth2.googleapis.com/token");
  private static final String OPENAI = "[[providers]]\nid = \"p\"\nprovider_type = \"openai\"\n";
  private static final String VERTEX = "[[providers]]\nid = \"v\"\nprovider_type = \"vertex\"\n";

  @TempDir private Path dir;

  @Test
  void readsClientCredentials() {
    OauthConfig oauth =
        parse(
                OPENAI
                    + """
                    [providers.oauth]
                    token_url = "https://login.example/token"
                    client_id = "me"
                    client_secret = "the-secret"
                    basic = true
                    scope = "a b"
                    audience = "https://api.example"
                    fields = { resource = "r" }
                    """)
            .oauth()
            .orElseThrow();

    assertThat(oauth)
        .isEqualTo(
            new OauthConfig(
                URI.create("https://login.example/token"),
                new Proof.Secret("me", "the-secret", true),
                Map.of("scope", "a b", "audience", "https://api.example", "resource", "r"),
                List.of(new Secret("r"), new Secret("the-secret"))));
    assertThat(oauth.toString()).doesNotContain("the-secret", "resource");
  }

  @Test
  void aTenantOfEntraIdSaysWhereTokensAreAndWhatFor() {
    OauthConfig oauth =
        parse(
                """
                [[providers]]
                id = "az"
                provider_type = "azure_openai"
                endpoint = "https://r.openai.azure.com"
                api_form = "v1"
                oauth = { tenant = "t-1", client_id = "me", certificate = '''CERTIFICATE''' }
                """
                    .replace("CERTIFICATE", RfcKey.certificate()))
            .oauth()
            .orElseThrow();

    assertThat(oauth)
        .isEqualTo(
            new OauthConfig(
                URI.create("https://login.microsoftonline.com/t-1/oauth2/v2.0/token"),
                new Proof.Certificate(
                    "me", new SigningKey(RfcKey.certificate()), RfcKey.THUMBPRINT),
                Map.of("scope", "https://cognitiveservices.azure.com/.default"),
                List.of()));
  }

  @Test
  void aServiceAccountIsReadFromTheTextOrFromItsFile() throws IOException {
    Path file = Files.writeString(dir.resolve("key.json"), ACCOUNT);

    VertexConfig fromText =
        parse(VERTEX + "service_account = '''%s'''".formatted(ACCOUNT)).vertex().orElseThrow();
    VertexConfig fromFile =
        parse(
                VERTEX
                    + "project = \"other\"\nlocation = \"us-east5\"\nservice_account = '%s'"
                        .formatted(file))
            .vertex()
            .orElseThrow();

    assertThat(fromText.project()).isEqualTo("the-project");
    assertThat(fromText.location()).isEqualTo("global");
    assertThat(fromText.account().proof().email())
        .isEqualTo("signalbox@the-project.iam.gserviceaccount.com");
    assertThat(fromFile)
        .isEqualTo(new VertexConfig("other", "us-east5", fromText.account(), fromText.key()));
    assertThat(fromFile.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void saysWhatIsMissingOrTooMuch() {
    assertThat(problems(OPENAI + "oauth = { client_id = \"me\" }"))
        .containsExactly(
            "`providers.p.oauth` at c.toml:4 needs the key `token_url` or the key `tenant`",
            "`providers.p.oauth` at c.toml:4 needs the key `client_secret` or the key"
                + " `certificate`");
    assertThat(
            problems(
                OPENAI
                    + "api_key = \"k\"\n"
                    + "oauth = { tenant = \"t\", client_id = \"me\", client_secret = \"s\" }"))
        .containsExactly("`providers.p.oauth` at c.toml:5 cannot stand beside `api_key`");
    assertThat(
            problems(OPENAI + "location = \"global\"\nmodels = [{ id = \"m\", api = \"gemini\" }]"))
        .containsExactly(
            "`providers.p.location` at c.toml:4 is only for `provider_type = \"vertex\"`, not for"
                + " `openai`",
            "`providers.p.models` at c.toml:5 may have `api` only for `provider_type = \"vertex\"` or"
                + " `\"bedrock\"`");
    assertThat(problems(VERTEX))
        .containsExactly(
            "`providers.v` at c.toml:1 needs the key `service_account` for `provider_type ="
                + " \"vertex\"`, such as `${GOOGLE_APPLICATION_CREDENTIALS}`");
  }

  @Test
  void saysWhatIsWrongWithAnAccountAndNothingOfIt() {
    for (String account :
        List.of(
            "{\"canary\"",
            "{\"type\": \"authorized_user\", \"refresh_token\": \"canary\"}",
            "{\"type\": \"service_account\", \"client_email\": \"e\", \"private_key\": \"canary\"}",
            "/nowhere/canary.json")) {
      assertThat(problems(VERTEX + "service_account = '''" + account + "'''"))
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem)
                      .startsWith("`providers.v.service_account` at c.toml:4 ")
                      .doesNotContain("canary"));
    }
  }

  @Test
  void whoIsNotAtTheMachineNamesNoFiles() throws IOException {
    Path file = Files.writeString(dir.resolve("key.json"), ACCOUNT);
    ObjectNode document =
        StrictJson.object()
            .put("id", "v")
            .put("provider_type", "vertex")
            .put("service_account", file.toString());

    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> ProviderDocument.read(document));

    assertThat(refused.problems())
        .extracting(ConfigProblem::message)
        .containsExactly("`service_account` must be the text itself, not a path");
    assertThat(ProviderDocument.read(document.put("service_account", ACCOUNT)).vertex())
        .isPresent();
  }

  private static ProviderConfig parse(String toml) {
    return new ConfigLoader(Map.of()).parse("c.toml", toml).config().providers().getFirst();
  }

  private static List<String> problems(String toml) {
    return catchThrowableOfType(
            ConfigException.class, () -> new ConfigLoader(Map.of()).parse("c.toml", toml))
        .problems()
        .stream()
        .map(ConfigProblem::message)
        .toList();
  }
}
