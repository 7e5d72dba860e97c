package dev.signalbox.gateway.provider;

import java.util.zip.DataFormatException;

/**
 * What stands around the packed data of a gzip member, read in any cuts: the header, whose optional
 * fields are skipped, and the trailer, which is not checked, as a length is known otherwise (<a
 * href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>, read 2026-11).
 */
final class GzipFrame {
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int CHECKED = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private State state = State.FIXED;
  private int read;
  private int flags;
  private int extraLeft;

  private enum State {
    FIXED,
    EXTRA_LENGTH,
    EXTRA_BYTES,
    NAME_TEXT,
    COMMENT_TEXT,
    CHECKSUM,
    DATA,
    TRAILER_BYTES
  }

  /** Whether packed data comes next. */
  boolean isInData() {
    return state == State.DATA;
  }

  /** Whether a member may begin here, or none. */
  boolean isBetweenMembers() {
    return state == State.FIXED && read == 0;
  }

  /** The packed data of a member are over. */
  void dataEnded() {
    state = State.TRAILER_BYTES;
    read = 0;
  }

  /** Reads from {@code at} to packed data or the end of {@code bytes}; gives where it stopped. */
  int read(byte[] bytes, int at) throws DataFormatException {
    int next = at;
    while (next < bytes.length && state != State.DATA) {
      take(bytes[next++] & 0xFF);
    }
    return next;
  }

  private void take(int value) throws DataFormatException {
    switch (state) {
      case FIXED -> fixed(value);
      case EXTRA_LENGTH -> {
        extraLeft |= value << (8 * read++);
        if (read == 2) {
          enter(extraLeft > 0 ? State.EXTRA_BYTES : afterExtra());
        }
      }
      case EXTRA_BYTES -> {
        if (--extraLeft == 0) {
          enter(afterExtra());
        }
      }
      case NAME_TEXT -> {
        if (value == 0) {
          enter(afterName());
        }
      }
      case COMMENT_TEXT -> {
        if (value == 0) {
          enter(afterComment());
        }
      }
      case CHECKSUM -> {
        if (++read == 2) {
          enter(State.DATA);
        }
      }
      case TRAILER_BYTES -> {
        if (++read == TRAILER) {
          enter(State.FIXED);
        }
      }
      case DATA -> throw new IllegalStateException("packed data are not read here");
    }
  }

  private void fixed(int value) throws DataFormatException {
    int wanted =
        switch (read) {
          case 0 -> 0x1F;
          case 1 -> 0x8B;
          case 2 -> 8;
          default -> value;
        };
    if (value != wanted) {
      throw new DataFormatException("not gzip");
    }
    if (read == 3) {
      flags = value;
    }
    if (++read == FIXED_HEADER) {
      extraLeft = 0;
      enter((flags & EXTRA) != 0 ? State.EXTRA_LENGTH : afterExtra());
    }
  }

  private State afterExtra() {
    return (flags & NAME) != 0 ? State.NAME_TEXT : afterName();
  }

  private State afterName() {
    return (flags & COMMENT) != 0 ? State.COMMENT_TEXT : afterComment();
  }

  private State afterComment() {
    return (flags & CHECKED) != 0 ? State.CHECKSUM : State.DATA;
  }

  private void enter(State next) {
    state = next;
    read = 0;
  }
}
