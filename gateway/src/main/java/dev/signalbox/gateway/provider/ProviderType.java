package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.model.ApiFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What kind of service a provider is. Immutable; {@link ProviderTypes} has all there are. */
public final class ProviderType {
  private final String id;
  private final List<String> aliases;
  private final List<ApiLayout> layouts;
  private final Optional<String> standardEndpoint;
  private final Optional<String> neededEndpoint;
  private final String maker;
  private final boolean makesModels;
  private final List<String> prefixes;
  private final boolean compatible;
  private final boolean keyless;
  private final String credentialKey;
  private final String keyVariable;
  private final List<String> usualIds;

  private ProviderType(Builder row) {
    id = row.id;
    aliases = List.copyOf(row.aliases);
    layouts = List.copyOf(row.layouts);
    standardEndpoint = row.standardEndpoint;
    neededEndpoint = row.neededEndpoint;
    maker = row.maker;
    makesModels = row.makesModels;
    prefixes = List.copyOf(row.prefixes);
    compatible = row.compatible;
    keyless = row.keyless;
    credentialKey = row.credentialKey;
    keyVariable = row.keyVariable;
    usualIds = List.copyOf(row.usualIds);
  }

  /** The row of a type called {@code id}, still without anything special. */
  static Builder called(String id) {
    return new Builder(id);
  }

  /** The name used in the file, in records and in answers. */
  public String id() {
    return id;
  }

  /** Further names in the file. */
  List<String> aliases() {
    return aliases;
  }

  /** Where it stands when the configuration does not say; empty where it must, or need not. */
  public Optional<String> standardEndpoint() {
    return standardEndpoint;
  }

  /** An address such as one of this type must be given; empty where none must be. */
  public Optional<String> neededEndpoint() {
    return neededEndpoint;
  }

  /** The maker whose catalog cards apply; empty text for nobody's. */
  public String maker() {
    return maker;
  }

  /** Whether it is run by that maker, so that callers may bring a key of theirs. */
  boolean makesModels() {
    return makesModels;
  }

  /** How the maker begins the names of its models. */
  List<String> prefixes() {
    return prefixes;
  }

  /** Whether anybody may run one, so that the dialect tells whose catalog cards apply. */
  public boolean isCompatible() {
    return compatible;
  }

  /** Whether it usually needs no key. */
  public boolean isKeyless() {
    return keyless;
  }

  /** The key of the file that its credential usually stands in. */
  public String credentialKey() {
    return credentialKey;
  }

  /** The environment variable that usually holds the key of a provider called {@code id}. */
  public Optional<String> keyVariable(String id) {
    return usualIds.contains(id) ? Optional.of(keyVariable) : Optional.empty();
  }

  /**
   * The APIs it has at {@code host}, below the path of its endpoint, at least one; the first is for
   * clients of any other.
   */
  public List<ProviderApi> apis(String host, String basePath) {
    return layouts.stream()
        .filter(layout -> layout.isAt(host))
        .map(layout -> layout.below(basePath))
        .toList();
  }

  /** The formats of its APIs, wherever it stands. */
  List<ApiFormat> formats() {
    return layouts.stream().map(layout -> layout.below("").format()).toList();
  }

  @Override
  public String toString() {
    return id;
  }

  /** One row while it is written. */
  static final class Builder {
    private final String id;
    private final List<String> aliases = new ArrayList<>();
    private final List<ApiLayout> layouts = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private Optional<String> standardEndpoint = Optional.empty();
    private Optional<String> neededEndpoint = Optional.empty();
    private String maker = "";
    private boolean makesModels;
    private boolean compatible;
    private boolean keyless;
    private String credentialKey = "api_key";
    private String keyVariable = "";
    private List<String> usualIds = List.of();

    private Builder(String id) {
      this.id = id;
    }

    /** Has another name in the file too. */
    Builder alsoNamed(String alias) {
      aliases.add(alias);
      return this;
    }

    /** Has these APIs; the first of all is for clients of any other. */
    Builder speaks(ApiLayout... apis) {
      layouts.addAll(List.of(apis));
      return this;
    }

    /** Has an API that only hosts of {@code domain} have. */
    Builder speaksOnlyAt(String domain, ApiLayout api) {
      layouts.add(new ApiLayout.OnlyAt(domain, api));
      return this;
    }

    /** Stands at {@code endpoint} unless the configuration says. */
    Builder standsAt(String endpoint) {
      standardEndpoint = Optional.of(endpoint);
      return this;
    }

    /** Stands nowhere unless the configuration says. */
    Builder needsEndpoint(String example) {
      neededEndpoint = Optional.of(example);
      return this;
    }

    /** Serves the models of {@code newMaker}, who runs it. */
    Builder makes(String newMaker) {
      makesModels = true;
      return serves(newMaker);
    }

    /** Serves the models of the cards that the catalog has under {@code newMaker}. */
    Builder serves(String newMaker) {
      maker = newMaker;
      return this;
    }

    /** The maker begins the names of its models like this. */
    Builder namedLike(String... newPrefixes) {
      prefixes.addAll(List.of(newPrefixes));
      return this;
    }

    /** Anybody may run one: the dialect tells whose cards apply. */
    Builder compatible() {
      compatible = true;
      return this;
    }

    /** Has its credential in a key of the file of its own. */
    Builder credentialIn(String key) {
      credentialKey = key;
      return this;
    }

    /** Usually needs no key. */
    Builder keyless() {
      keyless = true;
      return this;
    }

    /** The key of a provider called one of {@code ids} is usually in {@code variable}. */
    Builder keyUsuallyIn(String variable, String... ids) {
      keyVariable = variable;
      usualIds = List.of(ids);
      return this;
    }

    ProviderType build() {
      return new ProviderType(this);
    }
  }
}
