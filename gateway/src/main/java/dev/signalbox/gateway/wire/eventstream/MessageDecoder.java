package dev.signalbox.gateway.wire.eventstream;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Cuts a byte stream into messages, wherever the chunks are cut. A message is four bytes of its
 * whole length, four of the length of its headers, a checksum of these eight, headers, payload, and
 * a checksum of everything before. A stream that was damaged once is not read on, as nobody knows
 * where its next message begins. Used by one thread at a time.
 */
public final class MessageDecoder {
  /** Largest message, headers and checksums included. */
  public static final int MAX_MESSAGE_BYTES = 24 * 1024 * 1024;

  /** Most bytes of headers. */
  public static final int MAX_HEADER_BYTES = 128 * 1024;

  static final int PRELUDE_BYTES = 12;
  static final int CHECKSUM_BYTES = 4;
  private static final int CHECKED_BY_PRELUDE = 8;
  private static final int LEAST_MESSAGE_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
  private static final int FIRST_ROOM = 1_024;

  private final int maxMessageBytes;
  private byte[] held = new byte[FIRST_ROOM];
  private int length;
  private int expected;
  private boolean broken;

  /**
   * A decoder at the start of a stream.
   *
   * @param maxMessageBytes largest message accepted, at most {@link #MAX_MESSAGE_BYTES}
   */
  public MessageDecoder(int maxMessageBytes) {
    this.maxMessageBytes = Math.min(maxMessageBytes, MAX_MESSAGE_BYTES);
  }

  /**
   * Takes the next bytes and hands over the messages they complete.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when a
   *     checksum is wrong, a message is larger than allowed or is none
   */
  public void accept(byte[] chunk, Consumer<Message> out) {
    if (broken) {
      throw damaged("was damaged before");
    }
    int at = 0;
    while (at < chunk.length) {
      int wanted = (expected == 0 ? PRELUDE_BYTES : expected) - length;
      int taken = Math.min(wanted, chunk.length - at);
      hold(chunk, at, taken);
      at += taken;
      if (taken == wanted) {
        complete(out);
      }
    }
  }

  /**
   * Takes the end of the stream.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when it
   *     ends within a message
   */
  public void end() {
    if (length > 0 && !broken) {
      throw damaged("ends within a message");
    }
  }

  private void hold(byte[] chunk, int from, int count) {
    if (length + count > held.length) {
      held = Arrays.copyOf(held, Math.max(length + count, Math.min(2 * held.length, expected)));
    }
    System.arraycopy(chunk, from, held, length, count);
    length += count;
  }

  private void complete(Consumer<Message> out) {
    if (expected == 0) {
      readPrelude();
      return;
    }
    ByteBuffer message = ByteBuffer.wrap(held, 0, length);
    int checked = length - CHECKSUM_BYTES;
    if (message.getInt(checked) != checksum(checked)) {
      throw damaged("holds a message whose checksum is wrong");
    }
    int headerBytes = message.getInt(Integer.BYTES);
    int payloadAt = PRELUDE_BYTES + headerBytes;
    Message read =
        new Message(
            Headers.read(message.slice(PRELUDE_BYTES, headerBytes), this::damaged),
            Arrays.copyOfRange(held, payloadAt, checked));
    length = 0;
    expected = 0;
    out.accept(read);
  }

  private void readPrelude() {
    ByteBuffer prelude = ByteBuffer.wrap(held, 0, PRELUDE_BYTES);
    int total = prelude.getInt(0);
    int headerBytes = prelude.getInt(Integer.BYTES);
    if (prelude.getInt(CHECKED_BY_PRELUDE) != checksum(CHECKED_BY_PRELUDE)) {
      throw damaged("holds a message whose first checksum is wrong");
    }
    if (total < LEAST_MESSAGE_BYTES
        || headerBytes < 0
        || headerBytes > Math.min(MAX_HEADER_BYTES, total - LEAST_MESSAGE_BYTES)) {
      throw damaged("holds a message of impossible lengths");
    }
    if (total > maxMessageBytes) {
      throw damaged("holds a message larger than %d bytes".formatted(maxMessageBytes));
    }
    expected = total;
  }

  private int checksum(int bytes) {
    CRC32 crc = new CRC32();
    crc.update(held, 0, bytes);
    return (int) crc.getValue();
  }

  private ProblemException damaged(String what) {
    broken = true;
    return Problem.of(ProblemKind.UPSTREAM, "the provider's event stream " + what).toException();
  }
}
