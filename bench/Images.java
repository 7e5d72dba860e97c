import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Eight requests at once with twenty megabytes of image each: how long they take, and what memory.
 */
final class Images {
  private static final int AT_ONCE = 8;

  /** Bytes of an image, which are four thirds of it in base64. */
  private static final int IMAGE_BYTES = 15_000_000;

  /** How an image in PNG begins, with 4,000 by 3,000 pixels. */
  private static final byte[] BEGINNING =
      Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAD6AAAAu4CAYAAAA=");

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;

  Images(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
  }

  void measure() throws IOException {
    System.err.println("20 MB images, " + AT_ONCE + " at once, milliseconds");
    String base64 = base64();
    List<Contender> all = new ArrayList<>();
    all.add(contenders.image(Contenders.NGINX, base64));
    all.add(contenders.image(Contenders.GATEWAY, base64));
    if (!settings.on("stand-in")) {
      all.add(contenders.translatedImage(base64));
    }
    Turns turns = new Turns();
    Turns peaks = new Turns();
    for (Contender contender : all) {
      window(contender);
      window(contender);
      peaks.add(contender.name());
      turns.add(contender.name(), () -> window(contender, peaks));
    }
    turns.take(settings.windows());
    for (Contender contender : all.subList(1, all.size())) {
      String measure =
          contender == all.get(1)
              ? "8 images of 20 MB at once, same protocol: "
              : "8 images of 20 MB at once, translated: ";
      table.ratio(
          measure + "ms until all are answered",
          turns.median(all.getFirst().name(), settings.windows()),
          turns.median(contender.name(), settings.windows()),
          Goal.NONE);
      table.figure(
          measure + "most resident, MB",
          peaks.median(all.getFirst().name(), settings.windows()),
          peaks.median(contender.name(), settings.windows()),
          Goal.NONE);
    }
  }

  private static String base64() {
    byte[] image = new byte[IMAGE_BYTES];
    new SplittableRandom(1).nextBytes(image);
    System.arraycopy(BEGINNING, 0, image, 0, BEGINNING.length);
    return Base64.getEncoder().encodeToString(image);
  }

  private OptionalDouble window(Contender contender, Turns peaks) {
    try {
      Memory memory = new Memory(contenders.process(contender.name()));
      memory.forgetPeak();
      OptionalDouble millis = window(contender);
      if (millis.isPresent()) {
        peaks.note(contender.name(), memory.peak());
      }
      return millis;
    } catch (IOException e) {
      System.err.println("bench: " + contender.name() + ": " + e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble window(Contender contender) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      long begun = System.nanoTime();
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(threads.submit(() -> Exchange.status(contender)));
      }
      for (Future<Integer> answer : answers) {
        if (answer.get() != 200) {
          throw new IOException("a request was answered with status " + answer.get());
        }
      }
      return OptionalDouble.of((System.nanoTime() - begun) / 1e6);
    } catch (IOException | ExecutionException e) {
      System.err.println("bench: " + contender.name() + ": " + e.getMessage());
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
