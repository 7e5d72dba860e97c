package dev.signalbox.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.time.Duration;

/** The official SDKs with nothing set but where and with which key, and no repetitions. */
final class Clients {
  /** Longer than any answer takes here; the standard ten minutes would hide a hang. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Clients() {}

  static OpenAIClient openAi(String address, String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(address)
        .apiKey(key)
        .maxRetries(0)
        .timeout(TIMEOUT)
        .build();
  }

  static AnthropicClient anthropic(String address, String key) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(address)
        .apiKey(key)
        .maxRetries(0)
        .timeout(TIMEOUT)
        .build();
  }

  static Client gemini(String address, String key) {
    return Client.builder()
        .apiKey(key)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(address)
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .build())
        .build();
  }
}
