package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.eventstream.EventStreamText;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an answer that a provider packed although it was asked not to. What comes out is bounded
 * by what went in, so that no small answer becomes a huge one. Used by one thread at a time.
 *
 * <p><a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, "Content Codings"</a>
 * and <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>, read 2026-11. Some servers say
 * {@code deflate} and leave out its two bytes of header; both are taken.
 */
public final class ContentDecoder {
  /** Most bytes that one packed byte may become; JSON and events stay far below. */
  static final int MOST_RATIO = 200;

  /** Bytes that any answer may become. */
  static final int ALWAYS_ALLOWED = 1024 * 1024;

  private static final int STEP = 16 * 1024;
  private static final String EVENTS = "text/event-stream";

  private final Coding coding;
  private @Nullable Inflater inflater;
  private GzipFrame frame = new GzipFrame();
  private long in;
  private long out;

  private enum Coding {
    NONE,
    GZIP,
    DEFLATE
  }

  private final Optional<EventStreamText> framing;

  private ContentDecoder(Coding coding, Optional<EventStreamText> framing) {
    this.coding = coding;
    this.framing = framing;
  }

  /**
   * The decoder of an answer with this {@code content-encoding}; empty when it cannot be unpacked.
   */
  static Optional<ContentDecoder> of(@Nullable String encoding) {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(new ContentDecoder(Coding.NONE, Optional.empty()));
      case "gzip", "x-gzip" -> Optional.of(new ContentDecoder(Coding.GZIP, Optional.empty()));
      case "deflate" -> Optional.of(new ContentDecoder(Coding.DEFLATE, Optional.empty()));
      default -> Optional.empty();
    };
  }

  /** The same, before anything was decoded, of an answer whose events come in frames. */
  ContentDecoder framed(Optional<EventStreamText> frames) {
    return frames.isEmpty() ? this : new ContentDecoder(coding, frames);
  }

  /** The type of what comes out, where {@code told} is that of what comes in. */
  public String typeOf(String told) {
    return framing.isEmpty() ? told : EVENTS;
  }

  /**
   * What the next piece of the answer becomes; may be nothing.
   *
   * @throws FaultException when it is not packed or framed as it says, or becomes too much
   */
  public Buffer decode(Buffer chunk) {
    Buffer plain = unpacked(chunk);
    if (framing.isEmpty()) {
      return plain;
    }
    try {
      return Buffer.buffer(framing.get().accept(plain.getBytes()));
    } catch (ProblemException e) {
      throw badlyFramed(e);
    }
  }

  private static FaultException badlyFramed(ProblemException e) {
    return Faults.protocol(Phase.BODY, e.problem().message()).toException();
  }

  private Buffer unpacked(Buffer chunk) {
    if (coding == Coding.NONE || chunk.length() == 0) {
      return chunk;
    }
    in += chunk.length();
    try {
      return coding == Coding.GZIP ? gunzipped(chunk.getBytes()) : deflated(chunk.getBytes());
    } catch (DataFormatException e) {
      release();
      throw Faults.badlyPacked().toException();
    }
  }

  /**
   * Notes the end of the answer.
   *
   * @throws FaultException when it was cut off
   */
  public void end() {
    boolean cut =
        switch (coding) {
          case NONE -> false;
          case GZIP -> in > 0 && !frame.isBetweenMembers();
          case DEFLATE -> inflater != null && !inflater.finished();
        };
    release();
    if (cut) {
      throw Faults.badlyPacked().toException();
    }
    try {
      framing.ifPresent(EventStreamText::end);
    } catch (ProblemException e) {
      throw badlyFramed(e);
    }
  }

  /** Gives its memory back; to be called when nothing more is decoded. */
  public void release() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  private Buffer deflated(byte[] bytes) throws DataFormatException {
    Inflater open = inflater;
    if (open == null) {
      boolean zlib = (bytes[0] & 0x0F) == 8; // the method in the header; no block begins so
      open = new Inflater(!zlib);
      inflater = open;
    }
    Buffer result = Buffer.buffer();
    inflate(open, bytes, 0, result);
    return result;
  }

  /** A gzip answer may have several members, one after the other. */
  private Buffer gunzipped(byte[] bytes) throws DataFormatException {
    Buffer result = Buffer.buffer();
    int at = 0;
    while (at < bytes.length) {
      at = frame.read(bytes, at);
      if (frame.isInData() && at < bytes.length) {
        Inflater open = inflater == null ? new Inflater(true) : inflater;
        inflater = open;
        at = inflate(open, bytes, at, result);
        if (open.finished()) {
          release();
          frame.dataEnded();
        }
      }
    }
    return result;
  }

  /** Inflates what it takes of {@code bytes} from {@code at}; gives where it stopped. */
  private int inflate(Inflater open, byte[] bytes, int at, Buffer result)
      throws DataFormatException {
    open.setInput(bytes, at, bytes.length - at);
    byte[] step = new byte[STEP];
    while (!open.finished() && !open.needsInput()) {
      int length = open.inflate(step);
      if (length == 0 && open.needsDictionary()) {
        throw new DataFormatException("a dictionary of its own");
      }
      out += length;
      if (out > Math.max(ALWAYS_ALLOWED, in * MOST_RATIO)) {
        release();
        throw Faults.unpacksToTooMuch().toException();
      }
      result.appendBytes(step, 0, length);
    }
    return bytes.length - open.getRemaining();
  }
}
