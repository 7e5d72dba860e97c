package dev.signalbox.gateway.wire.needs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What was found of a request so far. Used by one thread. */
final class Tally {
  /** Quarters of a token in the frame around a turn. */
  private static final long TURN_QUARTERS = 16;

  private final byte[] body;
  private final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
  private long quarters;
  private long fixed;
  private OptionalLong maxOutput = OptionalLong.empty();
  private int dataBytes;
  private boolean textual;
  private boolean temperature;
  private boolean stop;
  private boolean signed;
  private boolean sealed;
  private Optional<String> session = Optional.empty();

  Tally(byte[] body) {
    this.body = body;
  }

  void need(Capability capability) {
    capabilities.add(capability);
  }

  /** Bytes of a file; they count only if a MIME type beside them says that they are text. */
  void data(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    dataBytes = endOfString(start) - start;
    addTextualData();
  }

  /** The file whose bytes came last, or come next, is text. */
  void textualData() {
    textual = true;
    addTextualData();
  }

  private void addTextualData() {
    if (textual && dataBytes > 0) {
      quarters += dataBytes;
      dataBytes = 0;
      textual = false;
    }
  }

  /** Something of a fixed size in tokens, whatever its bytes. */
  void addTokens(long tokens) {
    fixed += tokens;
  }

  void turn() {
    quarters += TURN_QUARTERS;
  }

  void maxOutput(long tokens) {
    if (tokens > 0) {
      maxOutput = OptionalLong.of(tokens);
    }
  }

  void temperature() {
    temperature = true;
  }

  void stop() {
    stop = true;
  }

  void signed() {
    signed = true;
  }

  /** Looks whether the text the parser stands at is one that we sealed. */
  void seal(JsonParser parser) {
    int text = (int) parser.currentTokenLocation().getByteOffset() + 1; // after the quotation mark
    sealed = sealed || SignatureSeal.mayBegin(body, text);
  }

  void session(String id) {
    if (!id.isEmpty() && session.isEmpty()) {
      session = Optional.of(id);
    }
  }

  /** Counts the text of the value the parser stands at, from its bytes. */
  void countText(JsonParser parser) {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    count(start, endOfString(start));
  }

  /** After its last quotation mark; looked for in the bytes, as the parser would make a text. */
  private int endOfString(int start) {
    int at = start + 1;
    while (body[at] != '"') {
      at += body[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Counts all bytes of the value the parser stands at and goes to its end. */
  void skipCounted(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      count(start, endOfString(start));
      return;
    }
    parser.skipChildren();
    parser.finishToken();
    count(start, (int) parser.currentLocation().getByteOffset());
  }

  /** A character weighs what {@code wire.estimate} gives it, known from the first of its bytes. */
  private void count(int start, int end) {
    long sum = 0;
    for (int i = start; i < end; i++) {
      int lead = body[i] & 0xFF;
      if (lead < 0x80) {
        sum += 1;
      } else if (lead >= 0xF0) {
        sum += 8;
      } else if (lead >= 0xE3) {
        sum += 4;
      } else if (lead >= 0xCD) {
        sum += 2;
      } else if (lead >= 0xC0) {
        sum += 1;
      }
    }
    quarters += sum;
  }

  RequestNeeds toNeeds() {
    return new RequestNeeds(
        capabilities,
        Math.max(1, fixed + Math.ceilDiv(quarters, 4L)),
        false,
        maxOutput,
        temperature,
        stop,
        signed,
        sealed,
        session);
  }
}
