package dev.signalbox.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The official SDKs with nothing set but where and with which key, and no repetitions. */
public final class Clients {
  /** Longer than any answer takes here; the standard ten minutes would hide a hang. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Without statuses to retry; with some, the SDK waits even after its last attempt. */
  private static final HttpRetryOptions NO_RETRY =
      HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();

  private Clients() {}

  public static OpenAIClient openAi(String address, String key) {
    return openAi(address, key, Map.of());
  }

  public static OpenAIClient openAi(String address, String key, Map<String, String> headers) {
    var builder =
        OpenAIOkHttpClient.builder().baseUrl(address).apiKey(key).maxRetries(0).timeout(TIMEOUT);
    headers.forEach(builder::putHeader);
    return builder.build();
  }

  static AnthropicClient anthropic(String address, String key) {
    return anthropic(address, key, Map.of());
  }

  static AnthropicClient anthropic(String address, String key, Map<String, String> headers) {
    var builder =
        AnthropicOkHttpClient.builder().baseUrl(address).apiKey(key).maxRetries(0).timeout(TIMEOUT);
    headers.forEach(builder::putHeader);
    return builder.build();
  }

  static Client gemini(String address, String key) {
    return gemini(address, key, Map.of());
  }

  static Client gemini(String address, String key, Map<String, String> headers) {
    return Client.builder()
        .apiKey(key)
        .httpOptions(
            HttpOptions.builder().baseUrl(address).headers(headers).retryOptions(NO_RETRY).build())
        .build();
  }
}
