import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/** How long the packaged program takes from its start to its first answer. */
final class Starts {
  private static final String NO_CACHE = "-XX:AOTMode=off";

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;

  Starts(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
  }

  void measure() throws IOException {
    System.err.println("start to first answer, milliseconds");
    if (!Files.exists(
        settings.path("folder").resolveSibling("gateway").resolve("target/signalbox.aot"))) {
      System.err.println("bench: the program has no AOT cache, so both rows are without it");
    }
    String with = "start to first answer, ms";
    String without = "the same without the AOT cache, ms";
    String cpuWith = "start to first answer, CPU ms";
    String cpuWithout = "the same without the AOT cache, CPU ms";
    // The first ones do not count: they make the database and have the files read.
    Turns cpu = new Turns().add(cpuWith).add(cpuWithout);
    window("", _ -> {});
    window(NO_CACHE, _ -> {});
    Turns turns =
        new Turns()
            .add(with, () -> window("", millis -> cpu.note(cpuWith, millis)))
            .add(without, () -> window(NO_CACHE, millis -> cpu.note(cpuWithout, millis)))
            .take(settings.windows());
    int windows = settings.windows();
    table.figure(with, turns.median(with, windows), Goal.atMost(1_000, 500));
    table.figure(without, turns.median(without, windows), Goal.NONE);
    table.figure(cpuWith, cpu.median(cpuWith, windows), Goal.NONE);
    table.figure(cpuWithout, cpu.median(cpuWithout, windows), Goal.NONE);
  }

  private OptionalDouble window(String options, DoubleConsumer cpuMillis) {
    try (Program program = Program.start(settings, options)) {
      int status = Exchange.status(contenders.chat(Contenders.GATEWAY, program.port()));
      double millis = program.millis();
      if (status != 200) {
        throw new IOException("the first answer has status " + status);
      }
      cpuMillis.accept(new CpuTime(program.process()).seconds() * 1e3);
      return OptionalDouble.of(millis);
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return OptionalDouble.empty();
    }
  }
}
