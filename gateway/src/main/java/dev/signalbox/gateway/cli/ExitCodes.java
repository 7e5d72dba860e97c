package dev.signalbox.gateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The exit codes of every command. */
final class ExitCodes {
  /** Done. */
  static final int FINE = 0;

  /** The configuration has problems, or what was asked for cannot be done. */
  static final int FAILED = 1;

  /** The command line is wrong, or names a file that is not there. */
  static final int USAGE = 2;

  private ExitCodes() {}

  /** Puts the codes into the help of a command. */
  static CommandSpec explainIn(CommandSpec spec) {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + FINE, "done");
    codes.put(" " + FAILED, "the configuration has problems, or it could not be done");
    codes.put(" " + USAGE, "the command line is wrong, or names a file that is not there");
    spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes).width(100);
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("show this help and exit")
            .build());
  }
}
