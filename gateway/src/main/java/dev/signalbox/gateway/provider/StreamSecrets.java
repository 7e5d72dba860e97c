package dev.signalbox.gateway.provider;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes secrets out of the bytes of one stream, however they are cut: also one that is spread over
 * strings of JSON, as the text of a model is over events. What ends like the beginning of a secret
 * waits for what follows; nothing else does. As a rule some short texts are searched for and not
 * found, and nothing more is done. Used by one thread at a time.
 */
public final class StreamSecrets {
  /** A beginning that is shorter is no secret of itself, so that what was read of it may go out. */
  static final int LEAST = 8;

  /** So many bytes behind the last piece of a secret its next one is still looked for. */
  static final int REACH = 8 * 1024;

  /** So many beginnings are followed at most, the newest ones. */
  private static final int MOST_OPEN = 16;

  private static final byte[] MASK = "[key]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};

  private final Patterns patterns;
  private final List<Open> open = new ArrayList<>();
  private final List<Span> found = new ArrayList<>();

  /** What has come and not gone out. */
  private byte[] held = NOTHING;

  /** Offset of {@link #held} in the stream. */
  private long offset;

  /** Offset in the stream up to which all was looked at. */
  private long looked;

  /** What is looked for, ready to be compared. Never changed. */
  static final class Patterns {
    /**
     * So many bytes of a secret are searched for; fewer of them only where a string or all ends.
     */
    private static final int ANCHOR = 4;

    private final byte[][] all;
    private final boolean[] first = new boolean[256];
    private final String[] anchors;

    /** What is shorter than an anchor, and the same before a quotation mark. */
    private final String[] ends;

    private final String[] quoted;

    Patterns(List<String> secrets) {
      this.all =
          secrets.stream()
              .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      for (byte[] each : all) {
        first[each[0] & 0xFF] = true;
      }
      this.anchors = beginnings(ANCHOR).toArray(String[]::new);
      this.ends =
          IntStream.range(1, ANCHOR).boxed().flatMap(this::beginnings).toArray(String[]::new);
      this.quoted = Stream.of(ends).map(end -> end + '"').toArray(String[]::new);
    }

    private Stream<String> beginnings(int length) {
      return Stream.of(all)
          .map(each -> new String(each, StandardCharsets.ISO_8859_1))
          .map(each -> each.substring(0, Math.min(length, each.length())))
          .distinct();
    }

    /** Whether a secret may begin in {@code text}, which is bytes in Latin-1. */
    private boolean mayBegin(String text) {
      for (String anchor : anchors) {
        if (text.contains(anchor)) {
          return true;
        }
      }
      for (String end : ends) {
        if (text.endsWith(end)) {
          return true;
        }
      }
      for (String end : quoted) {
        int at = text.indexOf(end);
        while (at >= 0) {
          int next = at + end.length();
          if (next == text.length() || text.charAt(next) != ':') { // else it is a name
            return true;
          }
          at = text.indexOf(end, next);
        }
      }
      return false;
    }
  }

  /** Some bytes of the stream, the first ones of a secret or further ones. */
  private record Span(long start, long end, boolean first) {}

  /** A secret of which the first bytes have come, in strings of which it is the end. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Open(byte[] secret, int matched, List<Span> spans) {
    Open with(Span span) {
      List<Span> more = new ArrayList<>(spans);
      more.add(span);
      return new Open(secret, matched + (int) (span.end() - span.start()), more);
    }

    long end() {
      return spans.getLast().end();
    }

    boolean waits() {
      return matched >= LEAST;
    }
  }

  StreamSecrets(Patterns patterns) {
    this.patterns = patterns;
  }

  /** What may go out now that {@code bytes} have come; the very same where nothing waits. */
  public Buffer accept(Buffer bytes) {
    if (patterns.all.length == 0) {
      return bytes;
    }
    byte[] came = bytes.getBytes();
    if (held.length == 0 && found.isEmpty() && isPlain(came)) {
      offset += came.length;
      looked = offset;
      forget();
      return bytes;
    }
    byte[] data = joined(came);
    looked = offset + look(data, (int) (looked - offset));
    forget();
    int out = (int) (waitsFrom() - offset);
    if (out == bytes.length() && held.length == 0 && found.isEmpty()) {
      offset += out;
      return bytes;
    }
    return taken(data, out);
  }

  /** What is left at the end; the beginning of a secret that has no end is taken out too. */
  public Buffer end() {
    byte[] data = held;
    looked = offset + data.length;
    open.stream().filter(Open::waits).forEach(each -> found.addAll(each.spans()));
    open.clear();
    return data.length == 0 ? Buffer.buffer() : taken(data, data.length);
  }

  /** Whether there is nothing in {@code bytes} that has to be looked at more closely. */
  private boolean isPlain(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (patterns.mayBegin(text)) {
      return false;
    }
    byte before = 0;
    for (int i = 0; i < open.size(); i++) {
      Open each = open.get(i);
      byte next = each.secret()[each.matched()];
      if (next != before && (text.endsWith("\"") || text.contains("\"" + (char) (next & 0xFF)))) {
        return false;
      }
      before = next;
    }
    return true;
  }

