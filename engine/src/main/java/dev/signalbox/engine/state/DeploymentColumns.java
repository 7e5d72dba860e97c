package dev.signalbox.engine.state;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Limits;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.catalog.ParameterRules;
import dev.signalbox.engine.catalog.Support;
import dev.signalbox.engine.price.FlatRates;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What every decision asks of deployments, one kind of fact after the other rather than one
 * deployment after the other: a decision among hundreds otherwise waits for memory most of its
 * time. A row is the place of a deployment.
 */
public final class DeploymentColumns {
  private static final Map<Capability, Long> BITS = new EnumMap<>(Capability.class);

  static {
    for (Capability capability : Capability.values()) {
      BITS.put(capability, 1L << BITS.size());
    }
  }

  private final ProviderFacts[] providers;
  private final Map<Capability, Support[]> capabilities = new EnumMap<>(Capability.class);
  private final long[] abilities;
  private final ParameterRules[] parameters;
  private final boolean[] refusing;
  private final FlatRates[] rates;
  private final long[] mostInput;
  private final long[] mostOutput;
  private final long[] context;

  DeploymentColumns(List<Deployment> deployments) {
    int rows = deployments.size();
    this.providers = new ProviderFacts[rows];
    this.abilities = new long[rows];
    this.parameters = new ParameterRules[rows];
    this.refusing = new boolean[rows];
    this.rates = new FlatRates[rows];
    this.mostInput = new long[rows];
    this.mostOutput = new long[rows];
    this.context = new long[rows];
    for (int row = 0; row < rows; row++) {
      put(row, deployments.get(row));
    }
    for (Capability capability : Capability.values()) {
      capabilities.put(
          capability,
          deployments.stream().map(each -> each.supports(capability)).toArray(Support[]::new));
    }
  }

  private void put(int row, Deployment deployment) {
    Limits limits = deployment.card().map(ModelCard::limits).orElse(Limits.UNKNOWN);
    providers[row] = deployment.provider();
    parameters[row] = deployment.card().map(ModelCard::parameters).orElse(ParameterRules.UNKNOWN);
    refusing[row] =
        parameters[row].temperature() == Support.NO || parameters[row].stop() == Support.NO;
    abilities[row] = abilities(deployment);
    rates[row] = FlatRates.of(deployment.price());
    mostInput[row] = most(limits.maxInputTokens());
    mostOutput[row] = most(limits.maxOutputTokens());
    context[row] = most(limits.contextTokens());
  }

  private static long abilities(Deployment deployment) {
    long bits = 0;
    for (Map.Entry<Capability, Long> each : BITS.entrySet()) {
      if (deployment.supports(each.getKey()) == Support.YES) {
        bits |= each.getValue();
      }
    }
    return bits;
  }

  private static long most(OptionalInt limit) {
    return limit.isPresent() ? limit.getAsInt() : Long.MAX_VALUE;
  }

  /** Its provider. */
  public ProviderFacts provider(int row) {
    return providers[row];
  }

  /** Whether it can do {@code capability}. */
  public Support supports(Capability capability, int row) {
    return Objects.requireNonNull(capabilities.get(capability))[row];
  }

  /** One bit for each of {@code capabilities}. */
  public static long bits(List<Capability> capabilities) {
    long bits = 0;
    for (Capability capability : capabilities) {
      bits |= Objects.requireNonNull(BITS.get(capability));
    }
    return bits;
  }

  /** Whether it is known to be capable of all that {@code bits} stand for. */
  public boolean canAll(long bits, int row) {
    return (bits & ~abilities[row]) == 0;
  }

  /** Whether there is a parameter that it does not take. */
  public boolean refusesParameters(int row) {
    return refusing[row];
  }

  /** Which parameters of requests it takes. */
  public ParameterRules parameters(int row) {
    return parameters[row];
  }

  /** What tokens cost, where that is simple. */
  public FlatRates rates(int row) {
    return rates[row];
  }

  /** The longest prompt it reads, in tokens; the largest long when that is not known. */
  public long mostInputTokens(int row) {
    return mostInput[row];
  }

  /** The longest answer it writes, in tokens; the largest long when that is not known. */
  public long mostOutputTokens(int row) {
    return mostOutput[row];
  }

  /** How much prompt and answer it holds, in tokens; the largest long when that is not known. */
  public long contextTokens(int row) {
    return context[row];
  }
}
