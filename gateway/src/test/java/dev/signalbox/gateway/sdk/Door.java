package dev.signalbox.gateway.sdk;

import java.util.ArrayList;
import java.util.List;

/**
 * One client-facing path of the HTTP interface and a request that it answers with 200.
 *
 * @param method of HTTP
 * @param path with the query
 * @param type content type of the body
 * @param body empty for none
 */
record Door(String method, String path, String type, String body) {
  private static final String JSON = "application/json";

  /** Chat, Responses, Messages, Gemini: whole and streamed. */
  static List<Door> generation(String model) {
    String contents = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    String start = "{\"model\":\"" + model + "\",";
    return List.of(
        post("/v1/chat/completions", start + messages),
        post("/v1/chat/completions", start + "\"stream\":true," + messages),
        post("/v1/responses", start + "\"input\":\"Hello\"}"),
        post("/v1/responses", start + "\"stream\":true,\"input\":\"Hello\"}"),
        post("/v1/messages", start + "\"max_tokens\":99," + messages),
        post("/v1/messages", start + "\"max_tokens\":99,\"stream\":true," + messages),
        post("/v1beta/models/" + model + ":generateContent", contents),
        post("/v1beta/models/" + model + ":streamGenerateContent?alt=sse", contents),
        post("/v1/models/" + model + ":generateContent", contents));
  }

  /** All of them, for a model that an OpenAI-compatible provider serves. */
  static List<Door> all(String model) {
    String text = "{\"parts\":[{\"text\":\"Hello\"}]}";
    String start = "{\"model\":\"" + model + "\",";
    List<Door> all = new ArrayList<>(generation(model));
    all.addAll(
        List.of(
            post(
                "/v1/messages/count_tokens",
                start + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"),
            post("/v1beta/models/" + model + ":countTokens", "{\"contents\":[" + text + "]}"),
            post("/v1beta/models/" + model + ":embedContent", "{\"content\":" + text + "}"),
            post(
                "/v1beta/models/" + model + ":batchEmbedContents",
                "{\"requests\":[{\"model\":\"models/" + model + "\",\"content\":" + text + "}]}"),
            post("/v1/embeddings", start + "\"input\":\"Hello\"}"),
            post("/v1/completions", start + "\"prompt\":\"Hello\"}"),
            post("/v1/moderations", start + "\"input\":\"Hello\"}"),
            post("/v1/rerank", start + "\"query\":\"a\",\"documents\":[\"a\",\"b\"]}"),
            post("/v1/images/generations", start + "\"prompt\":\"a cat\"}"),
            post("/v1/audio/speech", start + "\"input\":\"Hello\",\"voice\":\"alloy\"}"),
            upload("/v1/audio/transcriptions", model),
            new Door("GET", "/v1/models", "", ""),
            new Door("GET", "/v1/models/" + model, "", ""),
            new Door("GET", "/v1beta/models", "", ""),
            new Door("GET", "/v1beta/models/" + model, "", "")));
    return List.copyOf(all);
  }

  private static Door post(String path, String body) {
    return new Door("POST", path, JSON, body);
  }

  private static Door upload(String path, String model) {
    String form =
        """
        --edge
        Content-Disposition: form-data; name="file"; filename="a.wav"
        Content-Type: audio/wav

        sound
        --edge
        Content-Disposition: form-data; name="model"

        MODEL
        --edge--
        """;
    return new Door(
        "POST",
        path,
        "multipart/form-data; boundary=edge",
        form.replace("MODEL", model).replace("\n", "\r\n"));
  }

  /** The request to this door of the gateway at {@code address}. */
  Http.Ask at(String address) {
    if (method.equals("GET")) {
      return Http.Ask.get(address + path);
    }
    return Http.Ask.post(address + path, body).with("content-type", type);
  }
}
