package dev.signalbox.gateway.wire.json;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks that bytes are UTF-8 that a JSON parser will not take for another encoding. */
final class Utf8 {
  private static final int BUFFER_CHARACTERS = 2_048;

  private Utf8() {}

  /**
   * Accepts well-formed UTF-8 without a byte order mark and without NUL among the first four bytes
   * (by which parsers recognise UTF-16 and UTF-32).
   *
   * @throws ProblemException of kind {@code INVALID_REQUEST} otherwise
   */
  static void check(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0) {
        throw notUtf8();
      }
    }
    if (body.length >= 3
        && (body[0] & 0xff) == 0xef
        && (body[1] & 0xff) == 0xbb
        && (body[2] & 0xff) == 0xbf) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST, "the body must not begin with a byte order mark")
          .toException();
    }
    int ascii = 0;
    while (ascii < body.length && body[ascii] >= 0) {
      ascii++;
    }
    if (ascii < body.length) {
      checkRest(body, ascii);
    }
  }

  /** Decodes piece by piece into a buffer that nobody reads, so that it costs no memory. */
  private static void checkRest(byte[] body, int from) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body, from, body.length - from);
    CharBuffer out = CharBuffer.allocate(BUFFER_CHARACTERS);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw notUtf8();
    }
  }

  private static ProblemException notUtf8() {
    return Problem.of(ProblemKind.INVALID_REQUEST, "the body is not valid UTF-8").toException();
  }
}
