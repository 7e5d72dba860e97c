package dev.signalbox.gateway.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one answer goes through on its way to the client: it is scanned where that is wanted, then
 * stand-ins become values again. What keeps answers here sees them in between, so that no value is
 * kept. Used by one thread at a time.
 */
public final class AnswerGuard {
  /** An answer of JSON or text that passes in pieces is read whole up to so many bytes. */
  private static final int MAX_READ_BYTES = 64 * 1024 * 1024;

  private static final FindingRecord UNSCANNED =
      new FindingRecord("TOO_LARGE_TO_SCAN", "own", "answer", "block");

  private final Optional<Inspection> inspection;
  private final Stage inspecting;
  private final Stage restoring;

  /** One change of an answer; which way its bytes go is known with its content type. */
  private static final class Stage {
    private final Optional<Settling> settling;
    private Optional<StreamTexts> events = Optional.empty();
    private Optional<ByteArrayOutputStream> kept = Optional.empty();
    private String type = "";
    private boolean begun;
    private boolean overflown;

    Stage(Optional<Settling> settling) {
      this.settling = settling;
    }

    byte[] whole(byte[] body, String contentType) {
      if (settling.isEmpty()) {
        return body;
      }
      if (contentType.startsWith("text/event-stream")) {
        var stream = new StreamTexts(settling.get());
        var out = new ByteArrayOutputStream();
        out.writeBytes(stream.accept(body));
        out.writeBytes(stream.end());
        return out.toByteArray();
      }
      return isRead(contentType) ? read(body, contentType, settling.get()) : body;
    }

    /** What is neither of these, such as sound, holds no text. */
    private static boolean isRead(String contentType) {
      return contentType.contains("json") || contentType.startsWith("text/");
    }

    byte[] chunk(byte[] bytes, String contentType) {
      if (settling.isEmpty()) {
        return bytes;
      }
      if (!begun) {
        begun = true;
        type = contentType;
        if (contentType.startsWith("text/event-stream")) {
          events = Optional.of(new StreamTexts(settling.get()));
        } else if (isRead(contentType)) {
          kept = Optional.of(new ByteArrayOutputStream());
        }
      }
      if (events.isPresent()) {
        return events.get().accept(bytes);
      }
      if (kept.isPresent()) {
        kept.get().writeBytes(bytes);
        if (kept.get().size() <= MAX_READ_BYTES) {
          return new byte[0];
        }
        overflown = true;
        byte[] all = kept.get().toByteArray();
        kept = Optional.empty();
        return all;
      }
      return bytes;
    }

    byte[] end() {
      return events
          .map(StreamTexts::end)
          .or(() -> kept.map(body -> read(body.toByteArray(), type, settling.orElseThrow())))
          .orElseGet(() -> new byte[0]);
    }

    private static byte[] read(byte[] body, String contentType, Settling settling) {
      return contentType.contains("json") ? json(body, settling) : text(body, settling);
    }

    /** One text, as transcriptions are; what is no UTF-8 is read and written byte by byte. */
    private static byte[] text(byte[] body, Settling settling) {
      String text = new String(body, StandardCharsets.UTF_8);
      Charset charset =
          Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)
              ? StandardCharsets.UTF_8
              : StandardCharsets.ISO_8859_1;
      String read = new String(body, charset);
      return edited(new JsonTexts.Piece("text", "", 0, body.length, read), settling)
          .map(edited -> edited.getBytes(charset))
          .orElse(body);
    }

    private static byte[] json(byte[] body, Settling settling) {
      try {
        return edited(body, settling);
      } catch (IOException e) {
        return StrictJson.tryParse(body).map(tree -> mended(body, tree, settling)).orElse(body);
      }
    }

    /** What clients read in spite of its encoding, or of bytes that are none, is read here too. */
    private static byte[] mended(byte[] body, JsonNode tree, Settling settling) {
      byte[] mended = StrictJson.toBytes(tree);
      try {
        byte[] edited = edited(mended, settling);
        return Arrays.equals(edited, mended) ? body : edited;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] edited(byte[] body, Settling settling) throws IOException {
      return JsonTexts.edited(body, JsonTexts.of(body), piece -> edited(piece, settling));
    }

    private static Optional<String> edited(JsonTexts.Piece piece, Settling settling) {
      List<Settling.Change> changes =
          settling.settle("", piece.text(), new Settling.Where(piece.place(), ""), true).changes();
      if (changes.isEmpty()) {
        return Optional.empty();
      }
      var text = new StringBuilder();
      int done = 0;
      for (Settling.Change change : changes) {
        text.append(piece.text(), done, change.start()).append(change.text());
        done = change.end();
      }
      return Optional.of(text.append(piece.text().substring(done)).toString());
    }
  }

  AnswerGuard(Optional<Inspection> inspection, Map<String, String> restored) {
    this.inspection = inspection;
    this.inspecting = new Stage(inspection.map(Inspecting::new));
    this.restoring =
        new Stage(restored.isEmpty() ? Optional.empty() : Optional.of(new Restoring(restored)));
  }

  /** What changes nothing. */
  public static AnswerGuard none() {
    return new AnswerGuard(Optional.empty(), Map.of());
  }

  /** A whole body after the scan. */
  public byte[] inspected(byte[] body, String contentType) {
    return inspecting.whole(body, contentType);
  }

  /** A whole body for the client. */
  public byte[] restored(byte[] body, String contentType) {
    return restoring.whole(body, contentType);
  }

  /** The next bytes of a body after the scan; often not yet all of them. */
  public byte[] inspectedChunk(byte[] bytes, String contentType) {
    return inspecting.chunk(bytes, contentType);
  }

  /** The next bytes of a body for the client; often not yet all of them. */
  public byte[] restoredChunk(byte[] bytes, String contentType) {
    return restoring.chunk(bytes, contentType);
  }

  /** What is left of the scan at the end of a body. */
  public byte[] inspectedEnd() {
    return inspecting.end();
  }

  /** What is left for the client at the end of a body. */
  public byte[] restoredEnd() {
    return restoring.end();
  }

  /** What was found in the answer. */
  public List<FindingRecord> receipts() {
    return inspection.map(Inspection::receipts).orElseGet(List::of).stream()
        .map(
            found ->
                new FindingRecord(
                    found.rule(), found.category(), "answer: " + found.field(), found.action()))
        .toList();
  }

  /**
   * The finding for which the answer is not given, or that it cannot be scanned; empty when it is.
   */
  public Optional<FindingRecord> blocked() {
    return inspecting.overflown ? Optional.of(UNSCANNED) : inspection.flatMap(Inspection::blocked);
  }
}