  private byte[] joined(byte[] bytes) {
    if (held.length == 0) {
      return bytes;
    }
    byte[] data = new byte[held.length + bytes.length];
    System.arraycopy(held, 0, data, 0, held.length);
    System.arraycopy(bytes, 0, data, held.length, bytes.length);
    return data;
  }

  /** Looks at {@code data} from a place on; gives up to where it could be decided. */
  private int look(byte[] data, int from) {
    int i = from;
    while (i < data.length) {
      byte b = data[i];
      if (b == '"' && mayGoOn(data, i + 1) && !goesOn(data, i + 1)) {
        return i;
      }
      if (patterns.first[b & 0xFF]) {
        int next = begins(data, i);
        if (next < 0) {
          return i;
        }
        i = next;
      } else {
        i++;
      }
    }
    return i;
  }

  /** Where to look next after a secret may have begun; -1 when more must come to say that. */
  private int begins(byte[] data, int at) {
    for (byte[] secret : patterns.all) {
      int run = run(secret, 0, data, at);
      if (run == secret.length) {
        found.add(new Span(offset + at, offset + at + run, true));
        return at + run;
      }
      if (run > 0 && at + run == data.length) {
        return -1;
      }
      if (run > 0 && data[at + run] == '"' && !isName(data, at + run)) {
        add(new Open(secret, run, List.of(new Span(offset + at, offset + at + run, true))));
      }
    }
    return at + 1;
  }

  /** Whether a colon follows the quotation mark that ends a string: then it is no text. */
  private static boolean isName(byte[] data, int quote) {
    return quote + 1 < data.length && data[quote + 1] == ':';
  }

  /** Whether what is open may go on at {@code at}, by one byte. */
  private boolean mayGoOn(byte[] data, int at) {
    for (int i = 0; i < open.size(); i++) {
      Open each = open.get(i);
      if (at == data.length || each.secret()[each.matched()] == data[at]) {
        return true;
      }
    }
    return false;
  }

  /** Follows what is open into the string at {@code at}; false when more must come to say. */
  private boolean goesOn(byte[] data, int at) {
    List<Open> further = new ArrayList<>();
    for (Open each : open) {
      int run = run(each.secret(), each.matched(), data, at);
      if (run > 0 || at == data.length) {
        boolean whole = each.matched() + run == each.secret().length;
        if (!whole && at + run == data.length) {
          return false;
        }
        if (whole || data[at + run] == '"') {
          further.add(each.with(new Span(offset + at, offset + at + run, false)));
        }
      }
    }
    for (Open each : further) {
      if (each.matched() == each.secret().length) {
        found.addAll(each.spans());
        open.removeIf(other -> other.spans().getFirst().equals(each.spans().getFirst()));
      } else {
        add(each);
      }
    }
    return true;
  }

  /** Of those that hold nothing back the newest is enough. */
  private void add(Open next) {
    if (!next.waits()) {
      open.removeIf(
          each -> each.matched() == next.matched() && Arrays.equals(each.secret(), next.secret()));
    }
    if (open.size() == MOST_OPEN) {
      open.removeFirst();
    }
    open.add(next);
  }

  private void forget() {
    while (!open.isEmpty() && looked - open.getFirst().end() > REACH) {
      open.removeFirst();
    }
  }

  private static int run(byte[] secret, int from, byte[] data, int at) {
    int run = 0;
    while (from + run < secret.length
        && at + run < data.length
        && secret[from + run] == data[at + run]) {
      run++;
    }
    return run;
  }

  /** From where on the stream waits: what is not decided, or begins a secret that may go on. */
  private long waitsFrom() {
    long from = looked;
    for (Open each : open) {
      if (each.waits()) {
        for (Span span : each.spans()) {
          if (span.start() >= offset) {
            from = Math.min(from, span.start());
          }
        }
      }
    }
    return from;
  }

  /** The first {@code length} bytes of {@code data} without what was found; the rest waits. */
  private Buffer taken(byte[] data, int length) {
    var out = new ByteArrayOutputStream(length);
    long until = offset + length;
    int done = 0;
    found.sort(Comparator.comparingLong(Span::start));
    for (Span span : found) {
      int start = (int) (span.start() - offset);
      if (span.start() < until && start >= done) {
        out.write(data, done, start - done);
        if (span.first()) {
          out.writeBytes(MASK);
        }
        done = (int) (span.end() - offset);
      }
    }
    out.write(data, done, length - done);
    found.removeIf(goneBy(until));
    held = length == data.length ? NOTHING : Arrays.copyOfRange(data, length, data.length);
    offset = until;
    return Buffer.buffer(out.toByteArray());
  }

  private static Predicate<Span> goneBy(long until) {
    return span -> span.start() < until;
  }
}
