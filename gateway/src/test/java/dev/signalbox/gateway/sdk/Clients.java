package dev.signalbox.gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

/** The official SDKs with nothing set but where and with which key, and no repetitions. */
final class Clients {
  private Clients() {}

  static OpenAIClient openAi(String address, String key) {
    return OpenAIOkHttpClient.builder().baseUrl(address).apiKey(key).maxRetries(0).build();
  }

  static AnthropicClient anthropic(String address, String key) {
    return AnthropicOkHttpClient.builder().baseUrl(address).apiKey(key).maxRetries(0).build();
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
