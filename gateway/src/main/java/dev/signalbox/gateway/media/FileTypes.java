package dev.signalbox.gateway.media;

import dev.signalbox.gateway.wire.model.MediaKind;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a fetched file is what the client says it is. */
final class FileTypes {
  /** What servers say of files they know nothing of. */
  private static final Set<String> UNKNOWN =
      Set.of("", "application/octet-stream", "binary/octet-stream", "application/force-download");

  /** How files begin that are often served without a type. */
  private static final List<Beginning> BEGINNINGS =
      List.of(
          new Beginning("\u0089PNG\r\n\u001a\n", 0, "image/png"),
          new Beginning("\u00ff\u00d8\u00ff", 0, "image/jpeg"),
          new Beginning("GIF8", 0, "image/gif"),
          new Beginning("WEBP", 8, "image/webp"),
          new Beginning("%PDF-", 0, "application/pdf"),
          new Beginning("WAVE", 8, "audio/wav"),
          new Beginning("ID3", 0, "audio/mpeg"));

  private record Beginning(String bytes, int offset, String mimeType) {
    boolean fits(Buffer file) {
      int end = offset + bytes.length();
      return file.length() >= end
          && file.getString(offset, end, StandardCharsets.ISO_8859_1.name()).equals(bytes);
    }
  }

  private FileTypes() {}

  /** The MIME type in a {@code Content-Type} header, lower case; empty text for none. */
  static String ofHeader(String header) {
    int semicolon = header.indexOf(';');
    return (semicolon < 0 ? header : header.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a type that is not what was asked for, as soon as the server names it.
   *
   * @param type as the server says, or empty text
   */
  static void check(WantedFile wanted, String type) {
    if (!UNKNOWN.contains(type) && !fits(wanted, type)) {
      throw wrong(wanted, type);
    }
  }

  /**
   * The type of {@code file}: what its server says, else what the client says or what it begins
   * with.
   */
  static String of(WantedFile wanted, String type, Buffer file) {
    if (!UNKNOWN.contains(type)) {
      return type;
    }
    Optional<String> found =
        BEGINNINGS.stream()
            .filter(beginning -> beginning.fits(file))
            .map(Beginning::mimeType)
            .findFirst()
            .or(() -> wanted.mimeType().map(FileTypes::ofHeader));
    return found
        .filter(known -> fits(wanted, known))
        .orElseThrow(() -> wrong(wanted, found.orElse("application/octet-stream")));
  }

  private static boolean fits(WantedFile wanted, String type) {
    if (MediaKind.ofMimeType(type) != wanted.kind()) {
      return false;
    }
    Optional<String> said = wanted.mimeType().map(FileTypes::ofHeader);
    // An image is an image to every provider; a page of HTML in place of a PDF is not what was
    // meant.
    return wanted.kind() != MediaKind.DOCUMENT
        || said.isEmpty()
        || said.get().equals(type)
        || (said.get().startsWith("text/") && type.startsWith("text/"));
  }

  private static FetchException wrong(WantedFile wanted, String type) {
    String expected =
        wanted
            .mimeType()
            .map(said -> "`" + said + "`")
            .orElseGet(() -> wanted.kind().name().toLowerCase(Locale.ROOT));
    return new FetchException("it is `%s`, and not %s".formatted(printable(type), expected));
  }

  private static String printable(String type) {
    String safe = type.replaceAll("[^a-z0-9!#$&^_.+/-]", "?");
    return safe.length() <= 100 ? safe : safe.substring(0, 100);
  }
}
