package dev.signalbox.gateway.migrate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a source names environment variables, and how ours does. */
enum Secrets {
  /** <code>${NAME}</code>, anywhere in a text, as ours has it. */
  BRACES {
    @Override
    String ours(String text) {
      StringBuilder result = new StringBuilder();
      Matcher matcher = BRACED.matcher(text);
      while (matcher.find()) {
        String name = matcher.group(1);
        String reference = name == null ? "$${" : "${" + name + "}";
        matcher.appendReplacement(result, Matcher.quoteReplacement(reference));
      }
      return matcher.appendTail(result).toString();
    }
  },
  /** {@code os.environ/NAME} as the whole text. */
  OS_ENVIRON {
    @Override
    String ours(String text) {
      return variable(text)
          .map(name -> "${" + name + "}")
          .orElseGet(() -> text.replace("${", "$${"));
    }
  };

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern BRACED =
      Pattern.compile("\\$\\{(" + NAME + ")(?::-[^}]*)?\\}|\\$\\{");
  private static final Pattern ENVIRON = Pattern.compile("os\\.environ/(" + NAME + ")");
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{" + NAME + "\\}");

  /** The text as our file has it, variables as ours names them. */
  abstract String ours(String text);

  /** Whether a text of our file names a variable. */
  static boolean namesVariable(String ours) {
    return REFERENCE.matcher(ours).find();
  }

  private static Optional<String> variable(String text) {
    Matcher matcher = ENVIRON.matcher(text.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** A secret as our file has it; told of where it stands in the source as it is. */
  String secret(Value value, Findings findings) {
    String ours = ours(value.text());
    if (!namesVariable(ours)) {
      findings.literalSecret(value);
    }
    return ours;
  }
}
