package dev.signalbox.engine.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Large JSON as it is stored: a byte that names the format, and the text deflated. Words that are
 * frequent need not be stored: both sides know them beforehand. What is small and written with
 * every request is {@link Worded} instead.
 */
public final class Packed {
  /** Most bytes of text that are packed or unpacked: some 10,000 model cards. */
  public static final int MOST_BYTES = 16 << 20;

  private static final byte FORMAT = 1;
  private static final int BUFFER_BYTES = 4_096;

  /** Part of format 1: it may not change, and what is frequent stands last. */
  private static final byte[] WORDS =
      """
      "session_pin":{"provider":"","what":"reasoning","hard":true},"budget_left_nanos":"losses":{\
      "classifications":["parameters":["temperature","stop"],\
      "quota_percent":"open_until":"benched_until":"draining":true,"rate_limited":true,"seen":true,\
      "circuit":"half_open","circuit":"open","gone":[],{"standings":{"\
      "circuit":"closed","in_flight":1,"capacity":1000,"first_token_ms":"first_token_p95_ms":\
      "tokens_per_second":"latency_n":"source":"measured","output_tokens":"output_n":\
      "source":"assumed","anthropic/claude-"google/gemini-"openai/gpt-\
      {"at":"2026-11-25T20:00:00.000000Z","question":{"requested":"auto","profile":"balanced",\
      "format":"gemini","format":"anthropic","format":"openai_responses","format":"openai_chat",\
      "strict":false,"failover":true,"places":[{"model":"","rank":0}],"needs":["tools",\
      "parallel_tools","vision","json_schema","streaming","system_prompt"],"input_tokens":1000,"input_tokens_exact":false,"max_output":1024,"task":"",\
      "project":"","source":"","key":"","app":"","session":"","session_last":"",\
      "session_cached_tokens":,"at":"2026-11-25T20:00:00.000000Z","seed":0},"plan":[{"model":"",\
      "utility":,"why":"best"},{"model":"","utility":,"why":"other_provider"},{"model":"",\
      "utility":,"why":"loses_more"},{"model":"","utility":,"why":"next"}]}"""
          .getBytes(StandardCharsets.UTF_8);

  /** Reads numbers as they are written, which prices need. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Packed() {}

  /**
   * Packs {@code json}.
   *
   * @throws IllegalArgumentException if it has more than {@value #MOST_BYTES} bytes
   */
  public static byte[] pack(ObjectNode json) {
    byte[] text = bytes(json);
    if (text.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes are too many to store, allowed are %d".formatted(text.length, MOST_BYTES));
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length / 4 + 16);
    packed.write(FORMAT);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED + 5, true)) {
      deflater.setDictionary(WORDS);
      deflater.setInput(text);
      deflater.finish();
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the tree cannot be written", e);
    }
  }

  /**
   * The JSON that was packed here or by {@link Worded}, with exact decimals.
   *
   * @throws IllegalArgumentException if it is of a format that this version does not know, or
   *     damaged
   */
  public static JsonNode unpack(byte[] packed) {
    if (packed.length == 0) {
      throw new IllegalArgumentException("nothing is stored there");
    }
    if (packed[0] == Worded.FORMAT) {
      return Worded.unpack(packed);
    }
    if (packed[0] != FORMAT) {
      throw new IllegalArgumentException(
          "it is stored in format %d, and this version of Signalbox reads formats %d and %d"
              .formatted(packed[0], FORMAT, Worded.FORMAT));
    }
    try {
      return MAPPER.readTree(inflated(packed));
    } catch (IOException | DataFormatException e) {
      throw new IllegalArgumentException("what is stored is damaged", e);
    }
  }

  private static byte[] inflated(byte[] packed) throws DataFormatException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(packed.length * 4);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed, 1, packed.length - 1);
      inflater.setDictionary(WORDS);
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw new DataFormatException("the end is missing");
        }
        text.write(buffer, 0, count);
        if (text.size() > MOST_BYTES) {
          throw new DataFormatException("it is larger than anything that is stored");
        }
      }
    }
    return text.toByteArray();
  }
}
