package dev.signalbox.signals.prompt;

import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.engine.state.ClusterMix;
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
  public static final int MOST = ClusterMix.CLUSTERS;

  /**
   * By how much less a cosine makes a cluster's share e times smaller, as measured with
   * bench/routing: sharper is noisier, softer is all alike.
   */
  private static final double SOFTNESS = 0.1;

  private static final byte VERSION = 1;

  /** Most numbers of a vector, so that a broken text asks for no memory. */
  private static final int MOST_DIMENSIONS = 4_096;

  private final String encoder;
  private final float[] common;
  private final float[][] centres;
  private final byte[] bytes;
  private final String revision;

  private Clusters(String encoder, float[] common, float[][] centres, byte[] bytes) {
    this.encoder = encoder;
    this.common = common;
    this.centres = centres;
    this.bytes = bytes;
    this.revision = HexFormat.of().formatHex(Sha256.of(bytes), 0, 6);
  }

  /**
   * Clusters around {@code centres}.
   *
   * @param encoder revision of the encoder whose vectors they are among
   * @param common what all prompts have in common and none is told by: the mean of their vectors
   * @param centres at least one, of one length, none all zeros; directions from {@code common}
   */
  public static Clusters of(String encoder, float[] common, List<float[]> centres) {
    if (centres.isEmpty() || centres.size() > MOST) {
      throw new IllegalArgumentException("there must be 1 to " + MOST + " centres");
    }
    return ofBytes(written(encoder, common, centres));
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
      float[] common = new float[dimensions];
      for (int i = 0; i < dimensions; i++) {
        common[i] = in.getFloat();
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
      return new Clusters(
          new String(encoder, StandardCharsets.UTF_8), common, centres, bytes.clone());
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("these clusters end too early", e);
    }
  }

  /** Some twenty bytes, four for each dimension and one for each number of a centre. */
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

  /**
   * The clusters that {@code vector} lies near, the nearest first, in shares that fall with the
   * angle to their centres; none for a vector of nothing.
   */
  public ClusterMix mix(float[] vector) {
    if (vector.length != dimensions()) {
      throw new IllegalArgumentException("the vector is of another encoder");
    }
    float[] direction = Vectors.direction(vector, common);
    if (Vectors.isZero(vector) || Vectors.isZero(direction)) {
      return ClusterMix.NONE;
    }
    double[] similarities = new double[Math.min(ClusterMix.MOST, centres.length)];
    int[] nearest = new int[similarities.length];
    Arrays.fill(similarities, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < centres.length; i++) {
      insert(i, Vectors.dot(centres[i], direction), nearest, similarities);
    }
    return shared(nearest, similarities);
  }

  /** Keeps the largest, the largest first; of equals the first. */
  private static void insert(int cluster, double similarity, int[] nearest, double[] largest) {
    int place = largest.length;
    while (place > 0 && largest[place - 1] < similarity) {
      place--;
    }
    for (int i = largest.length - 1; i > place; i--) {
      largest[i] = largest[i - 1];
      nearest[i] = nearest[i - 1];
    }
    if (place < largest.length) {
      largest[place] = similarity;
      nearest[place] = cluster;
    }
  }

  /** In thousandths that add up; those without any are left out. */
  private static ClusterMix shared(int[] nearest, double[] similarities) {
    double[] weights = new double[nearest.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((similarities[i] - similarities[0]) / SOFTNESS);
      sum += weights[i];
    }
    int[] shares = new int[weights.length];
    int left = ClusterMix.WHOLE;
    int used = 0;
    for (int i = 1; i < shares.length; i++) {
      shares[i] = (int) (ClusterMix.WHOLE * weights[i] / sum);
      left -= shares[i];
      used += shares[i] > 0 ? 1 : 0;
    }
    shares[0] = left;
    return ClusterMix.of(Arrays.copyOf(nearest, used + 1), Arrays.copyOf(shares, used + 1));
  }

  private static byte[] written(String encoder, float[] common, List<float[]> centres) {
    byte[] name = encoder.getBytes(StandardCharsets.UTF_8);
    int dimensions = centres.getFirst().length;
    if (name.length > Byte.MAX_VALUE
        || dimensions > MOST_DIMENSIONS
        || common.length != dimensions) {
      throw new IllegalArgumentException("the encoder's name or its vectors are too long");
    }
    ByteBuffer out =
        ByteBuffer.allocate(
                5 + name.length + Float.BYTES * dimensions + centres.size() * dimensions)
            .put(VERSION)
            .put((byte) name.length)
            .put(name)
            .put((byte) centres.size())
            .putShort((short) dimensions);
    for (float value : common) {
      out.putFloat(value);
    }
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
