package dev.signalbox.gateway.wire.estimate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Adds up the tokens of texts by the kind of their characters. Looks at no more than {@link
 * #MAX_CHARACTERS} of them; the rest counts like the average of those. Used by one thread at a
 * time.
 */
final class TextMeter implements Meter {
  /** Most UTF-16 units looked at for one request. */
  static final int MAX_CHARACTERS = 1_000_000;

  /** Quarters of a token in a letter of an alphabet that tokenizers know well. */
  private static final int LATIN = 1;

  /** Quarters of a token in a letter of another alphabet: Greek, Cyrillic, Arabic, Indic … */
  private static final int OTHER_ALPHABET = 2;

  /** Quarters of a token in a sign that stands for a syllable or word, and in half an emoji. */
  private static final int SIGN = 4;

  private static final char FIRST_OTHER_ALPHABET = 0x0370;
  private static final char FIRST_SIGN = 0x2E80;

  private long seen;
  private long seenQuarters;
  private long unseen;

  @Override
  public void add(String text) {
    int end = Math.clamp(MAX_CHARACTERS - seen, 0, text.length());
    for (int i = 0; i < end; i++) {
      seenQuarters += quarters(text.charAt(i));
    }
    seen += end;
    unseen += text.length() - end;
  }

  /** Counts {@code json} as if it were written without spaces. */
  @Override
  public void add(JsonNode json) {
    switch (json.getNodeType()) {
      case OBJECT ->
          json.properties()
              .forEach(
                  field -> {
                    addPlain(4);
                    add(field.getKey());
                    add(field.getValue());
                  });
      case ARRAY ->
          json.forEach(
              item -> {
                addPlain(1);
                add(item);
              });
      case STRING -> {
        addPlain(2);
        add(json.textValue());
      }
      default -> add(json.asText());
    }
  }

  @Override
  public void addPlain(int characters) {
    seen += characters;
    seenQuarters += (long) characters * LATIN;
  }

  @Override
  public long tokens() {
    long quarters = seenQuarters;
    if (unseen > 0) {
      quarters += (long) Math.ceil((double) unseen * seenQuarters / Math.max(seen, 1));
    }
    return Math.ceilDiv(quarters, 4L);
  }

  private static int quarters(char unit) {
    if (unit < FIRST_OTHER_ALPHABET) {
      return LATIN;
    }
    return unit < FIRST_SIGN ? OTHER_ALPHABET : SIGN;
  }
}
