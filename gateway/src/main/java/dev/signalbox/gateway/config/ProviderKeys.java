package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.ProviderConfig.AzureForm;
import dev.signalbox.gateway.config.ProviderConfig.BedrockApi;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.provider.ProviderType;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.provider.aws.AwsHost;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [[providers]]}. */
final class ProviderKeys {
  private static final int HOUR_MILLIS = 3_600_000;

  static final Key<String> ID =
      Key.required(
          "id",
          CommonKinds.PROVIDER_ID,
          "unique name, also the part before the slash in provider/model");
  static final Key<ProviderType> TYPE =
      Key.required(
              "provider_type", Kinds.choice(ProviderTypes.byName()), "what kind of service it is")
          .orNamed("type");
  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "whether it takes requests");
  static final Key<List<Secret>> API_KEY =
      Key.of("api_key", CommonKinds.SECRETS, List.of(), "key, or list of keys used in turn");
  static final Key<Optional<URI>> ENDPOINT =
      Key.optional(
              "endpoint",
              CommonKinds.HTTP_ADDRESS,
              "address, with or without /v1; none: the vendor's own")
          .orNamed("base_url");
  static final Key<AzureForm> API_FORM =
      Key.of(
          "api_form",
          Kinds.choice(forms()),
          AzureForm.DEPLOYMENT,
          "how Azure addresses are made: by deployment, or v1 with the model in the body");
  static final Key<Optional<String>> DEPLOYMENT =
      Key.optional(
          "deployment",
          Kinds.matching("[A-Za-z0-9._-]{1,128}", "1 to 128 letters, digits, `.`, `_` or `-`"),
          "the deployment's name on Azure");
  static final Key<String> API_VERSION =
      Key.of(
          "api_version",
          Kinds.matching("[A-Za-z0-9.-]{1,40}", "a version such as `2024-10-21`"),
          "2024-10-21",
          "Azure's api-version parameter");
  static final Key<Optional<BedrockApi>> API =
      Key.optional(
          "api",
          Kinds.choice(bedrockApis()),
          "how Bedrock is asked: all models by converse, or those of Anthropic by invoke in their"
              + " own format; none: by invoke for Anthropic clients");
  static final Key<List<Secret>> ACCESS_KEY_ID =
      Key.of(
          "access_key_id",
          CommonKinds.SECRETS,
          List.of(),
          "id of an AWS access key, or list of ids; requests are signed with it");
  static final Key<List<Secret>> SECRET_ACCESS_KEY =
      Key.of(
          "secret_access_key",
          CommonKinds.SECRETS,
          List.of(),
          "secret of the AWS access key, one for each id");
  static final Key<List<Secret>> SESSION_TOKEN =
      Key.of(
          "session_token",
          CommonKinds.SECRETS,
          List.of(),
          "session token of a temporary AWS access key, one for each id or none");
  static final Key<Optional<AwsHost.Source>> CREDENTIALS =
      Key.optional(
          "credentials",
          Kinds.choice(CommonKinds.byId(AwsHost.Source.values(), AwsHost.Source::id)),
          "Bedrock: where the machine has an AWS access key: chain is the first of environment,"
              + " profile, container and instance that has one; none: nowhere");
  static final Key<Optional<String>> DIALECT =
      Key.optional(
          "dialect",
          Kinds.oneOf(
              List.of(
                  "openai",
                  "deepseek",
                  "mistral",
                  "groq",
                  "openrouter",
                  "xai",
                  "together",
                  "fireworks",
                  "ollama",
                  "vllm",
                  "llama_cpp",
                  "lm_studio")),
          "how an OpenAI-compatible server differs from OpenAI");
  static final Key<Optional<Boolean>> STREAM_USAGE =
      Key.optional(
          "stream_usage",
          Kinds.flag(),
          "whether Chat streams are asked for their usage where the client did not; none: where"
              + " the dialect is known to take it");
  static final Key<List<ProviderConfig.Model>> MODELS =
      Key.of(
          "models",
          new Kind.Many<>(ProviderModelKeys.KIND, CommonKinds.MOST_ENTRIES, false),
          List.of(),
          "models it serves, each a name or { id = name, max_output = tokens }; none: any");
  static final Key<Map<String, Secret>> HEADERS =
      Key.of(
          "headers",
          new Kind.Entries<>(CommonKinds.HEADER_NAMES, CommonKinds.SECRET),
          Map.of(),
          "further request headers; values are kept out of logs");
  static final Key<Optional<URI>> PROXY =
      Key.optional(
          "proxy", Kinds.address(List.of("http")), "HTTP proxy to go through; none: direct");
  static final Key<Duration> CONNECT_TIMEOUT =
      Key.of(
          "connect_timeout_ms",
          Kinds.millis(10, 60_000),
          Duration.ofSeconds(2),
          "longest time until a connection is there: waiting for one, name, TCP and TLS");
  static final Key<Duration> FIRST_BYTE_TIMEOUT =
      Key.of(
          "first_byte_timeout_ms",
          Kinds.millis(10, HOUR_MILLIS),
          Duration.ofMinutes(5),
          "longest time from the request to the first piece of a stream, or the whole of another"
              + " answer");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idle_timeout_ms",
          Kinds.millis(10, HOUR_MILLIS),
          Duration.ofSeconds(90),
          "longest silence between two pieces of an answer");
  static final Key<Duration> TOTAL_TIMEOUT =
      Key.of(
          "total_timeout_ms",
          Kinds.millis(10, 24 * HOUR_MILLIS),
          Duration.ofMinutes(10),
          "longest time from the request to the end of the answer");
  static final Key<Integer> MAX_CONNECTIONS =
      Key.of("max_connections", Kinds.whole(1, 10_000), 256, "connections open at once");
  static final Key<Integer> MAX_WAITING =
      Key.of(
          "max_waiting",
          Kinds.whole(0, 100_000),
          1_024,
          "requests that may wait for a connection; 0 refuses when all are busy");
  static final Key<Boolean> HTTP2 =
      Key.of("http2", Kinds.flag(), false, "use HTTP/2 when the provider offers it");
  static final Key<Boolean> INSECURE_TLS =
      Key.of(
          "insecure_tls",
          Kinds.flag(),
          false,
          "do not check the certificate; only for provider_type local");
  static final Key<Optional<Boolean>> ALLOW_PRIVATE =
      Key.optional(
          "allow_private",
          Kinds.flag(),
          "check what its name leads to before each call: false refuses this machine and inner"
              + " networks, true only link-local addresses; none: no check");
  static final Key<Optional<Protocol>> PROTOCOL =
      Key.optional("protocol", CommonKinds.FORMAT, "the API a simulator speaks; it needs one");
  static final Key<Long> SEED =
      Key.of(
          "seed",
          Kinds.wholeLong(0, Long.MAX_VALUE),
          0L,
          "changes a simulator's answers; the same seed gives the same answers");
  static final Key<Duration> FIRST_TOKEN_DELAY =
      Key.of(
          "first_token_delay_ms",
          Kinds.millis(0, 600_000),
          Duration.ZERO,
          "time before a simulator's first token");
  static final Key<Duration> TOKEN_DELAY =
      Key.of(
          "token_delay_ms",
          Kinds.millis(0, 60_000),
          Duration.ZERO,
          "time between a simulator's tokens");
  static final Key<List<ProviderConfig.SimulatedFault>> FAULTS =
      Key.of(
          "faults",
          new Kind.Many<>(SimulatedFaultKeys.KIND, CommonKinds.MOST_ENTRIES, false),
          List.of(),
          "what goes wrong at a simulator now and then, each a fault or { fault = …, percent = …"
              + " }");

  static final Key<Optional<String>> MAKER =
      Key.optional(
          "maker",
          CommonKinds.PROVIDER_ID,
          "whose catalog cards apply; none: what type, address and dialect tell");
  static final Key<List<String>> REGIONS =
      Key.of(
              "regions",
              CommonKinds.TAGS,
              List.of(),
              "where it processes prompts; none: what the catalog says")
          .orNamed("region");
  static final Key<List<String>> CLEARANCES =
      Key.of(
          "clearances",
          CommonKinds.TAGS,
          List.of(),
          "tags of yours that rules and profiles may ask for");
  static final Key<Optional<Boolean>> KEEPS_NOTHING =
      Key.optional(
          "keeps_nothing",
          Kinds.flag(),
          "whether it keeps no prompts; none: what the catalog says");
  static final Key<Optional<Boolean>> LOCAL =
      Key.optional(
          "local",
          Kinds.flag(),
          "whether it is a server of your own; none: if its type is local or simulator");
  static final Key<Optional<Integer>> REQUESTS_PER_MINUTE =
      Key.optional(
          "requests_per_minute", Kinds.whole(1, 100_000_000), "most requests it takes in a minute");
  static final Key<Optional<Long>> TOKENS_PER_MINUTE =
      Key.optional(
          "tokens_per_minute",
          Kinds.wholeLong(1, 1_000_000_000_000L),
          "most tokens it takes and gives in a minute");
  static final Key<Optional<Integer>> MAX_IN_FLIGHT =
      Key.optional("max_in_flight", Kinds.whole(1, 1_000_000), "most calls under way at once");
  static final Key<ProviderConfig.Breaker> BREAKER =
      Key.group("breaker", BreakerKeys.SECTION, "when it is left alone for a while");

  static final Key<Optional<OauthConfig>> OAUTH =
      Key.optional(
          "oauth",
          new Kind.Group<>(OauthKeys.SECTION),
          "in place of api_key: client credentials of OAuth, by which tokens are had");
  static final Key<Optional<String>> PROJECT =
      Key.optional(
          "project",
          Kinds.matching("[a-z0-9][a-z0-9.:-]{0,99}", "the id or number of a project"),
          "Vertex AI: the project that pays; none: that of the service account");
  static final Key<String> LOCATION =
      Key.of(
          "location",
          Kinds.matching("[a-z][a-z0-9-]{1,39}", "a location such as `europe-west4`"),
          "global",
          "Vertex AI: where its models run, a region, global, us or eu");
  static final Key<Optional<Secret>> SERVICE_ACCOUNT =
      Key.optional(
          "service_account",
          Kinds.secret("the JSON of a key file, or the path of that file", OauthKeys::text),
          "Vertex AI: the key of a service account, as JSON or the path of its file");

  /** The keys that only a simulator has. */
  static final List<Key<?>> OF_SIMULATOR =
      List.of(PROTOCOL, SEED, FIRST_TOKEN_DELAY, TOKEN_DELAY, FAULTS);

  /** The keys that only Azure has. */
  static final List<Key<?>> OF_AZURE = List.of(API_FORM, DEPLOYMENT, API_VERSION);

  /** The keys that only Vertex AI has. */
  static final List<Key<?>> OF_VERTEX = List.of(PROJECT, LOCATION, SERVICE_ACCOUNT);

  /** The keys that only Bedrock has. */
  static final List<Key<?>> OF_BEDROCK =
      List.of(API, ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, CREDENTIALS);

  static final Section<ProviderConfig> SECTION =
      Section.checked(
          List.of(
              ID,
              TYPE,
              ENABLED,
              API_KEY,
              OAUTH,
              ENDPOINT,
              API_FORM,
              DEPLOYMENT,
              API_VERSION,
              PROJECT,
              LOCATION,
              SERVICE_ACCOUNT,
              API,
              ACCESS_KEY_ID,
              SECRET_ACCESS_KEY,
              SESSION_TOKEN,
              CREDENTIALS,
              DIALECT,
              STREAM_USAGE,
              MODELS,
              HEADERS,
              PROXY,
              CONNECT_TIMEOUT,
              FIRST_BYTE_TIMEOUT,
              IDLE_TIMEOUT,
              TOTAL_TIMEOUT,
              MAX_CONNECTIONS,
              MAX_WAITING,
              HTTP2,
              INSECURE_TLS,
              ALLOW_PRIVATE,
              MAKER,
              REGIONS,
              CLEARANCES,
              KEEPS_NOTHING,
              LOCAL,
              REQUESTS_PER_MINUTE,
              TOKENS_PER_MINUTE,
              MAX_IN_FLIGHT,
              BREAKER,
              PROTOCOL,
              SEED,
              FIRST_TOKEN_DELAY,
              TOKEN_DELAY,
              FAULTS),
          ProviderBinding::make);

  private ProviderKeys() {}

  private static Map<String, BedrockApi> bedrockApis() {
    var apis = new LinkedHashMap<String, BedrockApi>();
    apis.put("converse", BedrockApi.CONVERSE);
    apis.put("invoke", BedrockApi.INVOKE);
    return apis;
  }

  private static Map<String, AzureForm> forms() {
    var forms = new LinkedHashMap<String, AzureForm>();
    forms.put("deployment", AzureForm.DEPLOYMENT);
    forms.put("v1", AzureForm.V1);
    return forms;
  }
}
