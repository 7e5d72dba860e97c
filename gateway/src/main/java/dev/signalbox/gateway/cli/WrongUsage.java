package dev.signalbox.gateway.cli;

import dev.signalbox.engine.text.NearMatch;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line, and where its help is. */
final class WrongUsage {
  private WrongUsage() {}

  /** The sentence about a command line that cannot be read. */
  static String sentence(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched ->
          unmatched(line, unmatched.getUnmatched().getFirst(), unmatched.isUnknownOption());
      case MissingParameterException missing ->
          withHelp(line, nameOf(missing.getMissing().getFirst()) + " needs a value");
      case OverwrittenOptionException twice ->
          withHelp(line, nameOf(twice.getOverwritten()) + " is given twice");
      default -> withHelp(line, wrongValue(wrong));
    };
  }

  /** The sentence about {@code name}, which is no command of {@code line}. */
  static String noCommand(CommandLine line, String name) {
    return hinted(
        line,
        "there is no command `" + nameOf(line) + " " + name + "`",
        name,
        line.getSubcommands().keySet());
  }

  /** The sentence about a command that needs one of its own after it. */
  static String incomplete(CommandLine line) {
    return withHelp(
        line,
        "`%s` needs %s"
            .formatted(
                nameOf(line),
                line.getSubcommands().keySet().stream()
                    .map(each -> "`" + each + "`")
                    .collect(Collectors.joining(" or "))));
  }

  private static String unmatched(CommandLine line, String argument, boolean option) {
    if (option) {
      List<String> known =
          line.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
      return hinted(
          line, "`" + nameOf(line) + "` has no option `" + argument + "`", argument, known);
    }
    return line.getSubcommands().isEmpty()
        ? withHelp(line, "`" + nameOf(line) + "` does not take `" + argument + "`")
        : noCommand(line, argument);
  }

  private static String hinted(
      CommandLine line, String sentence, String name, Collection<String> known) {
    return NearMatch.question(name, known)
        .map(question -> sentence + "; " + question)
        .orElseGet(() -> withHelp(line, sentence));
  }

  private static String withHelp(CommandLine line, String sentence) {
    return sentence + "; see `" + nameOf(line) + " --help`";
  }

  private static String wrongValue(ParameterException wrong) {
    ArgSpec asked = wrong.getArgSpec();
    String what = asked == null ? "the command line" : nameOf(asked);
    boolean number = asked != null && (asked.type() == Integer.class || asked.type() == Long.class);
    return what
        + " must be "
        + (number ? "a whole number" : "as its help says")
        + (wrong.getValue() == null ? "" : ", not `" + wrong.getValue() + "`");
  }

  private static String nameOf(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
  }

  private static String nameOf(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? "`" + option.longestName() + "`"
        : argument.paramLabel();
  }
}
