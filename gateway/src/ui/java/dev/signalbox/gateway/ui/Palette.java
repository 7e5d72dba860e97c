package dev.signalbox.gateway.ui;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours that a picture uses most, which of a page are hardly more than a palette holds: the
 * file is a third as large.
 */
final class Palette {
  private static final int SIZE = 256;

  /** Shades nearer than this to one that is used more are left to it. */
  private static final int NEAR = 12;

  private Palette() {}

  /** The picture with the nearest colour of its palette in each place. */
  static BufferedImage reduced(BufferedImage picture) {
    int[] colours = chosen(byUse(picture));
    BufferedImage reduced =
        new BufferedImage(
            picture.getWidth(),
            picture.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            model(colours));
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int colour = picture.getRGB(x, y) & 0xffffff;
        int index = nearest.computeIfAbsent(colour, each -> nearest(each, colours));
        reduced.getRaster().setSample(x, y, 0, index);
      }
    }
    return reduced;
  }

  private static int nearest(int colour, int[] colours) {
    int best = 0;
    for (int at = 1; at < colours.length; at++) {
      if (distance(colour, colours[at]) < distance(colour, colours[best])) {
        best = at;
      }
    }
    return best;
  }

  private static List<Integer> byUse(BufferedImage picture) {
    Map<Integer, Integer> uses = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        uses.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    return uses.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int[] chosen(List<Integer> byUse) {
    int[] colours = new int[SIZE];
    int count = 0;
    for (int colour : byUse) {
      if (count < SIZE && !isNear(colour, colours, count)) {
        colours[count] = colour;
        count++;
      }
    }
    return colours;
  }

  private static boolean isNear(int colour, int[] chosen, int count) {
    for (int at = 0; at < count; at++) {
      if (distance(colour, chosen[at]) < NEAR) {
        return true;
      }
    }
    return false;
  }

  private static int distance(int one, int other) {
    return Math.abs((one >> 16) - (other >> 16))
        + Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff))
        + Math.abs((one & 0xff) - (other & 0xff));
  }

  private static IndexColorModel model(int[] colours) {
    byte[] red = new byte[SIZE];
    byte[] green = new byte[SIZE];
    byte[] blue = new byte[SIZE];
    for (int at = 0; at < SIZE; at++) {
      red[at] = (byte) (colours[at] >> 16);
      green[at] = (byte) (colours[at] >> 8);
      blue[at] = (byte) colours[at];
    }
    return new IndexColorModel(8, SIZE, red, green, blue);
  }
}
