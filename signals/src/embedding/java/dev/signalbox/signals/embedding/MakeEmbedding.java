package dev.signalbox.signals.embedding;

import ai.onnxruntime.OrtException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the table of word pieces: {@code MakeEmbedding FOLDER DIMENSIONS}. */
final class MakeEmbedding {
  /** What stands before it in the vocabulary are marks, not text. */
  private static final String FIRST = "!";

  /** The most frequent word; those after it come by frequency. */
  private static final String FIRST_WORD = "the";

  /** Ranks among the words that single signs are given, as they come by code point. */
  private static final int PUNCTUATION_RANK = 2;

  private static final int LETTER_RANK = 50;
  private static final int FOREIGN_RANK = 3_000;

  /** {@code SBWP}, the first bytes of the table. */
  private static final int MAGIC = 0x53425750;

  private MakeEmbedding() {}

  static void main(String[] args) throws IOException, OrtException {
    Path folder = Path.of(args[0]);
    int dimensions = Integer.parseInt(args[1]);
    try (WordPieceEncoder encoder = new WordPieceEncoder()) {
      List<String> all = encoder.pieces();
      int first = all.indexOf(FIRST);
      double[][] rows = new double[all.size() - first][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = doubles(encoder.embed(first + i));
      }
      centre(rows);
      PrincipalAxes axes = PrincipalAxes.of(rows);
      List<String> pieces = all.subList(first, all.size());
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("vocabulary.txt"),
          String.join("\n", pieces) + "\n",
          StandardCharsets.UTF_8);
      write(folder.resolve("word-pieces.bin"), pieces, rows, new Shape(axes, dimensions));
    }
  }

  private record Shape(PrincipalAxes axes, int dimensions) {}

  private static void write(Path file, List<String> pieces, double[][] rows, Shape shape)
      throws IOException {
    int words = pieces.indexOf(FIRST_WORD);
    byte[][] small = new byte[rows.length][shape.dimensions()];
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(rows.length);
      out.writeInt(shape.dimensions());
      for (int i = 0; i < rows.length; i++) {
        double[] row = shape.axes().project(rows[i], shape.dimensions());
        double step = largest(row) / Byte.MAX_VALUE;
        for (int d = 0; d < row.length; d++) {
          small[i][d] = (byte) Math.round(row[d] / step);
        }
        out.writeFloat((float) (step * weight(pieces.get(i), i - words)));
      }
      for (byte[] row : small) {
        out.write(row);
      }
    }
  }

  /** Rare words tell more: the logarithm of the place by frequency. */
  private static double weight(String piece, int place) {
    return Math.log(1.0 + rank(piece, place));
  }

  private static int rank(String piece, int place) {
    if (place >= 0) {
      return place + 1;
    }
    char sign = piece.charAt(0);
    if (sign >= 128) {
      return FOREIGN_RANK;
    }
    return Character.isLetterOrDigit(sign) ? LETTER_RANK : PUNCTUATION_RANK;
  }

  private static double largest(double[] row) {
    double largest = 0;
    for (double part : row) {
      largest = Math.max(largest, Math.abs(part));
    }
    return largest;
  }

  private static double[] doubles(float[] row) {
    double[] copy = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      copy[i] = row[i];
    }
    return copy;
  }

  private static void centre(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        row[i] -= mean[i];
      }
    }
  }
}
