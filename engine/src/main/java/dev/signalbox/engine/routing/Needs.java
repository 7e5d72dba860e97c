package dev.signalbox.engine.routing;

import static java.util.Collections.unmodifiableSet;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.policy.Trade;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a request needs of a deployment.
 *
 * @param capabilities what it must be able to do
 * @param tokens how much it reads and writes
 * @param parameters settings the client gave that some models refuse
 * @param losses fields that would be lost, by id of the API format the deployment would be spoken
 *     to in; a format that is absent loses nothing
 */
public record Needs(
    Set<Capability> capabilities,
    Tokens tokens,
    Set<Parameter> parameters,
    Map<String, List<String>> losses) {
  public Needs {
    capabilities =
        capabilities.isEmpty() ? Set.of() : unmodifiableSet(EnumSet.copyOf(capabilities));
    parameters = parameters.isEmpty() ? Set.of() : unmodifiableSet(EnumSet.copyOf(parameters));
    losses = Map.copyOf(losses);
  }

  /** A setting that some models refuse. */
  public enum Parameter {
    TEMPERATURE("temperature"),
    STOP("stop");

    private final String id;

    Parameter(String id) {
      this.id = id;
    }

    /** Its name in requests and answers. */
    public String id() {
      return id;
    }
  }

  /**
   * How much a request reads and writes.
   *
   * @param input tokens of the prompt
   * @param exact whether {@code input} was counted with the model's own vocabulary
   * @param maxOutput the client's limit for the answer
   */
  public record Tokens(long input, boolean exact, OptionalLong maxOutput) {
    private static final int SURE_PERCENT = 75;

    public Tokens {
      if (input < 0 || maxOutput.orElse(0) < 0) {
        throw new IllegalArgumentException("a number of tokens is not negative");
      }
    }

    /** Tokens the prompt has at the least: an estimate may be a quarter too high. */
    public long surelyInput() {
      return exact ? input : Trade.scaled(input, SURE_PERCENT, 100);
    }
  }
}
