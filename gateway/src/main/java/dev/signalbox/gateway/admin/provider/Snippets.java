package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Map;
import java.util.Set;

/** What is pasted into clients so that they use a virtual gateway or an app, by client. */
final class Snippets {
  private static final String CLAUDE_CODE =
      """
      export ANTHROPIC_BASE_URL="URL_HERE"
      export ANTHROPIC_AUTH_TOKEN="TOKEN_HERE"
      export ANTHROPIC_MODEL="MODEL_HERE"
      claude
      """;

  private static final String CODEX =
      """
      # ~/.codex/config.toml
      model = "MODEL_HERE"
      model_provider = "signalbox"

      [model_providers.signalbox]
      name = "Signalbox"
      base_url = "URL_HERE/v1"
      env_key = "SIGNALBOX_TOKEN"
      wire_api = "responses"

      # shell
      export SIGNALBOX_TOKEN="TOKEN_HERE"
      """;

  private static final String CURSOR =
      """
      Settings > Models > API Keys
      OpenAI API Key: TOKEN_HERE
      Override OpenAI Base URL: URL_HERE/v1
      Add model: MODEL_HERE
      """;

  private static final String OPENAI =
      """
      from openai import OpenAI

      client = OpenAI(base_url="URL_HERE/v1", api_key="TOKEN_HERE")
      answer = client.chat.completions.create(
          model="MODEL_HERE",
          messages=[{"role": "user", "content": "Hello!"}],
      )
      print(answer.choices[0].message.content)
      """;

  private static final String ANTHROPIC =
      """
      import anthropic

      client = anthropic.Anthropic(base_url="URL_HERE", auth_token="TOKEN_HERE")
      message = client.messages.create(
          model="MODEL_HERE",
          max_tokens=1024,
          messages=[{"role": "user", "content": "Hello!"}],
      )
      print(message.content[0].text)
      """;

  private static final String GEMINI =
      """
      from google import genai

      client = genai.Client(api_key="TOKEN_HERE", http_options={"base_url": "URL_HERE"})
      answer = client.models.generate_content(model="MODEL_HERE", contents="Hello!")
      print(answer.text)
      """;

  private static final String CURL =
      """
      curl URL_HERE/v1/chat/completions \\
        -H "authorization: Bearer TOKEN_HERE" \\
        -H "content-type: application/json" \\
        -d '{"model": "MODEL_HERE", "messages": [{"role": "user", "content": "Hello!"}]}'
      """;

  private static final Map<String, Protocol> NEEDS =
      Map.of(
          "claude_code", Protocol.ANTHROPIC,
          "codex", Protocol.RESPONSES,
          "cursor", Protocol.CHAT,
          "openai_python", Protocol.CHAT,
          "anthropic_python", Protocol.ANTHROPIC,
          "gemini_python", Protocol.GEMINI,
          "curl", Protocol.CHAT);

  private Snippets() {}

  /**
   * The snippets of an address.
   *
   * @param url without a slash at its end
   * @param token what its clients say
   * @param model the name that clients use
   * @param protocols the APIs that it speaks: clients of others have no snippet
   */
  static ObjectNode of(String url, String token, String model, Set<Protocol> protocols) {
    ObjectNode all = all(url, token, model);
    NEEDS.forEach(
        (client, needed) -> {
          if (!protocols.contains(needed)) {
            all.remove(client);
          }
        });
    return all;
  }

  private static ObjectNode all(String url, String token, String model) {
    return StrictJson.object()
        .put("claude_code", filled(CLAUDE_CODE, url, token, model))
        .put("codex", filled(CODEX, url, token, model))
        .put("cursor", filled(CURSOR, url, token, model))
        .put("openai_python", filled(OPENAI, url, token, model))
        .put("anthropic_python", filled(ANTHROPIC, url, token, model))
        .put("gemini_python", filled(GEMINI, url, token, model))
        .put("curl", filled(CURL, url, token, model));
  }

  private static String filled(String text, String url, String token, String model) {
    return text.replace("URL_HERE", url).replace("TOKEN_HERE", token).replace("MODEL_HERE", model);
  }
}
