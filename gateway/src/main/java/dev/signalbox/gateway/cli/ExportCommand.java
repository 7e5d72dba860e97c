package dev.signalbox.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Writes what is recorded of requests to files, a day in each, for stores of other kinds. */
final class ExportCommand implements Subcommand {
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String OUTPUT = "--output";
  private static final String FORCE = "--force";
  private static final String LINES = "application/x-ndjson";
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int OK = 200;
  private static final int PAGE = 200;

  private final Surroundings surroundings;

  ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The days and where they go. */
  private record Wish(LocalDate from, LocalDate to, Path folder, boolean force) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Writes the records that the running gateway has of requests to files, a day in each.",
            "They are compressed NDJSON, FOLDER/day=2026-11-01/records.ndjson.gz and so on, as"
                + " DuckDB, Spark, Athena or BigQuery read them. A day whose file is there is left"
                + " out, so that it can be run again and again.");
    return RunningCommand.addTo(spec)
        .addOption(Options.text("DATE", "first day, such as 2026-11-01, in UTC", FROM))
        .addOption(Options.text("DATE", "last day, included; one that is over", TO))
        .addOption(Options.text("FOLDER", "where the files go; `export` if left out", "-o", OUTPUT))
        .addOption(Options.flag(FORCE, "write days again whose file is there"));
  }

  @Override
  public int run(ParseResult arguments) {
    Optional<Wish> wish = wish(arguments);
    if (wish.isEmpty()) {
      surroundings
          .terminal()
          .complain(
              "`export` needs `--from` and `--to`, the first not after the second, as in `--from"
                  + " 2026-11-01 --to 2026-11-30`");
      return ExitCodes.USAGE;
    }
    return new RunningCommand(surroundings, LONGEST)
        .ask(arguments, call -> export(call, wish.get()));
  }

  private Optional<Wish> wish(ParseResult arguments) {
    Optional<LocalDate> from = date(arguments, FROM);
    Optional<LocalDate> to = date(arguments, TO);
    String folder = Options.textIn(arguments, OUTPUT).orElse("export");
    return from.isEmpty() || to.isEmpty() || from.get().isAfter(to.get())
        ? Optional.empty()
        : Optional.of(
            new Wish(
                from.get(),
                to.get(),
                surroundings.files().workingFolder().resolve(folder),
                Options.flagIn(arguments, FORCE)));
  }

  private static Optional<LocalDate> date(ParseResult arguments, String name) {
    try {
      return Options.textIn(arguments, name).map(LocalDate::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private int export(ControlCall call, Wish wish) throws IOException, InterruptedException {
    try (ControlCall.Pages pages = call.pages()) {
      for (LocalDate day = wish.from(); !day.isAfter(wish.to()); day = day.plusDays(1)) {
        Path file = wish.folder().resolve("day=" + day).resolve("records.ndjson.gz");
        if (Files.exists(file) && !wish.force()) {
          surroundings.terminal().print("%s is there".formatted(day));
          continue;
        }
        long rows = write(pages, day, file);
        surroundings
            .terminal()
            .print("%s: %,d records, %,d bytes".formatted(day, rows, Files.size(file)));
      }
      return ExitCodes.FINE;
    }
  }

  /** Writes a day beside {@code file} first, so that what bears its name is whole. */
  private static long write(ControlCall.Pages pages, LocalDate day, Path file)
      throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling("records.part");
    String query = "/v1/records?limit=%d&from=%s&to=%s".formatted(PAGE, day, day.plusDays(1));
    long rows = 0;
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
          String cursor = after.get().isEmpty() ? "" : "&after=" + after.get();
          ControlCall.Page page = pages.get(query + cursor, LINES);
          if (page.status() != OK) {
            throw new IOException(page.message());
          }
          out.write(page.body());
          rows += lines(page.body());
          after = page.next();
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return rows;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long lines(byte[] body) {
    long lines = 0;
    for (byte each : body) {
      lines += each == '\n' ? 1 : 0;
    }
    return lines;
  }
}
