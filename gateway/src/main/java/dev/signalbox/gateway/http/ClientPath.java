package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/**
 * A path for clients, as {@link FrontDoors} serves it and the document of the interface tells it.
 *
 * @param path with {@code {name}} for what clients fill in
 * @param protocol whose API it belongs to
 * @param name its name in records
 * @param summary what happens there, in one line
 */
public record ClientPath(
    HttpMethod method, String path, Protocol protocol, String name, String summary) {
  private static final Set<String> UPLOADS =
      Set.of("images/edits", "images/variations", "audio/transcriptions", "audio/translations");

  private static final String MODEL = "/v1beta/models/{model}";
  private static final String STORED = "/v1/responses/{id}";

  /** All of them, as they stand at the root; below the path of an app stand those of its APIs. */
  public static final List<ClientPath> ALL =
      List.of(
          chat("chat/completions", "Answers a conversation, whole or streamed"),
          new ClientPath(
              HttpMethod.POST,
              "/v1/responses",
              Protocol.RESPONSES,
              "responses",
              "Answers a conversation, whole or streamed, and keeps the answer"),
          stored(HttpMethod.GET, STORED, "A kept answer"),
          stored(HttpMethod.DELETE, STORED, "Forgets a kept answer"),
          stored(HttpMethod.POST, STORED + "/cancel", "Always refused: a kept answer is finished"),
          stored(HttpMethod.GET, STORED + "/input_items", "The input of a kept answer, in pages"),
          anthropic("messages", "Answers a conversation, whole or streamed"),
          anthropic("messages/count_tokens", "Counts the tokens of a conversation"),
          gemini("generateContent", "Answers a conversation"),
          gemini("streamGenerateContent", "Answers a conversation, streamed"),
          gemini("countTokens", "Counts the tokens of a conversation"),
          gemini("embedContent", "A vector for a text"),
          gemini("batchEmbedContents", "Vectors for texts"),
          chat("embeddings", "Vectors for texts"),
          chat("completions", "Passed to the provider of the model"),
          chat("moderations", "Passed to the provider of the model"),
          chat("images/generations", "Passed to the provider of the model"),
          chat("images/edits", "An upload, passed to the provider of the model"),
          chat("images/variations", "An upload, passed to the provider of the model"),
          chat("audio/speech", "Passed to the provider of the model"),
          chat("audio/transcriptions", "An upload, passed to the provider of the model"),
          chat("audio/translations", "An upload, passed to the provider of the model"),
          chat("rerank", "Passed to the provider of the model"),
          models(Protocol.CHAT, "/v1/models", "The models the caller may use"),
          models(Protocol.CHAT, "/v1/models/{model}", "One model"),
          models(Protocol.GEMINI, "/v1beta/models", "The models the caller may use"),
          models(Protocol.GEMINI, MODEL, "One model"));

  private static ClientPath chat(String name, String summary) {
    return new ClientPath(HttpMethod.POST, "/v1/" + name, Protocol.CHAT, name, summary);
  }

  private static ClientPath anthropic(String name, String summary) {
    return new ClientPath(HttpMethod.POST, "/v1/" + name, Protocol.ANTHROPIC, name, summary);
  }

  private static ClientPath gemini(String action, String summary) {
    return new ClientPath(HttpMethod.POST, MODEL + ":" + action, Protocol.GEMINI, action, summary);
  }

  private static ClientPath stored(HttpMethod method, String path, String summary) {
    return new ClientPath(method, path, Protocol.RESPONSES, "responses/stored", summary);
  }

  private static ClientPath models(Protocol protocol, String path, String summary) {
    return new ClientPath(HttpMethod.GET, path, protocol, Endpoint.MODELS, summary);
  }

  /** Whether its body is a form with a file. */
  public boolean isUpload() {
    return UPLOADS.contains(name);
  }

  /** Whether clients fill nothing in. */
  boolean isFixed() {
    return path.indexOf('{') < 0;
  }
}
