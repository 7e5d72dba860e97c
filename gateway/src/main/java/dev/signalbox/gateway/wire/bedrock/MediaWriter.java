package dev.signalbox.gateway.wire.bedrock;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.Lenient;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes images, documents, film and sound: bytes in the request, or an address in S3. Documents
 * have names of few characters, each another one. One instance writes one request.
 */
final class MediaWriter {
  private static final String S3 = "s3://";
  private static final String PLAIN = "txt";
  private static final int LONGEST_NAME = 200;
  private static final Set<String> HANDLED = Set.of("cache_control", "citations", "context");

  private static final Map<MediaKind, Map<String, String>> FORMATS =
      Map.of(
          MediaKind.IMAGE,
          Map.of(
              "image/png", "png",
              "image/jpeg", "jpeg",
              "image/jpg", "jpeg",
              "image/gif", "gif",
              "image/webp", "webp"),
          MediaKind.DOCUMENT,
          Map.ofEntries(
              entry("application/pdf", "pdf"),
              entry("text/csv", "csv"),
              entry("application/msword", "doc"),
              entry(
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  "docx"),
              entry("application/vnd.ms-excel", "xls"),
              entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
              entry("text/html", "html"),
              entry("text/markdown", "md"),
              entry("application/json", PLAIN),
              entry("application/xml", PLAIN),
              entry("application/yaml", PLAIN)),
          MediaKind.VIDEO,
          Map.of(
              "video/x-matroska", "mkv",
              "video/quicktime", "mov",
              "video/mp4", "mp4",
              "video/webm", "webm",
              "video/x-flv", "flv",
              "video/mpeg", "mpeg",
              "video/x-ms-wmv", "wmv",
              "video/3gpp", "three_gp"),
          MediaKind.AUDIO,
          Map.of(
              "audio/mpeg", "mp3",
              "audio/mp3", "mp3",
              "audio/wav", "wav",
              "audio/x-wav", "wav",
              "audio/ogg", "ogg",
              "audio/opus", "opus",
              "audio/aac", "aac",
              "audio/flac", "flac",
              "audio/mp4", "m4a",
              "audio/webm", "webm"));

  private final ModelFamily family;
  private final Losses losses;
  private final Set<String> names = new HashSet<>();

  MediaWriter(ModelFamily family, Losses losses) {
    this.family = family;
    this.losses = losses;
  }

  /** The block for {@code media}, which stands at {@code path}; empty, and told, if none is. */
  Optional<ObjectNode> write(Part.Media media, String path) {
    Optional<String> mime = mimeOf(media.source());
    Optional<String> format = mime.flatMap(type -> format(media.kind(), type));
    Optional<ObjectNode> source = source(media.source());
    if (format.isEmpty() || source.isEmpty()) {
      losses.dropped(
          path,
          source.isEmpty()
              ? "the file is in the request or in S3, or is not sent"
              : "`%s` is no kind of file of the bedrock API".formatted(mime.orElse("")));
      return Optional.empty();
    }
    ObjectNode block = StrictJson.object();
    ObjectNode node = block.putObject(kindOf(media.kind())).put("format", format.get());
    if (media.kind() == MediaKind.DOCUMENT) {
      node.put("name", name(media.name().orElse("document"), path));
      citations(media.extras(), node);
    }
    node.set("source", source.get());
    leftOver(media, path);
    return Optional.of(block);
  }

  private static String kindOf(MediaKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<String> mimeOf(MediaSource source) {
    return switch (source) {
      case MediaSource.Inline(String type, _) -> Optional.of(type.toLowerCase(Locale.ROOT));
      case MediaSource.Url(String url, Optional<String> type) -> type.or(() -> typeByEnd(url));
      case MediaSource.PlainText _ -> Optional.of("text/plain");
      case MediaSource.FileId _ -> Optional.empty();
    };
  }

  /** What an address in S3 ends in tells what is there, where the client did not. */
  private static Optional<String> typeByEnd(String url) {
    String end = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String known = end.equals("jpg") ? "jpeg" : end;
    return FORMATS.values().stream()
        .flatMap(formats -> formats.entrySet().stream())
        .filter(format -> format.getValue().equals(known))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private static Optional<String> format(MediaKind kind, String mime) {
    String known = FORMATS.getOrDefault(kind, Map.of()).get(mime);
    boolean text = kind == MediaKind.DOCUMENT && mime.startsWith("text/");
    return Optional.ofNullable(known).or(() -> text ? Optional.of(PLAIN) : Optional.empty());
  }

  private static Optional<ObjectNode> source(MediaSource source) {
    ObjectNode node = StrictJson.object();
    switch (source) {
      case MediaSource.Inline(_, String base64) ->
          node.put("bytes", base64.replaceAll("[\\r\\n\\t ]", ""));
      case MediaSource.PlainText(String text) ->
          node.put(
              "bytes", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case MediaSource.Url(String url, _) when url.startsWith(S3) ->
          node.putObject("s3Location").put("uri", url);
      case MediaSource.Url _, MediaSource.FileId _ -> {}
    }
    return node.isEmpty() ? Optional.empty() : Optional.of(node);
  }

  /** Letters, digits, single blanks, hyphens, parentheses and brackets; no name twice. */
  private String name(String asked, String path) {
    String taken =
        asked
            .replaceAll("\\.[A-Za-z0-9]{1,5}$", "")
            .replaceAll("[^A-Za-z0-9\\-()\\[\\] ]", " ")
            .replaceAll(" +", " ")
            .strip();
    String name = taken.isEmpty() ? "document" : cut(taken);
    if (!asked.equals("document") && !asked.equals(name)) {
      losses.adapted(path + ".name", "names of documents hold letters and digits only");
    }
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + " (" + i + ")";
    }
    return unique;
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME).strip();
  }

  private void citations(Extras extras, ObjectNode document) {
    if (!extras.belongTo(Protocol.ANTHROPIC) || family != ModelFamily.CLAUDE) {
      return;
    }
    JsonNode enabled = extras.fields().path("citations").path("enabled");
    if (enabled.isBoolean() && enabled.booleanValue()) {
      document.putObject("citations").put("enabled", true);
    }
    Lenient.text(extras.fields(), "context").ifPresent(text -> document.put("context", text));
  }

  private void leftOver(Part.Media media, String path) {
    Extras extras = media.extras();
    boolean read =
        extras.belongTo(Protocol.ANTHROPIC)
            && family == ModelFamily.CLAUDE
            && media.kind() == MediaKind.DOCUMENT;
    Set<String> handled = read ? HANDLED : Set.of("cache_control");
    Extras rest =
        extras.belongTo(Protocol.ANTHROPIC)
            ? new Extras(extras.origin(), Lenient.rest(extras.fields(), handled))
            : extras;
    rest.writeTo(StrictJson.object(), ConverseProviderFormat.CONVERSE, losses, path);
    if (media.kind() != MediaKind.DOCUMENT) {
      media.name().ifPresent(_ -> losses.dropped(path + ".name", "only documents have names"));
    }
  }
}
