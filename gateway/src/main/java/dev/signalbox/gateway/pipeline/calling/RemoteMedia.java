package dev.signalbox.gateway.pipeline.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.media.FetchBudget;
import dev.signalbox.gateway.media.FetchedFile;
import dev.signalbox.gateway.media.MediaFetcher;
import dev.signalbox.gateway.media.WantedFile;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Turn;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts the files that a request gives by address into the request itself, where its target takes
 * them in no other way. Each address is fetched once for all attempts of a request. Lives on one
 * event loop.
 */
final class RemoteMedia {
  private final MediaFetcher fetcher;
  private final FetchBudget budget;
  private final Map<String, Future<MediaSource.Inline>> fetched = new LinkedHashMap<>();

  RemoteMedia(MediaFetcher fetcher) {
    this.fetcher = fetcher;
    this.budget = new FetchBudget(fetcher.settings());
  }

  /**
   * A request, and its files that are to be fetched.
   *
   * @param stays whether a medium may stay an address
   */
  record Found(Request request, List<WantedFile> files, Predicate<Part.Media> stays) {}

  /**
   * What there is to fetch of {@code request}. Takes as long as the request is large; any thread.
   *
   * @param body the client's request, for the names of its fields
   * @param stays whether a medium may stay an address
   */
  Found find(Request request, JsonNode body, Predicate<Part.Media> stays) {
    List<WantedFile> files = new ArrayList<>();
    if (fetcher.settings().fetch()) {
      for (Turn turn : request.turns()) {
        addFiles(turn.parts(), body, stays, files);
      }
    }
    return new Found(request, files, stays);
  }

  private static void addFiles(
      List<Part> parts, JsonNode body, Predicate<Part.Media> stays, List<WantedFile> files) {
    for (Part part : parts) {
      if (part instanceof Part.ToolResult result) {
        addFiles(result.content(), body, stays, files);
      } else if (part instanceof Part.Media media
          && media.source() instanceof MediaSource.Url url
          && !stays.test(media)) {
        String path = pathOf(body, "", url.url());
        files.add(new WantedFile(path, url.url(), media.kind(), url.mimeType()));
      }
    }
  }

  /** The request of {@code found} with its files inline; at once when there are none. */
  Future<Request> inlined(Found found, Losses losses) {
    List<Future<MediaSource.Inline>> all = new ArrayList<>();
    for (WantedFile file : found.files()) {
      losses.adapted(file.path(), "the file was fetched and goes out inline");
      all.add(fetch(file));
    }
    Request request = found.request();
    return all.isEmpty()
        ? Future.succeededFuture(request)
        : Future.all(all).map(_ -> request.withTurns(replaced(request, found.stays())));
  }

  private Future<MediaSource.Inline> fetch(WantedFile wanted) {
    return fetched.computeIfAbsent(
        wanted.url(), _ -> fetcher.fetch(wanted, budget).map(RemoteMedia::inline));
  }

  private static MediaSource.Inline inline(FetchedFile file) {
    return new MediaSource.Inline(
        file.mimeType(), Base64.getEncoder().encodeToString(file.bytes().getBytes()));
  }

  private List<Turn> replaced(Request request, Predicate<Part.Media> stays) {
    return request.turns().stream()
        .map(
            turn ->
                new Turn(turn.role(), turn.name(), replaced(turn.parts(), stays), turn.extras()))
        .toList();
  }

  private List<Part> replaced(List<Part> parts, Predicate<Part.Media> stays) {
    return parts.stream().map(part -> replaced(part, stays)).toList();
  }

  private Part replaced(Part part, Predicate<Part.Media> stays) {
    return switch (part) {
      case Part.Media media
          when media.source() instanceof MediaSource.Url url && !stays.test(media) ->
          new Part.Media(
              media.kind(),
              fetched.getOrDefault(url.url(), Future.failedFuture("never fetched")).result(),
              media.name(),
              media.extras());
      case Part.ToolResult result ->
          new Part.ToolResult(
              result.callId(),
              result.name(),
              replaced(result.content(), stays),
              result.error(),
              result.extras());
      case Part.Media media -> media;
      case Part.Text text -> text;
      case Part.Reasoning reasoning -> reasoning;
      case Part.Refusal refusal -> refusal;
      case Part.ToolCall call -> call;
      case Part.Opaque opaque -> opaque;
    };
  }

  /** Where {@code text} first stands in {@code node}; the path of the node itself if nowhere. */
  private static String pathOf(JsonNode node, String path, String text) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (holds(field.getValue(), text)) {
          String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          return pathOf(field.getValue(), name, text);
        }
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      if (holds(node.path(i), text)) {
        return pathOf(node.path(i), path + "[" + i + "]", text);
      }
    }
    return path;
  }

  private static boolean holds(JsonNode node, String text) {
    return node.isTextual()
        ? node.textValue().equals(text)
        : node.valueStream().anyMatch(child -> holds(child, text));
  }
}
