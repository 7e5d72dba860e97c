package dev.signalbox.gateway.cli;

import java.nio.file.Path;
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
    return OptionSpec.builder("-c", CONFIG)
        .paramLabel("FILE")
        .type(Path.class)
        .description(description)
        .build();
  }

  static OptionSpec port(String description) {
    return OptionSpec.builder("-p", PORT)
        .paramLabel("PORT")
        .type(Integer.class)
        .description(description)
        .build();
  }

  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
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

  static boolean flagIn(ParseResult arguments, String name) {
    return arguments.hasMatchedOption(name);
  }
}
