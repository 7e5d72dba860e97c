package dev.signalbox.gateway.provider;

import static dev.signalbox.gateway.provider.ApiLayout.CHAT;
import static dev.signalbox.gateway.provider.ApiLayout.GEMINI;
import static dev.signalbox.gateway.provider.ApiLayout.MESSAGES;
import static dev.signalbox.gateway.provider.ApiLayout.RESPONSES;

import dev.signalbox.gateway.wire.bedrock.ConverseProviderFormat;
import dev.signalbox.gateway.wire.cohere.CohereProviderFormat;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of provider: one row for each, with all that is special to it. */
public final class ProviderTypes {
  /** OpenAI: Chat Completions, and Responses, which servers called compatible seldom have. */
  public static final ProviderType OPENAI =
      ProviderType.called("openai")
          .speaks(CHAT)
          .speaksOnlyAt("openai.com", RESPONSES)
          .standsAt("https://api.openai.com/v1")
          .makes("openai")
          .namedLike("gpt-", "chatgpt-", "o1", "o3", "o4", "text-embedding-", "text-moderation-")
          .namedLike("omni-moderation-", "dall-e-", "whisper-", "tts-")
          .compatible()
          .keyUsuallyIn("OPENAI_API_KEY", "openai")
          .build();

  /** Any service with OpenAI's Chat Completions and no Responses. */
  public static final ProviderType OPENAI_CHAT =
      ProviderType.called("openai_chat")
          .speaks(CHAT)
          .standsAt("https://api.openai.com/v1")
          .makes("openai")
          .compatible()
          .build();

  /** Any service spoken to by OpenAI's Responses only. */
  public static final ProviderType OPENAI_RESPONSES =
      ProviderType.called("openai_responses")
          .speaks(RESPONSES)
          .standsAt("https://api.openai.com/v1")
          .makes("openai")
          .compatible()
          .keyUsuallyIn("OPENAI_API_KEY", "openai")
          .build();

  /** Anthropic Messages. */
  public static final ProviderType ANTHROPIC =
      ProviderType.called("anthropic")
          .speaks(MESSAGES)
          .standsAt("https://api.anthropic.com")
          .makes("anthropic")
          .namedLike("claude-")
          .keyUsuallyIn("ANTHROPIC_API_KEY", "anthropic")
          .build();

  /** Google Gemini. */
  public static final ProviderType GOOGLE =
      ProviderType.called("google")
          .alsoNamed("gemini")
          .speaks(GEMINI)
          .standsAt("https://generativelanguage.googleapis.com")
          .makes("google")
          .namedLike("gemini-")
          .keyUsuallyIn("GEMINI_API_KEY", "google", "gemini")
          .build();

  /** Cohere Chat v2, whose operations each have a version of their own. */
  public static final ProviderType COHERE =
      ProviderType.called("cohere")
          .speaks(
              base ->
                  ProviderApi.bearing(
                      CohereProviderFormat.COHERE,
                      new Endpoints.Fixed(
                          Endpoints.unversioned(base),
                          "/v2/chat",
                          "/v1/tokenize",
                          "/v2/embed",
                          "/v1/models?page_size=1000&endpoint=chat")))
          .standsAt("https://api.cohere.com")
          .makes("cohere")
          .namedLike("command-", "c4ai-")
          .keyUsuallyIn("CO_API_KEY", "cohere")
          .build();

  /** Amazon Bedrock, whose addresses and signatures are made of further keys. */
  public static final ProviderType BEDROCK =
      ProviderType.called("bedrock")
          .speaks(bedrock(false), bedrock(true))
          .serves("bedrock")
          .namedLike("anthropic.", "amazon.", "arn:aws")
          .namedLike("us.", "eu.", "apac.", "jp.", "au.", "us-gov.", "global.")
          .keyUsuallyIn("AWS_BEARER_TOKEN_BEDROCK", "bedrock")
          .build();

  /** OpenAI's models on Azure, whose addresses are made of further keys. */
  public static final ProviderType AZURE_OPENAI =
      ProviderType.called("azure_openai")
          .speaks(CHAT)
          .needsEndpoint("https://myresource.openai.azure.com")
          .serves("azure")
          .keyUsuallyIn("AZURE_OPENAI_API_KEY", "azure")
          .build();

  /**
   * Google's and other makers' models at Vertex AI, whose addresses are made of further keys:
   * Gemini, and the Anthropic Messages API for Claude.
   */
  public static final ProviderType VERTEX =
      ProviderType.called("vertex")
          .speaks(GEMINI, MESSAGES)
          .credentialIn("service_account")
          .keyUsuallyIn("GOOGLE_APPLICATION_CREDENTIALS", "vertex")
          .build();

  /** A server with OpenAI's Chat Completions near by, usually without a key. */
  public static final ProviderType LOCAL =
      ProviderType.called("local")
          .speaks(CHAT)
          .needsEndpoint("http://localhost:11434")
          .compatible()
          .keyless()
          .build();

  /** The built-in provider that answers without a network, in the API its configuration names. */
  public static final ProviderType SIMULATOR =
      ProviderType.called("simulator").speaks(CHAT, RESPONSES, MESSAGES, GEMINI).keyless().build();

  private static final List<ProviderType> ALL =
      List.of(
          OPENAI,
          OPENAI_CHAT,
          OPENAI_RESPONSES,
          ANTHROPIC,
          GOOGLE,
          COHERE,
          BEDROCK,
          AZURE_OPENAI,
          VERTEX,
          LOCAL,
          SIMULATOR);

  private ProviderTypes() {}

  /** Converse, or Anthropic's Messages by InvokeModel; the rest follows from further keys. */
  private static ApiLayout bedrock(boolean invoke) {
    return base ->
        ProviderApi.bearing(
            invoke ? Protocol.ANTHROPIC : ConverseProviderFormat.CONVERSE,
            new Endpoints.Bedrock(Endpoints.plain(base), invoke, Optional.empty()));
  }

  /** All of them, in order. */
  public static List<ProviderType> all() {
    return ALL;
  }

  /** The types by the names they may have in the file, in order. */
  public static Map<String, ProviderType> byName() {
    Map<String, ProviderType> types = new LinkedHashMap<>();
    ALL.forEach(type -> types.put(type.id(), type));
    ALL.forEach(type -> type.aliases().forEach(alias -> types.put(alias, type)));
    return types;
  }

  /** The formats that providers speak, each once. */
  public static Set<ApiFormat> formats() {
    Set<ApiFormat> formats = new LinkedHashSet<>();
    ALL.forEach(type -> formats.addAll(type.formats()));
    return formats;
  }

  /** How makers begin the names of their models: prefix to maker, in order. */
  public static Map<String, String> namePrefixes() {
    Map<String, String> prefixes = new LinkedHashMap<>();
    ALL.forEach(type -> type.prefixes().forEach(prefix -> prefixes.put(prefix, type.maker())));
    return prefixes;
  }

  /** The makers that run a type of provider, each once. */
  public static Set<String> makers() {
    Set<String> makers = new LinkedHashSet<>();
    ALL.stream().filter(ProviderType::makesModels).forEach(type -> makers.add(type.maker()));
    return makers;
  }
}
