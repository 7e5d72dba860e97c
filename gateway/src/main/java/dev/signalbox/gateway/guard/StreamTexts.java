package dev.signalbox.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes the texts of a stream of server-sent events while it passes. A text that goes on from
 * event to event is one text here; an event waits, with all that come after it, while what becomes
 * of its text is not decided yet. Events without a change pass byte for byte. Used by one thread at
 * a time.
 */
final class StreamTexts {
  private static final int CONTEXT = 256;

  /** So many bytes of events wait at most; then all is decided as it stands. */
  private static final int MAX_WAITING_BYTES = 1024 * 1024;

  /** So many texts go on at most; then all is decided, and what goes on begins anew. */
  private static final int MOST_CHANNELS = 1_000;

  /** An event above this many bytes passes in pieces, as no event. */
  private static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

  private static final Pattern DELTA =
      Pattern.compile(
          "(choices\\[\\d+]\\.(delta\\.|text).*)|delta|(delta\\..*)|(candidates\\[\\d+]\\.content\\.parts\\[\\d+]\\.text)");
  private static final Pattern NO_TEXT =
      Pattern.compile(".*(^|[.])(id|type|role|object|name|finish_reason|call_id|item_id)");
  private static final Pattern INDEX =
      Pattern.compile(
          "\"(?:index|output_index|content_index|summary_index|item_id)\"\\s*:\\s*(\"[^\"]{0,100}\"|\\d+)");

  /** The mark in UTF-8, read as Latin-1. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final Settling settling;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final Deque<Event> waiting = new ArrayDeque<>();
  private final Map<String, Channel> channels = new HashMap<>();

  /** Whether a line begins here. */
  private boolean blank;

  private boolean lastWasCr;

  /** Whether an empty line has ended the event, whose line feed may still come. */
  private boolean overAfterCr;

  private long waitingBytes;

  StreamTexts(Settling settling) {
    this.settling = settling;
  }

  /** An event with what its texts become. */
  private static final class Event {
    private final byte[] bytes;
    private final byte[] read;
    private final List<Share> shares = new ArrayList<>();

    /** {@code read} is what its texts stand in: {@code bytes} themselves, or those mended. */
    Event(byte[] bytes, byte[] read) {
      this.bytes = bytes;
      this.read = read;
    }

    boolean isSettled() {
      return shares.stream().allMatch(share -> share.settled);
    }

    byte[] result() {
      if (shares.stream().noneMatch(share -> share.result != null)) {
        return bytes;
      }
      List<JsonTexts.Piece> pieces = shares.stream().map(share -> share.piece).toList();
      Map<JsonTexts.Piece, String> results = new HashMap<>();
      shares.forEach(
          share ->
              Optional.ofNullable(share.result).ifPresent(text -> results.put(share.piece, text)));
      return JsonTexts.edited(read, pieces, piece -> Optional.ofNullable(results.get(piece)));
    }
  }

  /** The part of a channel's text that one event brought. */
  private static final class Share {
    private final JsonTexts.Piece piece;
    private boolean settled;
    private @Nullable String result;

    Share(JsonTexts.Piece piece) {
      this.piece = piece;
    }
  }

  /** A text that goes on from event to event. */
  private static final class Channel {
    private final Settling.Where where;
    private String context = "";
    private final List<Share> open = new ArrayList<>();

    Channel(String place, String key) {
      this.where = new Settling.Where(place, key);
    }

    void settle(Settling settling, boolean last) {
      var text = new StringBuilder();
      open.forEach(share -> text.append(share.piece.text()));
      Settling.Settled settled = settling.settle(context, text.toString(), where, last);
      List<Share> done = new ArrayList<>();
      int at = 0;
      for (Share share : open) {
        int end = at + share.piece.text().length();
        if (end > settled.upTo()) {
          break;
        }
        at = end;
        done.add(share);
      }
      int decided = at;
      if (settled.changes().stream()
          .anyMatch(change -> change.start() < decided && change.end() > decided)) {
        return; // a change that reaches into what waits is made when that is decided
      }
      apply(done, settled.changes());
      String whole = context + text.substring(0, decided);
      context = whole.substring(Math.max(0, whole.length() - CONTEXT));
      open.removeAll(done);
    }

    private static void apply(List<Share> shares, List<Settling.Change> changes) {
      int at = 0;
      for (Share share : shares) {
        String text = share.piece.text();
        int start = at;
        int end = at + text.length();
        var result = new StringBuilder();
        int done = start;
        boolean changed = false;
        for (Settling.Change change : changes) {
          if (change.end() > start && change.start() < end) {
            changed = true;
            if (change.start() >= start) {
              result.append(text, done - start, change.start() - start).append(change.text());
            }
            done = Math.min(end, change.end());
          }
        }
        result.append(text, done - start, text.length());
        share.result = changed ? result.toString() : null;
        share.settled = true;
        at = end;
      }
    }
  }

