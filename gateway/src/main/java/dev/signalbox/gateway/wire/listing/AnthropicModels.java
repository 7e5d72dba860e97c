package dev.signalbox.gateway.wire.listing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The shapes of {@code GET /v1/models} and {@code GET /v1/models/{id}} for Anthropic clients. Rules
 * from <a href="https://platform.claude.com/docs/en/api/models/list">its reference</a>.
 */
public final class AnthropicModels {
  /** Most models on a page. */
  public static final int MAX_LIMIT = 1_000;

  /** Models on a page when the client does not say. */
  public static final int STANDARD_LIMIT = 20;

  private AnthropicModels() {}

  /**
   * Which page a client asks for, as it wrote it.
   *
   * @param limit most models on the page
   * @param afterId the page begins after this model
   * @param beforeId the page ends before this model
   */
  public record Page(Optional<String> limit, Optional<String> afterId, Optional<String> beforeId) {
    /** The first page. */
    public static final Page FIRST = new Page(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * One page of {@code models}, in their order.
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} when the page cannot be had
   */
  public static ObjectNode list(List<ListedModel> models, Page page) {
    if (page.afterId().isPresent() && page.beforeId().isPresent()) {
      throw Problem.invalid("before_id", "only one of `after_id` and `before_id` is allowed")
          .toException();
    }
    int limit = PageSize.read("limit", page.limit(), STANDARD_LIMIT, MAX_LIMIT);
    boolean backwards = page.beforeId().isPresent();
    int end = page.beforeId().map(id -> place(models, "before_id", id)).orElse(models.size());
    int start = page.afterId().map(id -> place(models, "after_id", id) + 1).orElse(0);
    int from = backwards ? Math.max(0, end - limit) : start;
    int to = backwards ? end : Math.min(models.size(), start + limit);
    List<ListedModel> shown = models.subList(from, to);
    ObjectNode body = StrictJson.object();
    ArrayNode data = body.putArray("data");
    shown.forEach(model -> data.add(one(model)));
    body.put("has_more", backwards ? from > 0 : to < models.size());
    body.put("first_id", shown.isEmpty() ? null : shown.getFirst().id());
    body.put("last_id", shown.isEmpty() ? null : shown.getLast().id());
    return body;
  }

  /**
   * One model. Its {@code lifecycle}, which clients require, is {@code active}: what is listed can
   * be called. An unknown release is the epoch, as the reference allows.
   */
  public static ObjectNode one(ListedModel model) {
    ObjectNode item =
        StrictJson.object()
            .put("type", "model")
            .put("id", model.id())
            .put("display_name", model.displayName())
            .put("created_at", instant(model.createdSeconds()).toString())
            .put("lifecycle", "active");
    putTokens(item, "max_input_tokens", model.contextTokens());
    putTokens(item, "max_tokens", model.maxOutputTokens());
    return item.put("provider", model.provider());
  }

  private static void putTokens(ObjectNode item, String name, OptionalLong tokens) {
    if (tokens.isPresent()) {
      item.put(name, tokens.getAsLong());
    } else {
      item.putNull(name);
    }
  }

  private static int place(List<ListedModel> models, String param, String id) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).id().equals(id)) {
        return i;
      }
    }
    throw Problem.invalid(param, "`%s` must be the id of a listed model".formatted(param))
        .toException();
  }

  // Servers of one's own may report any number as the release.
  private static Instant instant(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
