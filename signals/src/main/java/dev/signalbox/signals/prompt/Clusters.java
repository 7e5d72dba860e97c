package dev.signalbox.signals.prompt;

import dev.signalbox.engine.digest.Sha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Centres of what prompts are about, known by their places. They are what their bytes say, so that
 * those who read them from a store place each prompt as those who fitted them do. Immutable.
 */
public final class Clusters {
  /** Most centres there can be. */
  public static final int MOST = 64;

  /** The place of a prompt that cannot be placed. */
  public static final int UNKNOWN = -1;

  private static final byte VERSION = 1;

  /** Most numbers of a vector, so that a broken text asks for no memory. */
  private static final int MOST_DIMENSIONS = 4_096;

  private final String encoder;
  private final float[][] centres;
  private final byte[] bytes;
  private final String revision;

  private Clusters(String encoder, float[][] centres, byte[] bytes) {
    this.encoder = encoder;
    this.centres = centres;
    this.bytes = bytes;
    this.revision = HexFormat.of().formatHex(Sha256.of(bytes), 0, 6);
  }

  /**
   * Where a prompt belongs.
   *
   * @param cluster {@link #UNKNOWN} when its vector is all zeros
   * @param similarity cosine to that centre
   * @param margin how much less the cosine to the next is; 1 when there is none
   */
  public record Nearest(int cluster, double similarity, double margin) {}

  /**
   * Clusters around {@code centres}.
   *
   * @param encoder revision of the encoder whose vectors they are among
   * @param centres at least one, of one length, none all zeros
   */
  public static Clusters of(String encoder, List<float[]> centres) {
    if (centres.isEmpty() || centres.size() > MOST) {
      throw new IllegalArgumentException("there must be 1 to " + MOST + " centres");
    }
    return ofBytes(written(encoder, centres));
  }

  /**
   * The clusters that {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  public static Clusters ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() != VERSION) {
        throw new IllegalArgumentException("these are not clusters of this version");
      }
      byte[] encoder = new byte[in.get()];
      in.get(encoder);
      int count = in.get();
      int dimensions = in.getShort();
      if (count < 1 || count > MOST || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
        throw new IllegalArgumentException("these clusters are out of bounds");
      }
      float[][] centres = new float[count][];
      byte[] row = new byte[dimensions];
      for (int i = 0; i < count; i++) {
        in.get(row);
        centres[i] = direction(row);
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("these clusters go on behind their end");
      }
      return new Clusters(new String(encoder, StandardCharsets.UTF_8), centres, bytes.clone());
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("these clusters end too early", e);
    }
  }

  /** Some twenty bytes and one for each number. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Names what they are: others have another. */
  public String revision() {
    return revision;
  }

  /** Revision of the encoder whose vectors they are among. */
  public String encoder() {
    return encoder;
  }

  /** How many there are. */
  public int size() {
    return centres.length;
  }

  /** How many numbers a vector must have. */
  public int dimensions() {
    return centres[0].length;
  }

  /** The centre that {@code vector} is nearest to; of equals the first. */
  public Nearest nearest(float[] vector) {
    if (vector.length != dimensions()) {
      throw new IllegalArgumentException("the vector is of another encoder");
    }
    if (Vectors.isZero(vector)) {
      return new Nearest(UNKNOWN, 0, 0);
    }
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    double next = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      double similarity = Vectors.dot(centres[i], vector);
      if (similarity > most) {
        next = most;
        most = similarity;
        best = i;
      } else {
        next = Math.max(next, similarity);
      }
    }
    return new Nearest(best, most, centres.length == 1 ? 1 : most - next);
  }

  private static byte[] written(String encoder, List<float[]> centres) {
    byte[] name = encoder.getBytes(StandardCharsets.UTF_8);
    int dimensions = centres.getFirst().length;
    if (name.length > Byte.MAX_VALUE || dimensions > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("the encoder's name or its vectors are too long");
    }
    ByteBuffer out =
        ByteBuffer.allocate(5 + name.length + centres.size() * dimensions)
            .put(VERSION)
            .put((byte) name.length)
            .put(name)
            .put((byte) centres.size())
            .putShort((short) dimensions);
    for (float[] centre : centres) {
      if (centre.length != dimensions || Vectors.isZero(centre)) {
        throw new IllegalArgumentException("centres must be of one length and not zero");
      }
      out.put(small(centre));
    }
    return out.array();
  }

  /** Only the direction counts, so each centre is written as finely as a byte allows. */
  private static byte[] small(float[] centre) {
    float largest = 0;
    for (float value : centre) {
      largest = Math.max(largest, Math.abs(value));
    }
    byte[] row = new byte[centre.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) Math.round(centre[i] / largest * Byte.MAX_VALUE);
    }
    return row;
  }

  private static float[] direction(byte[] row) {
    float[] centre = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      centre[i] = row[i];
    }
    return Vectors.normalize(centre);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Clusters clusters && Arrays.equals(bytes, clusters.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return size() + " clusters " + revision + " of " + encoder;
  }
}
