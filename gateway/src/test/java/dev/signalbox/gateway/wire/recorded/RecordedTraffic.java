package dev.signalbox.gateway.wire.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.List;

/** The recordings that are generation calls, by what they hold. */
public final class RecordedTraffic {
  /** All folders with answers. */
  public static final List<String> APIS =
      List.of("openai-chat", "openai-responses", "anthropic", "gemini", "openai-chat-dialect");

  private RecordedTraffic() {}

  /** The protocol spoken in the recordings of {@code api}. */
  public static Protocol protocolOf(String api) {
    return switch (api) {
      case "openai-chat", "openai-chat-dialect" -> Protocol.CHAT;
      case "openai-responses" -> Protocol.RESPONSES;
      case "anthropic" -> Protocol.ANTHROPIC;
      case "gemini" -> Protocol.GEMINI;
      default -> throw new IllegalArgumentException(api);
    };
  }

  /** Generation calls of {@code api} that were answered with a 200. */
  public static List<Recording> answers(String api) {
    return generation(api).stream().filter(recording -> recording.status() == 200).toList();
  }

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
    return answers(folder(protocol)).stream()
        .filter(recording -> recording.requestBody().filter(JsonNode::isObject).isPresent())
        .toList();
  }

  /** Generation calls of {@code api}, failed ones included. */
  public static List<Recording> generation(String api) {
    return Recordings.of(api).stream()
        .filter(recording -> recording.method().equals("POST"))
        .filter(recording -> isGeneration(protocolOf(api), plainPath(recording)))
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
