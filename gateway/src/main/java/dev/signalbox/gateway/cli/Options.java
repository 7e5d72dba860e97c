package dev.signalbox.gateway.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options that several commands have. */
final class Options {
  private static final String CONFIG = "--config";
  private static final String PORT = "--port";

  private Options() {}

  static OptionSpec config(String description) {
    return option(Path.class, "FILE", description, "-c", CONFIG);
  }

  static OptionSpec port(String description) {
    return option(Integer.class, "PORT", description, "-p", PORT);
  }

  /**
   * An option with a text.
   *
   * @param names the last is the one it is asked for by
   */
  static OptionSpec text(String label, String description, String... names) {
    return option(String.class, label, description, names);
  }

  static OptionSpec number(String label, String description, String... names) {
    return option(Long.class, label, description, names);
  }

  private static OptionSpec option(
      Class<?> type, String label, String description, String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .paramLabel(label)
        .type(type)
        .description(description)
        .build();
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  static PositionalParamSpec optionalPosition(String label, Class<?> type, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .paramLabel(label)
        .type(type)
        .description(description)
        .build();
  }

  static Optional<Path> configIn(ParseResult arguments) {
    return Optional.ofNullable(arguments.<Path>matchedOptionValue(CONFIG, null));
  }

  static Optional<Integer> portIn(ParseResult arguments) {
    return Optional.ofNullable(arguments.<Integer>matchedOptionValue(PORT, null));
  }

  static Optional<String> textIn(ParseResult arguments, String name) {
    return Optional.ofNullable(arguments.<String>matchedOptionValue(name, null));
  }

  static Optional<Long> numberIn(ParseResult arguments, String name) {
    return Optional.ofNullable(arguments.<Long>matchedOptionValue(name, null));
  }

  static boolean flagIn(ParseResult arguments, String name) {
    return arguments.hasMatchedOption(name);
  }
}
