package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.CatalogReader;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.pipeline.ModelFacts;
import dev.signalbox.gateway.provider.Operation;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.TokenSources;
import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a provider at Bedrock follows from its keys. */
final class BedrockWiringTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ProviderWiring.Fetched NOTHING =
      ProviderWiring.Fetched.on(
          VERTX, new TokenSources.Clocks(InstantSource.system(), Clock.systemUTC()));

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, https://bedrock-runtime.eu-central-1.amazonaws.com,"
        + " https://bedrock.eu-central-1.amazonaws.com",
    "us-gov-west-1, https://bedrock-runtime.us-gov-west-1.amazonaws.com,"
        + " https://bedrock.us-gov-west-1.amazonaws.com",
    "cn-north-1, https://bedrock-runtime.cn-north-1.amazonaws.com.cn,"
        + " https://bedrock.cn-north-1.amazonaws.com.cn"
  })
  void theRegionTellsWhereItStands(String region, String endpoint, String control) {
    UpstreamSpec spec = spec("region = '%s'".formatted(region));

    assertThat(spec.endpoint()).isEqualTo(URI.create(endpoint));
    assertThat(spec.apis().getFirst().endpoints().placeOf(new Operation.ListModels()))
        .contains(URI.create(control));
  }

  @Test
  void anEndpointOfItsOwnHasTheListToo() {
    UpstreamSpec spec = spec("region = 'eu-central-1'\nendpoint = 'https://vpce.example.com/b'");

    assertThat(spec.apis().getFirst().endpoints().placeOf(new Operation.ListModels())).isEmpty();
    assertThat(spec.apis().getFirst().endpoints().pathOf(new Operation.ListModels()))
        .isEqualTo("/b/foundation-models");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | eu.anthropic.claude-x-v1:0 | anthropic | bedrock_converse
          '' | amazon.nova-pro-v1:0 | bedrock_converse | bedrock_converse
          '' | arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-x-v1:0 | anthropic | bedrock_converse
          api = 'converse' | eu.anthropic.claude-x-v1:0 | bedrock_converse | bedrock_converse
          api = 'invoke' | eu.anthropic.claude-x-v1:0 | anthropic | anthropic
          api = 'invoke' | amazon.nova-pro-v1:0 | bedrock_converse | bedrock_converse
          """)
  void clientAndModelTellHowItIsAsked(String api, String model, String anthropic, String chat) {
    UpstreamSpec spec = spec("region = 'eu-central-1'\n%s\nmodels = ['%s']".formatted(api, model));

    assertThat(spec.protocolFor(Protocol.ANTHROPIC, model).id()).isEqualTo(anthropic);
    assertThat(spec.protocolFor(Protocol.CHAT, model).id()).isEqualTo(chat);
  }

  /** A profile of an account's own has a name that tells nothing. */
  @Test
  void aModelMayBeSaidToBeAnthropics() {
    String profile = "arn:aws:bedrock:eu-central-1:1:application-inference-profile/abc";

    UpstreamSpec spec =
        spec(
            "region = 'eu-central-1'\nmodels = [{ id = '%s', api = 'anthropic' }]"
                .formatted(profile));

    assertThat(spec.speaks(Protocol.ANTHROPIC, profile)).isTrue();
  }

  @Test
  void pairsOfKeysAreNumberedOnAfterKeysOfItsOwn() {
    UpstreamSpec spec =
        spec(
            "region = 'eu-central-1'\napi_key = 'k'\naccess_key_id = ['a', 'b']\n"
                + "secret_access_key = ['sa', 'sb']\nsession_token = ['ta', 'tb']");

    assertThat(spec.keys())
        .containsExactly(
            new Credential("p#1", "k"), new Credential("p#2", "sa"), new Credential("p#3", "sb"));
    assertThat(spec.apis().getFirst().authorizer().secrets()).containsExactlyInAnyOrder("ta", "tb");
    assertThat(spec)
        .isEqualTo(
            spec(
                "region = 'eu-central-1'\napi_key = 'k'\naccess_key_id = ['a', 'b']\n"
                    + "secret_access_key = ['sa', 'sb']\nsession_token = ['ta', 'tb']"));
  }

  @Test
  void whatTheMachineHasIsTheLastOfTheKeys() {
    String keys = "region = 'eu-central-1'\napi_key = 'k'\ncredentials = 'chain'";
    UpstreamSpec spec = spec(keys);

    assertThat(spec.keys()).containsExactly(new Credential("p#1", "k"), new Credential("p#2", ""));
    assertThat(spec).isEqualTo(spec(keys));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api_key = 'k' | needs the key `region`
          region = 'eu-central-1'; models = [{ id = 'm', api = 'gemini' }] | may have `api = "anthropic"`, no other
          region = 'eu-central-1'; oauth = { tenant = 't', client_id = 'c', client_secret = 's' } | is not for `provider_type = "bedrock"`
          region = 'eu-central-1'; credentials = 'everywhere' | must be one of
          region = 'frankfurt' | needs the key `region`
          region = 'eu-central-1'; access_key_id = 'a' | `secret_access_key` has 0 entries for 1 of `access_key_id`
          region = 'eu-central-1'; secret_access_key = 's' | `secret_access_key` has 1 entries for 0 of `access_key_id`
          region = 'eu-central-1'; access_key_id = ['a','b']; secret_access_key = ['s','t']; session_token = 'x' | `session_token` has 1 entries for 2
          """)
  void saysWhatIsMissing(String keys, String message) {
    assertThatThrownBy(() -> config(keys.replace(";", "\n")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theFirstRegionOfAwsCountsAmongTagsOfOnesOwn() {
    assertThat(config("regions = ['eu', 'eu-west-3']").bedrock().region()).isEqualTo("eu-west-3");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          us.anthropic.claude-sonnet-4-5-20250929-v1:0, anthropic/claude-sonnet-4-5
          anthropic.claude-3-haiku-20240307-v1:0, anthropic/claude-3-haiku-20240307
          anthropic.claude-opus-4-8, anthropic/claude-opus-4-8
          arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0, anthropic/claude-haiku-4-5
          amazon.nova-pro-v1:0, bedrock/amazon.nova-pro-v1:0
          eu.amazon.nova-pro-v1:0, bedrock/amazon.nova-pro-v1:0
          """)
  void knowsTheModelsOfOthersByTheirNamesThere(String model, String card) {
    Catalog catalog = CatalogReader.standard();
    Optional<ModelCard> found =
        new ModelFacts(catalog).cardOf(spec("region = 'eu-central-1'"), model);

    assertThat(found.map(ModelCard::id)).contains(card);
  }

  private static UpstreamSpec spec(String keys) {
    return ProviderWiring.specOf(config(keys), Optional.empty(), NOTHING);
  }

  private static ProviderConfig config(String keys) {
    return new ConfigLoader(Map.of())
        .parse("config.toml", "[[providers]]\nid = 'p'\nprovider_type = 'bedrock'\n" + keys)
        .config()
        .providers()
        .getFirst();
  }
}
