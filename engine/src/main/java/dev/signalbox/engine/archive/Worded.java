package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Small JSON as it is stored with every request: a byte that names the format, and the tree with a
 * byte in place of each known word and of each text that came before. It is as small as {@link
 * Packed} makes it, for a fifth of the work.
 *
 * <p>A value begins with a byte that says what it is: {@link #NULL} to {@link #OBJECT}, {@link
 * #SEEN}, or {@link #FIRST_WORD} and more, a word. Numbers are varints of seven bits, the lowest
 * first; names are texts.
 */
public final class Worded {
  static final byte FORMAT = 2;

  static final int NULL = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;

  /** A whole number follows, so that small ones of either sign are short. */
  static final int WHOLE = 3;

  /** A text follows that reads as a number. */
  static final int DECIMAL = 4;

  /** A length and as many bytes of UTF-8 follow. */
  static final int TEXT = 5;

  /** A count and as many values follow. */
  static final int ARRAY = 6;

  /** A count and as many pairs of name and value follow. */
  static final int OBJECT = 7;

  /** The number of an earlier text follows, counted from 0. */
  static final int SEEN = 8;

  static final int FIRST_WORD = 9;

  /** Part of format 2: none may move or go, new ones come last, 247 fit in a byte. */
  static final List<String> WORDS =
      List.of(
              // what a decision and its question hold
              "at question plan requested profile format strict failover places model rank needs"
                  + " input_tokens input_tokens_exact max_output parameters losses task project source"
                  + " key app classifications own_keys session session_last session_cached_tokens"
                  + " session_pin provider what hard budget_left_nanos seed utility why"
                  + " propensity_millionths answered_model"
                  // what is often said there
                  + " auto balanced cheap fast best code quality private long reasoning"
                  + " openai_chat openai_responses anthropic gemini next other_provider loses_more"
                  + " tools parallel_tools vision audio_input json_schema streaming system_prompt"
                  + " json_object pdf_input temperature top_p stop openai google azure local")
          .stream()
          .flatMap(words -> List.of(words.split(" ", -1)).stream())
          .toList();

  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (int i = 0; i < WORDS.size(); i++) {
      NUMBERS.put(WORDS.get(i), i);
    }
  }

  private Worded() {}

  /** Packs {@code json}. */
  public static byte[] pack(ObjectNode json) {
    return new WordWriter(NUMBERS).write(json);
  }

  /**
   * The JSON that was packed.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static JsonNode unpack(byte[] packed) {
    return new WordReader(packed).read();
  }
}
