package dev.signalbox.gateway.wire.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.api.Encoding;
import dev.signalbox.gateway.wire.json.StrictJson;

/**
 * Counts texts with a vocabulary. Looks at no more than {@link #MAX_CHARACTERS} of them; the rest
 * counts like the average of those.
 */
final class VocabularyMeter implements Meter {
  /** Most UTF-16 units looked at for one request: letters without sense take 4 ms a thousand. */
  static final int MAX_CHARACTERS = 200_000;

  private final Encoding encoding;
  private long seen;
  private long seenTokens;
  private long unseen;

  VocabularyMeter(Encoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public void add(String text) {
    int end = Math.clamp(MAX_CHARACTERS - seen, 0, text.length());
    // Ordinary: what looks like a token of the frame is the prompt's text all the same.
    seenTokens += encoding.countTokensOrdinary(text.substring(0, end));
    seen += end;
    unseen += text.length() - end;
  }

  @Override
  public void add(JsonNode json) {
    add(StrictJson.toText(json));
  }

  @Override
  public void addPlain(int characters) {
    add(" ".repeat(characters));
  }

  @Override
  public long tokens() {
    return unseen == 0
        ? seenTokens
        : seenTokens + (long) Math.ceil((double) unseen * seenTokens / Math.max(seen, 1));
  }

  /** Whether every character was looked at. */
  boolean sawAll() {
    return unseen == 0;
  }
}
