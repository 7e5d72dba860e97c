import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalDouble;

/** How long the packaged program takes from its start to its first answer. */
final class Starts {
  private final Settings settings;
  private final Contender contender;
  private final Table table;

  Starts(Settings settings, Contenders contenders, Table table) throws IOException {
    this.settings = settings;
    this.contender = contenders.chat(Contenders.GATEWAY, settings.number("fresh"));
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
    // The first ones do not count: they make the database and have the files read.
    window("");
    window("-XX:AOTMode=off");
    Turns turns =
        new Turns()
            .add(with, () -> window(""))
            .add(without, () -> window("-XX:AOTMode=off"))
            .take(settings.windows());
    table.figure(with, turns.median(with, settings.windows()), Goal.atMost(1_000, 500));
    table.figure(without, turns.median(without, settings.windows()), Goal.NONE);
  }

  private OptionalDouble window(String options) {
    try (Program program = Program.start(settings, options)) {
      return OptionalDouble.of(program.millisToAnswer(contender));
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return OptionalDouble.empty();
    }
  }
}
