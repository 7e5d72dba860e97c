package dev.signalbox.gateway.config.schema;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> in texts by the value of an environment variable. A second dollar
 * sign in front keeps the text as it is; any other dollar sign stands for itself. Values are not
 * searched again.
 */
public final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}|\\$\\{");

  private final Map<String, String> environment;
  private final Report report;

  public Variables(Map<String, String> environment, Report report) {
    this.environment = Map.copyOf(environment);
    this.report = report;
  }

  /** The tree with all references replaced; what cannot be replaced is noted. */
  public Node.Table replaceIn(Node.Table root) {
    return Trees.mapTexts(root, this::replaceIn);
  }

  private Node.Text replaceIn(Node.Text text) {
    // A value that came from the environment is taken as it is.
    if (text.place().line() == 0) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text.raw());
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(valueOf(matcher, text.place())));
    }
    matcher.appendTail(result);
    return new Node.Text(text.raw(), result.toString(), text.place());
  }

  private String valueOf(Matcher reference, Place place) {
    String name = reference.group(1);
    if (name == null) {
      if (reference.group().startsWith("$$")) {
        return "${";
      }
      report.wrong(
          place,
          "has `${` without a variable's name and `}`; write `$${` for the signs themselves");
      return "";
    }
    String value = environment.get(name);
    if (value == null) {
      report.wrong(place, "needs the environment variable `" + name + "`, which is not set");
      return "?";
    }
    return value;
  }
}
