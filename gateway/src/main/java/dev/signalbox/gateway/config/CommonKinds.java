package dev.signalbox.gateway.config;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.policy.Selector;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of values that several sections take. */
final class CommonKinds {
  static final int MOST_ENTRIES = 1_000;
  static final int MOST_KEYS = 100;

  private static final String ID = "[a-z0-9][a-z0-9._-]{0,62}";
  private static final String ID_ALLOWED =
      "1 to 63 lower-case letters, digits, `.`, `_` or `-`, the first a letter or digit";

  static final Kind.Scalar<String> PROVIDER_ID = Kinds.matching(ID, ID_ALLOWED);
  static final Names PROVIDER_IDS = Names.of(ID, ID_ALLOWED, MOST_ENTRIES);

  static final Kind.Scalar<String> MODEL_NAME = Kinds.line(200);
  static final Names MODEL_NAMES =
      Names.of("[^\\p{Cntrl}]{1,200}", "1 to 200 characters on one line", MOST_ENTRIES);

  static final Kind.Scalar<String> LABEL = Kinds.line(100);

  static final Kind.Scalar<URI> HTTP_ADDRESS = Kinds.address(List.of("http", "https"));

  static final Kind.Scalar<Secret> SECRET =
      Kinds.secret(
          "a text of one line that is not empty",
          value -> isLine(value) ? Optional.of(new Secret(value)) : Optional.empty());

  private static final String HEADER_NAME =
      "(?i)(?!(host|connection|content-length|transfer-encoding|te|upgrade)$)"
          + "[a-z0-9!#$%&'*+.^_`|~-]{1,100}";

  static final Names HEADER_NAMES =
      Names.of(HEADER_NAME, "a header name other than those that frame the message", MOST_KEYS);

  static final Kind<List<Secret>> SECRETS = new Kind.Many<>(SECRET, MOST_KEYS, true);

  /** {@code provider/model}; the model may have slashes of its own. */
  static final Kind.Scalar<ModelAlias.Target> REFERENCE =
      Kinds.text(
          "`provider/model`",
          value -> {
            int slash = value.indexOf('/');
            return slash > 0 && slash < value.length() - 1 && value.length() <= 264
                ? Optional.of(
                    new ModelAlias.Target(value.substring(0, slash), value.substring(slash + 1), 0))
                : Optional.empty();
          });

  static final Kind.Scalar<Selector> SELECTOR_TEXT =
      Kinds.text(
          "`provider`, `provider/model`, `model` or `family:name`, a `*` only at the end of a part",
          CommonKinds::selector);

  static final Kind<List<Selector>> SELECTORS = new Kind.Many<>(SELECTOR_TEXT, MOST_ENTRIES, true);

  static final Kind.Scalar<String> PROFILE_ID =
      Kinds.matching("[a-z0-9][a-z0-9_-]{0,63}", "the id of a profile");

  static final Kind<List<Capability>> CAPABILITIES =
      new Kind.Many<>(
          Kinds.choice(byId(Capability.values(), Capability::id)),
          Capability.values().length,
          true);

  static final Kind.Scalar<TaskFamily> FAMILY =
      Kinds.choice(byId(TaskFamily.values(), TaskFamily::id));

  static final Kind.Scalar<Protocol> FORMAT = Kinds.choice(byId(Protocol.values(), Protocol::id));

  /** Regions and clearances. */
  static final Kind<List<String>> TAGS =
      new Kind.Many<>(Kinds.matching(ID, ID_ALLOWED), MOST_KEYS, true);

  static final Kind<List<String>> LABELS = new Kind.Many<>(LABEL, MOST_ENTRIES, true);

  private static final Pattern SELECTOR =
      Pattern.compile("([^\\p{Cntrl}*/]+\\*?|\\*)(/([^\\p{Cntrl}*]+\\*?|\\*))?");

  private CommonKinds() {}

  /** The constants of an enum by their names in the file, in order. */
  static <T> Map<String, T> byId(T[] constants, Function<T, String> id) {
    var byId = new LinkedHashMap<String, T>();
    for (T constant : constants) {
      byId.put(id.apply(constant), constant);
    }
    return byId;
  }

  /** Whether {@code name} is one of a header that may be sent along. */
  static boolean isHeaderName(String name) {
    return name.matches(HEADER_NAME);
  }

  /** Whether {@code text} is one line that is not empty. */
  static boolean isLine(String text) {
    return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<Selector> selector(String text) {
    return text.length() <= 264 && !text.isBlank() && SELECTOR.matcher(text).matches()
        ? Optional.of(new Selector(text))
        : Optional.empty();
  }
}
