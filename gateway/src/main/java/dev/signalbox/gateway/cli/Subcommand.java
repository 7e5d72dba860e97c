package dev.signalbox.gateway.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: its help and options, and what it does. */
interface Subcommand {
  /** Name, options and help. */
  CommandSpec spec();

  /** Does it and returns the exit code, one of {@link ExitCodes}. */
  int run(ParseResult arguments);
}
