package dev.signalbox.gateway.wire.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;

/** The recordings that are generation calls, by what they hold. */
public final class RecordedTraffic {
  private RecordedTraffic() {}

  /** The folder of {@code protocol}. */
  public static String folder(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> "openai-chat";
      case RESPONSES -> "openai-responses";
      case ANTHROPIC -> "anthropic";
      case GEMINI -> "gemini";
    };
  }

  /** Generation calls of {@code protocol} whose request was recorded and answered with a 200. */
  public static List<Recording> acceptedRequests(Protocol protocol) {
    return generation(protocol).stream()
        .filter(recording -> recording.status() == 200)
        .filter(recording -> recording.requestBody().filter(JsonNode::isObject).isPresent())
        .toList();
  }

  /** Generation calls of {@code protocol}. */
  public static List<Recording> generation(Protocol protocol) {
    return Recordings.of(folder(protocol)).stream()
        .filter(recording -> recording.method().equals("POST"))
        .filter(recording -> isGeneration(protocol, plainPath(recording)))
        .toList();
  }

  private static String plainPath(Recording recording) {
    int query = recording.path().indexOf('?');
    return query < 0 ? recording.path() : recording.path().substring(0, query);
  }

  private static boolean isGeneration(Protocol protocol, String path) {
    return switch (protocol) {
      case CHAT -> path.endsWith("/chat/completions");
      case RESPONSES -> path.endsWith("/responses");
      case ANTHROPIC -> path.endsWith("/messages");
      case GEMINI -> path.endsWith(":generateContent") || path.endsWith(":streamGenerateContent");
    };
  }
}
