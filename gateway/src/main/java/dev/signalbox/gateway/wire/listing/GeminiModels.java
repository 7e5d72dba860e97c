package dev.signalbox.gateway.wire.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The shapes of {@code GET /v1beta/models} and {@code GET /v1beta/models/{id}}. Rules from <a
 * href="https://ai.google.dev/api/models">its reference</a>.
 */
public final class GeminiModels {
  /** Most models on a page; a client that asks for more gets this many, as the reference says. */
  public static final int MAX_PAGE_SIZE = 1_000;

  /** Models on a page when the client does not say. */
  public static final int STANDARD_PAGE_SIZE = 50;

  private static final String PREFIX = "models/";

  private GeminiModels() {}

  /**
   * Which page a client asks for, as it wrote it.
   *
   * @param size most models on the page
   * @param token the {@code nextPageToken} of the page before
   */
  public record Page(Optional<String> size, Optional<String> token) {
    /** The first page. */
    public static final Page FIRST = new Page(Optional.empty(), Optional.empty());
  }

  /**
   * One page of {@code models}, in their order. The token of the next page names the last model of
   * this one, so that any replica can go on.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when the page cannot be had
   */
  public static ObjectNode list(List<ListedModel> models, Page page) {
    int size =
        Math.min(
            PageSize.read("pageSize", page.size(), STANDARD_PAGE_SIZE, Integer.MAX_VALUE),
            MAX_PAGE_SIZE);
    int from = page.token().filter(token -> !token.isEmpty()).map(t -> after(models, t)).orElse(0);
    int to = Math.min(models.size(), from + size);
    ObjectNode body = StrictJson.object();
    ArrayNode items = body.putArray("models");
    models.subList(from, to).forEach(model -> items.add(one(model)));
    if (to < models.size()) {
      body.put("nextPageToken", token(models.get(to - 1)));
    }
    return body;
  }

  /** One model. Its {@code version}, which the reference requires, is not known to us. */
  public static ObjectNode one(ListedModel model) {
    ObjectNode item =
        StrictJson.object()
            .put("name", PREFIX + model.id())
            .put("baseModelId", model.id())
            .put("version", "unknown")
            .put("displayName", model.displayName());
    model.contextTokens().ifPresent(tokens -> item.put("inputTokenLimit", tokens));
    model.maxOutputTokens().ifPresent(tokens -> item.put("outputTokenLimit", tokens));
    ArrayNode methods = item.putArray("supportedGenerationMethods");
    methodsOf(model.kind()).forEach(methods::add);
    return item.put("provider", model.provider());
  }

  private static List<String> methodsOf(ListedModel.Kind kind) {
    return switch (kind) {
      case GENERATION -> List.of("generateContent", "streamGenerateContent", "countTokens");
      case EMBEDDING -> List.of("embedContent", "batchEmbedContents");
    };
  }

  private static String token(ListedModel last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + last.id()).getBytes(StandardCharsets.UTF_8));
  }

  private static int after(List<ListedModel> models, String token) {
    for (int i = 0; i < models.size(); i++) {
      if (token(models.get(i)).equals(token)) {
        return i + 1;
      }
    }
    throw Problem.invalid("pageToken", "`pageToken` must be the `nextPageToken` of a page before")
        .toException();
  }
}