  /** What the next bytes become; often not yet all of them. */
  byte[] accept(byte[] chunk) {
    var out = new ByteArrayOutputStream();
    for (byte b : chunk) {
      if (overAfterCr && b != '\n') {
        takePartial();
      }
      partial.write(b);
      boolean over = b == '\n' && (overAfterCr || (blank && !lastWasCr));
      overAfterCr = b == '\r' && blank;
      blank = b == '\n' || b == '\r';
      lastWasCr = b == '\r';
      if (over || partial.size() > MAX_EVENT_BYTES) {
        takePartial();
      }
    }
    if (waitingBytes > MAX_WAITING_BYTES) {
      settleAll();
    }
    drain(out);
    return out.toByteArray();
  }

  /** What is still to be sent at the end. */
  byte[] end() {
    var out = new ByteArrayOutputStream();
    if (partial.size() > 0) {
      takePartial();
    }
    settleAll();
    drain(out);
    return out.toByteArray();
  }

  private void takePartial() {
    byte[] event = partial.toByteArray();
    partial.reset();
    overAfterCr = false;
    take(event);
  }

  private void take(byte[] bytes) {
    byte[] read = mended(bytes);
    var event = new Event(bytes, read);
    waiting.add(event);
    waitingBytes += bytes.length;
    int data = dataStart(read);
    if (data < 0) {
      return;
    }
    List<JsonTexts.Piece> pieces = piecesOf(read, data);
    Set<Channel> grown = new LinkedHashSet<>();
    String key = "";
    for (JsonTexts.Piece piece : pieces) {
      if (piece.name().isEmpty() || NO_TEXT.matcher(piece.place()).matches()) {
        continue;
      }
      var share = new Share(piece);
      event.shares.add(share);
      if (DELTA.matcher(piece.place()).matches()) {
        key = key.isEmpty() ? indexes(read) : key;
        Channel channel = channel(piece.place(), key);
        channel.open.add(share);
        grown.add(channel);
      } else {
        var whole = new Channel(piece.place(), "");
        whole.open.add(share);
        whole.settle(settling, true);
      }
    }
    if (!grown.isEmpty()) {
      grown.forEach(channel -> channel.settle(settling, false));
    } else if (!pieces.isEmpty()) {
      settleAll();
    }
  }

  /** {@code bytes} as clients read them: what is no UTF-8 is mended. The very bytes if all is. */
  private static byte[] mended(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        byte[] mended = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(mended, bytes) ? bytes : mended;
      }
    }
    return bytes;
  }

  private Channel channel(String place, String key) {
    String name = place + key;
    if (channels.size() >= MOST_CHANNELS && !channels.containsKey(name)) {
      settleAll();
      channels.clear();
    }
    return channels.computeIfAbsent(name, _ -> new Channel(place, key));
  }

  private void settleAll() {
    channels.values().stream()
        .filter(channel -> !channel.open.isEmpty())
        .forEach(channel -> channel.settle(settling, true));
  }

  private void drain(ByteArrayOutputStream out) {
    while (!waiting.isEmpty() && waiting.element().isSettled()) {
      Event event = waiting.remove();
      waitingBytes -= event.bytes.length;
      out.writeBytes(event.result());
    }
  }

  private static String indexes(byte[] bytes) {
    var key = new StringBuilder();
    INDEX
        .matcher(new String(bytes, StandardCharsets.UTF_8))
        .results()
        .forEach(found -> key.append('#').append(found.group(1)));
    return key.toString();
  }

  /** Where the data begins in an event with one line of data; -1 when it has none or several. */
  private static int dataStart(byte[] event) {
    int found = -1;
    int line = startsWith(event, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    for (int i = 0; i < event.length; i++) {
      boolean first = i == line;
      if (first && startsWith(event, i, "data:")) {
        if (found >= 0) {
          return -1;
        }
        found = i + 5;
      }
      if (event[i] == '\n' || event[i] == '\r') {
        line = i + 1;
      }
    }
    return found;
  }

  private static boolean startsWith(byte[] bytes, int at, String text) {
    return at + text.length() <= bytes.length
        && new String(bytes, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  private static List<JsonTexts.Piece> piecesOf(byte[] event, int data) {
    try {
      int end = data;
      while (end < event.length && event[end] != '\n' && event[end] != '\r') {
        end++;
      }
      List<JsonTexts.Piece> pieces = new ArrayList<>();
      for (JsonTexts.Piece piece : JsonTexts.of(Arrays.copyOfRange(event, data, end))) {
        pieces.add(
            new JsonTexts.Piece(
                piece.place(),
                piece.name(),
                piece.start() + data,
                piece.end() + data,
                piece.text()));
      }
      return pieces;
    } catch (IOException e) {
      return List.of(); // not JSON, such as the mark of the end: it holds no text
    }
  }
}
