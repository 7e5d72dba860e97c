package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word without quotes means in YAML: by <a
 * href="https://yaml.org/spec/1.2.2/#103-core-schema">the core schema of YAML 1.2</a>, and {@code
 * yes}, {@code no}, {@code on} and {@code off} of YAML 1.1, which the gateways that are imported
 * take as well.
 */
final class YamlScalar {
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]{1,20}|[0-9]{1,20}(\\.[0-9]{0,20})?)([eE][-+]?[0-9]{1,2})?");

  private YamlScalar() {}

  static Node of(String word, Place place) {
    if (NOTHING.contains(word)) {
      return new Node.Other(Value.NOTHING, place);
    }
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return new Node.Flag(TRUE.contains(word), place);
    }
    if (WHOLE.matcher(word).matches()) {
      return new Node.Whole(Long.parseLong(word), place);
    }
    boolean fraction = word.contains(".") || word.contains("e") || word.contains("E");
    return fraction && DECIMAL.matcher(word).matches()
        ? new Node.Decimal(Double.parseDouble(word), place)
        : new Node.Text(word, word, place);
  }
}
