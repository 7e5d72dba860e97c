package dev.signalbox.signals.prompt;

import dev.signalbox.engine.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Embeds a prompt as the mean of what its words mean on their own, rare words counting more: a few
 * microseconds where an encoder takes milliseconds (docs/decisions/0029).
 *
 * <p>A word counts once, however many pieces it falls into; one that falls apart is first read as
 * the whole word it is one letter off, else it counts as much less as it has pieces. Immutable.
 */
public final class StaticEmbedding implements PromptEncoder {
  private static final String VOCABULARY = "vocabulary.txt";
  private static final String ROWS = "word-pieces.bin";

  /** {@code SBWP}, the first bytes of the table. */
  private static final int MAGIC = 0x53425750;

  private final WordPieces pieces;
  private final Spelling spelling;
  private final int dimensions;

  /** What one unit in a row is worth, its weight included. */
  private final float[] steps;

  private final byte[] rows;
  private final String revision;

  private StaticEmbedding(PieceTable table, ByteBuffer content, String revision) {
    if (content.getInt() != MAGIC || content.getInt() != table.size()) {
      throw new IllegalStateException("the table of word pieces does not fit its vocabulary");
    }
    this.pieces = new WordPieces(table);
    this.spelling = new Spelling(table);
    this.dimensions = content.getInt();
    this.steps = new float[table.size()];
    content.asFloatBuffer().get(steps);
    content.position(content.position() + steps.length * Float.BYTES);
    this.rows = new byte[steps.length * dimensions];
    content.get(rows);
    this.revision = revision;
  }

  /** Reads the table that comes with the program: tens of milliseconds, blocking. */
  public static StaticEmbedding load() {
    byte[] content = resource(ROWS);
    List<String> vocabulary =
        new String(resource(VOCABULARY), StandardCharsets.UTF_8).lines().toList();
    return new StaticEmbedding(
        new PieceTable(vocabulary),
        ByteBuffer.wrap(content),
        "static-" + HexFormat.of().formatHex(Sha256.of(content), 0, 6));
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public String revision() {
    return revision;
  }

  @Override
  public float[] encode(PromptText prompt) {
    return prompt.marked(sum(prompt.turn()));
  }

  private float[] sum(String text) {
    float[] sum = new float[dimensions];
    pieces.read(text, word -> add(word, sum));
    return sum;
  }

  private void add(Word word, float[] sum) {
    if (word.count > 1) {
      int meant = spelling.meant(word);
      if (meant != PieceTable.NONE) {
        add(meant, 1, sum);
        return;
      }
    }
    float part = 1.0f / (word.count * word.count);
    for (int i = 0; i < word.count; i++) {
      add(word.pieces[i], part, sum);
    }
  }

  private void add(int piece, float part, float[] sum) {
    float step = steps[piece] * part;
    int row = piece * dimensions;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += step * rows[row + i];
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = StaticEmbedding.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
